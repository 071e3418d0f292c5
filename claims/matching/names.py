"""Names: which of two statements stand for the same person, place or body."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from claims.extraction import Entity, EntityType
from claims.extraction.lexicon import PLACES, ROLES, TITLES

_TOKEN = re.compile(r"[^\W_]+(?:[.'’&-][^\W_]+)*\.?")
_JOINERS = frozenset(["of", "the", "for", "and", "de", "la", "van", "von"])
_FORMS = frozenset(
    ["corporation", "corp", "inc", "ltd", "plc", "llc", "company", "co", "group", "party", "government"]
)
# What a name is also called: the short forms and the people of a country.
_ALSO = {
    other: name
    for name, others in {
        "united states": "us|u.s|usa|u.s.a|america|american|americans|united states of america",
        "united kingdom": "uk|u.k|britain|british|great britain|britons|briton",
        "european union": "eu|e.u|the bloc",
        "united nations": "un|u.n",
        "netherlands": "dutch|holland",
        "switzerland": "swiss",
        "spain": "spanish|spaniards",
        "france": "french",
        "poland": "polish|poles",
        "denmark": "danish|danes",
        "sweden": "swedish|swedes",
        "finland": "finnish|finns",
        "turkey": "turkish|turks|türkiye",
        "greece": "greek|greeks",
        "portugal": "portuguese",
        "norway": "norwegian|norwegians",
        "belgium": "belgian|belgians",
        "china": "chinese",
        "japan": "japanese",
        "ireland": "irish",
        "scotland": "scottish|scots",
        "wales": "welsh",
        "england": "english",
        "thailand": "thai",
        "philippines": "filipino|philippine",
        "ukraine": "ukrainian|ukrainians",
        "germany": "german|germans",
        "hungary": "hungarian|hungarians",
        "canada": "canadian|canadians",
        "brazil": "brazilian|brazilians",
        "mexico": "mexican|mexicans",
        "argentina": "argentine|argentinian",
        "peru": "peruvian",
        "lebanon": "lebanese",
        "vietnam": "vietnamese",
        "taiwan": "taiwanese",
        "serbia": "serb|serbs",
        "kyiv": "kiev",
    }.items()
    for other in others.split("|")
}
_DEMONYM = ("n", "an", "ian", "ean", "ese", "ish", "i", "ic", "er", "ns", "ans", "ians", "is", "s")
_PLACES = [place.lower() for place in PLACES]
_SHORTEST_STEM = 4  # letters that "Torvian" and "Torvia" share
_LONGEST_ACRONYM = 6
_LONGEST_NAME = 6  # words


@dataclass(frozen=True, slots=True)
class Name:
    """A name as written, and its tokens in lower case without titles and roles."""

    text: str
    type: EntityType
    tokens: tuple[str, ...]

    def is_same(self, other: Name) -> bool:
        """Whether one stands for the other: a surname, an abbreviation, a country's people."""
        one, two = self.tokens, other.tokens
        if one == two or "".join(one) == "".join(two) or _is_demonym(" ".join(one), " ".join(two)):
            return True
        short, long = (one, two) if len(one) <= len(two) else (two, one)
        if len(short) < len(long) and set(short) <= set(long):
            return True
        return _is_acronym(short, long)

    def may_stand_beside(self, other: Name) -> bool:
        """Whether they are of one kind, so that one is in the place of the other."""
        return self.type is other.type or EntityType.OTHER in (self.type, other.type)


def name_of(entity: Entity) -> Name | None:
    """The entity as a name; None where nothing of it is one."""
    tokens = [token.lower().rstrip(".") for token in _TOKEN.findall(entity.text)]
    tokens = [token.removesuffix("'s").removesuffix("’s") for token in tokens]
    kept = [token for token in tokens if token not in TITLES and token not in _JOINERS]
    plain = [token for token in kept if token not in ROLES and token not in _FORMS] or kept
    joined = " ".join(plain)
    joined = _ALSO.get(joined, joined)
    if not joined or len(plain) > _LONGEST_NAME:  # a headline in capitals is no name
        return None
    return Name(entity.text, entity.type, tuple(joined.split()))


def are_one(word: str, other: str) -> bool:
    """Whether two capitalised words name the same country, or its people: "Italian" and "Italy's"."""
    one, two = (name_of(Entity(each, 0, len(each), EntityType.OTHER)) for each in (word, other))
    return one is not None and two is not None and one.is_same(two)


@lru_cache(maxsize=4096)
def _names_a_country(word: str) -> bool:
    return word in _ALSO or any(word == place or _is_demonym(word, place) for place in _PLACES)


def opening_name(statement: str) -> Name | None:
    """The country or people that the statement opens with, where its capital alone tells no name."""
    found = _TOKEN.match(statement)
    if found is None or not found.group()[0].isupper():
        return None
    word = found.group().lower().removesuffix("'s").removesuffix("’s")
    if not _names_a_country(word):
        return None
    return name_of(Entity(found.group(), 0, found.end(), EntityType.PLACE))


def _is_demonym(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    if len(short) < _SHORTEST_STEM:
        return False
    for base in (short, short.rstrip("aeiouy")):
        if len(base) >= _SHORTEST_STEM and long.startswith(base) and long[len(base) :] in (*_DEMONYM, ""):
            return True
    return False


def _is_acronym(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    if len(short) != 1 or len(long) < 2 or not 2 <= len(short[0]) <= _LONGEST_ACRONYM:
        return False
    return short[0].replace(".", "") == "".join(token[0] for token in long)
