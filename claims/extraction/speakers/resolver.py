"""Who a noun phrase of the article stands for: people by name, pronoun or office, organisations, unnamed sources.

A name is given where the article leaves no doubt; a guess is marked `doubtful`; otherwise there is no speaker.
"""

from __future__ import annotations

import re
from dataclasses import replace

from claims.extraction.attribution import Source
from claims.extraction.lexicon import ROLE_MODIFIERS, ROLES, words
from claims.extraction.names import Mention, Names
from claims.extraction.segmentation import Sentence, Span
from claims.extraction.speakers.descriptions import Descriptions
from claims.extraction.speakers.known import Known, known_by_name
from claims.extraction.speakers.nouns import (
    BASED,
    DEFINITE,
    MEMBER,
    NAME,
    NAMED,
    OWNER,
    POSSESSIVES,
    REACH,
    SINGULAR_SOURCES,
    without_article,
)
from claims.extraction.speakers.organisations import BODIES, COMPANIES, is_company_noun
from claims.extraction.types import EntityType, Speaker

_OPENING_WORDS = 40  # characters of a paragraph in which its topic is named
_PRONOUNS = {"he": False, "she": True}
_GROUPS = words("they it")
_NOBODY = words(
    """
    we i you there what it's this that these those who which nobody none neither nothing
    """
)
_NO_ONE = ("no ", "neither ", "none of ")
_VAGUE = words(
    """
    some many others most all both several few everyone everybody people one another
    """
)
_LINKS = words("of for to and by with from about between against or in at within inside near behind on")
_OPENING_MANY = re.compile(
    r"(?P<who>(?:[Tt]he\s)?(?:[\w’'-]+\s){0,2}?(?:police|prosecutors|officials|authorities|investigators|detectives|"
    r"researchers|scientists|experts|economists|analysts|doctors|residents|campaigners|activists|organisers|ministers|"
    r"rescuers|witnesses|lawyers|unions|firefighters|officers|aides|critics|academics|auditors|inspectors|teachers))\b",
    re.IGNORECASE,
)
_OPENING = re.compile(
    rf"(?P<who>[Tt]he\s(?:[\w’'-]+\s){{0,2}}?(?:{'|'.join(sorted(BODIES | COMPANIES))}))\b", re.IGNORECASE
)


_SPOKESMAN_FOR = re.compile(
    r"(?:[\w’'-]+\s){0,3}(?:spokesman|spokeswoman|spokesperson|representative)\s(?:for|at|of)\s(?P<the>the\s)?(?P<body>.+)"
)


