"""Values as TIMEX3 writes them, and the days that they stand for."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from claims.extraction import periods
from claims.extraction.periods import Period
from claims.extraction.times.words import SEASONS, singular
from claims.extraction.types import TimeType

PRESENT, PAST, FUTURE = "PRESENT_REF", "PAST_REF", "FUTURE_REF"

_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T.*)?")
_WEEK = re.compile(r"(\d{4})-W(\d\d)(-WE)?")
_PART = re.compile(r"(\d{4})-(Q[1-4]|H[12]|SP|SU|FA|WI)")
_MONTH = re.compile(r"(\d{4})-(\d\d)")
_YEARS = re.compile(r"\d{2,4}")
# First month and number of months; winter runs into the next year.
_PARTS = {
    "Q1": (1, 3),
    "Q2": (4, 3),
    "Q3": (7, 3),
    "Q4": (10, 3),
    "H1": (1, 6),
    "H2": (7, 6),
    "SP": (3, 3),
    "SU": (6, 3),
    "FA": (9, 3),
    "WI": (12, 3),
}


@dataclass(frozen=True, slots=True)
class Timex:
    """What a time says. `days` is given only where the value does not say them ("the past three months")."""

    type: TimeType
    value: str | None
    mod: str | None = None
    days: Period | None = None


def dated(value: str | None, days: Period | None = None) -> Timex:
    """A DATE."""
    return Timex(TimeType.DATE, value, days=days)


def days_of(value: str | None) -> Period | None:
    """First and last day of "2013-03-22", "2013-W12", "2013-Q3", "2013", "201"; None for all that is no date.

    ValueError for a day that no calendar has.
    """
    if value is None:
        return None
    if match := _DAY.fullmatch(value):
        return periods.one_day(date(int(match[1]), int(match[2]), int(match[3])))
    if match := _WEEK.fullmatch(value):
        monday = date.fromisocalendar(int(match[1]), int(match[2]), 1)
        return monday + timedelta(5 if match[3] else 0), monday + timedelta(6)
    if match := _PART.fullmatch(value):
        return _months(int(match[1]), *_PARTS[match[2]])
    if match := _MONTH.fullmatch(value):
        return periods.month(int(match[1]), int(match[2]))
    if _YEARS.fullmatch(value):
        years = 10 ** (4 - len(value))
        first = int(value) * years
        return date(max(first, 1), 1, 1), date(first + years - 1, 12, 31)
    return None


def _months(year: int, first: int, number: int) -> Period:
    last_year, last = divmod(year * 12 + first + number - 2, 12)
    return date(year, first, 1), date(last_year, last + 1, monthrange(last_year, last + 1)[1])


def week_of(day: date) -> str:
    """The week that holds the day: "2013-W12"."""
    iso = day.isocalendar()
    return f"{iso.year:04d}-W{iso.week:02d}"


def period_of(day: date, unit: str) -> str:
    """The week, month, quarter, … that holds the day."""
    unit = singular(unit)
    if unit in ("week", "fortnight"):
        return week_of(day)
    if unit == "weekend":
        return f"{week_of(day)}-WE"
    if unit == "month":
        return f"{day.year:04d}-{day.month:02d}"
    if unit == "quarter":
        return f"{day.year:04d}-Q{(day.month + 2) // 3}"
    lengths = {"year": 4, "decade": 3, "century": 2}
    if unit in lengths:
        return f"{day.year:04d}"[: lengths[unit]]
    return day.isoformat()


def moved(day: date | None, unit: str, steps: int) -> str | None:
    """The period that lies `steps` after the one that holds the day; None beyond the calendar."""
    if day is None:
        return None
    unit = singular(unit)
    other = periods.shifted(day, steps, "week" if unit == "weekend" else unit)
    return None if other is None else period_of(other, unit)


def season_of(day: date, season: str, which: str) -> str:
    """ "last", "this" or "next" summer, "begun" the latest that has begun, "open" the first that has not ended."""
    code = SEASONS[season.lower()]
    if which == "this":
        year = day.year - (code == "WI" and day.month <= 2)
        return f"{year:04d}-{code}"
    near = [(year, _months(year, *_PARTS[code])) for year in range(day.year - 2, day.year + 3)]
    if which == "last":
        years = [year for year, (_, last) in near if last < day]
    elif which == "begun":
        years = [year for year, (first, _) in near if first <= day]
    elif which == "next":
        years = [year for year, (first, _) in reversed(near) if first > day]
    else:
        years = [year for year, (_, last) in reversed(near) if last >= day]
    return f"{years[-1]:04d}-{code}"
