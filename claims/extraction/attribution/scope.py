"""How much of its sentence a cue reports: all of it, the clause beside it, or a part."""

from __future__ import annotations

from dataclasses import dataclass

from claims.extraction.attribution.cues import Report
from claims.extraction.attribution.sources import Source
from claims.extraction.attribution.tokens import AUXILIARIES, OPENERS, QUOTED, Tokens
from claims.extraction.lexicon import words
from claims.extraction.segmentation import Span

SAYING = words(
    """
    said says say insisted insists argued argues believes believe warned claims claimed
    """
)


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that reports, with whose words, thoughts or plans they are where the sentence says so.

    `main` is False where it reports only a part of the sentence: "the treaty, which Varland opposed, is long".
    `closing` is True where it ends the sentence: "…, Ann Lee said on Monday".
    """

    index: int
    report: Report
    source: Source | None
    main: bool = True
    closing: bool = False


def is_main(tokens: Tokens, cue: Cue) -> bool:
    """Whether the source opens the sentence, perhaps after an adverbial, or closes it ("…, Ann Lee said")."""
    if cue.source is None or cue.report > Report.INTENTION:
        return False
    first, last = tokens.at(cue.source.span.start), tokens.at(cue.source.span.end - 1)
    if tokens.key(first) in ("who", "which", "that", "whom"):
        return False
    if tokens.key(cue.index) == "according":
        return True
    ends = all(tokens.is_mark(at) for at in range(max(cue.index, last) + 1, len(tokens)))
    if first < cue.index and not ends and any(tokens.is_finite(at) for at in range(first)):
        return False
    if any(tokens.is_finite(at) for at in range(last + 1, cue.index) if not _is_auxiliary(tokens, at)):
        return False
    before = tokens.key(first - 1)
    return first == 0 or tokens.is_mark(first - 1) or before in OPENERS or tokens.is_adverb(first - 1)


def is_closing(tokens: Tokens, cue: Cue) -> bool:
    if cue.source is None or cue.report is not Report.SPEECH:
        return False
    first, last = tokens.at(cue.source.span.start), tokens.at(cue.source.span.end - 1)
    start, end = min(first, cue.index), max(last, cue.index)
    opened = start > 1 and (tokens.key(start - 1) == "," or tokens.key(start - 1)[:1] == QUOTED)
    rest = range(end + 1, len(tokens))
    return (
        opened
        and len(rest) < 12
        and not any(tokens.is_finite(at) or tokens.key(at) in ("that", "to") for at in rest)
    )


def _is_auxiliary(tokens: Tokens, at: int) -> bool:
    return tokens.key(at) in AUXILIARIES


def clause_of(tokens: Tokens, cue: Cue) -> Span | None:
    """The clause that a verb of saying reports: before "…, a diver said", after "The diver said (that) …"."""
    if cue.source is None:
        return None
    start, end = cue.source.span.start, cue.source.span.end
    if cue.closing:
        return Span(0, min(start, tokens.starts[cue.index]))
    if not cue.main or tokens.key(cue.index) not in SAYING or end > tokens.starts[cue.index]:
        return None
    after = cue.index + 2 if tokens.key(cue.index + 1) == "that" else cue.index + 1
    if (
        after >= len(tokens) - 1
        or tokens.is_mark(after)
        or tokens.key(after) in ("of", "on", "in", "at", "to", "about")
    ):
        return None
    return Span(tokens.starts[after], len(tokens.masked))
