"""Reviews and fact-checks over HTTP."""

from datetime import timedelta
from urllib.parse import quote

import pytest
from rest_framework.authtoken.models import Token
from rest_framework.test import APIClient

from claims.models import Claim
from claims.retrieval import index
from claims.tests.factories import NOW, AppearanceFactory, ClaimFactory, SpeakerFactory, UserFactory
from factcheck.accounts.models import Role
from factcheck.tests.problems import expect_problem
from reviews import actions
from reviews.models import Rating, Review
from reviews.publishing import claim_review
from reviews.states import State
from reviews.tests.factories import ReviewFactory, evidence_draft, reach, verdict_draft


@pytest.fixture
def api(contributor):
    client = APIClient(HTTP_AUTHORIZATION=f"Bearer {Token.objects.create(user=contributor).key}")
    client.raise_request_exception = False
    return client


@pytest.fixture
def reader(db):
    """Somebody whom the desk does not know."""
    client = APIClient()
    client.raise_request_exception = False
    return client


def rows(response, key="id"):
    assert response.status_code == 200, response.content
    return [row[key] for row in response.json()["results"]]


# --- Reviews ---------------------------------------------------------------------------------------------


def test_review_in_full(api):
    writer = UserFactory(username="wanda", first_name="Wanda", last_name="Ort")
    review = reach(State.IN_REVIEW, writer=writer)
    actions.add_evidence(
        review=review, by=writer, version=review.version, now=NOW, draft=evidence_draft(location="p. 4")
    )
    evidence = review.evidence.get()
    gone = actions.add_evidence(
        review=review, by=writer, version=review.version, now=NOW, draft=evidence_draft(title="Gone")
    )
    actions.remove_evidence(review=review, by=writer, version=review.version, now=NOW, number=gone.number)
    actions.save_verdict(review=review, by=writer, version=review.version, now=NOW, draft=verdict_draft())
    actions.adjust_priority(review=review, by=writer, seen=0, now=NOW, adjustment=5, reason="Vote on Friday")
    body = api.get(f"/api/v1/reviews/{review.pk}").json()
    who = {"username": "wanda", "name": "Wanda Ort"}
    assert body["claim"] == {
        "id": review.claim_id,
        "statement": review.claim.statement,
        "kind": "quantity",
    }
    assert body["state"] == "in_review"
    assert body["version"] == review.version
    assert body["assignee"] == who
    assert body["priority"] == {
        "total": review.priority,
        "worth": review.worth,
        "spread": review.spread,
        "prominence": review.prominence,
        "adjustment": 5,
        "adjustment_reason": "Vote on Friday",
        "adjusted_by": who,
    }
    verdict = body["latest_verdict"]
    assert verdict["rating"] == {"slug": "mostly-correct", "label": "Mostly correct", "value": 4}
    assert verdict["summary"] == verdict_draft().summary
    assert verdict["explanation"] == verdict_draft().explanation
    assert (verdict["author"], verdict["approved_by"], verdict["sent_at"]) == (who, None, None)
    assert body["evidence"] == [
        {
            "number": evidence.number,
            "title": "Daily report 311",
            "url": "https://observers.example/311",
            "publisher": "River Observers’ Mission",
            "published_on": None,
            "quote": evidence.quote,
            "location": "p. 4",
            "stance": "supports",
            "kind": "report",
        }
    ]
    assert body["fact_check"] is None
    assert body["published_at"] is None


def test_queued_review_has_nobody_and_nothing(api):
    body = api.get(f"/api/v1/reviews/{ReviewFactory().pk}").json()
    assert (body["state"], body["assignee"], body["latest_verdict"], body["evidence"]) == (
        "queued",
        None,
        None,
        [],
    )


@pytest.mark.parametrize("address", ["reviews", "reviews/1", "claims", "claims/1"])
def test_strangers_are_asked_for_a_token(reader, address):
    ReviewFactory(pk=1)
    expect_problem(reader.get(f"/api/v1/{address}"), 401)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("kind", ["reviews", "fact-checks"])
