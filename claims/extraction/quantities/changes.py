"""Whether a figure is the size of a rise or of a fall."""

from __future__ import annotations

import re

from claims.extraction.types import Change

_RISES = (
    r"ris(?:e|es|en|ing)|rose|grow(?:s|n|ing)?|grew|growth|gain(?:s|ed|ing)?|jump(?:s|ed|ing)?|climb(?:s|ed|ing)?|"
    r"surg(?:e|es|ed|ing)|soar(?:s|ed|ing)?|increas(?:e|es|ed|ing)|advanc(?:e|es|ed|ing)|add(?:s|ed|ing)?|up|"
    r"ralli(?:es|ed)|rally|rallying|rais(?:e|es|ed|ing)|lift(?:s|ed|ing)?|boost(?:s|ed|ing)?|hik(?:e|es|ed|ing)|"
    r"leap(?:s|t|ed|ing)?|spik(?:e|es|ed|ing)|rocket(?:s|ed|ing)?|swell(?:s|ed|ing)?|expand(?:s|ed|ing)?|"
    r"rebound(?:s|ed|ing)?|recover(?:s|ed|ing)?|appreciat(?:e|es|ed|ing)|inched\sup|ticked\sup|edged\sup|upturn|uptick|"
    r"higher|strengthen(?:s|ed|ing)?|put\son|accelerat(?:e|es|ed|ing)"
)
_FALLS = (
    r"fall(?:s|en|ing)?|fell|drop(?:s|ped|ping)?|declin(?:e|es|ed|ing)|decreas(?:e|es|ed|ing)|slip(?:s|ped|ping)?|"
    r"slid(?:e|es|ing)?|los(?:e|es|t|ing)|shed(?:s|ding)?|tumbl(?:e|es|ed|ing)|plung(?:e|es|ed|ing)|sank|sink(?:s|ing)?|"
    r"sunk|down|dip(?:s|ped|ping)?|eas(?:e|es|ed|ing)|retreat(?:s|ed|ing)?|slump(?:s|ed|ing)?|"
    r"plummet(?:s|ed|ing)?|reduc(?:e|es|ed|ing|tion)|shr(?:ink|inks|ank|unk|inking)|cut(?:s|ting)?|lower(?:s|ed|ing)?|"
    r"contract(?:s|ed|ing|ion)|crash(?:es|ed|ing)?|weaken(?:s|ed|ing)?|depreciat(?:e|es|ed|ing)|slash(?:es|ed|ing)?|"
    r"trim(?:s|med|ming)?|downturn|tick(?:ed|s)\sdown|edged\sdown|slow(?:s|ed|ing)?|dwindl(?:e|es|ed|ing)"
)
_LINK = (
    r"(?:\s(?:by|of|an?|another|further|additional|about|as|much|more|than|total|sharply|slightly|again|back|only|just|"
    r"record|whopping|staggering|modest|mere|roughly|\w{2,15}ly))"
)
# "rose by 3", and with an object "cut its main rate by 3".
_BEFORE = re.compile(
    rf"\b(?:(?P<rise>{_RISES})|(?P<fall>{_FALLS}))(?:(?:\s[\w’'-]{{1,20}}){{1,5}}\sby)?{_LINK}{{0,5}}\s$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"(?:\s(?!to\b|of\b|by\b|and\b|in\b|with\b|a\b|the\b)[a-z]{2,14})?\s"
    r"(?:(?P<rise>increase|rise|gain|jump|surge|growth|hike|climb|uptick|uplift|upswing|rally|leap|spike|higher|"
    r"(?:more|bigger|larger|greater)\sthan|up(?!\sto))"
    r"|(?P<fall>decrease|decline|fall|drop|cut|loss|reduction|dip|slump|plunge|slide|contraction|downturn|lower|"
    r"(?:less|fewer|smaller)\sthan|down(?!\sto)))s?\b",
    re.IGNORECASE,
)
_WINDOW = 60


def change_of(text: str, start: int, end: int, lowest: int, highest: int) -> Change | None:
    """The change that a figure at `[start, end)` measures, from the words beside it."""
    before = text[max(lowest, start - _WINDOW) : start]
    if before.endswith(("+", "+$")):
        return Change.RISE
    match = _BEFORE.search(before) or _AFTER.match(text, end, highest)
    if match is None:
        return None
    return Change.RISE if match["rise"] else Change.FALL
