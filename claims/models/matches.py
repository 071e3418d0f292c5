"""What claims have to do with each other and with what was checked before."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from claims.matching import Relation
from claims.models.claims import Claim
from claims.models.priorchecks import PriorCheck
from claims.querysets import MatchQuerySet, MergeQuerySet

RELATION_LABELS = {
    Relation.SAME: "Same claim",
    Relation.DIFFERENT_QUANTITY: "Same claim, other quantity",
    Relation.OPPOSITE: "Opposite",
    Relation.RELATED: "Related",
}


class Match(models.Model):
    """A claim beside an earlier claim or a prior check: what they are to each other, and why.

    Found by machine and `suggested` until somebody says whether it is right. Of two claims `claim` is the later
    one. `reasons` hold the words of both: {"type", "claim", "other"}.
    """

    class State(models.TextChoices):
        SUGGESTED = "suggested", "Suggested"
        CONFIRMED = "confirmed", "Confirmed"
        REJECTED = "rejected", "Rejected"

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="matches")
    other = models.ForeignKey(
        Claim, on_delete=models.CASCADE, null=True, blank=True, related_name="later_matches"
    )
    prior_check = models.ForeignKey(
        PriorCheck, on_delete=models.CASCADE, null=True, blank=True, related_name="matches"
    )
    relation = models.CharField(
        max_length=20, choices=[(relation.value, label) for relation, label in RELATION_LABELS.items()]
    )
    score = models.FloatField(help_text="How likely it is the same claim, from 0 to 1.")
    reasons = models.JSONField(default=list, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.SUGGESTED)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    found_at = models.DateTimeField()

    objects = MatchQuerySet.as_manager()

    class Meta:
        ordering = ("-score", "pk")
        verbose_name_plural = "matches"
        constraints = [
            models.CheckConstraint(
                name="match_with_a_claim_or_a_check",
                condition=Q(other__isnull=False, prior_check=None) | Q(other=None, prior_check__isnull=False),
                violation_error_message="A match is with a claim or with a prior check.",
            ),
            models.CheckConstraint(
                name="match_with_an_earlier_claim",
                condition=Q(other=None) | Q(other__lt=F("claim")),
                violation_error_message="Of two claims, the later one is matched with the earlier.",
            ),
            models.UniqueConstraint(fields=["claim", "other"], name="match_once_per_pair_of_claims"),
            models.UniqueConstraint(fields=["claim", "prior_check"], name="match_once_per_claim_and_check"),
            models.CheckConstraint(
                name="match_score_between_0_and_1",
                condition=Q(score__gte=0, score__lte=1),
                violation_error_message="A score lies between 0 and 1.",
            ),
            models.CheckConstraint(
                name="match_decision_has_person_and_time",
                condition=Q(state="suggested", decided_by=None, decided_at=None)
                | (~Q(state="suggested") & Q(decided_by__isnull=False, decided_at__isnull=False)),
                violation_error_message="A decision has a person and a time, and a suggestion has neither.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_relation_display()}: {self.claim_id} and {self.other_id or self.prior_check_id}"


class Merge(models.Model):
    """Two claims made one: the appearances of `merged` count as those of `kept`, until it is undone.

    Without a person it was done by machine, of statements that differ in nothing a fact-check hangs on.
    """

    kept = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="merges")
    merged = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="merges_away")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField()
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = MergeQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        constraints = [
            models.CheckConstraint(
                name="merge_of_two_claims",
                condition=~Q(kept=F("merged")),
                violation_error_message="A claim is not merged with itself.",
            ),
            models.UniqueConstraint(
                fields=["merged"],
                condition=Q(undone_at=None),
                name="merge_once_at_a_time",
                violation_error_message="This claim is merged already.",
            ),
            models.CheckConstraint(
                name="merge_undone_has_person_and_time",
                condition=Q(undone_by=None, undone_at=None)
                | Q(undone_by__isnull=False, undone_at__isnull=False),
                violation_error_message="What is undone has a person and a time.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.merged_id} into {self.kept_id}"
