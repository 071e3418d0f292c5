"""The index on PostgreSQL: pgvector's HNSW for what is near, GIN over `lexemes` for words."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

import numpy as np
from django.db import connection, transaction

from claims.models.index import Vector, as_literal
from claims.retrieval.kinds import Kind, condition
from claims.retrieval.terms import clauses

# Entries that hold one of the clauses: about so many are looked at, and at most twice as many.
BUDGET = 1000
# Up to so many entries all are looked at, which misses none. A graph of few entries among the remains of many
# deleted ones may not lead to all of them, until a vacuum.
FEW = 5000
# How many entries the walk through the graph keeps in sight, at least: more finds more, and takes longer.
SIGHT = 100
# Words that count in the score, the rarest: as many as an int has bits to spare.
SCORED = 24
# Of a score's length norm, as in BM25: at this number of different words it is neutral.
USUAL_LENGTH = 15

_STATISTICS = """
    WITH statistics AS MATERIALIZED (
        SELECT most_common_elems::text::text[] AS words, most_common_elem_freqs AS shares
        FROM pg_stats
        WHERE schemaname = current_schema() AND tablename = 'claims_indexentry' AND attname = 'lexemes'
    )
    SELECT word, shares[array_position(words, word)], shares[cardinality(words) + 1],
        (SELECT reltuples FROM pg_class WHERE oid = 'claims_indexentry'::regclass)
    FROM unnest(tsvector_to_array(to_tsvector('english', %s))) AS word LEFT JOIN statistics ON true
"""


def nearest(vector: Vector, *, encoder: str, kinds: Collection[Kind], limit: int) -> list[int]:
    """The entries nearest to the vector, the nearest first: ids. Of many, a few of the `limit` nearest may lack."""
    query = as_literal(vector)
    with transaction.atomic(), connection.cursor() as cursor:
        # For this transaction only. The scan goes on where entries of another encoder version were in its way.
        cursor.execute(
            "SELECT set_config('hnsw.ef_search', %s, true), set_config('hnsw.iterative_scan', 'strict_order', true),"
            " EXISTS (SELECT 1 FROM claims_indexentry OFFSET %s)",
            [str(min(max(SIGHT, 2 * limit), 1000)), FEW],
        )
        many = cursor.fetchone()[2]
        order = "vector <=> %s::halfvec" if many else "(vector <=> %s::halfvec) + 0"  # no index has the sum
        union: list[str] = []
        parameters: list[str | int] = []
        for kind in kinds:
            union.append(
                "(SELECT id, vector <=> %s::halfvec AS distance FROM claims_indexentry"  # noqa: S608 - as below
                f" WHERE {condition([kind])} AND encoder = %s ORDER BY {order} LIMIT %s)"
            )
            parameters += [query, encoder, query, limit]
        cursor.execute(
            f"SELECT id FROM ({' UNION ALL '.join(union)}) AS near ORDER BY distance, id LIMIT %s",  # noqa: S608
            [*parameters, limit],
        )
        return [pk for (pk,) in cursor.fetchall()]


def by_words(terms: Sequence[str], *, encoder: str, kinds: Collection[Kind], limit: int) -> list[int]:
    """The entries that share the most telling words with the terms, best first: ids."""
    with connection.cursor() as cursor:
        counts, total = _statistics(cursor, terms)
        asked = clauses(counts, total=total, budget=BUDGET)
        if not asked:
            return []
        scored = sorted(counts, key=lambda word: counts[word])[:SCORED]
        held = " | ".join(["((lexemes @@ %s::tsquery)::int << %s)"] * len(scored))
        cursor.execute(
            f"SELECT id, length(lexemes), {held} FROM claims_indexentry"  # noqa: S608 - every value is a parameter
            f" WHERE lexemes @@ %s::tsquery AND encoder = %s AND ({condition(kinds)}) LIMIT %s",
            [
                *(value for place, word in enumerate(scored) for value in (_quoted(word), place)),
                " | ".join(" & ".join(map(_quoted, clause)) for clause in asked),
                encoder,
                2 * BUDGET,
            ],
        )
        found = np.array(cursor.fetchall(), np.int64).reshape(-1, 3)
    ids, lengths, masks = found.T
    holds = (masks[:, None] >> np.arange(len(scored))) & 1
    # Of a word that is asked for alone, every entry is here: that is exact.
    exact = dict(zip(scored, holds.sum(axis=0).tolist(), strict=True))
    holding = np.array([exact[word] if (word,) in asked else counts[word] for word in scored])
    weights = np.log1p((max(total, len(ids)) - holding + 0.5) / (holding + 0.5))
    scores = holds @ weights / (1 + 1.2 * (0.25 + 0.75 * lengths / USUAL_LENGTH))
    return [int(pk) for pk in ids[np.lexsort((ids, -scores))][:limit]]


def cosines(ids: Collection[int], vector: Vector) -> dict[int, float]:
    """How near the vectors of these entries are."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, 1 - (vector <=> %s::halfvec) FROM claims_indexentry WHERE id = ANY(%s)",
            [as_literal(vector), list(ids)],
        )
        return dict(cursor.fetchall())


def settle() -> None:
    """After many entries have changed: how often each word occurs is counted anew."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE claims_indexentry")


def _statistics(cursor: Any, terms: Sequence[str]) -> tuple[dict[str, float], float]:
    """About how many entries hold each lexeme of the terms, and how many there are."""
    cursor.execute(_STATISTICS, [" ".join(terms)])
    rows = cursor.fetchall()
    total = max(1.0, *(row[3] for row in rows)) if rows else 1.0
    # A lexeme that the statistics leave out is rarer than all that they hold; without any, nothing is known.
    counts = {word: total * (least or 0 if share is None else share) for word, share, least, _ in rows}
    return counts, total


def _quoted(lexeme: str) -> str:
    return "'" + lexeme.replace("\\", "\\\\").replace("'", "''") + "'"
