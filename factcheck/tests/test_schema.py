"""The schema of the API: the committed one is current, true of the answers, and shown as pages."""

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

from claims.tests.factories import AppearanceFactory, SpeakerFactory
from factcheck.accounts.models import Role
from reviews import actions
from reviews.states import State
from reviews.tests.factories import NOW, UserFactory, reach, verdict_draft

COMMITTED = Path(settings.BASE_DIR, "docs", "openapi.yaml")
REFRESH = "python manage.py spectacular --validate --fail-on-warn --file docs/openapi.yaml"


@pytest.fixture(scope="module")
def schema():
    return yaml.safe_load(COMMITTED.read_text(encoding="utf-8"))


def test_committed_schema_is_current(tmp_path):
    generated = tmp_path / "openapi.yaml"
    call_command("spectacular", validate=True, fail_on_warn=True, file=str(generated))
    if generated.read_bytes() != COMMITTED.read_bytes():
        pytest.fail(f"The API has changed and docs/openapi.yaml has not. Refresh it: {REFRESH}")


@pytest.mark.parametrize("address", ["/api/schema/", "/api/schema"])
def test_schema_is_served_to_everybody(address):
    response = Client().get(address, follow=True)
    assert response.headers["Content-Type"].startswith("application/vnd.oai.openapi")
    assert response.content == COMMITTED.read_bytes()


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


# --- What the schema says is what the API answers --------------------------------------------------------


@pytest.fixture
def answers(contributor):
    """A client whose answers hold for objects that have every part."""
    approver, second = (UserFactory(role=Role.SENIOR_EDITOR) for _ in range(2))
    review = reach(State.PUBLISHED, approver=approver)
    appearance = AppearanceFactory(
        claim=review.claim,
        speaker=SpeakerFactory(),
        revision__article__submitted_by=contributor,
        entities=[{"text": "Kestria", "start": 0, "end": 7, "type": "place"}],
    )
    appearance.quantities.create(text="x", start=0, end=1, value=3)
    appearance.times.create(text="x", start=0, end=1, from_date="2021-01-01")
    step = {"review": review, "now": NOW}
    actions.correct(**step, by=approver, version=review.version, note="Misread.")
    actions.send_for_approval(**step, by=approver, version=review.version, draft=verdict_draft())
    actions.approve(**step, by=second, version=review.version)
    # Objects that have as little as can be.
    AppearanceFactory(speaker=None)
    reach(State.QUEUED)
    client = APIClient()
    client.force_authenticate(contributor)
    client.raise_request_exception = False
    return client


def errors(schema, operation, response):
    """Return how the response differs from what the schema says of its status."""
    described = operation["responses"][str(response.status_code)]["content"]
    said = described[response.headers["Content-Type"]]["schema"]
    validator = Draft202012Validator({**said, "components": strict(schema["components"])})
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(response.json())]


def strict(components):
    """Forbid what the schema does not name: a field that it forgot is as wrong as one of another type."""
    return {
        "schemas": {
            name: {"additionalProperties": False, **said} if said.get("type") == "object" else said
            for name, said in components["schemas"].items()
        }
    }


LISTS = ["articles", "claims", "appearances", "reviews", "fact-checks"]


@pytest.mark.parametrize("name", LISTS)
def test_answers_are_as_the_schema_says(answers, schema, name):
    of_list = schema["paths"][f"/api/v1/{name}"]["get"]
    key = "slug" if name == "fact-checks" else "id"
    of_one = schema["paths"][f"/api/v1/{name}/{{{key}}}"]["get"]
    listed = answers.get(f"/api/v1/{name}")
    assert len(listed.json()["results"]) >= (1 if name == "fact-checks" else 2)
    assert errors(schema, of_list, listed) == []
    for row in listed.json()["results"]:
        assert errors(schema, of_one, answers.get(f"/api/v1/{name}/{row[key]}")) == []
    assert errors(schema, of_list, answers.get(f"/api/v1/{name}?limit=x")) == []
    assert errors(schema, of_one, answers.get(f"/api/v1/{name}/999999")) == []


def test_answers_to_a_submission_are_as_the_schema_says(answers, schema):
    post = schema["paths"]["/api/v1/articles"]["post"]
    retry = schema["paths"]["/api/v1/articles/{id}/retry"]["post"]
    text = {"text": "Kestria paid 3 per cent more in 2021, the ministry said."}
    for status in (201, 200):
        response = answers.post("/api/v1/articles", text)
        assert response.status_code == status
        assert errors(schema, post, response) == []
    response = answers.post("/api/v1/articles", {"url": "https://corvale.example/talks"})
    assert (response.status_code, errors(schema, post, response)) == (202, [])
    revision = answers.get(f"/api/v1/revisions/{answers.post('/api/v1/articles', text).json()['revision']}")
    assert errors(schema, schema["paths"]["/api/v1/revisions/{id}"]["get"], revision) == []
    response = answers.post(f"/api/v1/articles/{response.json()['id']}/retry")
    assert (response.status_code, errors(schema, retry, response)) == (409, [])
    for body, status in (("{}", 422), ("{", 400)):
        response = answers.post("/api/v1/articles", body, content_type="application/json")
        assert (response.status_code, errors(schema, post, response)) == (status, [])
