"""Rows for tests. `ReviewFactory` makes a queued review; `reach` walks one to any state by the real actions."""

from datetime import timedelta

import factory
from factory.django import DjangoModelFactory

from claims.tests.factories import NOW, AppearanceFactory, UserFactory
from factcheck.accounts.models import Role
from reviews import actions
from reviews.models import Evidence, Rating, Review
from reviews.states import State


class ReviewFactory(DjangoModelFactory):
    class Meta:
        model = Review

    claim = factory.LazyFunction(lambda: AppearanceFactory().claim)
    opened_at = NOW


def evidence_draft(**changes):
    values = {
        "url": "https://observers.example/311",
        "title": "Daily report 311",
        "publisher": "River Observers’ Mission",
        "quote": "Our patrols counted between 112,000 and 124,000 uniformed personnel.",
        "stance": Evidence.Stance.SUPPORTS,
    }
    return actions.EvidenceDraft(**{**values, **changes})


def verdict_draft(**changes):
    values = {
        "rating": Rating.objects.get(slug="mostly-correct"),
        "summary": "Observers count 112,000 to 124,000; a third of them do not fight.",
        "explanation": "The observers’ mission counted [1].",
    }
    return actions.VerdictDraft(**{**values, **changes})


def reach(state, *, writer=None, approver=None, now=NOW):
    """Return a review in `state`, brought there by `writer` and `approver`."""
    writer = writer or UserFactory(role=Role.EDITOR)
    approver = approver or UserFactory(role=Role.SENIOR_EDITOR)
    review = ReviewFactory()

    def step(action, by=writer, **arguments):
        nonlocal now
        now += timedelta(minutes=1)
        return action(review=review, by=by, version=review.version, now=now, **arguments)

    if state == State.QUEUED:
        return review
    if state == State.DISMISSED:
        step(actions.dismiss, reason="An opinion")
        return review
    step(actions.take)
    if state == State.IN_REVIEW:
        return review
    step(actions.add_evidence, draft=evidence_draft())
    step(actions.send_for_approval, draft=verdict_draft())
    if state == State.AWAITING_APPROVAL:
        return review
    step(actions.approve, by=approver)
    if state == State.RETRACTED:
        step(actions.retract, by=approver, note="The mission withdrew its report.")
    return review
