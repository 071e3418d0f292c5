"""Times told from the article's day, or from the day that was named before."""

from __future__ import annotations

import re
from datetime import timedelta

from claims.extraction import periods
from claims.extraction.lexicon import words
from claims.extraction.times.rules import Context, rule
from claims.extraction.times.values import FUTURE, PAST, PRESENT, Timex, dated, moved, period_of
from claims.extraction.times.words import (
    COUNT,
    FIGURE,
    FISCAL,
    NUMBER_WORD,
    PART_OF_DAY,
    PARTS_OF_DAY,
    PERIOD,
    UNIT,
    UNITS_PLURAL,
    count_of,
    length,
    singular,
    spoken,
)
from claims.extraction.types import TimeType

_NUMBER = rf"(?:{FIGURE}|{NUMBER_WORD})"
_APART = r"(?!-\w)"  # "last-minute", "that day-to-day"
_BEFORE_THE_PERIOD = words("in for during over throughout within of by")
_HOURS_OF_A_DAY = 24
_AFTER_THE_DAY = words("of when that in after before to")
_OVER = words("over for in during within throughout")
_PART_OF = re.compile(
    r"\b(?:half|months|weeks|days|quarters?|part|most|much|all|time|course|remainder) of\s+$", re.IGNORECASE
)
_SATURDAY = 5
_WEEKENDS = {"last": -1, "this past": -1, "the past": -1, "the previous": -1, "next": 1, "the following": 1}
_STEPS = {"last": -1, "this past": -1, "this": 0, "current": 0, "next": 1, "this coming": 1, "coming": 1}
_FROM_REFERENCE = {
    "previous": -1,
    "preceding": -1,
    "prior": -1,
    "same": 0,
    "that": 0,
    "following": 1,
    "next": 1,
}
_DAYS = {
    "day before yesterday": -2,
    "yesterday": -1,
    "today": 0,
    "tomorrow": 1,
    "day after tomorrow": 2,
}


def _day(match: re.Match[str], context: Context) -> Timex:
    """ "yesterday", "tomorrow evening"."""
    part = match["part"]
    time = f"T{PARTS_OF_DAY[part.lower()]}" if part else ""
    kind = TimeType.TIME if part else TimeType.DATE
    value = moved(context.day, "day", _DAYS[spoken(match["day"]).removeprefix("the ")])
    return Timex(kind, None if value is None else value + time)


def _part_of_day(match: re.Match[str], context: Context) -> Timex | None:
    """ "this morning", "last night", "that evening", "the afternoon"."""
    part, which = match["part"].lower(), spoken(match["which"])
    day, steps = context.day, 0
    if which in ("last", "the previous"):
        steps = -1
    elif which in ("the following", "the next"):
        day, steps = context.reference("day"), 1
    elif which in ("that", "that same", "the same"):
        day = context.reference("day")
    elif which == "the":
        if context.word_before(match).lower() not in (
            "in",
            "during",
            "through",
            "into",
            "of",
            "by",
            "throughout",
        ):
            return None
        if part in ("midday", "lunchtime") or context.rest(match).startswith(" of "):
            return None
    value = moved(day, "day", steps)
    return Timex(TimeType.TIME, None if value is None else f"{value}T{PARTS_OF_DAY[part]}")


def _tonight(match: re.Match[str], context: Context) -> Timex:
    return Timex(TimeType.TIME, None if context.day is None else f"{context.day.isoformat()}TNI")


def _period(match: re.Match[str], context: Context) -> Timex | None:
    """ "last week", "this year", "the current quarter"."""
    which, unit = spoken(match["which"]), match["unit"].lower()
    if which.startswith(("the last", "the past")):
        return None  # a length: "the past year"
    steps = next(_STEPS[word] for word in (which.removeprefix("the "),))
    if which in ("the next", "the coming") and context.word_before(match).lower() in _OVER:
        return None  # a length as well: "over the next year"
    if which == "the next":
        return _told(match, context, 1)
    return dated(moved(context.day, unit, steps))


def _told_period(match: re.Match[str], context: Context) -> Timex | None:
    """ "the previous year", "that day", "the same month"."""
    which = spoken(match["which"]).removeprefix("the ")
    which = "that" if which.startswith("that ") else which
    after = context.word_after(match)
    if which == "that" and (after.islower() and after.endswith("s") and len(after) > 3):
        return None
    return _told(match, context, _FROM_REFERENCE[which])


def _told(match: re.Match[str], context: Context, steps: int) -> Timex:
    return dated(moved(context.reference(match["unit"].lower()), match["unit"], steps))


