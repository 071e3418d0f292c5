"""Posts on social networks: their words apart from links, signs and who signed them when."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

# "… — Ann Lind (@annlind) October 2, 2017", as a post is shown when another page embeds it.
_SIGNED = re.compile(r"\s[—–-]\s(?P<author>[^—–]{1,60}?)\s?\(@(?P<handle>\w{1,20})\)(?P<rest>[^—–]{0,40})$")
_DAY = re.compile(
    r"\b(?:(?P<iso>\d{4}-\d\d-\d\d)(?!\d)|(?P<month>[A-Z][a-z]{2,8})\.? (?P<day>\d{1,2}),? (?P<year>\d{4})\b|"
    r"(?P<day_before>\d{1,2}) (?P<month_after>[A-Z][a-z]{2,8})\.?,? (?P<year_after>\d{4})\b)"
)
_MONTHS = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6,
    "jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip
_LINK = re.compile(r"https?://\S+|pic\.twitter\.com/\S+|(?<!\w)t\.co/\S+")
_MARKED = re.compile(r"(?<!\w)[@#](\w+)")
_SEAM = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[A-Za-z])(?=\d)|_")


@dataclass(frozen=True, slots=True)
class Post:
    """What a post says, who signed it and the day it bears; any text is a post with neither."""

    text: str
    author: str | None = None
    day: date | None = None


def read_post(text: str) -> Post:
    """Take a text apart. "#PlasticBan" and "@TorviaFC" become their words; a text of nothing else stays as it is."""
    author = day = None
    said = text
    signed = _SIGNED.search(text)
    if signed is not None and signed.start():
        said, author, day = text[: signed.start()], signed["author"].strip(), day_in(signed["rest"])
    said = _MARKED.sub(lambda marked: f" {_SEAM.sub(' ', marked[1])} ", _LINK.sub(" ", said))
    said = " ".join(said.replace('""', '"').split())
    return Post(said or text, author or None, day)


def day_in(text: str) -> date | None:
    """The first whole date that a text writes out: 2017-10-02, October 2, 2017 or 2 October 2017."""
    for found in _DAY.finditer(text):
        try:
            if found["iso"]:
                return date.fromisoformat(found["iso"])
            month = _MONTHS.get((found["month"] or found["month_after"]).lower()[:3])
            if month is not None:
                return date(
                    int(found["year"] or found["year_after"]), month, int(found["day"] or found["day_before"])
                )
        except ValueError:
            continue
    return None
