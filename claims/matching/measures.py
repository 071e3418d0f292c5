"""Units that measure the same thing, and the figures of a statement as ranges of one of them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from claims.extraction import Change, Modifier, Quantity
from claims.matching.words import same_sort, stem

# A figure in the news is meant to its last digit that is no zero, and no more loosely than this: 6.8 beside 7 per cent.
ROUNDED = 0.03
# A share in words is looser: "a third" is said of 32 to 35 per cent.
IN_WORDS = 0.05
# So is a figure that was put into another unit, which is rounded twice: 60 miles beside 100 km.
CONVERTED = 0.05
# "About 100,000" is said of 90,000 to 110,000.
ABOUT = 0.1
# "More than 100,000" is true of five million, and no one says it of them: figures half as great again are others.
OPEN = 1.5
# "Just over" and "well under" say how far.
JUST_OVER = 1.1
# "Dozens" are 12 to 120, "tens of thousands" 10,000 to 100,000.
LOOSE = 10

_MASS = ("mass", {"mg": 1e-6, "gram": 1e-3, "kg": 1, "tonne": 1e3, "ton": 1e3, "pound": 0.4536, "ounce": 0.02835,
                  "microgram": 1e-9, "carat": 2e-4})  # fmt: skip
_LENGTH = ("length", {"nm": 1e-9, "micrometre": 1e-6, "mm": 1e-3, "cm": 0.01, "metre": 1, "km": 1e3, "mile": 1609.34,
                      "nautical mile": 1852, "foot": 0.3048, "inch": 0.0254, "yard": 0.9144})  # fmt: skip
_AREA = ("area", {"square metre": 1, "square km": 1e6, "square mile": 2.59e6, "hectare": 1e4, "acre": 4046.9,
                  "square foot": 0.0929, "square yard": 0.836, "square cm": 1e-4})  # fmt: skip
_VOLUME = ("volume", {"ml": 1e-3, "cl": 0.01, "litre": 1, "cubic metre": 1e3, "cubic km": 1e12, "cubic foot": 28.317,
                      "gallon": 3.785, "pint": 0.5, "barrel": 158.99, "cubic cm": 1e-3, "cc": 1e-3})  # fmt: skip
_TIME = ("time", {"ms": 1e-3, "second": 1, "minute": 60, "hour": 3600, "day": 86400, "night": 86400, "week": 604800,
                  "fortnight": 1209600, "month": 2629800, "quarter": 7889400, "year": 31557600, "decade": 315576000,
                  "century": 3155760000})  # fmt: skip
_ENERGY = ("energy", {"Wh": 1, "kWh": 1e3, "MWh": 1e6, "GWh": 1e9, "TWh": 1e12})
_POWER = ("power", {"watt": 1, "kW": 1e3, "MW": 1e6, "GW": 1e9, "TW": 1e12, "hp": 745.7})
_SPEED = ("speed", {"km/h": 1, "mph": 1.609, "knot": 1.852, "metre/second": 3.6, "km/second": 3600})
_DATA = ("data", {"byte": 1, "KB": 1e3, "MB": 1e6, "GB": 1e9, "TB": 1e12, "PB": 1e15})
_RATE = ("data rate", {"Kbit/s": 1e3, "Mbit/s": 1e6, "Gbit/s": 1e9})
_WAVES = ("frequency", {"Hz": 1, "kHz": 1e3, "MHz": 1e6, "GHz": 1e9})
_AGE = ("age", {"year old": 1, "month old": 1 / 12, "week old": 1 / 52.18, "day old": 1 / 365.25})
_POINTS = ("points", {"percentage point": 1, "basis point": 0.01})
_SMALL_CHANGE = ("money", {"cent": 0.01, "penny": 0.01})
_SHARE = ("share", {"%": 1.0})
_MULTIPLE = ("multiple", {"times": 1.0})
_RANK = ("rank", {"rank": 1.0})
_MEASURES = {
    unit: (sort, factor)
    for sort, units in (
        _MASS, _LENGTH, _AREA, _VOLUME, _TIME, _ENERGY, _POWER, _SPEED, _DATA, _RATE, _WAVES, _AGE, _POINTS,
        _SMALL_CHANGE, _SHARE, _MULTIPLE, _RANK,
    )
    for unit, factor in units.items()
}  # fmt: skip
_CURRENCY = re.compile(r"[A-Z]{3}\Z")
_JUST = re.compile(r"\b(?:just|little|slightly|barely|marginally)\b", re.IGNORECASE)
_DIGITS = re.compile(r"\d")
_OPEN = {Modifier.MORE_THAN: 1, Modifier.AT_LEAST: 1, Modifier.LESS_THAN: -1, Modifier.UP_TO: -1}
_TEMPERATURE = 1.0  # degrees Celsius that a reading may be off


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity as a range of one unit of its sort.

    `low` and `high` are what the words leave open, `slack` how far outside it is still taken for the same; all
    three in the base unit of `sort` ("length", "money", "count"). `unit` is the currency or the text's own
    unit, `per` what it is for each of ("time", or a noun), `rate` the seconds of that time, `noun` the stem of
    what is counted or measured. `above` and `below` say that the figure itself is left out of the range: "more
    than", "less than"; `open` that the range has no end of its own upwards (1) or downwards (-1). `role` is the
    preposition before it, where one tells a level from a change, `beside` the stems of the words around.
    """

    text: str
    sort: str
    unit: str
    per: str
    noun: str
    low: float
    high: float
    slack: float
    rate: float = 1.0
    above: bool = False
    below: bool = False
    open: int = 0
    change: Change | None = None
    role: str = ""
    beside: frozenset[str] = frozenset()

    def agrees(self, other: Figure) -> bool:
        """Whether both may be said of one and the same number."""
        if self.per != other.per:  # "a year" may go without saying
            return self._whole().agrees(other._whole())
        if (self.above and other.below and self.low >= other.high) or (
            other.above and self.below and other.low >= self.high
        ):
            return False
        slack = max(self.slack, other.slack)
        if self.unit != other.unit and self.sort not in ("count", "share", "rank"):
            slack = max(slack, CONVERTED * min(abs(self.low), abs(other.low)))
        if self.open and self.open == other.open:  # "more than 400,000" is not "more than 600,000"
            one, two = (self.low, other.low) if self.open > 0 else (self.high, other.high)
            return abs(one - two) <= max(slack, ABOUT * min(abs(one), abs(two)))
        return max(self.low, other.low) - min(self.high, other.high) <= slack

    def _whole(self) -> Figure:
        """The figure without what it is for each of."""
        size = self.rate
        return replace(
            self, per="", rate=1.0, low=self.low * size, high=self.high * size, slack=self.slack * size
        )

    def comparable(self, other: Figure) -> bool:
        """Whether they measure the same sort of thing, for each of the same."""
        return self.sort == other.sort and (self.per == other.per or not self.per or not other.per)

    def same_currency(self, other: Figure) -> bool:
        """False for dollars beside euros; small change may be of either."""
        return self.sort != "money" or self.unit == other.unit or "cent" in (self.unit, other.unit)

    def counts_other_things(self, other: Figure) -> bool:
        """Whether both say what they count, and it is not the same."""
        return bool(self.noun and other.noun) and not same_sort(self.noun, other.noun)


