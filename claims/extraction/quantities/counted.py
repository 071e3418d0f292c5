"""What a figure counts: the noun phrase after it, as far as word shapes tell."""

from __future__ import annotations

import re
from dataclasses import dataclass

from claims.extraction.lexicon import words
from claims.extraction.numbers import MULTIPLIERS, TENS, UNITS

_WORD = re.compile(r"[\s-]?\s?[“\"‘]?([^\W\d_](?:[\w’'.&-]{0,40}\w)?)")
_OF = re.compile(
    r"\s+of\s+(?:(?:the|its|their|his|her|our|my|your|all|these|those|that|this|such|some)\s+){0,2}"
    r"(?:(?:[\w-]{1,20}\s){0,2}[\w-]{1,20}['’]s?\s+)?"
)
_WHOLE = re.compile(r"\s+(?:the|its|their|his|her|our|my|your|all|that|this)\s+")
# Words that a noun phrase does not run over.
STOPS = words(
    """
    a an the and or but nor yet so as at by for from in into of off on onto out over per than to toward
    towards under until up upon via with within without about above across after against along among around
    amid before behind below between beyond down during except near since through throughout while who whom
    whose which that this these those there is are was were be been being am has have had do does did will
    would can could may might must shall should not it he she they we you i him her them us his its their
    our your my if when where because although though each every all some any no even still already
    yesterday today tomorrow ago later earlier now then said says told according went came took made gave
    got became began left led lost won fell rose grew held kept died fled signed joined voted come go gone
    live work remain stood sat ran saw hit put sent met apiece apart away percent combined respectively compared
    versus total last next either both just only always perhaps besides sometimes once instead thanks
    monday tuesday wednesday thursday friday saturday sunday january february march april june july august
    september october november december
    """
)
# After "one" and "of" these are verbs; after a greater number they are what is counted ("four runs").
_VERBS = words(
    """
    says needs wants makes takes gives gets goes comes means shows leaves remains brings keeps puts sets runs costs
    lives works pays owns uses
    """
)
# What stands between a figure and its noun and is no part of either.
_SKIPPED = words("more other additional further extra fewer less such full whole separate different straight")
_PLURALS = words(
    """
    people troops police men women children staff personnel cattle sheep aircraft spacecraft fish dead injured
    wounded homeless missing others feet teeth mice geese offspring crew media data criteria phenomena alumni
    bacteria species series clergy folk youth livestock poultry salmon deer bison headcount
    """
)
_PLURAL_ENDINGS = ("men", "women", "people", "children", "folk", "craft")
_NOT_PLURAL = words(
    "overseas news always series sports texas paris des plus gas angeles orleans vegas dallas"
)
_IRREGULAR = {"person": "people", "child": "children", "woman": "women", "man": "men", "wife": "wives"}
_VERBAL = re.compile(r"[a-z]{3,}(?:ed|ing)")
# Participles of another form: "wheat stuck at the port".
_STRONG = words(
    """
    stuck bound stolen sunk caught hidden spilt sold bought brought built burnt taken grown dug laid shut stored thrown
    torn worn written drawn driven known seen shown broken frozen
    """
)
_GERUNDS = words(
    """
    building meeting hearing killing shooting wedding sitting ruling warning finding painting evening morning housing
    shipping spending trading lending funding king ring wing thing being
    """
)
_NUMBERS = (
    frozenset(UNITS)
    | frozenset(TENS)
    | frozenset(MULTIPLIERS)
    | words("half third quarter hundreds thousands millions")
)
_ABBREVIATION = re.compile(r"(?:[A-Z]\.)+[A-Z]|St|Dr|Mr|Mrs|Ms")
_FIGURE_NEXT = re.compile(r"\s[\d$£€]")
_LONGEST = 7
# "27-nation", "two-state", but not "three-dimensional", "two-way".
_NO_NOUNS = words(
    "way off on to by times step fold plus odd strong star most sum out in up down up-front over under"
)


_NOUNS_ALL_THE_SAME = words(
    "speed bed seed breed goal medal metal deal meal signal terminal animal hospital festival"
)


@dataclass(frozen=True, slots=True)
class Counted:
    """`phrase` is the noun phrase ("Russian troops"), `head` its noun ("troops"), `end` the offset after it."""

    phrase: str
    head: str
    end: int


def counted_after(text: str, at: int, limit: int, *, one: bool = False) -> Counted | None:
    """What a plain figure that ends at `at` counts; `one` looks for a noun in the singular."""
    if text.startswith("-", at):
        return _hyphenated(text, at, limit)
    of = _OF.match(text, at, limit)
    found = _phrase(text, of.end() - 1 if of else at, limit, loosely=one or of is not None)
    # "One wonders why" counts nothing.
    return None if one and found is not None and is_plural(found.head) else found


