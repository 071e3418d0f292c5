"""What the model learns from: three sources of labelled sentences, in one shape."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

from claims.evaluation import DatasetError
from claims.evaluation.reading import csv_rows

# Tags of tokens: who says it, the source's description, quoted and reported content, a fact told without a source.
TAGS = ("O", "SOURCE", "ROLE", "DIRECT", "INDIRECT", "FACT")
_OUTSIDE, _SOURCE, _ROLE, _DIRECT, _INDIRECT, _FACT = range(len(TAGS))
UNKNOWN = -100  # the label that no loss counts

# ClaimBuster's verdicts, shifted to start at zero.
NOT_FACTUAL, UNIMPORTANT, CHECK_WORTHY = range(3)

HELD_OUT_EVERY = 5  # every fifth of our articles chooses and calibrates; the others train

_FACTAPPEAL_TAG = re.compile(r"</?([A-Z][A-Za-z_:]*)>")
_FACTAPPEAL_TAGS = {
    "Fact_No_Appeal": _FACT,
    "Fact_Appeal:Direct_Quote": _DIRECT,
    "Fact_Appeal:Indirect_Quote": _INDIRECT,
    "Source_Attribute": _ROLE,
}


@dataclass(frozen=True, slots=True)
class Example:
    """One sentence with what is known of it: None, or UNKNOWN for a character, where the source does not say.

    `verdict` is a class of ClaimBuster, `check_worthy` a yes or no without the middle class, `fact` whether the
    sentence tells a fact, `tags` one index into TAGS for each character.
    """

    text: str
    verdict: int | None = None
    check_worthy: bool | None = None
    fact: bool | None = None
    tags: tuple[int, ...] | None = None


def claimbuster(path: Path) -> list[Example]:
    """ClaimBuster's sentences of presidential debates; DatasetError where the file is something else."""
    return [
        Example(row["Text"], verdict=_verdict(path, row["Verdict"]))
        for row in csv_rows(path, "Text", "Verdict")
    ]


def _verdict(path: Path, written: str) -> int:
    if written not in ("-1", "0", "1"):
        raise DatasetError(f"{path}: {written!r} is no Verdict")
    return int(written) + 1


def factappeal(path: Path) -> list[Example]:
    """FactAppeal's sentences of news, with the spans of facts and sources; DatasetError as of ClaimBuster."""
    examples = []
    for row in csv_rows(path, "annotation"):
        try:
            text, spans = _without_tags(row["annotation"])
        except ValueError as error:
            raise DatasetError(f"{path}: {error}") from error
        tags = [_OUTSIDE] * len(text)
        for tag, start, end in sorted(spans, key=lambda span: span[1] - span[2]):  # the inner one wins
            tags[start:end] = [tag] * (end - start)
        examples.append(
            Example(text, fact=any(tag >= _DIRECT for tag, _, _ in spans), tags=tuple(tags)),
        )
    return examples


def articles(folder: Path, *, held_out: bool) -> list[Example]:
    """Return the sentences of our own articles: those that train, or those that choose and calibrate."""
    files = sorted(folder.glob("*.json"))
    if not files:
        raise FileNotFoundError(2, "no articles", str(folder))
    return [
        _own(sentence)
        for number, file in enumerate(files)
        if (number % HELD_OUT_EVERY == HELD_OUT_EVERY - 1) == held_out
        for paragraph in json.loads(file.read_text(encoding="utf-8"))["paragraphs"]
        for sentence in paragraph
    ]


def _own(sentence: dict[str, object]) -> Example:
    text = str(sentence["text"])
    attribution = sentence["attribution"]
    narrated = _FACT if sentence["check_worthy"] else UNKNOWN
    tags = [narrated if attribution == "narrator" else _OUTSIDE] * len(text)
    said = _DIRECT if attribution == "direct" else _INDIRECT
    for key, tag in (("content", said), ("source", _SOURCE)):
        for part in sentence[key]:  # type: ignore[attr-defined]
            start = re.search(rf"(?<!\w){re.escape(part)}(?!\w)", text).start()  # type: ignore[union-attr]
            tags[start : start + len(part)] = [tag] * len(part)
    return Example(text, check_worthy=bool(sentence["check_worthy"]), tags=tuple(tags))


def _without_tags(annotation: str) -> tuple[str, list[tuple[int, int, int]]]:
    """Return the sentence and its spans (tag, start, end); tags that we do not learn are left out.

    ValueError where one is closed that is not open.
    """
    text = ""
    spans: list[tuple[int, int, int]] = []
    opened: list[tuple[str, int]] = []
    position = 0
    for match in _FACTAPPEAL_TAG.finditer(annotation):
        text += annotation[position : match.start()]
        position = match.end()
        name = match[1]
        if not match[0].startswith("</"):
            opened.append((name, len(text)))
            continue
        start = next((start for other, start in reversed(opened) if other == name), None)
        if start is None:
            raise ValueError(f"{match[0]} closes nothing")
        opened.remove((name, start))
        tag = _SOURCE if name.startswith("Source:") else _FACTAPPEAL_TAGS.get(name)
        if tag is not None:
            spans.append((tag, start, len(text)))
    return text + annotation[position:], spans
