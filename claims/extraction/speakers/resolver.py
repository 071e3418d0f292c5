"""Who a noun phrase of the article stands for: people by name, pronoun or office, organisations, unnamed sources.

A name is given where the article leaves no doubt; a guess is marked `doubtful`; otherwise there is no speaker.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from claims.extraction.attribution import STUDIES, Source
from claims.extraction.lexicon import ROLE_MODIFIERS, ROLES, words
from claims.extraction.names import Mention, Names, Person
from claims.extraction.segmentation import Span
from claims.extraction.speakers.organisations import BODIES, COMPANIES, Organisations, is_business
from claims.extraction.types import Speaker

_REACH = 4  # paragraphs back in which a pronoun finds its person
_KNOWN = 50  # people of one role, and sources without a name, that a description can mean
_PRONOUNS = {"he": False, "she": True}
_GROUPS = words("they it")
_NOBODY = words(
    """
    we i you there what it's this that these those who which nobody none neither nothing
    """
)
_REPORTS = words("study report survey research paper poll document documents analysis")
_TAIL = re.compile(
    r"\s(?:of|by|at|for|in|from|with|on|to|about|who|which|that|close|familiar|seen|filed|released|published)\b"
)
_PEOPLE = ("ologist", "person", "man", "woman")  # nouns for one person that has no list
_NO_ONE = ("no ", "neither ", "none of ")
_VAGUE = words(
    """
    some many others most all both several few everyone everybody people one another
    """
)
_LINKS = words("of for to and by with from about between against or in")
_KINDS = words(
    """
    member ally giant newspaper daily magazine broadcaster agency company firm group charity carrier airline
    bank lender maker manufacturer retailer operator watchdog regulator union club neighbour neighbor
    website think-tank consultancy pollster supermarket insurer utility start-up startup developer
    """
)
_MEMBER = re.compile(
    rf"(?P<role>(?:[\w’'-]+ ){{0,4}}(?:{'|'.join(sorted(_KINDS))}))"
    r" (?P<name>(?:[^\W\d_a-z][\w.&’'-]*)(?: (?:of|and|the|for|de|[^\W\d_a-z][\w.&’'-]*)){0,6})"
)
_POSSESSIVES = ("its ", "his ", "her ", "their ", "our ")
_ARTICLES = ("the same ", "this same ", "the ", "a ", "an ")
_DEFINITE = ("the ", "this ", "that ")
_SINGULAR_SOURCES = words(
    """
    official spokesman spokeswoman spokesperson minister president premier chancellor mayor governor senator
    leader secretary director chairman chairwoman judge prosecutor lawyer attorney analyst economist expert
    researcher scientist professor doctor commissioner commander general ambassador envoy diplomat source
    witness aide adviser advisor officer executive teacher farmer author editor head chief coach candidate
    campaigner
    """
)


@dataclass(frozen=True, slots=True)
class _Source:
    """Somebody who has spoken: a person, or an unnamed source or organisation under its first description."""

    name: str
    role: str | None
    person: Person | None
    paragraph: int
    woman: bool | None = None
    doubtful: bool = False


class Resolver:
    """Walks through the article and remembers who has been speaking."""

    def __init__(self, text: str, names: Names) -> None:
        self._text = text
        self._names = names
        self._last: _Source | None = None
        self._sources: list[_Source] = []
        self._of_role: dict[str, list[Person]] = {}
        self._organisations = Organisations(names)
        for person in names.people:
            held = {word.lower().strip("’',") for word in (person.role or "").split()}
            for noun in {noun for noun in held if noun in ROLES or noun.endswith("ologist")}:
                self._of_role.setdefault(noun, []).append(person)

    def speaker(self, source: Source, paragraph: int) -> Speaker | None:
        """The speaker that `source`, a noun phrase of the article, stands for."""
        core = source.core
        phrase = self._text[core.start : core.end]
        lower = phrase.lower()
        if lower.startswith(_NO_ONE):
            return None
        if lower in _PRONOUNS:
            return self._pronoun(source.span, phrase, _PRONOUNS[lower], paragraph)
        if lower in _GROUPS:
            return self._group(source.span, phrase, paragraph, plural=lower == "they")
        if lower in _NOBODY:
            return None
        mention = self._person_in(core) or self._person_apposed(source.apposed)
        if mention is not None:
            return self._spoken(_of(mention.person, paragraph), source.span)
        return self._described(core, phrase, source.span, paragraph)

    def _spoken(self, source: _Source, span: Span, *, doubtful: bool = False) -> Speaker:
        self._last = source
        mention = self._text[span.start : span.end]
        return Speaker(source.name, source.role, mention, span.start, span.end, doubtful or source.doubtful)

    def _person_apposed(self, apposition: Span | None) -> Mention | None:
        """Ann Lee of "Its head, General Ann Lee, said"; nobody of "The union, which Ann Lee leads, said"."""
        if apposition is None:
            return None
        mentions = self._names.mentions_in(apposition.start, apposition.end)
        if len(mentions) != 1 or mentions[0].end > apposition.end:
            return None
        before = self._text[apposition.start : mentions[0].start].split()
        rest = self._text[mentions[0].end : apposition.end].strip()
        named = all(word[0].isupper() or word.lower() in ROLES | ROLE_MODIFIERS for word in before)
        return mentions[0] if named and (not rest or rest.startswith(("of ", "from ", "("))) else None

    def _person_in(self, core: Span) -> Mention | None:
        """The person that the phrase names at its end; none in "President Lee's office" and "a friend of Ann Lee"."""
        for mention in reversed(self._names.mentions_in(core.start, core.end)):
            rest = self._text[mention.end : core.end].strip()
            if mention.end > core.end or (rest and not rest.startswith(("of ", "from ", "("))):
                continue
            before = self._text[core.start : mention.start].split()
            if not before or before[-1].lower() not in _LINKS:
                return mention
        return None

    def _pronoun(self, subject: Span, phrase: str, woman: bool, paragraph: int) -> Speaker | None:
        last = self._last
        near = [
            mention
            for mention in self._mentions_before(subject.start)
            if paragraph - mention.paragraph <= _REACH and mention.person.woman in (None, woman)
        ][:12]
        people = {id(mention.person): mention.person for mention in near}
        if last is not None and paragraph - last.paragraph <= _REACH and last.woman in (None, woman):
            since = [m for m in near if m.paragraph > last.paragraph and m.person is not last.person]
            if last.person is not None or (last.woman is None and self._could_be_one(last)):
                others = (
                    {id(m.person) for m in near if m.paragraph == paragraph}
                    if last.paragraph == paragraph
                    else people
                )
                unsure = last.woman is None and len(others) > (last.person is not None)
                source = replace(last, paragraph=paragraph)
                return self._spoken(source, subject, doubtful=unsure or bool(since))
        if not near:
            return None
        chosen = near[0].person  # the latest mention
        doubtful = len(people) > 1 or chosen.woman is None
        return self._spoken(_of(chosen, paragraph), subject, doubtful=doubtful)

    def _mentions_before(self, at: int) -> list[Mention]:
        """The latest mentions before `at`, latest first."""
        return self._names.mentions_in(max(0, at - 4_000), at)[:-61:-1]

    def _could_be_one(self, source: _Source) -> bool:
        return source.person is None and source.name.split()[-1].lower() in _SINGULAR_SOURCES

    def _group(self, subject: Span, phrase: str, paragraph: int, *, plural: bool) -> Speaker | None:
        """ "it" and "they" stand for the organisation or the people who spoke last."""
        last = self._last
        if last is None or last.person is not None or paragraph - last.paragraph > 2:
            return None
        if plural is not last.name.lower().endswith("s") and not plural:
            return None
        return self._spoken(replace(last, paragraph=paragraph), subject, doubtful=plural)

    def _described(self, core: Span, phrase: str, subject: Span, paragraph: int) -> Speaker | None:
        """An organisation or an unnamed source, and whoever "the official" was before."""
        name = _without_article(phrase)
        tokens = name.split()
        if not tokens:
            return None
        if (named := self._named_member(name)) is not None:
            return self._spoken(replace(named, paragraph=paragraph), subject)
        head = tokens[-1].lower()
        definite = phrase.lower().startswith(_DEFINITE)
        if (
            definite
            and len(tokens) <= 2
            and (known := self._organisation(tokens, head, core.start)) is not None
        ):
            source, doubtful = known
            return self._spoken(replace(source, paragraph=paragraph), subject, doubtful=doubtful)
        if definite and len(tokens) <= 3 and (head in _SINGULAR_SOURCES or head.endswith(_PEOPLE)):
            known = self._known_as(tokens, head)
            if known is not None:
                source, doubtful = known
                return self._spoken(replace(source, paragraph=paragraph), subject, doubtful=doubtful)
        # "Its head" and a bare "the official" say a role and not who holds it.
        vague = name.lower() in _VAGUE
        nobody = phrase.lower().startswith(_POSSESSIVES) and (head in _SINGULAR_SOURCES or head in ROLES)
        bare = phrase.lower().startswith("the ") and len(tokens) == 1 and head in _SINGULAR_SOURCES
        if nobody or bare or vague:
            return self._spoken(_Source(name, None, None, paragraph, doubtful=True), subject)
        source = _Source(self._organisations.full(name), None, None, paragraph)
        self._sources.append(source)
        return self._spoken(source, subject)

    def _organisation(self, tokens: list[str], head: str, at: int) -> tuple[_Source, bool] | None:
        """The company, ministry or study that "the company", "the ministry" or "the study" takes up."""
        if head in STUDIES and head not in BODIES:
            return self._study(head) if len(tokens) == 1 else None
        if head not in BODIES and head not in COMPANIES:
            return None
        modifiers = {token.lower() for token in tokens}
        for source in reversed(self._sources[-_KNOWN:]):
            described = source.name.lower().split()
            if modifiers < set(described) and _head(source.name) == head:
                return source, False
        if len(tokens) > 1 and not tokens[0].islower():
            return None
        last = self._last
        if head in COMPANIES and last is not None and last.person is None and is_business(last.name):
            return last, False
        meant = self._organisations.meant_by(head, at)
        return None if meant is None else (_Source(meant[0], None, None, 0), meant[1])

    def _study(self, head: str) -> tuple[_Source, bool] | None:
        """The source that "the report" or "the emails" takes up."""
        sources = self._sources[-_KNOWN:]
        same = [source for source in sources if _head(source.name) == head and source.name.lower() != head]
        if same:
            return same[-1], False
        studies = [
            source for source in sources if _head(source.name) in STUDIES and source.name.lower() != head
        ]
        return (studies[-1], len(studies) > 1) if studies and head in _REPORTS else None

    def _named_member(self, name: str) -> _Source | None:
        """Britain of "Nato member Britain", Norvik of "the oil company Norvik"."""
        match = _MEMBER.fullmatch(name)
        return None if match is None else _Source(match["name"], match["role"], None, 0)

    def _known_as(self, tokens: list[str], head: str) -> tuple[_Source, bool] | None:
        """Whom a description like "the US official" takes up, and whether that is a guess."""
        modifiers = {token.lower() for token in tokens[:-1]}
        people = [
            person
            for person in self._of_role.get(head, [])[-_KNOWN:]
            if modifiers <= {word.lower() for word in (person.role or "").split()}
        ]
        sources = [
            source
            for source in self._sources[-_KNOWN:]
            if _head(source.name) == head and source.person is None
        ]
        if sources and not (people and self._last is not None and self._last.person in people):
            source = sources[-1]
            agree = modifiers <= {word.lower() for word in source.name.split()}
            return source, not agree or len({source.name for source in sources}) > 1 or bool(people)
        if not people:
            return None
        if self._last is not None and self._last.person in people:
            return self._last, len(people) > 1 and self._last.person is not people[0]
        return (_of(people[0], 0), False) if len(people) == 1 else None


def _head(name: str) -> str:
    """The noun that a description turns on: "evaluation" of "an independent evaluation by the university"."""
    core = _TAIL.split(name, maxsplit=1)[0].split()
    return core[-1].lower() if core else ""


def _of(person: Person, paragraph: int) -> _Source:
    return _Source(person.name, person.role, person, paragraph, person.woman)


def _without_article(phrase: str) -> str:
    name = " ".join(phrase.split())
    for article in _ARTICLES:
        if name.lower().startswith(article):
            return name[len(article) :]
    return name
