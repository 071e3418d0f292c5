"""Quoted sentences that name no speaker: they have the one of the words around them."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import replace

from claims.extraction.names import Names
from claims.extraction.quotation import Quotations
from claims.extraction.segmentation import Sentence
from claims.extraction.speakers.voice import Voice
from claims.extraction.types import Attribution, Speaker

_FARTHEST = 40  # quotations of a chain that are looked through
_OPENING = 40  # characters of a sentence in which its subject is named
_NEAR = 30  # sentences of a paragraph that are looked through


def share_speakers(
    text: str,
    sentences: list[Sentence],
    voices: list[Voice],
    quotations: Quotations,
    names: Names,
    turns: Set[int],
) -> None:
    """Gives quoted sentences that name no speaker the one of the words around them, in place; not those in `turns`."""
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
                or index in turns
            ):
                continue
            found = (
                _in_the_quotation(index, indexes, sentences, voices, quotations)
                or _in_the_run(index, indexes, voices)
                or _along_the_chain(sentences[index], paragraph, by_paragraph, voices, quotations, chains)
                or _named_before(text, index, indexes, sentences, voices, names)
                or _beside(index, indexes, voices)
            )
            if found is None and previous is not None and index == indexes[0]:
                found = replace(previous, doubtful=True)
            if found is not None:
                voices[index] = replace(voice, speaker=found)
        spoken = [
            voices[index].speaker for index in indexes if voices[index].attribution is Attribution.DIRECT
        ]
        last = indexes[-1]
        introduced = (voices[last].speaker if _introduces(voices[last]) else None) or _announced(
            text, sentences[last], voices[last], names
        )
        previous = introduced or (spoken[-1] if spoken else None)


def _introduces(voice: Voice) -> bool:
    """ "She said:" before the paragraph with her words."""
    return voice.cue is not None and voice.content[-1].end - voice.content[-1].start < 3


def _announced(text: str, sentence: Sentence, voice: Voice, names: Names) -> Speaker | None:
    """ "Ann Lee was having none of it:" or "Ann Lee shook her head." before the paragraph with her words."""
    if voice.attribution is not Attribution.NARRATOR:
        return None
    found = _only_one_named(text, sentence, names)
    opens = found is not None and found.start - sentence.start < _OPENING
    return found if opens or text.endswith(":", sentence.start, sentence.end) else None


def _only_one_named(text: str, sentence: Sentence, names: Names) -> Speaker | None:
    """The person whom the sentence names, where it names one."""
    mentions = names.mentions_in(sentence.start, sentence.end)
    people = {id(mention.person): mention for mention in mentions}
    if len(people) != 1:
        return None
    mention = mentions[0]
    person, words = mention.person, text[mention.start : mention.end]
    return Speaker(person.name, person.role, words, mention.start, mention.end, doubtful=True)


def _walk(index: int, indexes: list[int], step: int) -> Iterator[int]:
    """The sentences of the paragraph after `index`, or before it where the step is -1."""
    at = index + step
    while indexes[0] <= at <= indexes[-1] and abs(at - index) <= _NEAR:
        yield at
        at += step


def _in_the_quotation(
    index: int, indexes: list[int], sentences: list[Sentence], voices: list[Voice], quotations: Quotations
) -> Speaker | None:
    """The speaker that another sentence names of one quotation."""
    for quote in quotations.within(sentences[index].start, sentences[index].end)[:1]:
        for step in (1, -1):
            for other in _walk(index, indexes, step):
                if sentences[other].end <= quote.start or sentences[other].start >= quote.end:
                    break
                if voices[other].speaker is not None:
                    return voices[other].speaker
    return None


def _in_the_run(index: int, indexes: list[int], voices: list[Voice]) -> Speaker | None:
    """Who said what is quoted just before; or just after, where the name follows the words."""
    for step in (-1, 1):
        for other in _walk(index, indexes, step):
            voice = voices[other]
            if voice.attribution is not Attribution.DIRECT:
                break
            if voice.speaker is not None:
                if step < 0 or voice.speaker.start > voice.content[0].start:
                    return voice.speaker
                break
    return None


def _named_before(
    text: str,
    index: int,
    indexes: list[int],
    sentences: list[Sentence],
    voices: list[Voice],
    names: Names,
) -> Speaker | None:
    """Whoever the sentence before is by or about: "Ann Lee shook her head. “Never.”"."""
    if index == indexes[0]:
        return None
    return voices[index - 1].speaker or _only_one_named(text, sentences[index - 1], names)


def _beside(index: int, indexes: list[int], voices: list[Voice]) -> Speaker | None:
    """The nearest speaker of the paragraph whose words are quoted: after the sentence first, then before."""
    for step in (1, -1):
        for other in _walk(index, indexes, step):
            voice = voices[other]
            if voice.speaker is not None and voice.attribution is Attribution.DIRECT:
                return replace(voice.speaker, doubtful=True)
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
        while 0 <= at < len(chains) and chains[at] == chains[index] and steps < _FARTHEST:
            for other in by_paragraph.get(quotations.quotes[at].paragraph, []):
                voice = voices[other]
                if voice.attribution is Attribution.DIRECT and voice.speaker is not None:
                    return voice.speaker
            at, steps = at + step, steps + 1
    return None
