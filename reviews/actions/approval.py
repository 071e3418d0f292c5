"""The second person: taking back, asking for changes, approving."""

from __future__ import annotations

import re
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.utils.text import slugify

from factcheck.accounts.models import User
from reviews.actions.step import ActionRefused, give_lease, taking, words
from reviews.models import Correction, Review, Verdict
from reviews.states import Action


def withdraw(*, review: Review, by: User, version: int, now: datetime) -> None:
    """Take back what one sent for approval."""
    with taking(review, Action.WITHDRAW, by=by, version=version, now=now) as step:
        if by.pk != step.review.assignee_id:
            raise PermissionDenied("Only whoever sent it for approval takes it back.")
        give_lease(step.review, by, now)


def request_changes(*, review: Review, by: User, version: int, now: datetime, note: str) -> None:
    """Send the verdict back to its writer with a remark."""
    with taking(review, Action.REQUEST_CHANGES, by=by, version=version, now=now) as step:
        verdict = _sent_verdict(step.review)
        _check_second_person(step.review, verdict, by)
        step.note = words(note, name="note", what="Say what to change.", longest=2_000)
        step.data = {"version": verdict.version}
        give_lease(step.review, step.review.assignee or verdict.author, now)


def approve(*, review: Review, by: User, version: int, now: datetime) -> None:
    """Approve the verdict that was sent, and publish it. Never what one wrote or sent oneself."""
    with taking(review, Action.APPROVE, by=by, version=version, now=now) as step:
        locked, verdict = step.review, _sent_verdict(step.review)
        _check_second_person(locked, verdict, by)
        verdict.approved_by = by
        verdict.approved_at = now
        verdict.save(update_fields=["approved_by", "approved_at"])
        Correction.objects.filter(review=locked, published_at=None).update(
            to_verdict=verdict, published_at=now
        )
        locked.published_verdict = verdict
        locked.published_at = locked.published_at or now
        locked.modified_at = now
        locked.slug = locked.slug or _slug(locked)
        step.data = {"version": verdict.version}


THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
BETWEEN_DIGITS = re.compile(r"(?<=\d)[^\w\s](?=\d)")


def _slug(review: Review) -> str:
    """The public address: its figures stay what they are, 120,000 as 120000 and 12.5 as 12-5."""
    statement = BETWEEN_DIGITS.sub("-", THOUSANDS.sub("", review.claim.statement))
    return f"{slugify(statement)[:80].strip('-')}-{review.pk}".lstrip("-")


def _sent_verdict(review: Review) -> Verdict:
    verdict = review.latest_verdict
    if verdict is None or verdict.sent_at is None:
        raise ActionRefused("No verdict was sent for approval.")
    return verdict


def _check_second_person(review: Review, verdict: Verdict, by: User) -> None:
    if part := review.part_in(verdict, by):
        raise PermissionDenied(f"You {part} version {verdict.version}, so someone else approves it.")
