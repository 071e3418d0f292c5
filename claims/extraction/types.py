"""What the extraction core hands out: plain, frozen values.

Every `start` and `end` is a half-open range of Python string offsets into the text as it was given, so that
`text[value.start : value.end]` is the value's own text (for a speaker, its `mention`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

Number = int | float


class Kind(StrEnum):
    """The types of claim that Full Fact sorts by."""

    QUANTITY = "quantity"
    CAUSE = "cause"
    RULE = "rule"
    PREDICTION = "prediction"
    EXPERIENCE = "experience"
    OTHER = "other"
    NOT_A_CLAIM = "not_a_claim"


class Attribution(StrEnum):
    """Whose words they are: quoted, reported, or the article's own."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    NARRATOR = "narrator"


class Modifier(StrEnum):
    """How a quantity is hedged. None stands for a plain figure."""

    ABOUT = "about"
    NEARLY = "nearly"
    MORE_THAN = "more_than"
    AT_LEAST = "at_least"
    LESS_THAN = "less_than"
    UP_TO = "up_to"
    BETWEEN = "between"
    EXACTLY = "exactly"


class Change(StrEnum):
    """What a figure is the size of, where it is one: "up 3 per cent" is a rise."""

    RISE = "rise"
    FALL = "fall"


class EntityType(StrEnum):
    """What a name names, as far as rules can tell."""

    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"
    OTHER = "other"


class TimeType(StrEnum):
    """The types of TIMEX3 (TimeML): a day or period on the calendar, a time of day, a length, a recurring time."""

    DATE = "DATE"
    TIME = "TIME"
    DURATION = "DURATION"
    SET = "SET"


class Reason(StrEnum):
    """Why a sentence scores as it does, in words that an editor understands."""

    QUANTITY = "quantity"
    COMPARISON = "comparison"
    CHANGE = "change"
    PAST_EVENT = "past event"
    PRESENT_STATE = "present state"
    NAMED_ACTOR = "named actor"
    DATED = "dated"
    CAUSE = "cause"
    RULE = "rule"
    ACCUSATION = "attributed accusation"
    ATTRIBUTED = "attributed"
    SUPERLATIVE = "superlative"

    OPINION = "opinion"
    PREDICTION = "prediction"
    QUESTION = "question"
    WISH = "wish"
    THREAT = "threat"
    PROMISE = "promise"
    HEDGED = "hedged"
    SPEECH_ACT = "speech act"
    CONDITIONAL = "conditional"
    PERSONAL = "personal"
    FRAGMENT = "fragment"
    UNRESOLVED = "unresolved reference"
    BOILERPLATE = "boilerplate"
    HEADLINE = "headline"
    REPEATED = "repeated"
    OTHER_LANGUAGE = "other language"

    @property
    def against(self) -> bool:
        """True where the reason speaks against check-worthiness."""
        return self in _AGAINST