def test_nothing_is_written(api, method, kind):
    review = reach(State.PUBLISHED)
    key = review.pk if kind == "reviews" else review.slug
    before = Review.objects.values().get()
    for address in (f"/api/v1/{kind}", f"/api/v1/{kind}/{key}"):
        expect_problem(getattr(api, method)(address, {"state": "dismissed"}), 405)
    assert Review.objects.values().get() == before


def test_reviews_by(api):
    review = reach(State.PUBLISHED, writer=UserFactory(username="wanda"))
    AppearanceFactory(claim=review.claim, speaker=SpeakerFactory(name="Ilse Maron"))
    other = ReviewFactory(
        claim=AppearanceFactory(claim__kind="cause").claim, opened_at=NOW - timedelta(days=3)
    )
    assert rows(api.get("/api/v1/reviews?state=published")) == [review.pk]
    assert rows(api.get("/api/v1/reviews?assignee=wanda")) == ([review.pk] if review.assignee_id else [])
    assert rows(api.get(f"/api/v1/reviews?claim={review.claim_id}")) == [review.pk]
    assert rows(api.get("/api/v1/reviews?rating=mostly-correct")) == [review.pk]
    assert rows(api.get("/api/v1/reviews?q=maron")) == [review.pk]
    assert rows(api.get("/api/v1/reviews?kind=cause")) == [other.pk]
    assert rows(api.get("/api/v1/reviews?opened_before=2026-11-10")) == [other.pk]
    assert rows(api.get("/api/v1/reviews?opened_after=2026-11-10")) == [review.pk]


def test_reviews_of_one_priority_come_once_each(api):
    made = [ReviewFactory(priority=priority).pk for priority in (50, 70, 50, 50, 20)]
    seen, address = [], "/api/v1/reviews?limit=2"
    while address:
        page = api.get(address).json()
        seen += [(row["priority"]["total"], row["id"]) for row in page["results"]]
        address = page["next"]
    assert seen == sorted(seen, reverse=True)
    assert sorted(pk for _, pk in seen) == made


# --- Claims with their review ----------------------------------------------------------------------------


def test_claim_shows_how_far_its_review_is(api):
    review = reach(State.PUBLISHED)
    body = api.get(f"/api/v1/claims/{review.claim_id}").json()
    assert body["review"] == {
        "id": review.pk,
        "state": "published",
        "priority": review.priority,
        "rating": {"slug": "mostly-correct", "label": "Mostly correct", "value": 4},
    }
    assert api.get(f"/api/v1/claims/{ClaimFactory().pk}").json()["review"] is None


def test_claim_shows_the_live_review_rather_than_a_dismissed_one(api):
    live = ReviewFactory()
    ReviewFactory(claim=live.claim, state="dismissed", dismissal_reason="An opinion")
    once = reach(State.DISMISSED)
    assert api.get(f"/api/v1/claims/{live.claim_id}").json()["review"]["id"] == live.pk
    assert rows(api.get("/api/v1/claims?review_state=queued")) == [live.claim_id]
    assert rows(api.get("/api/v1/claims?review_state=dismissed")) == [once.claim_id]


# --- Fact-checks -----------------------------------------------------------------------------------------


def test_fact_check_in_full_for_everybody(reader):
    writer = UserFactory(first_name="Wanda", last_name="Ort")
    approver = UserFactory(first_name="Piet", last_name="Haal", role=Role.SENIOR_EDITOR)
    review = reach(State.PUBLISHED, writer=writer, approver=approver)
    response = reader.get(f"/api/v1/fact-checks/{review.slug}")
    assert response.status_code == 200
    body = response.json()
    assert body["url"] == f"http://testserver/fact-checks/{review.slug}/"
    assert body["claim"]["statement"] == review.claim.statement
    assert body["state"] == "published"
    assert body["verdict"]["rating"]["label"] == "Mostly correct"
    assert body["verdict"]["summary"] == verdict_draft().summary
    assert (body["verdict"]["author"], body["verdict"]["approved_by"]) == ("Wanda Ort", "Piet Haal")
    assert [source["url"] for source in body["evidence"]] == ["https://observers.example/311"]
    assert body["corrections"] == []
    review = Review.objects.for_public().get(pk=review.pk)
    assert body["claim_review"] == claim_review(review, base_url="http://testserver")
    assert reader.get("/api/v1/fact-checks").json() == {"next": None, "results": [body]}