class Resolver:
    """Walks through the article and remembers who has been speaking."""

    def __init__(self, text: str, names: Names) -> None:
        self._text = text
        self._names = names
        self._last: Known | None = None
        self._descriptions = Descriptions(text, names)

    def speaker(self, source: Source, sentence: Sentence) -> Speaker | None:
        """The speaker that `source`, a noun phrase of the sentence, stands for."""
        core, paragraph = source.core, sentence.paragraph
        phrase = self._text[core.start : core.end]
        lower = phrase.lower()
        if lower.startswith(_NO_ONE):
            return None
        if lower in _PRONOUNS:
            return self._pronoun(source.span, phrase, _PRONOUNS[lower], paragraph)
        if lower in _GROUPS:
            return self._group(source.span, sentence, plural=lower == "they")
        if lower in _NOBODY:
            return None
        mention = self._person_in(core) or self._person_apposed(source.apposed)
        if mention is not None:
            return self._spoken(
                known_by_name(self._descriptions.fullest(mention.person), paragraph), source.span
            )
        if (named := self._named_in(source.apposed, phrase)) is not None:
            source_of = Known(named, without_article(phrase), None, paragraph)
            self._descriptions.add(source_of)
            return self._spoken(source_of, source.span)
        return self._described(core, phrase, source.span, paragraph)

    def _named_in(self, apposition: Span | None, phrase: str) -> str | None:
        """Ines Dorn of "the mediator, Ines Dorn, wrote": a name that stands alone between the commas."""
        described = (
            phrase.lower().startswith((*DEFINITE, *POSSESSIVES, "a ", "an "))
            or OWNER.match(phrase)
            or phrase.islower()
        )
        if apposition is None or not described:
            return None
        name = self._text[apposition.start : apposition.end].strip(" ,").removeprefix("the ")
        organised = any(word in BODIES or is_company_noun(word) for word in phrase.lower().split())
        return name if (NAMED if organised else NAME).fullmatch(name) else None

    def _spoken(self, source: Known, span: Span, *, doubtful: bool = False) -> Speaker:
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
            for mention in self._descriptions.mentions_before(subject.start)
            if paragraph - mention.paragraph <= REACH and mention.person.woman in (None, woman)
        ][:12]
        people = {id(mention.person): mention.person for mention in near}
        if last is not None and paragraph - last.paragraph <= REACH and last.woman in (None, woman):
            since = [m for m in near if m.paragraph > last.paragraph and m.person is not last.person]
            if last.person is not None or (last.woman is None and self._descriptions.could_be_one(last)):
                others = (
                    {id(m.person) for m in near if m.paragraph == paragraph}
                    if last.paragraph == paragraph
                    else people
                )
                if (
                    topic := next((mention for mention in since if self._opens_paragraph(mention)), None)
                ) is not None:
                    return self._spoken(known_by_name(topic.person, paragraph), subject, doubtful=True)
                unsure = last.woman is None and len(others) > (last.person is not None)
                source = replace(last, paragraph=paragraph)
                return self._spoken(source, subject, doubtful=unsure or bool(since))
        if not near:
            return None
        chosen = near[0].person  # the latest mention
        doubtful = len(people) > 1 or chosen.woman is None
        return self._spoken(known_by_name(chosen, paragraph), subject, doubtful=doubtful)

    def _opens_paragraph(self, mention: Mention) -> bool:
        """ "For Ann Lee, the flood was the last straw." at the start of a paragraph: it is about her."""
        first = max(0, mention.start - _OPENING_WORDS)
        return first == 0 or "\n" in self._text[first : mention.start]

    def _group(self, subject: Span, sentence: Sentence, *, plural: bool) -> Speaker | None:
        """ "it" is the organisation that the sentence opens with, or that spoke last; "they" are who spoke last."""
        last, paragraph = self._last, sentence.paragraph
        if plural and (many := _OPENING_MANY.match(self._text, sentence.start, subject.start)) is not None:
            who = Span(*many.span("who"))
            return self._described(who, many["who"], subject, paragraph)
        if not plural and (opening := self._opening(sentence, subject)) is not None:
            return self._described(opening, self._text[opening.start : opening.end], subject, paragraph)
        if last is None or paragraph - last.paragraph > 2:
            return None
        if (
            not plural
            and last.person is None
            and (body := self._spoken_for(last, subject.start, paragraph)) is not None
        ):
            return self._spoken(body, subject)
        if last.person is not None and (last.role or last.woman is not None):  # and no company after all
            return None
        if not plural and last.name[:1].islower() and last.name.endswith("s"):
            return None
        return self._spoken(replace(last, paragraph=paragraph), subject, doubtful=plural)

    def _spoken_for(self, source: Known, at: int, paragraph: int) -> Known | None:
        """The ministry, after "a spokesman for the ministry said"."""
        match = _SPOKESMAN_FOR.fullmatch(source.name)
        if match is None:
            return None
        name, definite = match["body"], match["the"] is not None
        taken = self._descriptions.taken_up(name, at, paragraph, None) if definite else None
        if taken is not None:
            return replace(taken[0], paragraph=paragraph, doubtful=taken[1])
        return Known(self._descriptions.full_name(name), None, None, paragraph, doubtful=source.doubtful)

    def _opening(self, sentence: Sentence, pronoun: Span) -> Span | None:
        """The organisation with which the sentence opens: "The ministry will decide, it said"."""
        if match := _OPENING.match(self._text, sentence.start, pronoun.start):
            return Span(*match.span("who"))
        for entity in self._names.entities_in(sentence.start, min(pronoun.start, sentence.start + 80))[:1]:
            before = self._text[sentence.start : entity.start].lower()
            if before in ("", "the ") and entity.type is EntityType.ORGANISATION:
                return Span(entity.start, entity.end)
        return None

    def _described(self, core: Span, phrase: str, subject: Span, paragraph: int) -> Speaker | None:
        """An organisation or an unnamed source, and whoever "the official" was before."""
        name = without_article(phrase)
        tokens = name.split()
        if not tokens:
            return None
        if (named := self._named_member(name)) is not None:
            return self._spoken(replace(named, paragraph=paragraph), subject)
        if len(tokens) > 1 and BASED.fullmatch(tokens[0]) and tokens[1][:1].isupper():
            name, tokens = " ".join(tokens[1:]), tokens[1:]
        head = tokens[-1].lower()
        if phrase.lower().startswith(DEFINITE):
            known = self._descriptions.taken_up(name, core.start, paragraph, self._last)
            if known is not None:
                source, doubtful = known
                return self._spoken(replace(source, paragraph=paragraph), subject, doubtful=doubtful)
        if len(tokens) == 1 and (person := self._descriptions.only_one_called(name)) is not None:
            return self._spoken(known_by_name(person, paragraph), subject)
        # "Its head" and a bare "the official" say a role and not who holds it.
        vague = name.lower() in _VAGUE
        nobody = phrase.lower().startswith(POSSESSIVES) and (head in SINGULAR_SOURCES or head in ROLES)
        bare = phrase.lower().startswith("the ") and len(tokens) == 1 and head in SINGULAR_SOURCES
        if nobody or bare or vague:
            return self._spoken(Known(name, None, None, paragraph, doubtful=True), subject)
        source = Known(self._descriptions.full_name(name), None, None, paragraph)
        self._descriptions.add(source)
        return self._spoken(source, subject)

    def _named_member(self, name: str) -> Known | None:
        """Britain of "Nato member Britain", Norvik of "the oil company Norvik"."""
        match = MEMBER.fullmatch(name)
        return None if match is None else Known(match["name"], match["role"], None, 0)