_AGAINST = frozenset(
    {
        Reason.OPINION,
        Reason.PREDICTION,
        Reason.QUESTION,
        Reason.WISH,
        Reason.THREAT,
        Reason.PROMISE,
        Reason.HEDGED,
        Reason.SPEECH_ACT,
        Reason.CONDITIONAL,
        Reason.PERSONAL,
        Reason.FRAGMENT,
        Reason.UNRESOLVED,
        Reason.BOILERPLATE,
        Reason.HEADLINE,
        Reason.REPEATED,
        Reason.OTHER_LANGUAGE,
    }
)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who makes the claim.

    `name` is the fullest form in the article ("Nora Lindqvist"), `mention` the words at `[start, end)` that
    stand for it beside the claim: the whole noun phrase as written ("she", "Port Minister Nora Lindqvist", "a
    diver with knowledge of the wreck"). `doubtful` marks a name that was guessed rather than read, and the
    source of no more than a part of the sentence, a plan or a feeling.
    """

    name: str
    role: str | None
    mention: str
    start: int
    end: int
    doubtful: bool = False

    def as_dict(self) -> dict[str, Any]:
        """The speaker as JSON-ready values."""
        return {
            "name": self.name,
            "role": self.role,
            "mention": self.mention,
            "start": self.start,
            "end": self.end,
            "doubtful": self.doubtful,
        }


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure in the text.

    `value` is the figure itself (None for a range or "tens of thousands"), `low` and `high` the bounds that
    the words set, None where they set none. A share is in per cent: "a third of voters" has value 33.33,
    unit "%", of "voters". `unit` is a measure in the singular ("km", "year", "barrel/day"), a currency
    code or, for a plain count, the noun that is counted as the text has it ("troops"); `of` is what the
    figure is a figure of ("Russian troops"). `change` says that the figure is the size of a rise or a fall.
    """

    text: str
    start: int
    end: int
    value: Number | None
    low: Number | None
    high: Number | None
    modifier: Modifier | None
    unit: str | None
    of: str | None
    change: Change | None = None

    def as_dict(self) -> dict[str, Any]:
        """The quantity as JSON-ready values."""
        return {
            "text": self.text,
            "start": self.start,
            "end": self.end,
            "value": self.value,
            "low": self.low,
            "high": self.high,
            "modifier": None if self.modifier is None else str(self.modifier),
            "unit": self.unit,
            "of": self.of,
            "change": None if self.change is None else str(self.change),
        }


@dataclass(frozen=True, slots=True)
class TimeReference:
    """A time in the text, without the preposition before it, as TimeML marks it.

    `from_` and `to` are its first and last day, both inclusive, None where unknown and for a bare length or
    recurring time; "since 2014" runs to the article's day, "by 2030" has no first day. `value` and `mod` are
    TIMEX3's: "2013-03-22", "2013-W12", "P3M", "PRESENT_REF"; "START", "APPROX"; None where the words leave it open.
    """

    text: str
    start: int
    end: int
    from_: date | None
    to: date | None
    type: TimeType = TimeType.DATE
    value: str | None = None
    mod: str | None = None

    @property
    def dated(self) -> bool:
        """True where it names a day or period of the calendar, known or not: not "three years", "daily", "now"."""
        if self.from_ is not None or self.to is not None:
            return True
        on_calendar = self.type in (TimeType.DATE, TimeType.TIME)
        return on_calendar and not (self.value or "").endswith("_REF")

    def as_dict(self) -> dict[str, Any]:
        """The time as JSON-ready values, dates as YYYY-MM-DD."""
        return {
            "text": self.text,
            "start": self.start,
            "end": self.end,
            "from": None if self.from_ is None else self.from_.isoformat(),
            "to": None if self.to is None else self.to.isoformat(),
            "type": str(self.type),
            "value": self.value,
            "mod": self.mod,
        }


@dataclass(frozen=True, slots=True)
class Entity:
    """A name in the text."""

    text: str
    start: int
    end: int
    type: EntityType

    def as_dict(self) -> dict[str, Any]:
        """The entity as JSON-ready values."""
        return {"text": self.text, "start": self.start, "end": self.end, "type": str(self.type)}


@dataclass(frozen=True, slots=True)
class Candidate:
    """One sentence, or the claim inside it, with everything that the article says about it.

    `statement` is the claim so that it stands alone, `score` its check-worthiness from 0 to 1, `reasons` the
    names of what moved the score, strongest first. `speaker` is None for the article's own words and where
    the article leaves the speaker open.
    """

    text: str
    start: int
    end: int
    statement: str
    score: float
    check_worthy: bool
    kind: Kind
    reasons: tuple[Reason, ...]
    speaker: Speaker | None
    attribution: Attribution
    quantities: tuple[Quantity, ...]
    times: tuple[TimeReference, ...]
    entities: tuple[Entity, ...]

    def as_dict(self) -> dict[str, Any]:
        """The candidate as the JSON object that `manage.py extract` prints."""
        return {
            "text": self.text,
            "start": self.start,
            "end": self.end,
            "statement": self.statement,
            "score": self.score,
            "check_worthy": self.check_worthy,
            "kind": str(self.kind),
            "reasons": [str(reason) for reason in self.reasons],
            "speaker": None if self.speaker is None else self.speaker.as_dict(),
            "attribution": str(self.attribution),
            "quantities": [quantity.as_dict() for quantity in self.quantities],
            "times": [time.as_dict() for time in self.times],
            "entities": [entity.as_dict() for entity in self.entities],
        }
