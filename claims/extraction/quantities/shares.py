"""Shares and multiples that are no quantities: "the second half", "half past", "think twice"."""

from __future__ import annotations

import re

from claims.extraction.quantities.reading import Reading
from claims.extraction.quantities.units import Sort

_HALF_BEFORE = re.compile(
    r"\b(?:first|second|latter|other|better|opening|final|top|bottom|lower|upper|front|back|northern|southern|eastern|western|"
    r"this|each|either|one|1st|2nd|previous|first-|second-|per|every|third|fourth|last|the\slast|next|this)[\s-]$",
    re.IGNORECASE,
)
_HALF_AFTER = re.compile(
    r"\s(?:of|the|its|their|his|her|our|my|your|all|that|those|these|as|what)\b|\s?[,.;:)]|$|\sa(?:n)?\s",
    re.IGNORECASE,
)
_HALF_READY = re.compile(
    r"\b(?:by|only|just|least|than|to|in|is|are|was|were|and|another|with)\s$", re.IGNORECASE
)
# "the half of the season", "half past", "half-time", "half brother".
_PERIOD = re.compile(
    r"\sof\s(?:the\s)?(?:(?:1[5-9]|20)\d\d|year|month|season|game|match|week)\b|\spast\b|"
    r"[\s-](?:time|year|back|term|brother|sister|century)\b",
    re.IGNORECASE,
)
_QUARTERS = re.compile(
    r"(?:three[\s-]quarters|quarters?)\s(?:of\s(?:\w+\s)?(?:growth|19\d\d|20\d\d|fiscal)|in\sa\srow|running)",
    re.IGNORECASE,
)
_TWICE = re.compile(
    r"\s(?:as|the|that|its|their|his|her|our|what|an?|this|those|last|more|in|per|daily|weekly|yearly|annually|over|since)\b|"
    r"\s?[.,;)]|$",
    re.IGNORECASE,
)
_THINK = re.compile(r"\b(?:think|thinking|thought|once\sor|once\sand)\s$", re.IGNORECASE)
_OF_A_ROW = re.compile(r"\b(?:first|last|past|next|previous|opening|final)\s$", re.IGNORECASE)


def is_share(reading: Reading) -> bool:
    """Whether a fraction in words is a share or a part of a unit."""
    text, numeral, before = reading.text, reading.numeral, reading.before()
    if _PERIOD.match(text, numeral.end, reading.end) or _QUARTERS.match(text, numeral.start, reading.end):
        return False
    if not numeral.bare:
        return _OF_A_ROW.search(before) is None
    if _HALF_BEFORE.search(before):
        return False
    if reading.unit is not None:
        return reading.unit.sort in (Sort.POINTS, Sort.MEASURE)
    if text[numeral.start : numeral.end].lower() == "quarter":
        return False
    if reading.hedge is not None or _HALF_AFTER.match(text, numeral.end, reading.end):
        return not before.lower().endswith("the ")
    return _HALF_READY.search(before) is not None and not before.lower().endswith("in ")


def is_multiple(reading: Reading) -> bool:
    """Whether "twice" multiplies ("twice the size", "twice a day") or just tells ("had twice been refused")."""
    text, numeral = reading.text, reading.numeral
    if text[numeral.start : numeral.end].lower() not in ("twice", "thrice"):
        return True
    if _THINK.search(reading.before()):
        return False
    return reading.hedge is not None or _TWICE.match(text, numeral.end, reading.end) is not None
