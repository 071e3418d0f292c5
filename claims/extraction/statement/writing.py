"""Writes a statement: the article's words with their edits, without quotation marks and connectives."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from claims.extraction.segmentation import Span

_EDGES = " \t\r\n\xa0\"“”„‟«»‘’',;:–—-•*▪‣◦·"
_DISCOURSE = re.compile(
    r"(?:(?:but|and|yet|so|still|also|now|then|or)\s(?!far\b|(?:many|much|few|little)\b)|"
    r"(?:but|however|meanwhile|earlier|later|instead|also|indeed|in\sfact|moreover|"
    r"furthermore|in\saddition|additionally|nevertheless|nonetheless|separately|of\scourse|well|look|yes|no|now|still|"
    r"finally|again|for\sexample|for\sinstance|and|so|then|yet|similarly|likewise|besides|plus|by\scontrast|in\scontrast|"
    r"on\sthe\sother\shand|as\sa\sresult|consequently|therefore|thus|hence|accordingly|at\sthe\ssame\stime|elsewhere|"
    r"for\s(?:his|her|its|their)\spart|what\sis\smore|what['’]s\smore|that\ssaid|even\sso|all\sthe\ssame|to\sbe\ssure),\s)+",
    re.IGNORECASE,
)
_ANY_MARK = re.compile("[\"“”„‟«»‘’']")
_MARKS = re.compile("[\"“”„‟«»]|(?<!\\w)[‘']")
_MARK_INSIDE = re.compile('(?<=\\w)["“”„‟«»](?=\\w)')  # of two words that no space parts
_CLOSING = re.compile(r"[’'](?!\w)")
_OPENED = re.compile(r"(?<!\w)[‘'](?=\w)")
_POSSESSIVE = re.compile(r"(?<=s)[’'](?=\s\w)")
_INSERTED = re.compile(r"\[([^\[\]\n]{1,80})\]")  # "[the port] lost": put in by the reporter
# "… that A and that B": the second "that" hangs on the attribution, which is gone.
_AND_THAT = re.compile(
    r"(,?\s(?:and|but))\sthat(?=\s(?!(?:is|was|has|had|would|will|could|can|may|might|means|meant|makes|made)\b))"
)
_HANGING = re.compile(
    r"(?:(?:to\s)?(?:reporters|journalists)\s)?(?:(?:in|on|at)\s(?:(?!(?:the|a|an|that)\s)\S+\s){1,4}?){0,3}"
    r"(?:(?:and|but)\s)?that\s(?!(?:is|was|has|had|would|will|could|can|may|might|means|meant|makes|made)\b)",
    re.IGNORECASE,
)
_SPACES = re.compile(r"\s+")
_SPACE_BEFORE = re.compile(r"\s+(?=[,.;:!?])")
_FINAL = ".!?…"


class Edit(NamedTuple):
    """Other words for a range of the text."""

    start: int
    end: int
    words: str


def written(text: str, pieces: list[Span], edits: Sequence[Edit], *, reported: bool) -> str:
    """The statement over `pieces`; an edit that reaches into another or over a piece's end is left out."""
    parts = [_edited(text, piece, edits) for piece in pieces]
    whole = parts[0]
    for part in parts[1:]:
        whole = (
            whole.rstrip(",")
            + ("." if _begins_sentence(part) else ",") * (whole[-1:] not in _FINAL)
            + " "
            + part
        )
    whole = _INSERTED.sub(_inserted, whole)
    whole = _SPACES.sub(" ", _without_marks(whole)).strip(_EDGES)
    if reported:
        whole = _AND_THAT.sub(r"\1", _HANGING.sub("", whole, count=1) if _HANGING.match(whole) else whole)
    whole = _SPACE_BEFORE.sub("", whole)
    stripped = _DISCOURSE.sub("", whole, count=1) if _DISCOURSE.match(whole) else whole
    whole = stripped if len(stripped.split()) >= 3 else whole
    if not whole:
        return " ".join(text[pieces[0].start : pieces[-1].end].split())
    whole = whole[0].upper() + whole[1:]
    return whole if whole[-1] in _FINAL else whole + "."


def _begins_sentence(part: str) -> bool:
    first = part.lstrip(_EDGES)
    return first[:1].isupper() and not first.startswith(("I ", "I’", "I'"))


def _edited(text: str, piece: Span, edits: Sequence[Edit]) -> str:
    at, part = piece.start, ""
    for edit in sorted(edits):
        if at <= edit.start and edit.end <= piece.end:
            part += text[at : edit.start] + edit.words
            at = edit.end
    return part + text[at : piece.end]


def _inserted(bracket: re.Match[str]) -> str:
    """What stands in the brackets: part of the word that they are in ("want[ed]"), or words that stand apart."""
    words = bracket[1]
    if len(words.split()) < 2:
        return words
    whole, start, end = bracket.string, bracket.start(), bracket.end()
    return " " * whole[start - 1 : start].isalnum() + words + " " * whole[end : end + 1].isalnum()


def _without_marks(words: str) -> str:
    """The words without quotation marks; "the millers' federation" keeps its apostrophe."""
    if not _ANY_MARK.search(words):
        return words
    words = _MARK_INSIDE.sub(" ", words)
    kept = {mark.start() for mark in _POSSESSIVE.finditer(words)}
    opened = len(_OPENED.findall(words))
    closing = [mark.start() for mark in _CLOSING.finditer(words)]
    others = [at for at in closing if at not in kept]
    # An open quotation that nothing else closes is closed by what looks like a possessive.
    for at in sorted(kept, reverse=True)[: max(0, opened - len(others))]:
        kept.discard(at)
    dropped = set(closing) - kept
    if dropped:
        words = "".join("\x00" if at in dropped else sign for at, sign in enumerate(words))
    return _MARKS.sub("", words).replace("\x00", "")
