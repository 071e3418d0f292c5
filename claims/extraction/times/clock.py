"""Times of day."""

from __future__ import annotations

import re

from claims.extraction.lexicon import words
from claims.extraction.numbers import number_of_words
from claims.extraction.times.rules import Context, rule
from claims.extraction.times.values import Timex
from claims.extraction.types import TimeType

_ZONES = (
    r"(?:GMT|UTC|BST|CEST|CET|EET|MSK|IST|JST|EDT|EST|ET|CDT|CST|CT|MDT|MST|PDT|PST|PT|local time|"
    r"(?:Eastern|Central|Pacific)(?: (?:Standard |Daylight )?time)?)\b"
)
_ZONE = rf"(?:\({_ZONES}\)|{_ZONES})"
_BEFORE_CLOCK = words("at by until till around about from before after since to between and past")
_HOUR_WORDS = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_PM = words("p afternoon evening night")
# What may follow a time that is written like a decimal; any other word is what the decimal counts.
_AFTER_CLOCK = words(
    """
    on in the this last next yesterday today tomorrow and or to until till when while before after but as for with at
    from by where who which that local sharp each every most
    a an is was were are had has have he she it they we there his her its their
    """
)
# "rose to 9.40 on Monday": the size of a change, or what something came to.
_MOVED = re.compile(
    r"\b(?:rais(?:e|es|ed|ing)|r[io]ses?|risen|rising|fall(?:s|en|ing)?|fell|cut(?:s|ting)?|lower(?:s|ed|ing)?|gr[eo]wn?|"
    r"grows|increas(?:e|es|ed|ing)|decreas(?:e|es|ed|ing)|climb(?:s|ed|ing)?|drop(?:s|ped|ping)?|gain(?:s|ed|ing)?|"
    r"los(?:t|es|ing)|slip(?:s|ped|ping)?|jump(?:s|ed|ing)?|declin(?:e|es|ed|ing)|edged|eased|strengthened|weakened|"
    r"slid|dipped|hiked?|trimmed|reduced|up|down)\s(?:[\w’'%.-]+\s){0,5}\Z",
    re.IGNORECASE,
)
_BEFORE_SIZE = words("by to from about around and between past")
_REACH = 60  # characters in which the verb of a change is looked for


def _clock(match: re.Match[str], context: Context) -> Timex | None:
    groups = match.groupdict()
    hour, minute = int(match["hour"]), match["minute"]
    half = (groups.get("half") or groups.get("in_the") or "").lower()
    if hour > 24 or (minute and int(minute) > 59) or (half and not 1 <= hour <= 12 and not minute):
        return None
    if not half and not match["zone"] and context.word_before(match).lower() not in _BEFORE_CLOCK:
        return None
    if not half and not match["zone"] and _is_decimal(match, context):
        return None
    if half in _PM and hour < 12:
        hour += 12
    elif half == "a" and hour == 12:
        hour = 0
    return _at(context, f"T{hour:02d}:{minute or '00'}")


def _is_decimal(match: re.Match[str], context: Context) -> bool:
    """ "by 0.25 points", "to 4.25 on Monday"; "by 9.30 on Monday" is a time of day."""
    if not match["minute"] or match.group()[len(match["hour"])] != ".":
        return False
    after = context.word_after(match)
    if match["hour"] == "0" or (after.islower() and after not in _AFTER_CLOCK):
        return True
    if context.word_before(match).lower() not in _BEFORE_SIZE:
        return False
    return _MOVED.search(context.text, max(context.start, match.start() - _REACH), match.start()) is not None


def _four_digits(match: re.Match[str], context: Context) -> Timex | None:
    """ "1430 GMT"."""
    hour, minute = int(match["hour"]), match["minute"]
    return _at(context, f"T{hour:02d}:{minute}") if hour < 24 and int(minute) < 60 else None


def _oclock(match: re.Match[str], context: Context) -> Timex | None:
    words_of = match["hour"]
    hour = int(words_of) if words_of.isdigit() else number_of_words(words_of) or 0
    if hour > 24:
        return None
    if (match["in_the"] or "").lower() in _PM and hour < 12:
        hour += 12
    return _at(context, f"T{hour:02d}:00")


def _in_the(match: re.Match[str], context: Context) -> Timex | None:
    """ "at seven in the evening", but not "two in the morning session"."""
    return _oclock(match, context) if context.word_before(match).lower() in _BEFORE_CLOCK else None


def _noon(match: re.Match[str], context: Context) -> Timex:
    return _at(context, "T12:00" if match["noon"].lower() in ("noon", "midday") else "T24:00")


def _twilight(match: re.Match[str], context: Context) -> Timex | None:
    """ "before dawn"."""
    if context.word_before(match).lower() not in _BEFORE_CLOCK:
        return None
    day = "XXXX-XX-XX" if context.day is None else context.day.isoformat()
    part = "MO" if match.group().lower() in ("dawn", "daybreak") else "EV"
    return Timex(TimeType.TIME, f"{day}T{part}")


def _at(context: Context, time: str) -> Timex:
    day = "XXXX-XX-XX" if context.day is None else context.day.isoformat()
    return Timex(TimeType.TIME, f"{day}{time}")


_IN_THE = r"(?: (?:in the|at) (?P<in_the>morning|afternoon|evening|night))?"
RULES = (
    rule("DIGIT",
         rf"(?P<hour>\d{{1,2}})(?:[:.](?P<minute>\d\d))? ?(?P<half>[ap])(?:\. ?m\b\.?|m)(?: (?P<zone>{_ZONE}))?",
         _clock),
    rule("DIGIT",
         rf"(?P<hour>\d{{1,2}})[:.](?P<minute>\d\d)(?::\d\d)?(?: ?hours| ?h)?{_IN_THE}(?: (?P<zone>{_ZONE}))?", _clock),
    rule("DIGIT",
         rf"(?P<hour>\d\d)(?P<minute>\d\d) ?(?:{_ZONE}|hours(?= (?:on|local|GMT)))", _four_digits),
    rule("NUMBER",
         rf"(?P<hour>\d{{1,2}}|{_HOUR_WORDS}) o[’']clock{_IN_THE}", _oclock),
    rule("NUMBER",
         rf"(?P<hour>\d{{1,2}}|{_HOUR_WORDS}) (?:in the|at) (?P<in_the>morning|afternoon|evening|night)", _in_the),
    rule("DIGIT noon midday midnight",
         r"(?:12 )?(?P<noon>noon|midday|midnight)", _noon),
    rule("dawn daybreak dusk sunset",
         r"dawn|daybreak|dusk|sunset", _twilight),
)  # fmt: skip
