"""What a figure counts: the noun phrase after it, as far as word shapes tell."""

from __future__ import annotations

import re
from dataclasses import dataclass

from claims.extraction.lexicon import words

_WORD = re.compile(r"[\s-]?\s?([^\W\d_](?:[\w’'-]*\w)?)")
_OF = re.compile(r"\s+of\s+(?:the\s+|its\s+|their\s+|all\s+)?")
# Words that a noun phrase does not run over.
_STOPS = words(
    """
    a an the and or but nor yet so as at by for from in into of off on onto out over per than to toward
    towards under until up upon via with within without about above across after against along among around
    before behind below between beyond down during except near since through while who whom whose which that
    this these those there is are was were be been being am has have had do does did will would can could
    may might must shall should not it he she they we you i him her them us his its their our your my if
    when where because although though more less fewer each every all some any no even also still already
    yesterday today tomorrow ago later earlier now then said says told according went came took made gave
    got became began left led lost won fell rose grew held kept died fled signed joined voted come go gone
    live work remain stood sat ran saw hit put sent met
    """
)
_PLURAL_HEADS = words(
    """
    people troops police men women children staff personnel cattle sheep aircraft fish dead injured wounded
    homeless others seats
    """
)
_IRREGULAR = {"person": "people", "child": "children", "woman": "women", "man": "men", "wife": "wives"}
_VERBAL = re.compile(r"[a-z]{3,}(?:ed|ing)")
_ADJECTIVAL = words(
    """
    armed united unarmed wounded injured registered displaced unemployed skilled limited increased planned
    proposed estimated confirmed reported detained uninsured vaccinated infected married retired organised
    organized trained qualified combined added fixed armored armoured used building housing shipping fishing
    mining training working living voting sporting trading wedding meeting hearing
    """
)


@dataclass(frozen=True, slots=True)
class Counted:
    """`phrase` is the noun phrase ("Russian troops"), `head` its noun ("troops"), `end` the offset after it."""

    phrase: str
    head: str
    end: int


def counted_after(text: str, at: int, limit: int, *, with_of: bool) -> Counted | None:
    """What the figure that ends at `at` counts; with a unit, only what an "of" names ("a third of voters")."""
    of = _OF.match(text, at, limit)
    if of is not None:
        at = of.end() - 1
    elif with_of:
        return None
    phrase: list[str] = []
    start = end = at
    while len(phrase) < 5 and (match := _WORD.match(text, end, limit)) and match.end() > end:
        word = match.group(1)
        if not match.group().startswith((" ", "-", "\n", "\t", "\xa0")):
            break
        if word.lower() in _STOPS or word.endswith("ly"):
            break
        if phrase and _VERBAL.fullmatch(word) and word not in _ADJECTIVAL:
            break
        if not phrase:
            start = match.start(1)
        phrase.append(word)
        end = match.end()
        if match.group().startswith("-"):  # "the 27-nation bloc"
            return Counted(text[start:end], word, end)
        if word in _PLURAL_HEADS or (len(phrase) > 1 and _is_plural(word)) or text[end : end + 1] in ",;:.":
            break
        if _is_plural(word) and not _noun_follows(text, end, limit):
            break
    if not phrase:
        return None
    return Counted(text[start:end], phrase[-1], end)


def plural(noun: str) -> str:
    """The plural of a noun in the singular: "barge" is "barges"."""
    for one, many in _IRREGULAR.items():
        if noun.endswith(one):
            return noun.removesuffix(one) + many
    if re.search(r"[^aeiou]y$", noun):
        return noun[:-1] + "ies"
    return noun + ("es" if re.search(r"(?:s|x|z|ch|sh)$", noun) else "s")


def _is_plural(word: str) -> bool:
    return (
        len(word) > 3
        and word[0].islower()
        and word.endswith("s")
        and not word.endswith(("ss", "ous", "us", "is"))
    )


def _noun_follows(text: str, at: int, limit: int) -> bool:
    """Whether a plural is followed by one more plural that it qualifies ("sports cars")."""
    match = _WORD.match(text, at, limit)
    return match is not None and _is_plural(match.group(1)) and match.group(1).lower() not in _STOPS
