"""The index on SQLite: an exact search over all vectors, held in memory as bytes, and FTS5 for words.

A process reads each vector once, the first time somebody searches. It keeps a byte a number: 115 MB for 300,000
entries, a quarter of float32, and quicker to go through. What that rounds off is made good for the best of
them, with the vectors as they are stored.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Any

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from claims.models.index import IndexEntry, Vector
from claims.retrieval.kinds import EVERY_KIND, Kind, condition
from claims.retrieval.terms import clauses

# Entries that hold one of the clauses: about so many are looked at.
BUDGET = 2000
# Of a score, eight standard deviations of what the bytes round off.
MARGIN = 0.005
# Entries that are looked at again with their stored vectors, as a multiple of what was asked for.
AGAIN = 10
BLOCK = 2048  # entries: as float32 they stay in the processor's cache

_INSERTED = "SELECT id, claim_id IS NOT NULL, vector FROM claims_indexentry WHERE encoder = %s AND id > %s ORDER BY id"


@dataclass(frozen=True, slots=True)
class _Block:
    """Up to BLOCK entries: `codes * scales` are their vectors."""

    ids: NDArray[np.int64]
    claims: NDArray[np.bool_]
    codes: NDArray[np.int8]
    scales: NDArray[np.float32]

    def where(self, kept: NDArray[np.bool_]) -> _Block:
        return _Block(self.ids[kept], self.claims[kept], self.codes[kept], self.scales[kept])

    def with_(self, other: _Block) -> _Block:
        return _Block(
            np.concatenate([self.ids, other.ids]),
            np.concatenate([self.claims, other.claims]),
            np.concatenate([self.codes, other.codes]),
            np.concatenate([self.scales, other.scales]),
        )


@dataclass(frozen=True, slots=True)
class _Matrix:
    """The vectors of one encoder version as they were at some time: entries up to `last`, by id."""

    blocks: tuple[_Block, ...] = ()
    last: int = 0

    def added(self, new: _Block) -> _Matrix:
        """With entries that come after all that are here."""
        blocks = self.blocks
        if blocks and len(blocks[-1].ids) + len(new.ids) <= BLOCK:
            new, blocks = blocks[-1].with_(new), blocks[:-1]
        return _Matrix((*blocks, new), int(new.ids[-1]))

    def only(self, ids: NDArray[np.int64]) -> _Matrix:
        """Without the entries that are not among `ids`."""
        blocks = []
        for block in self.blocks:
            kept = np.isin(block.ids, ids, assume_unique=True)
            blocks.append(block if kept.all() else block.where(kept))
        return _Matrix(tuple(block for block in blocks if len(block.ids)), self.last)

    def best(self, vector: Vector, kinds: Collection[Kind], limit: int) -> list[int]:
        """The ids of all entries that may be among the nearest `limit`, and of some more."""
        if not self.blocks:
            return []
        scores = np.concatenate([_scores(block, vector, kinds) for block in self.blocks])
        ids = np.concatenate([block.ids for block in self.blocks])
        if len(scores) > limit:
            least = np.partition(scores, -limit)[-limit] - MARGIN
            near = np.flatnonzero(scores >= least)
            if len(near) > AGAIN * limit:
                near = near[np.argpartition(scores[near], -AGAIN * limit)[-AGAIN * limit :]]
            scores, ids = scores[near], ids[near]
        return [int(pk) for pk in ids[np.isfinite(scores)]]


# By database and encoder version. Holds only what has been committed.
_matrices: dict[tuple[str, str], _Matrix] = {}
_reading = Lock()


def nearest(vector: Vector, *, encoder: str, kinds: Collection[Kind], limit: int) -> list[int]:
    """The entries nearest to the vector, the nearest first: ids."""
    matrix = _current(encoder)
    ids = matrix.best(vector, kinds, limit)
    near = cosines(ids, vector)
    if len(near) < len(ids):  # some have been deleted since
        near = cosines(_without_deleted(matrix, encoder).best(vector, kinds, limit), vector)
    return sorted(near, key=lambda pk: (-near[pk], pk))[:limit]


def by_words(terms: Sequence[str], *, encoder: str, kinds: Collection[Kind], limit: int) -> list[int]:
    """The entries that share the most telling words with the terms, best first: ids."""
    with connection.cursor() as cursor:
        counts = {term: _holding(cursor, term) for term in terms}
        cursor.execute("SELECT max(id) FROM claims_indexentry")
        total = cursor.fetchone()[0] or 1
        chosen = clauses({term: n for term, n in counts.items() if n}, total=total, budget=BUDGET)
        if not chosen:
            return []
        # CROSS JOIN keeps SQLite from reading the entries first.
        cursor.execute(
            "SELECT entry.id FROM claims_indexentry_fts AS fts"  # noqa: S608 - the condition is ours
            " CROSS JOIN claims_indexentry AS entry ON entry.id = fts.rowid"
            f" WHERE claims_indexentry_fts MATCH %s AND encoder = %s AND ({condition(kinds)})"
            " ORDER BY bm25(claims_indexentry_fts), entry.id LIMIT %s",
            [" OR ".join(f"({' AND '.join(map(_quoted, clause))})" for clause in chosen), encoder, limit],
        )
        return [pk for (pk,) in cursor.fetchall()]


def cosines(ids: Collection[int], vector: Vector) -> dict[int, float]:
    """How near the vectors of these entries are; those that are gone are left out."""
    found = dict(IndexEntry.objects.filter(pk__in=ids).values_list("pk", "vector"))
    return {pk: float(stored @ vector) for pk, stored in found.items()}


def settle() -> None:
    """After many entries have changed: the parts of the word index become one."""
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO claims_indexentry_fts(claims_indexentry_fts) VALUES ('optimize')")


def _holding(cursor: Any, term: str) -> int:
    """How many entries hold the term; more than BUDGET are not counted."""
    cursor.execute(
        "SELECT count(*) FROM (SELECT 1 FROM claims_indexentry_fts WHERE claims_indexentry_fts MATCH %s LIMIT %s)",
        [_quoted(term), BUDGET + 1],
    )
    return int(cursor.fetchone()[0])


def _quoted(term: str) -> str:
    return f'"{term}"'


def _current(encoder: str) -> _Matrix:
    """All vectors, those included that came since the last time."""
    key = (str(connection.settings_dict["NAME"]), encoder)
    with _reading:
        matrix = _matrices.get(key, _Matrix())
        for block in _inserted_after(matrix.last, encoder):
            matrix = matrix.added(block)
        _keep(key, matrix)
    return matrix


def _without_deleted(matrix: _Matrix, encoder: str) -> _Matrix:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM claims_indexentry WHERE encoder = %s AND id <= %s", [encoder, matrix.last]
        )
        matrix = matrix.only(np.fromiter((pk for (pk,) in cursor), np.int64))
    with _reading:
        _keep((str(connection.settings_dict["NAME"]), encoder), matrix)
    return matrix


def _keep(key: tuple[str, str], matrix: _Matrix) -> None:
    # What a transaction of ours has not committed yet is not to be seen by other threads, and may never be.
    if not connection.in_atomic_block:
        _matrices[key] = matrix


def _inserted_after(last: int, encoder: str) -> Iterator[_Block]:
    with connection.cursor() as cursor:
        cursor.execute(_INSERTED, [encoder, last])
        while rows := cursor.fetchmany(BLOCK):
            ids, claims, vectors = zip(*rows, strict=True)
            yield _coded(np.array(ids), np.array(claims, bool), _vectors(vectors))


def _vectors(blobs: Sequence[bytes]) -> NDArray[np.float32]:
    return np.frombuffer(b"".join(blobs), "<f2").reshape(len(blobs), -1).astype(np.float32)


def _coded(ids: NDArray[np.int64], claims: NDArray[np.bool_], vectors: NDArray[np.float32]) -> _Block:
    scales = np.maximum(np.abs(vectors).max(axis=1), np.float32(1e-6)) / np.float32(127)
    return _Block(ids, claims, np.rint(vectors / scales[:, None]).astype(np.int8), scales)


def _scores(block: _Block, vector: Vector, kinds: Collection[Kind]) -> NDArray[np.float32]:
    scores: NDArray[np.float32] = (block.codes.astype(np.float32) @ vector) * block.scales
    if set(kinds) != EVERY_KIND:
        scores[block.claims != (Kind.CLAIM in kinds)] = -np.inf
    return scores
