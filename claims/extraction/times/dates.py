"""Times that the calendar names: days, weekdays, months, quarters, seasons."""

from __future__ import annotations

import re
from datetime import date, timedelta

from claims.extraction import periods
from claims.extraction.lexicon import words
from claims.extraction.times.rules import Context, rule
from claims.extraction.times.values import Timex, dated, days_of, moved, period_of, season_of
from claims.extraction.times.words import (
    DAY_OF_MONTH,
    FISCAL,
    MONTH,
    ORDINAL_ENDING,
    ORDINALS,
    PART_OF_DAY,
    PARTS_OF_DAY,
    SEASON,
    WEEKDAY,
    YEAR,
    month_number,
    spoken,
    weekday_number,
)
from claims.extraction.types import TimeType

_THAT_YEAR = r"(?:last|this|next|the(?: (?:last|previous|past|following|same|current|next))?) year"
_OF_YEAR = rf"(?:(?: of)?(?: {FISCAL})? (?P<year>{YEAR})| (?:of )?(?P<that>{_THAT_YEAR}))"
_STEPS = {"last": -1, "previous": -1, "past": -1, "next": 1, "following": 1}
# Before "May" and "March", which are a verb as well.
_BEFORE_MONTH = words(
    "in since until till by before after from to of for during through between and last this next early mid late on or "
    "at with that as a previous following past about around the"
)
_NAMES_OF_PEOPLE = words("may april june august")
_BEFORE_SEASON = words("in during by since until of every through for from")
_NO_WEEKDAY_BEFORE = words("sheffield ruby bloody freaky cyber manic")
_EVENT_OF_2001 = re.compile(r"(?:,? 2001)?,? (?:terror\w* |al.qa\w+ )?(?:attacks?|hijack\w+)")


# --- Days ------------------------------------------------------------------------------------------------


def _iso(match: re.Match[str], context: Context) -> Timex | None:
    return dated(match["iso"].replace("/", "-"))


def _slashed(match: re.Match[str], context: Context) -> Timex | None:
    """Day first or month first: told apart only where one of them is above twelve."""
    first, second, year = int(match[1]), int(match[2]), int(match[3])
    if first <= 12 and second <= 12 and first != second:
        return dated(None)
    day, month = (first, second) if first > 12 else (second, first)
    return dated(f"{year:04d}-{month:02d}-{day:02d}")


def _day_of_month(match: re.Match[str], context: Context) -> Timex | None:
    month, day = month_number(match["month"]), int(match["day"])
    if match["year"] or match["that"]:
        named = _named_year(match, context)
        return dated(None if named is None else f"{named:04d}-{month:02d}-{day:02d}")
    if _EVENT_OF_2001.match(context.rest(match)) and (month, day) == (9, 11):
        return dated("2001-09-11")
    year = _year_of(match, context, month, day)
    return dated(f"XXXX-{month:02d}-{day:02d}" if year is None else f"{year:04d}-{month:02d}-{day:02d}")


def _year_of(match: re.Match[str], context: Context, month: int, day: int) -> int | None:
    """The year of a day that is named without one: the nearest on the side that the sentence looks to."""
    if context.day is None:
        return None
    found = periods.nearest(
        context.day, lambda year: periods.day_of(year, month, day), ahead=context.ahead(match)
    )
    return context.day.year if found is None else found.year


def _part_of_day(match: re.Match[str], context: Context) -> Timex:
    """ "the morning of March 3"."""
    day = _day_of_month(match, context)
    value = None if day is None else day.value
    return Timex(TimeType.TIME, None if value is None else f"{value}T{PARTS_OF_DAY[match['part'].lower()]}")


def _end_of_month(match: re.Match[str], context: Context) -> Timex:
    """ "the last day of June"."""
    month = (_month_of_year if match["year"] or match["that"] else _bare_month)(match, context)
    days = days_of(month)
    return dated(None if days is None else days[match["end"].lower() == "last"].isoformat())


def _days_of_month(match: re.Match[str], context: Context) -> Timex | None:
    """ "3-5 March"."""
    month, first, last = month_number(match["month"]), int(match["day"]), int(match["last"])
    year = int(match["year"]) if match["year"] else _year_of(match, context, month, first)
    if first >= last:
        return None
    if year is None:
        return dated(f"XXXX-{month:02d}-{first:02d}/XXXX-{month:02d}-{last:02d}")
    days = date(year, month, first), date(year, month, last)
    return dated(f"{days[0]}/{days[1]}", days)


