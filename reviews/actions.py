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

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Count, Max
from django.utils.text import slugify

from claims.models import Claim
from factcheck.accounts.models import User
from reviews.citations import cited_numbers
from reviews.models import Correction, Evidence, Rating, Review, ReviewEvent, Verdict
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


@dataclass(frozen=True, slots=True)
class VerdictDraft:
    """What an editor writes: may be incomplete until it is sent for approval."""

    rating: Rating | None = None
    summary: str = ""
    explanation: str = ""

    def stripped(self) -> VerdictDraft:
        """Without outer white space, as it is kept: nobody becomes an author by a space."""
        return replace(self, summary=self.summary.strip(), explanation=self.explanation.strip())


@dataclass(frozen=True, slots=True)
class EvidenceDraft:
    """One source as an editor enters it."""

    quote: str
    stance: str
    url: str = ""
    title: str = ""
    publisher: str = ""
    published_on: date | None = None
    location: str = ""
    kind: str = Evidence.Kind.REPORT


@dataclass(slots=True)
class _Step:
    """The locked review inside a step; `note` and `data` go into its event."""

    review: Review
    note: str = ""
    data: dict[str, Any] = field(default_factory=dict)
    idle: bool = False  # it stands so already: nothing is written


@contextmanager
def _step(review: Review, action: Action, *, by: User, version: int | None, now: datetime) -> Iterator[_Step]:
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
        step = _Step(locked)
        locked.state = new
        yield step
        if step.idle:
            return
        if version is not None:
            locked.version += 1
        if action in HOLDER_ACTIONS and new == State.IN_REVIEW:
            _hold(locked, by, now)
        locked.full_clean(validate_unique=False)
        locked.save()
        _log(locked, action, old, by=by, now=now, note=step.note, data=step.data)
    review.refresh_from_db()


