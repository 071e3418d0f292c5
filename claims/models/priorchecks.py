"""What others, and we, have checked before."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from claims.querysets import PriorCheckQuerySet


class PriorCheck(models.Model):
    """Somebody's published ClaimReview: what was claimed, where it was checked, what the rating says.

    Known by the review's address and the claim's text together: one page may check several claims. `text_key` is
    made like `Claim.key`, so that a claim and a check of the same words have the same.
    """

    class Source(models.TextChoices):
        FEED = "feed", "Feed"
        PAGE = "page", "Publisher’s page"
        GOOGLE = "google", "Google Fact Check Tools"
        OWN = "own", "Our own"

    key = models.CharField(
        max_length=64, editable=False, help_text="SHA-256 of the normalised address and the text's key."
    )
    text = models.TextField(help_text="The claim, as the review puts it.")
    text_key = models.CharField(max_length=64, editable=False, help_text="SHA-256 of the normalised text.")
    claimant = models.CharField(max_length=500, blank=True)
    claim_date = models.DateField(null=True, blank=True)
    url = models.URLField(max_length=2000, help_text="Of the review.")
    title = models.CharField(max_length=500, blank=True)
    publisher = models.CharField(max_length=500, blank=True)
    publisher_site = models.CharField(max_length=253, blank=True, help_text="Host of the review's address.")
    rating_label = models.CharField(max_length=500)
    rating_value = models.FloatField(null=True, blank=True)
    rating_best = models.FloatField(null=True, blank=True)
    rating_worst = models.FloatField(null=True, blank=True)
    position = models.FloatField(
        null=True, blank=True, help_text="Of the rating on its scale, from 0 (worst) to 1 (best)."
    )
    review_date = models.DateField(null=True, blank=True)
    language = models.CharField(max_length=3, blank=True, help_text="Primary subtag, such as en.")
    source = models.CharField(max_length=10, choices=Source.choices)
    imported_at = models.DateTimeField()
    updated_at = models.DateTimeField(help_text="When an import last changed it.")

    objects = PriorCheckQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        constraints = [
            models.UniqueConstraint(
                fields=["key"],
                name="prior_check_once_per_review_and_text",
                violation_error_message="This check of this claim is here already.",
            ),
            models.CheckConstraint(
                name="prior_check_has_a_text",
                condition=~Q(text=""),
                violation_error_message="A check needs the text of the claim.",
            ),
            models.CheckConstraint(
                name="prior_check_has_a_rating",
                condition=~Q(rating_label=""),
                violation_error_message="A check needs the name of its rating.",
            ),
            models.CheckConstraint(
                name="prior_check_address_is_http",
                condition=Q(url__startswith="http://") | Q(url__startswith="https://"),
                violation_error_message="The address of a review starts with http:// or https://.",
            ),
            models.CheckConstraint(
                name="prior_check_position_between_0_and_1",
                condition=Q(position=None) | Q(position__gte=0, position__lte=1),
                violation_error_message="A position lies between 0 and 1.",
            ),
            models.CheckConstraint(
                name="prior_check_changed_after_its_import",
                condition=Q(updated_at__gte=F("imported_at")),
                violation_error_message="A check is not changed before it is imported.",
            ),
        ]
        indexes = [
            models.Index(fields=["text_key"], name="prior_check_text"),
            models.Index(fields=["publisher_site"], name="prior_check_site"),
            models.Index(fields=["language"], name="prior_check_language"),
        ]

    def __str__(self) -> str:
        return self.text
