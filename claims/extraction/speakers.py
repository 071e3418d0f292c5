"""Who makes each statement: attributions resolved to the people and sources of the article.

A name is given where the article leaves no doubt; a guess is marked `doubtful`; otherwise there is no speaker.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass, replace

from claims.extraction.attribution import QUOTED, Reported, find_attribution
from claims.extraction.lexicon import ROLE_MODIFIERS, ROLES, words
from claims.extraction.names import Mention, Names, Person
from claims.extraction.quotation import Quotations, Quote
from claims.extraction.segmentation import Sentence, Span
from claims.extraction.types import Attribution, Speaker

_REACH = 4  # paragraphs back in which a pronoun finds its person
_KNOWN = 50  # people of one role, and sources without a name, that a description can mean
_PRONOUNS = {"he": False, "she": True}
_GROUPS = words("they it")
_POSSESSIVES = ("its ", "his ", "her ", "their ", "our ")
_ARTICLES = ("the ", "a ", "an ")
_SINGULAR_SOURCES = words(
    """
    official spokesman spokeswoman spokesperson minister president premier chancellor mayor governor senator leader
    secretary director chairman chairwoman judge prosecutor lawyer attorney analyst economist expert researcher
    scientist professor doctor commissioner commander general ambassador envoy diplomat source witness aide adviser
    advisor officer executive teacher farmer author editor head chief chancellor coach candidate campaigner
    """
)


@dataclass(frozen=True, slots=True)
class Voice:
    """How a sentence is attributed. `content` holds the ranges of the sentence that are the claim itself."""

    attribution: Attribution
    speaker: Speaker | None
    content: tuple[Span, ...]
    cue: str | None = None


@dataclass(frozen=True, slots=True)
class _Source:
    """Somebody who has spoken: a person, or an unnamed source or organisation under its first description."""

    name: str
    role: str | None
    person: Person | None
    paragraph: int
    woman: bool | None = None
    doubtful: bool = False


class _Resolver:
    """Walks through the article and remembers who has been speaking."""

    def __init__(self, text: str, names: Names) -> None:
        self._text = text
        self._names = names
        self._last: _Source | None = None
        self._sources: list[_Source] = []
        self._of_role: dict[str, list[Person]] = {}
        for person in names.people:
            if person.role:
                self._of_role.setdefault(person.role.split()[-1].lower(), []).append(person)

    def speaker(self, subject: Span, paragraph: int, apposition: Span | None = None) -> Speaker | None:
        """The speaker that `subject`, a noun phrase of the article, stands for; `apposition` may name them."""
        phrase = self._text[subject.start : subject.end]
        lower = phrase.lower()
        if lower in _PRONOUNS:
            return self._pronoun(subject, phrase, _PRONOUNS[lower], paragraph)
        if lower in _GROUPS:
            return self._group(subject, phrase, paragraph, plural=lower == "they")
        if lower in ("we", "i"):
            return None
        mention = self._person_in(subject) or self._person_apposed(apposition)
        if mention is not None:
            return self._spoken(
                _of(mention.person, paragraph), self._text[mention.start : mention.end], mention
            )
        return self._described(subject, phrase, paragraph)

    def _spoken(self, source: _Source, mention: str, span: Span, *, doubtful: bool = False) -> Speaker:
        self._last = source
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

    def _person_in(self, subject: Span) -> Mention | None:
        """The person that the phrase is about; none in "President Lee's office", where an office speaks."""
        mentions = self._names.mentions_in(subject.start, subject.end)
        for mention in reversed(mentions):
            after = self._text[mention.end : mention.end + 2]
            if mention.end <= subject.end and after not in ("'s", "’s"):
                before = self._text[max(subject.start, mention.start - 4) : mention.start].lower()
                if not before.endswith(("of ", "for ", "to ")) or (
                    len(mentions) == 1 and before.endswith("of ")
                ):
                    return mention
        return None

    def _pronoun(self, subject: Span, phrase: str, woman: bool, paragraph: int) -> Speaker | None:
        last = self._last
        near = [
            mention
            for mention in self._mentions_before(subject.start)
            if paragraph - mention.paragraph <= _REACH and mention.person.woman in (None, woman)
        ]
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
                return self._spoken(source, phrase, subject, doubtful=unsure or bool(since))
        if not near:
            return None
        chosen = near[0].person  # the latest mention
        doubtful = len(people) > 1 or chosen.woman is None
        return self._spoken(_of(chosen, paragraph), phrase, subject, doubtful=doubtful)

    def _mentions_before(self, at: int) -> list[Mention]:
        """The latest mentions before `at`, latest first."""
        return self._names.mentions_in(max(0, at - 4_000), at)[:-13:-1]

    def _could_be_one(self, source: _Source) -> bool:
        return source.person is None and source.name.split()[-1].lower() in _SINGULAR_SOURCES

    def _group(self, subject: Span, phrase: str, paragraph: int, *, plural: bool) -> Speaker | None:
        """ "it" and "they" stand for the organisation or the people who spoke last."""
        last = self._last
        if last is None or last.person is not None or paragraph - last.paragraph > 2:
            return None
        if plural is not last.name.lower().endswith("s") and not plural:
            return None
        return self._spoken(replace(last, paragraph=paragraph), phrase, subject, doubtful=plural)

    def _described(self, subject: Span, phrase: str, paragraph: int) -> Speaker | None:
        """An organisation or an unnamed source, and whoever "the official" was before."""
        name = _without_article(phrase)
        tokens = name.split()
        if not tokens:
            return None
        head = tokens[-1].lower()
        if phrase.lower().startswith("the ") and len(tokens) <= 3 and head in _SINGULAR_SOURCES:
            known = self._known_as(tokens, head)
            if known is not None:
                source, doubtful = known
                return self._spoken(replace(source, paragraph=paragraph), phrase, subject, doubtful=doubtful)
        # "Its head" and a bare "the official" say a role and not who holds it.
        nobody = phrase.lower().startswith(_POSSESSIVES) and (head in _SINGULAR_SOURCES or head in ROLES)
        bare = phrase.lower().startswith("the ") and len(tokens) == 1 and head in _SINGULAR_SOURCES
        if nobody or bare:
            return self._spoken(_Source(name, None, None, paragraph, doubtful=True), phrase, subject)
        source = _Source(name, None, None, paragraph)
        if head in _SINGULAR_SOURCES:
            self._sources.append(source)
        return self._spoken(source, phrase, subject)

    def _known_as(self, tokens: list[str], head: str) -> tuple[_Source, bool] | None:
        """Whom a description like "the US official" takes up, and whether that is a guess."""
        modifiers = {token.lower() for token in tokens[:-1]}
        people = [
            person
            for person in self._of_role.get(head, [])[-_KNOWN:]
            if modifiers <= {word.lower() for word in (person.role or "").split()}
        ]
        sources = [source for source in self._sources[-_KNOWN:] if source.name.split()[-1].lower() == head]
        if sources and not (people and self._last is not None and self._last.person in people):
            source = sources[-1]
            agree = modifiers <= {word.lower() for word in source.name.split()}
            return source, not agree or len({source.name for source in sources}) > 1 or bool(people)
        if not people:
            return None
        if self._last is not None and self._last.person in people:
            return self._last, len(people) > 1 and self._last.person is not people[0]
        return (_of(people[0], 0), False) if len(people) == 1 else None


def _of(person: Person, paragraph: int) -> _Source:
    return _Source(person.name, person.role, person, paragraph, person.woman)


def _without_article(phrase: str) -> str:
    name = " ".join(phrase.split())
    for article in _ARTICLES:
        if name.lower().startswith(article):
            return name[len(article) :]
    return name


def find_voices(
    text: str, sentences: list[Sentence], noise: Set[int], quotations: Quotations, names: Names
) -> list[Voice]:
    """One voice for each sentence; those whose number is in `noise` are nobody's."""
    resolver = _Resolver(text, names)
    voices: list[Voice] = []
    for index, sentence in enumerate(sentences):
        if index in noise:
            voices.append(Voice(Attribution.NARRATOR, None, (Span(sentence.start, sentence.end),)))
            continue
        quotes = quotations.within(sentence.start, sentence.end)
        masked = _masked(text, sentence, quotes)
        reported = find_attribution(masked)
        if reported is None:
            voices.append(_unattributed(sentence, masked))
            continue
        subject = _moved(reported.subject, sentence.start)
        apposition = None if reported.apposition is None else _moved(reported.apposition, sentence.start)
        speaker = resolver.speaker(subject, sentence.paragraph, apposition)
        voices.append(_attributed(sentence, masked, reported, speaker))
    _share_speakers(sentences, voices, quotations)
    return voices


