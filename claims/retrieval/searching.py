"""Candidates for a match: what is near in meaning, and what shares telling words."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

from django.db import connection

from claims.matching.embedding import ENCODER
from claims.models import IndexEntry
from claims.models.index import Vector
from claims.retrieval import postgres, sqlite
from claims.retrieval.kinds import EVERY_KIND, Kind
from claims.retrieval.terms import terms


@dataclass(frozen=True, slots=True)
class Found:
    """A claim or a prior check; the other id is None. `lexical_rank` is 1 for the best by words."""

    claim_id: int | None
    prior_check_id: int | None
    text: str
    cosine: float
    lexical_rank: int | None


class Engine(Protocol):
    """What a database does for the index; `postgres` and `sqlite` are the two."""

    def nearest(self, vector: Vector, *, encoder: str, kinds: Collection[Kind], limit: int) -> list[int]: ...

    def by_words(
        self, terms: Sequence[str], *, encoder: str, kinds: Collection[Kind], limit: int
    ) -> list[int]: ...

    def cosines(self, ids: Collection[int], vector: Vector) -> dict[int, float]: ...

    def settle(self) -> None: ...


def engine() -> Engine:
    return postgres if connection.vendor == "postgresql" else sqlite


def candidates(
    text: str,
    vector: Vector,
    *,
    limit: int,
    kinds: Collection[Kind] = EVERY_KIND,
    encoder: str = ENCODER,
) -> list[Found]:
    """The `limit` nearest to `vector` and the `limit` best by the words of `text`, each once, the nearest first.

    `vector`: of length 1, made of `text` by the `encoder` version, of which only the entries are searched. On
    SQLite, call it outside a transaction: inside one, vectors that are not in memory yet are read each time.
    """
    if not kinds or limit < 1:
        return []
    nearest = engine().nearest(vector, encoder=encoder, kinds=kinds, limit=limit)
    asked = terms(text)
    by_words = engine().by_words(asked, encoder=encoder, kinds=kinds, limit=limit) if asked else []
    # An entry whose row says something else by now waits for its replacement.
    living = IndexEntry.objects.filter(pk__in={*nearest, *by_words}).up_to_date().defer("vector")
    entries = {entry.pk: entry for entry in living}
    ranks = _ranks(by_words, entries, limit)
    shown = {*_ranks(nearest, entries, limit), *ranks}
    cosines = engine().cosines(shown, vector)
    found = [
        Found(
            claim_id=entry.claim_id,
            prior_check_id=entry.prior_check_id,
            text=entry.text,
            cosine=cosines[pk],
            lexical_rank=ranks.get(pk),
        )
        for pk, entry in entries.items()
        if pk in cosines
    ]
    return sorted(found, key=lambda one: (-one.cosine, one.claim_id or 0, one.prior_check_id or 0))


def _ranks(ids: list[int], entries: Collection[int], limit: int) -> dict[int, int]:
    """The places, from 1, of those that are among the entries."""
    there = [pk for pk in ids if pk in entries][:limit]
    return {pk: rank for rank, pk in enumerate(there, 1)}
