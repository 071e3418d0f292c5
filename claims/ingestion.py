"""What workers do with articles: fetch, read, persist.

Everything here may run twice, at once, or be cut off at any point: each function first looks at the row, and
writes what it found in one transaction that ends with the row's new state.
"""

from __future__ import annotations

import hashlib
import ipaddress
import logging
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.db import DataError, IntegrityError, transaction

from claims import extraction as engine
from claims import fetching
from claims.merging import hold_roots
from claims.models import Appearance, Article, Claim, Extraction, Quantity, Revision, Speaker, TimeReference
from claims.signals import appearances_recorded

logger = logging.getLogger(__name__)

MAX_ATTEMPTS = 3
CONTEXT_CHARACTERS = 32


class RetryLater(Exception):  # noqa: N818 - it asks for something, it does not report an error
    """The site may answer another time; the article says so and waits."""


# --- Articles and their texts ----------------------------------------------------------------------------


def fingerprint(text: str) -> str:
    """Return the SHA-256 under which the same text, differently spaced, is the same text."""
    return _sha256(" ".join(unicodedata.normalize("NFC", text).split()))


def add_revision(article: Article, text: str, *, now: datetime) -> Extraction | None:
    """Add `text` as the newest revision of a locked article and queue its extraction.

    Return None where the newest revision has this text already.
    """
    latest = article.latest_revision()
    print_ = fingerprint(text)
    if latest is not None and latest.fingerprint == print_:
        return None
    revision = Revision.objects.create(
        article=article,
        number=latest.number + 1 if latest else 1,
        text=text,
        fingerprint=print_,
        created_at=now,
    )
    if article.published_at is None and (stamp := engine.published_in(text)) is not None:
        article.published_at = as_moment(stamp)
        article.published_from = Article.DateSource.TEXT
        article.save(update_fields=["published_at", "published_from"])
    return Extraction.objects.create(revision=revision, engine=engine.ENGINE, created_at=now, enqueued_at=now)


def as_moment(value: date) -> datetime:
    """Return an aware datetime; a bare date is its midnight, and where no zone is known it is UTC."""
    moment = value if isinstance(value, datetime) else datetime.combine(value, time.min)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


# --- Fetching --------------------------------------------------------------------------------------------


def fetch_article(article_id: int, *, now: datetime) -> Extraction | None:
    """Fetch the article's address and keep what it says; return the extraction to run, if there is one.

    A failure is written to the article. Raise `RetryLater` where another attempt may help.
    """
    article = _start_fetch(article_id)
    if article is None:
        return None
    try:
        document = fetching.fetch(article.url, allow=may_connect, user_agent=settings.FETCH_USER_AGENT)
    except fetching.FetchError as error:
        _ask_again_or_fail(article, error)
        return None
    except SoftTimeLimitExceeded:
        fail_fetch(article_id, "Reading this page took too long.")
        return None
    return _settle_fetch(article_id, document, now=now)


def _start_fetch(article_id: int) -> Article | None:
    with transaction.atomic():
        article = Article.objects.select_for_update().filter(pk=article_id).first()
        if article is None or not article.fetching:
            return None
        article.fetch_state = Article.Fetch.RUNNING
        article.fetch_attempts += 1
        if article.fetch_attempts > MAX_ATTEMPTS:
            article.fetch_state = Article.Fetch.FAILED
            article.fetch_error = article.fetch_error or "Fetching this page was cut off each time."
        article.save(update_fields=["fetch_state", "fetch_attempts", "fetch_error"])
    return article if article.fetching else None


