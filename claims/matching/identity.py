"""Statements that differ in nothing a fact-check hangs on: the same claim, written another way."""

from __future__ import annotations

import re

from claims.matching.facts import Facts
from claims.matching.measures import Figure

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|[%$€£¥]")
# Left out and put in without a change of what is said. No "not", no "all", nothing that hedges.
_IDLE = frozenset({"a", "an", "the", "that", "has", "have", "had", "also"})
_FIGURE = " 0figure "  # stands for a figure among the words; no word begins so


def near_identical(one: Facts, other: Facts) -> bool:
    """Whether both have the same words in the same order and the same figures, hedges included.

    Articles, "has" and the way a figure is written ("5m", "five million") make no difference.
    """
    return _wording(one) == _wording(other) and list(map(_value, one.figures)) == list(
        map(_value, other.figures)
    )


def _wording(facts: Facts) -> list[str]:
    text = facts.text
    for figure in sorted(facts.figures, key=lambda each: -len(each.text)):
        text = text.replace(figure.text, _FIGURE, 1)
    words = [word.replace("’", "'") for word in _WORD.findall(text.casefold())]
    return [word for word in words if word not in _IDLE]


def _value(figure: Figure) -> tuple[object, ...]:
    return (
        figure.sort,
        figure.unit,
        figure.per,
        figure.noun,
        figure.low,
        figure.high,
        figure.above,
        figure.below,
        figure.change,
    )
