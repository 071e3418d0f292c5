"""What was read around a numeral, written as a Quantity."""

from __future__ import annotations

import re

from claims.extraction.lexicon import words
from claims.extraction.numbers import tidy
from claims.extraction.quantities.changed import changed_before
from claims.extraction.quantities.changes import change_of
from claims.extraction.quantities.counted import part_of, plural
from claims.extraction.quantities.hedges import Hedge, bounds
from claims.extraction.quantities.measures import DURATIONS
from claims.extraction.quantities.numerals import Form, Numeral, scaled
from claims.extraction.quantities.ranges import between_before
from claims.extraction.quantities.reading import Reading
from claims.extraction.quantities.units import PER_MANY, SPEEDS, Sort, rate_after
from claims.extraction.types import Change, Modifier, Number, Quantity

_NO_RATE = (Sort.AGE, Sort.POINTS)
# Before "over 12 months" these make it "more than 12 months"; otherwise it says how long something went on.
_MEASURED_OVER = re.compile(
    r"\b(?:for|of|in|after|by|at|to|every|is|was|were|been|be|just|well|tak(?:e|es|en|ing)|took|last(?:s|ed|ing)?|"
    r"wait(?:s|ed|ing)?|spen(?:d|ds|t|ding)|stay(?:s|ed|ing)?|serv(?:e|es|ed|ing)|liv(?:e|es|ed|ing)|"
    r"work(?:s|ed|ing)?|with|within)\s$",
    re.IGNORECASE,
)
_WENT_ON = DURATIONS | words(
    "games matches seasons sessions innings holes rounds legs tests episodes chapters laps"
)

Values = tuple[Number | None, Number | None, Number | None]  # the value, the lowest, the highest


def written(reading: Reading, lowest: int) -> Quantity:
    """The quantity that a reading stands for; a "between" before it begins at `lowest` or later."""
    text = reading.text
    unit, of, end = _unit(reading)
    hedge = reading.hedge
    if hedge is not None and unit in _WENT_ON and _says_how_long(reading, hedge):
        hedge = None
    start = reading.begin if hedge is None else hedge.start
    modifier = _modifier(reading, hedge)
    if reading.second is not None:
        between = between_before(text, start, lowest)
        start = start if between is None else between
    value, low, high = _values(reading, modifier)
    change = _change(reading, start)
    if unit == "%" and of is None and change is not None:
        of = changed_before(text, start, reading.sentence.start)
    return Quantity(text[start:end], start, end, value, low, high, modifier, unit, of, change)


def _unit(reading: Reading) -> tuple[str | None, str | None, int]:
    """The unit, what the figure is of, and where its words end."""
    unit, counted, numeral = reading.unit, reading.counted, reading.numeral
    of = None if counted is None else counted.phrase
    if unit is None and numeral.form is Form.SHARE:
        return "%", _inside(reading, numeral) or of, reading.after
    rate = _rate(reading)
    if rate is not None:
        per, end = rate
        if unit is None and of is None:
            return f"per {per}", None, end
        if unit is None:
            return f"{of}/{per}", None, end
        name = f"{unit.name}/{per}"
        return SPEEDS.get(name, name), of, end
    if unit is None:
        return None if counted is None else counted.head, of, reading.after
    if numeral.form is Form.SHARE and unit.name == "point":  # "a quarter-point rise"
        return "percentage point", of, reading.after
    return unit.name, of, reading.after


def _inside(reading: Reading, numeral: Numeral) -> str | None:
    """What a share names inside itself: "one barge in three" is of barges."""
    one = reading.text[numeral.start : numeral.end].lower().startswith(("one ", "1 "))
    return plural(numeral.of) if numeral.of and one else numeral.of


def _rate(reading: Reading) -> tuple[str, int] | None:
    """What the figure is for each of, and where that ends: behind the unit, or behind what is counted."""
    unit, counted = reading.unit, reading.counted
    if unit is not None and ("/" in unit.name or unit.sort in _NO_RATE):
        return None
    ends = [] if unit is None else [reading.after]
    if unit is None and counted is None and PER_MANY.match(reading.text, reading.after, reading.limit):
        ends = [reading.after]  # "15 per 100,000 people"
    if counted is not None:
        of = part_of(reading.text, counted.end, reading.limit)
        ends += [counted.end] if of is None else [counted.end, of.end]  # "40 canisters of gas a day"
    found = (rate_after(reading.text, end, reading.limit) for end in ends)
    return next((rate for rate in found if rate is not None), None)


def _says_how_long(reading: Reading, hedge: Hedge) -> bool:
    """ "met over 12 months": over that time, not for more than it."""
    text, lowest = reading.text, max(reading.sentence.start, hedge.start - 16)
    return hedge.words == "over" and not _MEASURED_OVER.search(text, lowest, hedge.start)


def _modifier(reading: Reading, hedge: Hedge | None) -> Modifier | None:
    if reading.second is not None:
        return Modifier.BETWEEN
    if hedge is not None:
        return hedge.modifier
    if reading.behind is not None:
        return reading.behind.modifier
    return Modifier.ABOUT if reading.numeral.form is Form.COUPLE else None


def _values(reading: Reading, modifier: Modifier | None) -> Values:
    numeral = reading.numeral
    if reading.second is not None:
        low, high = scaled(numeral, reading.second).value, reading.second.value
        if numeral.form is Form.SHARE and reading.unit is None and low is not None and high is not None:
            return None, _in_per_cent(low), _in_per_cent(high)
        return None, low, high
    if numeral.value is None:
        bounded = modifier in (Modifier.UP_TO, Modifier.LESS_THAN)
        return (None, None, numeral.low) if bounded else (None, numeral.low, None)
    value = numeral.value
    if numeral.form is Form.SHARE and reading.unit is None:
        value = _in_per_cent(value)
    return value, *bounds(value, modifier)


def _in_per_cent(share: Number) -> Number:
    return tidy(round(100 * share, 2) or 100 * share)


def _change(reading: Reading, start: int) -> Change | None:
    unit, counted, sentence = reading.unit, reading.counted, reading.sentence
    if unit is not None and unit.sort is Sort.AGE:
        return None
    end = counted.end if unit is None and counted is not None else reading.after
    return change_of(sentence.text, start, end, sentence.start, sentence.end)
