"""The index over claims and prior checks, one interface on two engines.

`candidates` searches; `index`, `unindexed` and `forget` keep it. The index is derived: `manage.py reindex` makes it
again.
"""

from claims.retrieval.indexing import Encoder, forget, index, ours, unindexed
from claims.retrieval.kinds import EVERY_KIND, Kind
from claims.retrieval.searching import Found, candidates, engine

__all__ = [
    "EVERY_KIND",
    "Encoder",
    "Found",
    "Kind",
    "candidates",
    "engine",
    "forget",
    "index",
    "ours",
    "unindexed",
]
