"""Figures in a sentence: value, bounds, hedge, unit, and what is counted."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace

from claims.extraction.counted import counted_after, plural
from claims.extraction.lexicon import words
from claims.extraction.numbers import (
    DIGITS,
    FRACTIONS,
    LOOSE,
    MULTIPLIERS,
    WORDS,
    number_of_digits,
    number_of_words,
    tidy,
)
from claims.extraction.segmentation import Span
from claims.extraction.types import Modifier, Number, Quantity
from claims.extraction.units import CURRENCIES, MEASURE, MONEY, PERCENT, POINTS, RATE, SIGN, measure

_HEDGES = {
    Modifier.ABOUT: "about|around|roughly|approximately|approx\\.?|some|circa|an? estimated|estimated|close to|in the "
    "region of|or so|~",
    Modifier.NEARLY: "nearly|almost|just under|just short of|not quite|approaching",
    Modifier.MORE_THAN: "more than|over|above|upwards of|in excess of|greater than|well over|just over|exceeding|"
    "larger than|higher than|>",
    Modifier.AT_LEAST: "at least|no fewer than|no less than|not less than|a minimum of|≥",
    Modifier.LESS_THAN: "less than|fewer than|under|below|lower than|<",
    Modifier.UP_TO: "up to|as many as|as much as|as high as|at most|no more than|not more than|a maximum of|≤",
    Modifier.EXACTLY: "exactly|precisely",
}
_MODIFIERS = {
    phrase.replace("\\", "").rstrip("?"): modifier
    for modifier, phrases in _HEDGES.items()
    for phrase in phrases.replace("an? ", "a ").split("|")
} | {"an estimated": Modifier.ABOUT, "approx": Modifier.ABOUT}
_HEDGE = (
    r"(?P<hedge>(?:"
    + "|".join(sorted("|".join(_HEDGES.values()).replace(" ", r"\s").split("|"), key=len, reverse=True))
    + r"))(?:\s|(?<=[~<>≤≥]))"
)

_TIMES = r"(?:-?\s?fold\b|\stimes\b|x\b)"
_BIG = r"(?:[\s-]?(?:hundred|thousand|million|billion|trillion)|\s?(?:mn|mln|bn|bln|tn|trn)|[kmbKMB](?![A-Za-z]))"
_PART = r"(?:\d{1,4}|one|two|three|four|five|six|seven|eight|nine)"
_WHOLE = r"(?:\d{1,6}|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty)"
_GOES_ON = (
    r"is|are|was|were|has|have|had|will|would|can|could|may|might|must|should|does|do|did|now|still|also|said|says|"
    r"and|or|but|who|that|which|there|left|lost|went|came|took|gave|made|fell|sold|fled|quit|lives|works|owns|needs|"
    r"pays|wants|uses|\w{3,}ed"
)
_FRACTION = (
    r"(?:(?P<parts>a|an|one|two|three|four|five|nine|\d)[\s-](?P<part>half|thirds?|quarters?|fourths?|fifths?|sixths?|"
    r"eighths?|tenths?)\b(?!\s(?:time|day|week|year|party|world|term|place|person|country|quarter|consecutive|round))"
    r"|(?<!first\s)(?<!second\s)(?<!latter\s)(?P<bare_half>half)(?=\s(?:of|the|its|their|his|her|our|all)\b|\sa\s(?:million|billion|dozen))"
    rf"|(?P<in_a>{_PART})(?:\s(?:in|out\sof)(?:\severy)?\s)(?P<in_b>{_WHOLE})\b"
    # "one barge in three", but not "one barge in three ports"
    rf"|(?P<some>{_PART})\s(?P<some_of>(?-i:[a-z])[\w’'-]{{2,}}(?:\s(?-i:[a-z])[\w’'-]{{2,}})?)\s(?:in|out\sof)(?:\severy)?\s"
    rf"(?P<some_in>{_WHOLE})\b(?=\s*(?:[,.;:!?)\"”–—]|$)|\s(?:{_GOES_ON})\b))"
)
_LOOSE = (
    r"(?:(?P<loose>tens|dozens|scores|hundreds|thousands|millions|billions|trillions)"
    r"(?:\sof\s(?P<loose_of>thousands|millions|billions|trillions))?\b"
    r"|(?P<few>several|a\sfew|a\scouple\sof|many)\s(?P<few_of>dozen|hundred|thousand|million|billion|trillion)\b"
    r"|(?P<half_a>half\sa|a|one\sand\sa\shalf)\s(?P<half_of>dozen|hundred|thousand|million|billion|trillion)\b)"
)
_NUMBER = rf"(?:{DIGITS}|\b(?:{WORDS})\b)"
_TO = r"(?P<to>\s?[-–—]\s?|\sto\s|\sand\s|\sor\s)"

_PATTERN = re.compile(
    rf"""(?:(?<![\w~<>≤≥]){_HEDGE})?(?:(?P<between>between|from)\s)?
    (?:\b(?:{_LOOSE}|{_FRACTION})
      |(?:{SIGN}|(?<![\w.,/$£€-])(?P<minus>[−-](?=\d))?)(?P<first>{_NUMBER})(?P<first_big>{_BIG})?
       (?P<first_unit>\s?{PERCENT}|\s{MONEY}\b)?
       (?:{_TO}(?P<sign2>(?:US|A|C|NZ|HK|S)?\$|[£€¥₹₽₩₺₴])?(?P<second>{_NUMBER})(?P<second_big>{_BIG})?(?![\w/]))?
       (?:(?P<percent>[\s-]?{PERCENT})|(?P<points>[\s-]{POINTS})|[\s-](?P<money>{MONEY})\b
         |(?P<age>-year-olds?|\syears?[\s-]olds?)|[\s-]?(?P<measure>{MEASURE})|(?P<times>{_TIMES}))?{RATE}?
    )(?P<so>\sor\s(?:so|more)\b)?""",
    re.VERBOSE | re.IGNORECASE,
)
_WORTH_A_LOOK = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thir|four|fif|six|seven|eigh|nine|twenty|"
    r"forty|hundred|thousand|million|billion|trillion|dozen|half|third|quarter|tens|scores|zero)",
    re.IGNORECASE,
)
_NOT_A_FIGURE = re.compile(
    r"(?:\b(?:No|Nos|page|chapter|section|article|clause|paragraph|flight|room|channel|route|highway|unit|phase|grade|"
    r"step|level|tier|size|resolution|covid|sars-cov|catch|division|part|version|formula|area|group|class|title)\.?\s"
    r"|[A-Za-z]-|[#@/:]|\d:)$",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"(?:[.:]\d\d)?\s?(?:[ap]\.?m\b|o['’]clock|GMT|UTC)|:\d\d|(?:st|nd|rd|th)\b|[A-Za-z_]", re.IGNORECASE
)
_SCORE = re.compile(r"\d{1,2}[-–]\d{1,2}")
_AGE = re.compile(r"(?<=[a-z], )\d{1,3}(?=,\s)")
_SO_MORE = {"so": Modifier.ABOUT, "more": Modifier.AT_LEAST}
_RATE = re.compile(RATE, re.IGNORECASE)
_DURATIONS = words("second minute hour day week month year decade fortnight century")
# Before "over 12 months" these make it "more than 12 months"; otherwise it says how long something went on.
_MEASURED_OVER = re.compile(
    r"\b(?:for|of|in|after|by|at|to|every|is|was|were|been|be|just|well|tak(?:e|es|en|ing)|took|last(?:s|ed|ing)?|"
    r"wait(?:s|ed|ing)?|spen(?:d|ds|t|ding)|stay(?:s|ed|ing)?|serv(?:e|es|ed|ing)|liv(?:e|es|ed|ing)|"
    r"work(?:s|ed|ing)?|with|within)\s$",
    re.IGNORECASE,
)
_INDEX = re.compile(r"\b(?:index|indices|shares|stocks|bourse|league)\b", re.IGNORECASE)
_SMALL_WORD = re.compile(r"(?:one|zero)", re.IGNORECASE)


def find_quantities(text: str, start: int, end: int, taken: list[Span]) -> list[Quantity]:
    """The quantities in `text[start:end]`, none of which overlaps a span in `taken` (the times)."""
    if not _WORTH_A_LOOK.search(text, start, end):
        return []
    found: list[Quantity] = []
    at = start
    while match := _PATTERN.search(text, at, end):
        at = match.end()
        if _is_figure(text, match, end) and not _overlaps(match, taken):
            for quantity in _Reader(text, match, _limit(match, taken, end)).read():
                found.append(_in_per_cent(quantity, found, text[start:end]))
                at = max(at, quantity.end)
    return found


def _limit(match: re.Match[str], taken: list[Span], end: int) -> int:
    """How far what is counted can reach: to the next time."""
    index = bisect_left(taken, match.end(), key=_start_of)
    return min(end, taken[index].start) if index < len(taken) else end


def _in_per_cent(quantity: Quantity, before: list[Quantity], sentence: str) -> Quantity:
    """ "83 per cent, five points above …": points after a share are percentage points, those of an index are not."""
    if quantity.unit == "point" and any(each.unit == "%" for each in before) and not _INDEX.search(sentence):
        return replace(quantity, unit="percentage point")
    return quantity


def _overlaps(match: re.Match[str], taken: list[Span]) -> bool:
    index = bisect_right(taken, match.start(), key=_end_of)
    return index < len(taken) and taken[index].start < match.end()


def _start_of(span: Span) -> int:
    return span.start


def _end_of(span: Span) -> int:
    return span.end


def _is_figure(text: str, match: re.Match[str], end: int) -> bool:
    first = match["first"]
    if first is None:
        return True
    at, after = match.start("first"), match.end("first")
    if match["sign"] or match["percent"]:
        return True
    if _SCORE.fullmatch(match.group()):
        return False
    if _NOT_A_FIGURE.search(text, max(0, at - 16), at):
        return False
    bare = match.end() == after
    if bare and _CLOCK.match(text, after, end):
        return False
    if first.isdigit():
        year = len(first) == 4 and 1500 <= int(first) < 2100
        return not (bare and year and match["hedge"] is None)
    # "one" alone is an article more often than a figure.
    return not (_SMALL_WORD.fullmatch(first) and bare and match["hedge"] is None)


@dataclass(slots=True)
class _Reader:
    """Reads one match of the pattern into quantities."""

    text: str
    match: re.Match[str]
    limit: int

    def read(self) -> list[Quantity]:
        match = self.match
        if match["first"] is not None:
            return self._plain()
        if match["part"] or match["bare_half"] or match["in_a"] or match["some"]:
            return self._fraction()
        return self._loose()

    def _plain(self) -> list[Quantity]:
        match = self.match
        first = _value(match["first"], match["first_big"])
        second = None if match["second"] is None else _value(match["second"], match["second_big"])
        if first is None or (match["second"] is not None and second is None):
            return []
        if match["minus"]:
            first = -first
        unit = self._unit()
        start, end = self._start(unit), match.end()
        if second is None:
            return [self._quantity(first, start, end, unit)]
        if not match["first_big"] and match["second_big"] and first < 1000:
            first = tidy(first * (second / (_value(match["second"], None) or 1)))
        joiner = (match["to"] or "").strip()
        if (match["between"] or "").lower() == "from" or (joiner in ("and", "or") and not match["between"]):
            return self._two(first, second, unit)
        if first > second:
            return (
                self._two(first, second, unit)
                if joiner == "to"
                else [self._quantity(first, start, end, unit)]
            )
        return [self._made(start, end, None, first, second, Modifier.BETWEEN, unit)]

    def _two(self, first: Number, second: Number, unit: str | None) -> list[Quantity]:
        """ "from 3 to 7 per cent" and "three or four" are two figures."""
        match = self.match
        start = match.start("first") - len(match["sign"] or "")
        end = match.end("first_unit") if match["first_unit"] else match.end("first_big")
        middle = max(end, match.end("first"))
        second_start = match.start("sign2") if match["sign2"] else match.start("second")
        return [
            self._made(start, middle, first, None, None, None, unit),
            self._made(second_start, match.end(), second, None, None, None, unit),
        ]

    def _fraction(self) -> list[Quantity]:
        match = self.match
        if match["in_a"] or match["some"]:
            part, whole = _small(match["in_a"] or match["some"]), _small(match["in_b"] or match["some_in"])
            if not whole or part > whole:
                return []
            share = part / whole
        elif match["bare_half"]:
            share = 0.5
        else:
            share = _small(match["parts"]) * FRACTIONS[match["part"].lower().removesuffix("s")]
        quantity = self._quantity(round(100 * share, 2), match.start(), match.end(), "%")
        if match["some"]:
            noun = " ".join(match["some_of"].split())
            return [replace(quantity, of=plural(noun) if _small(match["some"]) == 1 else noun)]
        of = counted_after(self.text, match.end(), self.limit, with_of=match["in_a"] is None)
        return [quantity if of is None else replace(quantity, of=of.phrase)]

    def _loose(self) -> list[Quantity]:
        """ "tens of thousands" sets no value, only that there are at least so many."""
        match = self.match
        if match["half_of"]:
            factor = {"half a": 0.5, "a": 1, "one and a half": 1.5}[" ".join(match["half_a"].lower().split())]
            value = tidy(factor * MULTIPLIERS[match["half_of"].lower()])
            return [self._quantity(value, match.start(), match.end(), None)]
        if match["few_of"]:
            low = 2 * MULTIPLIERS[match["few_of"].lower()]
        else:
            low = LOOSE[match["loose"].lower()] * (
                LOOSE[match["loose_of"].lower()] if match["loose_of"] else 1
            )
        return [self._made(match.start(), match.end(), None, low, None, self._modifier(), None)]

    def _quantity(self, value: Number, start: int, end: int, unit: str | None) -> Quantity:
        modifier = None if start > self.match.start() else self._modifier()
        low = value if modifier in (Modifier.MORE_THAN, Modifier.AT_LEAST) else None
        high = value if modifier in (Modifier.LESS_THAN, Modifier.UP_TO, Modifier.NEARLY) else None
        return self._made(start, end, tidy(value), low, high, modifier, unit)

    def _made(
        self,
        start: int,
        end: int,
        value: Number | None,
        low: Number | None,
        high: Number | None,
        modifier: Modifier | None,
        unit: str | None,
    ) -> Quantity:
        counted = counted_after(self.text, self.match.end(), self.limit, with_of=unit is not None)
        of = counted.phrase if counted else None
        if counted is not None and unit != "%" and "/" not in (unit or ""):
            rate = _RATE.match(self.text, counted.end, self.limit)
            if rate is not None and end == self.match.end():
                end = rate.end()
                per = rate["per"].lower()
                if unit is None:
                    unit, of = f"{counted.phrase}/{per}", None
                else:
                    unit = f"{unit}/{per}"
        if unit is None and counted is not None:
            unit = counted.head
        return Quantity(self.text[start:end], start, end, value, low, high, modifier, unit, of)

    def _start(self, unit: str | None) -> int:
        """Where the figure begins: with its hedge, but "over" before a duration may be none, and "from" is none."""
        match = self.match
        if match["between"] and match["second"] is None and not match["hedge"]:
            return match.end("between") + 1
        if (
            unit in _DURATIONS
            and (match["hedge"] or "").lower() == "over"
            and not _MEASURED_OVER.search(self.text, max(0, match.start() - 16), match.start())
        ):
            return match.start("first")
        return match.start()

    def _modifier(self) -> Modifier | None:
        match = self.match
        if match["so"]:
            return _SO_MORE[match["so"].split()[1].lower()]
        if not match["hedge"]:
            return None
        return _MODIFIERS.get(" ".join(match["hedge"].lower().split()), Modifier.ABOUT)

    def _unit(self) -> str | None:
        match = self.match
        unit = None
        if match["percent"] or (
            match["first_unit"] and not match["sign"] and _is_percent(match["first_unit"])
        ):
            unit = "%"
        elif match["points"]:
            points = match["points"].strip(" -").lower()
            unit = (
                "basis point"
                if points.startswith("basis")
                else "percentage point"
                if "perc" in points
                else "point"
            )
        elif match["sign"]:
            unit = CURRENCIES[match["sign"].strip(" .").lower()]
        elif match["money"] or match["first_unit"]:
            money = " ".join((match["money"] or match["first_unit"]).lower().split())
            unit = CURRENCIES.get(money) or CURRENCIES.get(money.removesuffix("s"))
        elif match["age"]:
            unit = "year old"
        elif match["measure"]:
            unit = measure(match["measure"])
        elif match["times"]:
            unit = "times"
        elif _AGE.match(self.text, match.start()):
            unit = "year old"
        per = match["per"]
        return f"{unit}/{per.lower()}" if unit and per else unit


def _is_percent(words: str) -> bool:
    return re.fullmatch(PERCENT, words.strip(), re.IGNORECASE) is not None


def _value(number: str, big: str | None) -> Number | None:
    value = number_of_digits(number) if number[0].isdigit() else number_of_words(number)
    if value is None or not big:
        return value
    return tidy(value * MULTIPLIERS[big.strip(" -\t\n").lower()])


def _small(words: str) -> int:
    words = words.lower()
    if words in ("a", "an"):
        return 1
    return int(words) if words.isdigit() else number_of_words(words) or 0
