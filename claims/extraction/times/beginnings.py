"""The words that can begin a time: all others are passed over without trying a rule."""

from __future__ import annotations

import re

from claims.extraction.lexicon import words
from claims.extraction.numbers import TENS, UNITS

# These begin a time only before another word of a time: "the past three months", "in future".
_LEADING = words("the a an this that these those its their his her all more most very such")
# These only before one of a few words: "in future", "not long ago".
_LEADING_ONE = {
    "in": words("future"),
    "at": words("present"),
    "not": words("long so that too very"),
}
_FIRST = (
    _LEADING
    | frozenset(UNITS)
    | frozenset(TENS)
    | words(
        """
        january february march april may june july august september october november december
        jan feb mar apr jun jul aug sept sep oct nov dec mon tue tues wed thu thurs fri sat sun
        monday tuesday wednesday thursday friday saturday sunday weekdays weekends
        mondays tuesdays wednesdays thursdays fridays saturdays sundays
        spring summer autumn fall winter fiscal financial academic school tax calendar fy q1 q2 q3 q4 h1 h2
        last next past previous following coming current same another long upcoming recent
        first second third fourth fifth sixth seventh eighth ninth tenth eighteenth nineteenth twentieth
        final latter opening
        early late mid earlier later beginning start dawn turn outset end close middle midst rest remainder
        today yesterday tomorrow tonight overnight now currently presently nowadays recently lately soon
        near immediate foreseeable distant right
        second minute hour day week month quarter year decade century
        seconds minutes hours days nights weeks fortnights months quarters years decades centuries
        daylong weeklong monthlong yearlong hourlong
        several few many couple half dozens hundreds thousands tens scores countless entire whole full
        every each once twice thrice everyday hourly daily nightly weekly fortnightly biweekly monthly bimonthly
        quarterly yearly annual annually biannual biannually semiannual semi semiannually biennial
        noon midday midnight daybreak dusk sunset new martin groundhog valentine presidents international st palm good
        easter ash memorial labor halloween columbus veterans armistice thanksgiving black christmas boxing
        """
    )
)
_SECOND = (_FIRST - _LEADING) | words(
    """
    weekend moment present future not immediate preceding prior morning afternoon evening night very
    lunchtime fortnight dozen handful number quarter hundred thousand million quarter twenties thirties forties
    fifties sixties seventies eighties nineties
    """
)
_WORD = re.compile(r"(?<![\w£$€¥&’'-])(?<!\d[.,/:])\w+")
_NEXT = re.compile(r"[\s’'‘-]{1,3}(\w+)")


def next_beginning(text: str, at: int, end: int) -> re.Match[str] | None:
    """The next word in `text[at:end]` that can begin a time."""
    for word in _WORD.finditer(text, at, end):
        first = word.group().lower()
        if first in _LEADING or first in _LEADING_ONE:
            if _leads(first, text, word.end(), end):
                return word
        elif first in _FIRST or first[0].isdigit():
            return word
    return None


def _leads(first: str, text: str, at: int, end: int) -> bool:
    following = _NEXT.match(text, at, end)
    if following is None:
        return False
    second = following[1].lower()
    if first in _LEADING_ONE:
        return second in _LEADING_ONE[first]
    return second in _SECOND or second[0].isdigit() or second in _LEADING or second in _LEADING_ONE
