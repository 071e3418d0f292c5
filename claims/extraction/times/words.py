"""The words of times, as tables and as pieces of patterns.

In the patterns of this package a blank stands for one or two white-space characters; `compiled` reads them so.
"""

from __future__ import annotations

import re

from claims.extraction.lexicon import listed, words
from claims.extraction.numbers import TENS, UNITS, number_of_words
from claims.extraction.periods import MONTHS, WEEKDAYS

MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
)
WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
YEAR = r"(?:1[5-9]|20)\d\d"
DAY_OF_MONTH = r"(?:[12]\d|3[01]|0?[1-9])"
ORDINAL_ENDING = r"(?:st|nd|rd|th)"
PART_OF_DAY = r"(?:morning|afternoon|evening|night|midday|lunchtime)"
SEASON = r"(?:spring|summer|autumn|fall|winter)"
FISCAL = r"(?:fiscal|financial|academic|school|tax|calendar)"

PARTS_OF_DAY = {
    "morning": "MO",
    "midday": "MI",
    "lunchtime": "MI",
    "afternoon": "AF",
    "evening": "EV",
    "night": "NI",
}
SEASONS = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
ORDINALS = listed("first second third fourth fifth sixth seventh eighth ninth tenth")
# Unit of time → how TIMEX3 writes a length of it: before and after the number.
UNITS_OF_TIME = {
    "second": ("PT", "S"),
    "minute": ("PT", "M"),
    "hour": ("PT", "H"),
    "day": ("P", "D"),
    "night": ("P", "D"),
    "week": ("P", "W"),
    "weekend": ("P", "WE"),
    "month": ("P", "M"),
    "quarter": ("P", "Q"),
    "season": ("P", "Y"),
    "year": ("P", "Y"),
    "decade": ("P", "DE"),
    "century": ("P", "CE"),
    "fortnight": ("P", "W"),
}
_SHORT_UNITS = {"hr": "hour", "min": "minute", "sec": "second", "yr": "year", "centurie": "century"}

UNIT = r"(?:second|minute|hour|day|week|fortnight|month|quarter|year|decade|century)"
UNITS_PLURAL = (
    r"(?:seconds|minutes|hours|days|nights|weeks|weekends|fortnights|months|quarters|years|decades|centuries)"
)
PERIOD = r"(?:day|week|weekend|month|quarter|year|decade|century)"

_SMALL = "|".join(sorted([*UNITS, *TENS], key=len, reverse=True))
_DIGIT_WORDS = "one|two|three|four|five|six|seven|eight|nine"
NUMBER_WORD = rf"(?:(?:{'|'.join(TENS)})[\s-](?:{_DIGIT_WORDS})|{_SMALL})(?: hundred)?"
FIGURE = r"(?:\d{1,3}(?:,\d{3})|\d{1,4})(?:\.\d{1,2})?(?: ?[½¼¾])?(?:[\s-]plus)?"
LOOSE = (
    r"(?:a few|a couple of|a couple|a handful of|a number of|a dozen|half a dozen|half-a-dozen|two dozen|three dozen|"
    r"several dozen|couple of|several|few|many|dozens of|hundreds of|thousands of|tens of thousands of|tens of|"
    r"scores of|countless|a hundred|a thousand|a million)"
)
COUNT = rf"(?:{FIGURE}|{LOOSE}|{NUMBER_WORD})"
# What may stand between a number and its unit: "three consecutive months".
QUALITY = (
    r"(?:single|consecutive|straight|full|whole|more|additional|extra|further|other|calendar|working|business|school|"
    r"trading|long|short|successive|fiscal|solid|different|separate|crucial|turbulent|difficult|entire|or so)"
)
# What the first word of a time may be, by kind; `DIGIT` stands for all that begins with a digit.
DIGIT = "0"
_NUMBERS = frozenset((DIGIT, *UNITS, *TENS))
_UNITS = words("second minute hour day week fortnight month quarter year decade century")
_UNITS_PLURAL = words(
    "seconds minutes hours days nights weeks weekends fortnights months quarters years decades centuries"
)
_WEEKDAYS = words("monday tuesday wednesday thursday friday saturday sunday")
FIRST_WORDS = {
    "DIGIT": frozenset((DIGIT,)),
    "NUMBER": _NUMBERS,
    "COUNT": _NUMBERS
    | words("a several few many couple half dozens hundreds thousands tens scores countless"),
    "UNIT": _UNITS,
    "UNITS": _UNITS_PLURAL,
    "LONG": frozenset(f"{unit}long" for unit in _UNITS | _UNITS_PLURAL),
    "MONTH": words(
        "january february march april may june july august september october november december "
        "jan feb mar apr jun jul aug sept sep oct nov dec"
    ),
    "WEEKDAY": _WEEKDAYS,
    "WEEKDAYS": frozenset(f"{day}s" for day in _WEEKDAYS) | words("weekdays weekends"),
    "DAY": _WEEKDAYS | words("mon tue tues wed thur thurs fri sat sun"),
    "SEASON": words("spring summer autumn fall winter"),
    "FISCAL": words("fiscal financial academic school tax calendar"),
    "PART": words(
        "the very beginning start dawn turn outset end close middle midst rest remainder early late mid earlier later"
    ),
    "HOLIDAY": words(
        "april armistice ash black boxing christmas columbus easter good groundhog halloween international labor "
        "martin may memorial new palm presidents st thanksgiving valentine veterans"
    ),
}
_LOOSE_COUNTS = {
    "a": "1",
    "an": "1",
    "another": "1",
    "a dozen": "12",
    "half a dozen": "6",
    "half-a-dozen": "6",
    "two dozen": "24",
    "three dozen": "36",
    "a hundred": "100",
    "a thousand": "1000",
    "a million": "1000000",
    "a couple of": "2",
    "couple of": "2",
    "a couple": "2",
}
_FRACTIONS = {"½": ".5", "¼": ".25", "¾": ".75"}
_ROUGHLY = {"couple of": 2, "few": 3, "several": 3}

