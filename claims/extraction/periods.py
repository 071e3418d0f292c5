"""Days, months and other periods, as first and last day. None stands for days that no calendar has."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import MAXYEAR, MINYEAR, date, timedelta

Days = tuple[date | None, date | None]
Period = tuple[date, date]

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_CLOSE = 30  # days


def day_of(year: int, month: int, day: int) -> date | None:
    """The day, or None for the likes of 31 February."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def one_day(day: date | None) -> Period | None:
    """A day as a period."""
    return None if day is None else (day, day)


def month(year: int, number: int) -> Period:
    """A month, 1 to 12."""
    return date(year, number, 1), date(year, number, monthrange(year, number)[1])


def quarter(year: int, number: int) -> Period:
    """A quarter, 1 to 4."""
    return month(year, 3 * number - 2)[0], month(year, 3 * number)[1]


def nearest(today: date, day_in: Callable[[int], date | None], *, ahead: bool) -> date | None:
    """The yearly day nearest to today on the side that the sentence looks to; `day_in` gives that of a year.

    A day a few weeks off on the other side goes before one that is most of a year off.
    """
    years = range(max(today.year - 1, MINYEAR), min(today.year + 1, MAXYEAR) + 1)
    days = [found for year in years if (found := day_in(year)) is not None]
    close = [found for found in days if abs((found - today).days) <= _CLOSE]
    if close:
        return close[0]
    side = (
        [found for found in days if found > today]
        if ahead
        else [found for found in reversed(days) if found < today]
    )
    return side[0] if side else None


def shifted(today: date, count: int, unit: str) -> date | None:
    """Today moved by `count` units; months keep the day where they have it."""
    unit = unit.lower().removesuffix("s")
    days = {"hour": 0, "day": 1, "week": 7, "fortnight": 14}.get(unit)
    try:
        if days is not None:
            return today + timedelta(days * count)
        months = {"month": 1, "quarter": 3, "year": 12, "decade": 120}.get(unit, 1200) * count
        year, index = divmod(today.year * 12 + today.month - 1 + months, 12)
        return date(year, index + 1, min(today.day, monthrange(year, index + 1)[1]))
    except (ValueError, OverflowError):
        return None
