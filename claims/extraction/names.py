"""The names in a text: who they are, their roles, and every place where each person is mentioned."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field

from claims.extraction.lexicon import (
    MEN,
    MEN_ROLES,
    MEN_TITLES,
    ORGANISATION_WORDS,
    PLACES,
    ROLE_MODIFIERS,
    ROLES,
    TITLES,
    UTTERED,
    WOMEN,
    WOMEN_ROLES,
    WOMEN_TITLES,
    words,
)
from claims.extraction.segmentation import Span
from claims.extraction.types import Entity, EntityType

_CAPITALISED = r"[A-ZÀ-ÖØ-ÞŁŚŠŽČĐĞİ](?:\.[A-Z])*[\w-]*(?:['’](?!s\b)\w+)*(?:(?<=s)['’](?=\s[A-Z]))?"
_TITLE = (
    r"(?:Mr|Mrs|Ms|Mx|Dr|Prof|Sen|Rep|Gov|Gen|Lt|Col|Maj|Capt|Sgt|Adm|Rev|Hon|St|Jr|Sr)\.|(?:[A-Z]\.){1,4}"
)
_NAMES = re.compile(
    rf"(?<![\w’'-])(?:{_TITLE}|(?:(?:al|el|ad|as|ash|an|ar)-)?{_CAPITALISED})"
    rf"(?:(?:[ \xa0](?:(?:van|von|de|del|der|den|di|da|bin|bint|ibn|ben|al|el|la|le|of(?:[ ]the)?|for|and)[ ]){{0,2}}"
    rf"|[ ](?:al|el)-)(?:{_TITLE}|{_CAPITALISED})){{0,9}}"
)
_WORD = re.compile(r"\S+")
_BEFORE = re.compile(r"([A-Za-zÀ-ÿ][\w’'.-]*)\s$")
_SAYS = (
    r"(?:said|says|told|added|wrote|argued|warned|explained|insisted|noted|recalled|admitted|claimed|announced|asked|"
    rf"tweeted|stated|denied|replied|{UTTERED})\b"
)
_PERSON_AFTER = re.compile(
    rf"\s(?:also\s|has\s|later\s)?{_SAYS}|,\s\d{{1,2}}[,.]|,\swho\b|"
    rf",\sof\s[A-Z][\w.’' -]{{1,30}},\s(?:[A-Z][\w.]{{1,12}},\s)?{_SAYS}"
)
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
# Capitalised at the start of a sentence, but no part of a name.
_OPENERS = words(
    """
    the a an in on at by for from to of and but or so yet if when while after before since as with without under over
    about around between during through despite because although though however meanwhile earlier later today
    yesterday tomorrow last this that these those there here it he she they we you i his her its their our my your
    one two three four five six seven eight nine ten some many most more all both each every no not also only even
    still just now then once what who why how where which instead inside outside according asked speaking
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december let's don't it's we're we've i'm i've they're that's there's he's she's
    """
)
_NOBLE = words("lord lady baroness baron sister brother father")  # "Lord Lee" is no "Lee"
_FAMILY = 50  # people of one surname that are told apart
_BESIDE = 400  # characters before a "counterpart" in which the other one is named
_JOINERS = words("of the for and")
_ORGANISATION_JOINERS = words("and for")


@dataclass(slots=True)
class Person:
    """One person of the article, under the fullest name that it gives."""

    name: str
    surname: str
    role: str | None = None
    woman: bool | None = None
    mentions: list[Mention] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Mention(Span):
    """A place where a person is named, title included."""

    person: Person
    paragraph: int


class Names:
    """The people and other names of one text."""

    def __init__(self, text: str, found: list[Span]) -> None:
        self.people: list[Person] = []
        self.mentions: list[Mention] = []
        self.entities: list[Entity] = []
        self._by_surname: dict[str, list[Person]] = {}
        self._by_first_name: dict[str, list[Person]] = {}
        self._text = text
        pending: list[tuple[int, int, int]] = []
        for number, paragraph in enumerate(found):
            if not _is_shouted(text, paragraph):
                self._read(paragraph, number, pending)
        self._read_surnames(pending)
        self._drop_openers()
        self.mentions.sort(key=lambda mention: mention.start)
        self.entities.sort(key=lambda entity: entity.start)
        self._starts = [mention.start for mention in self.mentions]
        self._entity_starts = [entity.start for entity in self.entities]
        self._settle_counterparts()

    def mentions_in(self, start: int, end: int) -> list[Mention]:
        """The mentions of people that begin in `[start, end)`."""
        return self.mentions[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def people_named(self, name: str) -> list[Person]:
        """The people whose fullest name is `name`."""
        found = self._by_surname.get(name.split()[-1].lower(), [])[-_FAMILY:] if name else []
        return [person for person in found if person.name == name]

    def entities_in(self, start: int, end: int) -> list[Entity]:
        """The names that lie in `[start, end)`."""
        first, last = bisect_left(self._entity_starts, start), bisect_left(self._entity_starts, end)
        return [entity for entity in self.entities[first:last] if entity.end <= end]

    def _read(self, paragraph: Span, number: int, pending: list[tuple[int, int, int]]) -> None:
        for match in _NAMES.finditer(self._text, paragraph.start, paragraph.end):
            tokens = _tokens(self._text, match.start(), match.end())
            while tokens and self._word(tokens[0]).lower().replace("’", "'") in _OPENERS:
                tokens = tokens[1:]
            while tokens and self._word(tokens[-1]).lower() in _JOINERS:
                tokens = tokens[:-1]
            for part in self._parts(tokens):
                self._read_name(part, number, pending)

    def _parts(self, tokens: list[Span]) -> list[list[Span]]:
        """ "Lee and Kim" are two names; "Ministry of Trade and Industry" is one."""
        parts: list[list[Span]] = [[]]
        organisation = False
        for token in tokens:
            word = self._word(token).lower()
            organisation = organisation or word in ORGANISATION_WORDS
            if (word in _ORGANISATION_JOINERS and not organisation) or (
                word == "of" and self._names_somebody(parts[-1])
            ):
                parts.append([])
                organisation = False
            else:
                parts[-1].append(token)
        return [part for part in parts if part]

    def _names_somebody(self, tokens: list[Span]) -> bool:
        """Whether the words before an "of" are a person's: "Dr Ann Lee of the Institute"."""
        lower = [self._word(token).lower().rstrip(".") for token in tokens]
        if len(tokens) < 2 or any(
            word in ORGANISATION_WORDS or word in ROLES or word in _JOINERS for word in lower
        ):
            return False
        return lower[0] in TITLES or lower[0] in WOMEN or lower[0] in MEN

    def _read_name(self, tokens: list[Span], number: int, pending: list[tuple[int, int, int]]) -> None:
        split = self._end_of_role(tokens)
        role, name = tokens[:split], tokens[split:]
        title = None
        while name and self._word(name[0]).lower().rstrip(".") in TITLES:
            title = title or name[0]
            name = name[1:]
        start = (title or name[0]).start if name else 0
        if name and (
            role
            or title
            or self._role_before(tokens[0].start)
            or self._is_known_first_name(name)
            or self._acts_as_person(name)
        ):
            words_of_name = [self._word(token) for token in name]
            if self._could_be_a_person(words_of_name, titled=title is not None):
                role_text = (
                    self._role_text(role, tokens[0].start)
                    or self._role_apposed(tokens[0].start, name[-1].end)
                    or self._role_after(name[-1].end)
                )
                self._person(Span(start, name[-1].end), words_of_name, title, role_text, number)
                self._entity(name[0].start, name[-1].end, EntityType.PERSON)
                if role:
                    self._read_rest(role)
                return
        if len(tokens) <= 2:
            pending.append((tokens[0].start, tokens[-1].end, number))
        else:
            self._read_rest(tokens)

    def _read_rest(self, tokens: list[Span]) -> None:
        for index, token in enumerate(tokens):
            if self._word(token).lower() in ROLES:  # "Kremlin" of "Kremlin Spokesman"
                tokens = tokens[:index]
                break
        while tokens and (len(tokens) > 1 or self._word(tokens[0]).islower()):
            if self._word(tokens[-1]).lower() not in ROLE_MODIFIERS | _JOINERS:
                break
            tokens = tokens[:-1]
        if not tokens:
            return
        phrase = self._text[tokens[0].start : tokens[-1].end]
        self._entity(tokens[0].start, tokens[-1].end, _type_of(phrase))

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

    def _read_surnames(self, pending: list[tuple[int, int, int]]) -> None:
        """Names of a word or two, once all people are known: a bare surname is a person's."""
        first_names: dict[str, list[Person]] = {}
        for person in self.people:
            if " " in person.name:
                first_names.setdefault(person.name.split()[0], []).append(person)
        self._by_first_name = {name: people for name, people in first_names.items() if len(people) == 1}
        for start, end, number in pending:
            phrase = self._text[start:end]
            same = self._people_called(phrase)
            if same and phrase not in PLACES:
                self.mentions.append(Mention(start, end, same[-1], number))
                same[-1].mentions.append(self.mentions[-1])
                self._entity(start, end, EntityType.PERSON)
            else:
                self._entity(start, end, _type_of(phrase))

    def _people_called(self, phrase: str) -> list[Person]:
        """Those whom a bare surname means, or a first name that one person of the article has."""
        known = self._by_surname.get(phrase.split()[-1].lower(), [])[-_FAMILY:]
        same = [
            person for person in known if " " not in phrase or person.name.lower().endswith(phrase.lower())
        ]
        return same or self._by_first_name.get(phrase, [])

    def _person(self, span: Span, name: list[str], title: Span | None, role: str | None, number: int) -> None:
        full, surname = " ".join(name), name[-1].lower()
        if title is not None and len(name) == 1 and self._word(title).lower() in _NOBLE:
            full = f"{self._word(title)} {full}"
        woman = _sex(None if title is None else self._word(title), name, role)
        person = self._known(name, surname, woman)
        if person is None:
            person = Person(full, surname)
            self.people.append(person)
            self._by_surname.setdefault(surname, []).append(person)
        if len(full) > len(person.name) and len(name) > 1 and " " not in person.name:
            person.name = full
        person.woman = woman if person.woman is None or title is not None else person.woman
        person.role = person.role or role
        mention = Mention(span.start, span.end, person, number)
        person.mentions.append(mention)
        self.mentions.append(mention)

    def _known(self, name: list[str], surname: str, woman: bool | None) -> Person | None:
        for person in reversed(self._by_surname.get(surname, [])[-_FAMILY:]):
            first = person.name.split()[0]
            named = len(name) > 1 and " " in person.name
            if named and first != name[0]:
                continue
            if not named and None not in (woman, person.woman) and woman != person.woman:
                continue
            return person
        return None

    def _end_of_role(self, tokens: list[Span]) -> int:
        """How many of the tokens are the role: "US Secretary of State" of "US Secretary of State Ann Lee"."""
        end = 0
        for index, token in enumerate(tokens):
            if self._word(token).lower() in ROLES:
                end = index + 1
        if 0 < end < len(tokens) - 1 and self._word(tokens[end]).lower() in _JOINERS:
            end += 1
            while end < len(tokens) and self._word(tokens[end]).lower() in _JOINERS:
                end += 1
            end += 1
        return min(end, len(tokens))

    def _role_before(self, at: int) -> bool:
        match = _BEFORE.search(self._text, max(0, at - 40), at)
        return match is not None and match.group(1).lower() in ROLES

    def _role_text(self, role: list[Span], at: int) -> str | None:
        """The role that ends at the name: its own words and those before them that belong to it."""
        if not role and not self._role_before(at):
            return None
        end = role[-1].end if role else at
        start = role[0].start if role else at
        for _ in range(6):
            match = _BEFORE.search(self._text, max(0, start - 40), start)
            if match is None:
                break
            word = match.group(1)
            lower = word.lower().removesuffix("'s").removesuffix("’s")
            if lower in _OPENERS or word.endswith("."):
                break
            if lower == "visiting" or not (word[0].isupper() or lower in ROLES or lower in ROLE_MODIFIERS):
                break
            start = match.start(1)
        text = " ".join(self._text[start:end].split())
        return text or None

    def _is_known_first_name(self, name: list[Span]) -> bool:
        first = self._word(name[0]).lower()
        return 2 <= len(name) <= 4 and (first in WOMEN or first in MEN)

    def _acts_as_person(self, name: list[Span]) -> bool:
        """A name of two or three words beside a verb of saying, an age or an apposition with a role."""
        if not 2 <= len(name) <= 3:
            return False
        end = name[-1].end
        return (
            _PERSON_AFTER.match(self._text, end, end + 60) is not None
            or _PERSON_BEFORE.search(self._text, max(0, name[0].start - 12), name[0].start) is not None
            or self._role_apposed(name[0].start, end) is not None
            or self._role_after(end) is not None
        )

    def _role_apposed(self, start: int, end: int) -> str | None:
        """ "Its chairman, …," before the name."""
        if self._text[end : end + 1] not in (",", "."):
            return None
        before = self._text[max(0, start - 110) : start]
        at = 0
        while match := _ROLE_APPOSED.search(before, at):
            if match["noun"].lower() in ROLES:
                return " ".join(match["role"].split())
            at = match.start() + 1
        return None

    def _role_after(self, end: int) -> str | None:
        """ "…, a spokesman for the port," after the name."""
        match = _APPOSITION.match(self._text, end, end + 110)
        if match is None:
            return None
        role = match.group(1)
        nouns = [word.lower().strip("'’") for word in role.split()[:7]]
        return role if any(noun in ROLES or noun.endswith("ologist") for noun in nouns) else None

    def _could_be_a_person(self, name: list[str], *, titled: bool) -> bool:
        if len(name) > 5 or any(
            word.lower() in ORGANISATION_WORDS or word.lower() in _JOINERS for word in name
        ):
            return False
        if " ".join(name) in PLACES or (name[0] in PLACES and not titled):
            return False
        return titled or len(name) > 1 or not name[0].isupper()

    def _entity(self, start: int, end: int, kind: EntityType) -> None:
        self.entities.append(Entity(self._text[start:end], start, end, kind))

    def _word(self, token: Span) -> str:
        return self._text[token.start : token.end]


