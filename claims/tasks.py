"""Celery tasks: ids in, one domain call each. The rows say what is unfinished; a message only carries an id."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterator
from datetime import timedelta
from typing import Any

from celery import Task, shared_task
from celery.signals import worker_ready
from django.db import OperationalError, transaction
from django.utils import timezone
from kombu.exceptions import OperationalError as BrokerError

from claims import ingestion, matches, retrieval
from claims.extraction import ModelMissing

logger = logging.getLogger(__name__)

JUST_SENT = timedelta(seconds=5)
# Rows that a message has indexed, some seconds of work, and how many such messages of a kind a sweep sends:
# few enough that articles do not wait long behind them.
INDEXED_AT_ONCE = 250
INDEX_MESSAGES = 4
MATCHED_AT_ONCE = 50
MATCH_MESSAGES = 4

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


@shared_task(**_RETRY)
def index_rows(claim_ids: Collection[int] = (), prior_check_ids: Collection[int] = ()) -> None:
    """See that these rows can be found and are looked up; what is done already costs next to nothing."""
    try:
        retrieval.index(claim_ids=claim_ids, prior_check_ids=prior_check_ids)
        again = matches.match_again(prior_check_ids) if prior_check_ids else []
    except ModelMissing as missing:
        logger.error("Nothing is indexed: %s", missing)
        return
    for ids in _batches(sorted({*claim_ids, *again}), MATCHED_AT_ONCE):
        enqueue(match_claims, claim_ids=ids)


@shared_task(**_RETRY)
def match_claims(claim_ids: Collection[int]) -> None:
    """Look these claims up among claims and prior checks."""
    for claim_id in claim_ids:
        try:
            matches.match_claim(claim_id, now=timezone.now())
        except ModelMissing as missing:
            logger.error("Nothing is matched: %s", missing)
            return
        except OperationalError:
            raise
        except Exception:  # a claim that we cannot read keeps no other one waiting
            logger.exception("Claim %s could not be looked up.", claim_id)
            matches.put_last(claim_id)


@shared_task
def sweep(everything: bool = False) -> None:
    """Enqueue again what was enqueued long ago and has not finished; with `everything`, all that is unfinished.

    And what the index lacks: claims whose message was lost, imported checks, rows that a new encoder has not read.
    Where it lacks nothing, claims that have not been looked up.

    Workers that start together each ask for everything: what one has just sent, the next leaves alone.
    """
    now = timezone.now()
    before = now - JUST_SENT if everything else ingestion.stale_before(now)
    unfinished = ingestion.claim_stale(before=before, now=now)
    for article_id in unfinished.article_ids:
        enqueue(fetch_article, article_id=article_id)
    for extraction_id in unfinished.extraction_ids:
        enqueue(extract_revision, extraction_id=extraction_id)
    complete = True
    for kind in retrieval.Kind:
        unindexed = retrieval.unindexed(kind, limit=INDEX_MESSAGES * INDEXED_AT_ONCE)
        complete = complete and not unindexed
        for ids in _batches(unindexed, INDEXED_AT_ONCE):
            enqueue(index_rows, **{f"{kind}_ids": ids})
    if complete:
        for ids in _batches(matches.not_looked_up(limit=MATCH_MESSAGES * MATCHED_AT_ONCE), MATCHED_AT_ONCE):
            enqueue(match_claims, claim_ids=ids)


def enqueue(task: Task[..., None], **ids: int | list[int]) -> None:
    """Send `task` once the transaction has committed. A broker that is away loses nothing: the sweep sends again."""

    def send() -> None:
        try:
            task.delay(**ids)
        except BrokerError:
            logger.warning("The broker did not answer; the sweep will send %s %s.", task.name, ids)

    transaction.on_commit(send)


def _batches(ids: list[int], size: int) -> Iterator[list[int]]:
    for start in range(0, len(ids), size):
        yield ids[start : start + size]


@worker_ready.connect
def sweep_at_start(**kwargs: Any) -> None:
    """What the last worker left unfinished, a new one takes up at once."""
    sweep.delay(everything=True)
