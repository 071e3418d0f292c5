"""The sources under a verdict."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db.models import Max

from factcheck.accounts.models import User
from reviews.actions.step import ActionRefused, taking
from reviews.models import Evidence, Review
from reviews.states import Action


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


def add_evidence(*, review: Review, by: User, version: int, now: datetime, draft: EvidenceDraft) -> Evidence:
    """Attach a source under the next number."""
    with taking(review, Action.ADD_EVIDENCE, by=by, version=version, now=now) as step:
        last = step.review.evidence.aggregate(last=Max("number"))["last"] or 0
        evidence = _create_evidence(step.review, last + 1, draft, by=by, now=now)
        step.data = {"number": evidence.number, "label": evidence.label}
    return evidence


def replace_evidence(
    *, review: Review, by: User, version: int, now: datetime, number: int, draft: EvidenceDraft
) -> Evidence:
    """Put a corrected source in the place of evidence `number`; verdicts that cite the old one keep it."""
    with taking(review, Action.REPLACE_EVIDENCE, by=by, version=version, now=now) as step:
        _remove(step.review, number, by=by, now=now)
        evidence = _create_evidence(step.review, number, draft, by=by, now=now)
        step.data = {"number": number, "label": evidence.label}
    return evidence


def remove_evidence(*, review: Review, by: User, version: int, now: datetime, number: int) -> None:
    """Take evidence `number` away; its number is not given again."""
    with taking(review, Action.REMOVE_EVIDENCE, by=by, version=version, now=now) as step:
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
