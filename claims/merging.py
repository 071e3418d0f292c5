"""Two claims made one, and taken apart again.

Nothing is copied and nothing lost: an appearance keeps the claim that it was `found_as`, and counts as a claim's that
stands at the end of `merged_into`. Merging sets that pointer, splitting clears it.
"""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from claims.models import Appearance, Claim, Match, Merge
from claims.permissions import can_judge_matches, can_merge
from claims.signals import claims_merged, claims_split
from factcheck.accounts.models import User


class MergeRefused(Exception):  # noqa: N818 - it reads as what it says
    """The claims cannot be merged, or taken apart, as things stand; the message tells the person why."""


@transaction.atomic
def merge(*, kept: Claim, merged: Claim, by: User | None, now: datetime) -> Merge:
    """Make `merged` one with `kept`; `by` is None where the machine does it. Who listens may refuse (MergeRefused)."""
    if by is not None and not can_merge(by):
        raise PermissionDenied("Your role does not allow merging claims.")
    if kept.pk == merged.pk:
        raise MergeRefused("These claims are one already.")
    kept, merged = _locked(kept, merged)
    if kept.merged_into_id is not None or merged.merged_into_id is not None:
        raise MergeRefused("One of these claims has been merged in the meantime.")
    done = Merge.objects.create(kept=kept, merged=merged, by=by, at=now)
    merged.merged_into = kept
    merged.save(update_fields=["merged_into"])
    Appearance.objects.filter(claim=merged).update(claim=kept)
    _decide(kept, merged, Match.State.CONFIRMED, by=by, now=now)
    claims_merged.send(sender=Merge, merge=done, now=now)
    return done


@transaction.atomic
def split(merge: Merge, *, by: User, now: datetime) -> None:
    """Take the merged claim out again, with what was merged into it and found as either since."""
    if not can_judge_matches(by):
        raise PermissionDenied("Your role does not allow taking claims apart.")
    kept, merged = _locked(merge.kept, merge.merged)
    merge = Merge.objects.select_for_update().get(pk=merge.pk)
    if merge.undone_at is not None or merged.merged_into_id != kept.pk:
        raise MergeRefused("These claims have been taken apart already.")
    merge.undone_by, merge.undone_at = by, now
    merge.save(update_fields=["undone_by", "undone_at"])
    merged.merged_into = None
    merged.save(update_fields=["merged_into"])
    Appearance.objects.filter(found_as__in=family_of(merged)).update(claim=merged)
    # What is taken apart is not the same claim: it is not merged by machine again.
    _decide(kept, merged, Match.State.REJECTED, by=by, now=now)
    _look_up_again({kept.pk, merged.pk})
    claims_split.send(sender=Merge, merge=merge, now=now)


def family_of(claim: Claim) -> set[int]:
    """The ids of a claim and of all that is merged into it, at any depth."""
    family: set[int] = set()
    newest = {claim.pk}
    while newest:
        family |= newest
        newest = set(Claim.objects.filter(merged_into__in=newest).values_list("pk", flat=True)) - family
    return family


def _look_up_again(claim_ids: set[int]) -> None:
    """What was found while they were one may be of either: they, and what was matched with them, are looked up anew."""
    beside = Match.objects.of(claim_ids).values_list("claim", "other")
    ids = claim_ids | {pk for pair in beside for pk in pair if pk is not None}
    Claim.objects.filter(pk__in=ids).update(matched_at=None)


def _locked(one: Claim, other: Claim) -> tuple[Claim, Claim]:
    """Both as they are now, held until the transaction ends. Ids in their order, so that nobody waits in a ring."""
    rows = (
        Claim.objects.select_for_update(no_key=True)
        .filter(pk__in=[one.pk, other.pk])
        .order_by("pk")
        .in_bulk()
    )
    return rows[one.pk], rows[other.pk]


def _decide(kept: Claim, merged: Claim, state: Match.State, *, by: User | None, now: datetime) -> None:
    """Every match between the two says what was decided, so that it is not suggested again."""
    pairs = Match.objects.between(family_of(kept) - family_of(merged), family_of(merged))
    pairs.update(state=state, decided_by=by, decided_at=now)
