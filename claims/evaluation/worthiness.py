"""Check-worthiness: sentences with a label, one by one, as `manage.py extract --lines` reads them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from claims.evaluation.figures import Figure, average_precision, counts
from claims.evaluation.reading import csv_rows
from claims.extraction import Candidate, analyse_sentence

MIN_GROUP = 30  # a party or a speaker with fewer sentences than this gets no figures of its own
_BINS = 10


@dataclass(frozen=True, slots=True)
class Case:
    """A sentence, whether it is check-worthy, and the groups it is looked at in: a party, a speaker."""

    sentence: str
    label: bool
    groups: tuple[str, ...] = ()


def claimbuster(path: Path) -> list[Figure]:
    """ClaimBuster's `groundtruth.csv` or `crowdsourced.csv`: Verdict 1 is check-worthy. By party and speaker too."""
    return _figures(
        Case(row["Text"], row["Verdict"] == "1", (row["Speaker_party"].title(), row["Speaker"]))
        for row in csv_rows(path, "Text", "Verdict", "Speaker_party", "Speaker")
    )


def policlaim(path: Path) -> list[Figure]:
    """PoliClaim's CSV: label 1 is a verifiable claim."""
    return _figures(Case(row["sentence"], row["label"] == "1") for row in csv_rows(path, "sentence", "label"))


def factappeal(path: Path) -> list[Figure]:
    """FactAppeal's CSV: positive is a sentence with a fact in it, whether it appeals to a source or not."""
    return _figures(
        Case(row["sentence"], "<Fact" in row["annotation"])
        for row in csv_rows(path, "sentence", "annotation")
    )


def _figures(given: Iterable[Case]) -> list[Figure]:
    cases = list(given)
    read = [(case, analyse_sentence(case.sentence)) for case in cases]
    groups = sorted({group for case in cases for group in case.groups})
    return [
        *_exactness("", read),
        *(
            figure
            for group in groups
            if len(of_group := [pair for pair in read if group in pair[0].groups]) >= MIN_GROUP
            for figure in _exactness(f"{group}: ", of_group)
        ),
        *_reliability(read),
    ]


def _exactness(prefix: str, read: Sequence[tuple[Case, Candidate]]) -> list[Figure]:
    labels = [case.label for case, _ in read]
    scores = [candidate.score for _, candidate in read]
    return [
        *counts((candidate.check_worthy for _, candidate in read), labels).figures(f"{prefix}check-worthy"),
        Figure(f"{prefix}average precision", average_precision(scores, labels), len(labels)),
        Figure(f"{prefix}mean score", sum(scores) / len(scores) if scores else 0.0, len(labels)),
        Figure(f"{prefix}labelled check-worthy", sum(labels) / len(labels) if labels else 0.0, len(labels)),
    ]


def _reliability(read: Sequence[tuple[Case, Candidate]]) -> list[Figure]:
    """The share that is labelled check-worthy, by what the score promised."""
    bins: list[list[bool]] = [[] for _ in range(_BINS)]
    for case, candidate in read:
        bins[min(int(candidate.score * _BINS), _BINS - 1)].append(case.label)
    return [
        Figure(
            f"labelled check-worthy where the score is {number / _BINS:.1f} to {(number + 1) / _BINS:.1f}",
            sum(labels) / len(labels),
            len(labels),
        )
        for number, labels in enumerate(bins)
        if labels
    ]
