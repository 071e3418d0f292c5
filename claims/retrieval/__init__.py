"""The index over claims and prior checks, one interface on two engines.

`candidates` searches; `index`, `unindexed` and `forget` keep it; `manage.py reindex` makes it again with the rest.
Entries of several versions of the encoder stand side by side, and a search keeps to those of one.
"""

from claims.retrieval.indexing import (
    Encoder,
    count_unindexed,
    drop_entries,
    drop_other_versions,
    drop_outdated,
    forget,
    index,
    ours,
    unindexed,
)
from claims.retrieval.kinds import EVERY_KIND, Kind
from claims.retrieval.searching import Found, candidates, engine

__all__ = [
    "EVERY_KIND",
    "Encoder",
    "Found",
    "Kind",
    "candidates",
    "count_unindexed",
    "drop_entries",
    "drop_other_versions",
    "drop_outdated",
    "engine",
    "forget",
    "index",
    "ours",
    "unindexed",
]
