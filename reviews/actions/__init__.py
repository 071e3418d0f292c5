"""What people do with a review. The only code that changes one.

Each action names who (`by`), when (`now`) and the version of the review that the person saw (`version`); a
comment and a change of priority make nobody's draft stale and name none. It asks permission, locks the row,
checks the version, looks the step up in the table of states, checks the lease, and writes the change and its
event in one transaction. Nothing is written where it raises:

    PermissionDenied        this person may not take this step
    TransitionNotAllowed    the review is not in a state for this step
    StaleReview             somebody wrote since; carries the review as it stands now
    LeaseHeld               somebody else holds the draft
    ActionRefused           the step itself does not apply; the message says why
    ValidationError         what was entered is wrong, by field
"""

from reviews.actions.amending import AMENDED, follow_amendment, may_be_amended
from reviews.actions.approval import approve, request_changes, withdraw
from reviews.actions.desk import (
    CHARACTERS_PER_POINT,
    PROMINENCE_POINTS,
    SPREAD_POINTS,
    WORTH_POINTS,
    adjust_priority,
    comment,
    dismiss,
    hold,
    open_reviews,
    release,
    restore,
    take,
    take_over,
)
from reviews.actions.evidence import EvidenceDraft, add_evidence, remove_evidence, replace_evidence
from reviews.actions.merging import MERGED, SPLIT, follow_merge, follow_split
from reviews.actions.publication import cancel_correction, correct, retract
from reviews.actions.step import ActionRefused, LeaseHeld, StaleReview
from reviews.actions.verdict import VerdictDraft, save_verdict, send_for_approval

__all__ = [
    "AMENDED",
    "CHARACTERS_PER_POINT",
    "MERGED",
    "PROMINENCE_POINTS",
    "SPLIT",
    "SPREAD_POINTS",
    "WORTH_POINTS",
    "ActionRefused",
    "EvidenceDraft",
    "LeaseHeld",
    "StaleReview",
    "VerdictDraft",
    "add_evidence",
    "adjust_priority",
    "approve",
    "cancel_correction",
    "comment",
    "correct",
    "dismiss",
    "follow_amendment",
    "follow_merge",
    "follow_split",
    "hold",
    "may_be_amended",
    "open_reviews",
    "release",
    "remove_evidence",
    "replace_evidence",
    "request_changes",
    "restore",
    "retract",
    "save_verdict",
    "send_for_approval",
    "take",
    "take_over",
    "withdraw",
]
