"""The word right before a figure, by which most of what it may be is ruled out at once."""

from __future__ import annotations

import re

_NO_WORD = re.compile(r"\W")
_REACH = 24  # characters: longer than any word that tells something of the figure behind it


def word_before(text: str, at: int, lowest: int) -> str:
    """The word that one blank parts from what begins at `at`, as it is written; "" where there is none."""
    if at <= lowest or not text[at - 1].isspace():
        return ""
    return last_word(text[max(lowest, at - _REACH) : at - 1])


def last_word(words: str) -> str:
    """The word that `words` ends with; "" where a sign or a blank stands there."""
    return _NO_WORD.split(words)[-1]
