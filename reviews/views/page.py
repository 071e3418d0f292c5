"""What the page of one review shows, by its state and by what the person may do."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from math import ceil
from typing import Any, cast

from django.conf import settings
from django.db.models import Prefetch, prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from claims.models import Appearance, Revision
from claims.permissions import can_amend, can_judge_matches, can_merge
from factcheck.accounts.models import Role, User
from reviews import forms
from reviews.actions import may_be_amended
from reviews.citations import cited_numbers
from reviews.models import Correction, Evidence, Review, ReviewEvent, Verdict
from reviews.permissions import LEAST_ROLE, may
from reviews.states import HOLDER_ACTIONS, TRANSITIONS, Action, State
from reviews.views.conflict import Conflict
from reviews.views.related import related_to
from reviews.views.rows import Row, distinct_quantities
from reviews.views.telling import Changes, Excerpt, distinct_times, flow, history

FIRST_EXCERPTS = 3
FIRST_EVENTS = 8


def page(
    request: HttpRequest,
    review: Review,
    *,
    now: datetime,
    status: int = 200,
    kept: forms.StepForm | None = None,
    kept_for: Action | None = None,
    trouble: str = "",
    related_trouble: str = "",
    conflict: Conflict | None = None,
) -> HttpResponse:
    """The review as it stands; `kept` is a form that could not be taken, shown again with what was typed."""
    user = cast(User, request.user)
    in_context = Appearance.objects.in_context().defer("revision__text").order_by("pk")
    prefetch_related_objects([review], Prefetch("claim__appearances", queryset=in_context))
    row = Row(review)
    events = list(ReviewEvent.objects.filter(review_id=review.pk).newest_first())
    evidence = list(review.evidence.standing().order_by("number"))
    can = offered(review, user, now=now)
    told = history(events, user)
    excerpts = excerpts_of(sorted_by_novelty(row.appearances))
    shown = 1 if review.state == State.AWAITING_APPROVAL else FIRST_EXCERPTS
    context = {
        "section": "queue",
        "now": now,
        "review": review,
        "claim": review.claim,
        "row": row,
        "can": can,
        "flow": flow(review, events),
        "excerpts": excerpts[:shown],
        "more_excerpts": excerpts[shown:],
        "quantities": distinct_quantities(row.appearances),
        "times": distinct_times(row.appearances),
        "may_amend": can_amend(user) and may_be_amended(review),
        "all_amended": all(each.amended_at for each in row.appearances),
        "related": related_to([review.claim])[review.claim_id],
        "may_judge": can_judge_matches(user),
        "may_merge": can_merge(user),
        "may_ask_google": bool(settings.GOOGLE_FACT_CHECK_API_KEY),
        "history": told[:FIRST_EVENTS],
        "earlier": told[FIRST_EVENTS:],
        "trouble": trouble,
        "related_trouble": related_trouble,
        "conflict": conflict,
        "may_adjust": can["adjust_priority"],
        "lease": lease(review, user, events, now=now),
        "correction": Correction.objects.filter(review=review).order_by("pk").last(),
        **form_context(review, evidence, kept, kept_for, writing=can["save_verdict"]),
    }
    if review.state == State.AWAITING_APPROVAL and review.latest_verdict:
        context |= approval(review, review.latest_verdict, events, user)
    return render(request, "reviews/review.html", context, status=status)


def sorted_by_novelty(appearances: list[Appearance]) -> list[Appearance]:
    """Each wording once before any comes again."""
    seen: set[str] = set()
    again = []
    for appearance in appearances:
        again.append(appearance.exact in seen)
        seen.add(appearance.exact)
    return [each for _, each in sorted(zip(again, appearances, strict=True), key=lambda pair: pair[0])]


def excerpts_of(appearances: list[Appearance]) -> list[Excerpt]:
    """The appearances in their paragraphs. Each text is read once, and none that no excerpt is from."""
    revisions = Revision.objects.filter(pk__in={each.revision_id for each in appearances})
    texts = dict(revisions.values_list("pk", "text"))
    return [Excerpt.of(each, texts[each.revision_id]) for each in appearances]


def offered(review: Review, user: User, *, now: datetime) -> dict[str, bool]:
    """Which steps the page offers. The actions decide; this keeps what they would refuse off the page."""
    state, verdict = State(review.state), review.latest_verdict
    can = {
        action.value: may(user, action)
        and (state, action) in TRANSITIONS
        and (action not in HOLDER_ACTIONS or review.is_holder(user))
        for action in Action
    }
    others = review.assignee_id not in {None, user.pk} and review.lease_runs(now=now)
    own = verdict is not None and bool(review.part_in(verdict, user))
    can[Action.TAKE_OVER] &= review.assignee_id != user.pk
    can[Action.WITHDRAW] &= review.assignee_id == user.pk
    can[Action.APPROVE] &= not own
    can[Action.REQUEST_CHANGES] &= not own
    can[Action.DISMISS] &= review.published_verdict_id is None and not others
    can[Action.CANCEL_CORRECTION] &= review.published_verdict_id is not None
    return can


def lease(review: Review, user: User, events: Sequence[ReviewEvent], *, now: datetime) -> dict[str, Any]:
    """Who holds the draft, for how many more minutes, and who took it over from the reader."""
    if review.state != State.IN_REVIEW or review.lease_expires_at is None:
        return {}
    left = max(0, ceil((review.lease_expires_at - now).total_seconds() / 60))
    moved = next((event for event in events if event.action in {Action.TAKE, Action.TAKE_OVER}), None)
    lost = (
        moved is not None
        and moved.action == Action.TAKE_OVER
        and moved.data.get("former_id") == user.pk
        and review.assignee_id != user.pk
    )
    return {
        "mine": review.assignee_id == user.pk,
        "minutes": left,
        "total": settings.LEASE_MINUTES,
        "ended_at": review.lease_expires_at if not left else None,
        "lost": moved if lost else None,
    }


# --- Forms -----------------------------------------------------------------------------------------------


def form_context(
    review: Review,
    evidence: list[Evidence],
    kept: forms.StepForm | None,
    kept_for: Action | None,
    *,
    writing: bool,
) -> dict[str, Any]:
    """The forms of the page, each empty, as saved, or with what was typed; `opened` names the one to open."""

    def form(action: Action, otherwise: forms.StepForm) -> forms.StepForm:
        return kept if kept is not None and kept_for == action else otherwise

    edited = kept.data.get("number") if isinstance(kept, forms.ReplaceForm) else None
    verdict_form: forms.VerdictForm | None = forms.VerdictForm.of(review) if writing else None
    if isinstance(kept, forms.VerdictForm) and review.state == State.IN_REVIEW:
        verdict_form = kept
    return {
        "verdict_form": verdict_form,
        "needs": needs(verdict_form, evidence) if verdict_form else [],
        "evidence": [
            (each, kept if str(each.number) == edited else forms.EvidenceForm.of(each, review))
            for each in evidence
        ],
        "evidence_numbers": {each.number for each in evidence},
        "edited": edited,
        "add_form": form(Action.ADD_EVIDENCE, forms.EvidenceForm(review=review)),
        "dismiss_form": form(Action.DISMISS, forms.ReasonForm(review=review)),
        "correct_form": form(Action.CORRECT, forms.NoteForm(review=review)),
        "retract_form": form(Action.RETRACT, forms.NoteForm(review=review)),
        "changes_form": form(Action.REQUEST_CHANGES, forms.NoteForm(review=review)),
        "comment_form": form(Action.COMMENT, forms.CommentForm(review=review)),
        "adjust_form": form(Action.ADJUST_PRIORITY, forms.AdjustForm(review=review)),
        "adjust_open": kept_for == Action.ADJUST_PRIORITY,
        "opened": kept_for.value if kept_for else "",
        "stances": Evidence.Stance.choices,
        "evidence_kinds": Evidence.Kind.choices,
        "summary_length": Verdict.SUMMARY_LENGTH,
    }


def needs(form: forms.VerdictForm, evidence: list[Evidence]) -> list[tuple[bool, str]]:
    """What approval needs: whether it is there, and the words for it."""
    summary = str(form["summary"].value() or "").strip()
    numbers = {each.number for each in evidence}
    cited = cited_numbers(str(form["explanation"].value() or ""))
    listed = [
        (bool(form["rating"].value()), "Rating"),
        (0 < len(summary) <= Verdict.SUMMARY_LENGTH, "Summary"),
        (bool(evidence), "Evidence"),
    ]
    unknown = sorted(cited - numbers)
    if unknown:
        listed.append((False, f"There is no evidence {', '.join(map(str, unknown))} to cite"))
    return listed


# --- The second person -----------------------------------------------------------------------------------


def approval(review: Review, verdict: Verdict, events: Sequence[ReviewEvent], user: User) -> dict[str, Any]:
    """What the approver decides on: the verdict with its evidence as sent, and what changed since last time."""
    asked = [event for event in events if event.action == Action.REQUEST_CHANGES]
    mine = [event for event in asked if event.actor_id == user.pk]
    last = next(iter(mine or asked), None)
    versions = review.verdicts.select_related("rating").prefetch_related(
        Prefetch("evidence", queryset=Evidence.objects.order_by("number"))
    )
    before_version: int = last.data.get("version", 0) if last else 0
    if not before_version and review.published_verdict:
        before_version = review.published_verdict.version
    wanted = {each.version: each for each in versions.filter(version__in=[verdict.version, before_version])}
    sent = list(wanted[verdict.version].evidence.all())
    before = wanted.get(before_version) if before_version != verdict.version else None
    may_decide = may(user, Action.APPROVE)
    return {
        "verdict": verdict,
        "sent_evidence": sent,
        "evidence_numbers": {each.number for each in sent},
        "changes": Changes(before, verdict, list(before.evidence.all()), sent) if before else None,
        "remark": last,
        "remark_is_yours": bool(mine),
        "since_published": before is not None and last is None,
        "your_part": review.part_in(verdict, user),
        "may_decide": may_decide,
        "approvers": approvers(review, verdict),
    }


def approvers(review: Review, verdict: Verdict) -> list[str]:
    """Who may approve a version that was sent: a name each."""
    least = LEAST_ROLE[Action.APPROVE]
    roles = [role for role in Role if role.rank >= least.rank]
    people = User.objects.filter(is_active=True, role__in=roles)
    people = people.exclude(pk__in={verdict.author_id, review.assignee_id or verdict.author_id})
    return [person.display_name for person in people.order_by("first_name", "username")[:5]]
