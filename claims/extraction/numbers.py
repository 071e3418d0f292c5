"""Numbers as English writes them: in digits, in words, as fractions, with multipliers."""

from __future__ import annotations

import re

from claims.extraction.lexicon import listed
from claims.extraction.types import Number

UNITS = {
    word: value
    for value, word in enumerate(
        listed(
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
            "sixteen seventeen eighteen nineteen"
        )
    )
}
TENS = {
    word: 10 * value
    for value, word in enumerate(listed("twenty thirty forty fifty sixty seventy eighty ninety"), start=2)
}
MULTIPLIERS: dict[str, int] = {
    "hundred": 100,
    "thousand": 10**3,
    "k": 10**3,
    "million": 10**6,
    "millions": 10**6,
    "m": 10**6,
    "mn": 10**6,
    "mln": 10**6,
    "mil": 10**6,
    "billion": 10**9,
    "billions": 10**9,
    "bn": 10**9,
    "b": 10**9,
    "bln": 10**9,
    "trillion": 10**12,
    "trillions": 10**12,
    "tn": 10**12,
    "trn": 10**12,
    "dozen": 12,
}
FRACTIONS = {
    "half": 1 / 2,
    "third": 1 / 3,
    "quarter": 1 / 4,
    "fourth": 1 / 4,
    "fifth": 1 / 5,
    "sixth": 1 / 6,
    "seventh": 1 / 7,
    "eighth": 1 / 8,
    "ninth": 1 / 9,
    "tenth": 1 / 10,
}
LOOSE = {"tens": 10, "dozens": 12, "scores": 20, "hundreds": 100, "thousands": 10**3} | {
    word: MULTIPLIERS[word] for word in ("millions", "billions", "trillions")
}

_SMALL = "|".join([*sorted(UNITS, key=len, reverse=True), *TENS])
_BIG = "hundred|thousand|million|billion|trillion"
WORDS = rf"(?:{_SMALL})(?:(?:-|\s)(?:{_SMALL}|{_BIG}|and\s(?:{_SMALL})\b(?!\s(?:{_BIG})s?\b)))*"
DIGITS = r"(?:\d{1,3}(?:,\d{3})+|\d{1,18})(?:\.\d{1,9})?"
_LARGEST = 10**18  # "hundred hundred hundred …" is no number
_WORD = re.compile(r"[a-z]+")


def number_of_words(words: str) -> int | None:
    """The value of "two hundred and fifty-three thousand"; None where the words are no one number."""
    total = group = 0
    last = 0
    for word in _WORD.findall(words.lower()):
        if word == "and":
            continue
        if word == "hundred":
            group = max(group, 1) * 100
            last = 100
        elif word in MULTIPLIERS:
            total += max(group, 1) * MULTIPLIERS[word]
            group, last = 0, 1000
        else:
            value = UNITS.get(word, TENS.get(word, -1))
            if value < 0 or (0 < last < 20) or (20 <= last < 100 and not 0 < value < 10):
                return None
            group += value
            last = value or 1
    return total + group if total + group <= _LARGEST else None


def number_of_digits(digits: str) -> Number:
    """The value of "1,234.5", which thin spaces may part as well."""
    plain = re.sub(r"[,\s]", "", digits)
    return tidy(float(plain)) if "." in plain else int(plain)


def tidy(value: float) -> Number:
    """The value without the noise of binary fractions: whole numbers as int."""
    rounded = round(value, 6)
    return int(rounded) if rounded == int(rounded) else rounded
