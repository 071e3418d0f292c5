"""Two claims made one, and taken apart again."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.core.exceptions import PermissionDenied

from claims.merging import MergeRefused, family_of, merge, split
from claims.models import Appearance, Claim, Match, Merge
from claims.tests.factories import AppearanceFactory, ClaimFactory, MatchFactory, UserFactory
from factcheck.accounts.models import User

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return UserFactory(role="editor")


@pytest.fixture
def moderator():
    return UserFactory(role="moderator")


def where(appearance: Appearance) -> Claim:
    appearance.refresh_from_db()
    return appearance.claim


def test_merging_moves_appearances_and_splitting_moves_them_back(moderator):
    kept, merged = AppearanceFactory(), AppearanceFactory()
    done = merge(kept=kept.claim, merged=merged.claim, by=moderator, now=NOW)
    assert where(merged) == kept.claim == where(kept)
    merged_claim = Claim.objects.get(pk=merged.found_as_id)
    assert merged_claim.merged_into == kept.claim

    split(done, by=moderator, now=NOW)
    assert where(merged) == merged_claim
    assert where(kept) == kept.found_as
    merged_claim.refresh_from_db()
    assert merged_claim.merged_into is None
    done.refresh_from_db()
    assert (done.undone_by, done.undone_at) == (moderator, NOW)


def test_what_was_merged_before_goes_along_and_comes_back(moderator):
    first, second, third = (AppearanceFactory() for _ in range(3))
    claims = [each.found_as for each in (first, second, third)]
    merge(kept=claims[1], merged=claims[2], by=moderator, now=NOW)
    outer = merge(kept=claims[0], merged=claims[1], by=moderator, now=NOW)
    assert {where(each) for each in (first, second, third)} == {claims[0]}
    assert family_of(claims[0]) == {claim.pk for claim in claims}

    split(outer, by=moderator, now=NOW)
    assert where(first) == claims[0]
    assert where(second) == where(third) == claims[1]


def test_an_inner_merge_can_be_undone_while_the_outer_stands(moderator):
    first, second, third = (AppearanceFactory() for _ in range(3))
    claims = [each.found_as for each in (first, second, third)]
    inner = merge(kept=claims[1], merged=claims[2], by=moderator, now=NOW)
    merge(kept=claims[0], merged=claims[1], by=moderator, now=NOW)
    split(inner, by=moderator, now=NOW)
    assert where(third) == claims[2]
    assert where(second) == claims[0]


def test_what_is_no_pair_of_standing_claims_is_refused(moderator):
    one, other, third = ClaimFactory(), ClaimFactory(), ClaimFactory()
    with pytest.raises(MergeRefused):
        merge(kept=one, merged=one, by=moderator, now=NOW)
    done = merge(kept=one, merged=other, by=moderator, now=NOW)
    for kept, merged in [(one, other), (other, third), (third, other), (other, one)]:
        with pytest.raises(MergeRefused):
            merge(kept=kept, merged=merged, by=moderator, now=NOW)
    seen_before = Merge.objects.get(pk=done.pk)
    split(done, by=moderator, now=NOW)
    for again in (done, seen_before):
        with pytest.raises(MergeRefused):
            split(again, by=moderator, now=NOW)


def test_a_moderator_merges_and_an_editor_takes_apart(moderator, editor):
    one, other = ClaimFactory(), ClaimFactory()
    with pytest.raises(PermissionDenied):
        merge(kept=one, merged=other, by=editor, now=NOW)
    done = merge(kept=one, merged=other, by=moderator, now=NOW)
    with pytest.raises(PermissionDenied):
        split(done, by=UserFactory(role="contributor"), now=NOW)
    other.refresh_from_db()
    assert other.merged_into == one
    split(done, by=editor, now=NOW)
    other.refresh_from_db()
    assert other.merged_into is None


def decision(match: Match) -> tuple[str, User | None]:
    match.refresh_from_db()
    return match.state, match.decided_by


def test_what_is_taken_apart_is_not_suggested_again(moderator, editor):
    one, other, third = ClaimFactory(), ClaimFactory(), ClaimFactory()
    between, beside = MatchFactory(claim=other, other=one), MatchFactory(claim=third, other=one)
    done = merge(kept=one, merged=other, by=moderator, now=NOW)
    split(done, by=editor, now=NOW)
    assert decision(between) == (Match.State.REJECTED, editor)
    assert decision(beside) == (Match.State.SUGGESTED, None)


def test_what_is_suggested_within_the_branch_that_goes_stays_suggested(moderator):
    root, stem, branch = ClaimFactory(), ClaimFactory(), ClaimFactory()
    within = MatchFactory(claim=branch, other=stem)
    merge(kept=stem, merged=branch, by=moderator, now=NOW)
    split(merge(kept=root, merged=stem, by=moderator, now=NOW), by=moderator, now=NOW)
    assert decision(within) == (Match.State.SUGGESTED, None)


@pytest.mark.parametrize("state", [Match.State.CONFIRMED, Match.State.REJECTED])
def test_what_somebody_said_of_a_pair_before_a_merge_stays_said(moderator, editor, state):
    first, second, third, fourth = (ClaimFactory() for _ in range(4))
    inner = MatchFactory(claim=fourth, other=second, state=state, decided_by=editor, decided_at=NOW)
    for kept, merged in ((first, second), (third, fourth), (first, third)):
        last = merge(kept=kept, merged=merged, by=moderator, now=NOW)
    assert decision(inner) == (state, editor)
    split(last, by=moderator, now=NOW)
    assert decision(inner) == (state, editor)


def test_a_branch_that_goes_is_not_suggested_to_the_claim_that_stays(moderator):
    root, stem, branch, beside = (ClaimFactory(matched_at=NOW) for _ in range(4))
    match = MatchFactory(claim=branch, other=root)
    MatchFactory(claim=beside, other=root)
    inner = merge(kept=stem, merged=branch, by=moderator, now=NOW)
    merge(kept=root, merged=stem, by=moderator, now=NOW)
    split(inner, by=moderator, now=NOW)
    assert decision(match) == (Match.State.REJECTED, moderator)
    assert set(Claim.objects.not_looked_up()) == {root, branch, beside}


def test_a_claim_that_goes_is_not_suggested_to_what_was_merged_into_the_one_that_stays(moderator):
    first, root, goes = (ClaimFactory() for _ in range(3))
    match = MatchFactory(claim=goes, other=first)
    merge(kept=root, merged=first, by=moderator, now=NOW)
    split(merge(kept=root, merged=goes, by=moderator, now=NOW), by=moderator, now=NOW)
    assert decision(match) == (Match.State.REJECTED, moderator)


def test_after_a_split_both_and_what_was_matched_with_them_are_looked_up_again(moderator):
    one, other, beside, far = (ClaimFactory(matched_at=NOW) for _ in range(4))
    MatchFactory(claim=beside, other=one)
    done = merge(kept=one, merged=other, by=moderator, now=NOW)
    split(done, by=moderator, now=NOW)
    assert set(Claim.objects.not_looked_up()) == {one, other, beside}
    far.refresh_from_db()
    assert far.matched_at == NOW
