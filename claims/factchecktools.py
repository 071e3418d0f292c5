"""Google's Fact Check Tools, asked live: what have others published about a claim?"""

from __future__ import annotations

import hashlib
import io
import logging
import textwrap
from datetime import date
from http import HTTPStatus
from urllib.parse import urlencode

from django.conf import settings
from django.core.cache import cache

from claims import fetching
from claims.claimreview import Check, Origin, SourceError, read
from claims.ingestion import may_connect

LANGUAGE = "en"
MOST = 10  # claims in an answer
LONGEST_QUERY = 150  # characters; the address that they become part of has its limit too
SECONDS = 4
LIMITS = fetching.Limits(
    connect_seconds=2,
    read_seconds=SECONDS,
    total_seconds=SECONDS,
    wire_bytes=1024 * 1024,
    body_bytes=1024 * 1024,
    redirects=0,
    ports=None,
)
KEPT = 6 * 60 * 60  # seconds that an answer is remembered for
FAILURE_KEPT = 60

_JSON = fetching.Kinds(frozenset({"application/json"}), "application/json", "JSON")
_REFUSALS = {HTTPStatus.BAD_REQUEST, HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}

logger = logging.getLogger(__name__)


class Unavailable(Exception):  # noqa: N818 - it reads as what it says
    """Google has not answered; the message is a sentence for an editor and says why."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"Google’s fact checks are not available: {reason}.")


def search(text: str, *, today: date) -> list[Check]:
    """Checks that Google finds for a claim, in its order; `priorchecks.record` can keep them.

    Takes four seconds at most. An answer is remembered for hours, a failure for a minute. `today` tells dates that
    cannot be.

    Raises:
        Unavailable: there is no key, or no answer that can be read.
    """
    if not settings.GOOGLE_FACT_CHECK_API_KEY:
        raise Unavailable("no API key is set")
    query = _query(text)
    if not query:
        return []
    key = f"factchecktools:{hashlib.sha256(query.casefold().encode()).hexdigest()}"
    match cache.get(key):
        case list() as checks:
            return checks
        case str(reason):
            raise Unavailable(reason)
    try:
        checks = _read(_ask(query), today)
    except fetching.FetchError as error:
        raise _failed(key, _reason(error)) from error
    except SourceError as error:
        raise _failed(key, "the answer cannot be read") from error
    cache.set(key, checks, KEPT)
    return checks


def _query(text: str) -> str:
    """The text on one line, cut where a word ends."""
    line = fetching.one_line(text) or ""
    return textwrap.shorten(line, LONGEST_QUERY, placeholder="") or line[:LONGEST_QUERY]


def _ask(query: str) -> bytes:
    answer = io.BytesIO()
    question = urlencode({"query": query, "languageCode": LANGUAGE, "pageSize": MOST})
    fetching.download(
        f"{settings.GOOGLE_FACT_CHECK_URL}?{question}",
        answer,
        kinds=_JSON,
        limits=LIMITS,
        allow=may_connect,
        user_agent=settings.FETCH_USER_AGENT,
        # A header rather than a parameter: addresses end up in logs.
        headers={"X-Goog-Api-Key": settings.GOOGLE_FACT_CHECK_API_KEY},
    )
    return answer.getvalue()


def _read(answer: bytes, today: date) -> list[Check]:
    if not answer.lstrip().startswith(b"{"):
        raise SourceError("it is no JSON object")
    entries = read(io.BytesIO(answer), today=today)
    return [entry for entry in entries if isinstance(entry, Check) and entry.origin is Origin.GOOGLE]


def _failed(key: str, reason: str) -> Unavailable:
    cache.set(key, reason, FAILURE_KEPT)
    unavailable = Unavailable(reason)
    logger.warning("%s", unavailable)
    return unavailable


def _reason(error: fetching.FetchError) -> str:
    match error.code, error.status:
        case "bad_status", HTTPStatus.TOO_MANY_REQUESTS:
            return "the quota of the API key is used up for now"
        case "bad_status", int(status) if status in _REFUSALS:
            return f"Google refused the request ({status}); the API key may be wrong or not allowed to ask"
        case "bad_status", status:
            return f"Google answered with status {status}"
        case "timeout", _:
            return "Google did not answer in time"
        case "too_large", _:
            return "the answer is too large"
        case "bad_type", _:
            return "the answer cannot be read"
    return "Google could not be reached"
