"""The signs of a statement: what speaks for checking it and what against."""

from __future__ import annotations

import re
from collections.abc import Sequence

from claims.extraction.types import Attribution, Entity, Quantity, Reason, TimeReference
from claims.extraction.worthiness.words import (
    ACCUSING,
    BIG_UNITS,
    CONDITIONAL,
    FUTURE,
    FUTURE_PHRASE,
    NO_FUTURE,
    NOT_PAST,
    OPINION,
    PAST,
    PATTERNS,
    POINTERS,
    RULE,
    RULE_NOUNS,
    RULE_PHRASE,
    SUPERLATIVE,
    SURE_VERBS,
    THREAT,
    VERB_SHAPE,
    WORDS,
    WRONGS,
)

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")


def tokens_of(text: str) -> list[str]:
    """The words of a text in lower case, with straight apostrophes; a hyphen parts two words."""
    return _WORD.findall(text.lower().replace("’", "'"))


def find_signs(
    statement: str,
    *,
    attribution: Attribution,
    cue: str | None,
    quantities: Sequence[Quantity],
    times: Sequence[TimeReference],
    entities: Sequence[Entity],
) -> dict[Reason, float]:
    """The signs in a statement with their strength, most of them 1."""
    tokens = tokens_of(statement)
    held = set(tokens)
    signs: dict[Reason, float] = {
        reason: 1 for reason, listed in WORDS.items() if not listed.isdisjoint(held)
    }
    signs |= {reason: 1 for reason, pattern in PATTERNS.items() if pattern.search(statement)}
    if strength := _weight_of(quantities):
        signs[Reason.QUANTITY] = strength
    ahead = _looks_ahead(statement, held)
    if ahead:
        signs[Reason.PREDICTION] = 1
    if _has_past(held):
        signs[Reason.PAST_EVENT] = 0.4 if ahead else 1
    if entities:
        signs[Reason.NAMED_ACTOR] = min(1.5, 0.7 + 0.3 * len(entities))
    if any(time.dated for time in times):
        signs[Reason.DATED] = 1
    if held & RULE or (held & RULE_NOUNS and RULE_PHRASE.search(statement)):
        signs[Reason.RULE] = 1
    if attribution is not Attribution.NARRATOR:
        signs[Reason.ATTRIBUTED] = 1
    if held & ACCUSING or cue in ACCUSING or (Reason.ATTRIBUTED in signs and held & WRONGS):
        signs[Reason.ACCUSATION] = 1
    if held & SUPERLATIVE and not SUPERLATIVE.isdisjoint(_words_outside(statement, times)):
        signs[Reason.SUPERLATIVE] = 1
    if opinions := len(held & OPINION):
        signs[Reason.OPINION] = min(1.6, 0.7 + 0.3 * opinions)
    if "?" in statement[-4:]:
        signs[Reason.QUESTION] = 1
    if (ahead or held & CONDITIONAL) and THREAT.search(statement):
        signs[Reason.THREAT] = 1
    if (len(tokens) < 4 and not quantities) or not _has_verb(held):
        signs[Reason.FRAGMENT] = 1
    if _points_outside(tokens, signs):
        signs[Reason.UNRESOLVED] = 1
    return signs


def _weight_of(quantities: Sequence[Quantity]) -> float:
    """Shares, money, hedged and large figures weigh in full; "two men" weighs little, an age less."""
    weight = 0.0
    for quantity in quantities:
        strong = (
            quantity.modifier is not None
            or (quantity.unit or "").split("/")[0] in BIG_UNITS
            or quantity.value is None
            or abs(quantity.value) >= 10
        )
        own = 0.1 if quantity.unit == "year old" else 1.0 if strong else 0.5
        weight = own if weight < own else min(1.3, weight + 0.15)
    return weight


def _looks_ahead(statement: str, held: set[str]) -> bool:
    verbs = held & FUTURE
    return bool(verbs and verbs & _words_as_verbs(statement)) or FUTURE_PHRASE.search(statement) is not None


def _words_as_verbs(statement: str) -> set[str]:
    """The words of a statement without the nouns that look like verbs to come: "the plan", "in May"."""
    return set(tokens_of(NO_FUTURE.sub(" ", statement)))


def _words_outside(statement: str, times: Sequence[TimeReference]) -> list[str]:
    """The words of a statement without those of its times: nothing is the last of all in "last year"."""
    for text in {time.text for time in times}:
        if not SUPERLATIVE.isdisjoint(tokens_of(text)):
            statement = statement.replace(text, " ")
    return tokens_of(statement)


def _has_past(held: set[str]) -> bool:
    return not PAST.isdisjoint(held) or any(
        token.endswith("ed") and len(token) > 4 and token not in NOT_PAST for token in held
    )


def _has_verb(held: set[str]) -> bool:
    return not SURE_VERBS.isdisjoint(held) or any(
        "'" in token or VERB_SHAPE.fullmatch(token) for token in held
    )


def _points_outside(tokens: list[str], signs: dict[Reason, float]) -> bool:
    """True where it begins with a pronoun, and neither a name nor a figure says what it is about."""
    return (
        bool(tokens)
        and tokens[0].split("'")[0] in POINTERS
        and Reason.NAMED_ACTOR not in signs
        and Reason.QUANTITY not in signs
    )
