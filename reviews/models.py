"""From the queue to a published fact-check.

A Review is a claim's way through the desk. Its Verdict versions and its Evidence are never edited: a change is
a new row, so that what was approved and what readers saw can always be shown.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, URLValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from claims.models import Claim, ImmutableError
from factcheck.accounts.models import User
from reviews.querysets import EvidenceQuerySet, ReviewEventQuerySet, ReviewQuerySet
from reviews.states import State

STATE_LABELS = {
    State.QUEUED: "Queued",
    State.IN_REVIEW: "In review",
    State.AWAITING_APPROVAL: "Awaiting approval",
    State.PUBLISHED: "Published",
    State.DISMISSED: "Dismissed",
    State.RETRACTED: "Retracted",
}


class Rating(models.Model):
    """One step of the desk's own scale. Only steps with a number have a place between best and worst."""

    class Tone(models.TextChoices):
        SLATE = "slate", "Slate"
        BLUE = "blue", "Blue"
        VIOLET = "violet", "Violet"
        GREEN = "green", "Green"
        OLIVE = "olive", "Olive"
        OCHRE = "ochre", "Ochre"
        RED = "red", "Red"

    class Icon(models.TextChoices):
        CORRECT = "correct", "Filled circle with a tick"
        MOSTLY = "mostly", "Circle with a tick"
        MISLEADING = "misleading", "Diamond"
        WRONG = "wrong", "Square with a cross"
        UNPROVEN = "unproven", "Circle with a question mark"

    slug = models.SlugField(max_length=40, unique=True)
    label = models.CharField(max_length=40, unique=True)
    description = models.CharField(max_length=200, help_text="What it means, in a few words.")
    value = models.SmallIntegerField(
        null=True, blank=True, help_text="Its number on the scale, higher is truer; empty where it has none."
    )
    tone = models.CharField(max_length=10, choices=Tone.choices)
    icon = models.CharField(max_length=20, choices=Icon.choices)
    position = models.PositiveSmallIntegerField(default=0, help_text="Order in forms and lists.")
    is_active = models.BooleanField(default=True, help_text="Offered for new verdicts.")

    class Meta:
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return self.label


class Review(models.Model):
    """A claim's way through the desk.

    Its state changes in `reviews.actions` alone. `version` counts its writes: each write names the version
    that it read. In review it is held by `assignee` until `lease_expires_at`.
    """

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="reviews")
    state = models.CharField(
        max_length=20,
        choices=[(state.value, STATE_LABELS[state]) for state in State],
        default=State.QUEUED.value,
    )
    version = models.PositiveIntegerField(default=1)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="reviews"
    )
    lease_expires_at = models.DateTimeField(null=True, blank=True)
    latest_verdict = models.ForeignKey(
        "Verdict", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    published_verdict = models.ForeignKey(
        "Verdict", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    published_at = models.DateTimeField(null=True, blank=True, help_text="When it was first published.")
    modified_at = models.DateTimeField(null=True, blank=True, help_text="When its public page last changed.")
    slug = models.SlugField(max_length=100, null=True, blank=True, unique=True)
    dismissal_reason = models.CharField(max_length=300, blank=True)
    opened_at = models.DateTimeField()
    worth = models.PositiveSmallIntegerField(default=0, help_text="Points for check-worthiness, 0 to 60.")
    spread = models.PositiveSmallIntegerField(default=0, help_text="Points for appearances, 0 to 25.")
    prominence = models.PositiveSmallIntegerField(
        default=0, help_text="Points for how early in an article it stands, 0 to 15."
    )
    adjustment = models.SmallIntegerField(
        default=0,
        validators=[MinValueValidator(-100), MaxValueValidator(100)],
        help_text="What a person added or took away, -100 to 100.",
    )
    adjustment_reason = models.CharField(max_length=200, blank=True)
    adjusted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    priority = models.PositiveSmallIntegerField(default=0, help_text="The sum, between 0 and 100.")

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ("-priority", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["claim"],
                name="review_one_live_per_claim",
                condition=~Q(state__in=["dismissed", "retracted"]),
                violation_error_message="This claim has a review already.",
            ),
            models.CheckConstraint(
                name="review_in_review_is_held",
                condition=~Q(state="in_review") | Q(assignee__isnull=False, lease_expires_at__isnull=False),
                violation_error_message="A review in review needs somebody who holds it.",
            ),
            models.CheckConstraint(
                name="review_awaiting_approval_has_a_verdict",
                condition=~Q(state="awaiting_approval") | Q(latest_verdict__isnull=False),
                violation_error_message="There is no verdict to approve.",
            ),
            models.CheckConstraint(
                name="review_published_has_a_verdict",
                condition=~Q(state__in=["published", "retracted"])
                | Q(published_verdict__isnull=False, published_at__isnull=False, slug__isnull=False),
                violation_error_message="A published review needs its verdict, its time and its address.",
            ),
            models.CheckConstraint(
                name="review_dismissed_says_why",
                condition=~Q(state="dismissed") | ~Q(dismissal_reason=""),
                violation_error_message="A dismissal needs a reason.",
            ),
            models.CheckConstraint(
                name="review_priority_between_0_and_100",
                condition=Q(priority__lte=100),
                violation_error_message="A priority lies between 0 and 100.",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "-priority", "id"], name="review_queue"),
            models.Index(fields=["-published_at"], name="review_newest_published"),
        ]

    def __str__(self) -> str:
        return self.claim.statement

    def get_absolute_url(self) -> str:
        return reverse("reviews:review", kwargs={"pk": self.pk})

    def get_public_url(self) -> str:
        return reverse("factchecks:detail", kwargs={"slug": self.slug})

    def is_holder(self, user: User) -> bool:
        """Whether `user` may write: their lease runs, or it ran out and nobody has taken over since."""
        return self.state == State.IN_REVIEW and self.assignee_id == user.pk

    def lease_runs(self, *, now: datetime) -> bool:
        return self.lease_expires_at is not None and self.lease_expires_at > now

    def part_in(self, verdict: Verdict, user: User) -> str:
        """`wrote` or `sent`: what `user` did to bring `verdict` to approval; empty where they had no part in it.

        Whoever took a draft over and sent it as it stood is its first person as much as its writer. For a
        verdict that waits for approval: until it is decided, its sender stays the assignee.
        """
        if verdict.author_id == user.pk:
            return "wrote"
        return "sent" if self.assignee_id == user.pk else ""

    @property
    def under_correction(self) -> bool:
        """A verdict is public while its successor is being written."""
        return self.published_verdict_id is not None and self.state in {
            State.QUEUED,
            State.IN_REVIEW,
            State.AWAITING_APPROVAL,
        }

    def set_priority(self) -> None:
        """Add the parts up."""
        points = self.worth + self.spread + self.prominence + self.adjustment
        self.priority = max(0, min(100, points))


