"""The names in a text: who they are, their roles, and every place where each person is mentioned."""

from claims.extraction.names.people import Mention, Person
from claims.extraction.names.reading import Names

__all__ = ["Mention", "Names", "Person"]
