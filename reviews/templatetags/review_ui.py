"""What pages of other apps show of reviews."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django import template

from reviews.models import Review
from reviews.states import State

register = template.Library()

_SET_ASIDE = {State.DISMISSED, State.RETRACTED}


@dataclass(frozen=True, slots=True)
class ClaimReview:
    """The review that says how a claim stands at the desk: the live one, else the newest.

    `standing` is "suggested" where only the machine has said something, "accepted" once a person has taken it
    up, "rejected" where it was dismissed or retracted.
    """

    review: Review

    @property
    def state(self) -> str:
        return self.review.state

    @property
    def url(self) -> str:
        return self.review.get_absolute_url()

    @property
    def standing(self) -> str:
        if self.state in _SET_ASIDE:
            return "rejected"
        return "suggested" if self.state == State.QUEUED else "accepted"


@register.simple_tag(takes_context=True)
def reviews_of(context: Mapping[str, Any], claim_ids: Collection[int]) -> dict[int, ClaimReview]:
    """The reviews of a page's claims, by the claim's id, in one query: `{% reviews_of ids as reviews %}`."""
    found = (
        Review.objects.visible_to(context["user"])
        .filter(claim__in=claim_ids)
        .select_related("assignee", "published_verdict__rating")
        .order_by("pk")
    )
    by_claim: dict[int, ClaimReview] = {}
    for review in found:
        before = by_claim.get(review.claim_id)
        if before is None or before.state in _SET_ASIDE:
            by_claim[review.claim_id] = ClaimReview(review)
    return by_claim


@register.filter
def review_of(reviews: Mapping[int, ClaimReview], claim_id: int) -> ClaimReview | None:
    """One of them: `{% with review=reviews|review_of:claim.pk %}`. None where a claim has no review."""
    return reviews.get(claim_id)
