"""The roles of the people named: before the name, after it and beside it between commas."""

from __future__ import annotations

import re
from collections.abc import Sequence

from claims.extraction.lexicon import ROLE_MODIFIERS, UTTERED
from claims.extraction.names.tokens import JOINERS, OPENERS, Token
from claims.extraction.names.words import KIN, LETTERS, MANNERS, OFFICE_NOUNS, PERSONAL_NOUNS

_BEFORE = re.compile(r"([A-Za-zÀ-ÿ][\w’'.-]*)\s$")
_SAYS = (
    r"(?:said|says|told|added|wrote|argued|warned|explained|insisted|noted|recalled|admitted|claimed|announced|asked|"
    rf"tweeted|stated|denied|replied|{UTTERED})\b"
)
_PERSON_AFTER = re.compile(
    rf"\s(?:also\s|has\s|later\s)?{_SAYS}|,\s\d{{1,2}}[,.]|,\swho\b|"
    rf",\sof\s[A-Z][\w.’' -]{{1,30}},\s(?:[A-Z][\w.]{{1,12}},\s)?{_SAYS}|"
    rf"\s(?:is|was|were)\s(?:(?:more|less|equally|similarly|no\sless|just\sas)\s)?(?:{'|'.join(sorted(MANNERS))})\b|"
    r"\s(?:shrugged|sighed|shook\s(?:his|her)\shead|disagreed|disagrees|was\shaving\snone|was\snot\simpressed)\b"
)
# "his wife Kelly", "Her husband, Tom,", "Ann Lee's 19-year-old son Jon"
_KIN_BEFORE = re.compile(
    rf"(?:\b(?:his|her|their|my|our)|['’]s?)\s(?:[\w-]{{1,20}}\s){{0,2}}(?:ex-|late\s)?(?P<kin>{'|'.join(sorted(KIN))}|(?:(?<=his\s)|(?<=her\s))partner)(?:-in-law)?,?\s$",
    re.IGNORECASE,
)
_ARTICLE_BEFORE = re.compile(r"\b(?:an?|the|one|another|every|each|new|former)\s$", re.IGNORECASE)
_COUNSEL = re.compile(r",\s(prosecuting|defending)(?=[,.])")
_PERSON_BEFORE = re.compile(rf"\b{_SAYS}\s$")
# "its chairman, Ann Lee, said": the noun phrase before a name between commas.
_ROLE_APPOSED = re.compile(
    r"(?<![\w’'-])(?:(?:the|its|his|her|their|our|an?)\s|(?=(?-i:[A-Z])[\w-]*(?:\s(?-i:[A-Z])[\w-]*){0,2}['’]s?\s))"
    r"(?P<role>(?:[\w’'-]+\s){0,6}?(?P<noun>[\w-]+)(?:\s(?:of|for|at)\s[\w’' -]{2,50})?),\s$",
    re.IGNORECASE,
)
_APPOSITION = re.compile(
    r",\s(?:the\s|a\s|an\s|its\s|his\s|her\s|their\s)?((?!who\b|said\b|which\b|and\b)[^,.;:\"“”\n]{3,90}?)(?=[,.;])"
)


def end_of_role(tokens: Sequence[Token]) -> int:
    """How many of the tokens are the role: "US Secretary of State" of "US Secretary of State Ann Lee"."""
    end = 0
    for index, token in enumerate(tokens):
        if token.lower in OFFICE_NOUNS:
            end = index + 1
    if 0 < end < len(tokens) - 1 and tokens[end].lower in JOINERS:
        end += 1
        while end < len(tokens) and tokens[end].lower in JOINERS:
            end += 1
        end += 1
    return min(end, len(tokens))


def role_stands_before(text: str, at: int) -> bool:
    """Whether the word before `at` is a role: "spokesman Tom Vik"."""
    match = _BEFORE.search(text, max(0, at - 40), at)
    return match is not None and match.group(1).lower() in OFFICE_NOUNS


def without_letters(text: str, tokens: list[Token]) -> tuple[list[Token], Token | None]:
    """The name and the letters after it: "KC" of "Ann Lee KC". No letters of "the Lunde MP"."""
    if len(tokens) < 3 or tokens[-1].lower.rstrip(".") not in LETTERS:
        return tokens, None
    rest = tokens[:-1]
    if rest[-1].lower in OFFICE_NOUNS or _ARTICLE_BEFORE.search(
        text, max(0, rest[0].start - 12), rest[0].start
    ):
        return tokens, None
    return rest, tokens[-1]


def kin_of(text: str, start: int, end: int) -> str | None:
    """ "wife" of "his wife Kelly" and of "his wife, Kelly," where the name is that of a person's relative."""
    match = _KIN_BEFORE.search(text, max(0, start - 60), start)
    if match is None or (text[start - 2] == "," and text[end : end + 1] not in (",", ".")):
        return None
    return match["kin"].lower()


def role_of(text: str, role: Sequence[Token], start: int, end: int) -> str | None:
    """The role of the person named in `text[start:end]`, which begins with `role` where that is written like a name."""
    return _role_before(text, role, start) or _role_apposed(text, start, end) or _role_after(text, end)


def acts_as_person(text: str, name: Sequence[Token]) -> bool:
    """A name of two or three words beside a verb of saying, an age or an apposition with a role."""
    if not 2 <= len(name) <= 3:
        return False
    start, end = name[0].start, name[-1].end
    return (
        _PERSON_AFTER.match(text, end, end + 60) is not None
        or _PERSON_BEFORE.search(text, max(0, start - 12), start) is not None
        or _role_apposed(text, start, end) is not None
        or _role_after(text, end) is not None
    )


def _role_before(text: str, role: Sequence[Token], at: int) -> str | None:
    """The role that ends at the name: its own words and those before them that belong to it."""
    if not role and not role_stands_before(text, at):
        return None
    start, end = at, role[-1].end if role else at
    for _ in range(6):
        match = _BEFORE.search(text, max(0, start - 40), start)
        if match is None:
            break
        word = match.group(1)
        lower = word.lower().removesuffix("'s").removesuffix("’s")
        if lower in OPENERS or word.endswith("."):
            break
        if lower == "visiting" or not (word[0].isupper() or lower in OFFICE_NOUNS or lower in ROLE_MODIFIERS):
            break
        start = match.start(1)
    return " ".join(text[start:end].split()) or None


def _role_apposed(text: str, start: int, end: int) -> str | None:
    """ "Its chairman, …," before the name."""
    if text[end : end + 1] not in (",", "."):
        return None
    before = text[max(0, start - 110) : start]
    at = 0
    while match := _ROLE_APPOSED.search(before, at):
        if match["noun"].lower() in OFFICE_NOUNS:
            return " ".join(match["role"].split())
        at = match.start() + 1
    return None


def _role_after(text: str, end: int) -> str | None:
    """ "…, a spokesman for the port," after the name."""
    if (counsel := _COUNSEL.match(text, end, end + 20)) is not None:
        return counsel[1]
    match = _APPOSITION.match(text, end, end + 110)
    if match is None:
        return None
    role = match.group(1)
    nouns = [word.lower().strip("'’") for word in role.split()[:7]]
    return role if any(noun in PERSONAL_NOUNS or noun.endswith("ologist") for noun in nouns) else None
