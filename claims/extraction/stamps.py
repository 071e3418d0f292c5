"""When an article was published, as far as its own text says."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone

from claims.extraction.datelines import dateline
from claims.extraction.periods import MONTHS, day_of
from claims.extraction.segmentation import paragraphs
from claims.extraction.visible import folded

_MONTH = (
    r"(?P<{0}m>January|February|March|April|May|June|July|August|September|October|November|December|"
    r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
)
_DATE = (
    r"(?:(?:Mon|Tue|Tues|Wed|Wednes|Thu|Thurs|Fri|Sat|Satur|Sun)(?:day)?,?\s)?(?:"
    + _MONTH.format("a")
    + r"\s(?P<ad>\d{1,2})(?:st|nd|rd|th)?,?\s(?P<ay>\d{4})"
    r"|(?P<bd>\d{1,2})(?:st|nd|rd|th)?\s(?:of\s)?" + _MONTH.format("b") + r",?\s(?P<by>\d{4})"
    r"|(?P<iy>\d{4})-(?P<im>\d\d)-(?P<id>\d\d))(?!\d)"
)
_TIME = (
    r"(?:(?:,|\sat|\s[-–—|•]|T|\s-)?\s?(?P<hour>\d{1,2})[:.h](?P<minute>\d\d)(?::\d\d(?:\.\d+)?)?"
    r"(?:\s?(?P<half>[ap])\.?m\.?)?(?:\s?\(?(?P<zone>GMT|UTC|Z|BST|CET|CEST|EST|EDT|CST|CDT|PST|PDT|[+-]\d\d:?\d\d)\b\)?)?)?"
)
_CLOCK_FIRST = r"(?:\d{1,2}[:.]\d\d(?:\s?[ap]\.?m\.?)?(?:\s(?:GMT|UTC|BST|CES?T|E[SD]T))?,?\s(?:on\s)?)?"
_DATE_IN_LINE = re.compile(_DATE, re.IGNORECASE)
_STAMP = re.compile(
    rf"^[^\w\n]{{0,4}}(?:[^\n|•·]{{0,80}}[|•·][ \t]{{0,8}})?"
    r"(?P<word>first\spublished|published|posted|last\supdated|updated|last\smodified|modified)?"
    rf"(?:\s(?:on|at))?\s?[:|–—-]?\s?(?:on\s)?{_CLOCK_FIRST}{_DATE}{_TIME}(?P<rest>[^\n]{{0,61}})$",
    re.IGNORECASE | re.MULTILINE,
)
_ZONES = {
    "gmt": 0,
    "utc": 0,
    "z": 0,
    "bst": 60,
    "cet": 60,
    "cest": 120,
    "est": -300,
    "edt": -240,
    "cst": -360,
    "cdt": -300,
    "pst": -480,
    "pdt": -420,
}
_RANK = (
    "first published",
    "published",
    "posted",
    "dateline",
    "updated",
    "last updated",
    "modified",
    "last modified",
    "",
)
_LONGEST_REST = 60  # characters after the stamp: more, and it is a sentence that begins with a date
_TOP = 4_000  # characters in which the dateline stands
_FIRST_PARAGRAPHS = 8  # headline, stamps and bylines before it
_BARE_REST = re.compile(r"[\s\W]*")


def published_in(text: str) -> datetime | date | None:
    """The stamp in the text ("Updated: January 18, 2022, 9:20 PM"); None when there is none.

    A line that says when the article was published goes before its dateline ("LUNDE, 16 November 2026 –"), and
    that before one that says when it was updated; a bare date counts only when it has a line to itself. A datetime
    has a zone only where the stamp names one.
    """
    text = folded(text)
    best: tuple[int, int, datetime | date] | None = None
    for match in _STAMP.finditer(text):
        word = " ".join((match["word"] or "").lower().split())
        if not word and not _BARE_REST.fullmatch(match["rest"]):
            continue
        if word and len(match["rest"]) > _LONGEST_REST:
            continue
        moment = _moment(match)
        if moment is not None and (best is None or (_RANK.index(word), match.start()) < best[:2]):
            best = (_RANK.index(word), match.start(), moment)
    if best is None or best[0] > _RANK.index("dateline"):
        day = _of_dateline(text)
        if day is not None:
            return day
    return None if best is None else best[2]


def _of_dateline(text: str) -> date | None:
    """The day in the dateline of one of the first paragraphs, where it has a year."""
    for paragraph in paragraphs(text[:_TOP])[:_FIRST_PARAGRAPHS]:
        line = dateline(text, paragraph)
        match = None if line is None else _DATE_IN_LINE.search(text, line.start, line.end)
        if match is not None:
            return _day(match)
    return None


def _moment(match: re.Match[str]) -> datetime | date | None:
    day = _day(match)
    if day is None or match["hour"] is None:
        return day
    hour, minute = int(match["hour"]), int(match["minute"])
    if match["half"] and 1 <= hour <= 12:
        hour = hour % 12 + (12 if match["half"].lower() == "p" else 0)
    if hour > 23 or minute > 59:
        return day
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=_zone(match["zone"]))


def _zone(name: str | None) -> timezone | None:
    if name is None:
        return None
    minutes = _ZONES.get(name.lower())
    if minutes is None:
        digits = name[1:].replace(":", "")
        minutes = (int(digits[:2]) * 60 + int(digits[2:])) * (-1 if name[0] == "-" else 1)
        if abs(minutes) >= 24 * 60:
            return None
    return timezone(timedelta(minutes=minutes))


def _day(match: re.Match[str]) -> date | None:
    if match["iy"]:
        return day_of(int(match["iy"]), int(match["im"]), int(match["id"]))
    prefix = "a" if match["ad"] else "b"
    month = MONTHS.index(match[f"{prefix}m"][:3].lower()) + 1
    return day_of(int(match[f"{prefix}y"]), month, int(match[f"{prefix}d"]))
