"""What matching searches: the index over claims and prior checks. All of it can be made again from them."""

from __future__ import annotations

from typing import Any

import numpy as np
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Q
from numpy.typing import NDArray

from claims.models.claims import Claim
from claims.models.priorchecks import PriorCheck
from claims.querysets import IndexEntryQuerySet

Vector = NDArray[np.float32]


class VectorField(models.Field):  # type: ignore[type-arg]  # its types are no generics at run time
    """A vector of `dimensions` finite numbers in half precision; float32 to Python.

    pgvector's `halfvec` on PostgreSQL; elsewhere the little-endian halves as bytes.
    """

    description = "Vector of %(dimensions)s dimensions"

    def __init__(self, *args: Any, dimensions: int, **kwargs: Any) -> None:
        self.dimensions = dimensions
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        return name, path, list(args), {**kwargs, "dimensions": self.dimensions}

    def db_type(self, connection: BaseDatabaseWrapper) -> str:
        return f"halfvec({self.dimensions})" if connection.vendor == "postgresql" else "blob"

    def get_db_prep_value(
        self, value: Vector | None, connection: BaseDatabaseWrapper, prepared: bool = False
    ) -> str | bytes | None:
        """Raises ValueError where it is no such vector."""
        if value is None:
            return None
        halves = np.asarray(value, dtype=np.float16)
        if halves.shape != (self.dimensions,) or not np.isfinite(halves).all():
            raise ValueError(f"no vector of {self.dimensions} finite numbers")
        if connection.vendor == "postgresql":
            return as_literal(halves)
        return halves.astype("<f2").tobytes()

    def from_db_value(
        self, value: str | bytes | None, expression: object, connection: BaseDatabaseWrapper
    ) -> Vector | None:
        if value is None:
            return None
        if isinstance(value, str):
            return np.fromstring(value[1:-1], dtype=np.float32, sep=",")
        return np.frombuffer(value, dtype="<f2").astype(np.float32)


def as_literal(vector: NDArray[Any]) -> str:
    """A vector as pgvector reads it."""
    return f"[{','.join(map(str, vector.tolist()))}]"


class IndexEntry(models.Model):
    """A claim's or a prior check's entry, as one version of the encoder sees its text.

    An entry is written once: where the text changes, another takes its place. On PostgreSQL the table has a column
    `lexemes`, made of `text` and `words`; on SQLite the table `claims_indexentry_fts` follows it.
    """

    claim = models.ForeignKey(
        Claim, on_delete=models.CASCADE, null=True, blank=True, related_name="+", db_index=False
    )
    prior_check = models.ForeignKey(
        PriorCheck, on_delete=models.CASCADE, null=True, blank=True, related_name="+", db_index=False
    )
    encoder = models.CharField(max_length=50, help_text="The version that made the vector.")
    text = models.TextField(help_text="What the vector stands for.")
    words = models.TextField(blank=True, help_text="Further words to find it by: the title of a check.")
    vector = VectorField(dimensions=384, help_text="Of length 1.")

    objects = IndexEntryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "index entries"
        constraints = [
            models.CheckConstraint(
                name="index_entry_of_a_claim_or_a_check",
                condition=Q(claim__isnull=False, prior_check=None) | Q(claim=None, prior_check__isnull=False),
                violation_error_message="An entry belongs to a claim or to a prior check.",
            ),
            # With the condition each index holds its own half only, and still finds the entries of a row.
            models.UniqueConstraint(
                fields=["claim", "encoder"],
                condition=Q(claim__isnull=False),
                name="index_entry_once_per_claim_and_encoder",
            ),
            models.UniqueConstraint(
                fields=["prior_check", "encoder"],
                condition=Q(prior_check__isnull=False),
                name="index_entry_once_per_check_and_encoder",
            ),
        ]
        indexes = [models.Index(fields=["encoder", "id"], name="index_entry_encoder")]

    def __str__(self) -> str:
        return self.text
