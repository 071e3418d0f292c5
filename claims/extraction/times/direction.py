"""Whether a sentence looks ahead or back at the time that it names."""

from __future__ import annotations

import re

from claims.extraction.lexicon import words
from claims.extraction.numbers import TENS, UNITS

_REACH_BEFORE, _REACH_AFTER = 160, 80  # characters in which the verb beside a time is looked for
_WORD = re.compile(r"['’]?[A-Za-z]+|\d+")  # "to 31 on Monday": the figure keeps "to" and "on" apart

_FUTURE = words(
    "will 'll ’ll would shall expected scheduled due planned plans planning hopes aims wants next upcoming "
    "forthcoming forecast tomorrow ahead intends expects must should could may might deadline"
)
# A timetable speaks in the present: "the vote takes place on 3 March".
_TIMETABLE = words(
    "takes begins starts opens ends closes meets goes runs comes expires arrives returns leaves launches "
    "begin meet expire faces kicks hosts resumes"
)
_PAST = words(
    "said says told was were had has have did came went met took made gave began fell rose won lost saw held sent left "
    "led hit put struck broke became found spoke wrote kept stood sat ran grew died shot sold bought cut got drew flew "
    "since ago yesterday beat threw paid wore built"
)
# After "to", what is no verb: "taken to hospital on Sunday".
_NO_VERB_AFTER_TO = (
    frozenset(UNITS)
    | frozenset(TENS)
    | words(
        """
    the a an his her its their our my this that these those all some about more most many several each every both
    another him them me us you it whom which what date
    hospital court prison jail parliament congress police power work school church office death life home town market
    war peace justice people midnight noon today tomorrow yesterday now safety ground earth land sea shore custody
    exile public media state government evidence near nearly around over under up down within zero below above
    record second third first last next early late mid nil none
    """
    )
)
# All other words, but for past forms in -ed, point nowhere.
_POINTING = _FUTURE | _TIMETABLE | _PAST | words("to could set is are")
_BEFORE_INFINITIVE = words("be to will would shall could can may might must should 'll ’ll")
_NOT_AFTER = _TIMETABLE | words("to is are")  # these point only at a time that follows them
# "failed to meet on Monday" looks back.
_BACK = words("failed managed tried had forced came used went began started continued refused allowed able")


def looks_ahead(text: str, start: int, at: int, after: int, end: int) -> bool | None:
    """Whether the verb beside `text[at:after]` points to the future, None where no verb says so or otherwise.

    The nearest verb before the time decides, or the first one after it.
    """
    before = _WORD.findall(text[max(start, at - _REACH_BEFORE) : at])
    for index in reversed(_pointing(before)):
        ahead = _points_ahead(before, index, nearest=index >= len(before) - 2)
        if ahead is not None:
            return ahead
    following = _WORD.findall(text[after : min(end, after + _REACH_AFTER)])
    for index in _pointing(following):
        if following[index].lower() in _NOT_AFTER:
            continue
        ahead = _points_ahead(following, index, nearest=False)
        if ahead is not None:
            return ahead
    return None


def _pointing(words_of: list[str]) -> list[int]:
    """Where among the words a verb stands that may point somewhere."""
    lower = [word.lower() for word in words_of]
    return [index for index, word in enumerate(lower) if word in _POINTING or word.endswith("ed")]


def _points_ahead(words_of: list[str], index: int, *, nearest: bool) -> bool | None:
    word = words_of[index]
    low = word.lower()
    last = words_of[index - 1].lower() if index else ""
    following = words_of[index + 1] if index + 1 < len(words_of) else ""
    if low == "to":
        if (
            not following
            or not following[0].islower()
            or following in _NO_VERB_AFTER_TO
            or _is_plural(following)
        ):
            return None  # "to the house", "to Berlin", "to reporters"
        return not _BACK & {each.lower() for each in words_of[max(0, index - 2) : index]}
    if low == "could" and following.lower() == "say":
        return None
    if low == "set":
        return following.lower() in ("to", "for")
    if word == "May":
        return None
    if low in _FUTURE or low in _TIMETABLE:
        return True
    if low in ("is", "are"):  # "the hearing is on Monday"
        return True if nearest else None
    if low in _PAST or (low.endswith("ed") and len(low) > 3 and word[0].islower()):
        return None if last in _BEFORE_INFINITIVE else False
    return None


def _is_plural(word: str) -> bool:
    return word.endswith("s") and not word.endswith(("ss", "us"))
