"""The noun phrase after a verb or "according to": one walk to the right."""

from __future__ import annotations

from claims.extraction.attribution.cues import VERBS, Form
from claims.extraction.attribution.tokens import (
    BREAKS,
    DAYS,
    DETERMINERS,
    LONGEST,
    OCCASIONS,
    PARTICLES,
    PREPOSITIONS,
    PRONOUNS,
    QUOTED,
    SUBJECTS,
    Tokens,
)
from claims.extraction.lexicon import ORGANISATION_WORDS, ROLE_MODIFIERS, ROLES, SOURCE_NOUNS


def after_verb(tokens: Tokens, first: int, *, closed: bool = False) -> tuple[int, int] | None:
    """The noun phrase that begins at `first`, as in "…, said Ann Lee, who heads the port", appositions included.

    `closed`: the sentence goes on after it, so that an apposition ends with a comma of its own.
    """
    while tokens.is_adverb(first):
        first += 1
    if (
        first >= len(tokens)
        or tokens.is_mark(first)
        or tokens.key(first) in PREPOSITIONS
        or tokens.key(first) in BREAKS
    ):
        return None
    if tokens.key(first) in PRONOUNS:
        return first, first
    at = first
    apposed = False
    while at < len(tokens) and at - first < 2 * LONGEST:
        key = tokens.key(at)
        if key[0] == QUOTED or key in ';:–—―“”"!?':
            break
        if key == "(":
            close = next((i for i in range(at, min(at + 8, len(tokens))) if tokens.key(i) == ")"), None)
            if close is None:
                break
            at = close + 1
            continue
        if key == ",":
            if not _apposes(tokens, at + 1, first) or (closed and not _closes(tokens, at + 1)):
                break
            apposed = True
        elif not apposed:
            if (key in BREAKS and key not in ("who", "which")) or (
                tokens.is_finite(at) and not _is_participle(tokens, at)
            ):
                break
            if (
                key in ("and", "or", "but")
                and not tokens.capital(at + 1)
                and tokens.key(at + 1) not in DETERMINERS
            ):
                break
            if key in DAYS or key in ("yesterday", "today"):
                break
            if key in PRONOUNS and key not in ("who", "we"):
                break
            if _ends_name(tokens, at):
                break
            if (
                key
                in ("in", "on", "at", "during", "after", "before", "last", "this", "when", "as", "to", "with")
                and at > first
                and (
                    tokens.key(at + 1) in DAYS
                    or key not in ("in", "at", "on", "with", "to")
                    or _is_occasion(tokens, at)
                )
            ):
                break
        elif (
            key in ("but", "while", "when", "though", "although", "because", "adding", "saying", "and")
            and tokens.key(at - 1) == ","
        ):
            break
        at += 1
    last = at - 1
    while last > first and (
        (tokens.is_mark(last) and tokens.key(last) != ")")
        or tokens.key(last) in PREPOSITIONS
        or tokens.key(last) in (".", "and", "late", "early")
    ):
        last -= 1
    return (first, last) if last >= first else None


def _ends_name(tokens: Tokens, at: int) -> bool:
    """ "…, said Ann Lee sharply", "a law sought by Ann Lee includes": after a name only a noun of people goes on."""
    key = tokens.key(at)
    if (
        tokens.title_case
        or tokens.capital(at)
        or not tokens.capital(at - 1)
        or tokens.capital(at)
        or not key.isalpha()
    ):
        return False
    if key in PREPOSITIONS or key in ("and", "or", "who", "which", "the"):
        return False
    if key in PARTICLES and (tokens.capital(at + 1) or tokens.key(at + 1) in PARTICLES):
        return False  # "Anneke de Wit"
    return not (
        key in ROLES
        or key in SOURCE_NOUNS
        or key in ROLE_MODIFIERS
        or key in ORGANISATION_WORDS
        or key.endswith("ers")
        or key in ("campaign", "poll", "affiliate", "surrogate")
    )


def _is_occasion(tokens: Tokens, at: int) -> bool:
    return any(tokens.key(at + step) in OCCASIONS or tokens.key(at + step) in DAYS for step in range(1, 6))


def _is_clause(tokens: Tokens, at: int) -> bool:
    """Whether the words from `at` to the next mark have a verb of their own."""
    for step in range(LONGEST):
        if tokens.is_mark(at + step) or tokens.key(at + step) in ("who", "which", "that"):
            return False
        if tokens.is_finite(at + step):
            return True
    return False


def _is_participle(tokens: Tokens, at: int) -> bool:
    """ "a poll released last week"."""
    known = VERBS.get(tokens.key(at))
    return (
        known is not None
        and bool(known[1] & Form.PARTICIPLE)
        and tokens.key(at - 1) not in ("who", "which", "that")
    )


def _closes(tokens: Tokens, at: int) -> bool:
    return any(tokens.key(step) == "," for step in range(at, min(at + 15, len(tokens))))


def _apposes(tokens: Tokens, at: int, first: int) -> bool:
    """Whether the words at `at`, after a comma, describe the name before it."""
    key = tokens.key(at)
    if key not in ("who", "whose", "which") and _is_clause(tokens, at):
        return False
    if key in (
        "adding",
        "saying",
        "but",
        "and",
        "when",
        "while",
        "as",
        "in",
        "on",
        "after",
        "before",
        "citing",
        "referring",
        "noting",
        "speaking",
    ):
        return False
    if key.isdigit():
        return tokens.key(at + 1) == "," and _apposes(tokens, at + 2, first)
    if key in ("who", "whose", "a", "an", "the", "one", "of"):
        return True
    if key == "which":
        return False
    for step in range(6):
        word = tokens.key(at + step)
        if word in ROLES or word in SOURCE_NOUNS:
            return True
        if tokens.is_mark(at + step):
            break
    return tokens.capital(at) and tokens.key(at) not in SUBJECTS
