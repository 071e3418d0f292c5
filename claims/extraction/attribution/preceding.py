"""The noun phrase whose verb follows: one walk to the left."""

from __future__ import annotations

from claims.extraction.attribution.cues import VERBS, Form
from claims.extraction.attribution.tokens import (
    AUXILIARIES,
    BREAKS,
    COMMON_PAST,
    DAY_PARTS,
    DAYS,
    DETERMINERS,
    LONGEST,
    NAME_MODIFIERS,
    OCCASIONS,
    OPENERS,
    OPENING_DETERMINERS,
    PERSON_ENDINGS,
    PREPOSITIONS,
    PRONOUNS,
    QUOTED,
    SUBJECTS,
    Tokens,
)
from claims.extraction.lexicon import ROLE_MODIFIERS, ROLES, SOURCE_NOUNS


def before_verb(tokens: Tokens, verb: int) -> tuple[int, int] | None:
    """The noun phrase whose verb stands at `verb`: its first and last word, appositions included."""
    last = verb - 1
    while last >= 0 and (
        (tokens.key(last) in AUXILIARIES and not tokens.is_name(last))
        or tokens.is_adverb(last)
        or _is_short_is(tokens, last)
    ):
        last -= 1
    last = _without_time(tokens, last)
    while last >= 0 and tokens.is_adverb(last):
        last -= 1
    if last < 0 or tokens.key(last)[0] == QUOTED:
        return None
    if tokens.key(last) in ("and", "or", "but") or (
        tokens.key(last) == "," and tokens.key(last - 1)[:1] == QUOTED
    ):
        return _of_verb_before(tokens, last)
    if tokens.key(last) in (",", ")", "–", "—"):
        return _across_apposition(tokens, last)
    first = _walk_left(tokens, last)
    return None if first is None else _trimmed(tokens, first, last)


def _of_verb_before(tokens: Tokens, last: int) -> tuple[int, int] | None:
    """ "She blamed him and called …": both verbs have one subject."""
    for at in range(last - 1, max(0, last - LONGEST), -1):
        if tokens.key(at) in ("that", ";", ":"):
            return None
        if (
            tokens.is_finite(at)
            and not tokens.is_finite(at - 1)
            and tokens.key(at - 1) not in ("and", "or", "but", "who", "which", ",")
        ):
            return before_verb(tokens, at)
    return None


def noun_phrase_ending(tokens: Tokens, last: int) -> tuple[int, int] | None:
    """The noun phrase whose last word stands at `last`."""
    if last < 0 or tokens.is_mark(last):
        return None
    first = _walk_left(tokens, last)
    return None if first is None else _trimmed(tokens, first, last)


def _is_short_is(tokens: Tokens, index: int) -> bool:
    return tokens.key(index) == "'s" and tokens.key(index - 1) in (
        "he",
        "she",
        "it",
        "who",
        "that",
        "there",
        "what",
    )


def _without_time(tokens: Tokens, last: int) -> int:
    """ "Britain on Monday announced": the day is no part of the noun phrase, nor is "in a statement"."""
    if tokens.key(last) in DAYS or tokens.key(last) in DAY_PARTS:
        while last >= 0 and (
            tokens.key(last) in DAYS or tokens.key(last) in DAY_PARTS or tokens.key(last) == "'s"
        ):
            last -= 1
        if tokens.key(last) in ("on", "since", "by", "in", "of", "the"):
            last -= 1
        return last
    if tokens.key(last) in OCCASIONS:
        for step in range(1, 7):
            if tokens.key(last - step) in ("in", "during", "at", "on"):
                return last - step - 1
            if tokens.is_mark(last - step):
                break
    return last


