"""What a statement says, as data that can be compared."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import islice

from claims.extraction import Change, Entity, Modifier, Quantity, Speaker, TimeReference, read_parts
from claims.extraction.lexicon import ORGANISATION_WORDS
from claims.extraction.numbers import UNITS
from claims.matching.measures import Figure, figure, per_time
from claims.matching.names import Name, name_of, opening_name
from claims.matching.posts import read_post
from claims.matching.words import Leanings, content, denied, leanings

_MOST = 24  # figures, times or names of one statement that are compared: a table in a sentence has more
_AROUND = 3  # words beside a figure that tell which one it is
_ROLE = re.compile(r"\b(to|from|by|at|of|for)\s*$", re.IGNORECASE)
_EACH = re.compile(
    r"\b(?:(?P<unit>daily|weekly|monthly|yearly|annually)|(?:(?<!in\s)(?<!within\s)(?<!for\s)(?<!over\s)(?<!of\s)(?<!after\s)a|per|each|every)\s(?P<noun>day|week|month|year))\b",
    re.IGNORECASE,
)
_ADVERBS = {"daily": "day", "weekly": "week", "monthly": "month", "yearly": "year", "annually": "year"}
_RATED = ("count", "money", "mass", "volume", "time", "length", "energy")
_ORDINALS = {
    word: value
    for value, word in enumerate(
        ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"],
        start=1,
    )
}
_GREATEST = (
    "largest|biggest|smallest|highest|lowest|longest|shortest|oldest|youngest|richest|poorest|fastest|slowest|deepest|"
    r"tallest|busiest|worst|best|deadliest|heaviest|hottest|coldest|wettest|driest|warmest|cheapest|most\s\w+|least\s\w+"
)
_RANK = re.compile(
    rf"\b(?:(?P<before>{'|'.join(_ORDINALS)}|\d{{1,3}}(?:st|nd|rd|th))[\s-](?:{_GREATEST})|"
    rf"(?:rank(?:s|ed)?|com(?:es?|ing)|came|finish(?:es|ed)|placed)\s(?:in\s)?(?:at\s)?(?:the\s)?(?P<after>"
    rf"{'|'.join(_ORDINALS)}|\d{{1,3}}(?:st|nd|rd|th))|(?:number|no\.?)\s(?P<number>\d{{1,3}}|one|two|three|four|five)|"
    rf"the\s(?P<top>{_GREATEST})|(?:the|his|her|their|its|a)\s(?P<any>{'|'.join(_ORDINALS)}|\d{{1,3}}(?:st|nd|rd|th))"
    rf"(?=\s[a-z]))\b",
    re.IGNORECASE,
)  # fmt: skip
_NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5}
_MULTIPLIED = {
    "double": 2.0, "doubl": 2.0, "twofold": 2.0, "tripl": 3.0, "trebl": 3.0, "threefold": 3.0, "quadrupl": 4.0,
    "fourfold": 4.0, "fivefold": 5.0, "tenfold": 10.0, "halv": 0.5,
}  # fmt: skip
_MULTIPLE = re.compile(
    r"\b(?P<word>doubl|tripl|trebl|quadrupl|halv)(?:es?|ed|ing)\b|\b(?P<fold>two|three|four|five|ten)[\s-]?fold\b",
    re.IGNORECASE,
)
_MORE_OR_LESS = re.compile(
    r"\b(?:(?P<over>more\sthan|over)|(?P<nearly>almost|nearly|close\sto))\s$", re.IGNORECASE
)
_PART = re.compile(
    r"\b(?:(?P<most>most(?:\sof)?|(?:a|the)\s(?:vast\s)?majority\sof)|(?P<few>(?:a|the)\sminority\sof))\s(?:the\s)?"
    r"(?P<of>[a-z]{3,20}s|people|women|men|children)\b",
    re.IGNORECASE,
)
_EVERY = re.compile(
    rf"\bevery\s(?P<nth>{'|'.join(list(_ORDINALS)[1:])})\s(?P<of>(?!time\b|day\b|week\b|month\b|year\b)[a-z]{{3,20}})\b",
    re.IGNORECASE,
)
_ONE_UNIT = re.compile(
    r"\b(?:(?P<about>about|around|roughly)|(?P<over>more\sthan|over)|(?P<nearly>nearly|almost)|(?P<less>less\sthan))\s"
    r"(?P<what>an?\s(?P<unit>foot|metre|mile|kilometre|kilometer|tonne|ton|litre|acre|hectare|gallon))\b",
    re.IGNORECASE,
)
_LENGTHS = {"kilometre": "km", "kilometer": "km"}
_COMPARED = re.compile(
    r"\s(?:as|more|the|that|its|faster|slower|higher|lower|larger|bigger|greater|smaller|less|fewer|longer|what|their)\b"
)

# What shows a claim is cut from its statement, and a denial with it: "no evidence shows that …".
_UNBACKED = re.compile(
    r"(?:there\s(?:is|was)\s)?no\s(?:evidence|proof|stud(?:y|ies)|data|research)\b", re.IGNORECASE
)
_ONE_IN = re.compile(
    rf"\b(?P<part>{'|'.join(UNITS)}|\d{{1,2}})\s(?:in|out\sof)\s(?:every\s)?$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Facts:
    """A statement as data: its figures, times and names, and the stems of the words that carry it.

    `leanings` are its words that have an opposite, `denied` the stems of what it says is not so: None for a
    statement that denies nothing.
    """

    text: str
    figures: tuple[Figure, ...]
    times: tuple[TimeReference, ...]
    names: tuple[Name, ...]
    speaker: str | None
    words: frozenset[str]
    leanings: Leanings
    denied: frozenset[str] | None


def read_facts(sentence: str, *, published_at: datetime | date | None = None) -> Facts:
    """The facts of one sentence, or of a post; relative times are resolved against `published_at`. No model is run.

    Who signed a post is its speaker where it names no other.
    """
    post = read_post(sentence)
    sentence = post.text
    parts = read_parts(sentence, published_at=published_at or post.day)
    facts = facts_of(
        parts.statement,
        quantities=parts.quantities,
        times=parts.times,
        entities=parts.entities,
        speaker=parts.speaker or post.author,
    )
    if _UNBACKED.match(sentence) is None or _UNBACKED.match(parts.statement) is not None:
        return facts
    return replace(facts, denied=facts.words if facts.denied is None else None)


def facts_of(
    statement: str,
    *,
    quantities: Iterable[Quantity] = (),
    times: Iterable[TimeReference] = (),
    entities: Iterable[Entity] = (),
    speaker: Speaker | str | None = None,
) -> Facts:
    """The facts of a statement whose parts are known, whatever text their offsets are in.

    Parts whose words are not in the statement are left out: they belong to the rest of the sentence.
    """
    placed = list(islice(_placed(statement, quantities), _MOST))
    rest = _blanked(statement, [(start, end) for _, start, end in placed])
    figures = [
        each
        for quantity, start, end in placed
        if (each := _figure(statement, rest, quantity, start, end)) is not None
    ]
    figures += _figures_in_words(rest)
    names = [
        opening_name(statement),
        *(name_of(_whole(rest, entity)) for entity in entities if entity.text in rest),
    ]
    return Facts(
        text=statement,
        figures=tuple(_with_rates(rest, figures[:_MOST])),
        times=tuple(islice((time for time in times if _is_said(statement, time)), _MOST)),
        names=tuple(dict.fromkeys(name for name in names if name is not None))[:_MOST],
        speaker=speaker.name if isinstance(speaker, Speaker) else speaker,
        words=content(rest),
        leanings=leanings(rest),
        denied=denied(rest),
    )


def _placed(statement: str, quantities: Iterable[Quantity]) -> Iterator[tuple[Quantity, int, int]]:
    """The quantities that the statement has, with their places in it."""
    at = 0
    for quantity in quantities:
        start = statement.find(quantity.text, at)
        if start < 0:  # a statement begins with a capital where its sentence had none
            start = statement.lower().find(quantity.text.lower(), at)
        if start >= 0 and quantity.text:
            at = min(start + len(quantity.text), len(statement))
            yield quantity, start, at


def _whole(text: str, entity: Entity) -> Entity:
    """The office with what it is for, which tells it from others: "Ministry of Health"."""
    found = re.search(rf"\b{re.escape(entity.text)}(?:\s(?:of|for)\s(?:the\s)?[A-Z][\w’'-]*\b)+", text)
    office = entity.text.split()[-1].lower() in ORGANISATION_WORDS
    return entity if found is None or not office else replace(entity, text=found.group())


def _blanked(text: str, spans: list[tuple[int, int]]) -> str:
    """The text with spaces for the spans: what is left of it has the same offsets."""
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _figure(statement: str, rest: str, quantity: Quantity, start: int, end: int) -> Figure | None:
    if quantity.unit == "times" and quantity.change is None and not _COMPARED.match(statement, end):
        quantity = replace(quantity, unit="times over")  # it counts: "was beaten nine times"
    one_in = _ONE_IN.search(statement, max(0, start - 24), start)
    if one_in is not None and quantity.value and quantity.unit == quantity.of and quantity.modifier is None:
        part = UNITS.get(one_in["part"].lower())
        share = 100 * (int(one_in["part"]) if part is None else part) / quantity.value
        if share <= 100:
            quantity = replace(quantity, value=share, unit="%", text=statement[one_in.start() : end])
    role = _ROLE.search(rest[:start])
    before, after = rest[:start].split()[-_AROUND:], rest[end:].split()[:_AROUND]
    return figure(
        quantity, role="" if role is None else role[1].lower(), beside=content(" ".join(before + after))
    )


def _with_rates(rest: str, figures: list[Figure]) -> Iterator[Figure]:
    """What a sentence says of each day or year without a word beside the figure: "each year it spends 4bn"."""
    found = _EACH.search(rest)
    unit = None if found is None else _ADVERBS.get((found["unit"] or "").lower()) or found["noun"].lower()
    rated = any(each.per for each in figures)
    for each in figures:
        if unit is not None and not rated and each.sort in _RATED:
            yield per_time(each, unit)
        else:
            yield each


def _figures_in_words(rest: str) -> Iterator[Figure]:
    """Figures that no numeral gives: ranks, "doubled", "most voters", "about a foot"."""
    quantities = [*_ranks(rest), *_multiples(rest), *_shares(rest), *_single_units(rest)]
    for quantity in quantities:
        around = rest[: quantity.start].split()[-_AROUND:] + rest[quantity.end :].split()[:_AROUND]
        found = figure(quantity, beside=content(" ".join(around)))
        if found is not None:
            yield found


def _ranks(text: str) -> Iterator[Quantity]:
    for match in _RANK.finditer(text):
        if match["number"]:
            written = match["number"].lower()
            value = _NUMBERS.get(written) or int(written)
        elif match["top"]:
            value = 1
        else:
            written = (match["before"] or match["after"] or match["any"]).lower()
            value = _ORDINALS.get(written) or int(written[:-2])
        yield Quantity(match.group(), *match.span(), value, None, None, Modifier.EXACTLY, "rank", None)


def _multiples(text: str) -> Iterator[Quantity]:
    for match in _MULTIPLE.finditer(text):
        value = _MULTIPLIED[(match["word"] or f"{match['fold']}fold").lower()]
        hedge = _MORE_OR_LESS.search(text, max(0, match.start() - 12), match.start())
        modifier = None if hedge is None else Modifier.MORE_THAN if hedge["over"] else Modifier.NEARLY
        start = match.start() if hedge is None else hedge.start()
        change = Change.FALL if value < 1 else Change.RISE
        yield Quantity(
            text[start : match.end()], start, match.end(), value, None, None, modifier, "times", None, change
        )


def _shares(text: str) -> Iterator[Quantity]:
    for match in _EVERY.finditer(text):
        share = 100 / _ORDINALS[match["nth"].lower()]
        yield Quantity(match.group(), *match.span(), share, None, None, None, "%", match["of"].lower())
    for match in _PART.finditer(text):
        low, high = (50, 100) if match["most"] else (0, 50)
        yield Quantity(
            match.group(), *match.span(), None, low, high, Modifier.BETWEEN, "%", match["of"].lower()
        )


def _single_units(text: str) -> Iterator[Quantity]:
    hedges = {
        "about": Modifier.ABOUT, "over": Modifier.MORE_THAN, "nearly": Modifier.NEARLY, "less": Modifier.LESS_THAN
    }  # fmt: skip
    for match in _ONE_UNIT.finditer(text):
        modifier = next(hedges[group] for group in hedges if match[group])
        unit = match["unit"].lower()
        yield Quantity(match.group(), *match.span(), 1, None, None, modifier, _LENGTHS.get(unit, unit), None)


def _is_said(statement: str, time: TimeReference) -> bool:
    """Whether the time is the claim's: its words are there, or its year where the statement resolved them."""
    years = {str(day.year) for day in (time.from_, time.to) if day is not None}
    return time.text in statement or any(year in statement for year in years)
