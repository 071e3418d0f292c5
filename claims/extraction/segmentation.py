"""Paragraphs and sentences, as offsets into the text.

sentencex finds the boundaries. It is handed bounded windows in which quotation marks are blanked out: it
would otherwise take a whole quotation for one sentence, and its time grows with the square of the unclosed
quotes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sentencex import get_sentence_boundaries

from claims.extraction.lexicon import UTTERED

WINDOW = 8_000  # characters: no sentence is longer, so no pattern ever runs over more
_WIDEST_GAP = 16  # characters of space and opening quotation marks between two sentences
_WIDEST_LINE = 120  # characters: a text with a longer line is not hard-wrapped

_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
_FINAL = re.compile(r"[.!?…][\"”’'»)\]]*$")
_OPENING = "\"“„«‘'([{¿¡"
_BLANK = str.maketrans(dict.fromkeys('"“”„‟«»()[]{}', " "))
_SURROGATES = re.compile("[\ud800-\udfff]")
_WIDE_SPACE = re.compile(r"[^\S\x00-\x7f]")  # of several bytes: sentencex panics at one before a full stop

# A full stop after these does not end a sentence, whatever sentencex thinks.
_HOLDS = re.compile(
    r"(?:^|[\s(])(?:Mr|Mrs|Ms|Mx|Dr|Prof|Sen|Rep|Gov|Gen|Lt|Col|Maj|Capt|Sgt|Cmdr|Adm|Sec|Rev|Fr|Hon|St|Mt|Ft|"
    r"Pres|Supt|Insp|Det|No|Nos|vs|v|approx|ca|cf|e\.g|i\.e|Jan|Feb|Aug|Sept?|Oct|Nov|Dec|[A-Z])\.$"
)
_IN_BRACKETS = re.compile(r"\([^\s()]{1,14}\.$")  # "(D-Wis.": the party and state of a lawmaker
# After these it ends one only when the next word cannot go on ("5 p.m. Tuesday", "the U.S. Army").
_MAY_HOLD = re.compile(
    r"(?:^|[\s(])(?:[ap]\.m|U\.S|U\.K|U\.N|E\.U|D\.C|U\.S\.A|Inc|Corp|Co|Ltd|Bros|Jr|Sr|Ph\.D|et al|etc)\.$"
)
_AFTER_CLOCK = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|(?:GMT|UTC|BST|CET|EST|EDT|ET|PT|PST|PDT|CST|local)\b"
)
_AFTER_COUNTRY = re.compile(
    r"(?:Army|Navy|Air|Marine|Senate|House|Congress|Supreme|District|Department|State|Treasury|President|"
    r"Secretary|Ambassador|Attorney|Rep|Sen|Embassy|Coast|Capitol|Open|Court|Border|Census|Customs|Justice|"
    r"General|Security|Human|High|Circuit|Chamber|Food|Environmental|Federal|Bureau|Steel|Special)\b"
)
_STARTS = re.compile(r"[\"“„«‘'(\[]*[A-Z0-9À-ÖØ-Þ$£€]")
# Words that begin a sentence and go on with no name: after them "the U.S. The talks" is two sentences.
_OPENERS = (
    r"(?:The|This|That|These|Those|There|It|He|She|They|We|You|I|His|Her|Its|Their|Our|My|But|And|Or|So|Yet|If|When|While|"
    r"In|On|At|For|From|With|After|Before|Since|As|By|Not|No|Nobody|Some|Many|Most|All|Both|However|Meanwhile|Then|Now|"
    r"What|Who|Why|How|Where|Mr|Mrs|Ms|A|An)(?=[\s,’'])"
)
_HOLDS_TITLE = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Prof|Rep|Sen|Gov|Gen|Lt|Col|Capt|Sgt|Rev|vs|v)\.$")
_MISSED = re.compile(
    r"(?:(?<![\w.])(?:U\.S|U\.K|U\.N|E\.U|U\.S\.A|D\.C|Ph\.D|[ap]\.m|[mk]\.p\.h|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|"
    r"Dec|St|Ave|Rd|Blvd|Inc|Corp|Co|Ltd|Bros|Jr|Sr|etc|al|ft|lbs?|oz|Fig|(?<=\s)[A-Z])\.[\"”’')\]]{0,2}"
    rf"|(?:^|(?<=[.!?…]\s)|(?<=[“\"‘]))No\.)(?P<gap>\s{{1,4}})(?=[\"“‘(]?{_OPENERS})"
    r"|[a-z0-9%)][.!?][’”\"]?(?P<quoted>\s)(?=‘[A-Z])"
    r"|(?<=\s)(?:me|no|us|in|ID|[Mm]ay)\.(?P<word>\s)(?=[\"“‘(]?[A-Z])"  # abbreviations too, to sentencex
)
_STOP_INSIDE = re.compile(r"[.!?][\"”’')\]]{0,2}\s")  # without one, nothing was missed
# “Why?” Ms Jones asked. The question mark belongs to the quotation, not to the sentence.
_TRAILING_CUE = re.compile(
    r"(?:(?:[A-Z][\w.’'-]*|the|a|an|of|for|senior|he|she|they|it)\s){1,8}"
    rf"(?:said|says|asked|added|told|replied|wrote|tweeted|wondered|demanded|joked|{UTTERED})\b"
)
_ENDS_QUOTED = re.compile(r"[!?…,][”\"’'»]\s*$")


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of the text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence(Span):
    """A sentence and the number of its paragraph."""

    paragraph: int


def paragraphs(text: str) -> list[Span]:
    """The paragraphs of `text`, without the white space around them. Hard-wrapped lines are joined again."""
    found: list[Span] = []
    block: list[Span] = []
    widest = max((line.end() - line.start() for line in _LINE.finditer(text)), default=0)
    for line in _LINE.finditer(text):
        span = trimmed(text, line.start(), line.end())
        if block and (span is None or _line_breaks(text, block[-1].end, line.start()) > 1):
            found.extend(_joined(text, block, widest))
            block = []
        if span is not None:
            block.append(span)
    found.extend(_joined(text, block, widest))
    return found


def trimmed(text: str, start: int, end: int) -> Span | None:
    """The range without white space and control characters at its ends; None when nothing is left."""
    while start < end and (text[start].isspace() or not text[start].isprintable()):
        start += 1
    while end > start and (text[end - 1].isspace() or not text[end - 1].isprintable()):
        end -= 1
    return Span(start, end) if start < end else None


def sentences(text: str, found: list[Span]) -> list[Sentence]:
    """The sentences of the paragraphs `found`, in the order of the text."""
    return [
        Sentence(span.start, span.end, number)
        for number, paragraph in enumerate(found)
        for whole in _repaired(text, list(_boundaries(text, paragraph)))
        for span in _parted(text, whole)
    ]


def _line_breaks(text: str, start: int, end: int) -> int:
    between = text[start:end]
    return len(between.replace("\r\n", "\n").strip(" \t")) if len(between) > 1 else len(between)


def _joined(text: str, lines: list[Span], widest: int) -> Iterator[Span]:
    """Lines of one block: joined where the break is only a wrap, otherwise a paragraph each."""
    if not lines:
        return
    current = lines[0]
    last = lines[0]
    for line in lines[1:]:
        if _is_wrap(text, last, line, widest):
            current = Span(current.start, line.end)
        else:
            yield current
            current = line
        last = line
    yield current


def _is_wrap(text: str, line: Span, following: Span, widest: int) -> bool:
    if text[following.start].islower() and not _FINAL.search(text, max(line.start, line.end - 8), line.end):
        return True
    if not 40 <= widest <= _WIDEST_LINE:
        return False
    space = text.find(" ", following.start, following.end)
    first_word = (following.end if space < 0 else space) - following.start
    return line.end - line.start + 1 + first_word > widest


def _boundaries(text: str, paragraph: Span) -> Iterator[Span]:
    """What sentencex makes of a paragraph, window by window."""
    start = paragraph.start
    while start < paragraph.end:
        window = text[start : min(start + WINDOW, paragraph.end)]
        last_window = start + len(window) >= paragraph.end
        read = _WIDE_SPACE.sub(" ", _SURROGATES.sub("\ufffd", window.translate(_BLANK)))
        ends = [boundary["end_index"] for boundary in get_sentence_boundaries("en", read)]
        if not last_window and len(ends) > 1:
            ends.pop()  # it may go on in the next window
        elif not last_window:
            ends = [max(window.rfind(" ") + 1, 0) or len(window)]
        at = 0
        for end in ends:
            opening = end
            floor = max(at, end - _WIDEST_GAP)
            while opening > floor and (window[opening - 1].isspace() or window[opening - 1] in _OPENING):
                opening -= 1
            cut = _split_of_gap(window, opening, end)
            if span := trimmed(text, start + at, start + cut):
                yield span
            at = cut
        if last_window and at < len(window) and (span := trimmed(text, start + at, start + len(window))):
            yield span
        start += len(window) if last_window else max(at, 1)


def _split_of_gap(window: str, start: int, end: int) -> int:
    """Where in the gap of spaces and quotes between two sentences the first one ends."""
    gap = window[start:end]
    for index, sign in enumerate(gap):
        if sign.isspace():
            return start + index
    return end


def _repaired(text: str, spans: list[Span]) -> Iterator[Span]:
    """Joins what sentencex split at an abbreviation or before "said"."""
    pending: Span | None = None
    for span in spans:
        if pending is None:
            pending = span
        elif span.end - pending.start <= WINDOW and _goes_on(text, pending, span):
            pending = Span(pending.start, span.end)
        else:
            yield pending
            pending = span
    if pending is not None:
        yield pending


def _parted(text: str, span: Span) -> Iterator[Span]:
    """Splits what sentencex took for an abbreviation inside a sentence: "the U.S. The talks failed."."""
    if not _STOP_INSIDE.search(text, span.start, span.end):
        yield span
        return
    start = span.start
    for match in _MISSED.finditer(text, span.start, span.end):
        end = match.start(match.lastgroup or 0)
        if not _HOLDS_TITLE.search(text, max(start, end - 8), end):
            yield Span(start, end)
            start = match.end()
    yield Span(start, span.end)


def _goes_on(text: str, before: Span, after: Span) -> bool:
    tail = text[max(before.start, before.end - 16) : before.end]
    head = text[after.start : after.start + 80]
    if _HOLDS.search(tail) or _IN_BRACKETS.search(tail) or not any(sign.isalnum() for sign in head):
        return True
    if _MAY_HOLD.search(tail):
        if tail.endswith((".m.", "M.")):
            return not _STARTS.match(head) or _AFTER_CLOCK.match(head) is not None
        return not _STARTS.match(head) or _AFTER_COUNTRY.match(head) is not None
    if _ENDS_QUOTED.search(tail):
        return head[0].islower() or _TRAILING_CUE.match(head) is not None
    return head[0].islower() and tail.endswith((".", ".)")) and not tail.endswith("..")
