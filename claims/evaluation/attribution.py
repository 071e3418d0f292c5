"""Attribution: which sentences report somebody's words or thoughts, and whose."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from claims.evaluation.figures import Counts, DatasetError, Figure
from claims.evaluation.reading import csv_rows
from claims.extraction import Attribution, Candidate, analyse, analyse_sentence

_TOKEN = re.compile(r"\w+")
_TAG = re.compile(r"<(?P<close>/)?(?P<name>\w+)[^<>]*>")

_BRAT_RANGE = re.compile(r"T\d+\t")

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Document:
    """A text with the ranges that its annotators marked."""

    text: str
    contents: list[Range]
    sources: list[Range]


def polnear(path: Path) -> list[Figure]:
    """PolNeAR's folder of a split: `text/NAME.txt`, and in `attributions/NAME_*.ann` what each annotator marked.

    An article that two annotated counts twice.
    """
    sentences, sources, alone = Counts(), Counts(), Counts()
    for document in _brat_documents(path):
        candidates = analyse(document.text)
        attributed = [candidate.attribution is not Attribution.NARRATOR for candidate in candidates]
        labelled = [_overlap(document, document.contents, candidate) for candidate in candidates]
        _add_decisions(sentences, attributed, labelled)
        gold = _tokens(document.text, document.sources)
        mentions = [candidate.speaker for candidate in candidates if candidate.speaker is not None]
        found = _tokens(document.text, [(mention.start, mention.end) for mention in mentions])
        sources.add(right=len(gold & found), found=len(found), labelled=len(gold))
        reachable = set[int]()
        for candidate in candidates:
            reachable |= _longest(document, gold, candidate)
        alone.add(right=len(reachable), found=len(reachable), labelled=len(gold))
    return [
        *sentences.figures("attributed sentence"),
        *sources.figures("source token"),
        Figure("source token recall if each sentence had its longest source", alone.recall, alone.labelled),
    ]


def factappeal(path: Path) -> list[Figure]:
    """FactAppeal's CSV: sentences one by one, with their sources inside tags."""
    sentences, sources = Counts(), Counts()
    for text, appeal, source_ranges in _tagged_sentences(path):
        candidate = analyse_sentence(text)
        _add_decisions(sentences, [candidate.attribution is not Attribution.NARRATOR], [appeal])
        gold = _tokens(text, source_ranges)
        speaker = candidate.speaker
        found = _tokens(text, [] if speaker is None else [(speaker.start, speaker.end)])
        sources.add(right=len(gold & found), found=len(found), labelled=len(gold))
    return [*sentences.figures("attributed sentence"), *sources.figures("source token")]


def _add_decisions(total: Counts, found: Iterable[bool], labelled: Iterable[bool]) -> None:
    for one, other in zip(found, labelled, strict=True):
        total.add(right=one and other, found=one, labelled=other)


def _overlap(document: _Document, ranges: list[Range], candidate: Candidate) -> bool:
    """Whether a word of one of the ranges lies in the sentence."""
    clipped = [(max(start, candidate.start), min(end, candidate.end)) for start, end in ranges]
    return bool(_tokens(document.text, [(start, end) for start, end in clipped if start < end]))


def _longest(document: _Document, gold: set[int], candidate: Candidate) -> set[int]:
    """The words of the longest source in the sentence."""
    inside = [source for source in document.sources if candidate.start <= source[0] < candidate.end]
    return max((_tokens(document.text, [source]) for source in inside), key=len, default=set()) & gold


def _tokens(text: str, ranges: Iterable[Range]) -> set[int]:
    """The words in the ranges, by the offset of their first character."""
    return {match.start() for start, end in ranges for match in _TOKEN.finditer(text, start, end)}


def _brat_documents(path: Path) -> Iterator[_Document]:
    files = sorted((path / "attributions").glob("*.ann"))
    if not files:
        raise DatasetError(f"{path}: no attributions/*.ann")
    for file in files:
        name = file.stem.rpartition("_")[0]  # what follows names the annotator
        with (path / "text" / f"{name}.txt").open(encoding="utf-8", newline="") as source:
            text = source.read()
        yield _Document(text, *_brat_ranges(file))


def _brat_ranges(file: Path) -> tuple[list[Range], list[Range]]:
    """The Content and the Source ranges; a discontinuous one gives several."""
    ranges: dict[str, list[Range]] = {"Content": [], "Source": []}
    for number, line in enumerate(file.read_text(encoding="utf-8").split("\n"), 1):
        if not _BRAT_RANGE.match(line):  # a relation, or the rest of a text that holds a line break
            continue
        try:
            kind, offsets = line.split("\t")[1].split(" ", 1)
            found = [(int(start), int(end)) for start, end in (part.split() for part in offsets.split(";"))]
        except (ValueError, IndexError) as error:
            raise DatasetError(f"{file}: line {number}: not a brat annotation") from error
        ranges.setdefault(kind, []).extend(found)
    return ranges["Content"], ranges["Source"]


def _tagged_sentences(path: Path) -> Iterator[tuple[str, bool, list[Range]]]:
    """Each sentence without its tags, whether a fact in it appeals to a source, and the sources."""
    for row in csv_rows(path, "annotation"):
        yield _untagged(row["annotation"])


def _untagged(annotation: str) -> tuple[str, bool, list[Range]]:
    text, appeal, opened = "", False, 0
    sources: list[Range] = []
    at = 0
    for tag in _TAG.finditer(annotation):
        text += annotation[at : tag.start()]
        at = tag.end()
        if tag["name"] == "Source" and tag["close"] is None:
            opened = len(text)
        elif tag["name"] == "Source":
            sources.append((opened, len(text)))
        appeal = appeal or tag["name"] == "Fact_Appeal"
    return text + annotation[at:], appeal, sources