def _the_period(match: re.Match[str], context: Context) -> Timex | None:
    """ "the year" where a preposition or "the end of" makes it the running one."""
    before, after = context.word_before(match).lower(), context.word_after(match).lower()
    unit = match["unit"].lower()
    if context.part is None:
        if before not in _BEFORE_THE_PERIOD or after in _AFTER_THE_DAY:
            return None
        if before == "of" and not _of_a_part(match, context):
            return None
        if unit == "day" and before not in ("in", "for", "during"):
            return None
    return dated(moved(context.day, unit, 0))


def _of_a_part(match: re.Match[str], context: Context) -> bool:
    """ "much of the year" against "man of the year"."""
    return _PART_OF.search(context.text, max(context.start, match.start() - 30), match.start()) is not None


def _weekend(match: re.Match[str], context: Context) -> Timex | None:
    which = spoken(match["which"])
    day = context.reference("day") if which in ("that", "the same") else context.day
    steps = _WEEKENDS.get(which, 0)
    if which == "the" and day is not None and day.weekday() < _SATURDAY and not context.ahead(match):
        steps = -1
    return dated(moved(day, "weekend", steps))


def _ago(match: re.Match[str], context: Context) -> Timex | None:
    """ "two years ago", "a week earlier", "three days later"; the value is as fine as the unit, the day is exact."""
    unit, word, count = singular(match["unit"]), spoken(match["word"]), match["count"]
    from_article = word in ("ago", "from now", "hence", "from today")
    day = context.day if from_article else context.reference(unit)
    ahead = word in ("later", "after", "from now", "hence", "from today")
    if count is None and unit == match["unit"].lower():
        return None
    if count is not None and count.lower() == "the":
        return dated(moved(day, unit, 1 if ahead else -1))
    if count is None or count_of(count) == "X":
        if from_article:
            return dated(FUTURE if ahead else PAST)
        return Timex(TimeType.DURATION, length("X", unit))
    steps = round(float(count_of(count))) * (1 if ahead else -1)
    if unit in ("second", "minute", "hour") and not from_article:
        return Timex(TimeType.DURATION, length(count_of(count), unit))
    if unit in ("second", "minute", "hour"):  # at what time, the article does not say
        near = day if abs(steps) <= _HOURS_OF_A_DAY else None
        return Timex(TimeType.TIME, None if near is None else f"{near.isoformat()}TXX:XX")
    if unit == "year" and abs(steps) == 1 and not from_article and context.named.months is not None:
        return dated(moved(day, unit, steps), _months_of_another_year(context.named.months, steps))
    exact = from_article or day in (context.day, context.named.day)
    other = periods.shifted(day, steps, unit) if exact and day is not None else None
    return dated(moved(day, unit, steps), None if other is None else (other, other))


def _months_of_another_year(months: periods.Period, steps: int) -> periods.Period | None:
    """ "in October from a year earlier": October of the year before."""
    first = periods.shifted(months[0], steps, "year")
    beyond = periods.shifted(months[1] + timedelta(1), steps, "year")
    return None if first is None or beyond is None else (first, beyond - timedelta(1))


def _years_and_months_ago(match: re.Match[str], context: Context) -> Timex | None:
    """ "two years and three months later"."""
    months = 12 * round(float(count_of(match["years"]))) + round(float(count_of(match["months"])))
    ago = match["word"].lower() == "ago"
    day = context.day if ago else context.reference("year")
    other = None
    if day is not None:
        other = periods.shifted(day, months if match["word"].lower() == "later" else -months, "month")
    return dated(None if other is None else period_of(other, "month"))


def _part_of_named_day(match: re.Match[str], context: Context) -> Timex:
    """ "mid-morning"."""
    day = None if context.day is None else context.day.isoformat()
    return Timex(
        TimeType.TIME, None if day is None else f"{day}T{PARTS_OF_DAY[match['part'].lower()]}", "MID"
    )


def _and_a_half_ago(match: re.Match[str], context: Context) -> Timex:
    """ "two and a half years ago"."""
    day = context.reference("year") if match["word"].lower() != "ago" else context.day
    months = 12 * int(count_of(match["count"] or "one")) + 6
    other = (
        None
        if day is None
        else periods.shifted(day, months * (1 if match["word"].lower() == "later" else -1), "month")
    )
    return dated(None if other is None else period_of(other, "year"))


def _part_of_century_ago(match: re.Match[str], context: Context) -> Timex:
    return dated(moved(context.day, "year", -50 if "half" in match["part"].lower() else -25))


def _year_ago(match: re.Match[str], context: Context) -> Timex:
    """ "the year-ago quarter", "the year-earlier period"."""
    unit = match["unit"]
    if unit and unit.lower() in ("quarter", "month", "week") and context.day:
        earlier = periods.shifted(context.day, -1, match["by"])
        return dated(None if earlier is None else period_of(earlier, unit))
    return dated(moved(context.day, match["by"], -1))