def part_of(text: str, at: int, limit: int) -> Counted | None:
    """What a figure with a unit, or a share, is of: "a third of voters", "half the crew"."""
    of = _OF.match(text, at, limit) or _WHOLE.match(text, at, limit)
    return None if of is None else _phrase(text, of.end() - 1, limit, loosely=True)


def _hyphenated(text: str, at: int, limit: int) -> Counted | None:
    """ "the 27-nation bloc", "a 200-page report"; "a 10-nation-strong"."""
    match = _WORD.match(text, at, limit)
    if match is None:
        return None
    word = match[1].split("-", 1)[0]
    if (
        word in _NO_NOUNS | STOPS
        or not word[0].islower()
        or (word.endswith(("ed", "al", "ous")) and word not in _NOUNS_ALL_THE_SAME)
        or len(word) < 3
    ):
        return None
    return Counted(word, word, match.start(1) + len(word))


def _phrase(text: str, at: int, limit: int, *, loosely: bool) -> Counted | None:
    """The phrase up to its plural; without a plural, all of it where `loosely`, and nothing otherwise."""
    phrase: list[tuple[str, int, int]] = []
    end = at
    while len(phrase) < _LONGEST and (match := _WORD.match(text, end, limit)):
        word = match[1]
        if not match.group()[0].isspace():
            break
        lower = word.lower()
        if (
            lower in STOPS
            or lower in _NUMBERS
            or (loosely and (lower in _VERBS or (phrase and _is_verb(text, match))))
        ):
            break
        end = match.end()
        if text[end : end + 1] == "." and _ABBREVIATION.fullmatch(word):
            end += 1
        if not phrase and lower in _SKIPPED:
            continue
        phrase.append((word, match.start(1), end))
        possessive = _is_possessive(word)
        if text[end : end + 2] in ("' ", "’ "):  # "19 doctors' surgeries"
            possessive, end = True, end + 1
        if is_plural(word) and not possessive and not _noun_follows(text, end, limit):
            return _made(text, phrase)
        if text[end : end + 1] in tuple(',;:.!?)("”—–') and text[end : end + 2] != ", ":
            break
        if text[end : end + 1] == ",":
            if loosely or not _adjective_follows(text, end, limit):
                break
            end += 1
    if not phrase or not loosely or _is_possessive(phrase[-1][0]) or _FIGURE_NEXT.match(text, end, limit):
        return None
    if len(phrase) == 1 and phrase[0][0].endswith("ing") and phrase[0][0] not in _GERUNDS:
        return None
    return _made(text, phrase)


def _is_possessive(word: str) -> bool:
    return word.endswith(("'s", "’s"))


def _made(text: str, phrase: list[tuple[str, int, int]]) -> Counted:
    start, end = phrase[0][1], phrase[-1][2]
    return Counted(text[start:end], phrase[-1][0], end)


def _is_verb(text: str, match: re.Match[str]) -> bool:
    """Whether "one man arrested …" ends before this word: a participle that no noun follows."""
    if not _VERBAL.fullmatch(match[1]) and match[1] not in _STRONG:
        return False
    after = _WORD.match(text, match.end())
    return after is None or after[1].lower() in STOPS


def _adjective_follows(text: str, at: int, limit: int) -> bool:
    """ "three tall, dark figures": after the comma the phrase goes on to a plural."""
    after = _WORD.match(text, at + 1, limit)
    if after is None or not after[1].islower() or after[1] in STOPS:
        return False
    noun = _WORD.match(text, after.end(), limit)
    return noun is not None and noun[1].islower() and is_plural(noun[1])


def plural(noun: str) -> str:
    """The plural of a noun in the singular: "barge" is "barges"."""
    for one, many in _IRREGULAR.items():
        if noun.endswith(one):
            return noun.removesuffix(one) + many
    if re.search(r"[^aeiou]y$", noun):
        return noun[:-1] + "ies"
    return noun + ("es" if re.search(r"(?:s|x|z|ch|sh)$", noun) else "s")


def is_plural(word: str) -> bool:
    """Whether the word looks like a noun in the plural."""
    lower = word.lower()
    if lower in _PLURALS or (lower.endswith(_PLURAL_ENDINGS) and len(word) > 4):
        return True
    if word.endswith("s") and len(word) > 2 and word[:-1].isupper():  # "GPUs"
        return True
    if lower in _NOT_PLURAL or not word.endswith("s") or "'" in word or "’" in word:
        return False
    return (
        len(word) > 2
        and not lower.endswith(("ss", "ous", "us", "is"))
        and (len(word) > 3 or word[:-1].isupper())
    )


def _noun_follows(text: str, at: int, limit: int) -> bool:
    """Whether a plural is followed by one more plural that it qualifies ("sports cars")."""
    match = _WORD.match(text, at, limit)
    return (
        match is not None
        and match.group()[0].isspace()
        and is_plural(match[1])
        and match[1].lower() not in STOPS
        and match[1].lower() not in ("dead", "injured", "wounded", "missing", "homeless", "others")
    )
