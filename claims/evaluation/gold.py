"""The gold corpus, which we wrote: every measure of the extraction core on articles with every label."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Protocol, TypeVar

from claims.evaluation.figures import Counts, Figure, average_precision, counts
from claims.evaluation.labelled import LabelledArticle, LabelledSentence, read_article, read_articles
from claims.extraction import Candidate, Quantity, TimeReference, analyse, extract

__all__ = ["CORPUS", "LabelledArticle", "LabelledSentence", "gold", "read_article", "read_articles"]

CORPUS = Path(__file__).parent / "gold"

_WORD = re.compile(r"[^\W_]+(?:[.,]\d+)*")
# What goes before a name or a period without being part of it.
_ARTICLES_AND_TITLES = frozenset(
    {"a", "an", "the", "s", "mr", "mrs", "ms", "mx", "miss", "dr", "prof", "professor"}
)
_LEADING = re.compile(
    r"(?:(?:on|in|at|since|until|till|by|before|after|from|over|during|for|within|throughout|between|of|the)\s)+",
    re.IGNORECASE,
)
_OPENERS = frozenset({"and", "but", "so", "yet", "now", "well", "however"})
_SHORTEST_CONTENT_WORD = 3  # letters

Range = tuple[int, int]
T = TypeVar("T")


class _Placed(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


@dataclass(frozen=True, slots=True)
class _Case:
    """A labelled sentence and what the engine says of it: None where it has no sentence there."""

    article: LabelledArticle
    label: LabelledSentence
    found: Candidate | None
    claim: Range | None  # of the claim that `extract` hands out for this sentence
    quantities: tuple[Quantity, ...]  # found between the sentence's ends
    times: tuple[TimeReference, ...]


def gold(path: Path) -> list[Figure]:
    """The figures of the engine on labelled articles: a folder of them, or one file. DatasetError if malformed.

    Each labelled sentence is compared with the engine's sentence that it shares most characters with.
    """
    cases = [case for article in read_articles(path) for case in _cases(article)]
    return [
        *_worthiness(cases),
        *_claim_spans(cases),
        *_attribution(cases),
        *_speakers(cases),
        *_quantities(cases),
        *_times(cases),
        _statements(cases),
    ]


def _cases(article: LabelledArticle) -> list[_Case]:
    candidates = analyse(article.text, published_at=article.published, title=article.title)
    claims = extract(article.text, published_at=article.published, title=article.title)
    quantities = [quantity for candidate in candidates for quantity in candidate.quantities]
    times = [time for candidate in candidates for time in candidate.times]
    cases = []
    for label in article.sentences:
        claim = _nearest(label, claims)
        cases.append(
            _Case(
                article=article,
                label=label,
                found=_nearest(label, candidates),
                claim=None if claim is None else (claim.start, claim.end),
                quantities=tuple(each for each in quantities if label.start <= each.start < label.end),
                times=tuple(each for each in times if label.start <= each.start < label.end),
            )
        )
    return cases


def _nearest(label: LabelledSentence, candidates: Sequence[Candidate]) -> Candidate | None:
    """The candidate that shares most characters with the labelled sentence; None where none shares any."""
    best = max(candidates, key=partial(_shared, label), default=None)
    return best if best is not None and _shared(label, best) > 0 else None


def _shared(one: _Placed, other: _Placed) -> int:
    return min(one.end, other.end) - max(one.start, other.start)


def _worthiness(cases: list[_Case]) -> list[Figure]:
    labels = [case.label.check_worthy for case in cases]
    decisions = [case.found is not None and case.found.check_worthy for case in cases]
    scores = [case.found.score if case.found is not None else 0.0 for case in cases]
    return [
        *counts(decisions, labels).figures("check-worthy"),
        Figure("average precision", average_precision(scores, labels), len(labels)),
    ]


def _claim_spans(cases: list[_Case]) -> list[Figure]:
    """Of the check-worthy sentences that the engine finds: how its claim agrees with the labelled one."""
    exact, tokens = Counts(), Counts()
    for case in cases:
        if case.label.claim is None or case.claim is None:
            continue
        text = case.article.text
        if case.label.narrower:
            exact.add(right=_core(text, case.claim) == _core(text, case.label.claim), found=1, labelled=1)
        found, labelled = _tokens(text, case.claim), _tokens(text, case.label.claim)
        tokens.add(right=len(found & labelled), found=len(found), labelled=len(labelled))
    return [
        Figure("exact claim where it is less than the sentence", exact.recall, exact.labelled),
        Figure("claim token F1", tokens.f1, tokens.labelled),
    ]


def _core(text: str, span: Range) -> Range:
    """The range without the marks at its ends and the "but" at its start, which are nobody's claim."""
    tokens = list(_WORD.finditer(text, *span))
    while len(tokens) > 1 and tokens[0].group().casefold() in _OPENERS:
        tokens.pop(0)
    return (tokens[0].start(), tokens[-1].end()) if tokens else span


def _tokens(text: str, span: Range) -> set[int]:
    return {match.start() for match in _WORD.finditer(text, *span)}


