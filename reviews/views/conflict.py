"""When somebody wrote first: both sides on one page, and nothing that was typed lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from factcheck.accounts.models import User
from reviews import forms
from reviews.actions import AMENDED, MERGED, SPLIT, StaleReview
from reviews.models import Evidence, Review, ReviewEvent
from reviews.states import Action
from reviews.views.telling import Segment, Told, history, marked, rating_label

MOST_TOLD = 8
WITHOUT_VERSION = {"open", Action.COMMENT, Action.ADJUST_PRIORITY, AMENDED}


@dataclass(frozen=True)
class Side:
    """One field on both sides, the words that the other lacks marked."""

    label: str
    mine: list[Segment]
    theirs: list[Segment]

    @classmethod
    def of(cls, label: str, mine: str, theirs: str) -> Side:
        return cls(label, marked(mine, theirs), marked(theirs, mine))


@dataclass(frozen=True)
class Conflict:
    """`lead` says it in bold, `text` what to do; `sides` are empty where nothing had been typed."""

    lead: str
    text: str
    happened: list[Told]
    sides: list[Side]
    theirs_title: str
    action: Action


def since(review: Review, version: int, events: Sequence[ReviewEvent]) -> list[ReviewEvent]:
    """The steps taken after `version`: each wrote one event, newest first. Some leave the version alone."""
    writes = [
        event
        for event in events
        if event.action not in WITHOUT_VERSION
        # A merge leaves the review that stays as it was.
        and not (event.action in {MERGED, SPLIT} and event.from_state == event.to_state)
    ]
    return writes[: max(0, review.version - version)]


def repeated(
    review: Review, action: Action, form: forms.StepForm, user: User, events: Sequence[ReviewEvent]
) -> bool:
    """Whether this very step was taken a moment ago by the same person: the form was sent twice."""
    version = form.cleaned_data.get("version")
    if version is None or review.version != version + 1:
        return False
    missed = since(review, version, events)
    if not missed or missed[0].action != action or missed[0].actor_id != user.pk:
        return False
    last, data = missed[0], form.cleaned_data
    match form:
        case forms.VerdictForm():
            latest = review.latest_verdict
            draft = form.draft()
            return latest is not None and (latest.rating, latest.summary, latest.explanation) == (
                draft.rating,
                draft.summary,
                draft.explanation,
            )
        case forms.EvidenceForm():
            standing = review.evidence.standing().filter(number=last.data.get("number")).first()
            return standing is not None and forms.EvidenceForm.draft_of(standing) == form.draft()
        case forms.NumberForm():
            return bool(last.data.get("number") == data["number"])
        case forms.NoteForm():
            return bool(last.note == data["note"])
        case forms.ReasonForm():
            return bool(last.note == data["reason"])
    return True


def conflict(
    review: Review,
    action: Action,
    form: forms.StepForm,
    error: Exception,
    user: User,
    events: Sequence[ReviewEvent],
) -> Conflict:
    """What to show where a step did not fit how the review stands now."""
    version = form.cleaned_data.get("version", review.version)
    missed = since(review, version, events)[:MOST_TOLD]
    if isinstance(form, forms.AdjustForm) and isinstance(error, StaleReview):
        missed = [event for event in events if event.action == Action.ADJUST_PRIORITY][:1]
    happened = history(missed, user)
    sides = sides_of(review, form)
    if happened:
        newest = happened[0]
        meanwhile = f"while you {'wrote' if sides else 'read'}"
        lead = f"{newest.who} {newest.what} {'in another window' if newest.is_you else meanwhile}."
    else:
        lead = str(error)
    text = (
        "Nothing is lost: choose what stays." if sides else "Nothing was changed. This is how it stands now."
    )
    latest = review.latest_verdict
    theirs = "As it stands now"
    if isinstance(form, forms.VerdictForm) and latest:
        theirs = f"Version {latest.version}, {latest.author.display_name}"
    return Conflict(lead, text, happened, sides, theirs, action)


def sides_of(review: Review, form: forms.StepForm) -> list[Side]:
    match form:
        case forms.VerdictForm():
            mine, latest = form.draft(), review.latest_verdict
            sides = [
                Side.of("Rating", rating_label(mine.rating), rating_label(latest.rating if latest else None)),
                Side.of("Summary", mine.summary, latest.summary if latest else ""),
                Side.of("Explanation", mine.explanation, latest.explanation if latest else ""),
            ]
            return [side for side in sides if side.mine or side.theirs]
        case forms.EvidenceForm():
            return evidence_sides(review, form)
        case forms.AdjustForm():
            mine_words = f"{form.cleaned_data['adjustment']:+d} {form.cleaned_data['reason']}"
            return [Side.of("Priority", mine_words, f"{review.adjustment:+d} {review.adjustment_reason}")]
        case forms.NoteForm():
            return [Side.of("Note", form.cleaned_data["note"], "")]
        case forms.ReasonForm():
            return [Side.of("Reason", form.cleaned_data["reason"], review.dismissal_reason)]
    return []


def evidence_sides(review: Review, form: forms.EvidenceForm) -> list[Side]:
    number = form.cleaned_data.get("number")
    standing: Evidence | None = (
        review.evidence.standing().filter(number=number).first() if number is not None else None
    )
    mine = form.draft()
    theirs = forms.EvidenceForm.draft_of(standing) if standing else None
    labels = {
        "title": "Title",
        "url": "Address",
        "publisher": "Publisher",
        "published_on": "Date",
        "quote": "Quote",
        "location": "Where in the source",
        "stance": "Stance",
        "kind": "Kind",
    }
    sides = [
        Side.of(label, str(getattr(mine, name) or ""), str(getattr(theirs, name, None) or ""))
        for name, label in labels.items()
    ]
    return [side for side in sides if side.mine or side.theirs]
