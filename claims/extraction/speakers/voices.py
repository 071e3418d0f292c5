"""Who makes each statement: attributions resolved to the people and sources of the article.

A name is given where the article leaves no doubt; a guess is marked `doubtful`; otherwise there is no speaker.
"""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import replace

from claims.extraction.attribution import (
    QUOTED,
    Cue,
    Report,
    Reported,
    Source,
    Tokens,
    can_think,
    clause_of,
    find_attribution,
    find_cues,
    is_past_participle,
    is_phrase,
    is_study,
    widened,
)
from claims.extraction.names import Names
from claims.extraction.quotation import Quotations, Quote
from claims.extraction.segmentation import Sentence, Span
from claims.extraction.speakers.resolver import Resolver
from claims.extraction.speakers.sharing import share_speakers
from claims.extraction.speakers.turns import find_turns
from claims.extraction.speakers.voice import Voice
from claims.extraction.types import Attribution, Speaker

_SENTENCE = re.compile(r"\s\S+[.!?…][\"”’']*$")
_PRONOUN = re.compile(r"(?:(?:But|And|Then|Yet|Still),?\s)?(?P<who>[Hh]e|[Ss]he)\b")
_IN_FIGURE = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")  # "2,100": no comma of a clause
_SHORTEST = 12  # characters of a quotation that is somebody's statement and no mere word


def find_voices(
    text: str, sentences: list[Sentence], noise: Set[int], quotations: Quotations, names: Names
) -> list[Voice]:
    """One voice for each sentence; those whose number is in `noise` are nobody's."""
    resolver = Resolver(text, names)
    turns = find_turns(text, sentences, noise, names)
    voices: list[Voice] = []
    for index, sentence in enumerate(sentences):
        if (turn := turns.get(index)) is not None:
            voices.append(Voice(Attribution.DIRECT, turn.speaker, (Span(turn.start, sentence.end),)))
            continue
        if index in noise:
            voices.append(Voice(Attribution.NARRATOR, None, (Span(sentence.start, sentence.end),)))
            continue
        quotes = quotations.within(sentence.start, sentence.end)
        masked = _masked(text, sentence, quotes)
        tokens = Tokens(masked)
        reported = find_attribution(masked)
        if reported is None or not is_phrase(tokens, reported.subject):
            voice = _unattributed(sentence, text[sentence.start : sentence.end], tokens, resolver)
            if voice.attribution is not Attribution.DIRECT and voice.speaker is None and voices:
                voice = _continued(sentence, tokens, sentences[index - 1], voices[-1]) or voice
        else:
            source = _from_start(widened(tokens, reported.subject, reported.apposition), sentence.start)
            speaker = resolver.speaker(source, sentence)
            voice = _attributed(sentence, masked, reported, speaker)
        introduced = _introduced_quotation(text, sentence, quotes)
        if introduced is not None and voice.attribution is not Attribution.DIRECT:
            voice = _announced(text, sentence, introduced, voice, names, resolver)
        if voice.cue is not None and _opens_with_quotation(text, sentence, quotes):
            voice = replace(voice, attribution=Attribution.DIRECT)
        voices.append(voice)
    share_speakers(text, sentences, voices, quotations, names, turns.keys())
    return voices


def _continued(sentence: Sentence, tokens: Tokens, before: Sentence, said: Voice) -> Voice | None:
    """ "… was cheap, she said. It had been agreed in March.": reported speech that runs on, as its tense shows."""
    if (
        before.paragraph != sentence.paragraph
        or said.attribution is not Attribution.INDIRECT
        or said.speaker is None
        or not said.whole
    ):
        return None
    first = next((at for at in range(len(tokens)) if tokens.is_finite(at)), None)
    if first is None or tokens.key(first) not in ("had", "would", "'d", "hadn't", "wouldn't"):
        return None
    if tokens.key(first) == "had" and not is_past_participle(tokens, first + 1):
        return None
    speaker = replace(said.speaker, doubtful=True)
    return Voice(Attribution.INDIRECT, speaker, (Span(sentence.start, sentence.end),), None)


def _introduced_quotation(text: str, sentence: Sentence, quotes: list[Quote]) -> Quote | None:
    """The quotation after a colon with which the sentence ends: "Ann Lee was blunt: “It sank.”"."""
    if not quotes or quotes[-1].start <= sentence.start or quotes[-1].end < sentence.end - 1:
        return None
    quote = quotes[-1]
    colon = text.endswith((": ", ":\u00a0", ":"), sentence.start, quote.start)
    return quote if colon and min(quote.end, sentence.end) - quote.start > _SHORTEST else None


