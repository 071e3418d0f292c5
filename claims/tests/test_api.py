"""Articles and claims over HTTP."""

import json
from datetime import UTC, datetime, timedelta
from urllib.parse import quote

import pytest
from rest_framework.authtoken.models import Token
from rest_framework.test import APIClient

from claims import tasks
from claims.ingestion import extract_revision
from claims.models import Article, Claim, Extraction
from claims.tests.factories import (
    NOW,
    AppearanceFactory,
    ArticleFactory,
    ClaimFactory,
    ExtractionFactory,
    FetchedArticleFactory,
    RevisionFactory,
    SpeakerFactory,
    UserFactory,
)
from factcheck.tests.problems import expect_problem

TEXT = "Kestria has massed about 120,000 troops along its border with Morvane, the defence ministry said on Friday."
PAGE = f"<html><body><article><h1>Border talks stall</h1><p>{TEXT}</p><p>{TEXT}</p></article></body></html>"


@pytest.fixture
def sent(monkeypatch, django_capture_on_commit_callbacks):
    """What is enqueued once the transaction commits."""
    sent = []
    monkeypatch.setattr(tasks, "enqueue", lambda task, **ids: sent.append((task.name, ids)))
    return sent


@pytest.fixture
def api(contributor):
    client = APIClient(HTTP_AUTHORIZATION=f"Bearer {Token.objects.create(user=contributor).key}")
    client.raise_request_exception = False
    return client


# --- Submitting ------------------------------------------------------------------------------------------


def test_address_is_accepted_and_enqueued(api, contributor, sent):
    response = api.post(
        "/api/v1/articles", {"url": "https://corvale.example/talks", "published_at": "2022-01-18"}
    )
    assert response.status_code == 202
    article = Article.objects.get()
    assert response.headers["Location"] == f"http://testserver/api/v1/articles/{article.pk}"
    body = response.json()
    assert body["url"] == "https://corvale.example/talks"
    assert body["published_at"] == "2022-01-18T00:00:00Z"
    assert body["published_from"] == "caller"
    assert body["submitted_by"] == contributor.username
    assert body["status"] == {
        "state": "fetching",
        "fetch": "queued",
        "extraction": None,
        "error": None,
        "claim_count": 0,
    }
    assert sent == [("claims.tasks.fetch_article", {"article_id": article.pk})]
    assert api.get(response.headers["Location"]).json() == body


def test_known_address_is_one_article(api, sent):
    first = api.post("/api/v1/articles", {"url": "https://corvale.example/talks"})
    again = api.post("/api/v1/articles", {"url": "https://CORVALE.example/talks#top"})
    assert (first.status_code, again.status_code) == (202, 200)
    assert first.json()["id"] == again.json()["id"]
    assert again.headers["Location"] == first.headers["Location"]


def test_text_is_created_and_read(api, sent):
    response = api.post(
        "/api/v1/articles",
        {
            "text": TEXT,
            "title": " Border \n talks",
            "publisher": "Corvale Wire",
            "published_at": "2022-01-18T23:30:00-05:00",
        },
    )
    assert response.status_code == 201
    body = response.json()
    assert (body["title"], body["publisher"], body["url"]) == ("Border talks", "Corvale Wire", None)
    assert body["published_at"] == "2022-01-19T04:30:00Z"
    assert body["status"]["extraction"] == "queued"
    extraction = Extraction.objects.get()
    assert sent == [("claims.tasks.extract_revision", {"extraction_id": extraction.pk})]
    extract_revision(extraction.pk, clock=lambda: NOW)
    status = api.get(response.headers["Location"]).json()["status"]
    assert (status["state"], status["extraction"], status["claim_count"]) == (
        "read",
        "done",
        Claim.objects.count(),
    )
    assert status["claim_count"] > 0
    revision = api.get(f"/api/v1/revisions/{body['revision']}").json()
    assert (revision["text"], revision["number"], revision["article"]) == (TEXT, 1, body["id"])


def test_same_text_is_one_article(api, sent):
    first = api.post("/api/v1/articles", {"text": TEXT})
    again = api.post("/api/v1/articles", {"text": f"  {TEXT}\n"})
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()


def test_page_is_read(api, sent):
    response = api.post("/api/v1/articles", {"html": PAGE})
    assert response.status_code == 201
    revision = api.get(f"/api/v1/revisions/{response.json()['revision']}").json()
    assert revision["text"].startswith("Kestria has massed")


