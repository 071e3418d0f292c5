"""What the desk does when claims announces something."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.dispatch import receiver

from claims.amending import Reading
from claims.models import Appearance, Merge
from claims.signals import appearance_amended, appearances_recorded, claims_merged, claims_split
from factcheck.accounts.models import User
from reviews.actions import follow_amendment, follow_merge, follow_split, open_reviews


@receiver(appearances_recorded)
def queue_claims(claim_ids: set[int], now: datetime, **kwargs: Any) -> None:
    """Every claim that an extraction found gets its review, in the same transaction."""
    open_reviews(claim_ids=claim_ids, now=now)


@receiver(claims_merged)
def merge_reviews(merge: Merge, now: datetime, **kwargs: Any) -> None:
    """A claim has one live review, whatever was merged into it. May refuse the merge."""
    follow_merge(merge, now=now)


@receiver(claims_split)
def split_reviews(merge: Merge, now: datetime, **kwargs: Any) -> None:
    """Each claim has its reviews again."""
    follow_split(merge, now=now)


@receiver(appearance_amended)
def tell_amendment(
    appearance: Appearance,
    before: Reading,
    after: Reading,
    changed: set[str],
    by: User,
    now: datetime,
    **kwargs: Any,
) -> None:
    """The history says who set right what was read. May refuse it."""
    follow_amendment(appearance, before, after, changed, by=by, now=now)
