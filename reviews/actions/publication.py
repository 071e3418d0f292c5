"""After publication: corrections and retractions."""

from __future__ import annotations

from datetime import datetime

from factcheck.accounts.models import User
from reviews.actions.step import ActionRefused, give_lease, taking, words
from reviews.models import Correction, Review
from reviews.states import Action


def correct(*, review: Review, by: User, version: int, now: datetime, note: str) -> None:
    """Start a correction. The published verdict stays public until its successor is approved.

    `note` tells readers what was wrong; it goes out with the new verdict.
    """
    with taking(review, Action.CORRECT, by=by, version=version, now=now) as step:
        step.note = words(note, name="note", what="Say what was wrong.", longest=2_000)
        _open_correction(step.review, Correction.Kind.CORRECTION, step.note, by=by, now=now)
        give_lease(step.review, by, now)


def cancel_correction(*, review: Review, by: User, version: int, now: datetime) -> None:
    """Give a correction up: verdict and evidence stand again as published."""
    with taking(review, Action.CANCEL_CORRECTION, by=by, version=version, now=now) as step:
        locked = step.review
        if locked.published_verdict is None:
            raise ActionRefused("Nothing is published, so there is no correction to cancel.")
        Correction.objects.filter(review=locked, published_at=None).delete()
        published = set(locked.published_verdict.evidence.values_list("pk", flat=True))
        locked.evidence.standing().exclude(pk__in=published).update(removed_by=by, removed_at=now)
        locked.evidence.filter(pk__in=published).update(removed_by=None, removed_at=None)
        locked.latest_verdict = locked.published_verdict
        locked.lease_expires_at = None


def retract(*, review: Review, by: User, version: int, now: datetime, note: str) -> None:
    """Take a published verdict back. Its page stays and says so; feeds and ClaimReview lose it."""
    with taking(review, Action.RETRACT, by=by, version=version, now=now) as step:
        step.note = words(note, name="note", what="Say why it is taken back.", longest=2_000)
        correction = _open_correction(step.review, Correction.Kind.RETRACTION, step.note, by=by, now=now)
        correction.published_at = now
        correction.save()
        step.review.modified_at = now


def _open_correction(review: Review, kind: str, note: str, *, by: User, now: datetime) -> Correction:
    if review.published_verdict is None:
        raise ActionRefused("Nothing is published.")
    return Correction.objects.create(
        review=review,
        kind=kind,
        note=note,
        from_verdict=review.published_verdict,
        started_by=by,
        started_at=now,
    )
