"""What stands before the first word of a paragraph: datelines, bullets, the stamps of a live blog.

"PORT ELLIS, 16 November 2026 –", "LUNDE (Harbour Wire) —"; "•", "1."; "10:42 GMT", "10.42am:".
"""

from __future__ import annotations

import re

from claims.extraction.segmentation import Span

MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
)
_DAY = (
    r"(?:(?:Mon|Tue|Tues|Wed|Wednes|Thu|Thurs|Fri|Sat|Satur|Sun)(?:day)?,?\s)?"
    rf"(?:{MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s\d{{4}})?|\d{{1,2}}(?:st|nd|rd|th)?\s{MONTH}(?:,?\s\d{{4}})?|"
    r"\d{4}-\d\d-\d\d)"
)
_SHOUTED = r"[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.’'-]+(?:\s[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.’'-]*){0,3}"
_PLACE = (
    r"(?!(?:(?:On|In|At|Since|By|Until|From|After|Before|The|Of|For|As)\s|[A-Z][a-z]+day\b))"
    r"[A-ZÀ-ÖØ-Þ][\w.’'-]*(?:\s(?:(?:de|del|la|le|of|upon|am)\s)?[A-ZÀ-ÖØ-Þ][\w.’'-]*){0,3}"
)
_AGENCY = r"\([A-Z][^()\n]{1,40}\)"
# In capitals a place is enough; otherwise the date or the agency shows that it is a dateline.
_DATELINE = re.compile(
    rf"(?:(?:{_SHOUTED}(?:[,/]\s?{_PLACE}){{0,2}})(?:,?\s{_DAY})?(?:,?\s{_AGENCY})?"
    rf"|{_PLACE}(?:,\s{_PLACE}){{0,2}}(?:,\s{_DAY}(?:,?\s{_AGENCY})?|,?\s{_AGENCY}))"
    r"\s?(?:[–—]|--?(?=\s))\s?(?=[^\Wa-z_]|[\"“‘'$£€])"
)
_LONGEST = 140  # characters
_BULLET = re.compile(r"(?:[•●▪■‣⁃◦·*➤►▶✓–—-]|\d{1,2}[.)]|\([a-z\d]\))\s+(?=[\"“‘'(]?\w|[$£€])")
_WIDEST_BULLET = (
    12  # characters before a paragraph in which its bullet and the end of the line before it stand
)
_ZONE = r"(?:GMT|UTC|BST|CES?T|[ECMP][SD]T|local\stime)"
_STAMP = re.compile(
    rf"\d{{1,2}}[:.]\d\d(?:\s?[ap]\.?m\.?(?:\s{_ZONE})?\s?[–—|:-]?\s|(?:\s{_ZONE})\s?[–—|:-]?\s|\s?[–—|]\s|:\s"
    r"|\s(?=(?:A|An|The|Our|In|At|More|Most|Police|Breaking|Update)\s))(?=[\"“‘'(]?(?:[A-Z]|[$£€]))"
)


def dateline(text: str, paragraph: Span) -> Span | None:
    """The dateline that `paragraph` begins with, dash and space included; None where it has none."""
    match = _DATELINE.match(text, paragraph.start, min(paragraph.end, paragraph.start + _LONGEST))
    if (
        match is None or text[match.end() : paragraph.end].isupper()
    ):  # "PRESS RELEASE – FOR IMMEDIATE RELEASE"
        return None
    return Span(match.start(), match.end())


def bulleted(text: str, paragraph: Span) -> bool:
    """Whether a bullet or a number stands before the paragraph, as `without_datelines` gives it."""
    start = max(0, paragraph.start - _WIDEST_BULLET)
    line = text[start : paragraph.start + 1].splitlines()[-1:]
    return (
        bool(line)
        and _BULLET.match(line[0].lstrip()) is not None
        and (start == 0 or len(line[0]) < _WIDEST_BULLET)
    )


def without_datelines(text: str, found: list[Span]) -> list[Span]:
    """The paragraphs `found`, each beginning after its dateline, bullet or stamp."""
    return [_without_lead(text, paragraph) for paragraph in found]


def _without_lead(text: str, paragraph: Span) -> Span:
    start = paragraph.start
    for lead in (_BULLET, _STAMP):
        if match := lead.match(text, start, paragraph.end):
            start = match.end()
    line = dateline(text, Span(start, paragraph.end))
    return Span(start if line is None else line.end, paragraph.end)
