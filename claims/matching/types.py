"""What a comparison of two statements says."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Relation(StrEnum):
    """How one statement stands to another."""

    SAME = "same"
    DIFFERENT_QUANTITY = "different_quantity"
    OPPOSITE = "opposite"
    RELATED = "related"
    NONE = "none"


class ReasonType(StrEnum):
    """What was found when two statements were compared, in words that an editor understands."""

    SAME_QUANTITY = "same quantity"
    COMPATIBLE_QUANTITY = "compatible quantities"
    DIFFERENT_QUANTITY = "different quantity"
    ONE_QUANTITY = "figure on one side only"
    DENIAL = "one denies what the other says"
    DIRECTION = "opposite direction"
    SAME_NAME = "same name"
    OTHER_NAME = "other name"
    OTHER_PERSON = "other person"
    OTHER_PLACE = "other place"
    OTHER_ORGANISATION = "other organisation"
    OTHER_SUBJECT = "other subject"
    SAME_TIME = "same time"
    OTHER_TIME = "other time"
    SAME_SPEAKER = "same speaker"
    OTHER_SPEAKER = "other speaker"
    LITTLE_SHARED = "little in common"


@dataclass(frozen=True, slots=True)
class Reason:
    """One finding, with the words of the query and of the other statement that it is about; "" where one has none."""

    type: ReasonType
    query: str = ""
    other: str = ""

    def __str__(self) -> str:
        """The reason in a line: "different quantity: 100,000 and 130,000"."""
        both = " and ".join(words for words in (self.query, self.other) if words)
        return f"{self.type}: {both}" if both else str(self.type)

    def as_dict(self) -> dict[str, Any]:
        """The reason as JSON-ready values."""
        return {"type": str(self.type), "query": self.query, "other": self.other}


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two statements are to each other and why, weightiest reason first."""

    relation: Relation
    reasons: tuple[Reason, ...]
