"""What supervisors and load balancers are told."""

import pytest
from django.db import DatabaseError, connection


def test_a_process_that_answers_is_alive_whatever_else_is_away(client, no_broker):
    answer = client.get("/health/live/")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


@pytest.mark.service
def test_ready_with_database_and_broker(db, client, broker):
    answer = client.get("/health/ready/")
    assert (answer.status_code, answer.json()) == (
        200,
        {"status": "ok", "database": "ok", "broker": "ok"},
    )


@pytest.mark.service
def test_not_ready_without_the_broker(db, client, no_broker):
    answer = client.get("/health/ready/")
    assert (answer.status_code, answer.json()) == (
        503,
        {"status": "unavailable", "database": "ok", "broker": "no answer"},
    )


@pytest.mark.service
def test_not_ready_without_the_database(db, client, broker, monkeypatch):
    def away():
        raise DatabaseError("the server closed the connection")

    monkeypatch.setattr(connection, "cursor", away)
    answer = client.get("/health/ready/")
    assert (answer.status_code, answer.json()) == (
        503,
        {"status": "unavailable", "database": "no answer", "broker": "ok"},
    )


def test_checks_over_plain_http_are_not_sent_to_https(client, settings):
    settings.SECURE_SSL_REDIRECT = True
    assert client.get("/health/live/").status_code == 200
    assert client.get("/queue/").status_code == 301
