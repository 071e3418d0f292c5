"""The nouns by which people and sources are taken up: "the minister", "the firm", "the mother of two"."""

from __future__ import annotations

import re

from claims.extraction.lexicon import words
from claims.extraction.names import OFFICE_NOUNS, Person

REACH = 4  # paragraphs back in which a pronoun finds its person
KNOWN = 50  # people of one role, and sources without a name, that a description can mean
REPORTS = words("study report survey research paper poll document documents analysis")
TAIL = re.compile(
    r"\s(?:of|by|at|for|in|from|with|on|to|about|who|which|that|close|familiar|briefed|involved|aware|seen|filed|released|published)\b"
)
PEOPLE = ("ologist", "person", "man", "woman")  # nouns for one person that has no list
KINDS = words(
    """
    member ally giant newspaper daily magazine broadcaster agency company firm group charity carrier airline
    bank lender maker manufacturer retailer operator watchdog regulator union club neighbour neighbor
    website think-tank consultancy pollster supermarket insurer utility start-up startup developer
    """
)
MEMBER = re.compile(
    rf"(?P<role>(?:[\w’'-]+ ){{0,4}}(?:{'|'.join(sorted(KINDS))}))"
    r" (?P<name>(?:[^\W\d_a-z][\w.&’'-]*)(?: (?:of|and|the|for|de|[^\W\d_a-z][\w.&’'-]*)){0,6})"
)
POSSESSIVES = ("its ", "his ", "her ", "their ", "our ")
NAME = re.compile(r"(?:[^\W\d_a-z][\w’'-]+\s(?:(?:van|von|de|der|al|bin)\s)?){1,2}[^\W\d_a-z][\w’'-]+")
NAMED = re.compile(r"[^\W\d_a-z][\w’'.-]*(?:\s[^\W\d_a-z][\w’'.-]*){0,4}")
OWNER = re.compile(r"[^\W\d_a-z][\w-]*(?: [^\W\d_a-z][\w-]*)?[’']s? [a-z]")
BASED = re.compile(r"[\w-]+-(?:based|owned|listed|run|backed|headquartered|led)")
# Under what other offices a description finds its person.
OFFICES = {
    "diplomat": words("minister secretary ambassador envoy"),
    "leader": words("president minister premier chancellor chairman head king"),
    "premier": words("minister premier"),
    "president": words("president"),
    "lawmaker": words("lawmaker senator representative deputy mp congressman congresswoman"),
    "legislator": words("senator representative deputy mp congressman congresswoman"),
    "politician": words("senator representative deputy mp minister councillor mayor"),
    "boss": words("boss executive chief ceo head director manager president chairman"),
    "chief": words("chief executive ceo head director commander"),
    "ceo": words("executive ceo"),
    "spokesperson": words("spokesperson spokesman spokeswoman"),
    "expert": words("professor researcher scientist analyst"),
    "academic": words("professor lecturer researcher"),
    "scientist": words("scientist professor researcher"),
    "doctor": words("doctor surgeon consultant neurologist"),
    "economist": words("economist"),
    "officer": words("officer inspector detective constable sergeant superintendent commander captain"),
    "detective": words("detective inspector"),
    "barrister": words("barrister prosecuting defending counsel"),
    "lawyer": words("lawyer barrister solicitor attorney counsel"),
    "prosecutor": words("prosecutor prosecuting"),
    "peer": words("peer"),
}
HELD = OFFICE_NOUNS | words("prosecuting defending")  # what a role tells of its holder
# What a title before the name tells of who bears it: "Dr Ann Lee" is "the doctor" later on.
TOLD_BY_TITLE = {
    "dr": ("doctor",),
    "prof": ("professor",),
    "professor": ("professor",),
    "cllr": ("councillor",),
    "sen": ("senator",),
    "rep": ("representative",),
    "gov": ("governor",),
    "gen": ("general",),
    "col": ("colonel",),
    "capt": ("captain",),
    "adm": ("admiral",),
    "judge": ("judge",),
    "insp": ("officer", "inspector"),
    "sgt": ("officer", "sergeant"),
    "supt": ("officer", "superintendent"),
    "det": ("detective", "officer"),
    "pc": ("officer", "constable"),
    "lord": ("peer",),
    "lady": ("peer",),
    "baroness": ("peer",),
    "baron": ("peer",),
}
SEVERAL = words(
    """
    people sources officials diplomats executives bankers analysts economists researchers scientists authors
    experts lawyers delegates aides residents witnesses neighbours neighbors insiders staff employees workers
    """
)
OF_WOMEN = words("mum mom mother widow grandmother gran actress")
OF_MEN = words("dad father widower grandfather grandad")
UNNAMED = words("source insider pal friend")
ANY_GROUP = words("group charity organisation organization")
ARTICLES = ("the same ", "this same ", "the ", "a ", "an ")
DEFINITE = ("the ", "this ", "that ")
SINGULAR_SOURCES = words(
    """
    official spokesman spokeswoman spokesperson minister president premier chancellor mayor governor senator
    leader secretary director chairman chairwoman judge prosecutor lawyer attorney analyst economist expert
    researcher scientist professor doctor commissioner commander general ambassador envoy diplomat source
    witness aide adviser advisor officer executive teacher farmer author editor head chief coach candidate
    campaigner barrister peer councillor detective pathologist
    """
)


def fits(person: Person, head: str, epithet: str | None) -> bool:
    """Whether the sex that the description tells could be the person's."""
    said = (epithet or head).split("-")[0]
    if said in OF_WOMEN or said in OF_MEN:
        return person.woman in (None, said in OF_WOMEN)
    return True


def is_one(noun: str) -> bool:
    """Whether the noun is of one person: "official", "pilot", "epidemiologist"."""
    return noun in SINGULAR_SOURCES or noun in OFFICE_NOUNS or noun.endswith(PEOPLE)


def head_of(name: str) -> str:
    """The noun that a description turns on: "evaluation" of "an independent evaluation by the university"."""
    core = TAIL.split(name, maxsplit=1)[0].split()
    return core[-1].lower() if core else ""


def without_article(phrase: str) -> str:
    """The phrase on one line, without "the" or "a"."""
    name = " ".join(phrase.split())
    for article in ARTICLES:
        if name.lower().startswith(article):
            return name[len(article) :]
    return name
