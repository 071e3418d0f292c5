"""Whom a description takes up: "the minister", "the company", "the study", "the 54-year-old", "the people"."""

from __future__ import annotations

from claims.extraction.attribution import STUDIES
from claims.extraction.lexicon import EPITHET, EPITHETS, ROLES
from claims.extraction.names import Mention, Names, Person
from claims.extraction.speakers.known import Known, known_by_name
from claims.extraction.speakers.nouns import (
    ANY_GROUP,
    BASED,
    HELD,
    KNOWN,
    NAME,
    OFFICES,
    REACH,
    REPORTS,
    SEVERAL,
    TOLD_BY_TITLE,
    UNNAMED,
    fits,
    head_of,
    is_one,
)
from claims.extraction.speakers.organisations import (
    BODIES,
    PRIVATE_BODIES,
    Organisations,
    is_business,
    is_company_noun,
)
from claims.extraction.types import EntityType

_SHORT = 2  # words of a description that takes up an organisation


class Descriptions:
    """The people, organisations and unnamed sources of an article, to be found by what they are called later."""

    def __init__(self, text: str, names: Names) -> None:
        self._text = text
        self._names = names
        self._sources: list[Known] = []
        self._of_role: dict[str, list[Person]] = {}
        self._organisations = Organisations(text, names)
        self._fuller: dict[str, set[str]] = {}
        for entity in names.entities:
            parts = entity.text.split()
            if entity.type is EntityType.OTHER and 2 <= len(parts) <= 3 and NAME.fullmatch(entity.text):
                self._fuller.setdefault(parts[-1], set()).add(entity.text)
                self._fuller.setdefault(parts[0], set()).add(entity.text)
        self._of_first_name: dict[str, list[Person]] = {}
        self._of_surname: dict[str, list[Person]] = {}
        for person in names.people:
            self._of_surname.setdefault(person.name.split()[-1], []).append(person)
            if " " in person.name:
                self._of_first_name.setdefault(person.name.split()[0], []).append(person)
            held = {word.lower().strip("’',") for word in (person.role or "").split()}
            told = {noun for title in person.titles for noun in TOLD_BY_TITLE.get(title, ())}
            for noun in told | {noun for noun in held if noun in HELD or noun.endswith("ologist")}:
                self._of_role.setdefault(noun, []).append(person)

    def add(self, source: Known) -> None:
        """Remember an unnamed source or an organisation under the description with which it first spoke."""
        self._sources.append(source)

    def taken_up(self, name: str, at: int, paragraph: int, last: Known | None) -> tuple[Known, bool] | None:
        """Whom "the `name`" at `at` takes up, and whether that is a guess; `last` is who spoke last."""
        tokens = name.split()
        head = tokens[-1].lower()
        found = None
        if len(tokens) <= _SHORT:
            found = self._organisation(tokens, head, at, last) or self._unlike_its_name(
                tokens, head, last, paragraph
            )
        if found is None and (officer := self._officer(name)) is not None:
            found = known_by_name(officer, paragraph), False
        if found is None and len(tokens) <= _SHORT and head in SEVERAL:
            found = self._same_group(head)
        if found is None and len(tokens) <= _SHORT + 1 and is_one(head):
            found = self._known_as(tokens, head, last)
        return found or self._by_epithet(tokens, head, at, paragraph, last)

    def fullest(self, person: Person) -> Person:
        """Ewan Strake of "Sir Ewan", where the article has one of that first name."""
        same = self._of_first_name.get(person.name, [])
        return same[0] if len(same) == 1 else person

    def _officer(self, name: str) -> Person | None:
        """Who holds the office: "the head of the authority" is the "head of the port authority"."""
        noun, _, rest = name.lower().partition(" of ")
        if not rest or " " in noun:
            return None
        wanted = set(rest.split())
        held = [
            person
            for person in self._of_role.get(noun, [])[-KNOWN:]
            if wanted <= set((person.role or "").lower().split())
        ]
        return held[0] if len(held) == 1 else None

    def _same_group(self, head: str) -> tuple[Known, bool] | None:
        """The "two people close to the talks" whom "the people" takes up."""
        same = [source for source in self._sources[-KNOWN:] if head_of(source.name) == head]
        return (same[-1], False) if same else None

    def only_one_called(self, name: str) -> Person | None:
        """Whose surname this is, where one person of the article has it."""
        same = self._of_surname.get(name, [])
        return same[0] if len(same) == 1 else None

    def full_name(self, name: str) -> str:
        """ "Dorn" by the name "Ines Dorn", where the article has one such."""
        full = self._organisations.full(name)
        fuller = self._fuller.get(name, set())
        return next(iter(fuller)) if full == name and len(fuller) == 1 else full

    def _by_epithet(
        self, tokens: list[str], head: str, at: int, paragraph: int, last: Known | None
    ) -> tuple[Known, bool] | None:
        """Whom "the 54-year-old", "the mother of two" or "the striker" takes up, and whether that is a guess."""
        name = " ".join(tokens).lower()
        epithet = match.group() if (match := EPITHET.search(name)) else None
        if epithet is None and not (len(tokens) <= 2 and (head in EPITHETS or head in ROLES)):
            return None
        near = [
            mention
            for mention in self.mentions_before(at)
            if paragraph - mention.paragraph <= REACH and fits(mention.person, head, epithet)
        ]
        if epithet is not None and epithet[0].isdigit():
            age = epithet.split("-")[0]
            for mention in near:
                if self._text.startswith(f", {age}", mention.end):
                    return known_by_name(mention.person, paragraph), False
        if head in UNNAMED:
            unnamed = [source for source in self._sources[-KNOWN:] if head_of(source.name) in UNNAMED]
            return (unnamed[-1], len({source.name for source in unnamed}) > 1) if unnamed else None
        if last is not None and last.person is not None and paragraph - last.paragraph <= 1:
            return (last, True) if fits(last.person, head, epithet) else None
        return (known_by_name(near[0].person, paragraph), True) if near else None

    def _organisation(
        self, tokens: list[str], head: str, at: int, last: Known | None
    ) -> tuple[Known, bool] | None:
        """The company, ministry or study that "the company", "the ministry" or "the study" takes up."""
        if head in STUDIES and head not in BODIES:
            return self._study(head) if len(tokens) == 1 else None
        if head not in BODIES and not is_company_noun(head):
            return None
        modifiers = {token.lower() for token in tokens}
        for source in reversed(self._sources[-KNOWN:]):
            described = source.name.lower().split()
            if modifiers < set(described) and head_of(source.name) == head:
                return source, False
        if len(tokens) > 1 and not (tokens[0].islower() or BASED.fullmatch(tokens[0])):
            return None
        business = is_company_noun(head) and (head not in BODIES or len(tokens) == 1)
        if len(tokens) == 1 and (called := self._organisations.called(head, at)) is not None:
            return Known(called, None, None, 0), False
        if len(tokens) > 1 and (later := self._organisations.introduced_later(tokens, at)) is not None:
            return Known(later, None, None, 0), False
        named = last is not None and last.person is None and last.name[:1].isupper()
        if business and last is not None and named and (head in ANY_GROUP or is_business(last.name)):
            return last, False
        meant = self._organisations.meant_by(head, at, business=business)
        return None if meant is None else (Known(meant[0], None, None, 0), meant[1])

    def _unlike_its_name(
        self, tokens: list[str], head: str, last: Known | None, paragraph: int
    ) -> tuple[Known, bool] | None:
        """Unisol, which spoke last, for "the union": a guess, where no name has the word and nothing else spoke."""
        if len(tokens) > 1 or head not in PRIVATE_BODIES or last is None or last.person is not None:
            return None
        near = paragraph - last.paragraph <= 1 and last.name[:1].isupper() and is_business(last.name)
        return (last, True) if near else None

    def _study(self, head: str) -> tuple[Known, bool] | None:
        """The source that "the report" or "the emails" takes up."""
        sources = self._sources[-KNOWN:]
        same = [source for source in sources if head_of(source.name) == head and source.name.lower() != head]
        if same:
            return same[-1], False
        studies = [
            source for source in sources if head_of(source.name) in STUDIES and source.name.lower() != head
        ]
        return (studies[-1], len(studies) > 1) if studies and head in REPORTS else None

    def _known_as(self, tokens: list[str], head: str, last: Known | None) -> tuple[Known, bool] | None:
        """Whom a description like "the US official" takes up, and whether that is a guess."""
        modifiers = {token.lower() for token in tokens[:-1]}
        held = [
            person for noun in OFFICES.get(head, {head}) for person in self._of_role.get(noun, [])[-KNOWN:]
        ]
        people = [
            person for person in held if modifiers <= {word.lower() for word in (person.role or "").split()}
        ]
        sources = [
            source
            for source in self._sources[-KNOWN:]
            if head_of(source.name) == head and source.person is None
        ]
        if sources and not (people and last is not None and last.person in people):
            source = sources[-1]
            agree = modifiers <= {word.lower() for word in source.name.split()}
            return source, not agree or len({source.name for source in sources}) > 1 or bool(people)
        if not people and head in OFFICES and len({id(person) for person in held}) == 1:
            return known_by_name(held[0], 0), True
        if not people:
            return None
        if last is not None and last.person in people:
            return last, len(people) > 1 and last.person is not people[0]
        return (known_by_name(people[0], 0), False) if len(people) == 1 else None

    def mentions_before(self, at: int) -> list[Mention]:
        """The latest mentions before `at`, latest first."""
        return self._names.mentions_in(max(0, at - 4_000), at)[:-61:-1]

    def could_be_one(self, source: Known) -> bool:
        """Whether "he" or "she" could take up the source, which has no name."""
        return source.person is None and is_one(head_of(source.name))
