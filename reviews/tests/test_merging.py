"""What becomes of the reviews of claims that are merged and taken apart."""

from datetime import timedelta

import pytest

from claims.merging import MergeRefused, merge, split
from claims.models import Claim, Merge
from claims.tests.factories import NOW, AppearanceFactory, UserFactory
from factcheck.accounts.models import Role
from reviews import actions
from reviews.models import Review, ReviewEvent
from reviews.states import State
from reviews.tests.factories import reach

LATER = NOW + timedelta(hours=1)

pytestmark = pytest.mark.django_db


@pytest.fixture
def by():
    return UserFactory(role=Role.MODERATOR)


def merged(kept: Review, other: Review, by) -> Merge:
    done = merge(kept=kept.claim, merged=other.claim, by=by, now=LATER)
    kept.refresh_from_db()
    other.refresh_from_db()
    return done


def test_a_waiting_review_gives_way_and_waits_again_after_a_split(by):
    kept, other = reach(State.QUEUED), reach(State.QUEUED)
    before = other.claim
    done = merged(kept, other, by)
    assert (kept.state, other.state) == (State.QUEUED, State.DISMISSED)
    assert other.claim == kept.claim
    assert kept.spread == 5  # two articles make the claim now
    split(done, by=by, now=LATER)
    kept.refresh_from_db()
    other.refresh_from_db()
    assert (other.claim, other.state, other.dismissal_reason) == (before, State.QUEUED, "")
    assert (kept.state, kept.spread) == (State.QUEUED, 0)


def test_work_in_hand_is_kept_whichever_claim_it_is_of(by):
    kept, other = reach(State.QUEUED), reach(State.AWAITING_APPROVAL)
    claims = kept.claim, other.claim
    done = merged(kept, other, by)
    assert (kept.state, other.state) == (State.DISMISSED, State.AWAITING_APPROVAL)
    assert other.claim == claims[0]
    split(done, by=by, now=LATER)
    kept.refresh_from_db()
    other.refresh_from_db()
    assert (kept.claim, kept.state) == (claims[0], State.QUEUED)
    assert (other.claim, other.state) == (claims[1], State.AWAITING_APPROVAL)


def test_what_was_done_in_a_review_since_goes_back_with_it(by):
    kept, other = reach(State.DISMISSED), reach(State.QUEUED)
    before = other.claim
    done = merged(kept, other, by)
    actions.take(review=other, by=by, version=other.version, now=LATER)
    split(done, by=by, now=LATER)
    other.refresh_from_db()
    assert (other.claim, other.state, other.assignee) == (before, State.IN_REVIEW, by)


@pytest.mark.parametrize(
    "pair", [(State.IN_REVIEW, State.AWAITING_APPROVAL), (State.PUBLISHED, State.IN_REVIEW)]
)
def test_two_reviews_at_work_refuse_and_nothing_is_written(by, pair):
    kept, other = reach(pair[0]), reach(pair[1])
    with pytest.raises(MergeRefused, match="somebody is at"):
        merge(kept=kept.claim, merged=other.claim, by=by, now=LATER)
    assert not Merge.objects.exists()
    assert not Claim.objects.exclude(merged_into=None).exists()
    assert set(other.claim.appearances.all()) == set(other.claim.findings.all()) != set()
    assert not ReviewEvent.objects.filter(action=actions.MERGED).exists()


def test_a_correction_that_waits_does_not_give_way(by):
    kept, other = reach(State.PUBLISHED), reach(State.IN_REVIEW)
    actions.correct(review=kept, by=by, version=kept.version, now=LATER, note="The number was wrong.")
    actions.release(review=kept, by=by, version=kept.version, now=LATER)
    with pytest.raises(MergeRefused, match="somebody is at"):
        merge(kept=kept.claim, merged=other.claim, by=by, now=LATER)


@pytest.mark.parametrize("state", [State.PUBLISHED, State.RETRACTED])
def test_a_claim_whose_fact_check_readers_see_is_not_merged_away(by, state):
    published, other = reach(state), reach(State.QUEUED)
    with pytest.raises(MergeRefused, match="Merge the other claim into it"):
        merge(kept=other.claim, merged=published.claim, by=by, now=LATER)
    merged(published, other, by)
    assert other.claim == published.claim
    # What was taken back is nobody's work: the claim waits to be checked again.
    assert other.state == (State.DISMISSED if state == State.PUBLISHED else State.QUEUED)