def _across_apposition(tokens: Tokens, last: int) -> tuple[int, int] | None:
    """ "Ann Lee, a pilot from Lunde," and "Ann Lee (D-Vt.)": the words from the name to the closing mark."""
    mark = tokens.key(last)
    opening = "(" if mark == ")" else mark
    at, steps = last - 1, 0
    found = None
    while at > 0 and steps < 2 * LONGEST:
        key = tokens.key(at)
        if key == opening:
            found = at
            if mark != "," or _opens_apposition(tokens, at):
                break
        if key[0] == QUOTED or key in (";", ":"):
            break
        at, steps = at - 1, steps + 1
    if found is None or found == 0:
        return None
    end = last if mark == ")" else last - 1
    before = found - 1
    if mark != ")" and is_aside(tokens, found + 1, end):
        end = before
    if tokens.key(before).isdigit() and tokens.key(before - 1) == ",":  # "Ann Lee, 52, of Marsh Lane,"
        before -= 2
    if tokens.key(before) in (")", ","):
        inner = _across_apposition(tokens, before)
        return None if inner is None else (inner[0], end)
    first = _walk_left(tokens, before)
    if first is None:
        return None
    trimmed = _trimmed(tokens, first, before)
    if trimmed is None:
        return None
    first = trimmed[0]
    if tokens.key(first - 1) == "," and tokens.key(first) in ("the", "a", "an") and tokens.capital(first - 2):
        outer = noun_phrase_ending(tokens, first - 2)
        if outer is not None and not _hangs_on_preposition(tokens, *outer):
            first = outer[0]
    return first, end


def _hangs_on_preposition(tokens: Tokens, first: int, last: int) -> bool:
    """ "… since August, the minister, Ann Lee, said": what belongs to a preposition is no name of hers."""
    return any(tokens.key(at) in PREPOSITIONS - {"of", "for"} for at in range(first - 1, last))


def is_aside(tokens: Tokens, first: int, last: int) -> bool:
    """ ", however," and ", at a later rally," and ", 57," say nothing of who the name before them is."""
    key = tokens.key(first)
    if key == "of":
        return False
    known = VERBS.get(key)
    return (
        key in ("which", "who", "whose", "whom")
        or key in PREPOSITIONS
        or key in OPENERS
        or tokens.is_adverb(first)
        or (key.isdigit() and first == last)
        or (key.endswith("ing") and not tokens.capital(first))
        or (known is not None and bool(known[1] & Form.PARTICIPLE))
    )


def _opens_apposition(tokens: Tokens, comma: int) -> bool:
    """Whether what follows the comma is "who …", "a …", "the …" or a role: not one more item of a list."""
    key = tokens.key(comma + 1)
    return (
        key
        in (
            "who",
            "which",
            "whose",
            "whom",
            "speaking",
            "a",
            "an",
            "the",
            "one",
            "his",
            "her",
            "its",
            "their",
            "both",
        )
        or (tokens.key(comma - 1) not in ("",) and not tokens.capital(comma + 1) and not key.isdigit())
        or tokens.capital(comma + 1)
        or key.isdigit()
    )


def _walk_left(tokens: Tokens, last: int) -> int | None:
    """The first word of the noun phrase that ends at `last`."""
    key = tokens.key(last)
    if key in ("who", "which", "that"):
        first = last
        while tokens.key(first - 1) in ("of", "many", "some", "most", "all", "both", "several", "few"):
            first -= 1
        return first
    if key in PRONOUNS or key in ("there", "this"):
        return last
    at = last
    while at >= 0 and last - at < LONGEST:
        key = tokens.key(at)
        if tokens.is_mark(at) or key in BREAKS:
            break
        if key in PRONOUNS and at != last:
            break
        if at != last and tokens.is_finite(at) and not _inside_phrase(tokens, at):
            break
        if key in ("and", "or") and not _joins_nouns(tokens, at):
            break
        at -= 1
        if key in OPENING_DETERMINERS and not _goes_on_left(tokens, at):
            break
    first = at + 1
    return first if first <= last else None


def _name_begins(tokens: Tokens, first: int, last: int) -> bool:
    """ "the story Ann Lee told": a name after a word that names nobody opens a noun phrase of its own."""
    if not tokens.capital(first) or tokens.title_case or not tokens.capital(last) or first < 2:
        return False
    before = tokens.key(first - 1)
    if not before.isalpha() or tokens.capital(first - 1) or before in PREPOSITIONS or before in BREAKS:
        return False
    if (
        before in DETERMINERS
        or before in ("and", "or", "'s")
        or before in ROLES
        or before in ROLE_MODIFIERS
        or before in SOURCE_NOUNS
    ):
        return False
    return (
        not before.endswith(PERSON_ENDINGS)
        and before not in NAME_MODIFIERS
        and tokens.key(first - 2) in OPENING_DETERMINERS | {"'s"} | DETERMINERS
    )