def _announced(
    text: str, sentence: Sentence, quote: Quote, voice: Voice, names: Names, resolver: Resolver
) -> Voice:
    """The voice of a sentence that ends with a quotation after a colon: that of the one person named before it."""
    content = (Span(quote.start, min(quote.end, sentence.end)),)
    if voice.speaker is not None:
        return Voice(Attribution.DIRECT, voice.speaker, content, voice.cue)
    people = {id(mention.person): mention for mention in names.mentions_in(sentence.start, quote.start)}
    pronoun = _PRONOUN.match(text, sentence.start, quote.start)
    if pronoun is None and len(people) != 1:
        return voice
    span = Span(*pronoun.span("who")) if pronoun else Span(*_range(next(iter(people.values()))))
    return Voice(Attribution.DIRECT, resolver.speaker(Source(span, span), sentence), content, voice.cue)


def _range(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _opens_with_quotation(text: str, sentence: Sentence, quotes: list[Quote]) -> bool:
    """ "“It sank,” the official said, speaking to reporters": the comma shows that the words are not the article's."""
    if (
        not quotes
        or quotes[0].start > sentence.start + 1
        or not sentence.start < quotes[0].end < sentence.end
    ):
        return False
    end = quotes[0].end
    return (text[end - 2] in ",!?–—…" or text[end] == ",") and end - max(
        quotes[0].start, sentence.start
    ) > _SHORTEST


def _masked(text: str, sentence: Sentence, quotes: list[Quote]) -> str:
    masked = _IN_FIGURE.sub(".", text[sentence.start : sentence.end].replace(QUOTED, " "))
    for quote in quotes:
        start, end = (
            max(quote.start, sentence.start) - sentence.start,
            min(quote.end, sentence.end) - sentence.start,
        )
        masked = masked[:start] + QUOTED * (end - start) + masked[end:]
    return masked


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def _quoted_share(masked: str) -> float:
    return masked.count(QUOTED) / len(masked) if masked else 0.0


def _attributed(sentence: Sentence, masked: str, reported: Reported, speaker: Speaker | None) -> Voice:
    content = tuple(_moved(span, sentence.start) for span in reported.content)
    inside = "".join(masked[span.start : span.end] for span in reported.content)
    opened = inside.lstrip(" :,")[:1] == QUOTED
    direct = not reported.whole and _quoted_share(inside) > (0.6 if opened else 0.85)
    attribution = Attribution.DIRECT if direct else Attribution.INDIRECT
    return Voice(attribution, speaker, content, reported.cue)


def _unattributed(sentence: Sentence, words: str, tokens: Tokens, resolver: Resolver) -> Voice:
    """A quotation without a cue, a sentence that tells of somebody's words or thoughts, or the article's own words."""
    content = (Span(sentence.start, sentence.end),)
    cue = _main_cue(tokens, find_cues(tokens))
    quoted = _quoted_share(tokens.masked) > 0.6 and (
        len(tokens.masked) > _SHORTEST or (not tokens.masked.strip(QUOTED + " ") and _SENTENCE.search(words))
    )
    if cue is None or (quoted and cue.report is not Report.SPEECH):
        return Voice(Attribution.DIRECT if quoted else Attribution.NARRATOR, None, content)
    speaker = None
    sure = cue.main and cue.report is Report.SPEECH
    if cue.source is not None and _has_voice(tokens, cue.report, cue.source):
        speaker = resolver.speaker(_from_start(cue.source, sentence.start), sentence)
        if speaker is not None and not sure:
            speaker = replace(speaker, doubtful=True)
    if quoted:
        pieces = [_moved(span, sentence.start) for span in _quoted_pieces(tokens.masked)]
        return Voice(Attribution.DIRECT, speaker, tuple(pieces), tokens.key(cue.index))
    if (reported := clause_of(tokens, cue)) is not None:
        content = (_moved(reported, sentence.start),)
    return Voice(Attribution.INDIRECT, speaker, content, tokens.key(cue.index), whole=sure)


def _has_voice(tokens: Tokens, report: Report, source: Source) -> bool:
    """Whether the source of such a report counts as who says it: what a poll shows, but not what a council decides."""
    if report in (Report.SPEECH, Report.STANCE):
        return True
    if report is Report.SHOWING:
        return is_study(tokens, source)
    return report is not Report.ACT and (can_think(tokens, source) or is_study(tokens, source))


def _quoted_pieces(masked: str) -> list[Span]:
    """The quotations of the sentence."""
    return [Span(match.start(), match.end()) for match in re.finditer(f"{QUOTED}+", masked)]


def _main_cue(tokens: Tokens, cues: list[Cue]) -> Cue | None:
    """The cue whose source stands for the sentence: one that names a source, speech before thought, the first."""
    return min(
        cues,
        key=lambda cue: (
            cue.source is None,
            _is_passive(tokens, cue),
            cue.report >= Report.SHOWING,
            not cue.closing,
            not cue.main,
            cue.index,
        ),
        default=None,
    )


def _is_passive(tokens: Tokens, cue: Cue) -> bool:
    """ "That is disputed by the union, whose head said …"."""
    by = cue.source is not None and cue.source.span.start > tokens.starts[cue.index]
    return by and tokens.key(cue.index + 1) == "by"


def _from_start(source: Source, start: int) -> Source:
    apposed = None if source.apposed is None else _moved(source.apposed, start)
    return Source(_moved(source.span, start), _moved(source.core, start), apposed)
