"""A stream of bytes to entries: what it holds is told by its first bytes, not by its name."""

from __future__ import annotations

import gzip
import re
import zlib
from collections import deque
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, BinaryIO, Protocol, cast

from claims.fetching import decode

from . import values
from .nodes import NotJSONError, TooDeepError, nodes
from .parsing import checks
from .types import Entry, Origin, Other, Reason, Refused, SourceError

CHUNK = 64 * 1024  # bytes
LARGEST_PAGE = 10 * 1024 * 1024  # bytes
LARGEST_LINE = 1024 * 1024  # bytes
# How many objects are held back, so that one may name an author by an @id which stands after it.
LOOK_AHEAD = 50
MOST_NAMES = 10_000
_GZIP = b"\x1f\x8b"
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def read(
    stream: BinaryIO, *, today: date, charset: str | None = None, max_bytes: int | None = None
) -> Iterator[Entry]:
    """Give the entries of a source, in order, while it is read.

    JSON-LD (one document, several, or one a line), an answer of Google's `claims:search`, or an HTML page with
    JSON-LD in it; gzipped or not. `today` tells dates that cannot be. `charset` is what a page's server calls its
    encoding; JSON is UTF-8. `max_bytes` bounds the content, unpacked.

    Raises:
        SourceError: where it is none of these, or breaks off; what came before has been given.
    """
    content = _Content(stream, max_bytes)
    start = content.head.removeprefix(_BYTE_ORDER_MARK).lstrip()
    if not start:
        raise SourceError("there is nothing in it")
    if b"\0" in content.head:
        raise SourceError("it is not UTF-8 text")
    if start[:1] == b"<":
        yield from _page(content, charset, today)
    elif start[:1] not in b"{[":
        raise SourceError("it is neither JSON nor HTML")
    elif _has_lines(start):
        yield from _lines(content, today)
    else:
        yield from _document(content, Origin.FEED, "entry", today)


class _Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


class _Content:
    """The bytes of a source, unpacked and counted, of which the first can be looked at."""

    def __init__(self, stream: BinaryIO, max_bytes: int | None) -> None:
        self.left = max_bytes
        self.stream: _Readable = stream
        self.head = self._some()
        if self.head.startswith(_GZIP):
            self.stream = gzip.GzipFile(fileobj=cast(BinaryIO, _Rewound(self.head, stream)), mode="rb")
            self.left = max_bytes
            self.head = self._some()

    def __iter__(self) -> Iterator[bytes]:
        chunk = self.head.removeprefix(_BYTE_ORDER_MARK)
        while chunk:
            yield chunk
            chunk = self._some()

    def lines(self) -> Iterator[bytes | None]:
        """The lines; None for one that is too long, of which nothing is kept."""
        line, too_long = b"", False
        for chunk in self:
            first, *others = chunk.split(b"\n")
            line += first
            for other in others:
                yield None if too_long else line
                line, too_long = other, False
            if len(line) > LARGEST_LINE:
                line, too_long = b"", True
        if line or too_long:
            yield None if too_long else line

    def _some(self) -> bytes:
        """The next bytes, at most a chunk."""
        try:
            chunk = self.stream.read(CHUNK)
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise SourceError("it is damaged: it cannot be unpacked") from error
        except OSError as error:
            raise SourceError(f"it cannot be read: {error.strerror or error}") from error
        if self.left is not None:
            self.left -= len(chunk)
            if self.left < 0:
                raise SourceError("it is too large")
        return chunk


class _Rewound:
    """A stream with what was read from it put back."""

    def __init__(self, head: bytes, stream: BinaryIO) -> None:
        self.head = head
        self.stream = stream

    def read(self, size: int, /) -> bytes:
        if self.head:
            given, self.head = self.head[:size], self.head[size:]
            return given
        return self.stream.read(size)


def _has_lines(start: bytes) -> bool:
    """Whether the first line is an object of its own, and is not the only one."""
    first, newline, rest = start.partition(b"\n")
    if not newline or not rest.strip() or first[:1] != b"{":
        return False
    try:
        found = list(nodes([first]))
    except (NotJSONError, TooDeepError):
        return False
    return bool(found)


# --- Places that entries stand in -------------------------------------------------------------------------


