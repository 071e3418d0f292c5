"""Hedges: the words beside a figure that say how exact it is, or that it is a bound."""

from __future__ import annotations

import re
from dataclasses import dataclass

from claims.extraction.lexicon import words
from claims.extraction.quantities.before import last_word, word_before
from claims.extraction.types import Modifier, Number

# Before the figure.
_BEFORE = {
    Modifier.ABOUT: "about|around|roughly|approximately|approx.|some|circa|c.|ca.|an estimated|estimated|estimated at|"
    "an estimated total of|close to|near|near to|in the region of|somewhere around|somewhere in the region of|"
    "in the neighbourhood of|in the neighborhood of|on the order of|in the order of|in the vicinity of|"
    "more or less|~|≈",
    Modifier.NEARLY: "nearly|almost|just under|just short of|just shy of|just below|not quite|approaching|"
    "a little under|a little less than|slightly less than|slightly under|slightly below|slightly fewer than|"
    "virtually|practically",
    Modifier.MORE_THAN: "more than|over|above|upwards of|upward of|in excess of|greater than|well over|just over|"
    "exceeding|larger than|higher than|north of|well above|just above|a little over|slightly over|"
    "slightly more than|slightly above|a little more than|just more than|well more than|far more than|"
    "much more than|beyond|better than|longer than|surpassing|topping|bigger than|older than|>",
    Modifier.AT_LEAST: "at least|no fewer than|no less than|not less than|not fewer than|a minimum of|minimum|"
    "at the very least|as few as|as little as|as low as|≥|>=",
    Modifier.LESS_THAN: "less than|fewer than|under|below|lower than|smaller than|well under|well below|south of|"
    "far less than|much less than|shorter than|younger than|short of|shy of|<",
    Modifier.UP_TO: "up to|as many as|as much as|as high as|as long as|at most|no more than|not more than|"
    "a maximum of|maximum|at the most|no greater than|no higher than|a maximum|≤|<=",
    Modifier.EXACTLY: "exactly|precisely",
}
# Behind it.
_AFTER = {
    Modifier.ABOUT: "or so|or thereabouts|-odd|-some|-ish",
    Modifier.AT_LEAST: "or more|-plus|+|or older|or higher|or above|and above|and over|or over|or better|or longer|"
    "and up|or greater|at a minimum",
    Modifier.UP_TO: "or less|or fewer|or under|or below|or younger|or lower|or shorter|at a maximum",
}


def _table(phrases: dict[Modifier, str]) -> dict[str, Modifier]:
    return {phrase: modifier for modifier, listed in phrases.items() for phrase in listed.split("|")}


def _alternatives(phrases: dict[str, Modifier]) -> str:
    ranked = sorted(phrases, key=lambda each: (-len(each), each))
    return "|".join(re.escape(each).replace(r"\ ", r"\s") for each in ranked)


_MODIFIERS = _table(_BEFORE)
_MODIFIERS_AFTER = _table(_AFTER)
_HEDGE = re.compile(
    rf"(?<![\w~<>≤≥-])({_alternatives(_MODIFIERS)})(?:\san?\s|\s|(?<=[~≈<>≤≥=]))\Z", re.IGNORECASE
)
_SIGNS = frozenset("~≈<>≤≥=")
_LAST_WORDS = frozenset(last_word(phrase) for phrase in _MODIFIERS) | words(
    "a an"
)  # "" where a sign or a dot is last
_HEDGE_AFTER = re.compile(rf"\s?({_alternatives(_MODIFIERS_AFTER)})(?![\w])", re.IGNORECASE)
_LONGEST = 4 + max(map(len, _MODIFIERS))


@dataclass(frozen=True, slots=True)
class Hedge:
    """A hedge's range in the text and what it means."""

    start: int
    end: int
    modifier: Modifier
    words: str


def bounds(value: Number, modifier: Modifier | None) -> tuple[Number | None, Number | None]:
    """The lowest and the highest value that a hedge leaves open."""
    if modifier in (Modifier.MORE_THAN, Modifier.AT_LEAST):
        return value, None
    if modifier in (Modifier.LESS_THAN, Modifier.UP_TO, Modifier.NEARLY):
        return None, value
    return None, None


def hedge_before(text: str, at: int, lowest: int) -> Hedge | None:
    """The hedge that ends right before `at`, and begins at `lowest` or later."""
    beside = text[at - 1 : at]
    if beside not in _SIGNS:
        parted = at - lowest > 1 and beside.isspace()
        if not parted or word_before(text, at, lowest).lower() not in _LAST_WORDS:
            return None
    match = _HEDGE.search(text, max(lowest, at - _LONGEST), at)
    if match is None:
        return None
    written = " ".join(match[1].lower().split())
    return Hedge(match.start(), at, _MODIFIERS[written], written)


def hedge_after(text: str, at: int, end: int) -> Hedge | None:
    """The hedge that begins right behind `at`."""
    match = _HEDGE_AFTER.match(text, at, end)
    if match is None:
        return None
    written = " ".join(match[1].lower().split())
    return Hedge(match.start(), match.end(), _MODIFIERS_AFTER[written], written)