@pytest.mark.parametrize(
    ("body", "pointers"),
    [
        ({}, ["#"]),
        ([], ["#"]),
        ("text", ["#"]),
        (None, ["#"]),
        (7, ["#"]),
        ({"url": "https://corvale.example/", "text": "x"}, ["#/text"]),
        ({"url": ""}, ["#/url"]),
        ({"url": None}, ["#/url"]),
        ({"url": 7}, ["#/url"]),
        ({"url": ["https://corvale.example/"]}, ["#/url"]),
        ({"url": {"a": 1}}, ["#/url"]),
        ({"url": "ftp://corvale.example/"}, ["#/url"]),
        ({"url": "corvale.example"}, ["#/url"]),
        ({"url": "https://"}, ["#/url"]),
        ({"url": "https://[::1"}, ["#/url"]),
        ({"url": "https://corvale.example:99999/"}, ["#/url"]),
        ({"url": "https://corvale.example/\x00"}, ["#/url"]),
        ({"url": "https://corvale.example/\ud800"}, ["#/url"]),
        ({"url": "https://\u2024\u2024/"}, ["#/url"]),
        ({"url": "https://corvale.example/" + "a" * 2000}, ["#/url"]),
        ({"url": "https://corvale.example/" + "é" * 900}, ["#/url"]),
        ({"url": "https://corvale.example/", "title": "No"}, ["#/title"]),
        ({"text": ""}, ["#/text"]),
        ({"text": " \n\u200b "}, ["#/text"]),
        ({"text": "nul \x00"}, ["#/text"]),
        ({"text": "half a pair \ud800"}, ["#/text"]),
        ({"text": True}, ["#/text"]),
        ({"text": 1.5}, ["#/text"]),
        ({"text": "€" * 700_000}, ["#/text"]),
        ({"html": "<p></p>"}, ["#/html"]),
        ({"html": "<div>" * 5000}, ["#/html"]),
        ({"html": 3}, ["#/html"]),
        ({"text": "x", "title": "t" * 501}, ["#/title"]),
        ({"text": "x", "title": "\x00"}, ["#/title"]),
        ({"text": "x", "title": ["a"]}, ["#/title"]),
        ({"text": "x", "publisher": "p" * 201}, ["#/publisher"]),
        ({"text": "x", "published_at": "yesterday"}, ["#/published_at"]),
        ({"text": "x", "published_at": ""}, ["#/published_at"]),
        ({"text": "x", "published_at": 20220118}, ["#/published_at"]),
        ({"text": "x", "published_at": {}}, ["#/published_at"]),
        ({"text": "x", "published_at": "2022-02-30"}, ["#/published_at"]),
        ({"text": "x", "published_at": "2022-01-18T25:00:00Z"}, ["#/published_at"]),
        ({"text": "x", "published_at": "2022-01-18T10:00:00"}, ["#/published_at"]),
        ({"text": "x", "published_at": "0001-01-01T00:00:00+14:00"}, ["#/published_at"]),
        ({"text": "x", "published_at": "9999-12-31T23:59:59-14:00"}, ["#/published_at"]),
        ({"text": "x", "published_at": "1599-12-31"}, ["#/published_at"]),
        ({"text": "x", "published_at": "2022-01-18\x00"}, ["#/published_at"]),
        ({"text": "x", "published_at": "\ud800"}, ["#/published_at"]),
        ({"text": "x", "titel": "y"}, ["#/titel"]),
        ({"text": 7, "titel": "y"}, ["#/titel", "#/text"]),
        ({"text": "x", "a/b~c": 1}, ["#/a~1b~0c"]),
        ({"text": "x", "\ud800": 1}, ["#/?"]),
        ({"text": "x", "": 1}, ["#/"]),
        ({"id": 1, "text": "x"}, ["#/id"]),
    ],
    ids=lambda value: json.dumps(value)[:60],
)
def test_hostile_input_names_its_field(api, sent, body, pointers):
    response = api.post("/api/v1/articles", json.dumps(body), content_type="application/json")
    assert [error["pointer"] for error in expect_problem(response, 422)["errors"]] == pointers
    assert not Article.objects.exists()
    assert sent == []


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"nonsense",
        b"{'text': 'x'}",
        b"\xff\xfe{}",
        b'{"text": "\xff"}',
        b'{"text": NaN}',
        b'{"text": -Infinity}',
        b'{"text": "x", "text": "y"}',
        b'{"text": "' + b"\n" + b'"}',
        b"[" * 100_000,
        b"9" * 5000,
        b'{"text": "x"} x',
    ],
    ids=lambda body: repr(body[:24]),
)
def test_body_that_is_no_json_is_a_bad_request(api, body):
    # An empty body is no input at all.
    expect_problem(
        api.generic("POST", "/api/v1/articles", body, content_type="application/json"), 400 if body else 422
    )
    assert not Article.objects.exists()


