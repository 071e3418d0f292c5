"""The people of an article, each under the fullest name that it gives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from claims.extraction.lexicon import (
    MEN,
    MEN_ROLES,
    MEN_TITLES,
    ORGANISATION_WORDS,
    PLACES,
    WOMEN,
    WOMEN_ROLES,
    WOMEN_TITLES,
    words,
)
from claims.extraction.names.tokens import JOINERS, QUOTES, Token
from claims.extraction.names.words import OF_MEN, OF_WOMEN, PARTICLES, is_company
from claims.extraction.segmentation import Span

_NOBLE = words("lord lady baroness baron sister brother father")  # "Lord Lee" is no "Lee"
_FAMILY = 50  # people of one surname that are told apart


@dataclass(slots=True)
class Person:
    """One person of the article, under the fullest name that it gives."""

    name: str
    surname: str
    role: str | None = None
    woman: bool | None = None
    mentions: list[Mention] = field(default_factory=list)
    titles: set[str] = field(default_factory=set)  # "dr", "cllr"


@dataclass(frozen=True, slots=True)
class Mention(Span):
    """A place where a person is named, title included."""

    person: Person
    paragraph: int


class People:
    """The people of one article, to be found by their names."""

    def __init__(self) -> None:
        self.all: list[Person] = []
        self._by_surname: dict[str, list[Person]] = {}
        self._by_first_name: dict[str, list[Person]] = {}

    def met(
        self, name: Sequence[Token], title: Token | None, role: str | None, *, kin: str | None = None
    ) -> Person:
        """The person called so, who is a new one where nobody of that name has been met; `kin` is as in "his wife"."""
        name = [token for token in name if token.word[0] not in QUOTES] or name
        full, surname = " ".join(token.word for token in name), name[-1].lower
        if name[0].lower in PARTICLES:  # "Mr de Wit" is "Anneke de Wit" without a first name
            name = name[-1:]
        if title is not None and len(name) == 1 and title.lower in _NOBLE:
            full = f"{title.word} {full}"
        woman = _sex(title, name, kin or role)
        person = self._known(name, surname, woman)
        if person is None:
            person = Person(full, surname)
            self.all.append(person)
            self._by_surname.setdefault(surname, []).append(person)
        if len(full) > len(person.name) and len(name) > 1 and not _has_first_name(person.name):
            person.name = full
        if title is not None:
            person.titles.add(title.lower.rstrip("."))
        person.woman = woman if person.woman is None or title is not None else person.woman
        person.role = person.role or role
        return person

    def _known(self, name: Sequence[Token], surname: str, woman: bool | None) -> Person | None:
        for person in reversed(self._by_surname.get(surname, [])[-_FAMILY:]):
            first = person.name.split()[0]
            named = len(name) > 1 and _has_first_name(person.name)
            if named and first != name[0].word:
                continue
            if not named and None not in (woman, person.woman) and woman != person.woman:
                continue
            return person
        return None

    def learn_first_names(self) -> None:
        """Once all are known: a first name that one person of the article has means that person."""
        first_names: dict[str, list[Person]] = {}
        for person in self.all:
            if " " in person.name:
                first_names.setdefault(person.name.split()[0], []).append(person)
        self._by_first_name = {name: people for name, people in first_names.items() if len(people) == 1}

    def called(self, phrase: str) -> list[Person]:
        """Those whom a bare surname means, or a first name that `learn_first_names` has learnt."""
        known = self._by_surname.get(phrase.split()[-1].lower(), [])[-_FAMILY:]
        same = [
            person for person in known if " " not in phrase or person.name.lower().endswith(phrase.lower())
        ]
        return same or self._by_first_name.get(phrase, [])

    def named(self, name: str) -> list[Person]:
        """The people whose fullest name is `name`."""
        found = self._by_surname.get(name.split()[-1].lower(), [])[-_FAMILY:] if name else []
        return [person for person in found if person.name == name]


def _has_first_name(name: str) -> bool:
    """False for "Lee" and for "de Wit"."""
    return " " in name and name.split()[0].lower() not in PARTICLES


def is_known_first_name(name: Sequence[Token]) -> bool:
    """Whether a name of two to four words begins with a first name of the lexicon."""
    return 2 <= len(name) <= 4 and (name[0].lower in WOMEN or name[0].lower in MEN)


def could_be_a_person(name: Sequence[Token], *, titled: bool) -> bool:
    """Not an organisation, a place or a name too long."""
    if len(name) > 5 or any(token.lower in ORGANISATION_WORDS or token.lower in JOINERS for token in name):
        return False
    if not titled and is_company([token.word for token in name]):
        return False
    if " ".join(token.word for token in name) in PLACES or (name[0].word in PLACES and not titled):
        return False
    return titled or len(name) > 1 or not name[0].word.isupper()


def _sex(title: Token | None, name: Sequence[Token], role: str | None) -> bool | None:
    """True for a woman, False for a man, None where neither title, role nor first name says."""
    word = "" if title is None else title.lower.rstrip(".")
    if word in WOMEN_TITLES:
        return True
    if word in MEN_TITLES:
        return False
    for noun in reversed((role or "").lower().split()):
        if noun in WOMEN_ROLES | OF_WOMEN or noun in MEN_ROLES | OF_MEN:
            return noun in WOMEN_ROLES | OF_WOMEN
    first = name[0].lower if len(name) > 1 else ""
    if first in WOMEN or first in MEN:
        return first in WOMEN
    return None
