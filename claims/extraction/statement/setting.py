"""A claim and what stands around it: what its references are resolved in."""

from __future__ import annotations

import re
from dataclasses import dataclass

from claims.extraction.names import Names
from claims.extraction.segmentation import Sentence, Span
from claims.extraction.speakers import Voice
from claims.extraction.statement.referents import COUNTRIES, OFFICES_OF_STATE
from claims.extraction.types import Attribution, Speaker

NEAR = 600  # characters before a sentence in which "he" finds his name
FAR = 3_000  # characters before a sentence in which "the minister" finds one
MOST = 60  # mentions looked at

_COUNTRY_OF_ROLE = re.compile(rf"(?P<country>[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)?)\s{OFFICES_OF_STATE}\b")
_COUNTRY_RULED = re.compile(
    r"(?:[Pp]resident|[Pp]rime\s[Mm]inister|[Cc]hancellor|[Kk]ing|[Qq]ueen)\sof\s(?P<country>[A-Z]\w+)"
)
_ADJECTIVES = ("ish", "ian", "ese", "an", "ch", "ic", "i", "ss", "ek")


@dataclass(frozen=True, slots=True)
class Setting:
    """A claim and what stands around it."""

    text: str
    sentence: Sentence
    before: Sentence | None
    pieces: tuple[Span, ...]
    voice: Voice
    names: Names

    @property
    def start(self) -> int:
        """Where the claim begins."""
        return self.pieces[0].start

    @property
    def end(self) -> int:
        """Where the claim ends."""
        return self.pieces[-1].end

    @property
    def speaker(self) -> Speaker | None:
        """Who speaks, where that is sure."""
        return None if self.voice.speaker is None or self.voice.speaker.doubtful else self.voice.speaker

    @property
    def direct(self) -> bool:
        """Whether the words are quoted."""
        return self.voice.attribution is Attribution.DIRECT


def country_in(role: str | None) -> str | None:
    if not role:
        return None
    found = _COUNTRY_OF_ROLE.match(role) or _COUNTRY_RULED.match(role)
    return found["country"] if found else None


def country_of_speaker(setting: Setting) -> str | None:
    """The country that the speaker's role names: no "Russian" for Russia."""
    if setting.voice.attribution is Attribution.NARRATOR or setting.speaker is None:
        return None
    country = country_in(setting.speaker.role)
    if country is None or country in COUNTRIES:
        return country
    return None if country.endswith(_ADJECTIVES) else country
