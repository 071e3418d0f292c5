"""Durations that have an article for a numeral: "for more than a decade"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from claims.extraction.quantities.hedges import bounds, hedge_before
from claims.extraction.quantities.reading import Sentence
from claims.extraction.types import Quantity

_LASTING = "for|within|lasting|lasted|than|nearly|almost|about|over|under|least|around"
_DURATION = re.compile(
    rf"\b(?:(?:{_LASTING}|last|half|takes?|took)\s(?:half\s)?(?P<any>an?\s"
    rf"(?:second|minute|hour|day|week|fortnight|month|year))|(?:{_LASTING}|in|after|of|half)\s(?P<long>an?\s"
    r"(?:decade|century)))\b(?!\s(?:ago|earlier|later|before|from\snow|and\sa\shalf|or\s(?:two|so|more)))",
    re.IGNORECASE,
)


def durations(sentence: Sentence) -> Iterator[Quantity]:
    """The durations in the sentence that have an article for a numeral."""
    text = sentence.text
    for match in _DURATION.finditer(text, sentence.start, sentence.end):
        begin, end = match.span("any" if match["any"] else "long")
        hedge = hedge_before(text, begin, sentence.start)
        modifier = None if hedge is None else hedge.modifier
        start = begin if hedge is None else hedge.start
        low, high = bounds(1, modifier)
        unit = text[begin:end].split()[-1].lower()
        yield Quantity(text[start:end], start, end, 1, low, high, modifier, unit, None)
