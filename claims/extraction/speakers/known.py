"""Who has spoken in an article so far."""

from __future__ import annotations

from dataclasses import dataclass

from claims.extraction.names import Person


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody who has spoken: a person, or an unnamed source or organisation under its first description."""

    name: str
    role: str | None
    person: Person | None
    paragraph: int
    woman: bool | None = None
    doubtful: bool = False


def known_by_name(person: Person, paragraph: int) -> Known:
    """The person, who speaks in that paragraph."""
    return Known(person.name, person.role, person, paragraph, person.woman)
