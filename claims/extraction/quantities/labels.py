"""Digits that are no quantities: parts of names, numbers of pages and rooms, items of a list."""

from __future__ import annotations

import re

from claims.extraction.lexicon import words
from claims.extraction.quantities.before import last_word
from claims.extraction.quantities.clock import is_clock, is_time
from claims.extraction.quantities.reading import Reading
from claims.extraction.quantities.units import Sort

# Before a numeral these make it a label, whatever follows: "Boeing 737 jets", "page 12".
_NAMED_BY_NUMBER = words(
    """
    iPhone iPhones iPad iPads iOS Android Windows Galaxy Pixel Note Surface Xbox PlayStation PS Boeing Airbus Embraer
    Falcon Apollo Soyuz Model Type FTSE Nikkei Dow CAC DAX Stoxx STOXX Russell Nasdaq ASX Fortune Formula Channel
    Article Section Chapter Clause Title Area Flight Route Highway Interstate Euro Expo UEFA Covid Level Grade Category
    Stage Pier Gate Terminal Platform Proposition Prop Bill Resolution Rule Radio BBC Studio Camp Station Schedule Annex
    Protocol Vision Agenda Goal Schengen Big Mark Psalm Psalms Genesis Romans Corinthians Room Catch Ferrari Porsche
    Audi BMW Fiat Peugeot Mazda GeForce GTX RTX Radeon Ryzen Core Snapdragon USB Bluetooth HDMI WiFi HTML CSS Python Lot
    Pac
    """
)
_NAME_BY_NUMBER = re.compile(
    r"\b(?:S&P|Wi-Fi|Ocean['’]s|Group\sof|Super\sBowl|Big\sPharma|Big\sTen|World\sWar)\s\Z"
)
_ENDS_OF_NAMES = words("P Fi s of Bowl Pharma Ten War")
# These make a label of what has no unit.
_LABELLED = words(
    """
    no nos number numbers page pages pp chapter chapters section sections article articles clause paragraph paragraphs
    flight room channel route highway phase step tier resolution covid version formula gate platform seeded item episode
    lap pole ward district figure terminal schedule exhibit appendix volume verse platoon junction apartment apt suite
    amendment category catch jersey
    """
)
_LABELLED_PHRASE = re.compile(r"\b(?:sars-cov|world\swar)\.?\s\Z", re.IGNORECASE)
_LABELLED_SIGN = re.compile(r"(?:[#@/:_]|\d\s?/\s)\Z")
# And these, of what counts nothing either: "in week 5", but "last week 5 people".
_LABELLED_ALONE = words(
    """
    week day game year line level levels series issue group part area class act plan division turn season seasons round
    building question unit ranked rank ranks size table lot row rule model type block box stage grade grades hole seat
    seed exit zone pier title count studio slide cell bus hall court camp reactor mile top
    """
)
_CAPITALISED = re.compile(r"(?<![\w’'])(?:[A-Z][\w’'&-]{0,30}|[a-z]{1,2}[A-Z]\w{1,20})\s\Z")
# Capitalised for the start of a sentence, or no part of a name that has a number.
_NO_NAME = words(
    """
    a about above after all almost also although among an and another approximately around as at because been before
    being below besides between beyond both but by contrary despite down due during each either every exactly few
    for former from further given had has have he her here his how however i if in including inside instead into is
    it its just last latest less like many more most my nearly neither next no nor not of on only or other our out
    over past per plus precisely previously roughly she since so some still such than that the their them then there
    these they this those though through throughout till to today under unless until up upon was we were what when
    where whether which while who whose will with within without yet you your january february march april may june
    july august september october november december monday tuesday wednesday thursday friday saturday sunday police
    officials sales shares profit profits revenue revenues net gross total minus plus earlier meanwhile according
    nobody
    """
)
_AFTER_GLUED = re.compile(r"[.:]\d|x\d|/\d|\([a-z0-9]{1,2}\)|-[A-Z]|['’]?s\b|[A-Za-z_#@°]|,\d")
_FORMATS = frozenset({"4K", "8K", "3M"})
_RESOLUTION = re.compile(r"(?:480|720|1080|1440|2160)[pi]\b")
_LIST_ITEM = re.compile(r"[.)](?:\s|$)")
_STREET = re.compile(
    r"(?:\s[A-Z][\w’'-]{1,20}){1,3}\s(?:Street|St|Avenue|Ave|Road|Rd|Lane|Drive|Boulevard|Blvd|Square|Terrace|Court|Way)\b"
)
# "the 911 Turbo"
_NAMED_AFTER = re.compile(r"\s[A-Z][a-z]{2,20}\b(?!['’]s?\b)")
_ARTICLES = words("the a an")
# "the Zephyr 6 comes with …": what it seems to count is a verb.
_VERBS = words(
    """
    boasts brings charges comes costs delivers features fits gets goes has includes is joins lacks launches looks makes
    measures needs offers packs replaces runs seats sells ships starts supports takes uses was weighs
    """
)
_LETTER_BEFORE = re.compile(r"[A-Za-z]['’]?-?\Z|[A-Z0-9.]-\Z|(?<=\d)x\Z")
_PREFIX_BEFORE = re.compile(r"(?:^|[\s(“\"'‘])[a-z]{2,6}-\Z")
# "2-to-1", "7-for-12", "a magnitude-5.8 earthquake".
_LINKED_BEFORE = re.compile(r"(?:\d-(?:to|for|and|of)|magnitude)-\Z", re.IGNORECASE)


