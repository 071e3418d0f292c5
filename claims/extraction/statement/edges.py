"""Where in a sentence its claim begins and ends.

Cut away are quotation marks, the frame of a report ("Asked about the delay, …"), the stance of whoever speaks
("It is a scandal that …") and what somebody feels about it ("…, raising hopes of a deal"). What limits the claim,
its figures and its causes stay: where the words leave doubt, the sentence stays whole.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from claims.extraction.segmentation import Span
from claims.extraction.statement.cuts import (
    FRAME,
    FRAME_GOES_ON,
    HANGING,
    LABELLED_MOVE,
    SAID_IN,
    SHOWN,
    STANCES,
    TAILS,
    TURN,
    VENUE,
    VOCATIVE,
)

_EDGES = " \t\r\n\xa0\"“”„‟«»‘’',;:–—-"
_DOUBLE = re.compile('["“”„‟«»]')
_FEWEST_WORDS = 3  # of a claim, when something is cut before it
_FEWEST_BEFORE_TAIL = 5

_FEWEST_AFTER_ADVERBIAL = 8  # words: a bare "the minister said on Monday" is shorter
_ADVERBIAL = re.compile(
    r"(?:(?:Late|Earli)er|Soon|Shortly|In|On|At|After|Before|During|When|While|As|Speaking|Asked|Since|Though|Although|"
    r"Despite|With|By|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\s"
)
_NO_CLAUSE = re.compile(r"(?:of|about|against|for|to|into|with|as)\s")
_FIGURE = re.compile(r"\d")
# A clause after the tail, which may be a claim of its own.
_MORE_AFTER = re.compile(r",\s(?:and|but|while|as|although|though|after|because|which|when)\s|;|\s[–—]\s")


def claim_pieces(text: str, sentence: Span, content: Sequence[Span], *, reported: bool) -> list[Span]:
    """The parts of the sentence that are its claim; `content` is the sentence without its attribution."""
    pieces = [piece for span in content if (piece := _trimmed(text, span)) is not None]
    if not pieces or _hangs(text, sentence, pieces[0]):
        pieces = [_trimmed(text, sentence) or Span(sentence.start, sentence.end)]
    pieces[0] = _without_lead(text, sentence, pieces[0], reported=reported)
    pieces[-1] = _without_tail(text, pieces[-1])
    return pieces


def _hangs(text: str, sentence: Span, piece: Span) -> bool:
    """Whether the piece is no clause, and needs the rest of the sentence.

    "Experts warned of a rise"; "Soon after the vote, Ann Lind wrote …", where only the adverbial was left.
    """
    if piece.start == sentence.start:
        rest = text[piece.end : sentence.end].split(None, _FEWEST_AFTER_ADVERBIAL)
        return (
            len(rest) > _FEWEST_AFTER_ADVERBIAL and _ADVERBIAL.match(text, piece.start, piece.end) is not None
        )
    broken = text[piece.start - 1].isalnum() and text[piece.start].isalnum()
    return broken or _NO_CLAUSE.match(text, piece.start, piece.end) is not None


def _trimmed(text: str, span: Span) -> Span | None:
    """The range without marks, commas and white space at its ends; a closing full stop stays.

    A quotation mark stays where its partner stands inside: “light” weapons.
    """
    start, end = span.start, span.end
    while start < end and text[start] in _EDGES:
        start += 1
    while end > start and text[end - 1] in _EDGES:
        end -= 1
    if start == end:
        return None
    inner = list(_DOUBLE.finditer(text, start, end))
    if (
        inner
        and start > span.start
        and _DOUBLE.match(text[start - 1])
        and _closes(text, inner[0].start(), end)
    ):
        start -= 1
    if inner and end < span.end and _DOUBLE.match(text[end]) and not _closes(text, inner[-1].start(), end):
        end += 1
    return Span(start, end)


def _closes(text: str, at: int, end: int) -> bool:
    """Whether the mark at `at` ends a quotation: a straight one does where a word stands right before it."""
    return text[at] in "”»" or (text[at] == '"' and (at + 1 == end or not text[at + 1].isalnum()))


def _without_lead(text: str, sentence: Span, piece: Span, *, reported: bool) -> Span:
    """The piece after its frame, its turn in a transcript and the stance of whoever speaks."""
    start = piece.start
    if (turn := TURN.match(text, start, piece.end)) and not text[turn.end() : piece.end].isupper():
        start = _after(text, start, turn.end(), piece.end)
    for frame in (FRAME, LABELLED_MOVE, *([VENUE] if reported else [])):
        if match := frame.match(text, start, piece.end):
            end = match.end()
            while frame is FRAME and (more := FRAME_GOES_ON.match(text, end, piece.end)):
                end = more.end()
            start = _after(text, start, end, piece.end)
    for lead in (VOCATIVE, SHOWN, *([HANGING, SAID_IN] if piece.start > sentence.start else [])):
        if match := lead.match(text, start, piece.end):
            start = _after(text, start, match.end(), piece.end)
    for _ in range(2):  # "But the truth is, sadly, that": a stance may hold another
        if stance := STANCES.match(text, start, piece.end):
            start = _after(text, start, stance.end(), piece.end)
    return _trimmed(text, Span(start, piece.end)) or piece if start > piece.start else piece


def _after(text: str, start: int, cut: int, end: int) -> int:
    """`cut`, where enough words for a claim follow it; otherwise `start`."""
    return cut if len(text[cut:end].split(None, _FEWEST_WORDS)) >= _FEWEST_WORDS else start


def _without_tail(text: str, piece: Span) -> Span:
    """ "…, leading to fears in some capitals" is what somebody makes of it, unless it holds a figure."""
    from_here = max(_last(_FIGURE, text, piece), _last(_MORE_AFTER, text, piece))
    for match in TAILS.finditer(text, piece.start, piece.end):
        if match.start() < from_here or len(text[piece.start : match.start()].split()) < _FEWEST_BEFORE_TAIL:
            continue
        return _trimmed(text, Span(piece.start, match.start())) or piece
    return piece


def _last(pattern: re.Pattern[str], text: str, piece: Span) -> int:
    return max((match.start() for match in pattern.finditer(text, piece.start, piece.end)), default=-1)
