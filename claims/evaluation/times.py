"""Times: where they stand and what they say, by TimeML's TIMEX3 and by the cases of the Recognizers project.

As TempEval-3 counts: strict is the same span, relaxed an overlap, and value an overlap with the same value.
"""

from __future__ import annotations

import operator
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from claims.evaluation.figures import Counts, DatasetError, Figure
from claims.evaluation.reading import json_file, text_of
from claims.extraction import TimeReference, analyse, analyse_sentence

if TYPE_CHECKING:
    from lxml.etree import _Element  # type: ignore[import-untyped]


@dataclass(frozen=True, slots=True)
class Labelled:
    """A time that an annotator marked: its span, its type and value as TIMEX3 has them."""

    start: int
    end: int
    type: str
    value: str


@dataclass(frozen=True, slots=True)
class _Case:
    """A text, the day that it is from, and the times in it."""

    text: str
    day: date | None
    labelled: list[Labelled]


def timeml(path: Path) -> list[Figure]:
    """TimeML documents: a `.tml` file, or a folder of them."""
    files = sorted(path.rglob("*.tml")) if path.is_dir() else [path]
    if not files:
        raise DatasetError(f"{path}: no .tml file")
    total = _Agreement()
    for file in files:
        case = read_timeml(file)
        candidates = analyse(case.text, published_at=case.day)
        total.add([time for candidate in candidates for time in candidate.times], case.labelled)
    return total.figures()


def recognizers(path: Path) -> list[Figure]:
    """The English DateTime cases of the Recognizers project: a JSON file, or the folder of them.

    Their spans and values follow other rules than TimeML's, which are ours: a help in development, no judge.
    """
    names = [f"{name}.json" for name in _RECOGNIZER_FILES]
    files = [path / name for name in names if (path / name).is_file()] if path.is_dir() else [path]
    if not files:
        raise DatasetError(f"{path}: none of {', '.join(names)}")
    total = _Agreement()
    for file in files:
        for case in _read_recognizers(file):
            total.add(list(analyse_sentence(case.text, published_at=case.day).times), case.labelled)
    return total.figures()


class _Agreement:
    def __init__(self) -> None:
        self.strict, self.relaxed, self.value, self.type = Counts(), Counts(), Counts(), Counts()

    def add(self, found: list[TimeReference], labelled: list[Labelled]) -> None:
        """Counts one text. A found time is matched with the first labelled one that it overlaps."""
        spans = {(time.start, time.end) for time in labelled}
        sizes = {"found": len(found), "labelled": len(labelled)}
        pairs = _pairs(found, labelled)
        self.strict.add(right=sum((time.start, time.end) in spans for time in found), **sizes)
        self.relaxed.add(right=len(pairs), **sizes)
        self.value.add(right=sum(time.value == other.value for time, other in pairs), **sizes)
        self.type.add(right=sum(time.type == other.type for time, other in pairs), **sizes)

    def figures(self) -> list[Figure]:
        return [
            *self.strict.figures("strict"),
            *self.relaxed.figures("relaxed"),
            Figure("value F1", self.value.f1, self.value.labelled),
            Figure("type F1", self.type.f1, self.type.labelled),
        ]


def _pairs(found: list[TimeReference], labelled: list[Labelled]) -> list[tuple[TimeReference, Labelled]]:
    free = list(labelled)
    pairs = []
    for time in found:
        other = next((each for each in free if each.start < time.end and time.start < each.end), None)
        if other is not None:
            free.remove(other)
            pairs.append((time, other))
    return pairs


# --- TimeML ----------------------------------------------------------------------------------------------


def read_timeml(file: Path) -> _Case:
    """The TEXT of a TimeML document, its creation day (DCT), and the TIMEX3 tags in it."""
    from lxml import etree  # type: ignore[import-untyped]

    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        root = etree.fromstring(file.read_bytes(), parser)
    except etree.XMLSyntaxError as error:
        raise DatasetError(f"{file}: {error}") from error
    body = root.find(".//TEXT")
    if body is None:
        raise DatasetError(f"{file}: no TEXT")
    created = root.find(".//DCT//TIMEX3")
    parts: list[str] = []
    labelled: list[Labelled] = []
    _walk(body, parts, labelled, 0)
    return _Case("".join(parts), _created(created, file), labelled)


def _walk(element: _Element, parts: list[str], labelled: list[Labelled], start: int) -> int:
    """Appends the element's text and times; returns where its end stands in the text."""
    at = start + _append(parts, element.text)
    for child in element:
        at = _walk(child, parts, labelled, at)
        at += _append(parts, child.tail)
    if element.tag == "TIMEX3" and start < at:
        labelled.append(Labelled(start, at, element.get("type", ""), element.get("value", "")))
    return at


def _append(parts: list[str], words: str | None) -> int:
    parts.append(words or "")
    return len(words or "")


def _created(timex: _Element | None, file: Path) -> date | None:
    if timex is None:
        return None
    value = timex.get("value", "")[:10]
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise DatasetError(f"{file}: the DCT is no day: {value!r}") from error


# --- Recognizers -----------------------------------------------------------------------------------------

_RECOGNIZER_FILES = (
    "DateParser",
    "DatePeriodParser",
    "DateTimeParser",
    "DateTimePeriodParser",
    "DurationParser",
    "SetParser",
    "MergedParser",
)
_TYPES = {
    "date": "DATE",
    "daterange": "DATE",
    "time": "TIME",
    "timerange": "TIME",
    "datetime": "TIME",
    "datetimerange": "TIME",
    "duration": "DURATION",
    "set": "SET",
}


def _read_recognizers(file: Path) -> Iterator[_Case]:
    cases = json_file(file)
    try:
        for case in cases:
            moment = case.get("Context", {}).get("ReferenceDateTime")
            day = date.fromisoformat(moment[:10]) if moment else None
            yield _Case(text_of(case, "Input"), day, [_recognized(result) for result in case["Results"]])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise DatasetError(f"{file}: not a file of Recognizers cases") from error


def _recognized(result: dict[str, Any]) -> Labelled:
    value = result.get("Value") or {}
    resolved = value.get("PastResolution") or (value.get("values") or [{}])[0]
    kind = str(result.get("Type", "")).removeprefix("datetimeV2.")
    timex = str(value.get("Timex") or resolved.get("timex") or "")
    concrete = resolved.get("date") or resolved.get("value") if kind == "date" else None
    start = operator.index(result["Start"])
    return Labelled(
        start, start + operator.index(result["Length"]), _TYPES.get(kind, kind), str(concrete or timex)
    )
