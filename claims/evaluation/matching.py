"""Matching: statements beside a collection of claims, some of which they repeat, and when it stays silent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from claims.evaluation.figures import DatasetError, Figure
from claims.evaluation.reading import json_value
from claims.matching.embedding import embedder
from claims.matching.memory import EntryError, MemoryIndex, read_entries
from claims.matching.ranking import Match

MATCHES = Path(__file__).with_name("matches")
CLAIMS = "claims.jsonl"
_TEXT, _ID = "vclaim", "vclaim_id"
_DEPTH = 5
_LIMIT = 40  # matches that are looked at for a right one among the suggested


@dataclass(slots=True)
class Query:
    """A statement and the ids of the claims that it repeats: none where it repeats none."""

    text: str
    answers: set[str | int] = field(default_factory=set)


def matching(path: Path) -> list[Figure]:
    """How well repeated claims are found: a folder with `claims.jsonl`, and each other JSON Lines file a split.

    A claim is `{"vclaim_id", "vclaim"}` and what stands beside it, a line of a split `{"query_id", "query",
    "vclaim_id"}`: null where the statement repeats none, and a line for each where it repeats several. A statement
    that repeats a claim is asked twice: the second time the collection is without its answers.
    """
    files = [file for file in sorted(path.glob("*.jsonl")) if file.name != CLAIMS]
    if not files:
        raise DatasetError(f"{path}: no *.jsonl beside {CLAIMS}")
    splits = {file.stem: read_queries(file) for file in files}
    index = _index(path / CLAIMS)
    return [figure for name, queries in splits.items() for figure in _figures(name, queries, index)]


def read_queries(file: Path) -> list[Query]:
    """The statements of a split; DatasetError names the line that is none."""
    found: dict[str, Query] = {}
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        where = f"{file}: line {number}"
        value = json_value(line, where)
        if not isinstance(value, dict) or not {"query_id", "query", _ID} <= value.keys():
            raise DatasetError(f"{where}: not an object of query_id, query, {_ID}")
        name, text, answer = value["query_id"], value["query"], value[_ID]
        if not isinstance(name, str) or not isinstance(text, str):
            raise DatasetError(f"{where}: query_id or query is no text")
        if isinstance(answer, bool) or not isinstance(answer, str | int | None):
            raise DatasetError(f"{where}: {_ID} is neither an id nor null")
        query = found.setdefault(name, Query(text))
        if answer is not None:
            query.answers.add(answer)
    return list(found.values())


def _index(file: Path) -> MemoryIndex:
    try:
        with file.open(encoding="utf-8") as lines:
            entries = read_entries(lines, text_key=_TEXT, id_key=_ID)
    except EntryError as error:
        raise DatasetError(f"{file}: {error}") from error
    return MemoryIndex(entries, embedder=embedder())


def _figures(split: str, queries: Sequence[Query], index: MemoryIndex) -> list[Figure]:
    repeating = [query for query in queries if query.answers]
    new = [query for query in queries if not query.answers]
    found = [(query.answers, index.match(query.text, limit=_LIMIT)) for query in repeating]
    without = [index.match(query.text, limit=_LIMIT, without=query.answers) for query in queries]
    answers = sum(len(query.answers) for query in repeating)
    suggested = sum(match.suggested and match.id in right for right, matches in found for match in matches)
    removed = [matches for query, matches in zip(queries, without, strict=True) if query.answers]
    figures = [
        Figure(f"{split}: MAP@5", _mean([_average_precision(*each) for each in found]), len(repeating)),
        Figure(f"{split}: right answers that are suggested", suggested / max(answers, 1), answers),
        Figure(f"{split}: silent once the answer is removed", _silent(removed), len(repeating)),
    ]
    if new:
        own = [matches for query, matches in zip(queries, without, strict=True) if not query.answers]
        figures.append(Figure(f"{split}: silent where there is no answer", _silent(own), len(new)))
    return figures


def _average_precision(right: set[str | int], matches: Sequence[Match]) -> float:
    """Average precision over the first five matches; what is not among them counts as never found."""
    hits, total = 0, 0.0
    for place, match in enumerate(matches[:_DEPTH], start=1):
        if match.id in right:
            hits += 1
            total += hits / place
    return total / len(right)


def _silent(answers: Sequence[Sequence[Match]]) -> float:
    return _mean([float(not any(match.suggested for match in matches)) for matches in answers])


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
