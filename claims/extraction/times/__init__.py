"""Times in a sentence, resolved against the day that the article is from.

Extents, types and values are TimeML's (TIMEX3). Each module holds the rules of one family; `finder` applies them.
"""

from claims.extraction.times.finder import find_times, last_named
from claims.extraction.times.rules import Named

__all__ = ["Named", "find_times", "last_named"]
