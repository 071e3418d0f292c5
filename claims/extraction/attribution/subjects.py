"""The noun phrase of whoever speaks, cut out of what a pattern has matched."""

from __future__ import annotations

import re

from claims.extraction.attribution.cues import STUDIES
from claims.extraction.attribution.tokens import QUOTED
from claims.extraction.lexicon import EPITHET, EPITHETS, ROLES, SOURCE_NOUNS, words
from claims.extraction.segmentation import Span

# "In a letter to the council the ministry said": the ministry speaks.
_ADVERBIAL_BEFORE = re.compile(
    r"(?:in|at|on|during|after|before|from)\s.*(?<!\bof)(?<!\bfor)(?<!\bto)(?<!\bat)(?<!\bin)(?<!\bby)(?<!\bwith)\s"
    r"(?=(?:the|a|an|its|his|her|their)\s)",
    re.IGNORECASE,
)
_BARE = words("he she they it we i who")
# "Britain on Monday announced": the day is no part of the subject.
_LATE_ADVERBIAL = re.compile(
    r"\s(?:(?:late\s|early\s)?on\s[A-Z][a-z]+day|yesterday|today|this\s\w+|last\s\w+|earlier|later|"
    r"in\s(?:January|February|March|April|May|June|July|August|September|October|November|December|\d{4}))"
    r"(?:\s(?:morning|afternoon|evening|night))?$"
)
_RELATIVE = re.compile(
    r"(?P<before>(?:(?:an?|the|one|two|three|four|another|some|several|many)\s|(?-i:[A-Z]))(?:[^\s,]+\s){0,4}[^\s,]+)"
    r"\s(?:who|whom)\s(?!\S+ly\s?$)\S",
    re.IGNORECASE,
)
_UNWILLING = re.compile(
    r"\s(?:(?:has|have|had|also|repeatedly|later)\s){0,2}(?:declined|refused|declines|refuses|failed|wanted|went\son)\sto$",
    re.IGNORECASE,
)
_NOBODY = words(
    "who which that what if when it's is was to not there here something anything nothing everything as than"
)
_ARTICLES = words(
    "the a an this that these those some many most several his her its their our my one two both all"
)


def end_of_subject(masked: str, match: re.Match[str]) -> int:
    """Where the noun phrase after the cue ends: before "in an interview", "on Monday" and the like."""
    start, end = match.span("subject")
    stop = re.search(
        r"\s(?:in|on|at|during|after|before|when|while|as|who|which|last|this|yesterday|today|and|but|that|published|"
        r"released|told|said|from|with|to)\s|[.!?…]+\s*$|"
        r"(?<![\s.][A-Z])(?<!Mr)(?<!Ms)(?<!Mrs)(?<!Dr)(?<!Rep)(?<!Sen)(?<!Gov)(?<!Gen)(?<!Lt)(?<!Sgt)(?<!Rev)(?<!Hon)(?<!Prof)(?<!Capt)[.!?]\s",
        masked[start:end] + " ",
    )
    return start + stop.start() if stop else end


def noun_phrase(masked: str, start: int, end: int, *, any_noun: bool = False) -> Span | None:
    """The subject without white space and adverbials; None where it names nobody who could speak."""
    phrase = masked[start:end]
    while opening := re.match(
        r"[\s\"“”‘’']+|(?:but|and|as|while|meanwhile|earlier|however|yet|still|so|also|then|even|only)\s",
        phrase,
        re.IGNORECASE,
    ):
        start += opening.end()
        phrase = masked[start:end]
    if before := _ADVERBIAL_BEFORE.match(phrase):
        start += before.end()
        phrase = masked[start:end]
    if relative := _RELATIVE.match(phrase):  # "A pilot who left in May said": the pilot says it
        phrase = relative["before"]
    end = start + len(phrase.rstrip(" \t\"“”‘’',."))
    if late := _LATE_ADVERBIAL.search(masked[start:end]):
        end = start + late.start()
    phrase = masked[start:end]
    if phrase.lower().endswith(" to"):  # "the minister declined to" say
        if (unwilling := _UNWILLING.search(phrase)) is None:
            return None
        end = start + unwilling.start()
        phrase = masked[start:end]
    if not phrase or QUOTED in phrase:
        return None
    tokens = phrase.split()
    lower = [word if word == "WHO" else word.lower().strip(".,'’\"") for word in tokens]
    if len(tokens) == 1 and lower[0] in _BARE:
        return Span(start, end) if lower[0] != "who" else None
    if lower[0] in _NOBODY or lower[-1] in ("and", "but"):  # "Ann Lee thanked residents and" said
        return None
    if any(token in ("said", "says", "that", "who", "is", "was", "were", "are", "which") for token in lower):
        return None
    named = any(token[0].isupper() for token in tokens[1:]) or (
        tokens[0][0].isupper() and lower[0] not in _ARTICLES
    )
    speaks = any(
        noun in SOURCE_NOUNS
        or noun in ROLES
        or noun in STUDIES
        or noun in EPITHETS
        or EPITHET.fullmatch(noun)
        for noun in lower
    )
    if named or speaks or (any_noun and len(tokens) <= 8):
        return Span(start, end)
    return None