def _goes_on_left(tokens: Tokens, at: int) -> bool:
    """Whether the word before an article belongs to the same noun phrase: "of the", "and the", "all the"."""
    key = tokens.key(at)
    return key in PREPOSITIONS or key in (
        "and",
        "or",
        "all",
        "both",
        "half",
        "such",
        "many",
        "not",
        "only",
        "even",
    )


def _inside_phrase(tokens: Tokens, index: int) -> bool:
    """ "the newly elected mayor", "the proposed law": a participle or noun inside a noun phrase."""
    return tokens.is_noun_place(index) or (tokens.is_adverb(index - 1) and tokens.is_noun_place(index - 1))


def _joins_nouns(tokens: Tokens, conjunction: int) -> bool:
    """Whether "and" stands between two nouns: no verb on its left before the next mark."""
    at = conjunction - 1
    if tokens.is_mark(at):
        return False
    while at >= 0 and conjunction - at < LONGEST:
        key = tokens.key(at)
        if tokens.is_mark(at) or key in BREAKS:
            return True
        if tokens.is_finite(at) and not _inside_phrase(tokens, at):
            return False
        if key in PRONOUNS and at != conjunction - 1:
            return False
        at -= 1
    return True


def _trimmed(tokens: Tokens, first: int, last: int) -> tuple[int, int] | None:
    """Without "but", "on Monday" and "in Lunde" before it; None where nothing is left that could be a subject."""
    while first <= last and (
        tokens.key(first) in OPENERS or tokens.is_adverb(first) or tokens.key(first) == "'s"
    ):
        first += 1
    if first <= last and tokens.key(first) in PREPOSITIONS:
        first = _after_opening_phrase(tokens, first, last)
    elif first <= last and tokens.key(first) in (DAYS | {"last", "this", "next"}) and first < last:
        at = first
        while at < last and (tokens.key(at) in DAYS or tokens.key(at) in DAY_PARTS):
            at += 1
        if at > first + 1 or tokens.key(first) in DAYS:
            first = at
    if first > last:
        return None
    if tokens.key(last) in DETERMINERS and tokens.key(last) not in SUBJECTS:
        return None
    if tokens.key(first) in ("there", "here", "to", "not", "it's", "what", "if", "when"):
        return None
    if not tokens.capital(first) and first < last and _opens_with_verb(tokens, first):
        return None
    return first, last


def _opens_with_verb(tokens: Tokens, first: int) -> bool:
    key = tokens.key(first)
    if key in AUXILIARIES or key in COMMON_PAST or key in PREPOSITIONS:
        return True
    known = VERBS.get(key)
    if known is None:
        return False
    return bool(known[1] & (Form.PAST | Form.THIRD | Form.BASE)) and (
        tokens.key(first + 1) in DETERMINERS
        or tokens.key(first + 1) in PREPOSITIONS
        or tokens.capital(first + 1)
    )


def _after_opening_phrase(tokens: Tokens, first: int, last: int) -> int:
    """ "In a letter to the council the ministry said": the ministry speaks. The last determiner opens it."""
    for at in range(last, first, -1):
        before = tokens.key(at - 1)
        if before in PREPOSITIONS or before in DETERMINERS or before == "'s":
            continue
        if tokens.key(at) in DETERMINERS or tokens.key(at) in PRONOUNS:
            return at
        if tokens.capital(at) and not tokens.capital(at - 1) and at - 1 > first:
            return at
        timed = before in DAYS or before in ("night", "morning", "afternoon", "evening") or before.isdigit()
        if timed and at - 1 > first and not any(tokens.key(i) in PREPOSITIONS for i in range(at, last)):
            return at
    return last + 1
