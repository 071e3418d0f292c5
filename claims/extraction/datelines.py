"""Datelines: "PORT ELLIS, 16 November 2026 –", "LUNDE (Harbour Wire) —" at the start of a paragraph."""

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


def dateline(text: str, paragraph: Span) -> Span | None:
    """The dateline that `paragraph` begins with, dash and space included; None where it has none."""
    match = _DATELINE.match(text, paragraph.start, min(paragraph.end, paragraph.start + _LONGEST))
    if (
        match is None or text[match.end() : paragraph.end].isupper()
    ):  # "PRESS RELEASE – FOR IMMEDIATE RELEASE"
        return None
    return Span(match.start(), match.end())


def without_datelines(text: str, found: list[Span]) -> list[Span]:
    """The paragraphs `found`, each beginning after its dateline."""
    return [
        paragraph if (line := dateline(text, paragraph)) is None else Span(line.end, paragraph.end)
        for paragraph in found
    ]