def _masked(text: str, sentence: Sentence, quotes: list[Quote]) -> str:
    masked = text[sentence.start : sentence.end].replace(QUOTED, " ")
    for quote in quotes:
        start, end = (
            max(quote.start, sentence.start) - sentence.start,
            min(quote.end, sentence.end) - sentence.start,
        )
        masked = masked[:start] + QUOTED * (end - start) + masked[end:]
    return masked


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def _quoted_share(masked: str) -> float:
    return masked.count(QUOTED) / len(masked) if masked else 0.0


def _attributed(sentence: Sentence, masked: str, reported: Reported, speaker: Speaker | None) -> Voice:
    content = tuple(_moved(span, sentence.start) for span in reported.content)
    inside = "".join(masked[span.start : span.end] for span in reported.content)
    direct = not reported.whole and _quoted_share(inside) > 0.6
    attribution = Attribution.DIRECT if direct else Attribution.INDIRECT
    return Voice(attribution, speaker, content, reported.cue)


def _unattributed(sentence: Sentence, masked: str) -> Voice:
    content = (Span(sentence.start, sentence.end),)
    if _quoted_share(masked) > 0.6 and len(masked) > 12:
        return Voice(Attribution.DIRECT, None, content)
    return Voice(Attribution.NARRATOR, None, content)


