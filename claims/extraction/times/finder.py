"""Finds the times of a sentence: at each word that can begin one, the longest that a rule reads there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from claims.extraction.periods import Days
from claims.extraction.times import clock, dates, durations, holidays, relative, years
from claims.extraction.times.beginnings import next_beginning
from claims.extraction.times.rules import Context, Named, Rule, Rules, first_word
from claims.extraction.times.values import Timex, days_of
from claims.extraction.times.words import FIRST_WORDS, HEDGES, MODS, PART, compiled
from claims.extraction.types import TimeReference, TimeType

ALL: tuple[Rule, ...] = (
    *dates.RULES,
    *years.RULES,
    *relative.RULES,
    *durations.RULES,
    *clock.RULES,
    *holidays.RULES,
)
RULES = Rules(ALL)
_PARTED = Rules([each for each in ALL if each.parted])
_PART = re.compile(compiled(PART).pattern.replace(r"(?![\w%])(?![.,]\d)", ""), re.IGNORECASE)
_DEFINITE = re.compile(r"the\b", re.IGNORECASE)
_ARTICLE = re.compile(r"the\s+(?:very\s+)?(?:early|late|mid)\b", re.IGNORECASE)
_PART_WORD = re.compile("|".join(MODS), re.IGNORECASE)
_HEDGE = re.compile(
    rf"\b({'|'.join(sorted(HEDGES, key=len, reverse=True))})\s+$".replace(" ", r"\s+"), re.IGNORECASE
)
_NOTHING = Named()
_A_MONTH, _HALF_A_YEAR = 27, 184  # days from first to last
_REACH = 24  # characters before a time in which the word stands that bounds or hedges it
_END_OF_THIS = re.compile(r"the\s+end\s+of\s+(?:the|this)\b", re.IGNORECASE)
_BOUND = re.compile(r"\b(since|until|till|by|before|after|from)\s+$", re.IGNORECASE)
_RANGED = re.compile(r"(?:['’]s\b|\s+(?:to|until|till|through|onwards?\s+to)\b|\s*[–-])", re.IGNORECASE)
_AND_LENGTH = re.compile(r"\s(?:and\s)?|,\s(?:and\s)?")
_SUM = re.compile(
    r"P\d+Y\+P\d+[MWD]|P\d+M\+P\d+[WD]|P\d+W\+P\d+D|P\d+D\+PT\d+H|PT\d+H\+PT\d+M|PT\d+M\+PT\d+S"
)
_JOIN = re.compile(r",?\s(?:(?:on|at|of)\s)?|,\s?")


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int
    timex: Timex


def find_times(
    text: str, start: int, end: int, published: date | None, named: Named = _NOTHING
) -> list[TimeReference]:
    """The times in `text[start:end]`, in order; relative ones have no dates where `published` is None.

    `named` is what `last_named` says of the sentences before: "the following day" goes by it.
    """
    found: list[_Found] = []
    for each in _scan(text, start, end, published, named._replace(months=None)):
        joined = _joined(text, found[-1], each) if found else None
        if joined is not None:
            found[-1] = joined
        else:
            found.append(each)
    return [_reference(text, start, each, published) for each in found]


def last_named(times: Sequence[TimeReference], before: Named) -> Named:
    """What `find_times` takes as `named` for the next sentence."""
    for time in times:
        before = _named(Timex(time.type, time.value), before)
    return before


def _scan(text: str, start: int, end: int, day: date | None, named: Named) -> Iterator[_Found]:
    at = start
    context = Context(text, start, end, day, named)
    while word := next_beginning(text, at, end):
        found = _longest(word.start(), context)
        if found is None:
            at = word.end()
        else:
            at = found.end
            yield found
            named = _named(found.timex, named)
            context = Context(text, start, end, day, named)


def _named(timex: Timex, before: Named) -> Named:
    days = _days(timex) if timex.type is TimeType.DATE and len(timex.value or "") >= len("2013") else None
    if days is None:
        return before
    if days[0] == days[1]:
        return Named(days[0], days[0], before.months)
    length = (days[1] - days[0]).days
    return Named(before.day, days[0], days if _A_MONTH <= length <= _HALF_A_YEAR else None)


def _day(timex: Timex) -> date | None:
    """The one day that a DATE names."""
    days = _days(timex) if timex.type is TimeType.DATE else None
    return days[0] if days and days[0] == days[1] else None


def _longest(at: int, context: Context) -> _Found | None:
    plain = _read(at, at, RULES, context)
    part = None
    if first_word(context.text, at, context.end) in FIRST_WORDS["PART"]:
        part = _PART.match(context.text, at, context.end)
    if part is None:
        return plain
    word = _PART_WORD.search(part.group())
    mod = MODS[word.group().lower()] if word else None
    parted = _read(at, part.end(), _PARTED, replace(context, part=mod))
    if parted is None or (plain is not None and plain.end > parted.end):
        return plain
    if _ARTICLE.match(part.group()) and not _is_long(parted.timex.value):
        return plain  # "the early March meeting": the article is the meeting's
    return parted


def _is_long(value: str | None) -> bool:
    """Whether it is a season, a decade or a century."""
    return value is not None and (len(value) < len("2013") or value[-2:] in ("SP", "SU", "FA", "WI"))


def _read(start: int, at: int, rules: Rules, context: Context) -> _Found | None:
    """The longest reading at `at` of a time that starts at `start`."""
    text, end = context.text, context.end
    likely = rules.at(first_word(text, at, end))
    matches = [(match, each) for each in likely if (match := each.pattern.match(text, at, end))]
    matches.sort(key=lambda pair: -pair[0].end())
    for match, each in matches:
        try:
            timex = each.resolve(match, context)
            days_of(timex.value if timex else None)
        except (ValueError, OverflowError):  # a day that no calendar has
            timex = Timex(TimeType.DATE, None)
        if timex is not None:
            if timex.mod is None and context.part is not None:
                timex = replace(timex, mod=context.part)
            return _Found(start, match.end(), timex)
    return None


def _joined(text: str, first: _Found, second: _Found) -> _Found | None:
    """ "9 p.m. on Monday" and "Monday at 9 p.m." are one time."""
    if not _JOIN.fullmatch(text, first.end, second.start):
        return _summed(text, first, second)
    for clock_time, day in ((first.timex, second.timex), (second.timex, first.timex)):
        if (
            clock_time.type is TimeType.TIME
            and clock_time.value
            and _is_clock(clock_time.value)
            and _names_day(day)
        ):
            time = clock_time.value[clock_time.value.index("T") :]
            if (day.value or "").endswith(("TAF", "TEV", "TNI")) and "T01" <= time < "T12":
                time = f"T{int(time[1:3]) + 12}{time[3:]}"  # "six o'clock this evening"
            value = None if day.value is None else day.value.split("T")[0] + time
            return _Found(first.start, second.end, Timex(TimeType.TIME, value))
    return None


def _summed(text: str, first: _Found, second: _Found) -> _Found | None:
    """ "two years and six months"."""
    if first.timex.type is not TimeType.DURATION or second.timex.type is not TimeType.DURATION:
        return None
    if not _AND_LENGTH.fullmatch(text, first.end, second.start):
        return None
    value = f"{first.timex.value}+{second.timex.value}"
    if not _SUM.fullmatch(value):
        return None
    return _Found(
        first.start,
        second.end,
        Timex(
            TimeType.DURATION,
            value.replace("+PT", "" if "PT" in value.split("+")[0] else "T").replace("+P", ""),
        ),
    )


def _is_clock(value: str) -> bool:
    return value[-1].isdigit() and "T" in value


def _names_day(timex: Timex) -> bool:
    if timex.value is None:
        return False
    if timex.type is TimeType.TIME:
        return not _is_clock(timex.value) and _days(timex) is not None
    return timex.type is TimeType.DATE and (_day(timex) is not None or timex.value.startswith("XXXX-WXX-"))


def _days(timex: Timex) -> tuple[date, date] | None:
    if timex.days is not None:
        return timex.days
    return days_of(timex.value) if timex.type in (TimeType.DATE, TimeType.TIME) else None


def _bounded(text: str, start: int, found: _Found, today: date | None) -> Days | None:
    """Its days; "since 2014" runs to the article's day, "until" and "before" say only where it ends."""
    days = _days(found.timex)
    if days is None or found.timex.days is not None:
        return days
    bound = _BOUND.search(text, max(start, found.start - _REACH), found.start)
    word = bound[1].lower() if bound else ""
    if found.timex.type is TimeType.TIME and word != "since":
        return days
    try:
        if word == "since":
            return days[0], today if today and today >= days[0] else None
        if word == "before":
            return None, days[0] - timedelta(1)
        if word == "after":
            return days[1] + timedelta(1), None
    except OverflowError:
        return None
    if word == "by" and today and today <= days[1] and _END_OF_THIS.match(text, found.start, found.end):
        return today, days[1]
    if word == "from":  # "from July" is open where July is not over
        to_come = today is not None and days[1] >= today
        return (days[0], None) if to_come and not _RANGED.match(text, found.end) else days
    return (None, days[1]) if word else days


def _reference(text: str, start: int, found: _Found, today: date | None) -> TimeReference:
    first, last = _bounded(text, start, found, today) or (None, None)
    timex, mod, begin = found.timex, found.timex.mod, found.start
    if (
        timex.type is TimeType.DURATION
        and timex.days is None
        and mod is None
        and not _DEFINITE.match(text, found.start)
    ):
        hedge = _HEDGE.search(text, max(start, found.start - _REACH), found.start)
        if hedge:  # TimeML marks "no more than 60 days" with its hedge
            mod, begin = HEDGES[" ".join(hedge[1].lower().split())], hedge.start()
    return TimeReference(text[begin : found.end], begin, found.end, first, last, timex.type, timex.value, mod)