def may_connect(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    """Whether the fetcher may reach this address: a public one, or one that the settings allow."""
    return fetching.is_public(address) or any(address in network for network in settings.FETCH_ALLOW_NETWORKS)


def fail_fetch(article_id: int, error: str) -> None:
    """Mark an unfinished fetch as failed, saying why."""
    Article.objects.filter(
        pk=article_id, fetch_state__in=[Article.Fetch.QUEUED, Article.Fetch.RUNNING]
    ).update(fetch_state=Article.Fetch.FAILED, fetch_error=error[:500])
    logger.info("Article %s not fetched: %s", article_id, error)


def _ask_again_or_fail(article: Article, error: fetching.FetchError) -> None:
    if not error.transient or article.fetch_attempts >= MAX_ATTEMPTS:
        fail_fetch(article.pk, error.reason)
        return
    Article.objects.filter(pk=article.pk).update(
        fetch_state=Article.Fetch.QUEUED, fetch_error=error.reason[:500]
    )
    raise RetryLater(error.reason)


def _settle_fetch(article_id: int, document: fetching.Document, *, now: datetime) -> Extraction | None:
    try:
        return _write_document(article_id, document, now=now)
    except IntegrityError:
        # Another worker wrote the same address or the same text in between: now it can be found.
        return _write_document(article_id, document, now=now)


@transaction.atomic
def _write_document(article_id: int, document: fetching.Document, *, now: datetime) -> Extraction | None:
    article = Article.objects.select_for_update().filter(pk=article_id).first()
    if article is None or article.fetch_state == Article.Fetch.DONE:
        return None
    original = _already_here(article, document)
    article.fetch_state = Article.Fetch.DONE
    article.fetch_error = ""
    if original is not None:
        article.duplicate_of = original
        article.save()
        return add_revision(original, document.text, now=now)
    article.title = document.title[:500] if document.title else article.title
    article.byline = (document.byline or article.byline)[:300]
    article.publisher = (document.publisher or article.publisher)[:200]
    if document.canonical_url and not _names_another(article, document.canonical_url):
        article.canonical_url = document.canonical_url[:2000]
        article.canonical_key = fetching.normalise_url(document.canonical_url)
    if article.published_from != Article.DateSource.CALLER and document.published_at:
        article.published_at = as_moment(document.published_at)
        article.published_from = Article.DateSource.PAGE
    if article.text_key is None:
        article.text_key = fingerprint(document.text)
    article.save()
    return add_revision(article, document.text, now=now)


def _names_another(article: Article, canonical_url: str) -> bool:
    """Whether another article stands at this address: one that has texts of its own keeps the address it had."""
    key = fetching.normalise_url(canonical_url)
    return Article.objects.filter(canonical_key=key).exclude(pk=article.pk).exists()


def _already_here(article: Article, document: fetching.Document) -> Article | None:
    """Return the other article that has this page's address or text, locked."""
    if article.duplicate_of is not None:
        return Article.objects.select_for_update().get(pk=article.duplicate_of.pk)
    if article.revisions.exists():
        return None
    keys = {fetching.normalise_url(url) for url in (document.final_url, document.canonical_url) if url}
    others = Article.objects.select_for_update().listed().exclude(pk=article.pk)
    same_text = Article.objects.with_fingerprint(fingerprint(document.text)).values("pk")
    return others.at_address(keys).first() or others.filter(pk__in=same_text).first()


# --- Extraction ------------------------------------------------------------------------------------------


def extract_revision(extraction_id: int, *, clock: Callable[[], datetime]) -> None:
    """Run one extraction and write what it finds. Does nothing where it has been done."""
    extraction = _start_extraction(extraction_id, now=clock())
    if extraction is None:
        return
    revision = extraction.revision
    try:
        candidates = engine.extract(
            revision.text, published_at=revision.article.published_at, title=revision.article.title or None
        )
    except SoftTimeLimitExceeded:
        fail_extraction(extraction_id, "Reading this text took too long.", now=clock())
        return
    except engine.ModelMissing as error:
        logger.error("Extraction %s: %s", extraction_id, error)
        fail_extraction(extraction_id, "The extraction model is missing on this server.", now=clock())
        return
    except (KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException:  # a panic in a library written in Rust is no Exception
        # Nothing may take the queue down; the text and the trace are what a bug report needs.
        logger.exception("Extraction %s failed", extraction_id)
        fail_extraction(extraction_id, "The engine could not read this text.", now=clock())
        return
    try:
        _record(extraction_id, candidates, now=clock())
    except (IntegrityError, DataError):
        # A constraint caught the engine at something that cannot be; the next run would find the same.
        logger.exception("What extraction %s found was refused", extraction_id)
        fail_extraction(
            extraction_id, "What the engine found in this text does not hold together.", now=clock()
        )


def fail_extraction(extraction_id: int, error: str, *, now: datetime) -> None:
    """Mark an unfinished extraction as failed, saying why."""
    Extraction.objects.unfinished().filter(pk=extraction_id).update(
        state=Extraction.State.FAILED, error=error[:500], finished_at=now
    )


def _start_extraction(extraction_id: int, *, now: datetime) -> Extraction | None:
    with transaction.atomic():
        extraction = (
            Extraction.objects.select_for_update(of=("self",))
            .select_related("revision__article")
            .filter(pk=extraction_id)
            .first()
        )
        if extraction is None or not extraction.unfinished:
            return None
        extraction.attempts += 1
        extraction.state = Extraction.State.RUNNING
        extraction.started_at = now
        if extraction.attempts > MAX_ATTEMPTS:
            extraction.state = Extraction.State.FAILED
            extraction.error = "Reading this text was cut off each time."
            extraction.finished_at = now
        extraction.save()
    return extraction if extraction.unfinished else None


@dataclass(frozen=True, slots=True)
class _Found:
    candidate: engine.Candidate
    key: str


@transaction.atomic
def _record(extraction_id: int, candidates: Iterable[engine.Candidate], *, now: datetime) -> None:
    extraction = (
        Extraction.objects.select_for_update(of=("self",)).select_related("revision").get(pk=extraction_id)
    )
    if extraction.state == Extraction.State.DONE:
        return  # a second delivery of the same message was faster
    revision = extraction.revision
    taken = set(revision.appearances.values_list("start", "end"))
    found = [_Found(c, claim_key(c.statement)) for c in candidates if (c.start, c.end) not in taken]
    claims = _claims(found, now=now)
    roots = hold_roots([claim.pk for claim in claims.values()])
    speakers = _speakers(found)
    appearances = Appearance.objects.bulk_create(
        _appearance(extraction, revision, f.candidate, claims[f.key], roots, speakers) for f in found
    )
    for appearance, f in zip(appearances, found, strict=True):
        _record_details(appearance, f.candidate)
    # Also where it was given up in the meantime, after deliveries to workers that died: a result beats a guess.
    extraction.state = Extraction.State.DONE
    extraction.error = ""
    extraction.finished_at = now
    extraction.save()
    if appearances:
        appearances_recorded.send(
            sender=Extraction, claim_ids={claim.pk for claim in roots.values()}, now=now
        )


def claim_key(statement: str) -> str:
    """Return the SHA-256 under which the same statement in two articles is one claim."""
    return _sha256(engine.normalise(statement))


def _claims(found: list[_Found], *, now: datetime) -> dict[str, Claim]:
    # Sorted, so that two workers that write the same claims take their locks in the same order.
    new = {
        f.key: Claim(statement=f.candidate.statement, key=f.key, kind=f.candidate.kind, created_at=now)
        for f in found
    }
    Claim.objects.bulk_create([new[key] for key in sorted(new)], ignore_conflicts=True)
    return {claim.key: claim for claim in Claim.objects.filter(key__in=new)}


def _speakers(found: list[_Found]) -> dict[str, Speaker]:
    names = {speaker_key(s.name): s.name for f in found if (s := f.candidate.speaker)}
    Speaker.objects.bulk_create(
        [Speaker(name=names[key], key=key) for key in sorted(names)], ignore_conflicts=True
    )
    return {speaker.key: speaker for speaker in Speaker.objects.filter(key__in=names)}


def _appearance(
    extraction: Extraction,
    revision: Revision,
    candidate: engine.Candidate,
    claim: Claim,
    roots: dict[int, Claim],
    speakers: dict[str, Speaker],
) -> Appearance:
    text, start, end = revision.text, candidate.start, candidate.end
    appearance = Appearance(
        claim=roots[claim.pk],
        found_as=claim,
        revision=revision,
        extraction=extraction,
        start=start,
        end=end,
        exact=text[start:end],
        prefix=text[max(0, start - CONTEXT_CHARACTERS) : start],
        suffix=text[end : end + CONTEXT_CHARACTERS],
        attribution=candidate.attribution,
        score=candidate.score,
        reasons=[str(reason) for reason in candidate.reasons],
        entities=[entity.as_dict() for entity in candidate.entities],
    )
    if (speaker := candidate.speaker) is not None:
        appearance.speaker = speakers[speaker_key(speaker.name)]
        appearance.speaker_role = speaker.role or ""
        appearance.speaker_mention = speaker.mention
        appearance.speaker_start = speaker.start
        appearance.speaker_end = speaker.end
        appearance.speaker_doubtful = speaker.doubtful
    return appearance


def _record_details(appearance: Appearance, candidate: engine.Candidate) -> None:
    Quantity.objects.bulk_create(quantity_row(appearance, each) for each in candidate.quantities)
    TimeReference.objects.bulk_create(
        TimeReference(
            appearance=appearance,
            text=reference.text,
            start=reference.start,
            end=reference.end,
            from_date=reference.from_,
            to_date=reference.to,
        )
        for reference in candidate.times
        if reference.from_ is not None or reference.to is not None
    )


def quantity_row(appearance: Appearance, quantity: engine.Quantity) -> Quantity:
    """A number as data, as it is kept."""
    return Quantity(
        appearance=appearance,
        text=quantity.text,
        start=quantity.start,
        end=quantity.end,
        value=quantity.value,
        low=quantity.low,
        high=quantity.high,
        modifier=quantity.modifier or "",
        change=quantity.change or "",
        unit=quantity.unit or "",
        of=quantity.of or "",
    )


def speaker_named(name: str) -> Speaker:
    """The speaker of this name, made where there is none."""
    return Speaker.objects.get_or_create(key=speaker_key(name), defaults={"name": name})[0]


def speaker_key(name: str) -> str:
    """The SHA-256 under which two spellings of a name are one speaker."""
    return _sha256(engine.normalise(name))


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


# --- The sweep -------------------------------------------------------------------------------------------

SWEEP_BATCH = 500


@dataclass(frozen=True, slots=True)
class Unfinished:
    """Ids of rows whose message may be lost."""

    article_ids: list[int]
    extraction_ids: list[int]


@transaction.atomic
def claim_stale(*, before: datetime, now: datetime) -> Unfinished:
    """Stamp unfinished rows enqueued before `before` as enqueued now, and return them to be enqueued."""
    articles = list(
        Article.objects.fetch_stale(before)
        .select_for_update(skip_locked=True)
        .order_by("fetch_enqueued_at")
        .values_list("pk", flat=True)[:SWEEP_BATCH]
    )
    extractions = list(
        Extraction.objects.stale(before)
        .select_for_update(skip_locked=True)
        .order_by("enqueued_at")
        .values_list("pk", flat=True)[:SWEEP_BATCH]
    )
    Article.objects.filter(pk__in=articles).update(fetch_enqueued_at=now)
    Extraction.objects.filter(pk__in=extractions).update(enqueued_at=now)
    return Unfinished(articles, extractions)


def stale_before(now: datetime) -> datetime:
    """Return the moment before which an enqueued message counts as lost."""
    return now - timedelta(seconds=settings.STALE_AFTER_SECONDS)
