"""Numerals that are no quantities."""

from __future__ import annotations

import re

from claims.extraction.quantities.labels import is_label
from claims.extraction.quantities.numerals import Form
from claims.extraction.quantities.reading import Reading
from claims.extraction.quantities.shares import is_multiple, is_share
from claims.extraction.quantities.spelled import is_spelled_quantity

_TELEPHONE = re.compile(
    r"\(?\d{1,5}\)?(?:[\s.-]\(?\d{2,5}\)?){2,5}(?![\d,%]|\.\d)|\d{3}-\d{4}(?![\d,%]|\.\d)"
)
_SCORE = re.compile(r"(\d{1,3})[-–](\d{1,3})(?:[-–]\d{1,3})*(?![\w%]|[,./]\d)")


def is_quantity(reading: Reading) -> bool:
    """Whether the numeral, or the range that it begins, expresses a quantity."""
    form = reading.numeral.form
    if reading.second is not None:
        # "10-15 boats" is a range; "chapters 10-15" and "won it 3-4" are none.
        joined = reading.text[reading.numeral.end : reading.second.start]
        apart = not reading.alone or "to" in joined or "and" in joined
        return form is not Form.DIGITS or reading.signed or (apart and not is_label(reading))
    if form is Form.DIGITS:
        return reading.signed or not is_label(reading)
    if form is Form.WORDS:
        return is_spelled_quantity(reading)
    if form is Form.SHARE:
        return is_share(reading)
    if form is Form.TIMES:
        return is_multiple(reading)
    return True


def score_at(text: str, at: int, end: int) -> int | None:
    """Where the score ends that begins at `at` ("3-1"); None where there is none, or what may be a range."""
    match = _SCORE.match(text, at, end)
    return match.end() if match is not None and int(match[1]) >= int(match[2]) else None


def telephone_at(text: str, at: int, end: int) -> int | None:
    """Where the telephone number ends that begins at `at`; None where there is none."""
    match = _TELEPHONE.match(text, at, end)
    if match is None or ("-" not in match.group() and match.group()[0] != "0" and text[at - 1 : at] != "+"):
        return None
    return match.end()
