"""What an entry of the index stands for, and the column that says so."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum


class Kind(StrEnum):
    CLAIM = "claim"
    PRIOR_CHECK = "prior_check"


EVERY_KIND = frozenset(Kind)


def condition(kinds: Collection[Kind]) -> str:
    """The kinds, one at least, as a condition in SQL."""
    return " OR ".join(f"{kind}_id IS NOT NULL" for kind in sorted(set(kinds)))