def _share_speakers(sentences: list[Sentence], voices: list[Voice], quotations: Quotations) -> None:
    """Gives quoted sentences that name no speaker the one of the words around them."""
    by_paragraph: dict[int, list[int]] = {}
    for index, sentence in enumerate(sentences):
        by_paragraph.setdefault(sentence.paragraph, []).append(index)
    chains = _chains(quotations)
    previous: Speaker | None = None
    for paragraph, indexes in by_paragraph.items():
        for index in indexes:
            voice = voices[index]
            if (
                voice.attribution is not Attribution.DIRECT
                or voice.speaker is not None
                or voice.cue is not None
            ):
                continue
            found = _beside(indexes, index, voices)
            if found is None:
                found = _along_the_chain(
                    sentences[index], paragraph, by_paragraph, voices, quotations, chains
                )
            if found is None and previous is not None and index == indexes[0]:
                found = replace(previous, doubtful=True)
            if found is not None:
                voices[index] = replace(voice, speaker=found)
        spoken = [
            voices[index].speaker for index in indexes if voices[index].attribution is Attribution.DIRECT
        ]
        introduced = (
            voices[indexes[-1]].speaker if _introduces(sentences[indexes[-1]], voices[indexes[-1]]) else None
        )
        previous = introduced or (spoken[-1] if spoken else None)


def _introduces(sentence: Sentence, voice: Voice) -> bool:
    """ "She said:" before the paragraph with her words."""
    return voice.cue is not None and voice.content[-1].end - voice.content[-1].start < 3


def _beside(indexes: list[int], index: int, voices: list[Voice]) -> Speaker | None:
    """The nearest speaker of the paragraph whose words are quoted: after the sentence first, then before."""
    at = indexes.index(index)
    for other in indexes[at + 1 :] + indexes[:at][::-1]:
        voice = voices[other]
        if voice.speaker is not None and (voice.attribution is Attribution.DIRECT or other == index - 1):
            return voice.speaker
    return None


def _chains(quotations: Quotations) -> list[int]:
    """For each quotation the number of the first one that it continues."""
    chains: list[int] = []
    for index, quote in enumerate(quotations.quotes):
        chains.append(chains[-1] if quote.continues and chains else index)
    return chains


def _along_the_chain(
    sentence: Sentence,
    paragraph: int,
    by_paragraph: dict[int, list[int]],
    voices: list[Voice],
    quotations: Quotations,
    chains: list[int],
) -> Speaker | None:
    """The speaker of a quotation over several paragraphs, who may be named in any of them."""
    quotes = quotations.within(sentence.start, sentence.end)
    if not quotes:
        return None
    index = quotations.index_of(quotes[0])
    for step in (1, -1):
        at, steps = index + step, 0
        while 0 <= at < len(chains) and chains[at] == chains[index] and steps < 40:
            for other in by_paragraph.get(quotations.quotes[at].paragraph, []):
                voice = voices[other]
                if voice.attribution is Attribution.DIRECT and voice.speaker is not None:
                    return voice.speaker
            at, steps = at + step, steps + 1
    return None
