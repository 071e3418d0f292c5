"""What the desk does when somebody sets right what was read of a claim."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict
from datetime import datetime

from claims.amending import AmendRefused, Reading
from claims.models import Appearance
from factcheck.accounts.models import User
from reviews.actions.step import log_event
from reviews.models import Review
from reviews.states import State

AMENDED = "amend"


def may_be_amended(review: Review) -> bool:
    """Not what readers have seen, which tells who said it, nor what somebody is deciding on."""
    return review.published_verdict_id is None and review.state != State.AWAITING_APPROVAL


def follow_amendment(
    appearance: Appearance,
    before: Reading,
    after: Reading,
    changed: Collection[str],
    *,
    by: User,
    now: datetime,
) -> None:
    """Write it into the history of the claim's reviews, with both readings. Raises AmendRefused where it may not be."""
    reviews = Review.objects.select_for_update().filter(claim=appearance.claim_id).order_by("pk")
    for review in list(reviews):
        if not may_be_amended(review):
            raise AmendRefused(
                "Somebody decides on this claim as it is read now. Take it back from approval first."
                if review.published_verdict_id is None
                else "Readers have seen a fact-check of this claim, which tells who said it: it stays as it is."
            )
        log_event(
            review,
            AMENDED,
            review.state,
            by=by,
            now=now,
            data={
                "appearance": appearance.pk,
                "words": appearance.exact[:200],
                "changed": " and ".join(word for word in ("speaker", "numbers") if word in changed),
                "before": asdict(before),
                "after": asdict(after),
            },
        )