def figure(quantity: Quantity, *, role: str = "", beside: frozenset[str] = frozenset()) -> Figure | None:
    """The quantity as a figure; None where it has neither value nor bounds."""
    unit, _, per = (quantity.unit or "").partition("/")
    if quantity.unit in _MEASURES:
        unit, per = quantity.unit, ""
    sort, factor, noun = _sort(unit, quantity)
    time, rate = _MEASURES.get(per), 1.0
    if time is not None and time[0] == "time":
        factor, per, rate = factor / time[1], "time", time[1]
    else:
        per = stem(per.lower()) if per else ""
    found = _range(quantity)
    if found is None:
        return None
    low, high = found
    slack = _slack(quantity)
    if unit in ("°C", "°F"):
        if unit == "°F":
            low, high = (low - 32) / 1.8, (high - 32) / 1.8
        slack, factor = max(_TEMPERATURE, slack if quantity.modifier is Modifier.ABOUT else 0), 1
    return Figure(
        text=quantity.text,
        sort=sort,
        unit="GBP" if unit == "penny" else unit,
        per=per,
        noun=noun,
        low=low * factor,
        high=high * factor,
        slack=slack * factor,
        rate=rate,
        above=quantity.modifier is Modifier.MORE_THAN,
        below=quantity.modifier is Modifier.LESS_THAN,
        open=0 if quantity.modifier is None else _OPEN.get(quantity.modifier, 0),
        change=quantity.change,
        role=role,
        beside=beside,
    )