def test_body_with_a_million_wrong_fields_gets_a_short_answer(api):
    body = json.dumps({str(number): 1 for number in range(100_000)})
    response = api.post("/api/v1/articles", body, content_type="application/json")
    assert len(expect_problem(response, 422)["errors"]) == 100


def test_body_beyond_the_limit_is_refused(api, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    expect_problem(api.post("/api/v1/articles", {"text": "x" * 1000}), 413)
    assert not Article.objects.exists()


@pytest.mark.parametrize(
    "content_type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""]
)
def test_other_media_types_are_not_supported(api, content_type):
    expect_problem(
        api.generic("POST", "/api/v1/articles", b"url=https://corvale.example/", content_type=content_type),
        415,
    )


# --- Who may, and how ------------------------------------------------------------------------------------

ADDRESSES = ["articles", "articles/1", "revisions/1", "claims", "claims/1", "appearances", "appearances/1"]


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer " + "0" * 40, "Bearer \x00", "Bearer é", "Bearer a b"]
)
def test_strangers_are_asked_for_a_token(db, address, header):
    ArticleFactory(pk=1)
    RevisionFactory(pk=1)
    AppearanceFactory(pk=1, claim=ClaimFactory(pk=1))
    client = APIClient(HTTP_AUTHORIZATION=header) if header else APIClient()
    response = client.get(f"/api/v1/{address}")
    expect_problem(response, 401)
    assert response.headers["WWW-Authenticate"] == "Bearer"


def test_token_of_somebody_who_left_works_no_more(api, contributor):
    contributor.is_active = False
    contributor.save()
    expect_problem(api.get("/api/v1/articles"), 401)
    expect_problem(api.post("/api/v1/articles", {"text": TEXT}), 401)
    assert not Article.objects.exists()


def test_session_needs_the_csrf_token(contributor, sent):
    client = APIClient(enforce_csrf_checks=True)
    client.force_login(contributor)
    assert client.get("/api/v1/articles").status_code == 200
    expect_problem(client.post("/api/v1/articles", {"text": TEXT}), 403)
    assert not Article.objects.exists()


@pytest.mark.parametrize(
    ("method", "address"),
    [
        ("delete", "articles"),
        ("put", "articles/1"),
        ("patch", "articles/1"),
        ("delete", "articles/1"),
        ("get", "articles/1/retry"),
        ("post", "claims"),
        ("patch", "claims/1"),
        ("post", "appearances"),
    ],
)
def test_other_methods_are_not_allowed(api, method, address):
    response = getattr(api, method)(f"/api/v1/{address}", {})
    expect_problem(response, 405)
    assert "GET" in response.headers["Allow"] or "POST" in response.headers["Allow"]


def test_other_formats_are_not_acceptable(api):
    expect_problem(api.get("/api/v1/articles", HTTP_ACCEPT="text/html"), 406)


@pytest.mark.parametrize(
    "address",
    ["articles/7", "articles/0", f"articles/{'9' * 18}", f"articles/{'9' * 40}", "articles/x", "claims/7"],
)
def test_what_is_not_there_is_not_found(api, address):
    expect_problem(api.get(f"/api/v1/{address}"), 404)


# --- Retrying --------------------------------------------------------------------------------------------


def test_failed_fetch_says_why_and_is_tried_again(api, sent):
    article = FetchedArticleFactory(fetch_state="failed", fetch_error="The site did not answer.")
    status = api.get(f"/api/v1/articles/{article.pk}").json()["status"]
    assert (status["state"], status["error"]) == ("failed", "The site did not answer.")
    response = api.post(f"/api/v1/articles/{article.pk}/retry")
    assert response.status_code == 202
    assert response.json()["status"]["state"] == "fetching"
    assert response.json()["status"]["error"] is None
    assert sent == [("claims.tasks.fetch_article", {"article_id": article.pk})]


