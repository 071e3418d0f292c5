"""News articles in which every sentence is labelled: read, checked, and given offsets.

An article is one JSON object: `title`, `style`, `published` (YYYY-MM-DD) and `paragraphs`, which are lists of
sentences. Its text is the sentences of a paragraph joined by a space, and the paragraphs by an empty line; all
offsets follow from that. A sentence is

    {"text", "check_worthy", "claim"?, "attribution", "speaker", "role", "quantities", "times"}

where `claim` stands only where the claim is narrower than the sentence. A quantity has every field of
`claims.extraction.Quantity` but the offsets, a time `text`, `from` and `to`: days and periods of the calendar,
while a duration ("nine days") is a quantity. Quantities and times come in the order of the sentence.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from claims.evaluation.figures import DatasetError
from claims.evaluation.reading import json_file
from claims.extraction import Attribution, Modifier, Quantity, TimeReference


class Style(StrEnum):
    """Where an article could have stood."""

    WIRE = "wire"
    BROADSHEET = "broadsheet"
    TABLOID = "tabloid"
    PRESS_RELEASE = "press release"
    TRANSCRIPT = "transcript"
    LIVE_BLOG = "live blog"


@dataclass(frozen=True, slots=True)
class LabelledSentence:
    """One sentence at `[start, end)` of its article, with what is right about it.

    `claim` is the range of the claim in the article, which is the sentence's own where the label is no
    narrower, and None where the sentence is not check-worthy. `speaker` is the fullest name in the article, or
    the noun phrase of a source without a name, in lower case; None for the article's own words.
    """

    text: str
    start: int
    end: int
    check_worthy: bool
    claim: tuple[int, int] | None
    attribution: Attribution
    speaker: str | None
    role: str | None
    quantities: tuple[Quantity, ...]
    times: tuple[TimeReference, ...]

    @property
    def narrower(self) -> bool:
        """Whether the claim is less than the sentence."""
        return self.claim is not None and self.claim != (self.start, self.end)


@dataclass(frozen=True, slots=True)
class LabelledArticle:
    """An article whose every sentence is labelled; `name` is its file's, without the suffix."""

    name: str
    title: str
    style: Style
    published: date
    text: str
    sentences: tuple[LabelledSentence, ...]


def read_articles(path: Path) -> list[LabelledArticle]:
    """Every article of a folder, by name, or the one of a file. DatasetError if one is malformed."""
    files = sorted(path.glob("*.json")) if path.is_dir() else [path]
    if not files:
        raise DatasetError(f"{path}: no *.json")
    return [read_article(file) for file in files]


def read_article(path: Path) -> LabelledArticle:
    """One article. DatasetError names the file and the sentence, counted from 1; OSError if there is no file."""
    article = _Fields(json_file(path), str(path), ("title", "style", "published", "paragraphs"))
    paragraphs = article.items("paragraphs")
    sentences: list[LabelledSentence] = []
    text = ""
    for paragraph in paragraphs:
        if not isinstance(paragraph, list) or not paragraph:
            raise DatasetError(f"{path}: a paragraph is not a list of sentences")
        for number, value in enumerate(paragraph):
            text += "" if not text else " " if number else "\n\n"
            sentences.append(_sentence(value, f"{path}: sentence {len(sentences) + 1}", len(text)))
            text += sentences[-1].text
    return LabelledArticle(
        name=path.stem,
        title=article.words("title"),
        style=Style(article.one_of("style", Style)),
        published=article.day("published"),
        text=text,
        sentences=tuple(sentences),
    )


def _sentence(value: object, where: str, start: int) -> LabelledSentence:
    keys = ("text", "check_worthy", "attribution", "speaker", "role", "quantities", "times")
    fields = _Fields(value, where, keys, optional=("claim",))
    text = fields.words("text")
    if text != " ".join(text.split()):
        raise DatasetError(f"{where}: text has space at its ends, double spaces or line breaks")
    attribution = Attribution(fields.one_of("attribution", Attribution))
    speaker, role = fields.words_or_none("speaker"), fields.words_or_none("role")
    if speaker is None and role is not None:
        raise DatasetError(f"{where}: role without speaker")
    if speaker is not None and attribution is Attribution.NARRATOR:
        raise DatasetError(f"{where}: speaker of the narrator's words")
    return LabelledSentence(
        text=text,
        start=start,
        end=start + len(text),
        check_worthy=fields.truth("check_worthy"),
        claim=_claim(fields, text, start),
        attribution=attribution,
        speaker=speaker,
        role=role,
        quantities=tuple(_quantities(fields, text, start)),
        times=tuple(_times(fields, text, start)),
    )


