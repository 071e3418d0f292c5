"""Days, weeks, months and years that an article names from where it stands, written out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from claims.extraction.segmentation import Span
from claims.extraction.statement.writing import Edit
from claims.extraction.types import TimeReference

_MONTH_NAME = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\.?)"
)
_PREPOSITION = re.compile(
    r"\b(?:on|in|at|since|until|till|by|before|after|from|for|of|over|during|within|throughout|than|to|between|and|"
    r"earlier|later|so\sfar|late|early)\s$",
    re.IGNORECASE,
)
_LEADING = re.compile(
    r"(?:(?P<word>(?:late\s|early\s)?(?:on|in|at)|since|until|till|by|before|after|from|for|of|over|during|within|"
    r"throughout|earlier|later|so\sfar)\s)",
    re.IGNORECASE,
)
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_DAY = re.compile(
    rf"(?:(?:late|early)\s)?(?:(?:last|this|next|the\sfollowing|the\sprevious)\s)?{_WEEKDAY}"
    r"(?:\s(?P<part>morning|afternoon|evening|night))?|today|yesterday(?:\s(?P<part2>morning|afternoon|evening))?|"
    rf"tomorrow|(?P<part0>tonight)|(?:the\s)?\d{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?{_MONTH_NAME}|{_MONTH_NAME}\s\d{{1,2}}(?:st|nd|rd|th)?|"
    r"\w+\sdays?\sago|the\sday\sbefore\syesterday|last\s(?P<part3>night)|this\s(?P<part4>morning|afternoon|evening)",
    re.IGNORECASE,
)
_MONTH = re.compile(
    rf"(?:(?:last|this|next)\s)?(?P<edge>(?:early|mid|late)[\s-])?{_MONTH_NAME}|"
    r"(?:the\s)?(?:last|this|next|previous)\smonth",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:last|this|next|the\sprevious)\syear|\w+\syears?\sago", re.IGNORECASE)
_WEEK = re.compile(r"(?:last|this|next|the\sprevious)\sweek|\w+\sweeks?\sago", re.IGNORECASE)
_QUARTER = re.compile(
    r"(?:last|this|next|the\s(?:current|previous))\squarter|"
    r"the\s(?:first|second|third|fourth|final)\squarter\sof\s(?:last|this|the|next)\syear",
    re.IGNORECASE,
)
_SEASON = re.compile(r"(?:last|this|next)\s(?P<season>spring|summer|autumn|fall|winter)", re.IGNORECASE)
_ORDINALS = ("first", "second", "third", "fourth")
_WEEKEND = re.compile(r"(?:last|this|next|the\sprevious)\sweekend", re.IGNORECASE)
_PAST = re.compile(
    r"the\s(?:past|last|previous)\s(?P<length>(?:[\w-]+\s){0,3}?(?:day|week|fortnight|month|quarter|year|decade)s?)",
    re.IGNORECASE,
)
_HEDGE = re.compile(
    r"\b(?:about|almost|nearly|around|over|than|just|some|roughly|approximately|least)\s$", re.IGNORECASE
)
_KEPT = (
    "since",
    "until",
    "till",
    "by",
    "before",
    "after",
    "from",
    "for",
    "of",
    "than",
    "to",
    "between",
    "and",
)
_FEBRUARY = 2
_THROUGH = ("over", "in", "during", "for", "within", "throughout")
_PARTS = ("part0", "part", "part2", "part3", "part4")
_OPEN = ("since", "until", "till", "by", "before", "after")  # these set one end only
_IN_A_TITLE = re.compile(r"\s(?:Week|Weekend|Month|Year|Night|Morning|Evening)\b")  # "This Week", a programme
_NO_SPACE = re.compile(r"\w[\"“”‘’']{0,2}$")
_NOWADAYS = re.compile(r"today|tonight", re.IGNORECASE)
_ENDS_CLAUSE = re.compile(r"[\"”’']{0,2}(?:[,.;:!?…–—]|$)|\s[–—]")
_DETERMINERS = ("the", "a", "an", "every", "each", "his", "her", "its", "their", "any", "one", "most")
_VERB_AFTER = re.compile(
    r"(?:['’]s|\s(?:is|are|was|were|has|have|had|will|would|marks|marked|saw|brought|sees))\b"
)
_OWNER = ("'s", "’s")


def dated(
    text: str, pieces: Sequence[Span], times: Sequence[TimeReference], *, quoted: bool
) -> Iterator[Edit]:
    """An edit for each time in `pieces` that only the article's day explains and that its words let us write out.

    In a quotation "today" may mean nowadays: there it is written out only at the edge of a clause.
    """
    for time in times:
        for piece in pieces:
            if piece.start <= time.start and time.end <= piece.end:
                loose = quoted and _NOWADAYS.fullmatch(time.text) and time.start > piece.start
                edit = None if loose and not _ENDS_CLAUSE.match(text, time.end) else _edit(text, piece, time)
                if edit is not None:
                    yield edit


def _edit(text: str, piece: Span, time: TimeReference) -> Edit | None:
    if time.from_ is None and time.to is None:
        return None
    before = text[max(piece.start, time.start - 12) : time.start]
    core_start, word = time.start, ""
    if lead := _LEADING.match(time.text):
        core_start, word = time.start + lead.end(), lead["word"].lower()
    elif found := _PREPOSITION.search(before):
        word = found.group().strip().lower()
    elif not _is_adverbial(text, time, before):
        return None
    core = text[core_start : time.end]
    if _IN_A_TITLE.search(core) or _NO_SPACE.search(before):
        return None
    if (
        text.startswith(_OWNER, time.end)
        or text[time.end : time.end + 1] == "-"
        or (word not in _THROUGH and _HEDGE.search(before))
    ):
        return None  # "Monday's vote", "about two weeks ago"
    named = _named(core, word, time)
    if named is None:
        return None
    preposition, words = named
    inside = core_start > time.start
    if word in _KEPT:
        return Edit(core_start, time.end, words)
    if word in ("late", "early") or word.startswith(("late ", "early ")):
        return (
            None
            if word in ("late", "early")
            else Edit(time.start, time.end, f"{word.split()[0]} {preposition} {words}")
        )
    if word in ("earlier", "later", "so far"):
        return Edit(core_start, time.end, f"{preposition} {words}")
    if inside or not word:
        return Edit(time.start, time.end, f"{preposition} {words}")
    return Edit(time.start - len(word) - 1, time.end, f"{preposition} {words}")


def _is_adverbial(text: str, time: TimeReference, before: str) -> bool:
    """Not "the Friday meeting", "every Monday" or "Today is the day", where the day is part of a noun phrase."""
    if before.strip():
        return before.split()[-1].lower() not in _DETERMINERS
    return _VERB_AFTER.match(text, time.end) is None


def _named(core: str, word: str, time: TimeReference) -> tuple[str, str] | None:
    """The preposition and the words for the time whose own words, without a preposition, are `core`."""
    if match := _PAST.fullmatch(core):
        if time.from_ is None or time.to is None or word not in _THROUGH:
            return None
        return word, f"the {match['length']} to {_day(time.to)}"
    day = _anchor(word, time)
    if day is None or not 2 <= day.year <= 9998:
        return None
    length = 0 if time.from_ is None or time.to is None or word in _OPEN else (time.to - time.from_).days
    if length == 0 and (match := _DAY.fullmatch(core)):
        part = next((match[name] for name in _PARTS if match[name]), None)
        return "on", f"the {part.lower().removeprefix('to')} of {_day(day)}" if part else _day(day)
    if length <= 30 and (match := _MONTH.fullmatch(core)):
        return "in", f"{match['edge'] or ''}{day:%B} {day.year}"
    if length <= 365 and _YEAR.fullmatch(core):
        return "in", str(day.year)
    if length <= 92 and _QUARTER.fullmatch(core):
        return "in", f"the {_ORDINALS[(day.month - 1) // 3]} quarter of {day.year}"
    if length <= 92 and (match := _SEASON.fullmatch(core)):
        return "in", f"the {match['season'].lower()} of {_season_year(match['season'].lower(), day)}"
    if length in (0, 6) and _WEEK.fullmatch(core):
        return "in", f"the week of {_day(day - timedelta(day.weekday()))}"
    if length <= 2 and _WEEKEND.fullmatch(core):
        return "on", f"the weekend of {_day(day)}"
    return None


def _season_year(season: str, day: date) -> str:
    """ "2026"; of a winter both of its years, "2025-26"."""
    if season != "winter":
        return str(day.year)
    begun = day.year if day.month > _FEBRUARY else day.year - 1
    return f"{begun}-{(begun + 1) % 100:02d}"


def _anchor(word: str, time: TimeReference) -> date | None:
    """A day of what is named: "since last year" runs to today, and names the year that it begins with."""
    if word in ("until", "till", "by"):
        return time.to
    if word == "before" and time.from_ is None:
        return None if time.to is None or time.to == date.max else time.to + timedelta(1)
    if word == "after" and time.to is None:
        return None if time.from_ is None or time.from_ == date.min else time.from_ - timedelta(1)
    return time.from_


def _day(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"
