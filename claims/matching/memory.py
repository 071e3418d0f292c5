"""An index in memory, for as long as a command runs: a matrix of vectors beside SQLite's full-text search."""

from __future__ import annotations

import json
import os
import re
import sqlite3
from collections.abc import Callable, Collection, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from claims.matching.embedding import DIMENSIONS, Embedder
from claims.matching.facts import read_facts
from claims.matching.posts import Post, day_in, read_post
from claims.matching.ranking import Candidate, Match, rank
from claims.matching.words import is_stop

NEAREST = 100  # candidates by meaning, and as many by words
_WORD = re.compile(r"[^\W_]+")
_TABLE = "CREATE VIRTUAL TABLE words USING fts5(text, about, tokenize='porter unicode61 remove_diacritics 2')"
_ROW = "INSERT INTO words(rowid, text, about) VALUES (?, ?, ?)"
_FOUND = "SELECT rowid FROM words WHERE words MATCH ? ORDER BY bm25(words), rowid LIMIT ?"


# What an entry may have beside its statement, in the words of fact-checks' data sets and of ClaimReview.
_ABOUT = ("title", "headline", "subtitle", "speaker", "author")
_DAYS = ("date", "datePublished", "published")


class EntryError(Exception):
    """A line that is no statement to be found, told in one line."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A statement to be found.

    `about` is what stands beside it (headline, speaker); `day` when it was said or checked.
    """

    id: str | int
    text: str
    about: str = ""
    day: date | None = None


def read_entries(lines: Iterable[str], *, text_key: str, id_key: str) -> list[Entry]:
    """The statements of JSON Lines, an object each; blank lines are none. Raises EntryError, with the line's number."""
    entries: list[Entry] = []
    seen: dict[str | int, int] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            entry = _entry(_json(line), text_key, id_key)
        except RecursionError as error:
            raise EntryError(f"line {number}: nested too deeply") from error
        except (ValueError, TypeError) as error:
            raise EntryError(f"line {number}: {error}") from error
        if entry.id in seen:
            raise EntryError(f"line {number}: {id_key} {entry.id!r} stands in line {seen[entry.id]} too")
        seen[entry.id] = number
        entries.append(entry)
    if not entries:
        raise EntryError("no claims in it")
    return entries


def _json(line: str) -> Any:
    try:
        return json.loads(line)
    except json.JSONDecodeError as error:
        raise ValueError(f"not JSON: {error}") from error
    except ValueError as error:  # Python reads no number of thousands of digits
        raise ValueError("a number of too many digits") from error


def _entry(value: Any, text_key: str, id_key: str) -> Entry:
    if not isinstance(value, dict):
        raise TypeError("not an object")
    for key in (id_key, text_key):
        if key not in value:
            raise ValueError(f"no {key}")
    name, text = value[id_key], value[text_key]
    if not isinstance(text, str):
        raise TypeError(f"{text_key} is no text")
    if isinstance(name, bool) or not isinstance(name, str | int):
        raise TypeError(f"{id_key} is neither a text nor a whole number")
    about = (value.get(key) for key in _ABOUT if key not in (text_key, id_key))
    days = (day_in(value[key]) for key in _DAYS if isinstance(value.get(key), str))
    return Entry(
        id=name,
        text=text,
        about=" ".join(each for each in about if isinstance(each, str)),
        day=next((day for day in days if day is not None), None),
    )


class MemoryIndex:
    """Statements in memory, all of them embedded by the time it is made, on as many cores as there are."""

    def __init__(
        self,
        entries: Sequence[Entry],
        *,
        embedder: Embedder,
        on_embedded: Callable[[int], None] = lambda done: None,
    ) -> None:
        """Embed the entries; `on_embedded` is told how many are done."""
        self._entries = entries
        self._embedder = embedder
        self._words = sqlite3.connect(":memory:")
        self._words.execute(_TABLE)
        self._words.executemany(
            _ROW,
            ((number, _readable(entry.text), _readable(entry.about)) for number, entry in enumerate(entries)),
        )
        self._vectors = np.empty((len(entries), DIMENSIONS), dtype=np.float32)
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            for number, vector in enumerate(pool.map(embedder, (entry.text for entry in entries))):
                self._vectors[number] = vector
                on_embedded(number + 1)

    def match(self, text: str, *, limit: int, without: Collection[str | int] = ()) -> list[Match]:
        """The entries that may be what the text says, best first; none for a text without a word.

        Entries with the ids `without` are looked at as if they were not there.
        """
        post = read_post(text)
        if _WORD.search(post.text) is None:
            return []
        return rank(
            read_facts(text),
            self._candidates(post, without),
            limit=limit,
            day=post.day,
            align=lambda others: self._embedder.align(post.text, others),
        )

    def _candidates(self, post: Post, without: Collection[str | int]) -> list[Candidate]:
        """The nearest by meaning and the best by words, each once."""
        most = NEAREST + len(without)
        cosines = self._vectors @ self._embedder(post.text)
        nearest = self._without(np.argsort(-cosines, kind="stable")[:most].tolist(), without)
        by_words = self._without(self._by_words(post, most), without)
        places = {number: place for place, number in enumerate(by_words, start=1)}
        return [
            Candidate(
                entry.id,
                entry.text,
                cosine=float(cosines[number]),
                lexical_rank=places.get(number),
                about=entry.about,
                day=entry.day,
            )
            for number in dict.fromkeys([*nearest, *by_words])
            for entry in (self._entries[number],)
        ]

    def _without(self, numbers: list[int], without: Collection[str | int]) -> list[int]:
        return [number for number in numbers if self._entries[number].id not in without][:NEAREST]

    def _by_words(self, post: Post, most: int) -> list[int]:
        said = f"{post.text} {post.author or ''}".lower()
        terms = dict.fromkeys(word for word in _WORD.findall(_readable(said)) if not is_stop(word))
        asked = " OR ".join(f'"{term}"' for term in terms)
        return [number for (number,) in self._words.execute(_FOUND, (asked, most))] if asked else []


def _readable(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")  # half a surrogate pair is no text