class Verdict(models.Model):
    """One version of what the desk says about a claim. Immutable, but for the approval that is stamped once."""

    SUMMARY_LENGTH = 280

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="verdicts")
    version = models.PositiveIntegerField()
    rating = models.ForeignKey(Rating, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    summary = models.CharField(max_length=SUMMARY_LENGTH, blank=True)
    explanation = models.TextField(max_length=20_000, blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="verdicts")
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True, help_text="When it was sent for approval.")
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="approvals"
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    evidence: models.ManyToManyField[Evidence, Any] = models.ManyToManyField(
        "Evidence", blank=True, related_name="verdicts", help_text="What stood when it was sent for approval."
    )

    class Meta:
        ordering = ("review", "version")
        constraints = [
            models.UniqueConstraint(
                fields=["review", "version"],
                name="verdict_version_once",
                violation_error_message="This version is taken.",
            ),
            models.CheckConstraint(
                name="verdict_approved_by_someone_else",
                condition=Q(approved_by=None) | ~Q(approved_by=F("author")),
                violation_error_message="Whoever wrote a verdict cannot approve it.",
            ),
            models.CheckConstraint(
                name="verdict_approval_has_person_and_time",
                condition=Q(approved_by=None, approved_at=None)
                | Q(approved_by__isnull=False, approved_at__isnull=False),
                violation_error_message="An approval has a person and a time.",
            ),
            models.CheckConstraint(
                name="verdict_sent_is_complete",
                condition=Q(sent_at=None) | (Q(rating__isnull=False) & ~Q(summary="")),
                violation_error_message="A verdict needs a rating and a summary.",
            ),
            models.CheckConstraint(
                name="verdict_approved_was_sent",
                condition=Q(approved_at=None) | Q(sent_at__isnull=False),
                violation_error_message="Only a verdict that was sent for approval can be approved.",
            ),
        ]

    def __str__(self) -> str:
        return f"Version {self.version} of {self.review_id}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        stamps = {"sent_at", "approved_by", "approved_at"}
        if not self._state.adding and not set(kwargs.get("update_fields") or {"*"}) <= stamps:
            raise ImmutableError("A verdict is never edited: a change is a new version.")
        super().save(*args, **kwargs)


