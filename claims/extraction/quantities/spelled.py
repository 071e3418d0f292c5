"""Number words that are no quantities: ordinals, parts of names, "one" as a pronoun."""

from __future__ import annotations

import re

from claims.extraction.lexicon import words
from claims.extraction.quantities.clock import is_clock
from claims.extraction.quantities.labels import is_glued, is_numbered
from claims.extraction.quantities.reading import Reading

_ORDINAL_AFTER = re.compile(
    r"(?:st|nd|rd|th)\b|[\s-](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)s?\b"
)
# After these "one" stands for something said before.
_PRONOUN_BEFORE = re.compile(
    r"\b(?:no|any|every|each|some|this|that|which|the|number|only|another|such|last|next|first|good|bad|better|new|old|"
    r"big|right|wrong|former|latter|previous|other|loved|little|great|day|and|as|like|by|another|on|not)\s$",
    re.IGNORECASE,
)
_PRONOUN_AFTER = re.compile(
    r"\s(?:of|by|another|to|in|at|day|days|way|ways|thing|time|times|side|hand|point|example|reason|more|such|who|that|"
    r"is|was|has|had|can|could|should|would|may|might|must|will|else|with|for|and|or|area|place|case|sense|step|on|"
    r"from|when|where|if|whose|which|but|after|does|did|direction|another|morning|night|evening|afternoon|word|"
    r"last|final|big|key|end|solution|option|final|answer|major|notable|simple|clear|particular|possible|certain|obvious)\b"
    r"|['’]s\b|-(?:off|way|on|sided|to|time|stop|man|up|party|size|upmanship|liner|star)\b",
    re.IGNORECASE,
)
_TWO_AFTER = re.compile(
    r"-(?:way|point(?=\s(?:range|line|shots?|shooting|arc|attempts?|turn)\b)|faced|tone|fold|ply|tier|sided|step|faceted|pronged|dimensional|dimensionally|legged|wheel|wheeled|"
    r"wheeler|wheelers|some|cornered|factor|most|star)\b",
    re.IGNORECASE,
)
_ZERO = re.compile(r"\b(?:net|ground|absolute|patient|sub|day|year|hour)[\s-]$", re.IGNORECASE)
_ZERO_AFTER = re.compile(r"[\s-](?:hours?|tolerance|sum|gravity|day)\b", re.IGNORECASE)
_LIGHT = words(
    "a an the and or but nor as at by for from in into of off on onto out over per to up via with after is"
)
_DETERMINED = re.compile(r"\b(?:this|that|any|every|no)\s$", re.IGNORECASE)
_ONLY = re.compile(r"\b(?:just|only)\s$", re.IGNORECASE)
_COUNTED_ALL_THE_SAME = ("and ", "by ", "only ", "on ")
_STARTS = "\"“'‘(–—-:.!?…"


def is_spelled_quantity(reading: Reading) -> bool:
    """Whether a numeral in words expresses a quantity."""
    text, numeral, before, unit = reading.text, reading.numeral, reading.before(), reading.unit
    end, hyphenated = numeral.end, text.startswith("-", numeral.end)
    if _ORDINAL_AFTER.match(text, end, reading.end) and (unit is None or hyphenated):
        return False
    if unit is None and (
        _is_name(reading) or is_numbered(reading) or _TWO_AFTER.match(text, end, reading.end)
    ):
        return False
    if is_clock(reading) or is_glued(reading) or (hyphenated and reading.alone):
        return False
    if numeral.value == 0:
        return not _ZERO.search(before) and not _ZERO_AFTER.match(text, end, reading.end)
    return text[numeral.start : end].lower() != "one" or _is_one(reading)


def _is_one(reading: Reading) -> bool:
    """Whether "one" is a number: "one man", "one per cent", but not "one of them", "no one", "that one"."""
    text, end, before = reading.text, reading.numeral.end, reading.before()
    if reading.unit is not None and reading.unit.name != "day":
        return not _DETERMINED.search(before)
    if text.startswith(" of ", end):
        return _ONLY.search(before) is not None
    if _PRONOUN_AFTER.match(text, end, reading.end) and not text.startswith("-day", end):
        return False
    known = reading.counted is not None
    if reading.hedge is None and _PRONOUN_BEFORE.search(before):
        return known and before.lower().endswith(_COUNTED_ALL_THE_SAME)
    return known or reading.unit is not None


def _is_name(reading: Reading) -> bool:
    """Whether a capital inside a sentence makes it a name: "Group of Seven", "the Big Four"."""
    written, before = reading.text[reading.numeral.start : reading.numeral.end], reading.before().rstrip()
    if not written[0].isupper() or written.isupper() or not before or before[-1] in _STARTS:
        return False
    return not _is_headline(reading.text[reading.sentence.start : reading.sentence.start + 200])


def _is_headline(sentence: str) -> bool:
    """Whether every word of weight begins with a capital."""
    heavy = [word for word in sentence.split() if word[0].isalpha() and word not in _LIGHT]
    return len(heavy) > 2 and all(word[0].isupper() for word in heavy)
