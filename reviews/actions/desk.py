"""Into the queue, into somebody's hands, and out again."""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Count, Max, Min

from claims.models import Claim
from factcheck.accounts.models import User
from reviews.actions.step import ActionRefused, LeaseHeld, StaleReview, give_lease, log_event, taking, words
from reviews.models import Review, ReviewEvent
from reviews.permissions import may
from reviews.states import Action, State, target

WORTH_POINTS = 60
# Log-odds of check-worthiness that give no points and all of them: scores from about .27 to .9997.
NO_WORTH, FULL_WORTH = -1.0, 8.0
SPREAD_POINTS = 25
POINTS_PER_ARTICLE = 5
# News comes first what matters first: a claim loses a point for so many characters before it.
PROMINENCE_POINTS = 15
CHARACTERS_PER_POINT = 200


@transaction.atomic
def open_reviews(*, claim_ids: Iterable[int], now: datetime) -> None:
    """Put claims that have never had a review into the queue, and weigh the others anew. Idempotent."""
    ids = set(claim_ids)
    known = set(Review.objects.filter(claim__in=ids).values_list("claim_id", flat=True))
    Review.objects.bulk_create(
        [Review(claim_id=claim_id, opened_at=now) for claim_id in sorted(ids - known)], ignore_conflicts=True
    )
    # The locks come before the weighing: an article that arrives at the same time either waits here and then
    # counts what we saved, or has saved already and is counted.
    reviews = list(Review.objects.select_for_update().live().filter(claim__in=ids).order_by("pk"))
    weighed = Claim.objects.filter(pk__in=ids).values_list(
        "pk",
        Max("appearances__score", default=0.0),
        Min("appearances__start"),
        Count("appearances__revision__article", distinct=True),
    )
    facts = {claim_id: found for claim_id, *found in weighed}
    for review in reviews:
        best, earliest, articles = facts[review.claim_id]
        review.worth = worth_of(best)
        review.prominence = prominence_of(earliest)
        review.spread = min(SPREAD_POINTS, POINTS_PER_ARTICLE * max(0, articles - 1))
        review.set_priority()
        if review.claim_id not in known and not ReviewEvent.objects.filter(review_id=review.pk).exists():
            log_event(review, "open", "", by=None, now=now)
    # The machine's weighing is no write of the review: it leaves the version that people hold alone.
    Review.objects.bulk_update(reviews, ["worth", "spread", "prominence", "priority"])


def worth_of(score: float) -> int:
    """Return the points for a check-worthiness from 0 to 1.

    They follow the log-odds: what is worth checking scores between .9 and 1, where probabilities lie too close
    together to rank by.
    """
    if not 0 < score < 1:
        return WORTH_POINTS if score >= 1 else 0
    share = (math.log(score / (1 - score)) - NO_WORTH) / (FULL_WORTH - NO_WORTH)
    return round(WORTH_POINTS * max(0.0, min(1.0, share)))


def prominence_of(start: int | None) -> int:
    """Return the points for the characters that stand before the claim in an article; None: it stands in none."""
    return 0 if start is None else max(0, PROMINENCE_POINTS - start // CHARACTERS_PER_POINT)


def take(*, review: Review, by: User, version: int, now: datetime) -> None:
    """Take a queued review: it is in review now, assigned to and held by `by`."""
    with taking(review, Action.TAKE, by=by, version=version, now=now) as step:
        give_lease(step.review, by, now)


def take_over(*, review: Review, by: User, version: int, now: datetime) -> None:
    """Take a review from whoever holds it. The event tells the former holder; the draft stays."""
    with taking(review, Action.TAKE_OVER, by=by, version=version, now=now) as step:
        former = step.review.assignee
        if former is None or former.pk == by.pk:
            raise ActionRefused("You hold this review already.")
        step.data = {"former_id": former.pk, "former_name": former.display_name}
        give_lease(step.review, by, now)


def hold(*, review: Review, by: User, version: int, now: datetime) -> None:
    """Start the lease again."""
    with taking(review, Action.HOLD, by=by, version=version, now=now):
        pass


def release(*, review: Review, by: User, version: int, now: datetime) -> None:
    """Give the review back to the queue; evidence and draft stay with it."""
    with taking(review, Action.RELEASE, by=by, version=version, now=now) as step:
        step.review.assignee = None
        step.review.lease_expires_at = None


def dismiss(*, review: Review, by: User, version: int, now: datetime, reason: str) -> None:
    """Take the claim off the desk, saying why. A claim with a public verdict is corrected or retracted instead."""
    with taking(review, Action.DISMISS, by=by, version=version, now=now) as step:
        if step.review.published_verdict_id is not None:
            raise ActionRefused("Readers see a verdict on this claim. Cancel the correction, or retract it.")
        if step.review.assignee_id not in {None, by.pk} and step.review.lease_runs(now=now):
            raise LeaseHeld(step.review.assignee)  # type: ignore[arg-type]
        step.review.dismissal_reason = words(reason, name="reason", what="Say why.", longest=300)
        step.note = step.review.dismissal_reason
        step.review.assignee = None
        step.review.lease_expires_at = None


def restore(*, review: Review, by: User, version: int, now: datetime) -> None:
    """Put a dismissed review back into the queue."""
    refused = ActionRefused("The claim has a review on the desk already.")
    try:
        with taking(review, Action.RESTORE, by=by, version=version, now=now) as step:
            step.review.dismissal_reason = ""
            # A merge may have brought it one.
            if Review.objects.live().filter(claim=step.review.claim_id).exists():
                raise refused
    except (IntegrityError, ValidationError) as error:  # it has come since
        raise refused from error


def adjust_priority(
    *, review: Review, by: User, seen: int, now: datetime, adjustment: int, reason: str
) -> None:
    """Raise or lower the priority by `adjustment` points (-100 to 100; 0 takes an earlier change back).

    `seen` is the adjustment that the person saw. It takes the place of the version: like the machine's weighing,
    a change of priority makes nobody's draft stale. What stands already is not written again.
    """
    with taking(review, Action.ADJUST_PRIORITY, by=by, version=None, now=now) as step:
        locked = step.review
        if not -100 <= adjustment <= 100:
            raise ValidationError({"adjustment": "Between -100 and 100."})
        reason = words(reason, name="reason", what="Say why.", longest=200) if adjustment else ""
        step.idle = (adjustment, reason) == (locked.adjustment, locked.adjustment_reason)
        if not step.idle and seen != locked.adjustment:
            raise StaleReview(locked)
        locked.adjustment = adjustment
        locked.adjustment_reason = reason
        locked.adjusted_by = by if adjustment else None
        locked.set_priority()
        step.note = reason
        step.data = {"adjustment": adjustment, "priority": locked.priority}


def comment(*, review: Review, by: User, now: datetime, text: str) -> None:
    """Say something about the review. It writes the log alone, so that nobody's draft goes stale."""
    if not may(by, Action.COMMENT):
        raise PermissionDenied("You may not comment.")
    target(State(review.state), Action.COMMENT)
    text = words(text, name="text", what="Write something.", longest=2_000)
    log_event(review, Action.COMMENT, review.state, by=by, now=now, note=text)
