"""The OpenAPI document: complete, committed, true of what the API answers, and shown as pages."""

import json
import re
from pathlib import Path

import pytest
import yaml
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.test import Client
from jsonschema import Draft202012Validator
from rest_framework.test import APIClient

from claims import tasks
from claims.retrieval import index
from claims.tests.factories import (
    NOW,
    AppearanceFactory,
    FetchedArticleFactory,
    PriorCheckFactory,
    SpeakerFactory,
    UserFactory,
)
from factcheck.accounts.models import Role
from reviews import actions
from reviews.states import State
from reviews.tests.factories import ReviewFactory, reach, verdict_draft

COMMITTED = Path(settings.BASE_DIR) / "docs" / "openapi.yaml"
REFRESH = ".venv/bin/python manage.py spectacular --validate --fail-on-warn --file docs/openapi.yaml"


@pytest.fixture(scope="module")
def schema():
    return yaml.safe_load(COMMITTED.read_text(encoding="utf-8"))


def test_committed_schema_is_the_schema_of_the_code(tmp_path):
    generated = tmp_path / "openapi.yaml"
    call_command("spectacular", validate=True, fail_on_warn=True, file=str(generated))
    if generated.read_bytes() != COMMITTED.read_bytes():
        pytest.fail(f"The API and docs/openapi.yaml differ. Look at what changed, then refresh it: {REFRESH}")


@pytest.mark.parametrize("address", ["/api/schema/", "/api/schema"])
def test_schema_is_served_to_everybody(address, schema):
    response = Client().get(address, follow=True)
    assert response.headers["Content-Type"].startswith("application/vnd.oai.openapi")
    assert response.content == COMMITTED.read_bytes()
    response = Client().get(address, follow=True, headers={"Accept": "application/json"})
    assert json.loads(response.content) == schema


def test_schema_in_another_format_is_a_problem():
    response = Client().get("/api/schema/", headers={"Accept": "image/png"})
    assert response.status_code == 406
    assert response.headers["Content-Type"] == "application/problem+json"
    assert json.loads(response.content)["status"] == 406


def test_page_of_the_schema_keeps_to_the_content_security_policy():
    response = Client().get("/api/docs", follow=True)
    page = response.content.decode()
    assert "script-src 'self'" in response.headers["Content-Security-Policy"].split("; ")
    assert not re.search(r"<script(?![^>]*src=)|<style|style=|\son\w+=|https?://", page)
    addresses = re.findall(r'(?:src|href)="([^"]+)"', page)
    assert len(addresses) == 5
    for address in addresses:
        if address.startswith("/static/"):
            assert finders.find(address.removeprefix("/static/")), address
        else:
            script = Client().get(address)
            assert script.headers["Content-Type"] == "application/javascript"
            assert b"/api/schema/" in script.content


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


def corrected():
    """Return a published review that was corrected once."""
    approver, second = (UserFactory(role=Role.SENIOR_EDITOR) for _ in range(2))
    review = reach(State.PUBLISHED, approver=approver)
    step = {"review": review, "now": NOW}
    actions.correct(**step, by=approver, version=review.version, note="Misread.")
    actions.send_for_approval(**step, by=approver, version=review.version, draft=verdict_draft())
    actions.approve(**step, by=second, version=review.version)
    return review


def full_appearance():
    appearance = AppearanceFactory(
        speaker=SpeakerFactory(),
        speaker_mention="she",
        speaker_start=0,
        speaker_end=3,
        entities=[{"text": "Kestria", "start": 0, "end": 7, "type": "place"}],
    )
    appearance.quantities.create(text="x", start=0, end=1, value=1.5, modifier="about")
    appearance.times.create(text="x", start=0, end=1, from_date="2021-01-01")
    return appearance


def strict(schema):
    """Return the components, closed: a field that the schema forgot is as wrong as one of another type."""
    return {
        "schemas": {
            name: {"additionalProperties": False, **said} if said.get("type") == "object" else said
            for name, said in schema["components"]["schemas"].items()
        }
    }


def test_answers_are_as_described(api, schema):
    review = corrected()
    retracted = reach(State.RETRACTED)
    queued = ReviewFactory()
    failed = FetchedArticleFactory(fetch_state="failed", fetch_error="The site did not answer.")
    bare = AppearanceFactory(speaker=None)
    appearance = full_appearance()
    check = PriorCheckFactory()
    index(claim_ids=[appearance.claim_id, review.claim_id], prior_check_ids=[check.pk])
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
        ("get", "/articles/{id}", failed.pk, {"limit": "1"}, 422),
        ("get", "/articles/{id}", 999_999, {}, 404),
        ("get", "/revisions/{id}", appearance.revision_id, {}, 200),
        ("get", "/claims", None, {}, 200),
        ("get", "/claims/{id}", review.claim_id, {}, 200),
        ("get", "/claims/{id}", bare.claim_id, {}, 200),
        ("get", "/appearances", None, {"limit": "1"}, 200),
        ("get", "/appearances/{id}", appearance.pk, {}, 200),
        ("get", "/appearances/{id}", bare.pk, {}, 200),
        ("post", "/matches/search", None, {"text": appearance.exact}, 200),
        ("post", "/matches/search", None, [{"text": appearance.exact}, {"text": check.text}], 200),
        ("post", "/matches/search", None, [{"text": appearance.exact, "limit": 0}], 422),
        ("get", "/reviews", None, {}, 200),
        ("get", "/reviews/{id}", queued.pk, {}, 200),
        ("get", "/reviews/{id}", review.pk, {}, 200),
        ("get", "/fact-checks", None, {}, 200),
        ("get", "/fact-checks/{slug}", review.slug, {}, 200),
        ("get", "/fact-checks/{slug}", retracted.slug, {}, 200),
        ("get", "/fact-checks/{slug}", "never-written", {}, 404),
    ]
    seen = set()
    for method, path, key, data, status in requests:
        address = path.replace("{id}", str(key)).replace("{slug}", str(key))
        response = getattr(api, method)(f"/api/v1{address}", data)
        assert response.status_code == status, (method, address, response.content)
        answer = schema["paths"][f"/api/v1{path}"][method]["responses"][str(status)]
        content = answer["content"][response.headers["Content-Type"]]
        validator = Draft202012Validator({**content["schema"], "components": strict(schema)})
        errors = [f"{error.json_path}: {error.message}" for error in validator.iter_errors(response.json())]
        assert errors == [], (method, address)
        seen.add((method, f"/api/v1{path}"))
    assert seen == {(method, path) for path, operations in schema["paths"].items() for method in operations}
