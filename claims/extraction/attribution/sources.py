"""The noun phrase of a source as written, and the part of it that says who it is."""

from __future__ import annotations

from dataclasses import dataclass

from claims.extraction.attribution.cues import STUDIES, VERBS, Report
from claims.extraction.attribution.following import after_verb
from claims.extraction.attribution.preceding import before_verb, is_aside, noun_phrase_ending
from claims.extraction.attribution.tokens import BREAKS, OPENERS, PERSON_NOUN_ENDINGS, PRONOUNS, Tokens
from claims.extraction.lexicon import ORGANISATION_WORDS, ROLES, SOURCE_NOUNS
from claims.extraction.segmentation import Span

_RELATIVES = ("who", "which", "that", "whom")
_WIDEST = 60  # words between the two ends of a phrase


@dataclass(frozen=True, slots=True)
class Source:
    """Whose words they are.

    `span` is the whole noun phrase ("Ann Lee, a pilot from Lunde"), `core` the part that says who it is ("Ann Lee") and
    `apposed` what describes them. For "critics who say" the span is "who" and the core "critics".
    """

    span: Span
    core: Span
    apposed: Span | None = None


def source_at(tokens: Tokens, first: int, last: int) -> Source | None:
    """The source in the words `first` to `last`; None where a "who" has nobody to stand for."""
    if tokens.key(last) in _RELATIVES and last - first < 4:
        at = first - 1
        while tokens.key(at) in (",", "–", "—"):
            at -= 1
        before = noun_phrase_ending(tokens, at)
        return None if before is None else Source(tokens.span(first, last), tokens.span(*before))
    while last - first > 1 and tokens.key(last).isdigit() and tokens.key(last - 1) == ",":  # "Ann Lee, 57"
        last -= 2
    for at in range(first + 1, last + 1):
        if tokens.key(at) in (",", "(", "–", "—", "who", "whose", "which"):
            mark = tokens.is_mark(at)
            apposed = tokens.span(at + 1, last) if mark and at < last else None
            return Source(tokens.span(first, last), tokens.span(first, at - 1), apposed)
    return Source(tokens.span(first, last), tokens.span(first, last))


def widened(tokens: Tokens, subject: Span, apposition: Span | None) -> Source:
    """The source whose core a pattern has found at `subject`: with its article, its apposition, its "who …"."""
    first, last = tokens.at(subject.start), tokens.at(max(subject.start, subject.end - 1))
    last = min(last, len(tokens) - 1)
    if apposition is not None:
        if is_aside(tokens, tokens.at(apposition.start), tokens.at(apposition.end - 1)):
            return _plain(tokens, subject)
        return Source(Span(subject.start, apposition.end), subject, apposition)
    phrase = None
    if _follows_cue(tokens, first):
        phrase = after_verb(tokens, first, closed=first == 2 and tokens.key(0) == "according")
    elif last + 1 < len(tokens) and not tokens.is_mark(last + 1):
        at = last + 1
        while at < len(tokens) - 1 and tokens.is_adverb(at):
            at += 1
        phrase = before_verb(tokens, at)
    if phrase is None or phrase[1] - phrase[0] > _WIDEST:
        return _plain(tokens, subject)
    source = source_at(tokens, *phrase)
    if source is None or source.span.end <= subject.start or subject.end <= source.span.start:
        return _plain(tokens, subject)
    if source.span.start > subject.start and not _is_left_out(tokens, tokens.at(source.span.start) - 1):
        return _plain(tokens, subject)
    return source


def _plain(tokens: Tokens, subject: Span) -> Source:
    last = min(tokens.at(max(subject.start, subject.end - 1)), len(tokens) - 1)
    return source_at(tokens, tokens.at(subject.start), last) or Source(subject, subject)


def _is_left_out(tokens: Tokens, index: int) -> bool:
    """Whether the word before a noun phrase is a mark or a conjunction."""
    return (
        tokens.is_mark(index)
        or tokens.key(index) in BREAKS
        or tokens.key(index) in OPENERS
        or tokens.is_adverb(index)
    )


def _follows_cue(tokens: Tokens, first: int) -> bool:
    before = tokens.key(first - 1)
    if before in ("to", "of") and tokens.key(first - 2) in ("according", "words", "view"):
        return True
    return before in VERBS and VERBS[before][0] is Report.SPEECH


def is_phrase(tokens: Tokens, subject: Span) -> bool:
    """False where a verb or pronoun of its own stands inside what a pattern took for a noun phrase."""
    first, last = tokens.at(subject.start), tokens.at(max(subject.start, subject.end - 1))
    if any(tokens.key(at) in PRONOUNS and tokens.key(at) != "who" for at in range(first, last + 1)):
        return first == last
    return not any(
        tokens.is_finite(at) and tokens.key(at - 1) not in ("who", "which", "that")
        for at in range(first, min(last, len(tokens) - 1))
    )


def can_think(tokens: Tokens, source: Source) -> bool:
    """Whether the source is somebody: "voters", "the White House", "she"; not "the trip" of "the trip aims to"."""
    first, last = tokens.at(source.core.start), tokens.at(max(source.core.start, source.core.end - 1))
    last = min(last, len(tokens) - 1)
    for at in range(first, last + 1):
        key = tokens.key(at)
        if key in PRONOUNS or key in ROLES or key in SOURCE_NOUNS or key in ORGANISATION_WORDS:
            return True
        if (
            tokens.capital(at)
            and (at > 0 or tokens.key(at + 1) not in ("of",))
            and key not in ("the", "a", "an", "this", "that", "these", "his", "her", "their", "its")
        ):
            return True
    if tokens.key(last).endswith(PERSON_NOUN_ENDINGS):
        return True
    return tokens.key(last).endswith("s") and not tokens.key(last).endswith("ss")


def is_study(tokens: Tokens, source: Source) -> bool:
    """Whether the source is a poll, a document, a recording."""
    first, last = tokens.at(source.core.start), tokens.at(max(source.core.start, source.core.end - 1))
    return any(tokens.key(at) in STUDIES for at in range(first, last + 1))
