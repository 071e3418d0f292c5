"""What rose or fell by a share: "container traffic fell 62%", "cut its budget by a third"."""

from __future__ import annotations

import re

from claims.extraction.lexicon import words
from claims.extraction.quantities.changes import MOVES
from claims.extraction.quantities.counted import STOPS, is_plural

_REACH = 140  # characters before the figure: a subject with what hangs on it, and its verb
_OWNER = r"(?:(?:the|its|their|his|her|our|my|a|an)\s)?(?:[\w.&-]{1,30}(?:['’]s|s['’])\s)?"
_NOUN = r"(?P<noun>[A-Za-z][a-z-]{2,20}(?:\s[a-z][a-z-]{2,20}){0,2}?)"
_HANGING = r"(?:\s(?:of|in|at|to|from|for|among|through|on|with)\s(?P<hanging>[\w’'-]{1,30}(?:\s[\w’'-]{1,30}){0,6}?))?"
# "Rents in this city have gone up by …"
_SUBJECT = re.compile(
    r"(?:\A|(?:[,;:(“\"]|\s[–—])\s?(?:(?:and|but|while|as|with|because)\s)?|[\d%]\s(?:and|but|while|as)\s|"
    r"\b(?:that|said|while|because|showed|found)\s|\A[Ii]n\s[A-Z][a-z]{2,9}(?:\s\d{4})?,?\s)"
    rf"(?i:{_OWNER}){_NOUN}{_HANGING}\s"
    r"(?:(?:has|have|had|is|are|was|were|will|would|could)\s(?:been\s)?)?(?:[a-z]{2,15}ly\s)?(?:gone\s|went\s)?"
    rf"(?:{MOVES})\s(?:by\s|another\s|a\sfurther\s|(?:[a-z]{{2,15}}ly\s)(?:by\s)?)?\Z"
)
# "raised premiums by …"
_OBJECT = re.compile(rf"\b(?:{MOVES})\s(?i:{_OWNER}){_NOUN}{_HANGING}\sby\s\Z")
# What may begin a sentence alone without being a name.
_MASS = words(
    """
    unemployment employment inflation output turnover revenue profit production traffic trade tourism investment
    spending growth income crime demand supply absence attendance membership consumption pollution rainfall debt
    borrowing lending poverty population productivity freight shipping
    """
)
_GOES_ON = words("the this its their a of in at to from for among through on with")
_NO_NOUNS = STOPS | words("others many most few less more things hours days weeks months years times")


def changed_before(text: str, at: int, lowest: int) -> str | None:
    """What a share that begins at `at` is the change of; None where the words leave it open."""
    before = text[max(lowest, at - _REACH) : at]
    whole = at - lowest <= _REACH
    for pattern in (_OBJECT, _SUBJECT):
        match = pattern.search(before)
        while match is not None:
            noun, hanging = match["noun"], match["hanging"] or ""
            cut_off = match.start() == 0 and not whole
            if not cut_off and _is_noun(noun) and not any(_breaks(word) for word in hanging.split()):
                return noun[0].lower() + noun[1:]
            match = pattern.search(before, match.start() + 1)
    return None


def _is_noun(noun: str) -> bool:
    words_of = noun.split()
    if any(word.lower() in _NO_NOUNS or word.endswith("ly") for word in words_of):
        return False
    # A name may begin a sentence as well as a noun.
    return noun[0].islower() or len(words_of) > 1 or noun.lower() in _MASS or is_plural(noun)


def _breaks(word: str) -> bool:
    """Whether the word shows that what hangs on a noun is over: "people in the town said"."""
    return word not in _GOES_ON and (word in STOPS or word.endswith("ed"))
