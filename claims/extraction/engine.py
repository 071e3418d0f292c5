"""The pass over a text: from paragraphs to candidates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from claims.extraction.datelines import without_datelines
from claims.extraction.encoder import Card, encoder
from claims.extraction.language import foreign_sentences
from claims.extraction.names import Names
from claims.extraction.noise import Noise, find_noise
from claims.extraction.quantities import find_quantities
from claims.extraction.quotation import Quotations, quotations
from claims.extraction.segmentation import WINDOW, Sentence, Span, paragraphs, sentences
from claims.extraction.speakers import Voice, find_voices
from claims.extraction.statement import Claim, find_claim
from claims.extraction.times import Named, find_times, last_named
from claims.extraction.types import (
    Candidate,
    Entity,
    Kind,
    Quantity,
    Reason,
    Speaker,
    TimeReference,
    TimeType,
)
from claims.extraction.visible import Part, Visible, folded
from claims.extraction.worthiness import Judgement, judge

ENGINE = "rules-4 minilm-3"
_REASONS = {
    Noise.BOILERPLATE: Reason.BOILERPLATE,
    Noise.HEADING: Reason.HEADLINE,
    Noise.REPEAT: Reason.REPEATED,
}
_NO_CLAIM = 0.01  # the score of what is no part of the article's prose
_NO_CARD = Card(encoder=0, signs=0, intercept=0, threshold=0)


@dataclass(frozen=True, slots=True)
class Parts:
    """What a sentence says: the claim that stands alone, who makes it, and the parts of the whole sentence.

    Offsets are into the sentence without its invisible characters.
    """

    statement: str
    speaker: Speaker | None
    quantities: tuple[Quantity, ...]
    times: tuple[TimeReference, ...]
    entities: tuple[Entity, ...]


@dataclass(frozen=True, slots=True)
class _Reading:
    """What was read out of one sentence; `excluded` says why it is no part of the article's prose, if so."""

    sentence: Span
    claim: Claim
    voice: Voice
    quantities: tuple[Quantity, ...]
    times: tuple[TimeReference, ...]
    entities: tuple[Entity, ...]
    excluded: Reason | None


@dataclass(frozen=True, slots=True)
class _Judged:
    """A reading and what it is worth."""

    reading: _Reading
    judgement: Judgement
    check_worthy: bool

    def candidate(self, text: str, span: Span) -> Candidate:
        """The candidate over `span`, which is the sentence or the claim in it."""
        read = self.reading
        return Candidate(
            text=text[span.start : span.end],
            start=span.start,
            end=span.end,
            statement=read.claim.statement,
            score=self.judgement.score,
            check_worthy=self.check_worthy,
            kind=self.judgement.kind if self.check_worthy else Kind.NOT_A_CLAIM,
            reasons=self.judgement.reasons,
            speaker=read.voice.speaker,
            attribution=read.voice.attribution,
            quantities=tuple(quantity for quantity in read.quantities if _lies_in(quantity, span)),
            times=tuple(time for time in read.times if _lies_in(time, span)),
            entities=tuple(entity for entity in read.entities if _lies_in(entity, span)),
        )


def extract(
    text: str, *, published_at: datetime | date | None = None, title: str | None = None
) -> list[Candidate]:
    """The check-worthy claims of an article, best first.

    Relative times are resolved against `published_at`; `title` is the headline, which is no claim where the text
    repeats it. Raises ModelMissing where the model's files are not there, and nothing else, whatever the text.
    """
    visible = Visible(text)
    found = [
        visible.restored(judged.candidate(visible.text, judged.reading.claim.span))
        for judged in _judge_all(visible.text, _readings(visible.text, published_at, title))
        if judged.check_worthy
    ]
    return sorted(found, key=lambda candidate: (-candidate.score, candidate.start))


def analyse(
    text: str, *, published_at: datetime | date | None = None, title: str | None = None
) -> list[Candidate]:
    """Every sentence of the text in its order, `check_worthy` false where it is no claim."""
    visible = Visible(text)
    return [
        visible.restored(judged.candidate(visible.text, judged.reading.sentence))
        for judged in _judge_all(visible.text, _readings(visible.text, published_at, title))
    ]


def analyse_sentence(sentence: str, *, published_at: datetime | date | None = None) -> Candidate:
    """One sentence, taken whole whatever is in it: the candidate runs from its first character to its last."""
    visible = Visible(sentence)
    [judged] = _judge_all(visible.text, [_read_sentence(visible.text, published_at)])
    return visible.restored(judged.candidate(visible.text, Span(0, len(visible.text))), whole=True)


