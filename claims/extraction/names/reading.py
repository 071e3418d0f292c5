"""Reads the names of a text: the people, every place where each is mentioned, and all other names."""

from __future__ import annotations

from bisect import bisect_left

from claims.extraction.lexicon import ORGANISATION_WORDS, PLACES, ROLE_MODIFIERS, ROLES, TITLES
from claims.extraction.names.people import Mention, People, Person, could_be_a_person, is_known_first_name
from claims.extraction.names.roles import (
    acts_as_person,
    end_of_role,
    kin_of,
    role_of,
    role_stands_before,
    without_letters,
)
from claims.extraction.names.tokens import JOINERS, Token, names_in
from claims.extraction.names.words import RANKS, is_company, office_of
from claims.extraction.segmentation import Span
from claims.extraction.types import Entity, EntityType

_BESIDE = 400  # characters before a "counterpart" in which the other one is named
_NO_LAST_WORDS = (ROLE_MODIFIERS - ORGANISATION_WORDS) | JOINERS  # "European Central Bank" ends with a body


class Names:
    """The people and other names of one text."""

    def __init__(self, text: str, found: list[Span]) -> None:
        self.mentions: list[Mention] = []
        self.entities: list[Entity] = []
        self._people = People()
        self._text = text
        pending: list[tuple[int, int, int]] = []
        for number, paragraph in enumerate(found):
            for tokens in names_in(text, paragraph):
                self._read(tokens, number, pending)
        self._read_surnames(pending)
        self._drop_openers()
        self.mentions.sort(key=lambda mention: mention.start)
        self.entities.sort(key=lambda entity: entity.start)
        self._starts = [mention.start for mention in self.mentions]
        self._entity_starts = [entity.start for entity in self.entities]
        self._settle_counterparts()

    @property
    def people(self) -> list[Person]:
        """The people in the order in which they are first named."""
        return self._people.all

    def people_named(self, name: str) -> list[Person]:
        """The people whose fullest name is `name`."""
        return self._people.named(name)

    def mentions_in(self, start: int, end: int) -> list[Mention]:
        """The mentions of people that begin in `[start, end)`."""
        return self.mentions[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def entities_in(self, start: int, end: int) -> list[Entity]:
        """The names that lie in `[start, end)`."""
        first, last = bisect_left(self._entity_starts, start), bisect_left(self._entity_starts, end)
        return [entity for entity in self.entities[first:last] if entity.end <= end]

    def _read(self, tokens: list[Token], number: int, pending: list[tuple[int, int, int]]) -> None:
        """One name; `pending` takes those of a word or two that may be surnames of people yet to come."""
        named, letters = without_letters(self._text, tokens)
        split = end_of_role(named)
        role, name = named[:split], named[split:]
        title = None
        while name and name[0].lower.rstrip(".") in TITLES | RANKS:
            title = title or name[0]
            name = name[1:]
        start = tokens[0].start
        kin = kin_of(self._text, start, tokens[-1].end)
        if (
            name
            and (
                role
                or title
                or letters
                or kin
                or role_stands_before(self._text, start)
                or is_known_first_name(name)
                or acts_as_person(self._text, name)
            )
            and could_be_a_person(name, titled=title is not None)
        ):
            end = (letters or name[-1]).end
            held = role_of(self._text, role, start, end) or (office_of(letters.word) if letters else None)
            person = self._people.met(name, title, held, kin=kin)
            self._mention((title or name[0]).start, end, person, number)
            self._entity(name[0].start, name[-1].end, EntityType.PERSON)
            if role:
                self._read_rest(role)
        elif len(tokens) <= 2:
            pending.append((start, tokens[-1].end, number))
        else:
            self._read_rest(tokens)

    def _read_rest(self, tokens: list[Token]) -> None:
        """What is no person: "Kremlin" of "Kremlin Spokesman"."""
        for index, token in enumerate(tokens):
            if token.lower in ROLES:
                tokens = tokens[:index]
                break
        while tokens and (len(tokens) > 1 or tokens[0].word.islower()):
            if tokens[-1].lower not in _NO_LAST_WORDS:
                break
            tokens = tokens[:-1]
        if tokens:
            start, end = tokens[0].start, tokens[-1].end
            self._entity(start, end, _type_of(self._text[start:end]))

    def _read_surnames(self, pending: list[tuple[int, int, int]]) -> None:
        """Names of a word or two, once all people are known: a bare surname is a person's."""
        self._people.learn_first_names()
        for start, end, number in pending:
            phrase = self._text[start:end]
            same = self._people.called(phrase)
            if same and phrase not in PLACES:
                self._mention(start, end, same[-1], number)
                self._entity(start, end, EntityType.PERSON)
            else:
                self._entity(start, end, _type_of(phrase))

    def _mention(self, start: int, end: int, person: Person, number: int) -> None:
        mention = Mention(start, end, person, number)
        person.mentions.append(mention)
        self.mentions.append(mention)

    def _entity(self, start: int, end: int, kind: EntityType) -> None:
        self.entities.append(Entity(self._text[start:end], start, end, kind))

    def _drop_openers(self) -> None:
        """A capital that only the start of a sentence gives makes no name."""
        sure = {entity.text for entity in self.entities if not self._opens_sentence(entity.start)}
        self.entities = [
            entity
            for entity in self.entities
            if entity.type is not EntityType.OTHER or " " in entity.text or entity.text in sure
        ]

    def _opens_sentence(self, at: int) -> bool:
        before = self._text[max(0, at - 4) : at].rstrip(" \t\xa0\"“‘'(")
        return not before or before[-1] in ".!?…:\n\r”’\"'"

    def _settle_counterparts(self) -> None:
        """Beside a Russian Foreign Minister, the "German counterpart" is the German Foreign Minister."""
        for person in self.people:
            role = (person.role or "").split()
            if len(role) < 2 or role[-1] != "counterpart":
                continue
            person.role = " ".join(role[-2:])
            first = person.mentions[0]
            for mention in reversed(self.mentions_in(max(0, first.start - _BESIDE), first.start)):
                rest = (mention.person.role or "").split()[1:]
                if mention.paragraph != first.paragraph:
                    break
                if rest and rest[-1] in ("Minister", "President") and rest[0].lower() in ROLE_MODIFIERS:
                    person.role = " ".join([role[-2], *rest])
                    break


def _type_of(phrase: str) -> EntityType:
    if phrase in PLACES or phrase.removeprefix("the ") in PLACES:
        return EntityType.PLACE
    lower = [word.lower().rstrip(".") for word in phrase.split()]
    if any(word in ORGANISATION_WORDS for word in lower) or is_company(lower):
        return EntityType.ORGANISATION
    if len(lower) == 1 and phrase.isupper() and 2 <= len(phrase) <= 6:
        return EntityType.ORGANISATION
    return EntityType.OTHER
