"""Values of schema.org as they are found: any may be missing, a list, an object, or of another type."""

from __future__ import annotations

import html
import math
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

from claims.fetching import one_line

Names = Mapping[str, str]  # @id of a person or an organisation → name

_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>")
_LANGUAGE = re.compile(r"([a-z]{2,3})(?:$|[-_])", re.IGNORECASE)
_NUMBERED_DATE = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)")
_WRITTEN_DATES = ("%B %d, %Y", "%d %B %Y", "%b %d, %Y", "%d %b %Y")
_LONGEST_DATE = 40  # characters
_LARGEST_RATING = 1e6


def each(value: Any) -> Iterator[Any]:
    """The values in `value`, which may be one, a list of them, or a JSON-LD set or list; nulls are left out."""
    waiting = [value]
    while waiting:
        match waiting.pop():
            case None:
                continue
            case list() as values:
                waiting.extend(reversed(values))
            case {"@set": inner} | {"@list": inner}:
                waiting.append(inner)
            case single:
                yield single


def text(value: Any) -> str:
    """The first text in `value`, on one line, without tags and entities; "" where there is none."""
    for single in each(value):
        if isinstance(single, dict):
            single = single.get("@value")
        if isinstance(single, str) and (line := _plain(single)):
            return line
        if not isinstance(single, bool | str | dict | list) and single is not None:
            return str(single)  # a number
    return ""


def _plain(value: str) -> str:
    if "&" in value:
        value = html.unescape(value)
    if "<" in value:
        value = _TAG.sub(" ", value)
    if value.isascii() and value.isprintable():
        return " ".join(value.split())  # as most are, and ten times as quick
    return one_line(value) or ""


def name(value: Any, names: Names) -> str:
    """The name of the first person or organisation in `value` that has one, told by `@id` too."""
    for single in each(value):
        if isinstance(single, dict):
            found = (
                text(single.get("name")) or text(single.get("alternateName")) or text(single.get("legalName"))
            )
            found = found or names.get(str(single.get("@id")), "")
        else:
            found = names.get(str(single)) or text(single)
        if found and not found.startswith(("http://", "https://")):
            return found
    return ""


def number(value: Any) -> float | None:
    """The first number in `value`, also one written as a text; None where it is none, or absurdly large."""
    for single in each(value):
        if isinstance(single, dict):
            single = single.get("@value")
        if isinstance(single, bool):
            continue
        with suppress(TypeError, ValueError, OverflowError):
            found = float(single[:20].strip() if isinstance(single, str) else single)
            if math.isfinite(found) and abs(found) <= _LARGEST_RATING:
                return found
    return None


def language(value: Any) -> str:
    """The primary subtag of the first language in `value`: "pt" for "pt-BR"; "" where none is named by its tag."""
    for single in each(value):
        tags = (
            [single.get("alternateName"), single.get("@value"), single.get("@language"), single.get("name")]
            if isinstance(single, dict)
            else [single]
        )
        for tag in tags:
            if found := _LANGUAGE.match(text(tag)):
                return found[1].lower()
    return ""


def day(value: Any, *, earliest: date, today: date) -> date | None:
    """The first date in `value`; None where there is none.

    Raises:
        ValueError: where it is no date, is before `earliest`, or more than a day after `today`.
    """
    written = text(value)
    if not written:
        return None
    if len(written) > _LONGEST_DATE:
        raise ValueError("too long")
    found = _date(written)
    if not earliest <= found <= today + timedelta(days=1):
        raise ValueError("out of range")
    return found


def _date(written: str) -> date:
    if found := _NUMBERED_DATE.match(written):
        return date(int(found[1]), int(found[3]), int(found[4]))
    for form in _WRITTEN_DATES:
        with suppress(ValueError):
            return datetime.strptime(written, form).date()  # noqa: DTZ007 - a date has no zone
    with suppress(ValueError):
        return datetime.fromisoformat(written).date()
    try:
        return parsedate_to_datetime(written).date()  # as in a feed: Tue, 03 Nov 2026 09:00:00 GMT
    except (TypeError, IndexError, OverflowError) as error:
        raise ValueError("no date") from error
