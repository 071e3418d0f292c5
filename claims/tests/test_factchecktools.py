"""Asking Google's Fact Check Tools: against a server on loopback. All people and places are made up."""

import json
import logging
from dataclasses import replace
from datetime import date
from ipaddress import ip_network
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.cache import cache

from claims import factchecktools, priorchecks
from claims.claimreview import Origin
from claims.factchecktools import FAILURE_KEPT, KEPT, Unavailable, search
from claims.models import PriorCheck
from claims.tests.factories import NOW
from claims.tests.test_claimreview import ANSWER, REVIEW
from claims.tests.test_fetching import Site, answer

KEY = "AIza-not-a-key-of-anybody"
TODAY = date(2026, 11, 24)
TOLL = "The toll has doubled."
SORRY = "Google’s fact checks are not available: "


class Google(Site):
    """The server, whatever it is asked; `says` is its answer, or what writes it."""

    def __init__(self):
        super().__init__()
        self.says = reply(ANSWER)
        self.routes = self

    def __getitem__(self, resource):
        return self.says

    @property
    def questions(self):
        return [parse_qs(urlsplit(head.split()[1]).query) for head in self.requests]


def reply(document, **options):
    body = document if isinstance(document, bytes) else json.dumps(document).encode()
    return answer(body, **{"content_type": "application/json; charset=UTF-8", **options})


@pytest.fixture
def google(settings):
    google = Google()
    settings.GOOGLE_FACT_CHECK_URL = f"http://127.0.0.1:{google.port}/v1alpha1/claims:search"
    settings.GOOGLE_FACT_CHECK_API_KEY = KEY
    settings.FETCH_ALLOW_NETWORKS = [ip_network("127.0.0.0/8")]
    yield google
    google.close()


@pytest.fixture(autouse=True)
def forget():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def kept(monkeypatch):
    """For how many seconds each thing was put into the cache."""
    seconds = []
    put = cache.set
    monkeypatch.setattr(
        cache, "set", lambda key, value, timeout: (seconds.append(timeout), put(key, value, timeout))
    )
    return seconds


def failure(text=TOLL):
    with pytest.raises(Unavailable) as caught:
        search(text, today=TODAY)
    assert str(caught.value).startswith(SORRY)
    return str(caught.value).removeprefix(SORRY)


# --- Asking ----------------------------------------------------------------------------------------------


def test_what_others_have_published_comes_back(google):
    first, second = search(TOLL, today=TODAY)
    assert (first.text, first.claimant, first.claim_date) == (TOLL, "Jon Adder", date(2026, 1, 2))
    assert (first.url, first.title, first.publisher) == (
        "https://www.velden.example/toll",
        "Has the toll doubled?",
        "Velden Facts",
    )
    assert (first.rating_label, first.review_date, first.language) == ("False", date(2026, 1, 5), "pt")
    assert (second.url, second.rating_label) == ("https://other.example/toll", "Wrong")


def test_the_question_carries_the_key_in_a_header_only(google):
    search("The toll\nhas  doubled & trebled.", today=TODAY)
    assert google.questions == [
        {"query": ["The toll has doubled & trebled."], "languageCode": ["en"], "pageSize": ["10"]}
    ]
    (head,) = google.requests
    assert f"\nX-Goog-Api-Key: {KEY}" in head
    assert KEY not in head.splitlines()[0]


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("toll " * 100, " ".join(["toll"] * 30)),
        ("a" * 400, "a" * 150),
        ("通行料" * 400, "通行料" * 50),
    ],
)
def test_a_long_text_is_cut(google, text, asked):
    search(text, today=TODAY)
    assert google.questions[0]["query"] == [asked]


@pytest.mark.parametrize("text", ["", " \n", "\0", "\ud800"])
def test_nothing_is_not_asked(google, text):
    assert search(text, today=TODAY) == []
    assert google.requests == []


def test_no_answers_are_an_answer(google):
    google.says = reply({})
    assert search(TOLL, today=TODAY) == []