def _weekday(match: re.Match[str], context: Context) -> Timex | None:
    name = match["weekday"]
    if not name[0].isupper() or context.word_before(match).lower() in _NO_WEEKDAY_BEFORE:
        return None
    number, part = weekday_number(name), match["part"]
    time = f"T{PARTS_OF_DAY[part.lower()]}" if part else ""
    kind = TimeType.TIME if part else TimeType.DATE
    if context.day is None:
        return Timex(kind, f"XXXX-WXX-{number + 1}{time}")
    which = spoken(match["which"] or match["week"] or "")
    day = context.day + timedelta(_days_to(context.day, number, which, context, match))
    return Timex(kind, f"{day.isoformat()}{time}")


def _days_to(day: date, number: int, which: str, context: Context, match: re.Match[str]) -> int:
    since = (number - day.weekday()) % 7
    in_week = number - day.weekday()
    if match["week"]:
        return in_week + 7 * (-1 if "last" in which else 1 if "next" in which else 0)
    if which in ("next", "the following", "this coming", "the next"):
        return since or 7
    if which in ("last", "the previous", "the past", "this past", "the last"):
        return since - 7
    if which == "this":
        return in_week
    if context.ahead(match):
        return since
    return since - 7 if since else 0


# --- Months, quarters, halves, seasons -------------------------------------------------------------------


def _month(match: re.Match[str], context: Context) -> Timex | None:
    which = spoken(match["which"] or "")
    if not (which or context.part) and not _is_month(match, context):
        return None
    return dated(_bare_month(match, context, which)) if match["month"][0].isupper() else None


def _bare_month(match: re.Match[str], context: Context, which: str = "") -> str:
    number = month_number(match["month"])
    if context.day is None:
        return f"XXXX-{number:02d}"
    year, now = context.day.year, context.day.month
    if which in ("next", "this coming"):
        year += number <= now
    elif which in ("last", "this past"):
        year -= number >= now
    elif which != "this" and context.ahead(match):
        year += number < now
    elif which != "this":
        year -= number > now
    return f"{year:04d}-{number:02d}"


def _is_month(match: re.Match[str], context: Context) -> bool:
    """ "May" and "March" are verbs and names too, "April" and "August" names, "Jan" and "Mar" parts of them."""
    name, before, after = match["month"].lower(), context.word_before(match), context.word_after(match)
    if before.lower() in _BEFORE_MONTH:
        return not (
            name == "march" and before.lower() in ("the", "a", "for", "on") and _of_a_march(context, match)
        )
    if before.lower().endswith("est") and before.islower():  # "the coldest March in 50 years"
        return True
    if name in ("may", "march") or (len(name.rstrip(".")) <= 4 and name not in ("june", "july")):
        return False
    if name in _NAMES_OF_PEOPLE:
        beside = before[:1].isupper() and before.isalpha()
        return not beside and not after[:1].isupper()
    return True


def _of_a_march(context: Context, match: re.Match[str]) -> bool:
    return (
        context.rest(match).lstrip().startswith(("on ", "for ", "against ", "to ", "of ", "in ", "through "))
    )


def _month_of_year(match: re.Match[str], context: Context) -> str | None:
    year = _named_year(match, context)
    return None if year is None else f"{year:04d}-{month_number(match['month']):02d}"


def _named_year(match: re.Match[str], context: Context) -> int | None:
    if match["year"]:
        return int(match["year"])
    if context.day is None:
        return None
    return context.day.year + next(
        (_STEPS[word] for word in (match["that"] or "").lower().split() if word in _STEPS), 0
    )


def _months(match: re.Match[str], context: Context) -> Timex | None:
    """ "January-March"; three months that are a quarter are written as one."""
    first, last = month_number(match["month"]), month_number(match["last"])
    value = f"{match['year']}-{first:02d}" if match["year"] else _bare_month(match, context)
    if first >= last or value.startswith("XXXX"):
        return dated(None)
    year = int(value[:4])
    if last - first == 2 and first % 3 == 1:
        return dated(f"{year:04d}-Q{last // 3}")
    return dated(
        f"{value}/{year:04d}-{last:02d}", (periods.month(year, first)[0], periods.month(year, last)[1])
    )


