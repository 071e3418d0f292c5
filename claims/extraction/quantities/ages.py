"""Ages that have no unit beside them: "aged 18", "Nora Lindqvist, 35, said"."""

from __future__ import annotations

import re

from claims.extraction.quantities.numerals import Form, Numeral
from claims.extraction.quantities.reading import Sentence

_AGED = re.compile(r"\b(?:aged|ages?)\s(?:between\s|from\s|of\s)?$|\bturn(?:s|ed|ing)\s$", re.IGNORECASE)
_ASIDE = re.compile(r"[A-Za-z],\s$")
_ASIDE_ENDS = re.compile(r",\s|\)|,$")
_NAMED = re.compile(r"\b[A-Z][a-z][\w’'-]{1,30}\s[A-Z][\w’'-]{1,30},\s$")
_NAMED_ENDS = re.compile(r"[.;!?:]?['\"”’)]?(?:\s|$)")
_OLDEST = 120
_WINDOW = 70  # characters: two long names and what stands between them


def is_age(sentence: Sentence, numeral: Numeral) -> bool:
    """Whether the numeral is somebody's age."""
    text, at, end = sentence.text, numeral.start, numeral.end
    if _AGED.search(text, max(sentence.start, at - 16), at):
        return True
    if (
        numeral.form is not Form.DIGITS
        or not isinstance(numeral.value, int)
        or not 0 < numeral.value <= _OLDEST
    ):
        return False
    lowest = max(sentence.start, at - _WINDOW)
    if _NAMED.search(text, lowest, at) and _NAMED_ENDS.match(text, end, sentence.end):
        return True
    aside = _ASIDE.search(text, max(sentence.start, at - 3), at)
    return aside is not None and _ASIDE_ENDS.match(text, end, sentence.end) is not None
