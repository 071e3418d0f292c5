"""The names in a paragraph as runs of capitalised words, each parted from its neighbours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from claims.extraction.lexicon import MEN, ORGANISATION_WORDS, ROLES, TITLES, WOMEN, words
from claims.extraction.names.words import BASED
from claims.extraction.segmentation import Span

_CAPITALISED = r"[A-ZÀ-ÖØ-ÞŁŚŠŽČĐĞİ](?:\.[A-Z])*[\w-]*(?:['’](?!s\b)\w+)*(?:(?<=s)['’](?=\s[A-Z]))?"
_TITLE = (
    r"(?:Mr|Mrs|Ms|Mx|Dr|Prof|Sen|Rep|Gov|Gen|Lt|Col|Maj|Capt|Sgt|Adm|Rev|Hon|St|Jr|Sr)\.|(?:[A-Z]\.){1,4}"
)
# “Sparky” of "Thomas “Sparky” Drew".
_NICKNAME = rf"[\"“‘']{_CAPITALISED}[\"”’'][ ]"
_NAMES = re.compile(
    rf"(?<![\w’'-])(?:{_TITLE}|(?:(?:al|el|ad|as|ash|an|ar)-)?{_CAPITALISED})"
    rf"(?:(?:[ \xa0](?:(?:van|von|de|del|der|den|di|da|bin|bint|ibn|ben|al|el|la|le|of(?:[ ]the)?|for|and)[ ]){{0,2}}"
    rf"|[ ](?:al|el)-)(?:{_NICKNAME})?(?:{_TITLE}|{_CAPITALISED})){{0,9}}"
)
_WORD = re.compile(r"\S+")
_LETTER = re.compile(r"[A-Z]\.")
_ON = re.compile(r"\b(?:on|to|via|from|of)\s$")
# Capitalised at the start of a sentence, but no part of a name.
OPENERS = words(
    """
    the a an in on at by for from to of and but or so yet if when while after before since as with without under over
    about around between during through despite because although though however meanwhile earlier later today
    yesterday tomorrow last this that these those there here it he she they we you i his her its their our my your
    one two three four five six seven eight nine ten some many most more all both each every no not also only even
    still just now then once what who why how where which instead inside outside according asked speaking
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december feb apr jul aug sep sept oct nov dec
    let's don't it's we're we've i'm i've they're that's there's he's she's
    """
)
JOINERS = words("of the for and")
_PARTING = words("and for")
QUOTES = "\"“‘'"


class Token(NamedTuple):
    """A word at its place in the text."""

    start: int
    end: int
    word: str
    lower: str


def names_in(text: str, paragraph: Span) -> Iterator[list[Token]]:
    """The words of each name in the paragraph, with the roles and titles that are written like names."""
    if _is_shouted(text, paragraph):
        return
    for match in _NAMES.finditer(text, paragraph.start, paragraph.end):
        tokens = [
            Token(word.start(), word.end(), word.group(), word.group().lower())
            for word in _WORD.finditer(text, match.start(), match.end())
        ]
        for sentence in _sentences(text, tokens):
            yield from _parts(_core(sentence))


def _core(tokens: list[Token]) -> list[Token]:
    """The name without what a sentence opens with, "Lunde-listed" and what would join it to another."""
    while tokens and (
        tokens[0].lower.replace("’", "'") in OPENERS or (len(tokens) > 1 and BASED.fullmatch(tokens[0].word))
    ):
        tokens = tokens[1:]
    while tokens and tokens[-1].lower in JOINERS:
        tokens = tokens[:-1]
    return tokens


def _sentences(text: str, tokens: list[Token]) -> Iterator[list[Token]]:
    """The run parted where a lone letter ends a sentence: "Project X. As Dorval said", "by Mr X. Ann Lee left"."""
    start = 0
    for at in range(len(tokens) - 1):
        if not _LETTER.fullmatch(tokens[at].word):
            continue
        opens = tokens[at + 1].lower in OPENERS
        titled = at > start and tokens[at - 1].lower.rstrip(".") in TITLES
        site = tokens[at].word == "X." and _ON.search(text, max(0, tokens[at].start - 8), tokens[at].start)
        if opens or titled or site:
            yield tokens[start : at + 1]
            start = at + 1
    yield tokens[start:]


def _parts(tokens: list[Token]) -> list[list[Token]]:
    """ "Lee and Kim" are two names; "Ministry of Trade and Industry" is one."""
    parts: list[list[Token]] = [[]]
    organisation = False
    for token in tokens:
        organisation = organisation or token.lower in ORGANISATION_WORDS
        if (token.lower in _PARTING and not organisation) or (
            token.lower == "of" and _is_somebody(parts[-1])
        ):
            parts.append([])
            organisation = False
        else:
            parts[-1].append(token)
    return [part for part in parts if part]


def _is_somebody(tokens: list[Token]) -> bool:
    """Whether the words before an "of" are a person's: "Dr Ann Lee of the Institute"."""
    lower = [token.lower.rstrip(".") for token in tokens]
    if len(tokens) < 2 or any(
        word in ORGANISATION_WORDS or word in ROLES or word in JOINERS for word in lower
    ):
        return False
    return lower[0] in TITLES or lower[0] in WOMEN or lower[0] in MEN


def _is_shouted(text: str, paragraph: Span) -> bool:
    """All capitals, or a headline Written Like This: every word would be a name."""
    sample = text[paragraph.start : min(paragraph.end, paragraph.start + 400)]
    letters = "".join(filter(str.isalpha, sample))
    if len(letters) > 12 and sum(map(str.isupper, letters)) > 0.6 * len(letters):
        return True
    heading = sample.split()
    if not 5 <= len(heading) <= 20 or sample[-1] in ".!?\"”’'":
        return False
    return sum(word[0].isupper() for word in heading) > 0.7 * len(heading)
