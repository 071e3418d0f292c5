"""The names in a text: who they are, their roles, and every place where each person is mentioned."""

from claims.extraction.names.people import Mention, Person
from claims.extraction.names.reading import Names
from claims.extraction.names.words import COMPANY_WORDS, DOUBTFUL_COMPANY_WORDS, OFFICE_NOUNS

__all__ = ["COMPANY_WORDS", "DOUBTFUL_COMPANY_WORDS", "OFFICE_NOUNS", "Mention", "Names", "Person"]
