"""What the desk says of a claim, up to the second person."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db.models import Max

from factcheck.accounts.models import User
from reviews.actions.step import taking
from reviews.citations import cited_numbers
from reviews.models import Evidence, Rating, Review, Verdict
from reviews.states import Action


@dataclass(frozen=True, slots=True)
class VerdictDraft:
    """What an editor writes: may be incomplete until it is sent for approval."""

    rating: Rating | None = None
    summary: str = ""
    explanation: str = ""

    def stripped(self) -> VerdictDraft:
        """Without outer white space, as it is kept: nobody becomes an author by a space."""
        return replace(self, summary=self.summary.strip(), explanation=self.explanation.strip())


def save_verdict(*, review: Review, by: User, version: int, now: datetime, draft: VerdictDraft) -> Verdict:
    """Keep the draft as a new version; the same words again are no new version."""
    draft = draft.stripped()
    with taking(review, Action.SAVE_VERDICT, by=by, version=version, now=now) as step:
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
    with taking(review, Action.SEND_FOR_APPROVAL, by=by, version=version, now=now) as step:
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