def _quarter(match: re.Match[str], context: Context) -> Timex | None:
    ordinal = match["ordinal"].lower()
    number = (
        4 if ordinal == "final" else int(ordinal[0]) if ordinal[0].isdigit() else ORDINALS.index(ordinal) + 1
    )
    if match["year"] or match["that"]:
        year = _named_year(match, context)
    elif context.day is None:
        return dated(f"XXXX-Q{number}")
    else:
        begun = periods.quarter(context.day.year, number)[0] <= context.day
        year = context.day.year - (0 if begun or context.ahead(match) else 1)
    return dated(None if year is None else f"{year:04d}-Q{number}")


def _half(match: re.Match[str], context: Context) -> Timex | None:
    """ "the first half of the year", "the second half of 2019", "H1 2016"."""
    number = 1 if match["half"].lower() in ("first", "h1") else 2
    year = _named_year(match, context)
    return dated(None if year is None else f"{year:04d}-H{number}")


def _half_adjective(match: re.Match[str], context: Context) -> Timex | None:
    """ "first-half profit"."""
    number = 1 if match["half"].lower() == "first" else 2
    return dated(None if context.day is None else f"{context.day.year:04d}-H{number}")


def _in_month(match: re.Match[str], context: Context) -> Timex | None:
    """ "the first week of May", "the last Friday in October 2020"."""
    if match["this"]:
        steps = {"last": -1, "this": 0, "next": 1}[match["this"].lower()]
        month = moved(context.day, "month", steps)
    else:
        month = (_month_of_year if match["year"] or match["that"] else _bare_month)(match, context)
    days = days_of(month)
    if days is None:
        return dated(None)
    ordinal, what = match["ordinal"].lower(), match["what"].lower()
    weekday = {"week": 0, "weekend": 5}.get(what)
    if weekday is None:
        weekday = weekday_number(what)
    if ordinal == "last":
        day = days[1] - timedelta((days[1].weekday() - weekday) % 7)
    elif what == "week":
        day = days[0] + timedelta(7 * ORDINALS.index(ordinal) + 3)
    else:
        day = days[0] + timedelta((weekday - days[0].weekday()) % 7 + 7 * ORDINALS.index(ordinal))
    return dated(period_of(day, what if what in ("week", "weekend") else "day"))


def _season(match: re.Match[str], context: Context) -> Timex | None:
    season, which = match["season"].lower(), spoken(match["which"] or "")
    if match["year"] or match["that"]:
        year = _named_year(match, context)
        return dated(
            None if year is None else f"{year:04d}-{season_of(date(2000, 6, 1), season, 'this')[5:]}"
        )
    before = context.word_before(match).lower()
    after = context.word_after(match)
    if which in ("", "the") and (after[:1].isupper() or context.rest(match).startswith((" of ", " from "))):
        return None
    if (
        which == ""
        and not context.part
        and (before not in _BEFORE_SEASON or (season in ("fall", "spring") and before != "in"))
    ):
        return None
    if (
        which == "the"
        and season == "fall"
        and before not in ("in", "by", "during", "until", "since", "through")
    ):
        return None
    if context.day is None:
        return dated(f"XXXX-{season_of(date(2000, 6, 1), season, 'this')[5:]}")
    wanted = which.split()[-1] if which else ""
    if wanted in ("past", "previous"):
        wanted = "last"
    elif wanted in ("coming", "following"):
        wanted = "next"
    elif wanted not in ("last", "this", "next"):
        wanted = "open" if context.ahead(match) else "begun"
    return dated(season_of(context.day, season, wanted))


def _week_of(match: re.Match[str], context: Context) -> Timex | None:
    """ "the week of March 3"."""
    found = _day_of_month(match, context)
    days = days_of(found.value) if found else None
    return dated(period_of(days[0], "week") if days else None)


_DAY_NUMBER = rf"(?P<day>{DAY_OF_MONTH}){ORDINAL_ENDING}?"
_MONTH = rf"(?P<month>{MONTH})"
_MAYBE_YEAR = rf"(?:,? (?:of )?(?P<year>{YEAR})| (?:of )?(?P<that>{_THAT_YEAR}))?"
_MAYBE_WEEKDAY = rf"(?:(?:{WEEKDAY}|(?:Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun)\b\.?)(?: {PART_OF_DAY})?,? )?"
_WHICH = r"(?:the )?(?:last|this past|this coming|this|next|following|previous|past|coming)"

