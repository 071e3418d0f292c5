"""The other end of a range: "10 to 15 per cent", "between three and five", "$3m-$4m"."""

from __future__ import annotations

import re

from claims.extraction.quantities.changes import change_of
from claims.extraction.quantities.numerals import Form, Numeral, numeral_at, scaled
from claims.extraction.quantities.units import LONGEST_SIGN, Sort, Unit, sign_before, unit_after

_JOINER = re.compile(r"-?\s?(?P<to>\bto)[\s-]|\s?(?P<dash>[-–—−])\s?|\s(?P<and>and)\s", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s$", re.IGNORECASE)
_BY = re.compile(r"\bby\s$", re.IGNORECASE)
_FROM = re.compile(r"\bfrom\s$", re.IGNORECASE)
_RANGING = re.compile(
    r"\b(?:rang(?:e|es|ed|ing)|anywhere|aged|ages|var(?:y|ies|ied|ying)|runs?|running)\sfrom\s$",
    re.IGNORECASE,
)
_UNRANGED = (Form.TIMES, Form.LOOSE)


def between_before(text: str, at: int, lowest: int) -> int | None:
    """Where the "between" begins that ends at `at`."""
    match = _BETWEEN.search(text, max(lowest, at - 9), at)
    return None if match is None else match.start()


def second_of(
    text: str, first: Numeral, sign: str | None, unit: Unit | None, begin: int, lowest: int, limit: int
) -> tuple[Numeral, Unit | None] | None:
    """The other end of the range that `first` begins, and the unit of both; None where it begins none.

    `sign` is the currency before `first`, which begins with it at `begin`; `unit` the unit behind it.
    """
    if first.value is None or first.form in _UNRANGED:
        return None
    joiner = _JOINER.match(text, first.end if unit is None else max(first.end, unit.end), limit)
    if joiner is None:
        return None
    second, own_sign = _signed_numeral(text, joiner.end(), limit)
    if second is None or second.value is None or second.form in _UNRANGED:
        return None
    if own_sign is not None and own_sign != sign:
        return None
    joined, shared = _shared_unit(text, first, second, sign, unit, limit)
    low = scaled(first, second).value
    if not joined or low is None or low >= second.value:
        return None
    if joiner["and"]:
        return None if between_before(text, begin, lowest) is None else (second, shared)
    united = sign is not None or unit is not None
    if joiner["to"] and _is_change(text, begin, lowest, united=united):
        return None
    if joiner["to"] and shared is None and _BY.search(text, max(lowest, begin - 4), begin):
        return None  # "rose by 12 to 340"
    return second, shared


def _signed_numeral(text: str, at: int, limit: int) -> tuple[Numeral | None, str | None]:
    """The numeral at `at`, or behind the currency sign there, and the currency."""
    numeral = numeral_at(text, at, limit)
    if numeral is not None:
        return numeral, None
    for end in range(at + 1, min(at + LONGEST_SIGN, limit) + 1):
        sign = sign_before(text, end, at)
        if sign is not None and sign[0] == at and (numeral := numeral_at(text, end, limit)) is not None:
            return numeral, sign[1]
    return None, None


def _shared_unit(
    text: str, first: Numeral, second: Numeral, sign: str | None, unit: Unit | None, limit: int
) -> tuple[bool, Unit | None]:
    """Whether the two have one unit, and which it is."""
    behind = unit_after(text, second.end, limit)
    if sign is not None:
        end = second.end if behind is None or behind.sort is not Sort.MONEY else behind.end
        return True, Unit(sign, end, Sort.MONEY)
    if unit is not None and unit.end == first.end:  # "aged 18 to 24"
        return True, Unit(unit.name, second.end, unit.sort)
    if unit is None:
        return True, behind
    return behind is not None and behind.name == unit.name, behind


def _is_change(text: str, begin: int, lowest: int, *, united: bool) -> bool:
    """ "from 3 to 7 per cent" and "fell 2 per cent to 45 per cent" are two figures, "ranging from 3 to 7" is one."""
    before = text[max(lowest, begin - 16) : begin]
    if _FROM.search(before) and not _RANGING.search(before):
        return True
    return united and change_of(text, begin, begin, lowest, begin) is not None
