"""Check-worthiness: sentences with a label, one by one, as `manage.py extract --lines` reads them."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

from claims.evaluation.figures import DatasetError, Figure, average_precision, counts
from claims.extraction import analyse_sentence


def claimbuster(path: Path) -> list[Figure]:
    """ClaimBuster's `groundtruth.csv` or `crowdsourced.csv`: Verdict 1 is check-worthy."""
    return _figures((row["Text"], row["Verdict"] == "1") for row in _rows(path, "Text", "Verdict"))


def policlaim(path: Path) -> list[Figure]:
    """PoliClaim's CSV: label 1 is a verifiable claim."""
    return _figures((row["sentence"], row["label"] == "1") for row in _rows(path, "sentence", "label"))


def factappeal(path: Path) -> list[Figure]:
    """FactAppeal's CSV: positive is a sentence with a fact in it, whether it appeals to a source or not."""
    return _figures(
        (row["sentence"], "<Fact" in row["annotation"]) for row in _rows(path, "sentence", "annotation")
    )


def _rows(path: Path, *columns: str) -> Iterable[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        missing = [column for column in columns if column not in (reader.fieldnames or [])]
        if missing:
            raise DatasetError(f"{path}: no column {missing[0]}")
        try:
            yield from reader
        except csv.Error as error:
            raise DatasetError(f"{path}: line {reader.line_num}: {error}") from error


def _figures(cases: Iterable[tuple[str, bool]]) -> list[Figure]:
    sentences, labels = [], []
    for sentence, label in cases:
        sentences.append(sentence)
        labels.append(label)
    candidates = [analyse_sentence(sentence) for sentence in sentences]
    return [
        *counts((candidate.check_worthy for candidate in candidates), labels).figures("check-worthy"),
        Figure("average precision", average_precision([c.score for c in candidates], labels), len(labels)),
    ]