def read_parts(sentence: str, *, published_at: datetime | date | None = None) -> Parts:
    """What one sentence says, read without the model: nothing is scored."""
    read = _read_sentence(Visible(sentence).text, published_at)
    return Parts(read.claim.statement, read.voice.speaker, read.quantities, read.times, read.entities)


def weight_of_signs(sentence: str) -> float | None:
    """What the named signs of a sentence add up to, which a card weighs against the encoder.

    None where the sentence is never scored: noise, another language.
    """
    reading = _read_sentence(Visible(sentence).text, None)
    return None if reading.excluded else _judge(0.0, _NO_CARD, reading).weight


def _read_sentence(text: str, published_at: datetime | date | None) -> _Reading:
    read = without_datelines(text, [Span(0, min(len(text), WINDOW))])
    found = [Sentence(read[0].start, read[0].end, 0)]
    return next(_read(text, read, found, published_at, None))


def _readings(text: str, published_at: datetime | date | None, title: str | None) -> Iterator[_Reading]:
    found = without_datelines(text, paragraphs(text))
    return _read(text, found, sentences(text, found), published_at, title)


def _read(
    text: str,
    found: list[Span],
    all_sentences: list[Sentence],
    published_at: datetime | date | None,
    title: str | None,
) -> Iterator[_Reading]:
    day = published_at.date() if isinstance(published_at, datetime) else published_at
    noise = find_noise(text, found, all_sentences, title)
    foreign = foreign_sentences(text, found, all_sentences)
    names = Names(text, found)
    quoted = Quotations(quotations(text, found))
    voices = find_voices(text, all_sentences, noise.keys(), quoted, names)
    plain = folded(text)
    before: Sentence | None = None
    named = Named()
    for index, (sentence, voice) in enumerate(zip(all_sentences, voices, strict=True)):
        if before is not None and before.paragraph != sentence.paragraph:
            before = None
        times = tuple(find_times(plain, sentence.start, sentence.end, day, named))
        named = last_named(times, named)
        taken = [Span(time.start, time.end) for time in times if time.type in (TimeType.DATE, TimeType.TIME)]
        quantities = tuple(find_quantities(plain, sentence.start, sentence.end, taken))
        if plain is not text:
            times = tuple(_as_written(time, text) for time in times)
            quantities = tuple(_as_written(quantity, text) for quantity in quantities)
        entities = tuple(names.entities_in(sentence.start, sentence.end))
        claim = find_claim(text, sentence, before, voice, times, names)
        excluded = _REASONS[noise[index]] if index in noise else None
        if index in foreign:
            excluded = Reason.OTHER_LANGUAGE
        yield _Reading(sentence, claim, voice, quantities, times, entities, excluded)
        before = sentence


def _judge_all(text: str, readings: Iterable[_Reading]) -> list[_Judged]:
    """Raises ModelMissing before anything is read."""
    model = encoder()
    # All is read before the first score: what one of the two works with stays in the processor's cache.
    all_read = list(readings)
    judgements = [
        Judgement(_NO_CLAIM, (reading.excluded,), Kind.NOT_A_CLAIM)
        if reading.excluded
        else _judge(model.log_odds(text[reading.sentence.start : reading.sentence.end]), model.card, reading)
        for reading in all_read
    ]
    return [
        _Judged(reading, judgement, judgement.score >= model.card.threshold)
        for reading, judgement in zip(all_read, judgements, strict=True)
    ]


def _as_written(part: Part, text: str) -> Part:
    return replace(part, text=text[part.start : part.end])


def _judge(log_odds: float, card: Card, reading: _Reading) -> Judgement:
    """Only what lies in the claim itself counts: the speaker's name is no named actor of the claim."""
    claim = reading.claim
    return judge(
        log_odds,
        card,
        claim.statement,
        attribution=reading.voice.attribution_of_claim,
        cue=reading.voice.cue,
        quantities=[quantity for quantity in reading.quantities if _in_pieces(quantity, claim)],
        times=[time for time in reading.times if _in_pieces(time, claim)],
        entities=[entity for entity in reading.entities if _in_pieces(entity, claim)],
    )


def _in_pieces(part: Quantity | TimeReference | Entity, claim: Claim) -> bool:
    return any(_lies_in(part, piece) for piece in claim.pieces)


def _lies_in(part: Quantity | TimeReference | Entity, span: Span) -> bool:
    return span.start <= part.start and part.end <= span.end
