"""What was found in texts: claims, where they are made, by whom, with which figures and times."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.urls import reverse

from claims.extraction import Attribution, Change, Kind, Modifier
from claims.models.articles import Extraction, Revision
from claims.querysets import AppearanceQuerySet, ClaimQuerySet

KIND_LABELS = {
    Kind.QUANTITY: "Quantity",
    Kind.CAUSE: "Cause",
    Kind.RULE: "Law or rule",
    Kind.PREDICTION: "Prediction",
    Kind.EXPERIENCE: "Experience",
    Kind.OTHER: "Other",
    Kind.NOT_A_CLAIM: "Not a claim",
}


class Speaker(models.Model):
    """A person, an organisation or an unnamed source. The role is kept where it was said: on the appearance."""

    name = models.TextField()
    key = models.CharField(
        max_length=64, unique=True, editable=False, help_text="SHA-256 of the normalised name."
    )

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Claim(models.Model):
    """One proposition, in a sentence that stands alone.

    Claims that say the same may be merged: `claims.merging` alone writes `merged_into`.
    """

    statement = models.TextField()
    key = models.CharField(
        max_length=64, unique=True, editable=False, help_text="SHA-256 of the normalised statement."
    )
    kind = models.CharField(max_length=20, choices=[(kind.value, KIND_LABELS[kind]) for kind in Kind])
    created_at = models.DateTimeField()
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="merged",
        help_text="The claim that counts its appearances.",
    )
    matched_at = models.DateTimeField(
        null=True, blank=True, help_text="When it was last looked up; empty while that is to be done."
    )
    look_ups_asked = models.PositiveIntegerField(
        default=0,
        editable=False,
        help_text="How often since it came: what begins before the last does not count.",
    )

    objects = ClaimQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at", "-pk")
        constraints = [
            models.CheckConstraint(
                name="claim_has_a_statement",
                condition=~Q(statement=""),
                violation_error_message="A claim needs a statement.",
            ),
            models.CheckConstraint(
                name="claim_not_merged_into_itself",
                condition=Q(merged_into=None) | ~Q(merged_into=F("id")),
                violation_error_message="A claim is not merged into itself.",
            ),
        ]
        indexes = [
            models.Index(
                fields=["look_ups_asked", "id"], condition=Q(matched_at=None), name="claim_not_looked_up"
            ),
        ]

    def __str__(self) -> str:
        return self.statement


class Appearance(models.Model):
    """One place where a claim is made: `revision.text[start:end] == exact`, half-open, in characters.

    With prefix and suffix it is a W3C TextPositionSelector and a TextQuoteSelector at once.
    """

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="appearances")
    found_as = models.ForeignKey(
        Claim,
        on_delete=models.PROTECT,
        related_name="findings",
        help_text="The claim in the words found here, which a merge leaves as it is.",
    )
    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="appearances")
    extraction = models.ForeignKey(
        Extraction, on_delete=models.SET_NULL, null=True, blank=True, related_name="appearances"
    )
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    exact = models.TextField()
    prefix = models.CharField(max_length=40, blank=True)
    suffix = models.CharField(max_length=40, blank=True)
    speaker = models.ForeignKey(
        Speaker, on_delete=models.PROTECT, null=True, blank=True, related_name="appearances"
    )
    speaker_role = models.TextField(blank=True)
    speaker_mention = models.TextField(blank=True, help_text="The words that name the speaker.")
    speaker_start = models.PositiveIntegerField(null=True, blank=True)
    speaker_end = models.PositiveIntegerField(null=True, blank=True)
    speaker_doubtful = models.BooleanField(default=False)
    attribution = models.CharField(
        max_length=10, choices=[(value.value, value.value.capitalize()) for value in Attribution]
    )
    score = models.FloatField(help_text="Check-worthiness from 0 to 1.")
    reasons = models.JSONField(default=list, blank=True)
    entities = models.JSONField(default=list, blank=True)
    amended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Who set right what the machine read.",
    )
    amended_at = models.DateTimeField(null=True, blank=True)

    objects = AppearanceQuerySet.as_manager()

    class Meta:
        ordering = ("revision", "start")
        constraints = [
            models.UniqueConstraint(
                fields=["revision", "start", "end"],
                name="appearance_once_per_span",
                violation_error_message="This span is an appearance already.",
            ),
            models.CheckConstraint(
                name="appearance_span_not_empty",
                condition=Q(start__lt=F("end")),
                violation_error_message="A span must hold at least one character.",
            ),
            models.CheckConstraint(
                name="appearance_span_is_as_long_as_its_words",
                condition=Q(end=F("start") + Length("exact")),
                violation_error_message="The span is not as long as its words.",
            ),
            models.CheckConstraint(
                name="appearance_score_between_0_and_1",
                condition=Q(score__gte=0, score__lte=1),
                violation_error_message="A score lies between 0 and 1.",
            ),
            models.CheckConstraint(
                name="appearance_amendment_has_person_and_time",
                condition=Q(amended_by=None, amended_at=None)
                | Q(amended_by__isnull=False, amended_at__isnull=False),
                violation_error_message="An amendment has a person and a time.",
            ),
        ]

    def __str__(self) -> str:
        return self.exact

    def get_absolute_url(self) -> str:
        """The place in the article's reader where this stands, in the revision that it stands in."""
        reader = reverse("claims:article", kwargs={"pk": self.revision.article_id})
        return f"{reader}?revision={self.revision.number}#a{self.pk}"


class Quantity(models.Model):
    """A number as data: `revision.text[start:end] == text`. `low` and `high` are None where there is no bound."""

    appearance = models.ForeignKey(Appearance, on_delete=models.CASCADE, related_name="quantities")
    text = models.TextField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    value = models.FloatField(null=True, blank=True)
    low = models.FloatField(null=True, blank=True)
    high = models.FloatField(null=True, blank=True)
    modifier = models.CharField(
        max_length=20,
        blank=True,
        choices=[(value.value, value.value.replace("_", " ").capitalize()) for value in Modifier],
    )
    change = models.CharField(
        max_length=4,
        blank=True,
        choices=[(value.value, value.value.capitalize()) for value in Change],
        help_text="What the figure is the size of, where it is that of a rise or a fall.",
    )
    unit = models.TextField(blank=True)
    of = models.TextField(blank=True, help_text="What is counted or measured.")

    class Meta:
        ordering = ("appearance", "start")
        verbose_name_plural = "quantities"
        constraints = [
            models.CheckConstraint(
                name="quantity_span_not_empty",
                condition=Q(start__lt=F("end")),
                violation_error_message="A span must hold at least one character.",
            )
        ]

    def __str__(self) -> str:
        return self.text


class TimeReference(models.Model):
    """A time as data, resolved against the article's date; open or unresolved ends are empty."""

    appearance = models.ForeignKey(Appearance, on_delete=models.CASCADE, related_name="times")
    text = models.TextField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    from_date = models.DateField(null=True, blank=True)
    to_date = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("appearance", "start")
        constraints = [
            models.CheckConstraint(
                name="time_span_not_empty",
                condition=Q(start__lt=F("end")),
                violation_error_message="A span must hold at least one character.",
            ),
            models.CheckConstraint(
                name="time_from_before_to",
                condition=Q(from_date=None) | Q(to_date=None) | Q(from_date__lte=F("to_date")),
                violation_error_message="A time ends after it starts.",
            ),
        ]

    def __str__(self) -> str:
        return self.text
