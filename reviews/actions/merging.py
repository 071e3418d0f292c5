"""What becomes of the reviews of two claims that are made one, or taken apart again."""

from __future__ import annotations

from datetime import datetime

from claims.merging import MergeRefused, family_of
from claims.models import Claim, Merge
from factcheck.accounts.models import User
from reviews.actions.desk import open_reviews
from reviews.actions.step import log_event
from reviews.models import Review, ReviewEvent
from reviews.states import State

MERGED, SPLIT = "merge", "split"
GAVE_WAY = "gave_way_to"  # in the event of a review that a merge dismissed: the id of the one that stayed
WHY_DISMISSED = "Merged with a claim that has a review of its own."


def follow_merge(merge: Merge, *, now: datetime) -> None:
    """Move the reviews of the merged claim to the kept one. Of two live reviews one must wait: it is dismissed.

    Raises MergeRefused where people are at work on both, and where readers see the merged claim's fact-check.
    """
    kept, merged = merge.kept, merge.merged
    reviews = list(Review.objects.select_for_update().filter(claim__in=[kept, merged]).order_by("pk"))
    moved = [review for review in reviews if review.claim_id == merged.pk]
    public = {review.claim_id for review in reviews if review.published_verdict_id is not None}
    if merged.pk in public:
        raise MergeRefused(
            "Readers see a fact-check of each of these claims, so they stay two."
            if kept.pk in public
            else "Readers see a fact-check of this claim. Merge the other claim into it instead."
        )
    states = {review.pk: review.state for review in reviews}
    live = [review for review in reviews if _is_live(review)]
    spare = _spare(live, merged)
    if spare is not None:
        spare.state = State.DISMISSED
        spare.dismissal_reason = WHY_DISMISSED
        spare.version += 1
        spare.save(update_fields=["state", "dismissal_reason", "version"])
    for review in reviews:
        if review in moved or review in live:
            data = {GAVE_WAY: next(other.pk for other in live if other != spare)} if review == spare else {}
            _log(review, MERGED, states[review.pk], merge, by=merge.by, now=now, data=data)
    for review in moved:
        review.claim = kept
        review.save(update_fields=["claim"])
    open_reviews(claim_ids={kept.pk}, now=now)


def follow_split(merge: Merge, *, now: datetime) -> None:
    """Give each claim its reviews back, with all that was done in them since; what gave way waits again."""
    root_id = Claim.objects.root_ids([merge.kept_id])[merge.kept_id]
    reviews = list(Review.objects.select_for_update().filter(claim=root_id).order_by("pk"))
    states = {review.pk: review.state for review in reviews}
    branch = family_of(merge.merged)
    moved = [review.pk for review in reviews if _opened_for(review) in branch]
    Review.objects.filter(pk__in=moved).update(claim=merge.merged)
    for claim_id in (root_id, merge.merged_id):
        _requeue(claim_id)
    for review in Review.objects.filter(pk__in=states).order_by("pk"):
        if review.pk in moved or _is_live(review):
            _log(review, SPLIT, states[review.pk], merge, by=merge.undone_by, now=now)
    open_reviews(claim_ids={root_id, merge.merged_id}, now=now)


def _opened_for(review: Review) -> int:
    """The id of the claim that it was opened for, wherever merges have taken it."""
    first = ReviewEvent.objects.filter(review_id=review.pk, action=MERGED).order_by("pk").first()
    return review.claim_id if first is None else first.data["claim"]


def _requeue(claim_id: int) -> None:
    """Where a claim has no live review any more, that waits again which gave way to one that is elsewhere now."""
    reviews = {review.pk: review for review in Review.objects.filter(claim=claim_id).order_by("-pk")}
    if any(_is_live(review) for review in reviews.values()):
        return
    for review in reviews.values():
        if review.state != State.DISMISSED or review.dismissal_reason != WHY_DISMISSED:
            continue
        merges = ReviewEvent.objects.filter(review_id=review.pk, action=MERGED, data__has_key=GAVE_WAY)
        last = merges.order_by("-pk").first()
        if last is not None and last.data[GAVE_WAY] not in reviews:
            review.state, review.dismissal_reason = State.QUEUED, ""
            review.version += 1
            review.save(update_fields=["state", "dismissal_reason", "version"])
            return


def _spare(live: list[Review], merged: Claim) -> Review | None:
    """The one of two live reviews that gives way: nobody has it in hand and readers see nothing of it."""
    if len(live) < 2:
        return None
    waiting = [
        review for review in live if review.state == State.QUEUED and review.published_verdict_id is None
    ]
    if not waiting:
        raise MergeRefused(
            "Both claims have a review that somebody is at. Release or dismiss one of them first."
        )
    return next((review for review in waiting if review.claim_id == merged.pk), waiting[0])


def _is_live(review: Review) -> bool:
    return review.state not in {State.DISMISSED, State.RETRACTED}


def _log(
    review: Review,
    action: str,
    old: str,
    merge: Merge,
    *,
    by: User | None,
    now: datetime,
    data: dict[str, int] | None = None,
) -> None:
    other = merge.kept if review.claim_id == merge.merged_id else merge.merged
    told = {"merge": merge.pk, "claim": review.claim_id, "statement": other.statement[:200]}
    log_event(review, action, old, by=by, now=now, data={**told, **(data or {})})