def test_two_claims_whose_fact_checks_readers_see_stay_two_and_the_refusal_says_no_way_round(by):
    one, other = reach(State.PUBLISHED), reach(State.RETRACTED)
    for kept, merged in ((one, other), (other, one)):
        with pytest.raises(MergeRefused, match="Readers see a fact-check of each of these claims") as refused:
            merge(kept=kept.claim, merged=merged.claim, by=by, now=LATER)
        assert "instead" not in str(refused.value)


def test_a_history_says_what_became_of_the_state(by):
    kept, other = reach(State.QUEUED), reach(State.QUEUED)
    split(merged(kept, other, by), by=by, now=LATER)
    told = {
        review: [
            (event.action, event.from_state, event.to_state)
            for event in ReviewEvent.objects.filter(review_id=review.pk, at=LATER)
            .exclude(action="open")
            .order_by("pk")
        ]
        for review in (kept, other)
    }
    assert told == {
        kept: [(actions.MERGED, "queued", "queued"), (actions.SPLIT, "queued", "queued")],
        other: [(actions.MERGED, "queued", "dismissed"), (actions.SPLIT, "dismissed", "queued")],
    }


def test_a_split_is_told_where_something_changed_and_nowhere_else(by):
    root, stem, branch = reach(State.QUEUED), reach(State.IN_REVIEW), reach(State.QUEUED)
    inner = merge(kept=stem.claim, merged=branch.claim, by=by, now=LATER)
    outer = merge(kept=root.claim, merged=stem.claim, by=by, now=LATER)

    def splits():
        return [
            list(
                ReviewEvent.objects.filter(review_id=each.pk, action=actions.SPLIT).values_list(
                    "data", flat=True
                )
            )
            for each in (root, stem, branch)
        ]

    split(inner, by=by, now=LATER)
    assert [len(told) for told in splits()] == [0, 1, 1]  # the one at work is the claim's that is left
    split(outer, by=by, now=LATER)
    assert [len(told) for told in splits()] == [1, 2, 1]


def test_a_review_that_waits_again_says_why_whichever_split_it_was(by):
    first, second, third = reach(State.QUEUED), reach(State.IN_REVIEW), reach(State.IN_REVIEW)
    inner = merge(kept=first.claim, merged=second.claim, by=by, now=LATER)
    second.refresh_from_db()
    actions.release(review=second, by=second.assignee, version=second.version, now=LATER)
    outer = merge(kept=first.claim, merged=third.claim, by=by, now=LATER)
    split(inner, by=by, now=LATER)
    split(outer, by=by, now=LATER)
    first.refresh_from_db()
    assert first.state == State.QUEUED
    event = ReviewEvent.objects.filter(review_id=first.pk).newest_first().first()
    assert (event.action, event.from_state, event.to_state) == (actions.SPLIT, "dismissed", "queued")


def test_a_review_goes_with_its_claim_however_that_came_to_be_merged(by):
    root, stem, branch = reach(State.QUEUED), reach(State.QUEUED), reach(State.IN_REVIEW)
    claims = [each.claim for each in (root, stem, branch)]
    inner = merge(kept=claims[1], merged=claims[2], by=by, now=LATER)
    outer = merge(kept=claims[0], merged=claims[1], by=by, now=LATER)
    split(inner, by=by, now=LATER)
    again = merge(kept=claims[0], merged=claims[2], by=by, now=LATER)
    split(outer, by=by, now=LATER)
    assert [Review.objects.get(pk=each.pk).claim for each in (root, stem, branch)] == [
        claims[0],
        claims[1],
        claims[0],
    ]
    split(again, by=by, now=LATER)
    assert [Review.objects.live().get(claim=claim) for claim in claims] == [root, stem, branch]


