"""Merging and splitting in any order: at each step nothing contradicts itself, and undone, all is as it was."""

from __future__ import annotations

from datetime import timedelta
from itertools import combinations

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims.merging import MergeRefused, merge, split
from claims.models import Appearance, Claim, Match, Merge
from claims.tests.factories import NOW, MatchFactory, UserFactory
from factcheck.accounts.models import Role
from reviews import actions
from reviews.models import Review
from reviews.states import State
from reviews.tests.factories import reach

LATER = NOW + timedelta(hours=1)
UNDECIDED, DECIDED = Match.State.SUGGESTED, (Match.State.CONFIRMED, Match.State.REJECTED)

states_of_reviews = st.lists(st.sampled_from(State), min_size=3, max_size=5)
# Of each pair, in their order; None where nothing is suggested.
states_of_matches = st.lists(st.sampled_from([None, UNDECIDED, *DECIDED]), min_size=10, max_size=10)
steps = st.lists(
    st.one_of(
        st.tuples(st.just(merge), st.integers(0, 4), st.integers(0, 4)),
        st.tuples(st.just(split), st.integers(0, 4), st.just(0)),
    ),
    min_size=2,
    max_size=12,
)


def take(step, first, second, *, claims, by):
    """Merge two of the claims, or undo one of the merges that stand. A merge that is refused writes nothing."""
    if step is split:
        standing = list(Merge.objects.standing())
        if standing:
            split(standing[first % len(standing)], by=by, now=LATER)
        return
    before = everything()
    try:
        merge(kept=claims[first % len(claims)], merged=claims[second % len(claims)], by=by, now=LATER)
    except MergeRefused:
        assert everything() == before


def everything():
    """What a refused step leaves as it is, and a merge that is undone brings back."""
    return {
        "claims": dict(Claim.objects.values_list("pk", "merged_into")),
        "appearances": dict(Appearance.objects.values_list("pk", "claim")),
        "reviews": set(
            Review.objects.values_list(
                "pk", "claim", "state", "assignee", "dismissal_reason", "published_verdict", "priority"
            )
        ),
    }


def decided():
    """What people have said of pairs, apart from whoever took them apart."""
    rows = Match.objects.exclude(state=UNDECIDED).exclude(decided_at=LATER)
    return {pk: row for pk, *row in rows.values_list("pk", "state", "decided_by", "decided_at")}


def check_that_nothing_contradicts_itself(opened_for):
    """`opened_for`: of each review the claim that it was of before anything was merged."""
    claims = {claim.pk: claim for claim in Claim.objects.all()}
    roots = Claim.objects.root_ids(list(claims))
    standing = dict(Merge.objects.standing().values_list("merged", "kept"))
    assert {pk: claim.merged_into_id for pk, claim in claims.items() if claim.merged_into_id} == standing
    assert roots.keys() == claims.keys()  # no ring
    for claim, found_as in Appearance.objects.values_list("claim", "found_as"):
        assert claim == roots[found_as]
    assert dict(Review.objects.values_list("pk", "claim")) == {
        pk: roots[claim] for pk, claim in opened_for.items()
    }


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(states=states_of_reviews, pairs=states_of_matches, steps=steps, order=st.permutations(range(5)))
def test_whatever_is_merged_and_split_nothing_is_lost_and_undone_all_is_as_before(
    db, states, pairs, steps, order
):
    with transaction.atomic():
        by = UserFactory(role=Role.MODERATOR)
        claims = [reach(state, writer=by).claim for state in states]
        actions.open_reviews(claim_ids={claim.pk for claim in claims}, now=NOW)  # weighs them
        for (other, claim), state in zip(combinations(claims, 2), pairs, strict=False):
            decision = {"decided_by": by, "decided_at": NOW} if state in DECIDED else {}
            if state is not None:
                MatchFactory(claim=claim, other=other, state=state, **decision)
        start, judged, opened_for = everything(), decided(), dict(Review.objects.values_list("pk", "claim"))
        # At last all that stands is undone, in one order of many.
        for step in [*steps, *((split, place, 0) for place in order)]:
            take(*step, claims=claims, by=by)
            check_that_nothing_contradicts_itself(opened_for)
            assert decided() == judged
        assert everything() == start
        transaction.set_rollback(True)
