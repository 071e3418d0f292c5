"""Celery tasks: ids in, one domain call each. The rows say what is unfinished; a message only carries an id."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Any

from celery import Task, shared_task
from celery.signals import worker_ready
from django.db import OperationalError, transaction
from django.utils import timezone
from kombu.exceptions import OperationalError as BrokerError

from claims import ingestion

logger = logging.getLogger(__name__)

JUST_SENT = timedelta(seconds=5)

# The database may be away for a moment: a restart, a failover, a lock held too long.
_RETRY: dict[str, Any] = {
    "autoretry_for": (OperationalError,),
    "retry_backoff": 2,
    "retry_backoff_max": 60,
    "retry_jitter": True,
    "max_retries": 8,
}


@shared_task(bind=True, **_RETRY)
def fetch_article(self: Task[[int], None], article_id: int) -> None:
    """Fetch an article's page; a site that may answer later is asked again."""
    try:
        extraction = ingestion.fetch_article(article_id, now=timezone.now())
    except ingestion.RetryLater as again:
        raise self.retry(exc=again, countdown=5 * 3**self.request.retries) from again
    if extraction is not None:
        enqueue(extract_revision, extraction_id=extraction.pk)


@shared_task(**_RETRY)
def extract_revision(extraction_id: int) -> None:
    """Read one revision."""
    ingestion.extract_revision(extraction_id, clock=timezone.now)


@shared_task
def sweep(everything: bool = False) -> None:
    """Enqueue again what was enqueued long ago and has not finished; with `everything`, all that is unfinished.

    Workers that start together each ask for everything: what one has just sent, the next leaves alone.
    """
    now = timezone.now()
    before = now - JUST_SENT if everything else ingestion.stale_before(now)
    unfinished = ingestion.claim_stale(before=before, now=now)
    for article_id in unfinished.article_ids:
        enqueue(fetch_article, article_id=article_id)
    for extraction_id in unfinished.extraction_ids:
        enqueue(extract_revision, extraction_id=extraction_id)


def enqueue(task: Task[..., None], **ids: int) -> None:
    """Send `task` once the transaction has committed. A broker that is away loses nothing: the sweep sends again."""

    def send() -> None:
        try:
            task.delay(**ids)
        except BrokerError:
            logger.warning("The broker did not answer; the sweep will send %s %s.", task.name, ids)

    transaction.on_commit(send)


@worker_ready.connect
def sweep_at_start(**kwargs: Any) -> None:
    """What the last worker left unfinished, a new one takes up at once."""
    sweep.delay(everything=True)
