"""What the desk does when claims announces something."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.dispatch import receiver

from claims.signals import appearances_recorded
from reviews.actions import open_reviews


@receiver(appearances_recorded)
def queue_claims(claim_ids: set[int], now: datetime, **kwargs: Any) -> None:
    """Every claim that an extraction found gets its review, in the same transaction."""
    open_reviews(claim_ids=claim_ids, now=now)
