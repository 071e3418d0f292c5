"""Years, decades and centuries."""

from __future__ import annotations

import re
from datetime import date

from claims.extraction.lexicon import words
from claims.extraction.times.rules import Context, rule
from claims.extraction.times.values import Timex, dated, period_of
from claims.extraction.times.words import FISCAL, ORDINAL_ENDING, YEAR
from claims.extraction.types import TimeType

_HEADS = words(
    "levels elections figures results games finals talks sales emissions prices costs profits earnings"
)
_BEFORE_YEAR = words(
    "below above in since until till by before after from to of for during through between and early mid late the than "
    "or that about around at on with against over year beginning fiscal ending ended"
)
_BEFORE_COUNT = words("about around than over at with of for to")
_NO_YEAR_AFTER = words(
    "people troops dollars euros pounds soldiers percent per metres meters feet miles kilometres kilometers km kg tons "
    "tonnes barrels points voters jobs workers homes houses miners students hours"
)
_NO_YEAR_BEFORE = words("flight route room no. no number page article section channel boeing # highway model")
_CENTURIES = {"eighteenth": 18, "nineteenth": 19, "twentieth": 20, "twenty-first": 21}
_DECADES = ("twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties")


def _year(match: re.Match[str], context: Context) -> Timex | None:
    year, before = int(match["year"]), context.word_before(match).lower()
    after = context.word_after(match)
    if match["fiscal"] or context.part:
        return dated(f"{year:04d}")
    if after.lower() in _NO_YEAR_AFTER or before in _NO_YEAR_BEFORE:
        return None
    if before in _BEFORE_YEAR:
        counted = before in _BEFORE_COUNT and _counted(year, after)
        return None if counted else dated(f"{year:04d}")
    if year < 1900 or year > 2050 or _counted(year, after):
        return None
    return dated(f"{year:04d}")


def _counted(year: int, after: str) -> bool:
    """Whether it looks like a round number of what the next word says: "2000 cases"."""
    plural = (
        len(after) > 3
        and after.islower()
        and after.endswith("s")
        and not after.endswith(("ss", "us", "’s", "'s"))
    )
    return year % 50 == 0 and plural and after not in _HEADS


def _years(match: re.Match[str], context: Context) -> Timex | None:
    first, second = int(match[1]), match[2]
    last = int(second) if len(second) == 4 else first // 100 * 100 + int(second)
    if first >= last or last - first > 99:
        return None
    return dated(f"{first:04d}/{last:04d}", (date(first, 1, 1), date(last, 12, 31)))


def _decade(match: re.Match[str], context: Context) -> Timex | None:
    if match["shorter"]:
        return dated(f"19{match['shorter']}") if context.word_before(match).lower() in ("and", "or") else None
    if match["short"]:
        short = int(match["short"])
        return dated(f"{19 if short >= 2 else 20}{short}")
    if match["word"]:
        return dated(f"19{_DECADES.index(match['word'].lower()) + 2}")
    return dated(match["decade"][:3])


def _century(match: re.Match[str], context: Context) -> Timex | None:
    number = int(match["number"]) if match["number"] else _CENTURIES[match["word"].lower()]
    return dated(f"{number - 1:02d}" if 11 <= number <= 21 else None)


def _year_end(match: re.Match[str], context: Context) -> Timex | None:
    if match["year"]:
        return Timex(TimeType.DATE, match["year"], "END")
    if context.day is None:
        return Timex(TimeType.DATE, None, "END")
    return Timex(TimeType.DATE, period_of(context.day, match["unit"]), "END")


def _middle_of_the_year(match: re.Match[str], context: Context) -> Timex:
    return Timex(TimeType.DATE, None if context.day is None else f"{context.day.year:04d}", "MID")


RULES = (
    rule("DIGIT the fy FISCAL",
         rf"(?:(?:the )?(?P<fiscal>{FISCAL}(?: year)?|the year|FY) ?)?(?P<year>{YEAR})(?![/–-]\d)", _year, parted=True),
    rule("DIGIT the",
         rf"(?:the )?(?P<year>{YEAR}) (?P<fiscal>{FISCAL} year)", _year, parted=True),
    rule("DIGIT",
         rf"({YEAR})[–/-](\d{{4}}|\d\d)", _years),
    rule("DIGIT the",
         r"(?:the )?(?P<decade>(?:1[5-9]|20)\d0)[’']?s|the [’'‘]?(?P<short>[2-9])0[’']?s|(?P<shorter>[2-9])0s"
         rf"|the (?P<word>{'|'.join(_DECADES)})", _decade, parted=True),
    rule("DIGIT the eighteenth nineteenth twentieth twenty",
         rf"(?:the )?(?:(?P<number>\d{{1,2}}){ORDINAL_ENDING}|(?P<word>{'|'.join(_CENTURIES)}))[\s-]century",
         _century, parted=True),
    rule("mid midyear",
         r"mid-?year", _middle_of_the_year),
    rule("the year month quarter",
         rf"(?:the )?(?P<unit>year|month|quarter)(?:-|[’']s )end(?: (?P<year>{YEAR}))?", _year_end),
)  # fmt: skip
