"""What stands in an article but is not its text: captions, credits, bylines, prompts, stamps, headlines."""

from __future__ import annotations

import re
from enum import StrEnum

from claims.extraction.segmentation import Sentence, Span

_AGENCIES = (
    r"(?:Getty(?:\sImages)?|AFP|Reuters|AP(?:\sPhoto)?|Associated\sPress|EPA(?:-EFE)?|EFE|"
    r"PA(?:\sMedia|\sWire|\sImages)?|Press\sAssociation|Bloomberg|Shutterstock|Alamy|iStock|"
    r"Anadolu(?:\sAgency)?|Xinhua|WAM|DPA|Rex|Zuma|Unsplash)"
)
_NAME = r"(?-i:[A-Z][\w.’'-]+(?:\s[A-Z][\w.’'-]+){1,3})"
_BOILERPLATE = re.compile(
    rf"""^[\s\W]*(?:
      powered\sby\b
    | this\s(?:article|story|page)\s(?:was|has\sbeen)\s(?:originally\s|first\s|automatically\s)?
        (?:published|translated|updated|amended|produced|generated|corrected)
    | (?:last\s)?(?:updated|published|posted|modified|first\spublished|last\smodified)
        \s?(?:[:|–—-]|on\b|at\b|\d|(?-i:[A-Z][a-z]+)\s\d)(?=.{{0,60}}$)
    | (?:read|see|find\sout|learn)\smore\b | read\s(?:also|next|the\sfull)\b | more\son\sthis\b
    | related\s?(?:[:|]|articles?|stories) | sign\s(?:up|in)\b | log\sin\b | subscribe\b | (?:join|get)\sour\s
    | newsletter | get\sthe\s(?:latest|day['’]s|best)\b | follow\s(?:us|@) | share\s(?:this|on|via)\b
    | (?:click|tap)\s(?:here|to)\b | download\s(?:the|our)\sapp
    | (?:photo|photograph|picture|image|video|graphic|credit|caption|source|illustration)s?
        (?:\scredit|\scourtesy|\sby)?\s?[:/|]
    | (?:photo(?:graph)?s?|pictures?|images?)\s(?:by|courtesy\sof)\b
    | (?:©|\(c\)\s|copyright\b) | all\srights\sreserved
    | .{{3,120}}\scontributed\s(?:reporting|to\sthis\s(?:report|story|article))
    | (?:additional\s)?(?:reporting|writing|editing|translation)\sby\b
    | by\s{_NAME}(?:\sand\s{_NAME})?
        (?:,?\s(?:in\s[A-Z]\w+|[A-Z][\w\s]{{2,40}}(?:correspondent|editor|reporter)))?\s*$
    | advertisement\b | advert\s*$ | sponsored\b | story\scontinues | continue\sreading
    | watch\s?(?:[:|]|live|more|this|the\svideo) | listen\s?(?:[:|]|to\sthis)
    | (?:we\suse|accept)\s(?:all\s)?cookies | terms\s(?:of|and)\b.{{0,40}}$ | privacy\spolicy
    | (?:skip\sto|back\sto|jump\sto|go\sto)\s(?:main|top|content|home)
    | correction\s?[:|] | comments?\s*(?:\(\d+\))?\s*$ | \d+\s(?:min(?:ute)?s?\sread|comments?|shares?)\b
    | live\s(?:updates|blog|feed)\b | breaking\s?[:|]
    | {_AGENCIES}(?:[\s/,|]+(?:via\s)?{_AGENCIES})*\s*$
    | https?://\S+\s*$ | [\w.+-]{{1,64}}@[\w.-]{{1,64}}\s*$
    | for\sconfidential\ssupport\b | if\syou\shave\sbeen\saffected\b | editor['’]s\snote\b
    | (?:contact|email)\sus\b | media\scontact
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_CREDIT_AT_END = re.compile(
    rf"(?:^|[.!?)\s/|(])\(?(?:(?:photo|picture|image|credit)s?\s?[:/]?\s?(?:by\s)?)?{_AGENCIES}"
    rf"(?:\s?[/,|]\s?(?:via\s)?{_AGENCIES})*\)?\s*$"
)
_DATELINE_STAMP = re.compile(
    r"^\d{1,2}[:.]\d\d(?:\s?[ap]\.?m\.?)?(?:\s(?:GMT|BST|UTC|ET|EST|EDT|CET))?\s*$", re.IGNORECASE
)
_TERMINAL = re.compile(r"[.!?…][\"”’'»)\]]*$")
_WORDS = re.compile(r"\w+")
_LONGEST_HEADING = 22  # words


class Noise(StrEnum):
    """What kind of noise a sentence is."""

    BOILERPLATE = "boilerplate"
    HEADING = "heading"
    REPEAT = "repeat"


def find_noise(
    text: str, found: list[Span], sentences: list[Sentence], title: str | None
) -> dict[int, Noise]:
    """The numbers of the sentences that are no part of the article's prose, with what they are.

    A text without a single full stop has no headings: nothing would be left of it.
    """
    has_prose = any(_TERMINAL.search(text, max(p.start, p.end - 6), p.end) for p in found)
    of_paragraph = [
        _paragraph_noise(text, paragraph, heading_possible=has_prose and len(found) > 1)
        for paragraph in found
    ]
    headline = _key(title) if title else None
    seen: set[str] = set()
    noise: dict[int, Noise] = {}
    for number, sentence in enumerate(sentences):
        kind = of_paragraph[sentence.paragraph]
        words = text[sentence.start : sentence.end]
        if kind is None and len(words) < 400 and _BOILERPLATE.match(words):
            kind = Noise.BOILERPLATE
        key = _key(words)
        if kind is None and len(found) > 1 and key == headline:
            kind = Noise.HEADING
        if kind is None and key in seen:
            kind = Noise.REPEAT
        seen.add(key)
        if kind is not None:
            noise[number] = kind
    return noise


def _paragraph_noise(text: str, paragraph: Span, *, heading_possible: bool) -> Noise | None:
    if paragraph.end - paragraph.start > 600:
        return None
    words = text[paragraph.start : paragraph.end]
    if _DATELINE_STAMP.match(words):
        return Noise.BOILERPLATE
    if not _TERMINAL.search(words):
        if _CREDIT_AT_END.search(words) or _BOILERPLATE.match(words):
            return Noise.BOILERPLATE
        if heading_possible and len(words.split()) <= _LONGEST_HEADING and words[-1] not in ':,;"”':
            return Noise.HEADING
    return None


def _key(words: str) -> str:
    return " ".join(_WORDS.findall(words.casefold()))
