"""What the desk does when somebody sets right what was read of a claim."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from claims.amending import AmendRefused
from claims.models import Appearance
from factcheck.accounts.models import User
from reviews.actions.step import log_event
from reviews.models import Review
from reviews.states import State

AMENDED = "amend"


def follow_amendment(appearance: Appearance, changed: Collection[str], *, by: User, now: datetime) -> None:
    """Write it into the history of the claim's reviews.

    Raises AmendRefused where readers see a fact-check: it names who said it.
    """
    reviews = Review.objects.select_for_update().filter(claim=appearance.claim_id).order_by("pk")
    for review in list(reviews):
        if review.published_verdict_id is not None and review.state != State.RETRACTED:
            raise AmendRefused(
                "Readers see a fact-check of this claim, which tells who said it: it stays as it is."
            )
        log_event(
            review,
            AMENDED,
            review.state,
            by=by,
            now=now,
            data={
                "appearance": appearance.pk,
                "changed": " and ".join(word for word in ("speaker", "numbers") if word in changed),
                "words": appearance.exact[:200],
            },
        )
