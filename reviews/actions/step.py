"""The frame of every step: permission, lock, version, table of states, lease, event."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from factcheck.accounts.models import User
from reviews.models import Review, ReviewEvent
from reviews.permissions import may
from reviews.states import HOLDER_ACTIONS, Action, State, target


class ActionRefused(Exception):  # noqa: N818 - it reads as what it says
    """The step does not apply here; the message tells the person why."""


class StaleReview(ActionRefused):
    """The review was written since the person read it. `review` is how it stands now."""

    def __init__(self, review: Review) -> None:
        self.review = review
        super().__init__("Somebody saved this review while you wrote. Nothing of yours was saved.")


class LeaseHeld(ActionRefused):
    """Somebody else holds the draft."""

    def __init__(self, holder: User) -> None:
        self.holder = holder
        super().__init__(f"{holder.display_name} holds this review. Take it over to write in it.")


@dataclass(slots=True)
class Step:
    """The locked review inside a step; `note` and `data` go into its event."""

    review: Review
    note: str = ""
    data: dict[str, Any] = field(default_factory=dict)
    idle: bool = False  # it stands so already: nothing is written


@contextmanager
def taking(review: Review, action: Action, *, by: User, version: int | None, now: datetime) -> Iterator[Step]:
    """Without a `version` the step is beside what people write: it neither checks nor counts as a write."""
    if not may(by, action):
        raise PermissionDenied(f"Your role does not allow the step “{action.replace('_', ' ')}”.")
    with transaction.atomic():
        locked = Review.objects.select_for_update().get(pk=review.pk)
        if version not in {None, locked.version}:
            raise StaleReview(locked)
        old = State(locked.state)
        new = target(old, action)
        if action in HOLDER_ACTIONS and not locked.is_holder(by):
            raise LeaseHeld(locked.assignee or by)
        step = Step(locked)
        locked.state = new
        yield step
        if step.idle:
            return
        if version is not None:
            locked.version += 1
        if action in HOLDER_ACTIONS and new == State.IN_REVIEW:
            give_lease(locked, by, now)
        locked.full_clean(validate_unique=False)
        locked.save()
        log_event(locked, action, old, by=by, now=now, note=step.note, data=step.data)
    review.refresh_from_db()


def log_event(
    review: Review,
    action: str,
    old: str,
    *,
    by: User | None,
    now: datetime,
    note: str = "",
    data: dict[str, Any] | None = None,
) -> None:
    ReviewEvent.objects.create(
        review_id=review.pk,
        action=action,
        from_state=old,
        to_state=review.state,
        actor_id=by.pk if by else None,
        actor_name=by.display_name if by else "",
        at=now,
        note=note,
        data=data or {},
    )


def give_lease(review: Review, holder: User, now: datetime) -> None:
    review.assignee = holder
    review.lease_expires_at = now + timedelta(minutes=settings.LEASE_MINUTES)


def words(text: str, *, name: str, what: str, longest: int) -> str:
    """Return `text` without outer space; it must say something and be no longer than `longest`."""
    text = text.strip()
    if not text:
        raise ValidationError({name: what})
    if len(text) > longest:
        raise ValidationError({name: f"{len(text) - longest} characters too many: at most {longest}."})
    return text
