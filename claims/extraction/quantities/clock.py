"""Numerals that name a time: clock times, days of the month, years."""

from __future__ import annotations

import re

from claims.extraction.lexicon import words
from claims.extraction.quantities.reading import Reading

_CLOCK = re.compile(
    r"(?:[.:]\d\d)?\s?(?:[ap]\.?\s?m\b|o['’]clock|noon|midnight|GMT|UTC|BST|EST|CET|hrs\b)|:\d\d|"
    r"\spast\s(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,2})\b",
    re.IGNORECASE,
)
_CLOCK_PAST = re.compile(r"\b(?:half|quarter|ten|twenty|five|\d)\spast\s\Z", re.IGNORECASE)
_CLOCK_BEFORE = words("at by until before after since around about from")
_CLOCK_AFTER = re.compile(
    r"\s(?:in\sthe\s(?:morning|afternoon|evening)|local\stime|on\s(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b"
)
_WEEKDAY_AT = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun|week)days?\s(?:at|from)\s\Z")
_STAMP = re.compile(r"0\d\.[0-5]\d")
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|"
    r"Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_DAY_OF_MONTH = re.compile(rf"\s(?:of\s)?{_MONTH}(?:\s|[,.;:)]|$)")
# "May 4", and the 5 of "May 4 and 5".
_MONTH_BEFORE = re.compile(rf"\b{_MONTH}\s(?:\d{{1,2}}(?:,\s|\s(?:and|to|or)\s|[-–]))?$")
_SHORT_YEAR = re.compile(r"(?<!\w)['’]$")  # "born in '96"
_YEARS = re.compile(r"(?:1[5-9]|20)\d\d\s?[-–/]\s?(?:\d{4}|\d\d)(?!\d)")
_YEAR_BEFORE = re.compile(
    r"\b(?:in|since|until|till|by|from|to|of|the|for|during|before|after|early|late|mid|fiscal|and|spring|summer|autumn|"
    r"winter|fall|season|year|than|between|through|or|-)[\s-]$|[(’']$",
    re.IGNORECASE,
)
_PERSONS = words(
    "people troops soldiers men women children workers staff employees jobs homes police seats dead students"
)
# "about 2000" is a year, "more than 2000" is a count.
_VAGUE = words("about around circa c. near")


def is_time(reading: Reading) -> bool:
    """Whether the numeral, which is in digits, is part of a date or a time of day."""
    text, numeral = reading.text, reading.numeral
    if reading.unit is not None:
        return (
            _DAY_OF_MONTH.match(text, numeral.end, reading.end) is not None
            and numeral.end - numeral.start < 3
        )
    if _STAMP.fullmatch(text, numeral.start, numeral.end) or _YEARS.match(text, numeral.start, reading.end):
        return True
    written = text[numeral.start : numeral.end]
    if not written.isdigit():
        return False
    if len(written) < 3:
        before = reading.before()
        if _MONTH_BEFORE.search(before) or (
            reading.alone and len(written) == 2 and _SHORT_YEAR.search(before)
        ):
            return True
        return _DAY_OF_MONTH.match(text, numeral.end, reading.end) is not None
    return len(written) == 4 and 1500 <= int(written) <= 2100 and _is_year(reading)


def _is_year(reading: Reading) -> bool:
    """Whether a number that may be a year counts nothing: "in 2020", "the 2020 elections", but "2000 people"."""
    if reading.hedge is not None:
        return reading.counted is None and reading.hedge.words in _VAGUE
    person = reading.counted is not None and reading.counted.head.lower() in _PERSONS
    return not person or _YEAR_BEFORE.search(reading.before()) is not None


def is_clock(reading: Reading) -> bool:
    """Whether the numeral is a time of day: "5 p.m.", "ten past eight", "Thursdays at 8"."""
    text, end, word = reading.text, reading.numeral.end, reading.word.lower()
    if _CLOCK.match(text, end, reading.end):
        return True
    if word == "past" and _CLOCK_PAST.search(reading.before()):
        return True
    if word in ("at", "from") and reading.alone and _WEEKDAY_AT.search(reading.before()):
        return True
    value = reading.numeral.value
    hour = value is not None and value <= 24
    return hour and word in _CLOCK_BEFORE and _CLOCK_AFTER.match(text, end, reading.end) is not None
