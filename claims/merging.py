"""Two claims made one, and taken apart again.

Nothing is copied and nothing lost: an appearance keeps the claim that it was `found_as`, and counts as a claim's that
stands at the end of `merged_into`. Merging sets that pointer, splitting clears it. Who holds the claim at the end
(`hold_roots`) holds all that is merged into it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime
from functools import wraps
from typing import ParamSpec, TypeVar

from django.core.exceptions import PermissionDenied
from django.db import OperationalError, connection, transaction

from claims.models import Appearance, Claim, Match, Merge
from claims.permissions import can_judge_matches, can_merge
from claims.signals import claims_merged, claims_split
from factcheck.accounts.models import User

TRIES = 3
DEADLOCK = "40P01"  # as PostgreSQL calls it

P = ParamSpec("P")
R = TypeVar("R")


class MergeRefused(Exception):  # noqa: N818 - it reads as what it says
    """The claims cannot be merged, or taken apart, as things stand; the message tells the person why."""


def _in_one_piece(step: Callable[P, R]) -> Callable[P, R]:
    """Run it in a transaction, and again where it waited in a ring and the database took it back."""

    @wraps(step)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        for _ in range(TRIES):
            try:
                with transaction.atomic():
                    return step(*args, **kwargs)
            except OperationalError as error:
                # Inside somebody else's transaction that is theirs to begin again.
                if getattr(error.__cause__, "sqlstate", None) != DEADLOCK or connection.in_atomic_block:
                    raise
        raise MergeRefused("Others are changing these claims at this moment. Try again.")

    return run


@_in_one_piece
def merge(*, kept: Claim, merged: Claim, by: User | None, now: datetime) -> Merge:
    """Make `merged` one with `kept`; `by` is None where the machine does it. Who listens may refuse (MergeRefused).

    What was decided on matches stays as it is: those within a claim are not shown, and a split brings them back.
    """
    if by is not None and not can_merge(by):
        raise PermissionDenied("Your role does not allow merging claims.")
    if kept.pk == merged.pk:
        raise MergeRefused("These claims are one already.")
    roots = hold_roots([kept.pk, merged.pk])
    if roots.get(kept.pk) != kept or roots.get(merged.pk) != merged:
        raise MergeRefused("One of these claims has been merged in the meantime.")
    kept, merged = roots[kept.pk], roots[merged.pk]
    done = Merge.objects.create(kept=kept, merged=merged, by=by, at=now)
    merged.merged_into = kept
    merged.save(update_fields=["merged_into"])
    Appearance.objects.filter(claim=merged).update(claim=kept)
    claims_merged.send(sender=Merge, merge=done, now=now)
    return done


@_in_one_piece
def split(merge: Merge, *, by: User, now: datetime) -> None:
    """Take the merged claim out again, with what was merged into it and found as either since."""
    if not can_judge_matches(by):
        raise PermissionDenied("Your role does not allow taking claims apart.")
    root = hold_roots([merge.merged_id])[merge.merged_id]
    merge = Merge.objects.select_related("kept", "merged").get(pk=merge.pk)
    if merge.undone_at is not None:
        raise MergeRefused("These claims have been taken apart already.")
    merged, family = merge.merged, family_of(root)
    merge.undone_by, merge.undone_at = by, now
    merge.save(update_fields=["undone_by", "undone_at"])
    merged.merged_into = None
    merged.save(update_fields=["merged_into"])
    branch = family_of(merged)
    Appearance.objects.filter(found_as__in=branch).update(claim=merged)
    # Nobody is asked again whether the two are the same. What somebody said of a pair before stays said.
    undecided = Match.objects.between(family - branch, branch).filter(state=Match.State.SUGGESTED)
    undecided.update(state=Match.State.REJECTED, decided_by=by, decided_at=now)
    _look_up_again({root.pk, merged.pk})
    claims_split.send(sender=Merge, merge=merge, now=now)


def hold_roots(claim_ids: Collection[int]) -> dict[int, Claim]:
    """Of each claim the one that it counts as, which nobody merges or splits until the transaction ends.

    Unknown ids are left out.
    """
    while True:
        roots = Claim.objects.root_ids(claim_ids)
        before = transaction.savepoint()
        # Ids in their order, so that nobody waits in a ring.
        wanted = Claim.objects.select_for_update(no_key=True).filter(pk__in=roots.values())
        held = wanted.order_by("pk").in_bulk()
        if Claim.objects.root_ids(claim_ids) == roots:
            transaction.savepoint_commit(before)
            return {pk: held[root] for pk, root in roots.items()}
        # Merged or split meanwhile. What is wanted now may come first in the order, so all are let go of.
        transaction.savepoint_rollback(before)


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
    Claim.objects.filter(pk__in=ids).look_up_again()