class Evidence(models.Model):
    """A source with its quote. A replaced or removed row stays: verdicts that cite it still show it."""

    class Stance(models.TextChoices):
        SUPPORTS = "supports", "Supports"
        REFUTES = "refutes", "Refutes"
        CONTEXT = "context", "Context"

    class Kind(models.TextChoices):
        REPORT = "report", "Report"
        STATEMENT = "statement", "Statement"
        DATA = "data", "Data"
        DOCUMENT = "document", "Document"
        NEWS = "news", "News article"
        INTERVIEW = "interview", "Interview"
        IMAGERY = "imagery", "Imagery"

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="evidence")
    number = models.PositiveSmallIntegerField(help_text="Cited as [number].")
    title = models.CharField(max_length=300, blank=True)
    url = models.URLField(
        "address", max_length=2000, blank=True, validators=[URLValidator(schemes=["http", "https"])]
    )
    publisher = models.CharField(max_length=200, blank=True)
    published_on = models.DateField("date", null=True, blank=True)
    quote = models.TextField(max_length=5_000)
    location = models.CharField("where in the source", max_length=200, blank=True)
    stance = models.CharField(max_length=10, choices=Stance.choices)
    kind = models.CharField(max_length=20, choices=Kind.choices, default=Kind.REPORT)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        ordering = ("review", "number", "pk")
        verbose_name_plural = "evidence"
        constraints = [
            models.UniqueConstraint(
                fields=["review", "number"],
                condition=Q(removed_at=None),
                name="evidence_number_once",
                violation_error_message="This number is taken.",
            ),
            models.CheckConstraint(
                name="evidence_names_its_source",
                condition=~Q(title="") | ~Q(url=""),
                violation_error_message="Evidence needs an address or a title.",
            ),
            models.CheckConstraint(
                name="evidence_removal_has_person_and_time",
                condition=Q(removed_by=None, removed_at=None)
                | Q(removed_by__isnull=False, removed_at__isnull=False),
                violation_error_message="A removal has a person and a time.",
            ),
        ]

    def __str__(self) -> str:
        return f"[{self.number}] {self.label}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        stamps = {"removed_by", "removed_at"}
        if not self._state.adding and not set(kwargs.get("update_fields") or {"*"}) <= stamps:
            raise ImmutableError("Evidence is never edited: a change replaces it.")
        super().save(*args, **kwargs)

    @property
    def label(self) -> str:
        """What to call the source where its title is not given."""
        return self.title or self.publisher or self.url

    def clean(self) -> None:
        if not (self.title or self.url):
            raise ValidationError({"url": "Give the address of the source, or its title where it has none."})


class Correction(models.Model):
    """A public, dated word that a published verdict was changed or taken back, and why.

    It is public once `published_at` is set: at once for a retraction, with the new verdict for a correction.
    """

    class Kind(models.TextChoices):
        CORRECTION = "correction", "Correction"
        RETRACTION = "retraction", "Retraction"

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="corrections")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    note = models.TextField(max_length=2_000, help_text="What was wrong and what changed, for readers.")
    from_verdict = models.ForeignKey(Verdict, on_delete=models.PROTECT, related_name="+")
    to_verdict = models.ForeignKey(Verdict, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("review", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["review"],
                condition=Q(published_at=None),
                name="correction_one_under_way",
                violation_error_message="A correction is under way already.",
            ),
            models.CheckConstraint(
                name="correction_published_with_its_verdict",
                condition=~Q(kind="correction")
                | Q(published_at=None, to_verdict=None)
                | Q(published_at__isnull=False, to_verdict__isnull=False),
                violation_error_message="A correction is published with the verdict that it leads to.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of {self.review_id}"


class ReviewEvent(models.Model):
    """Who did what, when. Append-only, and without a foreign key: no other row may block the log."""

    review_id = models.BigIntegerField(db_index=True)
    action = models.CharField(max_length=30)
    from_state = models.CharField(max_length=20, blank=True)
    to_state = models.CharField(max_length=20)
    actor_id = models.BigIntegerField(null=True, blank=True)
    actor_name = models.CharField(max_length=200, blank=True, help_text="As it was then; empty: the machine.")
    at = models.DateTimeField()
    note = models.TextField(blank=True)
    data = models.JSONField(default=dict, blank=True)

    objects = ReviewEventQuerySet.as_manager()

    class Meta:
        ordering = ("review_id", "pk")

    def __str__(self) -> str:
        return f"{self.actor_name or 'machine'}: {self.action} {self.review_id}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise ImmutableError("An event is never edited.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise ImmutableError("An event is never deleted.")
