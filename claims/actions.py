"""What people do with articles: submit one, try a failed one again.

Every action checks who asks, writes in one transaction, and enqueues the work once that has committed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from claims import fetching, tasks
from claims.ingestion import add_revision, fingerprint
from claims.models import Article, Extraction
from claims.permissions import can_submit
from factcheck.accounts.models import User


@dataclass(frozen=True, slots=True)
class Submission:
    """What became of a submission: the article, and whether it is new here."""

    article: Article
    created: bool


def submit_url(*, url: str, by: User, now: datetime, published_at: datetime | None = None) -> Submission:
    """Take an address and let a worker fetch it. A known address is fetched again: its text may have changed.

    Raises:
        ValidationError: on `url`, where it is not an http(s) address.
        PermissionDenied: where `by` may not submit.
    """
    _check(by)
    url = url.strip()
    try:
        key = fetching.normalise_url(url)
    except fetching.FetchError as error:
        raise ValidationError({"url": error.reason}) from error
    try:
        return _submit_key(url, key, by=by, now=now, published_at=published_at)
    except IntegrityError:
        return _submit_key(url, key, by=by, now=now, published_at=published_at)


@transaction.atomic
def _submit_key(url: str, key: str, *, by: User, now: datetime, published_at: datetime | None) -> Submission:
    known = Article.objects.select_for_update().at_address({key}).order_by("pk").first()
    if known is not None:
        if not known.fetching:
            _queue_fetch(known, now=now)
        return Submission(_dated(known.duplicate_of or known, published_at), created=False)
    article = Article(
        url=url,
        url_key=key,
        submitted_by=by,
        created_at=now,
        published_at=published_at,
        published_from=Article.DateSource.CALLER if published_at else Article.DateSource.UNKNOWN,
        fetch_state=Article.Fetch.QUEUED,
        fetch_enqueued_at=now,
    )
    article.full_clean(validate_unique=False, validate_constraints=False)
    article.save()
    tasks.enqueue(tasks.fetch_article, article_id=article.pk)
    return Submission(article, created=True)


def submit_document(
    *,
    document: fetching.Document,
    by: User,
    now: datetime,
    title: str = "",
    publisher: str = "",
    published_at: datetime | None = None,
) -> Submission:
    """Take a text that somebody pasted or uploaded. The same text twice is one article.

    Raises:
        ValidationError: on the field that is wrong.
        PermissionDenied: where `by` may not submit.
    """
    _check(by)
    try:
        return _submit_text(document, by, now, title, publisher, published_at)
    except IntegrityError:
        return _submit_text(document, by, now, title, publisher, published_at)


@transaction.atomic
def _submit_text(
    document: fetching.Document,
    by: User,
    now: datetime,
    title: str,
    publisher: str,
    published_at: datetime | None,
) -> Submission:
    text_key = fingerprint(document.text)
    known = Article.objects.listed().with_fingerprint(text_key).order_by("pk").first()
    if known is not None:
        return Submission(_dated(known, published_at), created=False)
    moment = published_at or document.published_at
    source = Article.DateSource.CALLER if published_at else Article.DateSource.PAGE
    article = Article(
        text_key=text_key,
        title=title or (document.title or "")[:500] or first_line(document.text),
        byline=(document.byline or "")[:300],
        publisher=publisher or (document.publisher or "")[:200],
        published_at=moment,
        published_from=source if moment else Article.DateSource.UNKNOWN,
        submitted_by=by,
        created_at=now,
    )
    article.full_clean(validate_unique=False, validate_constraints=False)
    article.save()
    extraction = add_revision(article, document.text, now=now)
    if extraction is not None:
        tasks.enqueue(tasks.extract_revision, extraction_id=extraction.pk)
    return Submission(article, created=True)


def _dated(article: Article, published_at: datetime | None) -> Article:
    """Give a known article the date that a person states, unless a person stated one before."""
    if published_at is not None and article.published_from != Article.DateSource.CALLER:
        article.published_at = published_at
        article.published_from = Article.DateSource.CALLER
        article.save(update_fields=["published_at", "published_from"])
    return article


def first_line(text: str) -> str:
    """Return the first line as a headline, cut at a word to 120 characters."""
    line = text.strip().partition("\n")[0].strip()
    return line if len(line) <= 120 else line[:119].rsplit(" ", 1)[0] + "…"


@transaction.atomic
def retry(*, article: Article, by: User, now: datetime) -> bool:
    """Try again what failed of this article: its fetch or its newest extraction. False where nothing failed."""
    _check(by)
    article = Article.objects.select_for_update().get(pk=article.pk)
    if article.fetch_state == Article.Fetch.FAILED:
        _queue_fetch(article, now=now)
        return True
    extraction = (
        Extraction.objects.select_for_update(of=("self",))
        .filter(revision__article=article)
        .order_by("-revision__number", "-pk")
        .first()
    )
    if extraction is None or extraction.state != Extraction.State.FAILED:
        return False
    extraction.state = Extraction.State.QUEUED
    extraction.error = ""
    extraction.attempts = 0
    extraction.finished_at = None
    extraction.enqueued_at = now
    extraction.save()
    tasks.enqueue(tasks.extract_revision, extraction_id=extraction.pk)
    return True


def _queue_fetch(article: Article, *, now: datetime) -> None:
    article.fetch_state = Article.Fetch.QUEUED
    article.fetch_error = ""
    article.fetch_attempts = 0
    article.fetch_enqueued_at = now
    article.save(update_fields=["fetch_state", "fetch_error", "fetch_attempts", "fetch_enqueued_at"])
    tasks.enqueue(tasks.fetch_article, article_id=article.pk)


def _check(by: User) -> None:
    if not can_submit(by):
        raise PermissionDenied("You may not submit articles.")
