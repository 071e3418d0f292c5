"""Pairs of statements with the relation between them, which we wrote: how well comparing tells them apart."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from claims.evaluation.figures import DatasetError, Figure
from claims.evaluation.reading import json_value
from claims.matching import Relation, compare, read_facts

PAIRS = Path(__file__).with_name("pairs")

_FIELDS = {"query", "other", "relation", "cosine"}


@dataclass(frozen=True, slots=True)
class Pair:
    """Two statements, what they are to each other, and the cosine of their embeddings (all-MiniLM-L6-v2)."""

    query: str
    other: str
    relation: Relation
    cosine: float


def pairs(path: Path) -> list[Figure]:
    """How often comparing finds the relation: a folder of JSON Lines files, or one file. DatasetError if malformed.

    "told apart by quantity" counts, in files that are only about figures, the pairs that are rightly taken for the
    same claim or rightly not. "same" and "different_quantity" are told for these files and the others together.
    """
    files = sorted(path.glob("*.jsonl")) if path.is_dir() else [path]
    if not files:
        raise DatasetError(f"{path}: no *.jsonl")
    figures: list[Figure] = []
    found: list[tuple[Relation, Relation]] = []
    for file in files:
        own = [(pair.relation, _relation(pair)) for pair in read_pairs(file)]
        found += own
        if {label for label, _ in own} <= {Relation.SAME, Relation.DIFFERENT_QUANTITY}:
            right = sum((label is Relation.SAME) == (relation is Relation.SAME) for label, relation in own)
            figures.append(Figure(f"{file.stem}: told apart by quantity", right / len(own), len(own)))
        figures.append(_share(f"{file.stem}: right relation", own))
    by_relation = {relation: [each for each in found if each[0] is relation] for relation in Relation}
    return figures + [
        _share(f"{relation}: right relation", labelled)
        for relation, labelled in by_relation.items()
        if labelled
    ]


def read_pairs(file: Path) -> list[Pair]:
    """The pairs of a file, one JSON object a line; DatasetError names the line that is none."""
    read = list(_pairs(file))
    if not read:
        raise DatasetError(f"{file}: no pairs")
    return read


def _pairs(file: Path) -> Iterator[Pair]:
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        where = f"{file}: line {number}"
        value = json_value(line, where)
        try:
            yield _pair(value)
        except (ValueError, TypeError) as error:
            raise DatasetError(f"{where}: {error}") from error


def _pair(value: Any) -> Pair:
    if not isinstance(value, dict) or value.keys() != _FIELDS:
        raise ValueError(f"not an object of {', '.join(sorted(_FIELDS))}")
    for field in ("query", "other"):
        if not isinstance(value[field], str) or not value[field].strip():
            raise ValueError(f"{field} is not a text")
    if value["relation"] not in [str(each) for each in Relation]:
        raise ValueError(f"unknown relation {value['relation']!r}")
    cosine = value["cosine"]
    if isinstance(cosine, bool) or not isinstance(cosine, int | float) or not math.fabs(cosine) <= 1:
        raise ValueError("cosine is not a number from -1 to 1")
    return Pair(value["query"], value["other"], Relation(value["relation"]), float(cosine))


def _relation(pair: Pair) -> Relation:
    return compare(read_facts(pair.query), read_facts(pair.other), cosine=pair.cosine).relation


def _share(name: str, found: list[tuple[Relation, Relation]]) -> Figure:
    return Figure(name, sum(label is relation for label, relation in found) / len(found), len(found))
