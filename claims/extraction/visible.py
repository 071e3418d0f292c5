"""Text without the characters that nobody sees, and the way back to the offsets of the text as it was given.

Zero-width characters, soft hyphens and marks of direction stand inside the words and figures of copied text.
Control characters are read as spaces.
"""

from __future__ import annotations

import re
from array import array
from dataclasses import replace
from typing import TypeVar

from claims.extraction.types import Candidate, Entity, Quantity, Speaker, TimeReference

_UNSEEN = re.compile("[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe0e\ufe0f\ufeff]+")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f]")

Part = TypeVar("Part", Quantity, TimeReference, Entity)


def folded(text: str) -> str:
    """The text with "ſ", "ı" and "İ" as plain letters, each in its place.

    A pattern that ignores case takes them for "s" and "i", but str.lower does not, and no table has them.
    """
    return text.replace("ſ", "s").replace("ı", "i").replace("İ", "I")


class Visible:
    """What can be seen of `given`, in `text`."""

    def __init__(self, given: str) -> None:
        self._given = given
        self._at: array[int] | None = None  # the offset in `given` of each character of `text`
        if _UNSEEN.search(given):
            self._at = array("L")
            start = 0
            for unseen in _UNSEEN.finditer(given):
                self._at.extend(range(start, unseen.start()))
                start = unseen.end()
            self._at.extend(range(start, len(given)))
            given = _UNSEEN.sub("", given)
        self.text = _CONTROL.sub(" ", given)

    def restored(self, candidate: Candidate, *, whole: bool = False) -> Candidate:
        """The candidate with its places in the text as it was given; over all of it where `whole` is true."""
        if self._at is None and self.text == self._given:
            return candidate
        start, end = (0, len(self._given)) if whole else self._range(candidate.start, candidate.end)
        return replace(
            candidate,
            text=self._given[start:end],
            start=start,
            end=end,
            speaker=None if candidate.speaker is None else self._speaker(candidate.speaker),
            quantities=tuple(map(self._part, candidate.quantities)),
            times=tuple(map(self._part, candidate.times)),
            entities=tuple(map(self._part, candidate.entities)),
        )

    def _range(self, start: int, end: int) -> tuple[int, int]:
        if self._at is None or start == end:
            return start, end
        return self._at[start], self._at[end - 1] + 1

    def _part(self, part: Part) -> Part:
        start, end = self._range(part.start, part.end)
        return replace(part, text=self._given[start:end], start=start, end=end)

    def _speaker(self, speaker: Speaker) -> Speaker:
        start, end = self._range(speaker.start, speaker.end)
        return replace(speaker, mention=self._given[start:end], start=start, end=end)
