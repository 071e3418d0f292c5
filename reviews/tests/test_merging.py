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
    assert kept.spread == 6  # two articles make the claim now
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


@pytest.mark.parametrize("state", [State.PUBLISHED, State.RETRACTED])
def test_a_claim_whose_fact_check_readers_see_is_not_merged_away(by, state):
    published, other = reach(state), reach(State.QUEUED)
    with pytest.raises(MergeRefused, match="Merge the other claim into it"):
        merge(kept=other.claim, merged=published.claim, by=by, now=LATER)
    merged(published, other, by)
    assert other.claim == published.claim


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
    assert kept.spread == 12


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
