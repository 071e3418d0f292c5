"""Where the text quotes: curly and straight marks mixed, over several paragraphs, unclosed."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from claims.extraction.segmentation import Span

_MARKS = re.compile("''|``|[\"“”„‟«»‘’']")  # two single marks, or two grave accents, are a double one
_OPEN_DOUBLE = ("“", "„", "‟", "«", "``")
_CLOSE_DOUBLE = ("”", "»")
_EITHER_DOUBLE = ('"', "''")
_SINGLE = ("’", "'", "‘")
_SINGLE_OPENERS = "‘'"
_LETTERS_CUT = re.compile(r"['’‘](?:tis|twas|em|til|cause|n|\d\ds?)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Quote(Span):
    """A quotation with its marks. `continues`: it takes up the one that ended the paragraph before."""

    paragraph: int
    closed: bool
    continues: bool


def quotations(text: str, found: list[Span]) -> list[Quote]:
    """The quotations of the paragraphs `found`, outermost only, in the order of the text.

    A quotation that a paragraph leaves open ends with the paragraph; when the next paragraph opens with a
    mark again, that one `continues` it.
    """
    quotes: list[Quote] = []
    left_open = False
    for number, paragraph in enumerate(found):
        before = len(quotes)
        left_open = _read_paragraph(text, paragraph, number, left_open, quotes)
        if len(quotes) == before:
            left_open = False
    return quotes


def _read_paragraph(text: str, paragraph: Span, number: int, continued: bool, quotes: list[Quote]) -> bool:
    """Adds the paragraph's quotations to `quotes`; True when the last one is left open."""
    opened: int | None = None
    single: int | None = None
    first = True
    for mark in _MARKS.finditer(text, paragraph.start, paragraph.end):
        at, sign = mark.start(), mark.group()
        if sign in _SINGLE:
            if opened is None:
                single = _read_single(text, paragraph, at, sign, single, number, quotes)
            continue
        if opened is None:
            if sign in _CLOSE_DOUBLE or (
                sign in _EITHER_DOUBLE and _can_only_close(text, at, mark.end(), paragraph)
            ):
                continue
            opened, single = at, None
        elif sign not in _OPEN_DOUBLE:
            continues = first and continued and opened == paragraph.start
            quotes.append(Quote(opened, mark.end(), number, closed=True, continues=continues))
            opened, first = None, False
    if opened is None:
        return False
    continues = first and continued and opened == paragraph.start
    quotes.append(Quote(opened, paragraph.end, number, closed=False, continues=continues))
    return True


def _can_only_close(text: str, at: int, end: int, paragraph: Span) -> bool:
    after = text[end] if end < paragraph.end else " "
    return at > paragraph.start and not text[at - 1].isspace() and (after.isspace() or after in ".,;:!?")


def _read_single(
    text: str, paragraph: Span, at: int, sign: str, single: int | None, number: int, quotes: list[Quote]
) -> int | None:
    """Follows single quotation marks, which apostrophes look like; answers where one now stands open."""
    before = text[at - 1] if at > paragraph.start else " "
    after = text[at + 1] if at + 1 < paragraph.end else " "
    if single is None:
        opens = sign in _SINGLE_OPENERS and not before.isalnum() and (after.isalnum() or after in "$£€[")
        return at if opens and not _LETTERS_CUT.match(text, at) else None
    if sign != "‘" and not after.isalnum() and not before.isspace():
        quotes.append(Quote(single, at + 1, number, closed=True, continues=False))
        return None
    return single


class Quotations:
    """The quotations of a text, to be asked what lies inside them."""

    def __init__(self, quotes: list[Quote]) -> None:
        self.quotes = quotes
        self._ends = [quote.end for quote in quotes]

    def within(self, start: int, end: int) -> list[Quote]:
        """The quotations that overlap `[start, end)`, in order."""
        found = []
        index = bisect_left(self._ends, start + 1)
        while index < len(self.quotes) and self.quotes[index].start < end:
            found.append(self.quotes[index])
            index += 1
        return found

    def index_of(self, quote: Quote) -> int:
        """The place of `quote` among all."""
        return bisect_left(self._ends, quote.end)

    def holds(self, at: int) -> bool:
        """True when the character at `at` is quoted."""
        index = bisect_left(self._ends, at + 1)
        return index < len(self.quotes) and self.quotes[index].start <= at
