"""Who may take which step. Each step names the least role that may take it; what is not listed nobody may."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser

from factcheck.accounts.models import Role, User
from factcheck.accounts.permissions import holds
from reviews.states import Action

LEAST_ROLE: dict[Action, Role] = {
    Action.COMMENT: Role.CONTRIBUTOR,
    Action.TAKE: Role.EDITOR,
    Action.TAKE_OVER: Role.EDITOR,
    Action.HOLD: Role.EDITOR,
    Action.RELEASE: Role.EDITOR,
    Action.ADD_EVIDENCE: Role.EDITOR,
    Action.REPLACE_EVIDENCE: Role.EDITOR,
    Action.REMOVE_EVIDENCE: Role.EDITOR,
    Action.SAVE_VERDICT: Role.EDITOR,
    Action.SEND_FOR_APPROVAL: Role.EDITOR,
    Action.WITHDRAW: Role.EDITOR,
    Action.DISMISS: Role.EDITOR,
    Action.RESTORE: Role.EDITOR,
    Action.ADJUST_PRIORITY: Role.EDITOR,
    Action.REQUEST_CHANGES: Role.SENIOR_EDITOR,
    Action.APPROVE: Role.SENIOR_EDITOR,
    Action.CORRECT: Role.SENIOR_EDITOR,
    Action.CANCEL_CORRECTION: Role.SENIOR_EDITOR,
    Action.RETRACT: Role.SENIOR_EDITOR,
}


def may(user: User | AnonymousUser, action: Action) -> bool:
    """Whether the role of `user` allows `action` at all; who wrote and who holds, the action checks."""
    role = LEAST_ROLE.get(action)
    return role is not None and holds(user, role)
