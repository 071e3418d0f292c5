"""The claim inside a sentence, and the words of it that stand alone.

Nothing is invented: a statement holds the article's words, without attribution and quotation marks, with full
names where the sentence has shorter ones and with dates for the days that it names.
"""

from claims.extraction.statement.finding import Claim, find_claim
from claims.extraction.statement.keys import normalise

__all__ = ["Claim", "find_claim", "normalise"]