def test_a_claim_that_somebody_dismissed_does_not_wait_again_because_another_leaves_it(by):
    kept, other, third = reach(State.QUEUED), reach(State.IN_REVIEW), reach(State.QUEUED)
    merged(kept, other, by)
    leaves = merge(kept=kept.claim, merged=third.claim, by=by, now=LATER)
    other.refresh_from_db()
    actions.dismiss(review=other, by=other.assignee, version=other.version, now=LATER, reason="An opinion")
    split(leaves, by=by, now=LATER)
    assert not Review.objects.live().filter(claim=kept.claim).exists()
    third.refresh_from_db()
    assert third.state == State.QUEUED


def test_what_gave_way_and_was_dismissed_by_somebody_since_does_not_wait_again(by):
    kept, other = reach(State.QUEUED), reach(State.IN_REVIEW)
    done = merged(kept, other, by)
    actions.dismiss(review=other, by=other.assignee, version=other.version, now=LATER, reason="An opinion")
    actions.restore(review=kept, by=by, version=kept.version, now=LATER)
    actions.dismiss(review=kept, by=by, version=kept.version, now=LATER, reason="A guess")
    split(done, by=by, now=LATER)
    kept.refresh_from_db()
    assert (kept.state, kept.dismissal_reason) == (State.DISMISSED, "A guess")


def test_what_gave_way_of_a_branch_waits_again_whosever_it_is(by):
    root, stem, branch = reach(State.QUEUED), reach(State.DISMISSED), reach(State.QUEUED)
    merge(kept=stem.claim, merged=branch.claim, by=by, now=LATER)
    outer = merge(kept=root.claim, merged=stem.claim, by=by, now=LATER)
    split(outer, by=by, now=LATER)
    assert Review.objects.live().get(claim=stem.claim) == branch


def test_a_review_that_gave_way_is_not_restored_beside_the_one_at_work(by):
    kept, other = reach(State.QUEUED), reach(State.QUEUED)
    done = merged(kept, other, by)
    with pytest.raises(actions.ActionRefused, match="has a review on the desk already"):
        actions.restore(review=other, by=by, version=other.version, now=LATER)
    actions.dismiss(review=kept, by=by, version=kept.version, now=LATER, reason="An opinion")
    actions.restore(review=other, by=by, version=other.version, now=LATER)
    split(done, by=by, now=LATER)
    assert [Review.objects.get(pk=each.pk).state for each in (kept, other)] == [State.DISMISSED, State.QUEUED]


def test_both_histories_tell_of_it(by):
    kept, other = reach(State.QUEUED), reach(State.QUEUED)
    statements = kept.claim.statement, other.claim.statement
    done = merged(kept, other, by)
    split(done, by=by, now=LATER)
    for review, statement in ((kept, statements[1]), (other, statements[0])):
        told = ReviewEvent.objects.filter(review_id=review.pk, action__in=[actions.MERGED, actions.SPLIT])
        assert [(event.action, event.actor_id) for event in told.order_by("pk")] == [
            (actions.MERGED, by.pk),
            (actions.SPLIT, by.pk),
        ]
        assert told.earliest("pk").data["statement"] == statement


def test_an_article_that_comes_after_the_merge_opens_no_review_of_the_merged_claim(by):
    kept, other = reach(State.QUEUED), reach(State.QUEUED)
    gone = other.claim
    merged(kept, other, by)
    AppearanceFactory(claim=kept.claim, found_as=gone)
    actions.open_reviews(claim_ids={kept.claim_id}, now=LATER)
    assert not Review.objects.filter(claim=gone).exists()
    kept.refresh_from_db()
    assert kept.spread == 10


def test_no_claim_loses_its_review_in_whatever_order_merges_are_undone(by):
    first, second, third = reach(State.QUEUED), reach(State.IN_REVIEW), reach(State.IN_REVIEW)
    claims = [each.claim for each in (first, second, third)]
    inner = merge(kept=claims[0], merged=claims[1], by=by, now=LATER)
    second.refresh_from_db()
    actions.release(review=second, by=second.assignee, version=second.version, now=LATER)
    outer = merge(kept=claims[0], merged=claims[2], by=by, now=LATER)
    split(inner, by=by, now=LATER)
    assert Review.objects.live().filter(claim=claims[1]).get() == second
    split(outer, by=by, now=LATER)
    assert [Review.objects.live().get(claim=claim) for claim in claims] == [first, second, third]