def _tokens(text: str, start: int, end: int) -> list[Span]:
    return [Span(match.start(), match.end()) for match in _WORD.finditer(text, start, end)]


def _type_of(phrase: str) -> EntityType:
    if phrase in PLACES or phrase.removeprefix("the ") in PLACES:
        return EntityType.PLACE
    lower = [word.lower().rstrip(".") for word in phrase.split()]
    if any(word in ORGANISATION_WORDS for word in lower):
        return EntityType.ORGANISATION
    if len(lower) == 1 and phrase.isupper() and 2 <= len(phrase) <= 6:
        return EntityType.ORGANISATION
    return EntityType.OTHER


def _sex(title: str | None, name: list[str], role: str | None) -> bool | None:
    """True for a woman, False for a man, None where neither title, role nor first name says."""
    word = (title or "").lower().rstrip(".")
    if word in WOMEN_TITLES:
        return True
    if word in MEN_TITLES:
        return False
    for noun in reversed((role or "").lower().split()):
        if noun in WOMEN_ROLES or noun in MEN_ROLES:
            return noun in WOMEN_ROLES
    first = name[0].lower() if len(name) > 1 else ""
    if first in WOMEN or first in MEN:
        return first in WOMEN
    return None


def _is_shouted(text: str, paragraph: Span) -> bool:
    """All capitals, or a headline Written Like This: every word would be a name."""
    sample = text[paragraph.start : min(paragraph.end, paragraph.start + 400)]
    letters = "".join(filter(str.isalpha, sample))
    if len(letters) > 12 and sum(map(str.isupper, letters)) > 0.6 * len(letters):
        return True
    heading = sample.split()
    if not 5 <= len(heading) <= 20 or sample[-1] in ".!?\"”’'":
        return False
    return sum(word[0].isupper() for word in heading) > 0.7 * len(heading)