def _reference(value: str, *, unless_before: str = "", unless_after: str = ""):  # type: ignore[no-untyped-def]
    before_words, after_words = words(unless_before), words(unless_after)

    def resolve(match: re.Match[str], context: Context) -> Timex | None:
        if context.word_before(match).lower() in before_words:
            return None
        if context.word_after(match).lower() in after_words:
            return None
        return dated(value)

    return resolve


_PARTS_AFTER = r"(?=\s?[.,;:!?\"”)’]|\s(?:and|but|to|is|was|has|have|that|with|when|by|on|in)\b|$)"
RULES = (
    rule("the day yesterday today tomorrow",
         rf"(?P<day>(?:the )?day before yesterday|(?:the )?day after tomorrow|yesterday|today|tomorrow)"
         rf"(?: (?P<part>{PART_OF_DAY}))?", _day, parted=True),
    rule("this last that the",
         r"(?P<which>this|last|that|that same|the same|the following|the next|the previous|the) "
         rf"(?P<part>{PART_OF_DAY}){_APART}", _part_of_day, parted=True),
    rule("tonight overnight",
         r"tonight|overnight", _tonight, parted=True),
    rule("last this next the",
         r"(?P<which>last|this past|this coming|this|next|the current|the coming|the next) "
         rf"(?:{FISCAL} )?(?P<unit>{PERIOD}){_APART}", _period, parted=True),
    rule("the that",
         r"(?P<which>the previous|the preceding|the prior|the same|that same|that very|that|the following) "
         rf"(?:{FISCAL} )?(?P<unit>{PERIOD}){_APART}", _told_period, parted=True),
    rule("the",
         rf"the (?:{FISCAL} )?(?P<unit>day|week|month|quarter|year|decade|century){_APART}", _the_period, parted=True),
    rule("last this next that the",
         rf"(?P<which>last|this past|this|next|that|the following|the previous|the past|the same|the) weekend{_APART}",
         _weekend, parted=True),
    rule("COUNT an the UNIT UNITS full whole long more",
         rf"(?:(?:{COUNT} (?:or|to) )?(?P<count>{COUNT}|an?|the) )?(?:(?:full|whole|long|more) )?"
         rf"(?P<unit>{UNIT}|{UNITS_PLURAL}),? "
         r"(?P<word>ago|earlier|later|from now|hence|from today|(?:before|after)(?=\s?(?:[.,;:!?)]|$)))", _ago),
    rule("NUMBER",
         rf"(?P<years>{_NUMBER}) years? and (?P<months>{_NUMBER}) months? (?P<word>ago|earlier|later)",
         _years_and_months_ago),
    rule("mid",
         r"mid-(?P<part>morning|afternoon|evening)", _part_of_named_day),
    rule("UNITS",
         rf"(?:{UNITS_PLURAL}|decades) (?:past|gone by)", _reference(PAST)),
    rule("the UNITS",
         rf"(?:the )?(?:{UNITS_PLURAL}) (?:ahead|to come)", _reference(FUTURE)),
    rule("NUMBER a",
         rf"(?:(?P<count>{NUMBER_WORD}) and a half years|a year and a half) (?P<word>ago|earlier|later)",
         _and_a_half_ago),
    rule("a half",
         r"(?P<part>half a|a half|a quarter of a|a quarter)[\s-]century ago", _part_of_century_ago),
    rule("not so that too very long a",
         r"(?:not )?(?:so |that |too |very )?long ago|a long time ago", _reference(PAST)),
    rule("the year month week quarter day",
         r"(?:the )?(?P<by>year|month|week|quarter|day)-(?:ago|earlier)"
         r"(?: (?P<unit>quarter|period|month|week|figure|level))?", _year_ago),
    rule("now",
         r"now", _reference(PRESENT, unless_before="just", unless_after="defunct famous infamous")),
    rule("currently presently nowadays these at the right",
         r"currently|presently|nowadays|these days|at present|the present|the moment|right now", _reference(PRESENT)),
    rule("recently lately the more most recent past",
         rf"recently|lately|(?:(?:the )?(?:more |most )?recent|past) (?:{UNITS_PLURAL})|the recent past",
         _reference(PAST, unless_before="as")),
    rule("the",
         rf"the (?:distant |immediate |very recent )?past{_PARTS_AFTER}", _reference(PAST)),
    rule("the coming upcoming in near immediate foreseeable not distant",
         rf"(?:the )?(?:coming|upcoming) {UNITS_PLURAL}|the future|in future|"
         r"(?:the )?(?:near|immediate|foreseeable|not[\s-]too[\s-]distant|distant) future", _reference(FUTURE)),
    rule("soon",
         r"soon", _reference(FUTURE, unless_before="as too so how very", unless_after="as after")),
)  # fmt: skip
