"""What comes out of fetching, and the one error that stands for everything that can go wrong."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Precision = Literal["time", "day"]


@dataclass(frozen=True, slots=True)
class Document:
    """One page or file, read. `text` is never empty: paragraphs separated by a blank line, "\\n" newlines."""

    text: str
    url: str | None = None  # as asked
    final_url: str | None = None  # after redirects
    canonical_url: str | None = None  # the page's own word for its address, normalised; same site only
    title: str | None = None
    byline: str | None = None
    publisher: str | None = None  # the site's name, else its host
    published_at: datetime | None = None  # aware; UTC where the page names no zone
    published_precision: Precision | None = None  # "day": only the date is known, the time is midnight
    language: str | None = None  # primary subtag: "en"


class FetchError(Exception):
    """A document could not be had.

    `reason` is one plain-English sentence for an editor. `code` is one of blocked_address, timeout,
    too_large, bad_status, bad_type, too_many_redirects, bad_url, no_text, unreachable, tls.
    `transient` says whether the same request may succeed later. `status` is that of a bad_status.
    """

    def __init__(self, reason: str, *, code: str, transient: bool = False, status: int | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.code = code
        self.transient = transient
        self.status = status

    def __reduce__(self) -> tuple[object, ...]:
        """Survive the pickling that a worker's result goes through, keyword arguments included."""
        return (_rebuild, (self.reason, self.code, self.transient, self.status))


def _rebuild(reason: str, code: str, transient: bool, status: int | None) -> FetchError:
    return FetchError(reason, code=code, transient=transient, status=status)


# Vertical tab, form feed, NEL and the Unicode separators are line ends too.
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# Control characters but newline and tab, lone surrogates (no database stores them), and the marks that are
# invisible and split words: soft hyphen, zero-width space, byte order mark.
_DROPPED = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b\ufeff\ufffe\uffff\ud800-\udfff]")
_TRAILING_SPACE = re.compile(r"[^\S\n]+$", re.MULTILINE)
_BLANK_LINES = re.compile(r"\n{3,}")


def normalise_text(text: str) -> str:
    """The text in NFC, "\\n" newlines, no control characters, no trailing spaces, at most one blank line."""
    text = _DROPPED.sub("", _LINE_ENDS.sub("\n", text))
    text = unicodedata.normalize("NFC", text)
    text = _TRAILING_SPACE.sub("", text)
    return _BLANK_LINES.sub("\n\n", text).strip()


def one_line(text: str | None) -> str | None:
    """The same for a title or a name: all white space is one space, and nothing is None."""
    return " ".join(normalise_text(text or "").split()) or None
