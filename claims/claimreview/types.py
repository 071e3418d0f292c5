"""What comes out of a source, entry by entry."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Origin(StrEnum):
    """What kind of source an entry stood in."""

    FEED = "feed"
    PAGE = "page"
    GOOGLE = "google"


class Reason(StrEnum):
    """Why an entry is refused, in the words of the report."""

    NOT_JSON = "not JSON"
    TOO_LARGE = "the entry is too large"
    TOO_DEEP = "the entry is nested too deeply"
    NO_CLAIM = "no claimReviewed"
    LONG_CLAIM = "claimReviewed is too long"
    NO_URL = "no url"
    BAD_URL = "the url is no http or https address"
    NO_RATING = "no name of a rating"
    BAD_DATE = "a date of the review that cannot be"
    OWN = "our own fact-check"


@dataclass(frozen=True, slots=True)
class Check:
    """One claim that somebody has checked. Texts are single lines without markup; unknown is empty or None.

    `url` is the review's address as given, `address` the same in the one form that tells addresses apart.
    `position` is where the rating stands on its scale, from 0 (worst) to 1 (best); None where the scale is not
    known. `language` is a primary subtag ("en"). `doubts` names what the source says and makes no sense.
    """

    place: str
    origin: Origin
    text: str
    url: str
    address: str
    rating_label: str
    claimant: str = ""
    claim_date: date | None = None
    title: str = ""
    publisher: str = ""
    publisher_site: str = ""
    rating_value: float | None = None
    rating_best: float | None = None
    rating_worst: float | None = None
    position: float | None = None
    review_date: date | None = None
    language: str = ""
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Refused:
    """An entry that cannot be taken, and why. `place` says where in its source it stands."""

    place: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class Other:
    """Something beside the entries: a person, an organisation, a page."""

    place: str


Entry = Check | Refused | Other


class SourceError(Exception):
    """This cannot be read as a source of ClaimReview, or not from here on; the message says why, in a few words."""