def test_addresses_are_those_of_the_public_site(reader, settings):
    settings.PUBLIC_URL = "https://facts.example/"
    review = reach(State.PUBLISHED)
    body = reader.get(f"/api/v1/fact-checks/{review.slug}").json()
    assert body["url"] == body["claim_review"]["url"] == f"https://facts.example/fact-checks/{review.slug}/"


@pytest.mark.parametrize("state", [State.QUEUED, State.IN_REVIEW, State.AWAITING_APPROVAL, State.DISMISSED])
def test_what_is_not_published_is_not_shown(reader, state):
    Review.objects.filter(pk=reach(state).pk).update(slug="not-yet")
    expect_problem(reader.get("/api/v1/fact-checks/not-yet"), 404)
    assert rows(reader.get("/api/v1/fact-checks"), "slug") == []


def test_retracted_fact_check_claims_nothing(reader):
    review = reach(State.RETRACTED)
    body = reader.get(f"/api/v1/fact-checks/{review.slug}").json()
    assert (body["state"], body["verdict"], body["evidence"], body["claim_review"]) == (
        "retracted",
        None,
        [],
        None,
    )
    [retraction] = body["corrections"]
    assert (retraction["kind"], retraction["note"]) == ("retraction", "The mission withdrew its report.")
    assert (retraction["from"]["slug"], retraction["to"]) == ("mostly-correct", None)
    assert rows(reader.get("/api/v1/fact-checks"), "slug") == []


def test_correction_is_public_with_its_new_verdict_and_not_before(reader):
    approver = UserFactory(role=Role.SENIOR_EDITOR)
    review = reach(State.PUBLISHED, approver=approver)
    address = f"/api/v1/fact-checks/{review.slug}"
    before = reader.get(address).json()
    when = NOW + timedelta(hours=2)
    actions.correct(
        review=review, by=approver, version=review.version, now=when, note="The count was misread."
    )
    actions.add_evidence(
        review=review, by=approver, version=review.version, now=when, draft=evidence_draft(title="Report 312")
    )
    assert reader.get(address).json() == before
    draft = verdict_draft(rating=Rating.objects.get(slug="misleading"))
    actions.send_for_approval(review=review, by=approver, version=review.version, now=when, draft=draft)
    assert reader.get(address).json() == before
    second = UserFactory(role=Role.SENIOR_EDITOR)
    actions.approve(review=review, by=second, version=review.version, now=when)
    after = reader.get(address).json()
    assert after["verdict"]["rating"]["slug"] == "misleading"
    assert [source["title"] for source in after["evidence"]] == ["Daily report 311", "Report 312"]
    [correction] = after["corrections"]
    assert (correction["kind"], correction["note"]) == ("correction", "The count was misread.")
    assert (correction["from"]["slug"], correction["to"]["slug"]) == ("mostly-correct", "misleading")
    assert after["published_at"] == before["published_at"]
    assert after["modified_at"] > before["modified_at"]


def test_fact_checks_by(reader):
    early = reach(State.PUBLISHED)
    late = reach(State.PUBLISHED, now=NOW + timedelta(days=5))
    AppearanceFactory(claim=late.claim, speaker=SpeakerFactory(name="Ilse Maron"))
    assert rows(reader.get("/api/v1/fact-checks"), "slug") == [late.slug, early.slug]
    assert rows(reader.get("/api/v1/fact-checks?ordering=modified_at"), "slug") == [early.slug, late.slug]
    assert rows(reader.get("/api/v1/fact-checks?q=maron"), "slug") == [late.slug]
    assert rows(reader.get("/api/v1/fact-checks?rating=wrong"), "slug") == []
    assert rows(reader.get("/api/v1/fact-checks?rating=mostly-correct&limit=1"), "slug") == [late.slug]
    assert rows(reader.get("/api/v1/fact-checks?published_after=2026-11-15"), "slug") == [late.slug]
    assert rows(reader.get("/api/v1/fact-checks?published_before=2026-11-15"), "slug") == [early.slug]
    assert rows(reader.get("/api/v1/fact-checks?modified_after=2026-11-15"), "slug") == [late.slug]


