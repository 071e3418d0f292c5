"""Claims out of text: pure functions over strings, no Django, no network, no clock.

for candidate in extract(text, published_at=date(2026, 11, 12)):
    print(candidate.score, candidate.statement, candidate.speaker)
"""

from claims.extraction.engine import ENGINE, Parts, analyse, analyse_sentence, extract, read_parts
from claims.extraction.network import ModelMissing
from claims.extraction.stamps import published_in
from claims.extraction.statement import normalise
from claims.extraction.types import (
    Attribution,
    Candidate,
    Change,
    Entity,
    EntityType,
    Kind,
    Modifier,
    Quantity,
    Reason,
    Speaker,
    TimeReference,
    TimeType,
)

__all__ = [
    "ENGINE",
    "Attribution",
    "Candidate",
    "Change",
    "Entity",
    "EntityType",
    "Kind",
    "ModelMissing",
    "Modifier",
    "Parts",
    "Quantity",
    "Reason",
    "Speaker",
    "TimeReference",
    "TimeType",
    "analyse",
    "analyse_sentence",
    "extract",
    "normalise",
    "published_in",
    "read_parts",
]
