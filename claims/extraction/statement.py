"""The claim inside a sentence, and the words of it that stand alone.

Nothing is invented: a statement holds the article's words, without attribution and quotation marks, with full
names where the sentence has shorter ones and with dates for the days that it names.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from claims.extraction.names import Names
from claims.extraction.segmentation import Sentence, Span
from claims.extraction.speakers import Voice
from claims.extraction.types import Attribution, Speaker, TimeReference

_EDGES = " \t\r\n\xa0\"“”„‟«»‘’',;:–—-"
_TAIL = re.compile(
    r"(?:,|\s[–—-])\s(?:(?:thus|thereby|further|also)\s)?(?:leading\sto|prompting|sparking|raising|fuelling|fueling|"
    r"triggering|stoking|heightening|adding\sto|underscoring|underlining|highlighting|signalling|signaling|drawing|"
    r"provoking|dashing|fanning|deepening|a\ssentiment|a\smove\sthat|a\s(?:probable|possible|likely|veiled|clear)\sreference|"
    r"in\san?\sapparent|something\s(?:the|that|he|she|it|they))\b[^.!?]*",
)
_FIGURE = re.compile(r"\d")
_DISCOURSE = re.compile(
    r"(?:(?:but|and|yet|so|still|also|now|then)\s|(?:but|however|meanwhile|earlier|instead|also|indeed|in\sfact|moreover|"
    r"furthermore|in\saddition|additionally|nevertheless|nonetheless|separately|of\scourse|well|look|yes|now|still|"
    r"finally|again|for\sexample|for\sinstance|and|so),\s)+",
    re.IGNORECASE,
)
_MARKS = re.compile("[\"“”„‟«»]|(?<!\\w)[‘']")
_CLOSING = re.compile(r"[’'](?!\w)")
_OPENED = re.compile(r"(?<!\w)[‘'](?=\w)")
_POSSESSIVE = re.compile(r"(?<=s)[’'](?=\s\w)")
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
_DAY_NAMED = re.compile(
    r"(?:(?:late\s|early\s)?on\s)?(?:(?:last|this|next|the\sfollowing|the\sprevious)\s)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
    r"(?:\s(?:morning|afternoon|evening|night))?|today|yesterday|tomorrow|"
    r"(?:on\s)?(?:\d{1,2}(?:st|nd|rd|th)?\s(?:of\s)?[A-Z][a-z]{2,8}|[A-Z][a-z]{2,8}\.?\s\d{1,2}(?:st|nd|rd|th)?)",
    re.IGNORECASE,
)
_PRONOUN = re.compile(
    r"(?:he|she|it)\b(?!\s(?:was|is|would\sbe|seems?)\s\w+\s(?:to|that|for|whether|how)\b)", re.IGNORECASE
)
_UNIFIED = str.maketrans(
    dict.fromkeys("“”„‟«»″", '"') | dict.fromkeys("‘’‚‛′`´", "'") | dict.fromkeys("‐‑‒–—―−", "-")
)


@dataclass(frozen=True, slots=True)
class Claim:
    """The claim of one sentence: its pieces in the text, the range over all of them, and the statement."""

    pieces: tuple[Span, ...]
    span: Span
    statement: str


def normalise(statement: str) -> str:
    """The key under which one statement in two articles is equal.

    Case, white space, the shape of quotation marks and dashes, and final punctuation make no difference.
    """
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", statement).casefold()).translate(
        _UNIFIED
    )
    return " ".join(folded.split()).rstrip(" .!?…,;:\"'")


def find_claim(
    text: str,
    sentence: Sentence,
    before: Sentence | None,
    voice: Voice,
    times: Sequence[TimeReference],
    names: Names,
) -> Claim:
    """The claim of `sentence`; `before` is the sentence before it in the same paragraph."""
    pieces = [piece for span in voice.content if (piece := _trimmed(text, span)) is not None]
    if not pieces:
        pieces = [Span(sentence.start, sentence.end)]
    pieces[-1] = _without_tail(text, pieces[-1])
    span = Span(pieces[0].start, pieces[-1].end)
    edits = [*_full_names(text, span, names), *_dates(text, times)]
    if first := _first_pronoun(text, pieces[0], sentence, before, voice, names):
        edits.append(first)
    statement = _written(text, pieces, edits, reported=voice.attribution is Attribution.INDIRECT)
    return Claim(tuple(pieces), span, statement)


def _trimmed(text: str, span: Span) -> Span | None:
    """The range without marks, commas and white space at its ends; a closing full stop stays."""
    start, end = span.start, span.end
    while start < end and text[start] in _EDGES:
        start += 1
    while end > start and text[end - 1] in _EDGES:
        end -= 1
    return Span(start, end) if start < end else None


def _without_tail(text: str, piece: Span) -> Span:
    """ "…, leading to fears in some capitals" is a consequence that somebody draws, unless it holds a figure."""
    for match in _TAIL.finditer(text, piece.start, piece.end):
        words_before = len(text[piece.start : match.start()].split())
        if words_before >= 5 and not _FIGURE.search(match.group()):
            return Span(piece.start, match.start())
    return piece


def _full_names(text: str, span: Span, names: Names) -> Iterable[tuple[int, int, str]]:
    """ "Mr Lee" by the name that the article gives in full, once a statement."""
    done: set[str] = set()
    for mention in names.mentions_in(span.start, span.end):
        name = mention.person.name
        short = text[mention.start : mention.end]
        if mention.end <= span.end and name not in short and name not in done and " " in name:
            yield mention.start, mention.end, name
        done.add(name)


def _dates(text: str, times: Sequence[TimeReference]) -> Iterable[tuple[int, int, str]]:
    for time in times:
        owner = text.startswith(("'s", "’s"), time.end)  # "Monday's vote"
        if not owner and time.from_ is not None and time.from_ == time.to and _DAY_NAMED.fullmatch(time.text):
            yield time.start, time.end, f"on {time.from_.day} {time.from_:%B} {time.from_.year}"


def _first_pronoun(
    text: str, piece: Span, sentence: Sentence, before: Sentence | None, voice: Voice, names: Names
) -> tuple[int, int, str] | None:
    """ "He" or "she" at the start of a statement, where only one person can be meant."""
    match = _PRONOUN.match(text, piece.start, piece.end)
    if match is None or voice.attribution is Attribution.DIRECT:
        return None
    if match.group().lower() == "it":
        name = _organisation(voice.speaker, names)
        return None if name is None else (match.start(), match.end(), name)
    woman = match.group().lower() == "she"
    name = _who(match.start(), woman, sentence, before, voice.speaker, names)
    return None if name is None else (match.start(), match.end(), name)


def _organisation(speaker: Speaker | None, names: Names) -> str | None:
    """What "Britain announced it was sending …" says "it" of."""
    if speaker is None or speaker.doubtful or names.people_named(speaker.name):
        return None
    return speaker.name if speaker.name[0].isupper() and speaker.mention.lower() != "it" else None


def _who(
    at: int, woman: bool, sentence: Sentence, before: Sentence | None, speaker: Speaker | None, names: Names
) -> str | None:
    if speaker is not None:
        known = {person.name: person.woman for person in names.people_named(speaker.name)}
        return speaker.name if not speaker.doubtful and known.get(speaker.name) is woman else None
    if before is None:
        return None
    people = {
        mention.person.name: mention.person.woman
        for mention in names.mentions_in(before.start, at)
        if mention.person.woman in (None, woman)
    }
    return next(iter(people)) if len(people) == 1 and woman in people.values() else None


def _without_marks(words: str) -> str:
    """The words without quotation marks; "the millers' federation" keeps its apostrophe."""
    kept = {mark.start() for mark in _POSSESSIVE.finditer(words)}
    opened = len(_OPENED.findall(words))
    closing = [mark.start() for mark in _CLOSING.finditer(words)]
    others = [at for at in closing if at not in kept]
    # An open quotation that nothing else closes is closed by what looks like a possessive.
    for at in sorted(kept, reverse=True)[: max(0, opened - len(others))]:
        kept.discard(at)
    dropped = set(closing) - kept
    return _MARKS.sub(
        "", "".join("\x00" if at in dropped else sign for at, sign in enumerate(words))
    ).replace("\x00", "")


def _written(text: str, pieces: list[Span], edits: list[tuple[int, int, str]], *, reported: bool) -> str:
    parts = []
    for piece in pieces:
        at, part = piece.start, ""
        for start, end, words in sorted(edits):
            if at <= start and end <= piece.end:
                part += text[at:start] + words
                at = end
        parts.append(part + text[at : piece.end])
    whole = " ".join(
        part if index == len(parts) - 1 or part.endswith((",", ".")) else part + ","
        for index, part in enumerate(parts)
    )
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
