"""Transcripts: "MS LEE: Good morning." opens a turn, which lasts until the next one."""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass

from claims.extraction.lexicon import TITLES
from claims.extraction.names import Names
from claims.extraction.segmentation import Sentence, Span
from claims.extraction.types import Speaker

_LABEL = re.compile(
    r"[\"“]?(?P<who>(?:The\s)?[^\W\d_a-z][\w.’'-]*(?:\s(?:of|the|for|and|van|de|der|[^\W\d_a-z][\w.’'-]*)){0,6})"
    r"(?:\s?\((?P<bracket>[^()\n]{2,60})\))?(?:,\s(?P<role>[^:,\n“\"]{2,40}))?\s?:\s+(?![\"“‘'])"
)
_ASIDE = ("(", "[")
_ENDINGS = ("end", "ends", "end of transcript", "transcript ends")
_QUESTIONS = ("q", "question", "reporter", "journalist")  # labels that anybody may have
_LONGEST = 160  # characters of a label
_FEWEST = 3  # turns that make a transcript
_LEAST_SHARE = 0.3  # of the paragraphs


@dataclass(frozen=True, slots=True)
class Turn:
    """Who has the floor in a sentence, and where in it their words begin."""

    speaker: Speaker | None  # None for a question from nobody named
    start: int


def find_turns(text: str, sentences: list[Sentence], noise: Set[int], names: Names) -> dict[int, Turn]:
    """The turn of each sentence by its number; none at all where the text is no transcript."""
    labels = _labels(text, sentences)
    paragraphs = len({sentence.paragraph for index, sentence in enumerate(sentences) if index not in noise})
    if len(labels) < _FEWEST or len(labels) < _LEAST_SHARE * paragraphs or not _repeats(labels):
        return {}
    speakers = _Floor(text, names, list(labels.values()))
    turns: dict[int, Turn] = {}
    speaker, begun = None, False
    for index, sentence in enumerate(sentences):
        start = sentence.start
        if index in labels:
            speaker, begun = speakers.speaker(labels[index]), True
            start = labels[index].end()
        if begun and not text.startswith(_ASIDE, sentence.start) and not _is_end(text, sentence):
            turns[index] = Turn(speaker, min(start, sentence.end))
    return turns


def _labels(text: str, sentences: list[Sentence]) -> dict[int, re.Match[str]]:
    """The labels at the starts of paragraphs, and those again at the starts of sentences, by the sentence's number."""
    matches = {
        index: match
        for index, sentence in enumerate(sentences)
        if (match := _LABEL.match(text, sentence.start, min(len(text), sentence.start + _LONGEST)))
        is not None
        and (len(match["who"]) > 1 or match["who"] in "QA")
    }
    opens = {
        index
        for index, sentence in enumerate(sentences)
        if not index or sentences[index - 1].paragraph != sentence.paragraph
    }
    known = {match["who"] for index, match in matches.items() if index in opens}
    return {index: match for index, match in matches.items() if index in opens or match["who"] in known}


def _repeats(labels: dict[int, re.Match[str]]) -> bool:
    """In a transcript somebody speaks again, or all labels are in capitals."""
    said = [_without_titles(label["who"])[-1:] for label in labels.values()]
    return len({tuple(who) for who in said}) < len(said) or all(
        label["who"].isupper() for label in labels.values()
    )


def _is_end(text: str, sentence: Sentence) -> bool:
    return text[sentence.start : sentence.end].strip("*-#. ").lower() in _ENDINGS


def _without_titles(who: str) -> list[str]:
    words = who.split()
    if words and words[0] == "The":
        words = words[1:]
    while len(words) > 1 and words[0].lower().rstrip(".") in TITLES:
        words = words[1:]
    return words


class _Floor:
    """The speakers of a transcript under the fullest form that a label or the text gives them."""

    def __init__(self, text: str, names: Names, labels: list[re.Match[str]]) -> None:
        self._text = text
        self._full: dict[str, tuple[str, str | None]] = {}
        for person in names.people:
            if " " in person.name:
                self._full.setdefault(person.surname, (person.name, person.role))
        for label in labels:
            words = _without_titles(label["who"])
            if words[0].lower() in _QUESTIONS:
                continue
            if label["bracket"] and label["bracket"][0].isupper():  # "The Premier (Olaf Berg):"
                self._full[label["who"].lower()] = (_spoken(label["bracket"].split()), " ".join(words))
            elif len(words) > 1 and label["who"].lower() not in self._full:
                known = self._full.get(words[-1].lower())
                role = label["role"] or (known[1] if known else None)
                self._full[words[-1].lower()] = (_spoken(words), role)

    def speaker(self, label: re.Match[str]) -> Speaker | None:
        words = _without_titles(label["who"])
        who = Span(*label.span("who"))
        if words[0].lower() in _QUESTIONS and len(words) == 1:
            if not label["bracket"]:
                return None
            asker = Span(*label.span("bracket"))
            name, _, role = label["bracket"].partition(", ")
            return Speaker(name, role or None, self._text[asker.start : asker.end], asker.start, asker.end)
        name, role = (
            self._full.get(label["who"].lower())
            or (self._full.get(words[-1].lower()) if len(words) == 1 or label["who"].isupper() else None)
            or (_spoken(words), label["role"])
        )
        return Speaker(name, role, self._text[who.start : who.end], who.start, who.end)


def _spoken(words: list[str]) -> str:
    """A label's name as the article's prose would write it."""
    name = " ".join(words)
    return name.title() if name.isupper() and len(name) > 3 else name
