"""Whom and what "the minister", "the company" and "the country" stand for, where the article leaves no doubt."""

from __future__ import annotations

import re
from collections.abc import Iterator

from claims.extraction.lexicon import words
from claims.extraction.statement.referents import (
    COMPANIES,
    COMPANY_ENDINGS,
    COUNTRIES,
    COUNTRY_NOUNS,
    ORGANISATIONS,
    ROLE_KINDS,
    ROLE_NOUNS,
)
from claims.extraction.statement.setting import FAR, MOST, NEAR, Setting, country_in, country_of_speaker
from claims.extraction.statement.writing import Edit
from claims.extraction.types import Entity, EntityType

_TITLE = re.compile(
    rf"\b(?P<article>[Tt]he)\s(?P<noun>(?:(?:{'|'.join(sorted(ROLE_KINDS))})\s)?"
    rf"(?:{'|'.join(sorted(ROLE_NOUNS))})|{'|'.join(sorted(ORGANISATIONS | COUNTRY_NOUNS))})\b"
    r"(?!-|\s(?:of|for|at|who|which|from|that|in\squestion|and\s\w+\s(?:of|for))\b|,?\s[A-Z])"
)
_END_OF_HEAD = re.compile(r"\s(?:of|for|at|in|to|who|from)\s|,")
_OTHER_OFFICE = words("prime vice deputy former ex then shadow")  # a vice president is not "the president"
_OWN_COUNTRY = re.compile(r"\b(?:[Oo]ur|[Tt]his|[Mm]y)\s(?:country|nation)\b")
_APPOSED_FIRM = re.compile(r",\s(?:an?|the|one\sof\sthe)\s[^,.;:]{0,60}?\b(?:company|firm|group)\b")


def titles(setting: Setting) -> Iterator[Edit]:
    done: set[str] = set()
    for piece in setting.pieces:
        for match in _TITLE.finditer(setting.text, piece.start, piece.end):
            noun = match["noun"].lower()
            name = None if noun in done else _titled(setting, noun, match.start())
            done.add(noun)
            if name is not None:
                yield Edit(match.start(), match.end(), name)
        for match in _OWN_COUNTRY.finditer(setting.text, piece.start, piece.end):
            country = country_of_speaker(setting)
            if country is not None and "country" not in done:
                yield Edit(match.start(), match.end(), country)
            done.add("country")


def _titled(setting: Setting, noun: str, at: int) -> str | None:
    if noun in COUNTRY_NOUNS:
        return _country(setting, at)
    if noun in ORGANISATIONS:
        return _organisation_called(setting, noun, at)
    return None if setting.direct else _holder(setting, noun, at)


def _holder(setting: Setting, noun: str, at: int) -> str | None:
    """The one person of the article so far whose role ends in `noun`."""
    names = setting.names
    start = max(0, setting.sentence.start - FAR)
    near = names.mentions_in(start, at)[-MOST:]
    people = {id(m.person): m.person for m in near if m.person.role and _is_role(m.person.role, noun)}
    if len(people) != 1 or _another(setting.text, start, at, noun):
        return None
    (person,) = people.values()
    inside = any(m.person is person for m in names.mentions_in(setting.start, at))
    return None if inside else person.name


def _is_role(role: str, phrase: str) -> bool:
    """Whether somebody with the role can be called so: "the prime minister" of a "Varland Prime Minister"."""
    head = f" {re.split(_END_OF_HEAD, role)[0].lower()}"
    before = head.removesuffix(f" {phrase}").split()[-1:]
    return head.endswith(f" {phrase}") and not _OTHER_OFFICE & set(before)


def _another(text: str, start: int, at: int, noun: str) -> bool:
    return (
        re.search(rf"\b(?:an?|another|former|ex-?|one)\s(?:[\w-]+\s){{0,3}}?{noun}\b", text[start:at])
        is not None
    )


def _organisation_called(setting: Setting, noun: str, at: int) -> str | None:
    """The one organisation of the article so far whose name or description ends in `noun`."""
    entities = setting.names.entities_in(max(0, setting.sentence.start - FAR), at)[-MOST:]
    found = {
        entity.text.removeprefix("The ").removeprefix("the ")
        for entity in entities
        if _is_called(setting, entity, noun)
    }
    if len(found) != 1:
        return None
    (name,) = found
    if any(name in entity.text for entity in setting.names.entities_in(setting.start, at)):
        return None
    return f"the {name}" if name.split()[-1].lower() == noun and noun not in COMPANIES else name


def _is_called(setting: Setting, entity: Entity, noun: str) -> bool:
    if entity.type is EntityType.PERSON or (" " not in entity.text and noun not in COMPANIES):
        return False
    last = entity.text.split()[-1].lower().rstrip(".")
    if last == noun or (noun in COMPANIES and last in COMPANY_ENDINGS):
        return True
    return noun in COMPANIES and _APPOSED_FIRM.match(setting.text, entity.end, entity.end + 100) is not None


def _country(setting: Setting, at: int) -> str | None:
    """The one country named in this sentence before `at`, or in the sentence before."""
    if setting.direct:
        return country_of_speaker(setting)
    start = setting.before.start if setting.before else max(0, setting.sentence.start - NEAR)
    entities = setting.names.entities_in(start, at)[-MOST:]
    countries = {entity.text for entity in entities if entity.text in COUNTRIES or _is_ruled(setting, entity)}
    if len(countries) != 1:
        return None
    (country,) = countries
    inside = any(entity.text == country for entity in setting.names.entities_in(setting.start, at))
    return None if inside else country


def _is_ruled(setting: Setting, entity: Entity) -> bool:
    """Whether somebody in the article so far is president or minister of what the entity names."""
    near = setting.names.mentions_in(max(0, entity.start - FAR), entity.end + 200)[-MOST:]
    return any(country_in(mention.person.role) == entity.text for mention in near)
