"""Durations that have an article for a numeral: "for more than a decade"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from claims.extraction.lexicon import words
from claims.extraction.quantities.before import word_before
from claims.extraction.quantities.hedges import bounds, hedge_before
from claims.extraction.quantities.reading import Sentence
from claims.extraction.types import Quantity

_LASTING = words("for within lasting lasted than nearly almost about over under least around half")
_BEFORE_ANY = _LASTING | words("last take takes took")
_BEFORE_LONG = _LASTING | words("in after of")
_DURATION = re.compile(
    r"(?<=\s)[aA][nN]?\s(?i:second|minute|hour|day|week|fortnight|month|year|(?P<long>decade|century))\b"
    r"(?!\s(?i:ago|earlier|later|before|from\snow|and\sa\shalf|or\s(?:two|so|more)))"
)


def durations(sentence: Sentence) -> Iterator[Quantity]:
    """The durations in the sentence that have an article for a numeral."""
    text = sentence.text
    for match in _DURATION.finditer(text, sentence.start, sentence.end):
        begin, end = match.span()
        word = word_before(text, begin, sentence.start).lower()
        if word not in (_BEFORE_LONG if match["long"] else _BEFORE_ANY):
            continue
        hedge = hedge_before(text, begin, sentence.start)
        modifier = None if hedge is None else hedge.modifier
        start = begin if hedge is None else hedge.start
        low, high = bounds(1, modifier)
        unit = text[begin:end].split()[-1].lower()
        yield Quantity(text[start:end], start, end, 1, low, high, modifier, unit, None)