def _log(
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


def _hold(review: Review, holder: User, now: datetime) -> None:
    review.assignee = holder
    review.lease_expires_at = now + timedelta(minutes=settings.LEASE_MINUTES)


def _words(text: str, *, name: str, what: str, longest: int) -> str:
    """Return `text` without outer space; it must say something and be no longer than `longest`."""
    text = text.strip()
    if not text:
        raise ValidationError({name: what})
    if len(text) > longest:
        raise ValidationError({name: f"{len(text) - longest} characters too many: at most {longest}."})
    return text


# --- The queue -------------------------------------------------------------------------------------------

WORTH_POINTS = 70
SPREAD_POINTS = 30
POINTS_PER_ARTICLE = 6


@transaction.atomic
def open_reviews(*, claim_ids: Iterable[int], now: datetime) -> None:
    """Put claims that have never had a review into the queue, and weigh the others anew. Idempotent."""
    ids = set(claim_ids)
    known = set(Review.objects.filter(claim__in=ids).values_list("claim_id", flat=True))
    Review.objects.bulk_create(
        [Review(claim_id=claim_id, opened_at=now) for claim_id in sorted(ids - known)], ignore_conflicts=True
    )
    # The locks come before the weighing: an article that arrives at the same time either waits here and then
    # counts what we saved, or has saved already and is counted.
    reviews = list(Review.objects.select_for_update().live().filter(claim__in=ids).order_by("pk"))
    weighed = Claim.objects.filter(pk__in=ids).values_list(
        "pk",
        Max("appearances__score", default=0.0),
        Count("appearances__revision__article", distinct=True),
    )
    points = {claim_id: (best, articles) for claim_id, best, articles in weighed}
    for review in reviews:
        best, articles = points[review.claim_id]
        review.worth = round(WORTH_POINTS * best)
        review.spread = min(SPREAD_POINTS, POINTS_PER_ARTICLE * max(0, articles - 1))
        review.set_priority()
        if review.claim_id not in known and not ReviewEvent.objects.filter(review_id=review.pk).exists():
            _log(review, "open", "", by=None, now=now)
    # The machine's weighing is no write of the review: it leaves the version that people hold alone.
    Review.objects.bulk_update(reviews, ["worth", "spread", "priority"])


def take(*, review: Review, by: User, version: int, now: datetime) -> None:
    """Take a queued review: it is in review now, assigned to and held by `by`."""
    with _step(review, Action.TAKE, by=by, version=version, now=now) as step:
        _hold(step.review, by, now)


def take_over(*, review: Review, by: User, version: int, now: datetime) -> None:
    """Take a review from whoever holds it. The event tells the former holder; the draft stays."""
    with _step(review, Action.TAKE_OVER, by=by, version=version, now=now) as step:
        former = step.review.assignee
        if former is None or former.pk == by.pk:
            raise ActionRefused("You hold this review already.")
        step.data = {"former_id": former.pk, "former_name": former.display_name}
        _hold(step.review, by, now)


def hold(*, review: Review, by: User, version: int, now: datetime) -> None:
    """Start the lease again."""
    with _step(review, Action.HOLD, by=by, version=version, now=now):
        pass


def release(*, review: Review, by: User, version: int, now: datetime) -> None:
    """Give the review back to the queue; evidence and draft stay with it."""
    with _step(review, Action.RELEASE, by=by, version=version, now=now) as step:
        step.review.assignee = None
        step.review.lease_expires_at = None


def dismiss(*, review: Review, by: User, version: int, now: datetime, reason: str) -> None:
    """Take the claim off the desk, saying why. A claim with a public verdict is corrected or retracted instead."""
    with _step(review, Action.DISMISS, by=by, version=version, now=now) as step:
        if step.review.published_verdict_id is not None:
            raise ActionRefused("Readers see a verdict on this claim. Cancel the correction, or retract it.")
        if step.review.assignee_id not in {None, by.pk} and step.review.lease_runs(now=now):
            raise LeaseHeld(step.review.assignee)  # type: ignore[arg-type]
        step.review.dismissal_reason = _words(reason, name="reason", what="Say why.", longest=300)
        step.note = step.review.dismissal_reason
        step.review.assignee = None
        step.review.lease_expires_at = None


def restore(*, review: Review, by: User, version: int, now: datetime) -> None:
    """Put a dismissed review back into the queue."""
    with _step(review, Action.RESTORE, by=by, version=version, now=now) as step:
        step.review.dismissal_reason = ""


def adjust_priority(
    *, review: Review, by: User, seen: int, now: datetime, adjustment: int, reason: str
) -> None:
    """Raise or lower the priority by `adjustment` points (-100 to 100; 0 takes an earlier change back).

    `seen` is the adjustment that the person saw. It takes the place of the version: like the machine's weighing,
    a change of priority makes nobody's draft stale. What stands already is not written again.
    """
    with _step(review, Action.ADJUST_PRIORITY, by=by, version=None, now=now) as step:
        locked = step.review
        if not -100 <= adjustment <= 100:
            raise ValidationError({"adjustment": "Between -100 and 100."})
        reason = _words(reason, name="reason", what="Say why.", longest=200) if adjustment else ""
        step.idle = (adjustment, reason) == (locked.adjustment, locked.adjustment_reason)
        if not step.idle and seen != locked.adjustment:
            raise StaleReview(locked)
        locked.adjustment = adjustment
        locked.adjustment_reason = reason
        locked.adjusted_by = by if adjustment else None
        locked.set_priority()
        step.note = reason
        step.data = {"adjustment": adjustment, "priority": locked.priority}


def comment(*, review: Review, by: User, now: datetime, text: str) -> None:
    """Say something about the review. It writes the log alone, so that nobody's draft goes stale."""
    if not may(by, Action.COMMENT):
        raise PermissionDenied("You may not comment.")
    target(State(review.state), Action.COMMENT)
    text = _words(text, name="text", what="Write something.", longest=2_000)
    _log(review, Action.COMMENT, review.state, by=by, now=now, note=text)


# --- Evidence --------------------------------------------------------------------------------------------


def add_evidence(*, review: Review, by: User, version: int, now: datetime, draft: EvidenceDraft) -> Evidence:
    """Attach a source under the next number."""
    with _step(review, Action.ADD_EVIDENCE, by=by, version=version, now=now) as step:
        last = step.review.evidence.aggregate(last=Max("number"))["last"] or 0
        evidence = _create_evidence(step.review, last + 1, draft, by=by, now=now)
        step.data = {"number": evidence.number, "label": evidence.label}
    return evidence


def replace_evidence(
    *, review: Review, by: User, version: int, now: datetime, number: int, draft: EvidenceDraft
) -> Evidence:
    """Put a corrected source in the place of evidence `number`; verdicts that cite the old one keep it."""
    with _step(review, Action.REPLACE_EVIDENCE, by=by, version=version, now=now) as step:
        _remove(step.review, number, by=by, now=now)
        evidence = _create_evidence(step.review, number, draft, by=by, now=now)
        step.data = {"number": number, "label": evidence.label}
    return evidence


def remove_evidence(*, review: Review, by: User, version: int, now: datetime, number: int) -> None:
    """Take evidence `number` away; its number is not given again."""
    with _step(review, Action.REMOVE_EVIDENCE, by=by, version=version, now=now) as step:
        evidence = _remove(step.review, number, by=by, now=now)
        step.data = {"number": number, "label": evidence.label}


def _create_evidence(
    review: Review, number: int, draft: EvidenceDraft, *, by: User, now: datetime
) -> Evidence:
    evidence = Evidence(review=review, number=number, added_by=by, added_at=now, **asdict(draft))
    evidence.full_clean()
    evidence.save()
    return evidence


def _remove(review: Review, number: int, *, by: User, now: datetime) -> Evidence:
    evidence = review.evidence.standing().filter(number=number).first()
    if evidence is None:
        raise ActionRefused(f"There is no evidence {number} any more.")
    evidence.removed_by = by
    evidence.removed_at = now
    evidence.save(update_fields=["removed_by", "removed_at"])
    return evidence


# --- The verdict -----------------------------------------------------------------------------------------


def save_verdict(*, review: Review, by: User, version: int, now: datetime, draft: VerdictDraft) -> Verdict:
    """Keep the draft as a new version; the same words again are no new version."""
    draft = draft.stripped()
    with _step(review, Action.SAVE_VERDICT, by=by, version=version, now=now) as step:
        verdict = _write_verdict(step.review, draft, by=by, now=now)
        step.data = {"version": verdict.version}
    return verdict


def send_for_approval(
    *, review: Review, by: User, version: int, now: datetime, draft: VerdictDraft
) -> Verdict:
    """Save the draft and ask for approval. Needs a rating, a summary, and evidence: all that is cited, and some.

    What evidence stands now is what the approver sees and, once approved, what readers see.
    """
    draft = draft.stripped()
    with _step(review, Action.SEND_FOR_APPROVAL, by=by, version=version, now=now) as step:
        standing = list(step.review.evidence.standing())
        _check_complete(draft, standing)
        verdict = _write_verdict(step.review, draft, by=by, now=now)
        if verdict.sent_at is not None:
            # The words stood before, the evidence may not: a version that was sent keeps what it was sent with.
            verdict = _new_version(step.review, draft, author=verdict.author, now=now)
        verdict.sent_at = now
        verdict.save(update_fields=["sent_at"])
        verdict.evidence.set(standing)
        step.review.lease_expires_at = None
        step.data = {"version": verdict.version}
    return verdict


def _check_complete(draft: VerdictDraft, standing: list[Evidence]) -> None:
    missing = {
        "rating": draft.rating is None and "Choose a rating.",
        "summary": not draft.summary and "Write a summary.",
        "evidence": not standing and "Add at least one piece of evidence.",
        "explanation": standing and _unfounded(draft.explanation, standing),
    }
    if errors := {name: message for name, message in missing.items() if message}:
        raise ValidationError(errors)


def _unfounded(explanation: str, standing: list[Evidence]) -> str:
    """What to say of citations that lead nowhere; empty where there are none."""
    unknown = sorted(cited_numbers(explanation) - {evidence.number for evidence in standing})
    listed = ", ".join(f"[{number}]" for number in unknown)
    return f"{listed} {'is' if len(unknown) == 1 else 'are'} not among the evidence." if unknown else ""


def _write_verdict(review: Review, draft: VerdictDraft, *, by: User, now: datetime) -> Verdict:
    latest = review.latest_verdict
    if latest is not None and draft == VerdictDraft(latest.rating, latest.summary, latest.explanation):
        return latest
    return _new_version(review, draft, author=by, now=now)


def _new_version(review: Review, draft: VerdictDraft, *, author: User, now: datetime) -> Verdict:
    last = review.verdicts.aggregate(last=Max("version"))["last"] or 0
    verdict = Verdict(
        review=review,
        version=last + 1,
        rating=draft.rating,
        summary=draft.summary,
        explanation=draft.explanation,
        author=author,
        created_at=now,
    )
    verdict.full_clean()
    verdict.save()
    review.latest_verdict = verdict
    return verdict


# --- The second person -----------------------------------------------------------------------------------


def withdraw(*, review: Review, by: User, version: int, now: datetime) -> None:
    """Take back what one sent for approval."""
    with _step(review, Action.WITHDRAW, by=by, version=version, now=now) as step:
        if by.pk != step.review.assignee_id:
            raise PermissionDenied("Only whoever sent it for approval takes it back.")
        _hold(step.review, by, now)


def request_changes(*, review: Review, by: User, version: int, now: datetime, note: str) -> None:
    """Send the verdict back to its writer with a remark."""
    with _step(review, Action.REQUEST_CHANGES, by=by, version=version, now=now) as step:
        verdict = _sent_verdict(step.review)
        _check_second_person(step.review, verdict, by)
        step.note = _words(note, name="note", what="Say what to change.", longest=2_000)
        step.data = {"version": verdict.version}
        _hold(step.review, step.review.assignee or verdict.author, now)


def approve(*, review: Review, by: User, version: int, now: datetime) -> None:
    """Approve the verdict that was sent, and publish it. Never what one wrote or sent oneself."""
    with _step(review, Action.APPROVE, by=by, version=version, now=now) as step:
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


# --- After publication -----------------------------------------------------------------------------------


def correct(*, review: Review, by: User, version: int, now: datetime, note: str) -> None:
    """Start a correction. The published verdict stays public until its successor is approved.

    `note` tells readers what was wrong; it goes out with the new verdict.
    """
    with _step(review, Action.CORRECT, by=by, version=version, now=now) as step:
        step.note = _words(note, name="note", what="Say what was wrong.", longest=2_000)
        _open_correction(step.review, Correction.Kind.CORRECTION, step.note, by=by, now=now)
        _hold(step.review, by, now)


def cancel_correction(*, review: Review, by: User, version: int, now: datetime) -> None:
    """Give a correction up: verdict and evidence stand again as published."""
    with _step(review, Action.CANCEL_CORRECTION, by=by, version=version, now=now) as step:
        locked = step.review
        if locked.published_verdict is None:
            raise ActionRefused("Nothing is published, so there is no correction to cancel.")
        Correction.objects.filter(review=locked, published_at=None).delete()
        published = set(locked.published_verdict.evidence.values_list("pk", flat=True))
        locked.evidence.standing().exclude(pk__in=published).update(removed_by=by, removed_at=now)
        locked.evidence.filter(pk__in=published).update(removed_by=None, removed_at=None)
        locked.latest_verdict = locked.published_verdict
        locked.lease_expires_at = None


def retract(*, review: Review, by: User, version: int, now: datetime, note: str) -> None:
    """Take a published verdict back. Its page stays and says so; feeds and ClaimReview lose it."""
    with _step(review, Action.RETRACT, by=by, version=version, now=now) as step:
        step.note = _words(note, name="note", what="Say why it is taken back.", longest=2_000)
        correction = _open_correction(step.review, Correction.Kind.RETRACTION, step.note, by=by, now=now)
        correction.published_at = now
        correction.save()
        step.review.modified_at = now


def _open_correction(review: Review, kind: str, note: str, *, by: User, now: datetime) -> Correction:
    if review.published_verdict is None:
        raise ActionRefused("Nothing is published.")
    return Correction.objects.create(
        review=review,
        kind=kind,
        note=note,
        from_verdict=review.published_verdict,
        started_by=by,
        started_at=now,
    )
