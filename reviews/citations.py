"""How an explanation cites its evidence: `[2]`, or several as `[2, 3]`.

A number has at most three digits: the year in brackets that an editor puts into a quotation is none.
"""

from __future__ import annotations

import re

CITATION = re.compile(r"\[(\d{1,3}(?:\s*,\s*\d{1,3})*)\]")


def numbers_in(match: re.Match[str]) -> list[int]:
    """Return the numbers of one citation."""
    return [int(number) for number in match[1].split(",")]


def cited_numbers(text: str) -> set[int]:
    """Return every number that `text` cites."""
    return {number for match in CITATION.finditer(text) for number in numbers_in(match)}