def test_what_cannot_be_taken_is_left_out(google):
    wrong = [
        {},
        {"text": "x"},
        {"text": "x", "claimReview": [{"url": "ftp://x.example", "textualRating": "No"}]},
        7,
    ]
    # What is no answer of Google's would be kept as a feed's.
    google.says = reply({"claims": [*wrong, REVIEW, *ANSWER["claims"]]})
    assert len(search(TOLL, today=TODAY)) == 2


@pytest.mark.django_db
def test_what_is_found_can_be_kept(google):
    for created, unchanged in ((2, 0), (0, 2)):
        report = priorchecks.record(search(TOLL, today=TODAY), now=NOW)
        assert (report.created, report.unchanged) == (created, unchanged)
    check = PriorCheck.objects.get(url="https://www.velden.example/toll")
    assert (check.text, check.source) == (TOLL, Origin.GOOGLE)


# --- Remembering -----------------------------------------------------------------------------------------


def test_the_same_question_is_asked_once_in_hours(google, kept):
    found = search(TOLL, today=TODAY)
    assert search(f" {TOLL.upper()}\n", today=TODAY) == found
    assert len(google.requests) == 1
    search("The toll has trebled.", today=TODAY)
    assert len(google.requests) == 2
    assert kept == [KEPT, KEPT]


def test_an_empty_answer_is_remembered_too(google):
    google.says = reply({})
    search(TOLL, today=TODAY)
    assert search(TOLL, today=TODAY) == []
    assert len(google.requests) == 1


def test_a_failure_is_remembered_for_a_minute_only(google, kept):
    google.says = reply({}, status="503 Service Unavailable")
    assert failure() == failure()
    assert len(google.requests) == 1
    assert kept == [FAILURE_KEPT]
    cache.clear()  # the minute is over
    google.says = reply(ANSWER)
    assert len(search(TOLL, today=TODAY)) == 2


# --- What goes wrong -------------------------------------------------------------------------------------


def test_without_a_key_nobody_is_asked(google, settings):
    settings.GOOGLE_FACT_CHECK_API_KEY = ""
    assert failure() == "no API key is set."
    assert google.requests == []


@pytest.mark.parametrize(
    ("says", "reason"),
    [
        (
            reply({"error": {}}, status="429 Too Many Requests"),
            "the quota of the API key is used up for now.",
        ),
        *(
            (
                reply({"error": {"message": f"API key not valid: {KEY}"}}, status=f"{status} Refused"),
                f"Google refused the request ({status}); the API key may be wrong or not allowed to ask.",
            )
            for status in (400, 401, 403)
        ),
        (reply({}, status="500 Internal Server Error"), "Google answered with status 500."),
        (reply({}, status="302 Found", Location="/else"), "Google could not be reached."),
        (answer(b"<html></html>"), "the answer cannot be read."),
        (reply(b"<html></html>"), "the answer cannot be read."),
        (reply(b""), "the answer cannot be read."),
        (reply(b"[1, 2]"), "the answer cannot be read."),
        (reply(b'{"claims": [{"text": "half'), "the answer cannot be read."),
        (reply(b'{"claims": "' + b"x" * 2_000_000 + b'"}'), "the answer is too large."),
        (b"", "Google could not be reached."),
    ],
)
def test_a_failure_is_told_without_the_key(google, caplog, says, reason):
    google.says = says
    with caplog.at_level(logging.DEBUG):
        assert failure() == reason
    assert SORRY + reason in caplog.messages
    assert KEY not in caplog.text
    assert len(google.requests) == 1


def test_a_server_that_drips_is_left_in_time(google, monkeypatch):
    monkeypatch.setattr(factchecktools, "LIMITS", replace(factchecktools.LIMITS, total_seconds=0.2))
    google.says = google.drip(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{", b" ")
    assert failure() == "Google did not answer in time."


def test_all_in_all_it_takes_four_seconds_at_most():
    assert factchecktools.LIMITS.total_seconds == 4


def test_nobody_there_is_told(google):
    google.server.server_close()
    assert failure() == "Google could not be reached."


def test_a_private_address_is_not_asked_unless_the_settings_allow_it(google, settings):
    settings.FETCH_ALLOW_NETWORKS = []
    assert failure() == "Google could not be reached."
    assert google.requests == []