def _document(chunks: Iterable[bytes], origin: Origin, word: str, today: date) -> Iterator[Entry]:
    """The entries of a JSON text, or of several one after another."""
    try:
        yield from _entries(_numbered(chunks, word), origin, today)
    except TooDeepError as error:
        raise SourceError("its lists are nested too deeply") from error
    except NotJSONError as error:
        raise SourceError(f"it is not JSON: {error}") from error


def _numbered(chunks: Iterable[bytes], word: str) -> Iterator[tuple[str, Any]]:
    for number, node in enumerate(nodes(chunks), start=1):
        yield f"{word} {number:,}", node


def _lines(content: _Content, today: date) -> Iterator[Entry]:
    """The entries of a text with one JSON object a line. A line that is none is refused, and the next one read."""

    def placed() -> Iterator[tuple[str, Any]]:
        for number, line in enumerate(content.lines(), start=1):
            place = f"line {number:,}"
            if line is None:
                yield place, Reason.TOO_LARGE
            elif line.strip():
                yield from _of_one_text([line], place)

    yield from _entries(placed(), Origin.FEED, today)


def _page(content: _Content, charset: str | None, today: date) -> Iterator[Entry]:
    """The entries of the JSON-LD in a page. A script that is no JSON is refused, and the next one read."""

    def placed() -> Iterator[tuple[str, Any]]:
        for number, script in enumerate(_scripts(decode(bytes(page), charset=charset)), start=1):
            yield from _of_one_text([script], f"script {number}")

    page = bytearray()
    for chunk in content:
        page += chunk
        if len(page) > LARGEST_PAGE:
            raise SourceError(f"the page is larger than {LARGEST_PAGE // 1024**2} MB")
    yield from _entries(placed(), Origin.PAGE, today)


def _of_one_text(chunks: list[bytes], place: str) -> Iterator[tuple[str, Any]]:
    try:
        for number, node in enumerate(nodes(chunks), start=1):
            yield (f"{place}, entry {number}" if number > 1 else place), node
    except NotJSONError:
        yield place, Reason.NOT_JSON
    except TooDeepError:
        yield place, Reason.TOO_DEEP


_WRAPPING = re.compile(r"^\s*(?:<!--|(?://)?\s*<!\[CDATA\[)|(?:-->|(?://)?\s*\]\]>)\s*$")


def _scripts(page: str) -> Iterator[bytes]:
    """The texts of a page's JSON-LD scripts."""
    from lxml.etree import LxmlError, ParserError  # type: ignore[import-untyped]
    from lxml.html import HTMLParser, document_fromstring  # type: ignore[import-untyped]

    try:
        tree = document_fromstring(page.encode("utf-8", "replace"), parser=HTMLParser(encoding="utf-8"))
    except (LxmlError, ParserError, ValueError):
        return
    for script in tree.iter("script"):
        kind = (script.get("type") or "").split(";")[0].strip().lower()
        if kind == "application/ld+json":
            yield _WRAPPING.sub("", script.text_content()).encode("utf-8", "replace")


# --- Objects to entries -----------------------------------------------------------------------------------


def _entries(placed: Iterator[tuple[str, Any]], origin: Origin, today: date) -> Iterator[Entry]:
    names: dict[str, str] = {}
    waiting: deque[tuple[str, Any]] = deque()
    stopped: Exception | None = None
    try:
        for place, node in placed:
            if isinstance(node, dict) and isinstance(node.get("@id"), str) and len(names) < MOST_NAMES:
                names[node["@id"]] = values.name(node, {})
            waiting.append((place, node))
            if len(waiting) > LOOK_AHEAD:
                yield from _of_node(*waiting.popleft(), origin, names, today)
    except (NotJSONError, TooDeepError, SourceError) as error:
        stopped = error  # what was held back comes first
    for place, node in waiting:
        yield from _of_node(place, node, origin, names, today)
    if stopped is not None:
        raise stopped


def _of_node(place: str, node: Any, origin: Origin, names: values.Names, today: date) -> Iterator[Entry]:
    match node:
        case dict():
            yield from checks(node, place, origin, names, today=today)
        case Reason():
            yield Refused(place, node)
        case _:
            yield Other(place)