# How much of a period is meant: words before it → TIMEX3's mod.
MODS = {
    "early": "START",
    "earlier": "START",
    "beginning": "START",
    "start": "START",
    "dawn": "START",
    "turn": "START",
    "outset": "START",
    "mid": "MID",
    "middle": "MID",
    "midst": "MID",
    "late": "END",
    "later": "END",
    "end": "END",
    "close": "END",
    "rest": "END",
    "remainder": "END",
}
PART = (
    r"(?:(?:the )?(?:very )?(?:beginning|start|dawn|turn|outset|end|close|middle|midst|rest|remainder) of "
    r"|(?:the )?(?:very )?(?:early|late|mid)(?:[\s-]to[\s-](?:mid|late))?[\s-]|(?:earlier|later) )"
)
HEDGES = {
    "about": "APPROX",
    "around": "APPROX",
    "approximately": "APPROX",
    "roughly": "APPROX",
    "some": "APPROX",
    "almost": "LESS_THAN",
    "nearly": "LESS_THAN",
    "under": "LESS_THAN",
    "more than": "MORE_THAN",
    "less than": "LESS_THAN",
    "fewer than": "LESS_THAN",
    "at least": "EQUAL_OR_MORE",
    "at most": "EQUAL_OR_LESS",
    "up to": "EQUAL_OR_LESS",
    "no more than": "EQUAL_OR_LESS",
    "no less than": "EQUAL_OR_MORE",
}


def compiled(pattern: str) -> re.Pattern[str]:
    """The pattern, in which a blank is white space, for a whole match of words in any case."""
    spaced = pattern.replace(" ", r"(?:\s\s?)")
    return re.compile(rf"(?:{spaced})(?![\w%])(?![.,]\d)", re.IGNORECASE)


def spoken(words: str) -> str:
    """The words in lower case with single blanks."""
    return " ".join(words.lower().split())


def month_number(name: str) -> int:
    """1 to 12."""
    return MONTHS.index(name[:3].lower()) + 1


def weekday_number(name: str) -> int:
    """0 for Monday, as `date.weekday`."""
    return WEEKDAYS.index(name.lower())


def singular(unit: str) -> str:
    """ "years" and "yr" → "year"."""
    unit = unit.lower()
    unit = unit[:-1] if unit.endswith("s") else unit
    return _SHORT_UNITS.get(unit, unit)


def count_of(words: str) -> str:
    """How TIMEX3 writes a count: "3", "2.5", "X" for "several"."""
    words = spoken(words)
    if words in _LOOSE_COUNTS:
        return _LOOSE_COUNTS[words]
    if words[0].isdigit():
        for sign, decimals in _FRACTIONS.items():
            words = words.replace(sign, decimals)
        return words.removesuffix("plus").strip(" -").replace(",", "").replace(" ", "")
    number = number_of_words(words)
    return "X" if number is None else str(number)


def roughly(words: str) -> int | None:
    """A whole count for reckoning with dates: "a few" is three; None where nothing can be reckoned."""
    count = count_of(words)
    if count == "X":
        return next((number for word, number in _ROUGHLY.items() if word in spoken(words)), None)
    return round(float(count))


def length(count: str, unit: str) -> str:
    """A length of time as TIMEX3 writes it: "P3M"."""
    unit = singular(unit)
    if unit == "fortnight" and count != "X":
        count = str(round(2 * float(count)))
    before, after = UNITS_OF_TIME[unit]
    return f"{before}{count}{after}"
