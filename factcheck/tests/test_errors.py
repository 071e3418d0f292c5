"""Errors under /api/ that no view of the API raises, and those of the entry point itself."""

import io
import json
from wsgiref.util import setup_testing_defaults

import pytest
from django.core.exceptions import SuspiciousOperation, ValidationError
from django.test import Client
from rest_framework.test import APIClient

from claims.api import views
from factcheck.tests.problems import expect_problem
from factcheck.wsgi import application


@pytest.fixture
def api(contributor):
    client = APIClient(raise_request_exception=False)
    client.force_authenticate(contributor)
    return client


@pytest.mark.parametrize(
    "path", ["/api/", "/api/v2/articles", "/api/v1/", "/api/v1/articles.json", "/api/v1/articles/x/y"]
)
@pytest.mark.parametrize("method", ["get", "post", "delete"])
def test_address_that_is_none(path, method):
    expect_problem(getattr(Client(enforce_csrf_checks=True), method)(path), 404)


def test_slash_at_the_end_is_explained():
    assert "without a slash" in expect_problem(Client().post("/api/v1/articles/"), 404)["detail"]


def test_pages_keep_their_own_errors(db):
    response = Client().get("/no-such-page/")
    assert response.status_code == 404
    assert response.headers["Content-Type"].startswith("text/html")


def test_bug_is_reported_without_its_trace(api, monkeypatch):
    def broken(self):
        raise RuntimeError("a secret")

    monkeypatch.setattr(views.ArticleViewSet, "get_queryset", broken)
    response = api.get("/api/v1/articles")
    expect_problem(response, 500)
    assert b"secret" not in response.content


def test_bug_of_a_page_is_a_page(db, monkeypatch):
    def broken():
        raise RuntimeError

    monkeypatch.setattr("factcheck.health._database_answers", broken)
    response = Client(raise_request_exception=False).get("/health/ready/")
    assert response.status_code == 500
    assert response.headers["Content-Type"].startswith("text/html")


@pytest.mark.parametrize(
    ("error", "status", "errors"),
    [
        (SuspiciousOperation("x"), 400, None),
        (ValidationError("Not so."), 422, [{"pointer": "#", "detail": "Not so."}]),
        (ValidationError({"a": "No.", "b": ["No.", "Never."]}), 422, [
            {"pointer": "#/a", "detail": "No."},
            {"pointer": "#/b", "detail": "No."},
            {"pointer": "#/b", "detail": "Never."},
        ]),
    ],
)  # fmt: skip
def test_errors_of_the_domain(api, monkeypatch, error, status, errors):
    def refuse(self):
        raise error

    monkeypatch.setattr(views.ArticleViewSet, "get_queryset", refuse)
    assert expect_problem(api.get("/api/v1/articles"), status).get("errors") == errors


def test_host_that_is_not_ours():
    expect_problem(Client().get("/api/v1/articles", HTTP_HOST="elsewhere.example"), 400)
    expect_problem(Client().get("/api/v1/nothing", HTTP_HOST="elsewhere.example"), 400)


@pytest.mark.parametrize(
    "content_type",
    [
        "application/json; charset=hex",
        "application/json; charset=undefined",
        "application/json; x*=hex''%41",
        "; charset=rot13",
    ],
)
def test_charset_that_is_no_text_gets_an_answer(db, content_type):
    environ = {
        "PATH_INFO": "/api/v1/articles",
        "QUERY_STRING": "q=%C3%A9",
        "CONTENT_TYPE": content_type,
        "HTTP_HOST": "testserver",
    }
    setup_testing_defaults(environ)
    answers = []
    body = application(environ, lambda status, headers: answers.append((status, dict(headers))))
    [(status, headers)] = answers
    assert status.startswith("401 ")
    assert headers["Content-Type"] == "application/problem+json"
    assert json.load(io.BytesIO(b"".join(body)))["status"] == 401


@pytest.mark.parametrize("path", ["/queue/", "/fact-checks/", "/sign-in/"])
def test_a_request_for_another_host_is_a_400_page(path):
    """It is refused before anybody is known: the page stands without a person."""
    response = Client(raise_request_exception=False).get(path, headers={"host": "elsewhere.example"})
    assert response.status_code == 400
    assert response.headers["Content-Type"].startswith("text/html")


def test_pages_that_name_no_icon_find_one(client):
    answer = client.get("/favicon.ico")
    assert (answer.status_code, answer["Location"]) == (302, "/static/favicon.svg")
