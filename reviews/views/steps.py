"""Which form and which action stand behind the address of each step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from reviews import actions, forms
from reviews.states import Action


@dataclass(frozen=True)
class Step:
    """`done` tells the person what happened; it is formatted with what the action returned."""

    run: Callable[..., Any]
    form: type[forms.StepForm]
    done: str
    anchor: str = ""


STEPS: dict[Action, Step] = {
    Action.TAKE: Step(actions.take, forms.StepForm, "It is yours now."),
    Action.TAKE_OVER: Step(actions.take_over, forms.StepForm, "You hold it now. The former holder is told."),
    Action.HOLD: Step(actions.hold, forms.StepForm, "You hold it for longer."),
    Action.RELEASE: Step(
        actions.release, forms.StepForm, "Released: it waits in the queue, with all you saved."
    ),
    Action.ADD_EVIDENCE: Step(
        actions.add_evidence, forms.EvidenceForm, "Evidence {0.number} is added.", "evidence-h"
    ),
    Action.REPLACE_EVIDENCE: Step(
        actions.replace_evidence, forms.ReplaceForm, "Evidence {0.number} is changed.", "evidence-h"
    ),
    Action.REMOVE_EVIDENCE: Step(
        actions.remove_evidence, forms.NumberForm, "The evidence is removed.", "evidence-h"
    ),
    Action.SAVE_VERDICT: Step(
        actions.save_verdict, forms.VerdictForm, "The draft is saved as version {0.version}."
    ),
    Action.SEND_FOR_APPROVAL: Step(
        actions.send_for_approval, forms.VerdictForm, "Version {0.version} is sent for approval."
    ),
    Action.WITHDRAW: Step(actions.withdraw, forms.StepForm, "You took it back: it is in review again."),
    Action.REQUEST_CHANGES: Step(
        actions.request_changes, forms.NoteForm, "It is back with its writer, with your note."
    ),
    Action.APPROVE: Step(actions.approve, forms.StepForm, "Approved and published."),
    Action.DISMISS: Step(actions.dismiss, forms.ReasonForm, "Dismissed. It can be restored below."),
    Action.RESTORE: Step(actions.restore, forms.StepForm, "Restored: it waits in the queue again."),
    Action.CORRECT: Step(
        actions.correct,
        forms.NoteForm,
        "The correction is under way. Readers see the published verdict until another is approved.",
    ),
    Action.CANCEL_CORRECTION: Step(
        actions.cancel_correction,
        forms.StepForm,
        "The correction is given up; verdict and evidence stand as published.",
    ),
    Action.RETRACT: Step(actions.retract, forms.NoteForm, "Retracted. Its page says so, with your note."),
    Action.ADJUST_PRIORITY: Step(actions.adjust_priority, forms.AdjustForm, "The priority is changed."),
    Action.COMMENT: Step(actions.comment, forms.CommentForm, "Your comment is in the history.", "history-h"),
}