def per_time(each: Figure, unit: str) -> Figure:
    """The count as one for each day or year, where the sentence says so away from the figure: "daily"."""
    seconds = _TIME[1][unit]
    return replace(
        each,
        per="time",
        rate=seconds,
        low=each.low / seconds,
        high=each.high / seconds,
        slack=each.slack / seconds,
    )


def as_multiple(each: Figure) -> Figure | None:
    """A change in per cent as what it multiplies by: a rise by 100 per cent is a doubling."""
    if each.sort != "share" or each.change is None:
        return None
    rise = each.change is Change.RISE
    ends = sorted((1 + bound / 100) if rise else (1 - bound / 100) for bound in (each.low, each.high))
    return replace(
        each,
        sort="multiple",
        unit="times",
        low=ends[0],
        high=ends[1],
        slack=each.slack / 100,
        open=each.open if rise else -each.open,
    )


def _sort(unit: str, quantity: Quantity) -> tuple[str, float, str]:
    """The sort of a unit, its size in the sort's base unit, and what the figure is of."""
    of = stem(quantity.of.split()[-1].lower()) if quantity.of and quantity.of.split() else ""
    if _CURRENCY.match(unit):
        return "money", 1.0, of
    if unit in ("°C", "°F", "degree"):
        return "temperature", 1.0, of
    if unit in _MEASURES:
        sort, factor = _MEASURES[unit]
        return sort, factor, of
    return "count", 1.0, stem(unit.lower()) or of


def _range(quantity: Quantity) -> tuple[float, float] | None:
    value, low, high = quantity.value, quantity.low, quantity.high
    if value is None:
        if low is not None and high is not None:
            return float(min(low, high)), float(max(low, high))
        if low is not None:
            return float(low), float(low) * LOOSE
        return None if high is None else (high / OPEN, float(high))
    near = JUST_OVER if _JUST.search(quantity.text) else OPEN
    match quantity.modifier:
        case Modifier.MORE_THAN | Modifier.AT_LEAST:
            ends = (value, value * near)
        case Modifier.LESS_THAN | Modifier.UP_TO:
            ends = (value / near, value)
        case Modifier.NEARLY:
            ends = (value * (1 - ABOUT), value)
        case _:
            ends = (value, value)
    return float(min(ends)), float(max(ends))


def _slack(quantity: Quantity) -> float:
    value = quantity.value
    if value is None:
        bounds = [abs(bound) for bound in (quantity.low, quantity.high) if bound is not None]
        return ROUNDED * min(bounds, default=0)
    size = abs(float(value))
    if quantity.modifier is Modifier.ABOUT:
        return ABOUT * size
    if quantity.unit == "%" and not _DIGITS.search(quantity.text):
        return IN_WORDS * size
    if quantity.modifier is Modifier.EXACTLY:
        return 0.0
    return min(ROUNDED * size, _last_digit(size) / 2)


def _last_digit(size: float) -> float:
    """The worth of the last digit that is no zero: 100,000 of 100,000, 0.1 of 6.8."""
    digits, _, power = f"{size:.9e}".partition("e")
    written = digits.rstrip("0").rstrip(".")
    return float(10.0 ** (int(power) - max(0, len(written) - 2)))
