"""Days that have a name."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from claims.extraction import periods
from claims.extraction.times.rules import Context, rule
from claims.extraction.times.values import Timex, dated
from claims.extraction.times.words import YEAR, spoken


def _fixed(month: int, day: int) -> Callable[[int], date]:
    return lambda year: date(year, month, day)


def _nth(month: int, weekday: int, number: int) -> Callable[[int], date]:
    """The first, second, … Monday (0) of a month; -1 is the last."""

    def of(year: int) -> date:
        if number < 0:
            end = date(year, month + 1, 1) - timedelta(1)
            return end - timedelta((end.weekday() - weekday) % 7)
        first = date(year, month, 1)
        return first + timedelta((weekday - first.weekday()) % 7 + 7 * (number - 1))

    return of


def _easter(offset: int) -> Callable[[int], date]:
    """Western Easter, by the anonymous Gregorian computus."""

    def of(year: int) -> date:
        golden, century = year % 19, year // 100
        skipped = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
        weekday = (32 + 2 * (century % 4) + 2 * (year % 100 // 4) - skipped - year % 100 % 4) % 7
        late = (golden + 11 * skipped + 22 * weekday) // 451
        month, day = divmod(skipped + weekday - 7 * late + 114, 31)
        return date(year, month, day + 1) + timedelta(offset)

    return of


_HOLIDAYS: dict[str, Callable[[int], date]] = {
    "new year's day": _fixed(1, 1),
    "new year's eve": _fixed(12, 31),
    "martin luther king day": _nth(1, 0, 3),
    "groundhog day": _fixed(2, 2),
    "valentine's day": _fixed(2, 14),
    "presidents' day": _nth(2, 0, 3),
    "international women's day": _fixed(3, 8),
    "st patrick's day": _fixed(3, 17),
    "st. patrick's day": _fixed(3, 17),
    "april fools' day": _fixed(4, 1),
    "april fool's day": _fixed(4, 1),
    "palm sunday": _easter(-7),
    "good friday": _easter(-2),
    "easter sunday": _easter(0),
    "easter monday": _easter(1),
    "easter": _easter(0),
    "ash wednesday": _easter(-46),
    "may day": _fixed(5, 1),
    "memorial day": _nth(5, 0, -1),
    "labor day": _nth(9, 0, 1),
    "halloween": _fixed(10, 31),
    "columbus day": _nth(10, 0, 2),
    "veterans day": _fixed(11, 11),
    "armistice day": _fixed(11, 11),
    "thanksgiving day": _nth(11, 3, 4),
    "thanksgiving": _nth(11, 3, 4),
    "black friday": lambda year: _nth(11, 3, 4)(year) + timedelta(1),
    "christmas eve": _fixed(12, 24),
    "christmas day": _fixed(12, 25),
    "christmas": _fixed(12, 25),
    "boxing day": _fixed(12, 26),
}
_NAME = "|".join(
    re.escape(name).replace("\\ ", " ").replace("'", "[’']")
    for name in sorted(_HOLIDAYS, key=len, reverse=True)
)


def _holiday(match: re.Match[str], context: Context) -> Timex | None:
    name, which = match["name"], (match["which"] or "").lower()
    if not name[0].isupper():
        return None
    day_in = _HOLIDAYS[spoken(name).replace("’", "'")]
    if match["year"]:
        return dated(day_in(int(match["year"])).isoformat())
    if context.day is None:
        return dated(None)
    year = context.day.year
    if match["that"]:
        year += {"last": -1, "this": 0, "next": 1}[match["that"].lower()]
    elif which == "last":
        year -= day_in(year) >= context.day
    elif which == "next":
        year += day_in(year) <= context.day
    elif which != "this":
        day = periods.nearest(context.day, day_in, ahead=context.ahead(match))
        return dated(None if day is None else day.isoformat())
    return dated(day_in(year).isoformat())


RULES = (
    rule("last this next HOLIDAY",
         rf"(?:(?P<which>last|this|next) )?(?P<name>{_NAME})"
         rf"(?:,? (?P<year>{YEAR})| (?:of )?(?P<that>last|this|next) year)?", _holiday, parted=True),
    rule("DIGIT",
         r"9/11", lambda match, context: dated("2001-09-11")),
)  # fmt: skip
