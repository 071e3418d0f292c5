"""The pipeline on a real broker, with real workers that die."""

import json
from datetime import timedelta

import pytest
from celery.signals import worker_ready
from django.db import transaction
from django.utils import timezone

from claims import actions, fetching, ingestion, tasks
from claims.models import Appearance, Article, Claim, Extraction
from claims.tests.factories import NOW, ExtractionFactory, UserFactory
from factcheck.accounts.models import Role
from factcheck.celery import app
from factcheck.embedded import commands
from factcheck.embedded.processes import kill_group
from reviews.models import Review

ARTICLES = 200
SHARED = "Exports of grain rose by 12 per cent in 2025, the ministry of trade said."


def messages():
    """The bodies of what waits in the broker, oldest first."""
    with app.connection_for_read() as link:
        raw = link.default_channel.client.lrange("celery", 0, -1)
    return [json.loads(message)["headers"]["kwargsrepr"] for message in reversed(raw)]


@pytest.mark.service
@pytest.mark.django_db(transaction=True)
def test_a_submission_sends_one_message_once_it_has_committed(broker, contributor):
    document = fetching.read_text("Kestria has 31 camps.")
    with transaction.atomic():
        actions.submit_document(document=document, by=contributor, now=timezone.now())
        transaction.set_rollback(True)
    assert messages() == []
    with transaction.atomic():
        submission = actions.submit_document(document=document, by=contributor, now=timezone.now())
        assert messages() == []
    extraction = Extraction.objects.get(revision__article=submission.article)
    assert messages() == [f"{{'extraction_id': {extraction.pk}}}"]


@pytest.mark.service
@pytest.mark.django_db(transaction=True)
def test_a_broker_that_is_away_loses_nothing(contributor, no_broker, caplog):
    actions.submit_document(document=fetching.read_text("Kestria has 31 camps."), by=contributor, now=NOW)
    assert "The broker did not answer" in caplog.text
    assert Extraction.objects.get().state == "queued"


@pytest.mark.service
@pytest.mark.django_db(transaction=True)
def test_the_sweep_sends_what_is_stale_and_nothing_else(broker):
    stale = ExtractionFactory(state="running", enqueued_at=timezone.now() - timedelta(hours=1))
    fresh = ExtractionFactory(enqueued_at=timezone.now() - timedelta(seconds=10))
    tasks.sweep()
    assert messages() == [f"{{'extraction_id': {stale.pk}}}"]
    for _ in range(3):  # as when three workers start together
        tasks.sweep(everything=True)
    assert messages() == [f"{{'extraction_id': {pk}}}" for pk in (stale.pk, fresh.pk)]


@pytest.mark.service
def test_a_worker_that_starts_asks_for_all_that_is_unfinished(broker):
    worker_ready.send(sender=None)
    assert messages() == ["{'everything': True}"]


def test_the_clock_sends_tasks_that_there_are():
    app.loader.import_default_modules()
    scheduled = {entry["task"] for entry in app.conf.beat_schedule.values()}
    assert scheduled
    assert scheduled <= set(app.tasks)


@pytest.mark.parametrize("task", [tasks.fetch_article, tasks.extract_revision, tasks.sweep])
def test_a_message_is_taken_off_the_broker_only_once_its_work_is_done(task):
    assert task.acks_late
    assert task.reject_on_worker_lost
    assert app.conf.worker_prefetch_multiplier == 1


@pytest.mark.service
@pytest.mark.django_db(transaction=True)
@pytest.mark.timeout(240)
def test_a_worker_killed_half_way_leaves_every_article_done_and_none_doubled(server_env, start, tmp_path):
    """kill -9 in the middle of 200 articles: a new worker ends with 200 done, each found exactly once."""
    env = {**server_env, "SWEEP_SECONDS": "1", "STALE_AFTER_SECONDS": "3"}
    person = UserFactory(role=Role.CONTRIBUTOR)
    for n in range(ARTICLES):
        text = f"The mission counted {n + 3} camps in district {n} on Monday.\n\n{SHARED}"
        actions.submit_document(document=fetching.read_text(text), by=person, now=timezone.now())

    def done():
        return Extraction.objects.filter(state="done").count()

    first = start("worker", commands.worker(), env)
    first.wait_until(lambda: done() >= ARTICLES // 2, seconds=90)
    kill_group(first.pid)
    assert done() < ARTICLES

    second = start("worker", commands.worker(), env)
    start("beat", commands.beat(schedule=tmp_path / "beat"), env)
    second.wait_until(lambda: done() == ARTICLES, seconds=90)

    assert Article.objects.count() == ARTICLES
    assert not Extraction.objects.exclude(state="done").exists()
    spans = list(Appearance.objects.values_list("revision", "start", "end"))
    assert len(spans) == len(set(spans))
    shared = Claim.objects.with_spread().get(statement__contains="12 per cent")
    assert (shared.article_count, shared.appearance_count) == (ARTICLES, ARTICLES)
    assert Review.objects.count() == Claim.objects.count()
    for appearance in Appearance.objects.select_related("revision"):
        assert appearance.revision.text[appearance.start : appearance.end] == appearance.exact
    assert ingestion.claim_stale(before=timezone.now(), now=timezone.now()) == ingestion.Unfinished([], [])
