"""A JSON text in pieces to the objects that stand in its containers, each whole, one at a time.

A feed is an object that holds a list of objects that hold the entries. Objects and lists on the way to the entries
are gone through without being kept; what stands in an entry is built, up to a size and a depth.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import ijson

from .parsing import is_claim_review
from .types import Reason

# Members whose objects are entries of their own, or lead to them.
CONTAINERS = {
    "dataFeedElement",
    "item",
    "itemListElement",
    "@graph",
    "@set",
    "@list",
    "claims",
    "mainEntity",
    "hasPart",
    "review",
}
DEEPEST_CONTAINER = 50
DEEPEST_VALUE = 20
LARGEST_ENTRY = 256 * 1024  # characters and marks
LONGEST_SILENCE = 4 * 1024 * 1024  # bytes without an end of a string or a number

_STARTS = {"start_map", "start_array"}
_ENDS = {"end_map", "end_array"}
# Line ends inside of strings are common in pages; a control character is a space to the parser then.
_NO_CONTROLS = bytes.maketrans(bytes(range(32)), b" " * 32)
# The second half of a pair without its first; the parser stops at it.
_LONE_HALF = re.compile(rb"(?<!\\u[dD][89abAB][0-9a-fA-F]{2})\\u[dD][c-fC-F][0-9a-fA-F]{2}")
# Python makes no number of more than 4300 digits, and the parser crashes on that.
_ENDLESS_NUMBER = re.compile(rb"(?<!\d)(\d{400})\d+")
_PREFIXES = ("schema:", "http://schema.org/", "https://schema.org/")


class NotJSONError(Exception):
    """The text is no JSON from somewhere on; the message says from where."""


class TooDeepError(Exception):
    """Containers are nested more deeply than anything that means something."""


@dataclass(slots=True)
class _Object:
    """An object whose members are being read. `leads`: it holds a container; `wrong`: why it will not be kept."""

    members: dict[str, Any] = field(default_factory=dict)
    key: str = ""
    leads: bool = False
    size: int = 0
    wrong: Reason | None = None

    def grow(self, size: int) -> None:
        self.size += size
        if self.size > LARGEST_ENTRY:
            self.give_up(Reason.TOO_LARGE)

    def give_up(self, reason: Reason) -> None:
        self.wrong = self.wrong or reason
        self.members.clear()

    def put(self, value: Any) -> None:
        if self.wrong is None:
            self.members[self.key] = value


def nodes(chunks: Iterable[bytes]) -> Iterator[Any]:
    """Give each object in a container once it has ended, and whatever else stands among them.

    An object that only leads to others, as a feed does to its entries, is not given itself. In place of one that
    is too large or too deep its Reason is given.

    Raises:
        NotJSONError: what came before has been given.
        TooDeepError: the containers themselves are nested too deeply.
    """
    path: list[_Object | None] = []  # None is a list
    value: _Value | None = None
    for event, content in _events(chunks):
        inside = path[-1] if path else None
        if value is not None:
            value.take(event, content)
            if not value.depth and inside is not None:
                inside.put(value.whole)
                value = None
        elif event == "map_key" and inside is not None:
            inside.key = _local(content)
            inside.grow(len(content))
        elif event in _ENDS:
            path.pop()
            if inside is not None and (inside.wrong or not inside.leads or is_claim_review(inside.members)):
                yield inside.wrong or inside.members
        elif event in _STARTS and (inside is None or inside.key in CONTAINERS):
            if inside is not None:
                inside.leads = True
            path.append(_Object() if event == "start_map" else None)
            if len(path) > DEEPEST_CONTAINER:
                raise TooDeepError
        elif event in _STARTS and inside is not None:
            value = _Value(inside)
            value.take(event, content)
        elif inside is not None:
            inside.grow(_size(content))
            inside.put(content)
        else:
            yield content


class _Value:
    """A member's value that is an object or a list, while it is built. `depth` is 0 once it is whole."""

    def __init__(self, owner: _Object) -> None:
        self.owner = owner
        self.whole: Any = None
        self.depth = 0
        self.open: list[Any] = []
        self.keys: list[str] = []

    def take(self, event: str, content: Any) -> None:
        self.owner.grow(_size(content))
        if event in _ENDS:
            self.depth -= 1
            if self.open:
                self.open.pop()
                self.keys.pop()
            return
        if event in _STARTS:
            self.depth += 1
            if self.depth > DEEPEST_VALUE:
                self.owner.give_up(Reason.TOO_DEEP)
        if self.owner.wrong is not None:
            # Ends are counted from here on, and nothing is kept.
            self.whole = None
            self.open.clear()
            self.keys.clear()
        elif event == "map_key":
            self.keys[-1] = _local(content)
        elif event in _STARTS:
            container: Any = {} if event == "start_map" else []
            self._add(container)
            self.open.append(container)
            self.keys.append("")
        else:
            self._add(content)

    def _add(self, content: Any) -> None:
        if not self.open:
            self.whole = content
        elif isinstance(self.open[-1], list):
            self.open[-1].append(content)
        else:
            self.open[-1][self.keys[-1]] = content


def _local(key: str) -> str:
    if ":" not in key:
        return key
    for prefix in _PREFIXES:
        if key.startswith(prefix):
            return key.removeprefix(prefix)
    return key


def _size(content: Any) -> int:
    return 1 + (len(content) if isinstance(content, str) else 0)


def _events(chunks: Iterable[bytes]) -> Iterator[tuple[str, Any]]:
    events = ijson.sendable_list()
    parser = ijson.basic_parse_coro(events, multiple_values=True)
    position = silence = 0
    for chunk in _mended(chunks):
        error = _error_of(parser.send, chunk)
        silence = 0 if events else silence + len(chunk)
        yield from events
        del events[:]
        if error is not None:
            raise NotJSONError(f"wrong somewhere after byte {position:,}") from error
        position += len(chunk)
        if silence > LONGEST_SILENCE:
            raise NotJSONError(
                f"a value longer than {LONGEST_SILENCE // 1024**2} MB before byte {position:,}"
            )
    error = _error_of(lambda _: parser.close(), b"")
    yield from events
    if error is not None:
        raise NotJSONError("it ends half-way") from error


def _error_of(send: Callable[[bytes], None], chunk: bytes) -> Exception | None:
    try:
        send(chunk)
    except (ijson.JSONError, ValueError, ArithmeticError, SystemError) as error:
        return error  # besides its own errors, the parser passes on those of Python's numbers and strings
    return None


def _mended(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The same text without what the parser stops at although it is of no account."""
    rest = b""
    for chunk in chunks:
        chunk = rest + chunk.translate(_NO_CONTROLS)
        # Neither an escape nor a number is cut in two where a quotation mark or a space ends the piece.
        end = max(chunk.rfind(b'"'), chunk.rfind(b" ")) + 1
        rest = chunk[end:]
        if len(rest) > LONGEST_SILENCE:
            raise NotJSONError(f"a value longer than {LONGEST_SILENCE // 1024**2} MB")
        if end:
            yield _mend(chunk[:end])
    if rest:
        yield _mend(rest)


def _mend(text: bytes) -> bytes:
    return _ENDLESS_NUMBER.sub(rb"\1", _LONE_HALF.sub(rb"\\ufffd", text))
