"""Who makes each statement: attributions resolved to the people and sources of the article.

A name is given where the article leaves no doubt; a guess is marked `doubtful`; otherwise there is no speaker.
"""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass, replace

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
    is_phrase,
    is_study,
    widened,
)
from claims.extraction.names import Names
from claims.extraction.quotation import Quotations, Quote
from claims.extraction.segmentation import Sentence, Span
from claims.extraction.speakers.resolver import Resolver
from claims.extraction.speakers.turns import find_turns
from claims.extraction.types import Attribution, Speaker


@dataclass(frozen=True, slots=True)
class Voice:
    """How a sentence is attributed. `content` holds the ranges of the sentence that are the claim itself.

    `whole` is False where what is reported is less than the claim: a part of it, a plan, a feeling.
    """

    attribution: Attribution
    speaker: Speaker | None
    content: tuple[Span, ...]
    cue: str | None = None
    whole: bool = True

    @property
    def attribution_of_claim(self) -> Attribution:
        """Whose words the claim is: the article's own where only a part of it, a plan or a feeling is reported."""
        return self.attribution if self.whole else Attribution.NARRATOR


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
            voices.append(_unattributed(sentence, tokens, resolver))
            continue
        source = _from_start(widened(tokens, reported.subject, reported.apposition), sentence.start)
        speaker = resolver.speaker(source, sentence.paragraph)
        voices.append(_attributed(sentence, masked, reported, speaker))
    _share_speakers(sentences, voices, quotations)
    return voices


def _masked(text: str, sentence: Sentence, quotes: list[Quote]) -> str:
    masked = text[sentence.start : sentence.end].replace(QUOTED, " ")
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
    direct = not reported.whole and _quoted_share(inside) > 0.6
    attribution = Attribution.DIRECT if direct else Attribution.INDIRECT
    return Voice(attribution, speaker, content, reported.cue)


def _unattributed(sentence: Sentence, tokens: Tokens, resolver: Resolver) -> Voice:
    """A quotation without a cue, a sentence that tells of somebody's words or thoughts, or the article's own words."""
    content = (Span(sentence.start, sentence.end),)
    cue = _main_cue(find_cues(tokens))
    quoted = _quoted_share(tokens.masked) > 0.6 and len(tokens.masked) > 12
    if cue is None or (quoted and cue.report is not Report.SPEECH):
        return Voice(Attribution.DIRECT if quoted else Attribution.NARRATOR, None, content)
    speaker = None
    sure = cue.main and cue.report is Report.SPEECH
    if cue.source is not None and _has_voice(tokens, cue.report, cue.source):
        speaker = resolver.speaker(_from_start(cue.source, sentence.start), sentence.paragraph)
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
    return report is not Report.ACT and can_think(tokens, source)


def _quoted_pieces(masked: str) -> list[Span]:
    """The quotations of the sentence."""
    return [Span(match.start(), match.end()) for match in re.finditer(f"{QUOTED}+", masked)]


def _main_cue(cues: list[Cue]) -> Cue | None:
    """The cue whose source stands for the sentence: one that names a source, speech before thought, the first."""
    return min(
        cues,
        key=lambda cue: (
            cue.source is None,
            cue.report >= Report.SHOWING,
            not cue.closing,
            not cue.main,
            cue.index,
        ),
        default=None,
    )


def _from_start(source: Source, start: int) -> Source:
    apposed = None if source.apposed is None else _moved(source.apposed, start)
    return Source(_moved(source.span, start), _moved(source.core, start), apposed)


def _share_speakers(sentences: list[Sentence], voices: list[Voice], quotations: Quotations) -> None:
    """Gives quoted sentences that name no speaker the one of the words around them."""
    by_paragraph: dict[int, list[int]] = {}
    for index, sentence in enumerate(sentences):
        by_paragraph.setdefault(sentence.paragraph, []).append(index)
    chains = _chains(quotations)
    previous: Speaker | None = None
    for paragraph, indexes in by_paragraph.items():
        for index in indexes:
            voice = voices[index]
            if (
                voice.attribution is not Attribution.DIRECT
                or voice.speaker is not None
                or voice.cue is not None
            ):
                continue
            found = _beside(indexes, index, voices)
            if found is None:
                found = _along_the_chain(
                    sentences[index], paragraph, by_paragraph, voices, quotations, chains
                )
            if found is None and previous is not None and index == indexes[0]:
                found = replace(previous, doubtful=True)
            if found is not None:
                voices[index] = replace(voice, speaker=found)
        spoken = [
            voices[index].speaker for index in indexes if voices[index].attribution is Attribution.DIRECT
        ]
        introduced = (
            voices[indexes[-1]].speaker if _introduces(sentences[indexes[-1]], voices[indexes[-1]]) else None
        )
        previous = introduced or (spoken[-1] if spoken else None)


def _introduces(sentence: Sentence, voice: Voice) -> bool:
    """ "She said:" before the paragraph with her words."""
    return voice.cue is not None and voice.content[-1].end - voice.content[-1].start < 3


def _beside(indexes: list[int], index: int, voices: list[Voice]) -> Speaker | None:
    """The nearest speaker of the paragraph whose words are quoted: after the sentence first, then before."""
    at = indexes.index(index)
    for other in indexes[at + 1 :] + indexes[:at][::-1]:
        voice = voices[other]
        if voice.speaker is not None and (voice.attribution is Attribution.DIRECT or other == index - 1):
            return voice.speaker
    return None


def _chains(quotations: Quotations) -> list[int]:
    """For each quotation the number of the first one that it continues."""
    chains: list[int] = []
    for index, quote in enumerate(quotations.quotes):
        chains.append(chains[-1] if quote.continues and chains else index)
    return chains


def _along_the_chain(
    sentence: Sentence,
    paragraph: int,
    by_paragraph: dict[int, list[int]],
    voices: list[Voice],
    quotations: Quotations,
    chains: list[int],
) -> Speaker | None:
    """The speaker of a quotation over several paragraphs, who may be named in any of them."""
    quotes = quotations.within(sentence.start, sentence.end)
    if not quotes:
        return None
    index = quotations.index_of(quotes[0])
    for step in (1, -1):
        at, steps = index + step, 0
        while 0 <= at < len(chains) and chains[at] == chains[index] and steps < 40:
            for other in by_paragraph.get(quotations.quotes[at].paragraph, []):
                voice = voices[other]
                if voice.attribution is Attribution.DIRECT and voice.speaker is not None:
                    return voice.speaker
            at, steps = at + step, steps + 1
    return None
