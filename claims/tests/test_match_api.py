"""POST /api/v1/matches/search, with the encoder that ships. All people and places are made up."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.authtoken.models import Token
from rest_framework.test import APIClient

from claims.api import searching
from claims.extraction import Change, Modifier, Quantity
from claims.matching import embedding
from claims.models import Claim
from claims.retrieval import index
from claims.tests.factories import AppearanceFactory, ClaimFactory, PriorCheckFactory
from claims.tests.test_lookup import BREAD, FERRY, MORE_TROOPS, OTHER_TROOPS, TROOPS, check, claims
from factcheck.tests.problems import expect_problem

ADDRESS = "/api/v1/matches/search"
SEA = {"text": "a sea of troops", "value": 400_000}

pytestmark = pytest.mark.django_db


@pytest.fixture
def api(contributor):
    client = APIClient(HTTP_AUTHORIZATION=f"Bearer {Token.objects.create(user=contributor).key}")
    client.raise_request_exception = False
    return client


def matches(response):
    assert response.status_code == 200, response.content
    return response.json()["matches"]


def pointers(response, status=422):
    return {error["pointer"] for error in expect_problem(response, status)["errors"]}


# --- What it finds ---------------------------------------------------------------------------------------


def test_a_claim_comes_with_what_shows_it_and_what_it_is_to_the_text(api):
    (claim,) = claims(MORE_TROOPS)
    AppearanceFactory.create_batch(2, claim=claim)
    (match,) = matches(api.post(ADDRESS, {"text": TROOPS}))
    assert match["claim"] == {
        "id": claim.pk,
        "statement": MORE_TROOPS,
        "url": f"http://testserver/api/v1/claims/{claim.pk}",
        "appearances": 2,
        "fact_check": None,
    }
    assert match["prior_check"] is None
    assert (match["relation"], match["suggested"]) == ("same", True)
    assert 0.5 < match["score"] < 1
    assert {
        "type": "compatible quantities",
        "query": "about 100,000",
        "other": "More than 100,000",
    } in match["reasons"]
    assert api.get(match["claim"]["url"]).json()["statement"] == MORE_TROOPS


def test_a_prior_check_comes_with_its_rating_and_where_it_stands(api):
    check(
        text=OTHER_TROOPS,
        claimant="Mira Tolland",
        claim_date="2026-01-02",
        url="https://checks.example/troops",
        title="",
        publisher="Harbour Checks",
        rating_label="Mostly false",
        review_date="2026-01-05",
    )
    (match,) = matches(api.post(ADDRESS, {"text": TROOPS}))
    assert match["claim"] is None
    assert match["prior_check"] == {
        "text": OTHER_TROOPS,
        "claimant": "Mira Tolland",
        "claim_date": "2026-01-02",
        "url": "https://checks.example/troops",
        "title": None,
        "publisher": "Harbour Checks",
        "rating": "Mostly false",
        "review_date": "2026-01-05",
    }
    assert match["relation"] == "different_quantity"
    assert {
        "type": "different quantity",
        "query": "about 100,000",
        "other": "about 175,000",
    } in match["reasons"]


def test_what_has_nothing_to_do_with_the_text_is_left_out(api):
    claims(FERRY, BREAD)
    assert matches(api.post(ADDRESS, {"text": TROOPS})) == []
    assert matches(api.post(ADDRESS, {"text": "!?"})) == []


def test_the_best_come_first_and_no_more_than_the_limit(api):
    claims(
        *(f"Kestria has massed about {n},000 troops along its border with Morvane." for n in range(80, 95))
    )
    found = matches(api.post(ADDRESS, {"text": TROOPS}))
    assert len(found) == 10
    assert matches(api.post(ADDRESS, {"text": TROOPS, "limit": 2})) == found[:2]
    assert len(matches(api.post(ADDRESS, {"text": TROOPS, "limit": 50}))) == 15
    scores = [match["score"] for match in found]
    assert scores == sorted(scores, reverse=True)


def test_quantities_are_taken_as_an_appearance_shows_them(api):
    (claim,) = claims(TROOPS)
    said = "Kestria has massed a sea of troops along its border with Morvane."
    appearance = AppearanceFactory(claim=ClaimFactory(statement=said))
    appearance.quantities.create(
        text="a sea of troops", start=19, end=34, value=400_000, modifier="about", unit="troops"
    )
    shown = api.get(f"/api/v1/appearances/{appearance.pk}").json()["quantities"]
    (match,) = matches(api.post(ADDRESS, {"text": said, "quantities": shown}))
    assert (match["claim"]["id"], match["relation"]) == (claim.pk, "different_quantity")
    (match,) = matches(api.post(ADDRESS, {"text": said}))
    assert match["relation"] != "different_quantity"
    (match,) = matches(api.post(ADDRESS, {"text": OTHER_TROOPS, "quantities": []}))
    assert match["relation"] != "different_quantity"


def test_each_part_of_a_quantity_counts(api, monkeypatch):
    taken = []
    monkeypatch.setattr(
        searching, "search", lambda text, *, quantities, limit: taken.extend(quantities) or []
    )
    parts = {"value": -3, "low": -4, "high": -4, "unit": "per cent", "of": "exports"}
    given = {"text": "A fall", "start": 5, "end": 11, **parts, "modifier": "about", "change": "fall"}
    assert matches(api.post(ADDRESS, {"text": "A Fall of exports", "quantities": [given]})) == []
    assert taken == [Quantity("A fall", 0, 6, **parts, modifier=Modifier.ABOUT, change=Change.FALL)]


def test_a_merged_claim_shows_as_the_one_that_it_counts_as(api):
    kept, merged = claims(FERRY, TROOPS)
    AppearanceFactory(claim=kept)
    Claim.objects.filter(pk=merged.pk).update(merged_into=kept)
    (match,) = matches(api.post(ADDRESS, {"text": TROOPS}))
    assert (match["claim"]["id"], match["claim"]["statement"], match["claim"]["appearances"]) == (
        kept.pk,
        FERRY,
        1,
    )


# --- Several at once -------------------------------------------------------------------------------------


def test_a_list_is_answered_by_a_list_in_its_order(api):
    troops, ferry = claims(TROOPS, FERRY)
    answers = api.post(ADDRESS, [{"text": FERRY}, {"text": BREAD}, {"text": TROOPS, "limit": 1}]).json()
    assert [[match["claim"]["id"] for match in answer["matches"]] for answer in answers] == [
        [ferry.pk],
        [],
        [troops.pk],
    ]
    assert answers[0] == api.post(ADDRESS, {"text": FERRY}).json()
    assert isinstance(api.post(ADDRESS, [{"text": FERRY}]).json(), list)


def test_each_of_a_list_has_its_own_limit(api):
    claims(TROOPS, MORE_TROOPS)
    answers = api.post(ADDRESS, [{"text": TROOPS, "limit": 1}, {"text": TROOPS}]).json()
    assert [len(answer["matches"]) for answer in answers] == [1, 2]


def test_a_hundred_are_taken_and_one_more_is_refused(api):
    assert len(api.post(ADDRESS, [{"text": "x"}] * 100).json()) == 100
    assert pointers(api.post(ADDRESS, [{"text": "x"}] * 101)) == {"#"}
    assert pointers(api.post(ADDRESS, [])) == {"#"}


def test_a_list_is_as_long_as_a_hundred_long_sentences_and_no_longer(api):
    searches = [{"text": "ore, " * 199 + "ferry"}] * 100
    assert len(api.post(ADDRESS, searches).json()) == 100
    searches[-1] = {"text": "ore, " * 199 + "ferries"}
    assert expect_problem(api.post(ADDRESS, searches), 422)["errors"] == [
        {"pointer": "#", "detail": "The texts have 100,002 characters together; a list may have 100,000."}
    ]


def test_more_matches_cost_no_more_queries(api):
    claims(TROOPS)
    check(text=TROOPS)
    api.post(ADDRESS, {"text": TROOPS})
    with CaptureQueriesContext(connection) as few:
        api.post(ADDRESS, {"text": TROOPS})
    for n in range(60, 75):
        said = f"Kestria has massed about {n},000 troops along its border with Morvane."
        AppearanceFactory(claim=ClaimFactory(statement=said))
        check(text=f"{said} It is said.")
    index(claim_ids=Claim.objects.values_list("pk", flat=True))
    api.post(ADDRESS, {"text": TROOPS})
    with CaptureQueriesContext(connection) as many:
        found = matches(api.post(ADDRESS, {"text": TROOPS, "limit": 50}))
    assert len(found) > 20
    assert len(many) == len(few)


# --- What is wrong ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "at"),
    [
        ({}, "#/text"),
        ({"text": ""}, "#/text"),
        ({"text": "  \n"}, "#/text"),
        ({"text": "a" * 5001}, "#/text"),
        ({"text": "a\0b"}, "#/text"),
        ({"text": "a\ud800b"}, "#/text"),
        ({"text": None}, "#/text"),
        ({"text": 7}, "#/text"),
        ({"text": ["a"]}, "#/text"),
        ({"text": TROOPS, "limit": 0}, "#/limit"),
        ({"text": TROOPS, "limit": 51}, "#/limit"),
        ({"text": TROOPS, "limit": -1}, "#/limit"),
        ({"text": TROOPS, "limit": 1.5}, "#/limit"),
        ({"text": TROOPS, "limit": True}, "#/limit"),
        ({"text": TROOPS, "limit": "x"}, "#/limit"),
        ({"text": TROOPS, "limit": "5"}, "#/limit"),
        ({"text": TROOPS, "limit": None}, "#/limit"),
        ({"text": TROOPS, "limit": 10**400}, "#/limit"),
        ({"text": TROOPS, "quantity": []}, "#/quantity"),
        ({"text": TROOPS, "quantities": {}}, "#/quantities"),
        ({"text": TROOPS, "quantities": None}, "#/quantities"),
        ({"text": TROOPS, "quantities": [7]}, "#/quantities/0"),
        ({"text": TROOPS, "quantities": [SEA]}, "#/quantities/0/text"),
        ({"text": "a sea of troops", "quantities": [SEA] * 51}, "#/quantities"),
        ({"text": "a sea of troops", "quantities": [SEA, {**SEA, "value": "many"}]}, "#/quantities/1/value"),
        ({"text": "a sea of troops", "quantities": [{**SEA, "value": 1e31}]}, "#/quantities/0/value"),
        ({"text": "a sea of troops", "quantities": [{**SEA, "value": 10**400}]}, "#/quantities/0/value"),
        ({"text": "a sea of troops", "quantities": [{**SEA, "low": 2, "high": 1}]}, "#/quantities/0/high"),
        ({"text": "a sea of troops", "quantities": [{**SEA, "modifier": "very"}]}, "#/quantities/0/modifier"),
        ({"text": "a sea of troops", "quantities": [{**SEA, "modifier": []}]}, "#/quantities/0/modifier"),
        ({"text": "a sea of troops", "quantities": [{**SEA, "start": -1}]}, "#/quantities/0/start"),
        ({"text": "a sea of troops", "quantities": [{**SEA, "unit": "a\0"}]}, "#/quantities/0/unit"),
        ({"text": "a sea of troops", "quantities": [{**SEA, "size": 1}]}, "#/quantities/0/size"),
        ("text", "#"),
        (7, "#"),
    ],
)
def test_a_wrong_field_is_named_alone_and_in_a_list(api, body, at):
    assert pointers(post(api, body)) == {at}
    assert pointers(post(api, [{"text": "right"}, body])) == {at.replace("#", "#/1", 1)}


def post(api, body):
    """As `api.post`, for bodies that its renderer cannot write."""
    return api.generic("POST", ADDRESS, json.dumps(body), content_type="application/json")


def test_a_body_of_nothing_is_wrong(api):
    assert pointers(post(api, None)) == {"#"}
    assert pointers(post(api, [None])) == {"#/0"}


def test_an_infinite_number_is_wrong(api):
    body = '{"text": "a sea", "quantities": [{"text": "a sea", "value": 1e999}]}'
    response = api.generic("POST", ADDRESS, body, content_type="application/json")
    assert pointers(response) == {"#/quantities/0/value"}


def test_a_text_of_a_megabyte_and_a_list_of_lists_without_end_are_refused(api):
    assert pointers(api.post(ADDRESS, {"text": "a " * 500_000})) == {"#/text"}
    nested = "[" * 100_000 + "]" * 100_000
    expect_problem(api.generic("POST", ADDRESS, nested, content_type="application/json"), 400)
    fifty = "[" * 50 + "]" * 50
    assert pointers(api.generic("POST", ADDRESS, fifty, content_type="application/json")) == {"#/0"}


def test_the_longest_text_is_taken(api):
    claims(TROOPS)
    assert matches(api.post(ADDRESS, {"text": f"{TROOPS} " + "a " * 2400})) is not None


def test_strangers_are_asked_for_a_token(db):
    expect_problem(APIClient().post(ADDRESS, {"text": TROOPS}), 401)


def test_it_is_posted_to(api):
    expect_problem(api.get(ADDRESS), 405)


def test_without_the_model_it_is_unavailable_and_names_no_folder(api, monkeypatch, tmp_path):
    PriorCheckFactory(text=TROOPS)
    monkeypatch.setattr(embedding, "MODEL", tmp_path / "embedder.onnx")
    embedding.embedder.cache_clear()
    try:
        problem = expect_problem(api.post(ADDRESS, {"text": TROOPS}), 503)
    finally:
        embedding.embedder.cache_clear()
    assert problem["detail"] == "The model that statements are compared with is missing on this server."
