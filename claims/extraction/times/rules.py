"""What a rule is: a pattern, and what its match says in its context."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from claims.extraction.periods import Period
from claims.extraction.times.direction import looks_ahead
from claims.extraction.times.values import Timex
from claims.extraction.times.words import DIGIT, FIRST_WORDS, compiled

_OPENING = "\"'“‘(["
_REACH = 40  # characters in which the words before a time stand
_LETTERS = re.compile(r"[A-Za-z]+")
_NEXT_WORD = re.compile(r"[\s-]{0,2}([\w’']{1,30})")


class Named(NamedTuple):
    """What the article named last: a day, and a day, month or year by its first day.

    `months` are the first and last day of the month, quarter or half year that the sentence at hand named last.
    """

    day: date | None = None
    period: date | None = None
    months: Period | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """Where a match stands: in the sentence `text[start:end]`, of an article of `day`.

    `named` is what was named last; `part` the TIMEX3 mod of words like "the end of" before the match.
    """

    text: str
    start: int
    end: int
    day: date | None
    named: Named
    part: str | None = None

    def reference(self, unit: str) -> date | None:
        """The day by which "the following year" goes: the last named, or the article's."""
        return (self.named.day if unit.rstrip("s") == "day" else self.named.period) or self.day

    def ahead(self, match: re.Match[str]) -> bool:
        """Whether the sentence looks ahead there: "until" and "by" do, if no verb says otherwise."""
        before = self.text[max(self.start, match.start() - _REACH) : match.start()].lower().split()
        before = [word.lstrip(_OPENING) for word in before]
        if before[-1:] in (["since"], ["earlier"]) or before[-2:] == ["as", "of"]:
            return False
        if len(before) > 1 and before[-1] in ("until", "till"):
            return True
        found = looks_ahead(self.text, self.start, match.start(), match.end(), self.end)
        return before[-1:] == ["by"] if found is None else found

    def word_before(self, match: re.Match[str]) -> str:
        """The word before the match as it is written, "" at the start of the sentence."""
        found = self.text[max(self.start, match.start() - _REACH) : match.start()].split()
        return found[-1].lstrip(_OPENING) if found else ""

    def word_after(self, match: re.Match[str]) -> str:
        """The word after the match as it is written, "" where a sign or the end follows."""
        found = _NEXT_WORD.match(self.text, match.end(), self.end)
        return found[1] if found else ""

    def rest(self, match: re.Match[str]) -> str:
        """The next few words after the match, in lower case."""
        return self.text[match.end() : min(self.end, match.end() + _REACH)].lower()


Resolver = Callable[[re.Match[str], Context], Timex | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """`begins` are all that its first word may be; `resolve` gives None where the words are no time after all.

    `parted`: "early", "the end of" and so on may stand before it and belong to the time.
    """

    begins: frozenset[str]
    pattern: re.Pattern[str]
    resolve: Resolver
    parted: bool


def rule(begins: str, pattern: str, resolve: Resolver, *, parted: bool = False) -> Rule:
    """A rule of a pattern as `compiled` reads it; `begins` lists first words, and kinds of them in capitals."""
    first = frozenset[str]().union(*(FIRST_WORDS.get(word, {word}) for word in begins.split()))
    return Rule(first, compiled(pattern), resolve, parted)


class Rules:
    """Rules by the words that they begin with, so that only a few are tried at a word."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        begins = frozenset[str]().union(*(each.begins for each in rules))
        self._by_word = {word: tuple(each for each in rules if word in each.begins) for word in begins}

    def at(self, word: str) -> tuple[Rule, ...]:
        """The rules for `word`, which is as `first_word` gives it."""
        return self._by_word.get(word, ())


def first_word(text: str, at: int, end: int) -> str:
    """The letters at `at`, in lower case; `DIGIT` for any digit; "" where there is something else."""
    letters = _LETTERS.match(text, at, end)
    if letters is not None:
        return letters.group().lower()
    return DIGIT if at < end and text[at].isdigit() else ""
