"""The figures of an evaluation, and the measures that give them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


class DatasetError(Exception):
    """A data set that cannot be read, told in one line."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One measure on one data set: `value` from 0 to 1, over `cases` labelled things."""

    name: str
    value: float
    cases: int


@dataclass(slots=True)
class Counts:
    """Agreement of found things with labelled ones."""

    right: int = 0
    found: int = 0
    labelled: int = 0

    def add(self, *, right: int, found: int, labelled: int) -> None:
        self.right += right
        self.found += found
        self.labelled += labelled

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.labelled if self.labelled else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall, 0 where nothing is right."""
        return 2 * self.right / (self.found + self.labelled) if self.right else 0.0

    def figures(self, name: str) -> list[Figure]:
        """F1, precision and recall of what was counted."""
        return [
            Figure(f"{name} F1", self.f1, self.labelled),
            Figure(f"{name} precision", self.precision, self.found),
            Figure(f"{name} recall", self.recall, self.labelled),
        ]


def counts(found: Iterable[bool], labelled: Iterable[bool]) -> Counts:
    """Count a yes-or-no decision against its label, case by case."""
    total = Counts()
    for one, other in zip(found, labelled, strict=True):
        total.add(right=one and other, found=one, labelled=other)
    return total


def average_precision(scores: Sequence[float], labels: Sequence[bool]) -> float:
    """Average precision of a ranking: the mean, over the positives, of the precision at their rank.

    Equal scores share the precision at the last of them, so that the order of the input does not matter.
    """
    ranked = sorted(zip(scores, labels, strict=True), key=lambda pair: -pair[0])
    positives = sum(labels)
    total = 0.0
    seen = right = 0
    while seen < len(ranked):
        tied = seen
        gained = 0
        while tied < len(ranked) and ranked[tied][0] == ranked[seen][0]:
            gained += ranked[tied][1]
            tied += 1
        right += gained
        total += gained * right / tied
        seen = tied
    return total / positives if positives else 0.0
