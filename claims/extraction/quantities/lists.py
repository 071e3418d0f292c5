"""Figures of one sentence beside each other: in a list or a comparison they share a unit, a multiplier, a change."""

from __future__ import annotations

import re
from dataclasses import replace

from claims.extraction.lexicon import words
from claims.extraction.quantities.numerals import Form, Numeral, scaled
from claims.extraction.quantities.reading import Sentence
from claims.extraction.types import Quantity

_JOINS = re.compile(
    r"\s*(?:,|,?\s(?:and|or|to|versus|vs\.?|against)|/|,?\sor|,?\sand)\s*(?:the\s|then\s|from\s|between\s)?",
    re.IGNORECASE,
)
_OUT_OF = re.compile(
    r"\s(?:out\s)?of\s(?:(?!(?:and|or|them|whom|which)\s)[\w’'-]{1,20}\s){0,4}", re.IGNORECASE
)
# "12,345 cases, compared with 10,200": the second figure is one of the same.
_SAME = re.compile(
    r"(?P<noun>\s[\w-]{2,20})?,?\s(?:to|or|versus|against|compared\s(?:with|to)|(?:up|down)(?:\s\w{3,15})?\sfrom|and\sfrom|from|plus|"
    r"(?:more|less|fewer|higher|lower)\sthan)\s(?:just\s|only\s)?(?:(?:an?|the|its)\s(?:[\w-]{2,20}\s){1,2}of\s)?",
    re.IGNORECASE,
)
# "opened 46 shops and shut 12."
_ALIKE = re.compile(r"(?P<noun>(?:\s[\w-]{2,20}){1,2}),?\s(?:and|but)\s(?P<verb>[a-z]{3,12})\s")
_ALIKE_VERBS = words(
    "lost won drew shut closed opened sold bought built missed drew saved scored conceded added hired fired dismissed "
    "injured wounded killed arrested rescued released freed lifted gained shed"
)
_COMPARED = re.compile(
    r",?\s(?:compared\s(?:with|to)|(?:up|down)\sfrom|versus)\s(?:just\s|only\s)?$", re.IGNORECASE
)
_CLAUSE_ENDS = re.compile(r"\s?[,.;:!?)”\"–—]?(?:\s|$)")
_AMONG = re.compile(r"\s(?:of\s(?:whom|which|them))\b", re.IGNORECASE)
# "up 1.2 per cent, or 340 points": both are the rise.
_ALSO = re.compile(r"(?:,|\s\(|,?\s(?:or|and))\s?(?:or\s|and\s)?", re.IGNORECASE)
_GREATEST_SHARE = 1000  # per cent
_CHANGING = {"%", "point", "percentage point", "basis point"}


def join(text: str, found: list[Quantity], numerals: list[Numeral]) -> None:
    """Give a figure without a unit that of the next one in its list: "four, five and six per cent"."""
    for index in range(len(found) - 2, -1, -1):
        one, other = found[index], found[index + 1]
        between = text[one.end : other.start]
        if len(between) > 24:
            continue
        joined = _JOINS.fullmatch(between)
        if joined and one.value is not None and one.unit is None:
            one = replace(one, value=scaled(numerals[index], numerals[index + 1]).value)
        shared = numerals[index + 1].form in (Form.DIGITS, Form.WORDS) and not _is_level(one, other)
        if one.unit is None and other.unit and shared and (joined or _OUT_OF.fullmatch(between)):
            one = replace(one, unit=other.unit, of=other.of)
        found[index] = one
    for index in range(1, len(found)):
        before, one = found[index - 1], found[index]
        between = text[before.end : one.start]
        if one.unit is None and before.unit and len(between) < 100 and _is_same(text, before, one, between):
            one = found[index] = replace(one, unit=before.unit, of=before.of)
        if _is_another_change(text, before, one):
            one = found[index] = replace(one, unit="%")
        unchanged = before.change is not None and one.change is None and one.unit in _CHANGING | {before.unit}
        if unchanged and _ALSO.fullmatch(text, before.end, one.start):
            found[index] = replace(one, change=before.change)


def _is_level(one: Quantity, other: Quantity) -> bool:
    """ "fell to 4,200, 3.4 per cent down": no share is as great as that."""
    return other.unit == "%" and one.value is not None and one.value > _GREATEST_SHARE


def _is_another_change(text: str, before: Quantity, one: Quantity) -> bool:
    """ "prices rose by 22 per cent, while wages rose by 9": per cent as well."""
    if before.unit != "%" or before.change is None or one.change is None or one.unit is not None:
        return False
    return one.value is not None and one.value < 100 and _CLAUSE_ENDS.match(text, one.end) is not None


def _is_same(text: str, before: Quantity, one: Quantity, between: str) -> bool:
    """Whether a figure without a unit is one of what the figure before it counts."""
    plain = (before.of or "").endswith(before.unit or "")
    if plain and (_AMONG.match(text, one.end, one.end + 10) or _COMPARED.search(between)):
        return True
    alike = _ALIKE.fullmatch(between)
    if plain and alike and alike["verb"] in _ALIKE_VERBS and alike["noun"].strip() == before.of:
        return _CLAUSE_ENDS.match(text, one.end) is not None
    match = _SAME.fullmatch(between)
    if match is None or (before.change is not None and between.strip(" ,").startswith("to")):
        return False
    return match["noun"] is None or match["noun"].strip() == before.unit


def in_per_cent(sentence: Sentence, found: list[Quantity]) -> list[Quantity]:
    """Points beside a share are percentage points, as in "up 3 points to 7 per cent"; those of an index are not."""
    units = {each.unit for each in found}
    if "%" not in units or "point" not in units or sentence.market:
        return found
    return [replace(each, unit="percentage point") if each.unit == "point" else each for each in found]
