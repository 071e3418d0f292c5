"""Whether words are English, as far as its commonest words and its letters tell."""

from __future__ import annotations

import re

from claims.extraction.lexicon import words

_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile(r"[A-Za-z]")
# Common in English and in no neighbour of it: "in", "is" or "was" would let Dutch and German through.
_COMMON = words(
    """
    the and to that for with were have has had been are said from they which who would this their his her by at it not
    but be she he its you your our what there these those about after into more than when can could than where while
    says against
    """
)
_ENOUGH = 10  # words: fewer say nothing about the language
_SHARE = 0.07


def is_english(text: str) -> bool:
    """False only where the words are enough to be sure that they are not."""
    letters = [sign for sign in text[:2_000] if sign.isalpha()]
    if len(letters) >= 4 and sum(bool(_LATIN.match(sign)) for sign in letters) < 0.5 * len(letters):
        return False
    found = _WORD.findall(text[:2_000])
    if len(found) < _ENOUGH:
        return True
    return sum(word.lower() in _COMMON for word in found) >= _SHARE * len(found)
