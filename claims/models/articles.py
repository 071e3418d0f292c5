"""Where text came from, and which work on it is unfinished."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from claims.querysets import ArticleQuerySet, ExtractionQuerySet, RevisionQuerySet


class Article(models.Model):
    """Something published: known by its address, by its text, or by both.

    A fetch goes none (pasted) or queued → running → done | failed, and failed → queued by a retry.
    """

    class Fetch(models.TextChoices):
        NONE = "none", "No address"
        QUEUED = "queued", "Waiting"
        RUNNING = "running", "Fetching"
        DONE = "done", "Fetched"
        FAILED = "failed", "Fetch failed"

    class DateSource(models.TextChoices):
        UNKNOWN = "", "Unknown"
        CALLER = "caller", "Given on submission"
        PAGE = "page", "From the page"
        TEXT = "text", "From the text"

    url = models.URLField(max_length=2000, blank=True, help_text="As submitted.")
    url_key = models.CharField(max_length=2000, null=True, unique=True, editable=False)  # noqa: DJ001
    canonical_url = models.URLField(max_length=2000, blank=True, help_text="As the page states it.")
    canonical_key = models.CharField(max_length=2000, null=True, unique=True, editable=False)  # noqa: DJ001
    text_key = models.CharField(  # noqa: DJ001
        max_length=64, null=True, unique=True, editable=False, help_text="Fingerprint of the first text."
    )
    title = models.CharField(max_length=500, blank=True)
    byline = models.CharField(max_length=300, blank=True)
    publisher = models.CharField(max_length=200, blank=True)
    published_at = models.DateTimeField(null=True, blank=True, help_text="Unknown stays empty.")
    published_from = models.CharField(
        max_length=10, choices=DateSource.choices, blank=True, default=DateSource.UNKNOWN
    )
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="articles"
    )
    created_at = models.DateTimeField()
    duplicate_of = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="duplicates"
    )

    fetch_state = models.CharField(max_length=10, choices=Fetch.choices, default=Fetch.NONE)
    fetch_error = models.CharField(max_length=500, blank=True)
    fetch_attempts = models.PositiveSmallIntegerField(default=0)
    fetch_enqueued_at = models.DateTimeField(null=True, blank=True)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at", "-pk")
        constraints = [
            models.CheckConstraint(
                name="article_has_an_address_or_a_text",
                condition=~Q(fetch_state="none") | Q(text_key__isnull=False),
                violation_error_message="An article needs an address or a text.",
            ),
            models.CheckConstraint(
                name="article_fetch_needs_an_address",
                condition=Q(fetch_state="none") | Q(url_key__isnull=False),
                violation_error_message="Only an article with an address can be fetched.",
            ),
            models.CheckConstraint(
                name="article_failed_fetch_says_why",
                condition=~Q(fetch_state="failed") | ~Q(fetch_error=""),
                violation_error_message="A failed fetch needs a reason.",
            ),
            models.CheckConstraint(
                name="article_is_not_its_own_duplicate",
                condition=Q(duplicate_of=None) | ~Q(duplicate_of=F("pk")),
                violation_error_message="An article cannot be a duplicate of itself.",
            ),
        ]
        indexes = [
            models.Index(
                fields=["fetch_enqueued_at"],
                name="article_fetch_unfinished",
                condition=Q(fetch_state__in=["queued", "running"]),
            ),
            models.Index(fields=["-created_at"], name="article_newest"),
        ]

    def __str__(self) -> str:
        return self.title or self.url or f"Article {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("claims:article", kwargs={"pk": self.pk})

    @property
    def address(self) -> str:
        """The address to show and to link to."""
        return self.canonical_url or self.url

    @property
    def fetching(self) -> bool:
        return self.fetch_state in {self.Fetch.QUEUED, self.Fetch.RUNNING}

    def latest_revision(self) -> Revision | None:
        return self.revisions.newest_first().first()


class ImmutableError(TypeError):
    """An attempt to change a row that is a record of what was."""


class Revision(models.Model):
    """One immutable text of an article. `[start, end)` offsets of everything else count its characters."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    text = models.TextField()
    fingerprint = models.CharField(
        max_length=64, db_index=True, help_text="SHA-256 of the text with white space unified."
    )
    created_at = models.DateTimeField()

    objects = RevisionQuerySet.as_manager()

    class Meta:
        ordering = ("article", "number")
        constraints = [
            models.UniqueConstraint(
                fields=["article", "number"],
                name="revision_number_once",
                violation_error_message="This revision number is taken.",
            ),
            models.CheckConstraint(
                name="revision_has_text",
                condition=~Q(text=""),
                violation_error_message="A revision needs a text.",
            ),
        ]

    def __str__(self) -> str:
        return f"Revision {self.number} of {self.article_id}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise ImmutableError("A revision is never edited: a changed text is a new revision.")
        super().save(*args, **kwargs)


class Extraction(models.Model):
    """One run of one engine version over one revision, and the record of that job.

    queued → running → done | failed; failed → queued by a retry. A run that dies with its worker stays
    `running` until its message is delivered again or the sweep sends another.
    """

    class State(models.TextChoices):
        QUEUED = "queued", "Waiting"
        RUNNING = "running", "Reading"
        DONE = "done", "Read"
        FAILED = "failed", "Not read"

    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="extractions")
    engine = models.CharField(max_length=60)
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    error = models.CharField(max_length=500, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField()
    enqueued_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = ExtractionQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=["revision", "engine"],
                name="extraction_once_per_engine",
                violation_error_message="This engine has read this revision.",
            ),
            models.CheckConstraint(
                name="extraction_finished_has_a_time",
                condition=Q(state__in=["done", "failed"], finished_at__isnull=False)
                | Q(state__in=["queued", "running"], finished_at__isnull=True),
                violation_error_message="A finished extraction has a time, an unfinished one has none.",
            ),
            models.CheckConstraint(
                name="extraction_failed_says_why",
                condition=~Q(state="failed") | ~Q(error=""),
                violation_error_message="A failed extraction needs a reason.",
            ),
        ]
        indexes = [
            models.Index(
                fields=["enqueued_at"],
                name="extraction_unfinished",
                condition=Q(state__in=["queued", "running"]),
            )
        ]

    def __str__(self) -> str:
        return f"{self.engine} over {self.revision_id}: {self.state}"

    @property
    def unfinished(self) -> bool:
        return self.state in {self.State.QUEUED, self.State.RUNNING}
