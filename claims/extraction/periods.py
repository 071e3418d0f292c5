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
_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11)}


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


def period(today: date, unit: str, steps: int) -> Period | None:
    """The week, month, season and so on that holds today, moved by `steps`."""
    try:
        return _period(today, unit, steps)
    except (ValueError, OverflowError):
        return None


def _period(today: date, unit: str, steps: int) -> Period | None:
    if unit in ("hour", "day"):
        return one_day(today + timedelta(steps if unit == "day" else 0))
    if unit in ("week", "weekend"):
        monday = today - timedelta(today.weekday()) + timedelta(7 * steps)
        return (monday + timedelta(5 if unit == "weekend" else 0)), monday + timedelta(6)
    if unit == "month":
        year, index = divmod(today.year * 12 + today.month - 1 + steps, 12)
        return month(year, index + 1)
    if unit == "quarter":
        year, index = divmod(today.year * 4 + (today.month - 1) // 3 + steps, 4)
        return quarter(year, index + 1)
    if unit in ("year", "decade", "century"):
        length = {"year": 1, "decade": 10, "century": 100}[unit]
        first = (today.year // length + steps) * length
        return date(first, 1, 1), date(first + length - 1, 12, 31)
    return _season(today, unit, steps)


def _season(today: date, unit: str, steps: int) -> Period:
    """A northern season; "last summer" is the latest that has ended, "next" the first that has not begun."""
    candidates = []
    for year in range(today.year - 2, today.year + 3):
        if unit == "winter":
            candidates.append((date(year, 12, 1), month(year + 1, 2)[1]))
        else:
            first, last = _SEASONS[unit]
            candidates.append((month(year, first)[0], month(year, last)[1]))
    if steps < 0:
        return [days for days in candidates if days[1] < today][-1]
    ahead = [days for days in candidates if (days[0] > today if steps else days[1] >= today)]
    return ahead[0]
