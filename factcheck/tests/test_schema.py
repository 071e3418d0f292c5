"""The OpenAPI document: complete, committed, and true of what the API answers."""

import json
from io import StringIO
from pathlib import Path

import jsonschema
import pytest
import yaml
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from rest_framework.test import APIClient

from claims import tasks
from claims.tests.factories import AppearanceFactory, FetchedArticleFactory, SpeakerFactory
from reviews.states import State
from reviews.tests.factories import ReviewFactory, reach

COMMITTED = Path(settings.BASE_DIR) / "docs" / "openapi.yaml"
REGENERATE = "manage.py spectacular --file docs/openapi.yaml"


@pytest.fixture(scope="module")
def schema():
    return yaml.safe_load(COMMITTED.read_text(encoding="utf-8"))


def test_committed_schema_is_the_schema_of_the_code():
    out = StringIO()
    call_command("spectacular", "--validate", "--fail-on-warn", stdout=out)
    assert out.getvalue() == COMMITTED.read_text(encoding="utf-8"), f"Run {REGENERATE}"


def test_schema_is_served(db, schema):
    response = Client().get("/api/schema/", headers={"Accept": "application/json"})
    assert response.status_code == 200
    assert json.loads(response.content) == schema


def test_schema_in_another_format_is_a_problem(db):
    response = Client().get("/api/schema/", headers={"Accept": "image/png"})
    assert response.status_code == 406
    assert response.headers["Content-Type"] == "application/problem+json"
    assert json.loads(response.content)["status"] == 406


def test_every_operation_says_how_it_fails(schema):
    for path, operations in schema["paths"].items():
        for method, operation in operations.items():
            failures = {code: answer for code, answer in operation["responses"].items() if code >= "400"}
            assert failures, (method, path)
            for answer in failures.values():
                [(media_type, content)] = answer["content"].items()
                assert media_type == "application/problem+json"
                assert content["schema"] == {"$ref": "#/components/schemas/Problem"}


@pytest.fixture
def api(contributor, monkeypatch):
    monkeypatch.setattr(tasks, "enqueue", lambda task, **ids: None)
    client = APIClient()
    client.force_authenticate(contributor)
    return client


def test_answers_are_as_described(api, schema):
    review = reach(State.PUBLISHED)
    retracted = reach(State.RETRACTED)
    queued = ReviewFactory()
    failed = FetchedArticleFactory(fetch_state="failed", fetch_error="The site did not answer.")
    appearance = AppearanceFactory(
        speaker=SpeakerFactory(),
        speaker_mention="she",
        speaker_start=0,
        speaker_end=3,
        entities=[{"text": "Kestria", "start": 0, "end": 7, "type": "place"}],
    )
    appearance.quantities.create(text="x", start=0, end=1, value=1.5, modifier="about")
    appearance.times.create(text="x", start=0, end=1, from_date="2021-01-01")
    requests = [
        ("post", "/articles", None, {"text": "Kestria has 4 rivers."}, 201),
        ("post", "/articles", None, {"text": "Kestria has 4 rivers."}, 200),
        ("post", "/articles", None, {"url": "https://corvale.example/a"}, 202),
        ("post", "/articles", None, {"text": ""}, 422),
        ("post", "/articles/{id}/retry", failed.pk, {}, 202),
        ("post", "/articles/{id}/retry", failed.pk, {}, 409),
        ("get", "/articles", None, {}, 200),
        ("get", "/articles", None, {"limit": "0"}, 422),
        ("get", "/articles/{id}", appearance.revision.article_id, {}, 200),
        ("get", "/articles/{id}", 999_999, {}, 404),
        ("get", "/revisions/{id}", appearance.revision_id, {}, 200),
        ("get", "/claims", None, {}, 200),
        ("get", "/claims/{id}", review.claim_id, {}, 200),
        ("get", "/appearances", None, {"limit": "1"}, 200),
        ("get", "/appearances/{id}", appearance.pk, {}, 200),
        ("get", "/reviews", None, {}, 200),
        ("get", "/reviews/{id}", queued.pk, {}, 200),
        ("get", "/fact-checks", None, {}, 200),
        ("get", "/fact-checks/{slug}", review.slug, {}, 200),
        ("get", "/fact-checks/{slug}", retracted.slug, {}, 200),
    ]
    seen = set()
    for method, path, key, data, status in requests:
        address = path.replace("{id}", str(key)).replace("{slug}", str(key))
        response = getattr(api, method)(f"/api/v1{address}", data)
        assert response.status_code == status, (method, address, response.content)
        answer = schema["paths"][f"/api/v1{path}"][method]["responses"][str(status)]
        content = answer["content"][response.headers["Content-Type"]]
        document = {**content["schema"], "components": schema["components"]}
        jsonschema.validate(response.json(), document, cls=jsonschema.Draft202012Validator)
        seen.add((method, f"/api/v1{path}"))
    assert seen == {(method, path) for path, operations in schema["paths"].items() for method in operations}