def _claim(fields: _Fields, text: str, start: int) -> tuple[int, int] | None:
    check_worthy, claim = fields.truth("check_worthy"), fields.words_or_none("claim")
    if claim is None:
        return (start, start + len(text)) if check_worthy else None
    if not check_worthy:
        raise DatasetError(f"{fields.where}: claim of a sentence that is not check-worthy")
    if claim == text:
        raise DatasetError(f"{fields.where}: claim is the whole sentence")
    at = _find(fields.where, text, claim, 0)
    return start + at, start + at + len(claim)


def _quantities(fields: _Fields, text: str, start: int) -> Iterator[Quantity]:
    keys = ("text", "value", "low", "high", "modifier", "unit", "of")
    after = 0
    for value in fields.items("quantities"):
        quantity = _Fields(value, f"{fields.where}: quantity", keys)
        words = quantity.words("text")
        at = _find(fields.where, text, words, after)
        after = at + len(words)
        low, high = quantity.number_or_none("low"), quantity.number_or_none("high")
        figure = quantity.number_or_none("value")
        if low is not None and high is not None and low > high:
            raise DatasetError(f"{fields.where}: {words!r}: low is above high")
        if figure is None and low is None and high is None:
            raise DatasetError(f"{fields.where}: {words!r}: neither value nor bounds")
        modifier = quantity.words_or_none("modifier")
        yield Quantity(
            text=words,
            start=start + at,
            end=start + after,
            value=figure,
            low=low,
            high=high,
            modifier=None if modifier is None else Modifier(quantity.one_of("modifier", Modifier)),
            unit=quantity.words_or_none("unit"),
            of=quantity.words_or_none("of"),
        )


def _times(fields: _Fields, text: str, start: int) -> Iterator[TimeReference]:
    after = 0
    for value in fields.items("times"):
        time = _Fields(value, f"{fields.where}: time", ("text", "from", "to"))
        words = time.words("text")
        at = _find(fields.where, text, words, after)
        after = at + len(words)
        first, last = time.day_or_none("from"), time.day_or_none("to")
        if first is not None and last is not None and first > last:
            raise DatasetError(f"{fields.where}: {words!r}: from is after to")
        yield TimeReference(words, start + at, start + after, first, last)


def _find(where: str, text: str, words: str, after: int) -> int:
    at = text.find(words, after)
    if at < 0:
        elsewhere = " in the order of the labels" if words in text else ""
        raise DatasetError(f"{where}: {words!r} is not in the sentence{elsewhere}")
    return at


class _Fields:
    """A JSON object whose fields are asked for by type; what is wrong is a DatasetError that says where."""

    def __init__(
        self, value: object, where: str, keys: tuple[str, ...], optional: tuple[str, ...] = ()
    ) -> None:
        if not isinstance(value, dict):
            raise DatasetError(f"{where}: not an object")
        for key in keys:
            if key not in value:
                raise DatasetError(f"{where}: no {key}")
        for key in value:
            if key not in keys + optional:
                raise DatasetError(f"{where}: unknown field {key!r}")
        self.where = where
        self._values: dict[str, Any] = value

    def words(self, key: str) -> str:
        value = self._values[key]
        if not isinstance(value, str) or not value.strip():
            raise DatasetError(f"{self.where}: {key} is not a text")
        return value

    def words_or_none(self, key: str) -> str | None:
        return None if self._values.get(key) is None else self.words(key)

    def truth(self, key: str) -> bool:
        value = self._values[key]
        if not isinstance(value, bool):
            raise DatasetError(f"{self.where}: {key} is neither true nor false")
        return value

    def number_or_none(self, key: str) -> int | float | None:
        value = self._values[key]
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            raise DatasetError(f"{self.where}: {key} is not a number")
        return value

    def items(self, key: str) -> list[object]:
        value = self._values[key]
        if not isinstance(value, list):
            raise DatasetError(f"{self.where}: {key} is not a list")
        return value

    def one_of(self, key: str, choices: type[StrEnum]) -> str:
        value = self._values[key]
        if value not in [str(choice) for choice in choices]:
            raise DatasetError(f"{self.where}: unknown {key} {value!r}")
        return str(value)

    def day(self, key: str) -> date:
        try:
            return date.fromisoformat(self._values[key])
        except (ValueError, TypeError):
            raise DatasetError(f"{self.where}: {key} is not a date: {self._values[key]!r}") from None

    def day_or_none(self, key: str) -> date | None:
        return None if self._values[key] is None else self.day(key)