def test_failed_extraction_is_tried_again(api, sent):
    extraction = ExtractionFactory(state="failed", error="Reading this text took too long.", finished_at=NOW)
    article = extraction.revision.article
    status = api.get(f"/api/v1/articles/{article.pk}").json()["status"]
    assert (status["state"], status["error"]) == ("failed", "Reading this text took too long.")
    assert api.post(f"/api/v1/articles/{article.pk}/retry", {}).json()["status"]["state"] == "reading"
    assert sent == [("claims.tasks.extract_revision", {"extraction_id": extraction.pk})]


def test_retry_of_what_did_not_fail_is_a_conflict(api, sent):
    article = RevisionFactory().article
    expect_problem(api.post(f"/api/v1/articles/{article.pk}/retry"), 409)
    expect_problem(api.post(f"/api/v1/articles/{article.pk}/retry", {"force": True}), 422)
    expect_problem(api.post("/api/v1/articles/77/retry"), 404)
    assert sent == []


def test_fetch_that_led_to_a_known_article_names_it(api):
    original = RevisionFactory().article
    duplicate = FetchedArticleFactory(fetch_state="done", duplicate_of=original)
    assert api.get(f"/api/v1/articles/{duplicate.pk}").json()["duplicate_of"] == original.pk
    assert [row["id"] for row in api.get("/api/v1/articles").json()["results"]] == [original.pk]


# --- Reading ---------------------------------------------------------------------------------------------


def ids(response):
    assert response.status_code == 200, response.content
    return [row["id"] for row in response.json()["results"]]


