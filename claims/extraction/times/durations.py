"""Lengths of time, and times that come again."""

from __future__ import annotations

import re

from claims.extraction import periods
from claims.extraction.lexicon import words
from claims.extraction.periods import Period
from claims.extraction.times.rules import Context, rule
from claims.extraction.times.values import Timex
from claims.extraction.times.words import (
    COUNT,
    FIGURE,
    MONTH,
    NUMBER_WORD,
    ORDINALS,
    PART_OF_DAY,
    PARTS_OF_DAY,
    QUALITY,
    SEASON,
    SEASONS,
    UNIT,
    UNITS_PLURAL,
    WEEKDAY,
    YEAR,
    count_of,
    length,
    month_number,
    roughly,
    singular,
    spoken,
    weekday_number,
)
from claims.extraction.types import TimeType

_NUMBER = rf"(?:{FIGURE}|{NUMBER_WORD})"
_ORDER = ("first", "final", "opening")
_APART_FROM_TODAY = (*_ORDER, "previous", "following")
_FEW = 3  # what "the past weeks" is reckoned as
_AHEAD = ("next", "coming")
# Before a bare "years" or "months" that is a length.
_BEFORE_BARE = words(
    "for in within after over of lasted last lasts took take takes spent spend about many some by and or around into "
    "through with back during nearly despite only just wait waited weeks months days hours until"
)
_AFTER_BARE = re.compile(
    r"\s(?:of|after|before|later|earlier|ago|to come|from|and|or|in advance|since|away)\b"
)
_BEFORE_LENGTH = words(
    "for in within after over than about nearly almost only least half once of to just under around some into last "
    "lasted take took takes during spent spend is was be been lasting lasts before until by without nearly another"
)
_RATED = re.compile(
    r"(?:\d|ths?\b|times\b|twice\b|once\b|million\b|billion\b|thousand\b|hundred\b|[a-z]s\b|people\b|men\b|children\b|"
    r"feet\b|cent\b|%)\W{0,2}$",
    re.IGNORECASE,
)


def _duration(value: str) -> Timex:
    return Timex(TimeType.DURATION, value)


# --- Lengths ---------------------------------------------------------------------------------------------


def _counted(match: re.Match[str], context: Context) -> Timex | None:
    """ "two years", "several weeks", "three consecutive months"; "a year" may be a rate."""
    count, unit = spoken(match["count"]), singular(match["unit"])
    if count in ("a", "an") and (unit == "second" or unit != match["unit"].lower()):
        return None  # "a second chance", "a months-long strike"
    if unit == match["unit"].lower() and count not in ("a", "an", "one", "1", "another"):
        return None  # "the twenty second"
    if unit == "quarter" and not match["quality"]:
        return None
    value = length(count_of(count), unit)
    if count == "another" and unit in ("day", "second"):
        return None
    if count == "many" and context.word_before(match).lower() == "as":
        return None  # "the fourth in as many weeks"
    if count in ("a", "an") and not match["quality"]:
        if unit == "quarter":
            return None
        if context.word_before(match).lower() not in _BEFORE_LENGTH and _is_rate(match, context):
            return Timex(TimeType.SET, value)
    return _duration(value)


def _is_rate(match: re.Match[str], context: Context) -> bool:
    """ "5 million barrels a day"."""
    return _RATED.search(context.text, max(context.start, match.start() - 12), match.start()) is not None


def _range(match: re.Match[str], context: Context) -> Timex:
    """ "two to three years": the longer."""
    return _duration(length(count_of(match["high"]), match["unit"]))


def _and_a_half(match: re.Match[str], context: Context) -> Timex:
    count = count_of(match["count"] or "one")
    return _duration(length(count if count == "X" else f"{count}.5", match["unit"]))


