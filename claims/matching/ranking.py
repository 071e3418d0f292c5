"""Which of the candidates is the query's claim: fused, compared, in order, and with a score that lets "none" win.

The weights were chosen on debates and posts beside collections of fact-checks; docs/matching.md has the figures.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from claims.matching.compare import compare
from claims.matching.facts import Facts, read_facts
from claims.matching.types import Comparison, Reason, ReasonType, Relation

MOST = 40  # candidates that are looked at closely
SUGGESTED = 0.5  # more likely than not

# What each signal adds to the log-odds that a candidate is the query's claim.
COSINE = 7.1
ALIGNMENT = 12.5
PLACE = 0.27  # taken off, times the natural logarithm of the place by words
SAME_QUANTITY = 0.6
OTHER_QUANTITY = -1.6
NEAR = 4.1
SPEAKER = 1.7
NONE = -12.3  # most statements repeat nothing

_UNPLACED = 200  # the place of a candidate that the words did not find
_DAYS = 20.0  # that a check follows its claim by, as a rule
_EXPECTED = 0.72  # how much an alignment grows with the cosine

Align = Callable[[Sequence[str]], list[float]]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A statement that may be the query's claim.

    `cosine` is that of the embeddings, `lexical_rank` the place by words (1 is best; None: not found by them).
    `about` is what stands beside the statement: a headline, who said it; `day` when it was said or checked.
    """

    id: str | int
    text: str
    cosine: float
    lexical_rank: int | None
    about: str = ""
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """A candidate in its place: what it is to the query and why, and how likely it is the query's claim (0 to 1).

    Only what is `suggested` is shown to an editor unasked.
    """

    id: str | int
    relation: Relation
    score: float
    reasons: tuple[Reason, ...]
    suggested: bool


def rank(
    query: Facts,
    candidates: Sequence[Candidate],
    *,
    limit: int,
    align: Align,
    day: date | None = None,
) -> list[Match]:
    """The candidates that come closest to the query, best first.

    `align` gives the alignment of the query with each of some texts, and is asked once, for those that lead without
    it (`Embedder.align`). `day` is when the query was said.
    """
    leading = sorted(candidates, key=_first_sight, reverse=True)[: max(limit, MOST)]
    if not leading:
        return []
    alignments = align([candidate.text for candidate in leading])
    looks = [
        _look(query, candidate, alignment, day)
        for candidate, alignment in zip(leading, alignments, strict=True)
    ]
    matches = [_match(look, looks) for look in looks]
    return sorted(matches, key=lambda match: -match.score)[:limit]


@dataclass(frozen=True, slots=True)
class _Look:
    """A candidate looked at closely: `odds` are those that it is the query's claim, were it the only candidate."""

    candidate: Candidate
    facts: Facts
    comparison: Comparison
    odds: float


def _first_sight(candidate: Candidate) -> float:
    return (COSINE + ALIGNMENT * _EXPECTED) * candidate.cosine - PLACE * _log_place(candidate)


def _log_place(candidate: Candidate) -> float:
    return math.log(candidate.lexical_rank or _UNPLACED)


def _look(query: Facts, candidate: Candidate, alignment: float, day: date | None) -> _Look:
    facts = _facts(candidate.text)
    comparison = compare(query, facts, cosine=candidate.cosine)
    log_odds = (
        NONE
        + COSINE * candidate.cosine
        + ALIGNMENT * alignment
        - PLACE * _log_place(candidate)
        + SAME_QUANTITY * any(reason.type in _AGREEING for reason in comparison.reasons)
        + OTHER_QUANTITY * (comparison.relation is Relation.DIFFERENT_QUANTITY)
        + NEAR * _nearness(day, candidate.day)
        + SPEAKER * _named(query.speaker, f"{candidate.text} {candidate.about}")
    )
    return _Look(candidate, facts, comparison, math.exp(log_odds))


def _match(look: _Look, looks: Sequence[_Look]) -> Match:
    """Another candidate takes from this one's odds by how much else it says, at most as much as "none" does.

    Where several are as good as certain they are wordings of one claim, which hold nothing against each other.
    """
    rivals = sum(
        min(1.0, other.odds) * (1 - _likeness(look.facts, other.facts))
        for other in looks
        if other is not look
    )
    score = look.odds / (1 + look.odds + rivals)
    comparison = look.comparison
    return Match(look.candidate.id, comparison.relation, score, comparison.reasons, score >= SUGGESTED)


def _likeness(one: Facts, other: Facts) -> float:
    """The share of the words of both that they have in common."""
    every = len(one.words | other.words)
    return len(one.words & other.words) / every if every else 0.0


_AGREEING = frozenset({ReasonType.SAME_QUANTITY, ReasonType.COMPATIBLE_QUANTITY})
_facts = lru_cache(maxsize=4096)(read_facts)


def _nearness(said: date | None, other: date | None) -> float:
    """1 on the same day, falling to nothing within some months; 0 where a day is not known."""
    return 0.0 if said is None or other is None else math.exp(-abs((other - said).days) / _DAYS)


def _named(speaker: str | None, text: str) -> float:
    """The share of the words of the query's speaker that the candidate has."""
    words = _words(speaker or "")
    return len(words & _words(text)) / len(words) if words else 0.0


def _words(text: str) -> set[str]:
    return {
        word.strip(".,;:!?'’\"“”()").removesuffix("’s").removesuffix("'s") for word in text.lower().split()
    } - {""}
