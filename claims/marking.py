"""A text and the spans marked in it, as paragraphs of tokens that nest: what a page can write as HTML. Pure.

Marks may overlap, nest, cross a paragraph break and come in any order. Of two that overlap, the one that
ends later lies outside; where that is not possible, a mark is closed and opened again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from claims.extraction.segmentation import paragraphs


@dataclass(frozen=True, slots=True)
class Mark:
    """The half-open range `[start, end)` of the text's characters; `key` says whose it is."""

    start: int
    end: int
    key: int


@dataclass(frozen=True, slots=True)
class Text:
    text: str


@dataclass(frozen=True, slots=True)
class Open:
    """From here on the text is inside the mark; `first` is False where it goes on after an interruption."""

    mark: Mark
    first: bool


@dataclass(frozen=True, slots=True)
class End:
    """The last shown character of the mark has been written; the innermost of several comes first."""

    mark: Mark


@dataclass(frozen=True, slots=True)
class Close:
    """Closes the mark that was opened last."""

    mark: Mark


Token = Text | Open | End | Close


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph. `before` and `after` are the white space around it (`after` for the last one only).

    `marks` are those that begin here or in the white space before: each mark is in exactly one paragraph's.
    """

    before: str
    tokens: tuple[Token, ...]
    after: str
    marks: tuple[Mark, ...]


def repeats_title(text: str, title: str) -> bool:
    """Whether the first paragraph is the headline once more, as in a pasted text."""
    first = next((text[span.start : span.end] for span in paragraphs(text)), "")
    return bool(first) and " ".join(first.split()).casefold() == " ".join(title.split()).casefold()


def mark(text: str, marks: Iterable[Mark]) -> list[Paragraph]:
    """Return the paragraphs of `text`: `before`, the Text tokens and `after`, joined, are the text again.

    Raises:
        ValueError: where a mark is empty or reaches beyond the text.
    """
    waiting = sorted(marks, key=lambda m: (m.start, -m.end, m.key))
    if any(not 0 <= m.start < m.end <= len(text) for m in waiting):
        raise ValueError("A mark is empty or reaches beyond the text.")
    spans = [(span.start, span.end) for span in paragraphs(text)] or [(len(text), len(text))]
    waiting.reverse()
    active: list[Mark] = []
    seen: set[Mark] = set()
    found: list[Paragraph] = []
    position = 0
    for index, (start, end) in enumerate(spans):
        is_last = index + 1 == len(spans)
        following = len(text) if is_last else spans[index + 1][0]
        begun: list[Mark] = []
        while waiting and (is_last or waiting[-1].start < end):
            begun.append(waiting.pop())
        active = [m for m in active + begun if m.end > start]
        shown = [m for m in active if m.start < end]
        tokens = tuple(_tokens(text, start, end, shown, seen, ends_before=following, is_last=is_last))
        found.append(Paragraph(text[position:start], tokens, text[end:] if is_last else "", tuple(begun)))
        position = end
    return found


def _tokens(
    text: str, start: int, end: int, marks: list[Mark], seen: set[Mark], *, ends_before: int, is_last: bool
) -> Iterator[Token]:
    points = sorted({start, end, *(max(m.start, start) for m in marks), *(min(m.end, end) for m in marks)})
    opened: list[Mark] = []
    for here, there in pairwise(points):
        going_on = [m for m in opened if min(m.end, end) > here]
        while opened and opened != going_on[: len(opened)]:
            yield Close(opened.pop())
        again = [m for m in going_on if m not in opened]
        fresh = [m for m in marks if max(m.start, start) == here]
        for m in sorted(again + fresh, key=lambda m: (-m.end, m.start, m.key)):
            yield Open(m, first=m not in seen)
            seen.add(m)
            opened.append(m)
        yield Text(text[here:there])
        for m in reversed(opened):
            if min(m.end, end) == there and (m.end <= ends_before or is_last):
                yield End(m)
    while opened:
        yield Close(opened.pop())