def test_pages_hold_every_row_once_while_rows_are_added(api):
    # Equal times, as one extraction writes them: the order among them must still be one order.
    made = [ArticleFactory(created_at=NOW + timedelta(days=n // 3)).pk for n in range(7)]
    seen, address = [], "/api/v1/articles?limit=2"
    while address:
        page = api.get(address).json()
        assert len(page["results"]) <= 2
        seen += [row["id"] for row in page["results"]]
        ArticleFactory(created_at=NOW + timedelta(days=9))
        address = page["next"]
    assert seen == sorted(made, reverse=True)
    assert ids(api.get("/api/v1/articles?ordering=created_at&limit=3")) == made[:3]


@pytest.mark.parametrize("ordering", ["score", "-score", "spread", "-spread"])
def test_claims_in_each_order_page_by_page(api, ordering):
    claims = [ClaimFactory() for _ in range(5)]
    for number, claim in enumerate(claims):
        for _ in range(number % 3):
            AppearanceFactory(claim=claim, score=0.1 + 0.2 * number)
    seen, address = [], f"/api/v1/claims?limit=2&ordering={ordering}"
    while address:
        page = api.get(address).json()
        seen += page["results"]
        address = page["next"]
    keys = [(row["score"] if "score" in ordering else row["spread"]["articles"], row["id"]) for row in seen]
    assert keys == sorted(keys, reverse=ordering.startswith("-"))
    assert len(keys) == 5


def test_cursor_fits_its_own_order_only(api):
    for _ in range(3):
        ArticleFactory()
    following = api.get("/api/v1/articles?limit=1").json()["next"]
    assert (
        expect_problem(api.get(f"{following}&ordering=created_at"), 422)["errors"][0]["parameter"] == "cursor"
    )


def test_claim_shows_its_spread_and_score(api):
    claim = ClaimFactory(statement="Kestria has 4 rivers.")
    first = AppearanceFactory(claim=claim, score=0.4)
    article = first.revision.article
    AppearanceFactory(claim=claim, score=0.7, revision=RevisionFactory(article=article, number=2))
    AppearanceFactory(claim=claim, score=0.5, revision__article__publisher="Morvane Post")
    body = api.get(f"/api/v1/claims/{claim.pk}").json()
    assert body["statement"] == "Kestria has 4 rivers."
    assert body["kind"] == "quantity"
    assert body["score"] == 0.7
    assert body["spread"] == {"appearances": 3, "articles": 2, "publishers": 2}


def test_claim_without_appearances_is_shown(api):
    assert api.get(f"/api/v1/claims/{ClaimFactory().pk}").json()["score"] == 0


@pytest.fixture
def two_claims(db):
    """One claim that the filters below find, one that they do not."""
    found = ClaimFactory(statement="Kestria paid 3 per cent more.", kind="cause", created_at=NOW)
    AppearanceFactory(
        claim=found,
        score=0.9,
        speaker=SpeakerFactory(name="Ilse Maron"),
        revision__article=ArticleFactory(pk=501, publisher="Morvane Post"),
    )
    other = ClaimFactory(created_at=NOW - timedelta(days=2))
    AppearanceFactory(claim=other, score=0.3, speaker=SpeakerFactory(name="Tovan Reis"))
    # Speaker and publisher of the one that is found, but never in one appearance.
    AppearanceFactory(
        claim=other,
        score=0.3,
        speaker=SpeakerFactory(name="Ilse Marona"),
        revision__article__publisher="Wire",
    )
    return found


@pytest.mark.parametrize(
    "query",
    [
        "kind=cause",
        "q=PAID+kestria",
        "speaker=maron&publisher=morvane+post",
        "publisher=Morvane Post",
        "min_score=0.9",
        "article=501",
        "created_after=2026-11-11",
        "created_after=2026-11-12T09:00:00Z&created_before=2026-11-12T09:00:01%2B00:00",
    ],
)
def test_claims_by(api, two_claims, query):
    assert ids(api.get(f"/api/v1/claims?{query}")) == [two_claims.pk]


def test_articles_by(api):
    read = ArticleFactory(title="Border talks stall", publisher="Morvane Post")
    failed = FetchedArticleFactory(fetch_state="failed", fetch_error="x", created_at=NOW - timedelta(days=1))
    assert ids(api.get("/api/v1/articles?q=talks+border&state=read")) == [read.pk]
    assert ids(api.get("/api/v1/articles?publisher=morvane+post")) == [read.pk]
    assert ids(api.get("/api/v1/articles?state=failed")) == [failed.pk]
    assert ids(api.get("/api/v1/articles?created_before=2026-11-12")) == [failed.pk]
    assert ids(api.get("/api/v1/articles?created_after=2026-11-12")) == [read.pk]


def test_appearances_by(api):
    found = AppearanceFactory(score=0.9, attribution="direct", speaker=SpeakerFactory(name="Ilse Maron"))
    AppearanceFactory(score=0.3, speaker=SpeakerFactory(name="Tovan Reis"))
    revision = found.revision
    for query in [
        f"claim={found.claim_id}",
        f"revision={revision.pk}",
        f"article={revision.article_id}",
        "speaker=maron",
        "attribution=direct",
        "min_score=0.5",
    ]:
        assert ids(api.get(f"/api/v1/appearances?{query}")) == [found.pk], query


def test_appearance_in_full(api):
    text = "“About 3,000 left in 2021,” Ilse Maron said."
    appearance = AppearanceFactory(
        claim__statement="About 3,000 left in 2021",
        revision=RevisionFactory(
            text=text,
            article__url="https://corvale.example/a",
            article__published_at=datetime(2022, 1, 18, tzinfo=UTC),
        ),
        start=1,
        end=25,
        prefix="“",
        suffix=",” Ilse Maron said.",
        speaker=SpeakerFactory(name="Ilse Maron"),
        speaker_mention="Ilse Maron",
        speaker_start=28,
        speaker_end=38,
        attribution="direct",
        reasons=["quantity", "dated"],
        entities=[{"text": "Ilse Maron", "start": 28, "end": 38, "type": "person"}],
    )
    appearance.quantities.create(
        text="About 3,000", start=1, end=12, value=3000, modifier="about", change="fall"
    )
    appearance.times.create(text="2021", start=21, end=25, from_date="2021-01-01", to_date="2021-12-31")
    body = api.get(f"/api/v1/appearances/{appearance.pk}").json()
    assert text[body["start"] : body["end"]] == body["exact"] == "About 3,000 left in 2021"
    article = appearance.revision.article
    assert body == {
        "id": appearance.pk,
        "claim": appearance.claim_id,
        "article": {
            "id": article.pk,
            "title": "Border talks stall",
            "publisher": "Corvale Wire",
            "url": "https://corvale.example/a",
            "published_at": "2022-01-18T00:00:00Z",
        },
        "revision": appearance.revision_id,
        "start": 1,
        "end": 25,
        "exact": "About 3,000 left in 2021",
        "prefix": "“",
        "suffix": ",” Ilse Maron said.",
        "speaker": {
            "name": "Ilse Maron",
            "role": None,
            "mention": "Ilse Maron",
            "start": 28,
            "end": 38,
            "doubtful": False,
        },
        "attribution": "direct",
        "score": 0.8,
        "reasons": ["quantity", "dated"],
        "quantities": [
            {
                "text": "About 3,000",
                "start": 1,
                "end": 12,
                "value": 3000.0,
                "low": None,
                "high": None,
                "modifier": "about",
                "change": "fall",
                "unit": None,
                "of": None,
            }
        ],
        "times": [{"text": "2021", "start": 21, "end": 25, "from": "2021-01-01", "to": "2021-12-31"}],
        "entities": [{"text": "Ilse Maron", "start": 28, "end": 38, "type": "person"}],
        "amended_at": None,
    }


FILTERS = {
    "articles": ["q", "publisher", "state", "created_after", "created_before", "limit", "cursor", "ordering"],
    "claims": [
        "q", "kind", "speaker", "publisher", "article", "min_score", "created_after", "created_before", "limit",
        "cursor", "ordering",
    ],
    "appearances": [
        "claim", "revision", "article", "speaker", "attribution", "min_score", "limit", "cursor", "ordering",
    ],
}  # fmt: skip
HOSTILE = [
    "%00", "%FF", "%ED%A0%80", "'", "\"; DROP TABLE claims_claim; --", "%25", "\\", "-1", "0", "1e400", "-0.0", "NaN",
    "Infinity", "9" * 30, "٣", "1.5", "--score", "-", "0001-01-01T00:00:00%2B14:00", "9999-12-31T23:59:59-14:00",
    "2022-13-01", "2022-01-01T00:00:00", "a " * 100, "a" * 5000, "[]", "{}", "null", "true",
    "eyJhIjoxfQ:1abc:xyz", "__class__", "revision__article", "\U0001f600",
]  # fmt: skip


@pytest.mark.parametrize(("path", "name"), [(path, name) for path in FILTERS for name in FILTERS[path]])
def test_hostile_parameters_find_nothing_or_are_named(api, path, name):
    AppearanceFactory()
    for value in HOSTILE:
        value = value if value.startswith("%") or "%2B" in value else quote(value)
        response = api.get(f"/api/v1/{path}?{name}={value}")
        if response.status_code != 200:
            assert [error["parameter"] for error in expect_problem(response, 422)["errors"]] == [name], value


@pytest.mark.parametrize("path", FILTERS)
def test_parameters_that_do_not_exist_or_come_twice_are_refused(api, path):
    response = api.get(f"/api/v1/{path}?kindd=quantity&limit=1&limit=2")
    assert [error["parameter"] for error in expect_problem(response, 422)["errors"]] == ["kindd", "limit"]
    many = "&".join(f"p{number}=1" for number in range(2000))
    expect_problem(api.get(f"/api/v1/{path}?{many}"), 400)


@pytest.mark.parametrize("path", [*FILTERS, "revisions"])
def test_one_object_takes_no_parameters(api, path):
    appearance = AppearanceFactory()
    revision = appearance.revision
    pk = {
        "articles": revision.article_id,
        "claims": appearance.claim_id,
        "appearances": appearance.pk,
        "revisions": revision.pk,
    }[path]
    response = api.get(f"/api/v1/{path}/{pk}?limit=1&kind=cause")
    assert [error["parameter"] for error in expect_problem(response, 422)["errors"]] == ["limit", "kind"]


@pytest.mark.parametrize("path", FILTERS)
def test_lists_take_a_fixed_number_of_queries(api, path, django_assert_num_queries):
    def rows(count):
        for _ in range(count):
            article = ArticleFactory(submitted_by=UserFactory())
            appearance = AppearanceFactory(revision__article=article, speaker=SpeakerFactory())
            appearance.quantities.create(text="x", start=0, end=1)
            appearance.times.create(text="x", start=0, end=1)

    def read():
        return len(api.get(f"/api/v1/{path}").json()["results"])

    rows(1)
    # The token, then the rows; then a claim's reviews, or an appearance's quantities and times.
    queries = {"articles": 2, "claims": 3, "appearances": 4}[path]
    with django_assert_num_queries(queries):
        assert read() == 1
    rows(9)
    with django_assert_num_queries(queries):
        assert read() == 10


def test_a_merged_claim_says_into_which_and_is_in_no_list(client, contributor):
    client.force_login(contributor)
    kept = AppearanceFactory().claim
    merged = ClaimFactory(merged_into=kept)
    listed = client.get("/api/v1/claims").json()["results"]
    assert [(each["id"], each["merged_into"]) for each in listed] == [(kept.pk, None)]
    assert client.get(f"/api/v1/claims/{merged.pk}").json()["merged_into"] == kept.pk