RULES = (
    rule("DIGIT",
         r"(?P<iso>\d{4}-\d\d-\d\d|\d{4}/\d\d/\d\d)", _iso),
    rule("DIGIT",
         r"(\d{1,2})/(\d{1,2})/(\d{4})", _slashed),
    rule("DIGIT DAY the",
         rf"{_MAYBE_WEEKDAY}(?:the )?{_DAY_NUMBER}(?: of)? {_MONTH}{_MAYBE_YEAR}", _day_of_month, parted=True),
    rule("MONTH DAY",
         rf"{_MAYBE_WEEKDAY}{_MONTH} (?:the )?{_DAY_NUMBER}{_MAYBE_YEAR}(?!\s?(?:million|billion|percent|per\s))",
         _day_of_month, parted=True),
    rule("the",
         rf"the (?P<part>{PART_OF_DAY}) of {_MAYBE_WEEKDAY}{_MONTH} {_DAY_NUMBER}{_MAYBE_YEAR}", _part_of_day),
    rule("the",
         rf"the (?P<part>{PART_OF_DAY}) of {_MAYBE_WEEKDAY}{_DAY_NUMBER} {_MONTH}{_MAYBE_YEAR}", _part_of_day),
    rule("the",
         rf"the (?P<end>first|last) day of {_MONTH}{_MAYBE_YEAR}", _end_of_month),
    rule("MONTH",
         rf"{_MONTH} {_DAY_NUMBER}(?:-|–| to )(?P<last>{DAY_OF_MONTH}){ORDINAL_ENDING}?{_MAYBE_YEAR}", _days_of_month),
    rule("DIGIT",
         rf"{_DAY_NUMBER}(?:-|–| to )(?P<last>{DAY_OF_MONTH}){ORDINAL_ENDING}? {_MONTH}{_MAYBE_YEAR}", _days_of_month),
    rule("the",
         rf"the week of {_MONTH} {_DAY_NUMBER}{_MAYBE_YEAR}", _week_of),
    rule("the last this next following previous past coming WEEKDAY",
         rf"(?:(?P<which>{_WHICH}) )?(?P<weekday>{WEEKDAY})(?: (?P<part>{PART_OF_DAY}))?"
         r"(?:,? (?:of )?(?P<week>(?:last|this|next) week))?", _weekday, parted=True),
    rule("the last this next following previous past coming MONTH",
         rf"(?:(?P<which>{_WHICH}) )?{_MONTH}(?!-[a-z])", _month, parted=True),
    rule("MONTH",
         rf"{_MONTH}[–-](?P<last>{MONTH})(?: (?:of )?(?P<year>{YEAR}))?", _months),
    rule("MONTH",
         rf"{_MONTH},? (?:of )?(?:(?P<year>{YEAR})|(?P<that>{_THAT_YEAR}))",
         lambda match, context: dated(_month_of_year(match, context)), parted=True),
    rule("DIGIT the its their FISCAL first second third fourth final",
         rf"(?:(?:the|its|their) )?(?:{FISCAL} )?(?P<ordinal>first|second|third|fourth|final|[1-4]{ORDINAL_ENDING})"
         rf"(?:-| )(?:{FISCAL} )?quarter(?:{_OF_YEAR})?", _quarter, parted=True),
    rule("DIGIT the its their FISCAL",
         rf"(?:(?:the|its|their) )?(?:{FISCAL} )?(?P<year>{YEAR}) (?:{FISCAL} )?"
         r"(?P<ordinal>first|second|third|fourth|final)(?:-| )quarter(?P<that>)", _quarter, parted=True),
    rule("q",
         rf"(?-i:Q)(?P<ordinal>[1-4])(?:{_OF_YEAR})?", _quarter, parted=True),
    rule("the first second latter",
         rf"(?:the )?(?P<half>first|second|latter) half{_OF_YEAR}", _half, parted=True),
    rule("h",
         rf"(?P<half>H[12]) (?P<year>{YEAR})(?P<that>)", _half),
    rule("the",
         rf"the (?P<ordinal>{'|'.join(ORDINALS[:5])}|last) (?P<what>week|weekend|{WEEKDAY}) (?:of|in) "
         rf"(?:{_MONTH}{_MAYBE_YEAR}|(?P<this>last|this|next) month)", _in_month),
    rule("first second",
         r"(?P<half>first|second)-half(?=\s(?:profits?|net|earnings|results|sales|revenues?|loss(?:es)?|pre-?tax))",
         _half_adjective),
    rule("the last this next following previous past coming SEASON",
         rf"(?:(?P<which>{_WHICH}|the) )?(?P<season>{SEASON})(?:{_OF_YEAR}(?:[–-]\d\d(?!\d))?)?", _season, parted=True),
)  # fmt: skip