def _half(match: re.Match[str], context: Context) -> Timex:
    """ "half an hour", "half a century", "a quarter of a century"."""
    parts = 2 if "half" in match.group().lower() else 4
    lengths = {
        "hour": (60, "minute"),
        "century": (100, "year"),
        "decade": (10, "year"),
        "year": (12, "month"),
    }
    whole, unit = lengths.get(match["unit"].lower(), (0, ""))
    if not whole or whole % parts:
        return _duration(length("0.5" if parts == 2 else "0.25", match["unit"]))
    return _duration(length(str(whole // parts), unit))


def _hyphened(match: re.Match[str], context: Context) -> Timex:
    """ "two-year", "25-year-old", "months-long"."""
    unit = match["unit"].lower()
    several = match["count"] is None and unit != singular(unit)
    return _duration(length("X" if several else count_of(match["count"] or "one"), unit))


def _bare(match: re.Match[str], context: Context) -> Timex | None:
    """ "for years", "weeks of talks", "decades"."""
    before = context.word_before(match)
    if match["unit"].lower() in ("quarters", "weekends"):
        return None
    if match["the"] and before.lower() not in ("in", "over", "during", "for", "through"):
        return None
    if before.lower() in _BEFORE_BARE or _AFTER_BARE.match(context.rest(match)):
        if before[-1:].isdigit():
            return None
        return _duration(length("X", match["unit"]))
    return None


def _anchored(match: re.Match[str], context: Context) -> Timex | None:
    """ "the past three months", "the last decade": a length that ends or begins with the article's day."""
    count, unit, which = match["count"], match["unit"].lower(), match["which"].lower()
    several = unit != singular(unit)
    if count is None and not several and not _is_length(match, which):
        return None
    value = length(count_of(count) if count else "X" if several else "1", unit)
    steps = roughly(count) if count else _FEW if several else 1
    if which == "first" and singular(unit) == "month" and steps:
        return Timex(TimeType.DURATION, value, days=_first_months(match, context, steps))
    if context.day is None or steps is None or which in _APART_FROM_TODAY or match["of"]:
        return _duration(value)
    other = periods.shifted(context.day, steps if which in _AHEAD else -steps, singular(unit))
    if other is None:
        return _duration(value)
    return Timex(
        TimeType.DURATION, value, days=(context.day, other) if which in _AHEAD else (other, context.day)
    )


def _is_length(match: re.Match[str], which: str) -> bool:
    """ "the past year" is a length; "past year", "the first day" and "at the last minute" are none."""
    if match["unit"].lower() in ("second", "minute", "day"):
        return False
    return match.group().lower().startswith("the ") and (which not in _ORDER or match["of"] is not None)


def _first_months(match: re.Match[str], context: Context, months: int) -> Period | None:
    """The days of "the first nine months of 2013"."""
    words_of = (match["of"] or "").split()
    if not words_of or not 1 <= months <= 12:
        return None
    if words_of[-1].isdigit() and len(words_of) == 2:
        year = int(words_of[-1])
    elif words_of[-1].lower() == "year" and context.day is not None:
        year = context.day.year + {"last": -1, "next": 1}.get(words_of[-2].lower(), 0)
    else:
        return None
    return periods.month(year, 1)[0], periods.month(year, months)[1]


def _whole(match: re.Match[str], context: Context) -> Timex:
    return _duration(length("1", match["unit"]))


# --- Times that come again -------------------------------------------------------------------------------

_ADVERBS = {
    "hourly": "PT1H",
    "daily": "P1D",
    "nightly": "P1D",
    "weekly": "P1W",
    "fortnightly": "P2W",
    "monthly": "P1M",
    "quarterly": "P1Q",
    "yearly": "P1Y",
    "annual": "P1Y",
    "annually": "P1Y",
    "biweekly": "P2W",
    "bimonthly": "P2M",
    "biannual": "P6M",
    "biannually": "P6M",
    "semiannual": "P6M",
    "semi-annual": "P6M",
    "semiannually": "P6M",
    "biennial": "P2Y",
    "everyday": "P1D",
}


def _set(value: str) -> Timex:
    return Timex(TimeType.SET, value)


def _adverb(match: re.Match[str], context: Context) -> Timex | None:
    word = match.group().lower()
    if (
        match.group()[0].isupper()
        and context.text[match.start() - 1 : match.start()]
        and context.word_before(match)
    ):
        return None  # part of a name: "the Daily Courier"
    return _set(_ADVERBS[word])


def _every(match: re.Match[str], context: Context) -> Timex | None:
    """ "every two weeks", "each year", "every other day"."""
    count = (match["count"] or "one").lower()
    if match["unit"].lower() == "weekend":
        return _set("XXXX-WXX-WE")
    if count == "other":
        count = "two"
    elif count in ORDINALS:
        count = str(ORDINALS.index(count) + 1)
    return _set(length(count_of(count), match["unit"]))


def _every_named(match: re.Match[str], context: Context) -> Timex | None:
    """ "every Monday", "each March", "every morning"."""
    if match["weekday"]:
        time = f"T{PARTS_OF_DAY[match['part'].lower()]}" if match["part"] else ""
        return _set(f"XXXX-WXX-{weekday_number(match['weekday']) + 1}{time}")
    if match["month"]:
        return _set(f"XXXX-{month_number(match['month']):02d}")
    if match["season"]:
        return _set(f"XXXX-{SEASONS[match['season'].lower()]}")
    return _set(f"XXXX-XX-XXT{PARTS_OF_DAY[match['daypart'].lower()]}")


def _times_a(match: re.Match[str], context: Context) -> Timex:
    return _set(length("1", match["unit"]))


def _weekdays(match: re.Match[str], context: Context) -> Timex | None:
    name, part = match["weekday"], match["part"]
    if name is None:
        return _set("XXXX-WXX-WE" if match.group().lower() == "weekends" else "XXXX-WXX-XX")
    if not name[0].isupper():
        return None
    time = f"T{PARTS_OF_DAY[part.lower().removesuffix('s')]}" if part else ""
    return _set(f"XXXX-WXX-{weekday_number(name) + 1}{time}")


_QUALITY = rf"(?:(?P<quality>{QUALITY}) )?"
_UNITS = rf"(?P<unit>{UNITS_PLURAL}|{UNIT}|yrs?|hrs?|mins?)"
_DETERMINER = r"(?:(?:the|these|those|its|his|her|their|all) )?"
_OF_WHAT = rf"(?P<of> of (?:{YEAR}|(?:{MONTH})(?: {YEAR})?|(?:the|this|last|next) (?:year|month|season)))?"
_WHICH = r"(?P<which>last|past|next|coming|previous|following|first|final|opening)"

RULES = (
    rule("the these those its his her their all COUNT another an",
         rf"{_DETERMINER}(?P<count>{COUNT}|another|an?|one) {_QUALITY}{_UNITS}(?!-old)(?! old\b)", _counted),
    rule("NUMBER",
         rf"(?P<count>{_NUMBER}) (?P<unit>years?|months?|weeks?|days?) old",
         lambda match, context: _duration(length(count_of(match["count"]), match["unit"]))),
    rule("NUMBER",
         rf"(?P<low>{_NUMBER})(?: to | or |-|–){_QUALITY}(?P<high>{_NUMBER}) {_UNITS}", _range),
    rule("NUMBER a an",
         rf"(?P<count>{_NUMBER}|an?)[\s-]and[\s-]a[\s-]half[\s-]{_UNITS}", _and_a_half),
    rule("a an one",
         rf"(?P<count>an?|one) {_UNITS} and a half", _and_a_half),
    rule("a half",
         r"(?:a )?half[\s-](?:an?[\s-])?(?P<unit>hour|day|year|decade|century)", _half),
    rule("a",
         r"a quarter(?:[\s-]of[\s-]an?)?[\s-](?P<unit>century|hour)", _half),
    rule("NUMBER several",
         rf"(?P<count>{_NUMBER}|several)-(?P<unit>{UNIT})s?(?:-olds?|-long)?", _hyphened),
    rule("several UNIT UNITS LONG",
         rf"(?:(?P<count>several)-)?(?P<unit>{UNITS_PLURAL}|{UNIT})(?:-?long|(?<=s)-old)", _hyphened),
    rule("the UNITS",
         rf"(?:(?P<the>the) )?(?P<unit>{UNITS_PLURAL})(?!-\w)", _bare),
    rule("the these this very last past next coming previous following first final opening",
         rf"(?:(?:the|these|this) )?(?:very )?{_WHICH} (?:(?P<count>{COUNT}) )?{_QUALITY}{_UNITS}{_OF_WHAT}(?!-\w)",
         _anchored),
    rule("all the a an",
         r"(?:all|the whole|the entire|the full|a whole|a full|an entire) "
         r"(?P<unit>day|night|week|month|year|decade|century)(?!-\w)", _whole),
    rule("hourly daily nightly weekly fortnightly monthly quarterly yearly annual annually biweekly bimonthly "
         "biannual biannually semi semiannual semiannually biennial everyday",
         "|".join(sorted(_ADVERBS, key=len, reverse=True)), _adverb),
    rule("every each",
         rf"(?:every|each)(?: (?:single|and every))? (?:(?P<count>other|few|{'|'.join(ORDINALS)}|{COUNT}) )?"
         rf"(?P<unit>{UNITS_PLURAL}|{UNIT}|weekend)", _every),
    rule("every each",
         rf"(?:every|each)(?: (?:other|second))? (?:(?P<weekday>{WEEKDAY})(?: (?P<part>{PART_OF_DAY}))?"
         rf"|(?P<month>{MONTH})|(?P<season>{SEASON})|(?P<daypart>{PART_OF_DAY}))", _every_named),
    rule("once twice thrice COUNT",
         rf"(?:once|twice|thrice|(?:{COUNT}) times)(?: an?| each| every| per)(?: single)? (?P<unit>{UNIT})", _times_a),
    rule("COUNT",
         rf"{COUNT} (?:days|nights|hours) an? (?P<unit>day|week|month|year)", _times_a),
    rule("WEEKDAY WEEKDAYS",
         rf"(?P<weekday>{WEEKDAY})(?:s| (?P<part>mornings|afternoons|evenings|nights))|weekdays|weekends", _weekdays),
)  # fmt: skip