def test_bad_token_is_told_so_even_where_none_is_needed(reader):
    expect_problem(reader.get("/api/v1/fact-checks", HTTP_AUTHORIZATION="Bearer " + "0" * 40), 401)


# --- All of them -----------------------------------------------------------------------------------------

FILTERS = {
    "reviews": [
        "q", "state", "assignee", "claim", "kind", "rating", "opened_after", "opened_before", "limit", "cursor",
        "ordering",
    ],
    "claims": ["review_state"],
    "fact-checks": [
        "q", "rating", "published_after", "published_before", "modified_after", "limit", "cursor", "ordering",
    ],
}  # fmt: skip
HOSTILE = [
    "\x00",
    "\\",
    "%",
    "'",
    "-1",
    "1e400",
    "9" * 30,
    "0001-01-01T00:00:00+14:00",
    "a " * 100,
    "a" * 5000,
    "--priority",
]


@pytest.mark.parametrize(("path", "name"), [(path, name) for path in FILTERS for name in FILTERS[path]])
def test_hostile_parameters_find_nothing_or_are_named(api, path, name):
    reach(State.PUBLISHED)
    for value in HOSTILE:
        response = api.get(f"/api/v1/{path}?{name}={quote(value)}")
        if response.status_code != 200:
            assert [error["parameter"] for error in expect_problem(response, 422)["errors"]] == [name], value


@pytest.mark.parametrize(
    "address", ["fact-checks/%00", "fact-checks/..%2f", "fact-checks/" + "a" * 200, "reviews/x"]
)
def test_hostile_addresses_are_not_found(api, address):
    expect_problem(api.get(f"/api/v1/{address}"), 404)


# The token; the rows; what hangs on them, each kind of it in one query.
@pytest.mark.parametrize(
    ("path", "queries"),
    [
        ("reviews", 3),  # evidence
        ("claims", 3),  # reviews
        # evidence; corrections; appearances with quantities and times; the scale.
        ("fact-checks", 8),
    ],
)
def test_lists_take_a_fixed_number_of_queries(api, path, queries, django_assert_num_queries):
    def make(count):
        for _ in range(count):
            approver = UserFactory(role=Role.SENIOR_EDITOR)
            review = reach(State.PUBLISHED, approver=approver)
            arguments = {"review": review, "by": approver, "now": NOW}
            AppearanceFactory(claim=review.claim, speaker=SpeakerFactory())
            actions.correct(**arguments, version=review.version, note="Misread.")
            actions.send_for_approval(**arguments, version=review.version, draft=verdict_draft())
            second = UserFactory(role=Role.SENIOR_EDITOR)
            actions.approve(**{**arguments, "by": second}, version=review.version)

    make(1)
    api.get(f"/api/v1/{path}")
    with django_assert_num_queries(queries):
        assert len(api.get(f"/api/v1/{path}").json()["results"]) == 1
    make(5)
    with django_assert_num_queries(queries):
        assert len(api.get(f"/api/v1/{path}").json()["results"]) == 6


# --- Matches ---------------------------------------------------------------------------------------------


def test_a_matched_claim_names_its_fact_check_while_that_stands(api):
    published, queued, retracted = (
        reach(state) for state in (State.PUBLISHED, State.QUEUED, State.RETRACTED)
    )
    statements = {
        published: "The ferry to Saint Orne carried nine million people.",
        queued: "The ferry to Saint Orne carried eight million people.",
        retracted: "The ferry to Saint Orne carried seven million people.",
    }
    for review, statement in statements.items():
        Claim.objects.filter(pk=review.claim_id).update(statement=statement)
    index(claim_ids=[review.claim_id for review in statements])
    found = api.post("/api/v1/matches/search", {"text": statements[published]}).json()["matches"]
    assert {match["claim"]["id"]: match["claim"]["fact_check"] for match in found} == {
        published.claim_id: f"http://testserver{published.get_public_url()}",
        queued.claim_id: None,
        retracted.claim_id: None,
    }