def _attribution(cases: list[_Case]) -> list[Figure]:
    right = [case.found is not None and case.found.attribution is case.label.attribution for case in cases]
    return [Figure("attribution right", _share(right), len(right))]


def _speakers(cases: list[_Case]) -> list[Figure]:
    """Right among the labelled speakers of claims; and among all that are named without doubt."""
    claims = [case for case in cases if case.label.check_worthy and case.label.speaker is not None]
    outside = [case for case in claims if not _named_in_sentence(case.label)]
    sure = [
        case
        for case in cases
        if case.found is not None and case.found.speaker is not None and not case.found.speaker.doubtful
    ]
    return [
        Figure("speaker right", _share(map(_speaker_right, claims)), len(claims)),
        Figure(
            "speaker right, named outside the sentence", _share(map(_speaker_right, outside)), len(outside)
        ),
        Figure("right among speakers given without doubt", _share(map(_speaker_right, sure)), len(sure)),
    ]


def _speaker_right(case: _Case) -> bool:
    if case.found is None or case.found.speaker is None or case.label.speaker is None:
        return False
    return same_speaker(case.found.speaker.name, case.label.speaker)


def same_speaker(found: str, labelled: str) -> bool:
    """Whether a found name has every word of the labelled one, apart from articles and titles.

    Of a source without a name ("a senior official at the ministry") the head may do ("senior official").
    """
    words, wanted = _name_words(found), _name_words(labelled)
    if not words:
        return False
    return wanted <= words or (labelled[0].islower() and words <= wanted)


def _named_in_sentence(label: LabelledSentence) -> bool:
    last = [word for word in _words(label.speaker or "") if word not in _ARTICLES_AND_TITLES][-1:]
    return set(last) <= set(_words(label.text))


def _name_words(name: str) -> set[str]:
    return set(_words(name)) - _ARTICLES_AND_TITLES


def _words(text: str) -> list[str]:
    return [match.group() for match in _WORD.finditer(text.casefold())]


def _quantities(cases: list[_Case]) -> list[Figure]:
    """Agreement of quantities: where they stand, what they are, what they count, and how they are hedged."""
    pairs = [(case.quantities, case.label.quantities) for case in cases]
    return [
        Figure(f"quantity {name} F1", total.f1, total.labelled)
        for name, total in (
            ("span and value", _agreement(pairs, lambda q: (q.start, q.end, _value(q)))),
            ("value", _agreement(pairs, _value)),
            ("value and unit", _agreement(pairs, lambda q: (_value(q), (q.unit or "").casefold()))),
            ("value, hedge and bounds", _agreement(pairs, lambda q: (q.value, q.low, q.high, q.modifier))),
        )
    ]


def _value(quantity: Quantity) -> Hashable:
    """The figure, or the bounds of what has none."""
    return quantity.value if quantity.value is not None else (quantity.low, quantity.high)


def _times(cases: list[_Case]) -> list[Figure]:
    """Agreement of times; prepositions and "the" before them make no difference.

    What names no day ("for three weeks", "daily") has no label: found, it is neither right nor wrong.
    """
    pairs = []
    for case in cases:
        periods = {_period(time) for time in case.label.times}
        found = [time for time in case.times if _has_days(time) or _period(time) in periods]
        pairs.append((found, case.label.times))
    spans = _agreement(pairs, _period)
    days = _agreement(pairs, lambda time: (_period(time), time.from_, time.to))
    return [
        Figure("time span F1", spans.f1, spans.labelled),
        Figure("time span and days F1", days.f1, days.labelled),
    ]


def _has_days(time: TimeReference) -> bool:
    return time.from_ is not None or time.to is not None


def _period(time: TimeReference) -> Range:
    leading = _LEADING.match(time.text)
    return time.start + (leading.end() if leading else 0), time.end


def _agreement(pairs: Iterable[tuple[Sequence[T], Sequence[T]]], key: Callable[[T], Hashable]) -> Counts:
    """What is found against what is labelled, sentence by sentence, where the same key may stand several times."""
    total = Counts()
    for found, labelled in pairs:
        common = Counter(map(key, found)) & Counter(map(key, labelled))
        total.add(right=common.total(), found=len(found), labelled=len(labelled))
    return total


def _statements(cases: list[_Case]) -> Figure:
    """How many of the words in the claims' statements the article has: nothing is invented.

    The words of a resolved date may be new.
    """
    here = []
    for case in cases:
        if case.found is None or not case.found.check_worthy:
            continue
        known = set(_words(case.article.text)) | _words_of_days(case.times)
        here += [
            word in known for word in _words(case.found.statement) if len(word) >= _SHORTEST_CONTENT_WORD
        ]
    return Figure("words of statements that stand in the article", _share(here), len(here))


def _words_of_days(times: Iterable[TimeReference]) -> set[str]:
    days = [day for time in times for day in (time.from_, time.to) if day is not None]
    return {word for day in days for word in _words(f"{day.day} {day:%B} {day.year}")}


def _share(right: Iterable[bool]) -> float:
    values = list(right)
    return sum(values) / len(values) if values else 0.0
