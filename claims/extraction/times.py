"""Times in a sentence, resolved against the day that the article is from."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from claims.extraction import periods
from claims.extraction.lexicon import words
from claims.extraction.numbers import number_of_words
from claims.extraction.periods import MONTHS, WEEKDAYS, Days, Period
from claims.extraction.types import TimeReference

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
)
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_YEAR = r"(?:1[5-9]|20)\d\d"
_COUNT = (
    r"(?:\d{1,4}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|eighteen|twenty|"
    r"thirty|forty|fifty|couple\sof|few|several|half\sa\sdozen|dozen)"
)
_UNIT = r"(?:hour|day|week|fortnight|month|quarter|year|decade|centur(?:y|ie))s?"
_SEASON = r"(?:spring|summer|autumn|winter)"
_PART = r"(?:morning|afternoon|evening|night)"

_PATTERN = re.compile(
    rf"""(?<![\w£$€-])(?=\w)(?:
      (?P<iso>\d{{4}}-\d\d-\d\d)(?!\d)
    | (?P<slashed>\d{{1,2}}/\d{{1,2}}/\d{{4}})(?!\d)
    | (?P<range>(?:between|from)\s(?P<y1>{_YEAR})\s(?:and|to|until)\s(?P<y2>{_YEAR}))\b
    | (?P<dmy>(?:(?:on|since|until|till|by|before|after|from)\s)?(?:{_WEEKDAY},?\s)?(?:the\s)?
        (?P<dmy_d>\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?(?P<dmy_m>{_MONTH})(?:,?\s(?P<dmy_y>{_YEAR}))?)(?!\d)
    | (?P<mdy>(?:(?:on|since|until|till|by|before|after|from)\s)?(?:{_WEEKDAY},?\s)?
        (?P<mdy_m>{_MONTH})\s(?P<mdy_d>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s(?P<mdy_y>{_YEAR}))?)(?![\d%])
    | (?P<my>(?:(?:in|since|until|till|by|before|after|from|last|this|next)\s)?(?:(?:early|mid|late)[\s-])?
        (?P<my_m>{_MONTH}),?(?:\sof)?\s(?P<my_y>{_YEAR}))(?!\d)
    | (?P<quarter>(?:the\s)?(?P<q>first|second|third|fourth)\squarter
        (?:\s(?:of\s)?(?P<q_y>{_YEAR}|last\syear|this\syear|the\syear))?
        |Q(?P<q_n>[1-4])(?:\s(?P<q_ny>{_YEAR}))?)\b
    | (?P<half>(?:(?:in|for|during|over|since|until|by)\s)?(?:the\s)?(?P<h>first|second|latter)\shalf\s(?:of\s)?
        (?P<h_y>{_YEAR}|(?:the\s)?(?:last|this|next|previous|past|the)\syear))\b
    | (?P<month>(?P<m_p>in|since|until|till|by|before|after|last|this|next|early|mid|late)[\s-]
        (?:(?:early|mid|late)[\s-])?(?P<m_m>{_MONTH}))(?!\s?\d)
    | (?P<weekday>(?:(?P<w_p>on|since|until|till|by|before|after|from|late|early)\s)?
        (?:(?P<w_w>last|this|next|the\sfollowing|the\sprevious)\s)?(?P<w_d>{_WEEKDAY})(?:\s{_PART})?)\b
    | (?P<day>the\sday\sbefore\syesterday|the\sday\safter\stomorrow|yesterday(?:\s{_PART})?|today|tonight|
        tomorrow(?:\s{_PART})?|this\s{_PART}|last\snight|overnight)\b
    | (?P<ago>(?:(?:about|almost|nearly|around|over|more\sthan|just)\s)?(?:a\s)?(?P<a_n>{_COUNT})\s(?P<a_u>{_UNIT})\s
        (?:ago|earlier|before\slast))\b
    | (?P<span>(?:(?:over|in|during|for|within|throughout)\s)?(?:the\s)?
        (?P<s_w>last|past|previous|next|coming|following)\s
        (?:a\s)?(?P<s_n>{_COUNT})\s(?P<s_u>{_UNIT}))\b
    | (?P<relative>(?:(?:over|in|during|by|since|until|at|from|earlier|later)\s)?(?:the\s(?:end|start|beginning)\sof\s)?
        (?:the\s)?(?P<r_w>last|past|previous|this|next|coming)\s(?P<r_u>hour|day|week|weekend|month|quarter|year|decade|century|{_SEASON}))\b
    | (?P<end_of>by\sthe\send\sof\s(?:the|this)\s(?P<e_u>week|month|year|decade))\b
    | (?P<decade>(?:(?:in|since|during|of)\s)?(?:the\s)?(?:(?:early|mid|late)[\s-])?(?P<d_y>(?:1[5-9]|20)\d0)s)\b
    | (?P<years>(?:in\s)?(?P<p_1>{_YEAR})[–/-](?P<p_2>\d{{4}}|\d\d))(?!\d)
    | (?P<year>(?:(?P<y_p>in|since|until|till|by|before|after|from|for|during|of|early|mid|late|fiscal|end\sof)[\s-]
        (?:(?:early|mid|late|fiscal(?:\syear)?|the\syear|the\send\sof)[\s-])?(?P<y>{_YEAR})))(?![\d%,]\d|[\d%]|\s(?:per\scent|percent|people|troops|dollars))
    )""",
    re.VERBOSE | re.IGNORECASE,
)

_FUTURE = re.compile(
    r"will|'ll|’ll|would|shall|expected|scheduled|due|set|planned|plans|hopes|aims|wants|next|upcoming|ahead|to",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"said|says|told|was|were|had|has|have|did|came|went|met|took|made|gave|began|fell|rose|won|lost|saw|held|"
    r"sent|left|led|hit|put|struck|broke|became|found|spoke|wrote|kept|stood|sat|ran|grew|died|killed|[a-z]{2,}ed",
    re.IGNORECASE,
)
_VERBISH = re.compile(r"['’]?[A-Za-z]+")


@dataclass(frozen=True, slots=True)
class _Context:
    """What a time is resolved against: the article's day, and whether the sentence looks ahead there."""

    day: date | None
    ahead: bool


def find_times(text: str, start: int, end: int, published: date | None) -> list[TimeReference]:
    """The times in `text[start:end]`; relative ones have no dates where `published` is None."""
    found = []
    for match in _PATTERN.finditer(text, start, end):
        kind = match.lastgroup if match.lastgroup in _RESOLVERS else _group(match)
        if kind == "month" and match["m_m"].lower() in ("march", "may") and not match["m_m"][0].isupper():
            continue
        if kind == "weekday" and not match["w_d"][0].isupper():
            continue
        context = _Context(published, _looks_ahead(text, start, match.start(), match.end(), end))
        try:
            days = _RESOLVERS[kind](match, context)
        except (ValueError, OverflowError):  # a day before the first or after the last year of the calendar
            days = None
        found.append(TimeReference(match.group(), match.start(), match.end(), *(days or (None, None))))
    return found


def _group(match: re.Match[str]) -> str:
    return next(name for name in _RESOLVERS if match[name] is not None)


def _looks_ahead(text: str, start: int, at: int, after: int, end: int) -> bool:
    """Whether the verb beside a time points to the future: the nearest one before it, or the first after."""
    for word in reversed(_VERBISH.findall(text[max(start, at - 160) : at])):
        if _PAST.fullmatch(word) and not _FUTURE.fullmatch(word):
            return False
        if _FUTURE.fullmatch(word):
            return word.lower() not in ("to",) or _to_is_future(text[max(start, at - 160) : at])
    for word in _VERBISH.findall(text[after : min(end, after + 80)]):
        if _FUTURE.fullmatch(word) and word.lower() != "to":
            return True
        if _PAST.fullmatch(word):
            return False
    return False


def _to_is_future(before: str) -> bool:
    """ "to meet" looks ahead, "to the house" and "to Berlin" do not say."""
    tail = re.findall(r"\bto\s+([A-Za-z]+)", before)
    verb = bool(tail) and tail[-1].islower() and tail[-1] not in _NOT_VERBS
    if verb:
        return True
    earlier = _VERBISH.findall(before)
    return any(_FUTURE.fullmatch(word) and word.lower() != "to" for word in earlier)


_NOT_VERBS = words("the a an his her its their our my this that these those all some about more")


def _iso(match: re.Match[str], context: _Context) -> Days | None:
    return periods.one_day(periods.day_of(*map(int, match["iso"].split("-"))))


def _slashed(match: re.Match[str], context: _Context) -> Days | None:
    """Day first or month first: told apart only where one of them is above twelve."""
    first, second, year = map(int, match["slashed"].split("/"))
    if first <= 12 and second <= 12 and first != second:
        return None
    day, month = (first, second) if first > 12 else (second, first)
    return periods.one_day(periods.day_of(year, month, day))


def _range(match: re.Match[str], context: _Context) -> Days | None:
    return date(int(match["y1"]), 1, 1), date(int(match["y2"]), 12, 31)


def _dated(prefix: str) -> Callable[[re.Match[str], _Context], Days | None]:
    def resolve(match: re.Match[str], context: _Context) -> Days | None:
        month, day = _month(match[f"{prefix}_m"]), int(match[f"{prefix}_d"])
        if match[f"{prefix}_y"]:
            found = periods.day_of(int(match[f"{prefix}_y"]), month, day)
        else:
            found = periods.nearest(context.day, month, day, ahead=context.ahead)
        return _bounded(periods.one_day(found), match.group(), context.day)

    return resolve


def _month_year(match: re.Match[str], context: _Context) -> Days | None:
    return _bounded(periods.month(int(match["my_y"]), _month(match["my_m"])), match.group(), context.day)


def _quarter(match: re.Match[str], context: _Context) -> Days | None:
    number = (
        int(match["q_n"])
        if match["q_n"]
        else ("first", "second", "third", "fourth").index(match["q"].lower()) + 1
    )
    named = match["q_ny"] or match["q_y"] or ""
    if named.isdigit():
        return periods.quarter(int(named), number)
    if context.day is None:
        return None
    year = context.day.year - (1 if named.lower().startswith("last") else 0)
    days = periods.quarter(year, number)
    return days if named or days[0] <= context.day or context.ahead else periods.quarter(year - 1, number)


def _half(match: re.Match[str], context: _Context) -> Days | None:
    """ "the first half of the year", "the second half of 2019"."""
    second, named = match["h"].lower() != "first", match["h_y"].lower()
    if named.isdigit():
        year = int(named)
    elif context.day is None:
        return None
    else:
        steps = {"last": -1, "previous": -1, "past": -1, "next": 1}
        year = context.day.year + next((steps[word] for word in named.split() if word in steps), 0)
    days = date(year, 7 if second else 1, 1), date(year, 12 if second else 6, 31 if second else 30)
    return _bounded(days, match.group(), context.day)


def _named_month(match: re.Match[str], context: _Context) -> Days | None:
    if context.day is None:
        return None
    month, word = _month(match["m_m"]), match["m_p"].lower()
    year = context.day.year
    if word == "next" or (word != "last" and context.ahead):
        year += month < context.day.month or (word == "next" and month == context.day.month)
    elif word != "this":
        year -= month > context.day.month or (word == "last" and month == context.day.month)
    return _bounded(periods.month(year, month), match.group(), context.day)


def _weekday(match: re.Match[str], context: _Context) -> Days | None:
    if context.day is None:
        return None
    wanted = WEEKDAYS.index(match["w_d"].lower())
    which = (match["w_w"] or "").lower()
    since = (wanted - context.day.weekday()) % 7
    if which in ("next", "the following"):
        moved = since or 7
    elif which == "last":
        moved = since - 7
    elif context.ahead or (match["w_p"] or "").lower() in ("until", "till", "by"):
        moved = since
    else:
        moved = since - 7 if since else 0
    return _bounded(periods.one_day(context.day + timedelta(moved)), match.group(), context.day)


def _day(match: re.Match[str], context: _Context) -> Days | None:
    if context.day is None:
        return None
    words = match["day"].lower()
    moved = 0
    if "before yesterday" in words:
        moved = -2
    elif "after tomorrow" in words:
        moved = 2
    elif words.startswith(("yesterday", "last night")):
        moved = -1
    elif words.startswith("tomorrow"):
        moved = 1
    return periods.one_day(context.day + timedelta(moved))


def _ago(match: re.Match[str], context: _Context) -> Days | None:
    if context.day is None or match.group().lower().endswith("before last"):
        return None
    day = periods.shifted(context.day, -_count(match["a_n"]), match["a_u"])
    return None if day is None else periods.one_day(day)


def _span(match: re.Match[str], context: _Context) -> Days | None:
    if context.day is None:
        return None
    ahead = match["s_w"].lower() in ("next", "coming", "following")
    other = periods.shifted(context.day, _count(match["s_n"]) * (1 if ahead else -1), match["s_u"])
    if other is None:
        return None
    return (context.day, other) if ahead else (other, context.day)


def _relative(match: re.Match[str], context: _Context) -> Days | None:
    if context.day is None:
        return None
    word, unit = match["r_w"].lower(), match["r_u"].lower()
    if word == "past":
        other = periods.shifted(context.day, -1, unit)
        return None if other is None else (other, context.day)
    steps = {"last": -1, "previous": -1, "this": 0, "next": 1, "coming": 1}[word]
    return _bounded(periods.period(context.day, unit, steps), match.group(), context.day)


def _end_of(match: re.Match[str], context: _Context) -> Days | None:
    if context.day is None:
        return None
    days = periods.period(context.day, match["e_u"].lower(), 0)
    return None if days is None else (context.day, days[1])


def _decade(match: re.Match[str], context: _Context) -> Days | None:
    year = int(match["d_y"])
    return date(year, 1, 1), date(year + 9, 12, 31)


def _years(match: re.Match[str], context: _Context) -> Days | None:
    first, second = int(match["p_1"]), match["p_2"]
    last = int(second) if len(second) == 4 else first // 100 * 100 + int(second)
    return (date(first, 1, 1), date(last, 12, 31)) if first <= last else None


def _year(match: re.Match[str], context: _Context) -> Days | None:
    year = int(match["y"])
    return _bounded((date(year, 1, 1), date(year, 12, 31)), match.group(), context.day)


def _bounded(days: Period | None, words: str, today: date | None) -> Days | None:
    """ "since 2014" runs to today; "until" and "by" say only where it ends."""
    if days is None:
        return None
    word = words.split(None, 1)[0].lower()
    if word == "since":
        return days[0], today
    if word in ("until", "till", "by", "before"):
        return None, days[1] if word != "before" else days[0] - timedelta(1)
    if word == "after":
        return days[1] + timedelta(1), None
    return days


def _month(name: str) -> int:
    return MONTHS.index(name[:3].lower()) + 1


def _count(words: str) -> int:
    words = words.lower()
    if words.isdigit():
        return int(words)
    loose = {"a": 1, "an": 1, "couple of": 2, "few": 3, "several": 3, "half a dozen": 6, "dozen": 12}
    return loose.get(words) or number_of_words(words) or 1


_RESOLVERS: dict[str, Callable[[re.Match[str], _Context], Days | None]] = {
    "iso": _iso,
    "slashed": _slashed,
    "range": _range,
    "dmy": _dated("dmy"),
    "mdy": _dated("mdy"),
    "my": _month_year,
    "quarter": _quarter,
    "half": _half,
    "month": _named_month,
    "weekday": _weekday,
    "day": _day,
    "ago": _ago,
    "span": _span,
    "relative": _relative,
    "end_of": _end_of,
    "decade": _decade,
    "years": _years,
    "year": _year,
}