def is_label(reading: Reading) -> bool:
    """Whether the numeral, which is in digits, names or numbers something."""
    text, numeral, before, unit = reading.text, reading.numeral, reading.before(), reading.unit
    written = text[numeral.start : numeral.end]
    if (
        written in _FORMATS
        or (
            text[numeral.end : numeral.end + 1] in ("p", "i")
            and _RESOLUTION.match(text, numeral.start, reading.end)
        )
        or is_glued(reading)
        or is_time(reading)
    ):
        return True
    if _is_named_by_number(reading) and (unit is None or unit.sort is not Sort.SHARE):
        return True
    if unit is not None:
        return False
    if _AFTER_GLUED.match(text, numeral.end, reading.end) or _is_labelled(reading):
        return True
    name = _CAPITALISED.search(before)
    named = name is not None and name.group().strip().lower() not in _NO_NAME and written.isdigit()
    if reading.counted is not None:
        return named and reading.hedge is None and reading.counted.phrase in _VERBS
    if is_clock(reading) or _is_list_item(reading) or _STREET.match(text, numeral.end, reading.end):
        return True
    if reading.hedge is not None:
        return False
    if reading.word.lower() in _ARTICLES and _NAMED_AFTER.match(text, numeral.end, reading.end):
        return True
    return named or _is_labelled_alone(reading)


def is_glued(reading: Reading) -> bool:
    """Whether the numeral hangs on a word before it: "F-16", "mum-of-one", but not "2-to-1"."""
    before = reading.before()
    if before[-1:].isspace() or not _LETTER_BEFORE.search(before) or _LINKED_BEFORE.search(before):
        return False
    return reading.unit is None or not _PREFIX_BEFORE.search(before)


def is_numbered(reading: Reading) -> bool:
    """Whether it is the number of what stands before it: "page 5"; "week 5", but not "last week 5 people"."""
    return _is_labelled(reading) or _is_labelled_alone(reading)


def _is_named_by_number(reading: Reading) -> bool:
    if reading.word in _ENDS_OF_NAMES and _NAME_BY_NUMBER.search(reading.before()):
        return True
    return reading.word in _NAMED_BY_NUMBER


def _is_labelled_alone(reading: Reading) -> bool:
    return reading.word.lower() in _LABELLED_ALONE and reading.alone


def _is_labelled(reading: Reading) -> bool:
    before, word = reading.before(), reading.word.lower()
    if not word and before[-2:-1] == "." and before[-1].isspace():  # "no. 5"
        word = last_word(before[:-2]).lower()
    if word in ("cov", "war"):
        return _LABELLED_PHRASE.search(before) is not None
    return word in _LABELLED or _LABELLED_SIGN.search(before) is not None


def _is_list_item(reading: Reading) -> bool:
    """ "1." at the beginning of a sentence."""
    first = not reading.text[reading.sentence.start : reading.begin].strip()
    return first and _LIST_ITEM.match(reading.text, reading.numeral.end, reading.end) is not None
