"""What claims itself does when it announces something."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from claims.signals import appearances_recorded
from claims.tasks import enqueue, index_rows


@receiver(appearances_recorded)
def index_claims(claim_ids: set[int], **kwargs: Any) -> None:
    """What an extraction found can be matched soon after. Checks come by the thousand: the sweep sees to them."""
    enqueue(index_rows, claim_ids=sorted(claim_ids))
