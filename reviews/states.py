"""The states of a review and the one table of what leads where. Pure: no rows, no people, no clock."""

from __future__ import annotations

from enum import StrEnum


class State(StrEnum):
    QUEUED = "queued"
    IN_REVIEW = "in_review"
    AWAITING_APPROVAL = "awaiting_approval"
    PUBLISHED = "published"
    DISMISSED = "dismissed"
    RETRACTED = "retracted"


class Action(StrEnum):
    TAKE = "take"
    TAKE_OVER = "take_over"
    HOLD = "hold"
    RELEASE = "release"
    ADD_EVIDENCE = "add_evidence"
    REPLACE_EVIDENCE = "replace_evidence"
    REMOVE_EVIDENCE = "remove_evidence"
    SAVE_VERDICT = "save_verdict"
    SEND_FOR_APPROVAL = "send_for_approval"
    WITHDRAW = "withdraw"
    REQUEST_CHANGES = "request_changes"
    APPROVE = "approve"
    DISMISS = "dismiss"
    RESTORE = "restore"
    CORRECT = "correct"
    CANCEL_CORRECTION = "cancel_correction"
    RETRACT = "retract"
    ADJUST_PRIORITY = "adjust_priority"
    COMMENT = "comment"


OPEN_STATES = (State.QUEUED, State.IN_REVIEW, State.AWAITING_APPROVAL)

# What is not in the table is not allowed.
TRANSITIONS: dict[tuple[State, Action], State] = {
    (State.QUEUED, Action.TAKE): State.IN_REVIEW,
    (State.QUEUED, Action.DISMISS): State.DISMISSED,
    (State.IN_REVIEW, Action.TAKE_OVER): State.IN_REVIEW,
    (State.IN_REVIEW, Action.HOLD): State.IN_REVIEW,
    (State.IN_REVIEW, Action.RELEASE): State.QUEUED,
    (State.IN_REVIEW, Action.ADD_EVIDENCE): State.IN_REVIEW,
    (State.IN_REVIEW, Action.REPLACE_EVIDENCE): State.IN_REVIEW,
    (State.IN_REVIEW, Action.REMOVE_EVIDENCE): State.IN_REVIEW,
    (State.IN_REVIEW, Action.SAVE_VERDICT): State.IN_REVIEW,
    (State.IN_REVIEW, Action.SEND_FOR_APPROVAL): State.AWAITING_APPROVAL,
    (State.IN_REVIEW, Action.DISMISS): State.DISMISSED,
    (State.IN_REVIEW, Action.CANCEL_CORRECTION): State.PUBLISHED,
    (State.AWAITING_APPROVAL, Action.WITHDRAW): State.IN_REVIEW,
    (State.AWAITING_APPROVAL, Action.REQUEST_CHANGES): State.IN_REVIEW,
    (State.AWAITING_APPROVAL, Action.APPROVE): State.PUBLISHED,
    (State.PUBLISHED, Action.CORRECT): State.IN_REVIEW,
    (State.PUBLISHED, Action.RETRACT): State.RETRACTED,
    (State.DISMISSED, Action.RESTORE): State.QUEUED,
    **{(state, Action.ADJUST_PRIORITY): state for state in OPEN_STATES},
    **{(state, Action.COMMENT): state for state in State},
}

# Written only by whoever holds the lease: nobody else's hand may be in the draft at the same time.
HOLDER_ACTIONS = frozenset(
    {
        Action.HOLD,
        Action.RELEASE,
        Action.ADD_EVIDENCE,
        Action.REPLACE_EVIDENCE,
        Action.REMOVE_EVIDENCE,
        Action.SAVE_VERDICT,
        Action.SEND_FOR_APPROVAL,
        Action.CANCEL_CORRECTION,
    }
)


class TransitionNotAllowed(Exception):  # noqa: N818 - the field's own name
    """The review is not in a state from which `action` leads anywhere."""

    def __init__(self, state: State, action: Action) -> None:
        self.state = state
        self.action = action
        words = {part: part.replace("_", " ") for part in (state, action)}
        super().__init__(f"A review that is {words[state]} does not take the step “{words[action]}”.")


def target(state: State, action: Action) -> State:
    """Return the state that `action` leads to.

    Raises:
        TransitionNotAllowed: where the table has no entry.
    """
    try:
        return TRANSITIONS[state, action]
    except KeyError:
        raise TransitionNotAllowed(state, action) from None
