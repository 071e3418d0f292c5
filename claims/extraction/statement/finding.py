"""From a sentence and who says it to the claim: its range in the text, and its statement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from claims.extraction.names import Names
from claims.extraction.segmentation import Sentence, Span
from claims.extraction.speakers import Voice
from claims.extraction.statement.dates import dated
from claims.extraction.statement.edges import claim_pieces
from claims.extraction.statement.references import resolved
from claims.extraction.statement.setting import Setting
from claims.extraction.statement.writing import Edit, written
from claims.extraction.types import Attribution, TimeReference


@dataclass(frozen=True, slots=True)
class Claim:
    """The claim of one sentence: its pieces in the text, the range over all of them, and the statement."""

    pieces: tuple[Span, ...]
    span: Span
    statement: str


def find_claim(
    text: str,
    sentence: Sentence,
    before: Sentence | None,
    voice: Voice,
    times: Sequence[TimeReference],
    names: Names,
) -> Claim:
    """The claim of `sentence`; `before` is the sentence before it in the same paragraph."""
    reported = voice.attribution is not Attribution.NARRATOR
    pieces = claim_pieces(text, sentence, voice.content, reported=reported)
    span = Span(pieces[0].start, pieces[-1].end)
    edits: list[Edit] = []
    if not text[span.start : span.end].isupper():
        setting = Setting(text, sentence, before, tuple(pieces), voice, names)
        edits = [*resolved(setting), *dated(text, pieces, times, quoted=setting.direct)]
    statement = written(text, pieces, edits, reported=voice.attribution is Attribution.INDIRECT)
    return Claim(tuple(pieces), span, statement)
