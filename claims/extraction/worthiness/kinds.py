"""The type of claim that a statement makes."""

from __future__ import annotations

from collections.abc import Container

from claims.extraction.types import Kind, Reason
from claims.extraction.worthiness.words import EXPERIENCE

# In this order: a figure of what somebody caused is checked as a figure.
_KINDS = {Reason.QUANTITY: Kind.QUANTITY, Reason.CAUSE: Kind.CAUSE, Reason.RULE: Kind.RULE}
_SEARCHED = 1000  # characters: who tells of themselves does so early


def kind_of(statement: str, signs: Container[Reason]) -> Kind:
    """The type of claim, by the signs in the statement."""
    if Reason.PREDICTION in signs and Reason.PAST_EVENT not in signs:
        return Kind.PREDICTION
    for reason, kind in _KINDS.items():
        if reason in signs:
            return kind
    if Reason.PERSONAL in signs and EXPERIENCE.search(statement[:_SEARCHED]):
        return Kind.EXPERIENCE
    return Kind.OTHER
