"""Every step in every state by every role: what the table and the roles say is what the actions do."""

import inspect
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from claims.tests.factories import NOW, UserFactory
from factcheck.accounts.models import Role
from reviews import actions
from reviews.models import Review, ReviewEvent
from reviews.permissions import LEAST_ROLE, may
from reviews.states import HOLDER_ACTIONS, TRANSITIONS, Action, State, TransitionNotAllowed, target
from reviews.tests.factories import evidence_draft, reach, verdict_draft

LATER = NOW + timedelta(hours=1)


def arguments(action):
    """What the step needs beside who, when and which version."""
    match action:
        case Action.DISMISS:
            return {"reason": "An opinion"}
        case Action.ADJUST_PRIORITY:
            return {"seen": 0, "adjustment": 10, "reason": "The minister speaks at eleven"}
        case Action.COMMENT:
            return {"text": "Worth a call."}
        case Action.ADD_EVIDENCE:
            return {"draft": evidence_draft()}
        case Action.REPLACE_EVIDENCE:
            return {"number": 1, "draft": evidence_draft(quote="Corrected quote")}
        case Action.REMOVE_EVIDENCE:
            return {"number": 1}
        case Action.SAVE_VERDICT | Action.SEND_FOR_APPROVAL:
            return {"draft": verdict_draft()}
        case Action.REQUEST_CHANGES | Action.CORRECT | Action.RETRACT:
            return {"note": "Say what share of them fights."}
    return {}


WITHOUT_VERSION = {Action.ADJUST_PRIORITY, Action.COMMENT}  # they make nobody's draft stale


def perform(action, review, by, now=LATER):
    function = getattr(actions, action.value)
    version = {} if action in WITHOUT_VERSION else {"version": review.version}
    return function(review=review, by=by, now=now, **version, **arguments(action))


def stage(state, action, actor):
    """A review in `state` on which `actor` stands where the step needs them: holder, sender, or second person."""
    mine = action in HOLDER_ACTIONS | {Action.WITHDRAW} and actor.has_role(Role.EDITOR)
    review = reach(state, writer=actor if mine else None)
    if state == State.IN_REVIEW and action in {
        Action.REPLACE_EVIDENCE,
        Action.REMOVE_EVIDENCE,
        Action.SEND_FOR_APPROVAL,
    }:
        actions.add_evidence(
            review=review, by=review.assignee, version=review.version, now=NOW, draft=evidence_draft()
        )
    if state == State.IN_REVIEW and action == Action.CANCEL_CORRECTION:
        senior = actor if actor.has_role(Role.SENIOR_EDITOR) else UserFactory(role=Role.SENIOR_EDITOR)
        review = reach(State.PUBLISHED)
        actions.correct(review=review, by=senior, version=review.version, now=NOW, note="A third fights.")
    return review


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("action", Action)
@pytest.mark.parametrize("state", State)
def test_every_step_in_every_state_by_every_role(state, action, role, db):
    actor = UserFactory(role=role)
    review = stage(state, action, actor)
    before = Review.objects.values().get(pk=review.pk)
    events = ReviewEvent.objects.filter(review_id=review.pk).count()

    if not actor.has_role(LEAST_ROLE[action]):
        expected = PermissionDenied
    elif (state, action) not in TRANSITIONS:
        expected = TransitionNotAllowed
    else:
        expected = None

    if expected is not None:
        with pytest.raises(expected):
            perform(action, review, actor)
        assert Review.objects.values().get(pk=review.pk) == before
        assert ReviewEvent.objects.filter(review_id=review.pk).count() == events
        return

    perform(action, review, actor)

    review.refresh_from_db()
    event = ReviewEvent.objects.newest_first().filter(review_id=review.pk)[0]
    assert review.state == TRANSITIONS[state, action]
    assert review.version == before["version"] + (action not in WITHOUT_VERSION)
    assert (event.action, event.from_state, event.to_state) == (action, state, review.state)
    assert (event.actor_id, event.actor_name, event.at) == (actor.pk, actor.display_name, LATER)


def test_every_step_has_a_function_a_role_and_a_place_in_the_table():
    assert set(LEAST_ROLE) == set(Action)
    assert {action for _, action in TRANSITIONS} == set(Action)
    for action in Action:
        assert {"review", "by", "now"} <= set(inspect.signature(getattr(actions, action.value)).parameters)


def test_what_is_not_in_the_table_is_not_allowed():
    with pytest.raises(TransitionNotAllowed, match="published does not take the step “take”"):
        target(State.PUBLISHED, Action.TAKE)


@pytest.mark.parametrize("action", Action)
def test_a_deactivated_person_may_do_nothing(action, db):
    assert not may(UserFactory(role=Role.ADMIN, is_active=False), action)


def test_querysets_and_predicates_agree(db):
    """Whoever may comment sees the review, and nobody else does."""
    reach(State.QUEUED)
    people = [UserFactory(role=role) for role in Role] + [UserFactory(role=Role.ADMIN, is_active=False)]
    for user in people:
        assert Review.objects.visible_to(user).exists() == may(user, Action.COMMENT)
