"""Several people and workers at the same claims at the same time, each with a connection of their own."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from itertools import combinations
from threading import Barrier, Event
from types import SimpleNamespace

import pytest
from django.db import OperationalError, connection, transaction
from django.urls import reverse

from claims import matches, merging, retrieval
from claims.merging import MergeRefused, merge, split
from claims.models import Claim, Match, Merge
from claims.signals import claims_merged
from claims.tests.factories import NOW, AppearanceFactory, MatchFactory, UserFactory
from factcheck.accounts.models import Role
from reviews import actions
from reviews.models import Review
from reviews.states import State
from reviews.tests.factories import ReviewFactory, reach
from reviews.tests.test_actions import at_once
from reviews.tests.test_merging_in_any_order import check_that_nothing_contradicts_itself

LATER = NOW + timedelta(hours=1)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def by():
    return UserFactory(role=Role.MODERATOR)


def together(*works):
    """What each of these returns, begun at the same moment; a refusal is returned."""
    ready = Barrier(len(works), timeout=30)

    def work(this):
        ready.wait()
        try:
            return this()
        except MergeRefused as refused:
            return refused

    return at_once(work, *works)


def test_of_two_who_merge_each_into_the_other_one_does(by):
    one, other = ReviewFactory().claim, ReviewFactory().claim
    opened_for = dict(Review.objects.values_list("pk", "claim"))
    done = together(
        lambda: merge(kept=one, merged=other, by=by, now=LATER),
        lambda: merge(kept=other, merged=one, by=by, now=LATER),
    )
    assert {type(each) for each in done} == {Merge, MergeRefused}
    check_that_nothing_contradicts_itself(opened_for)


def test_of_two_who_take_the_same_apart_one_does(by):
    done = merge(kept=ReviewFactory().claim, merged=ReviewFactory().claim, by=by, now=LATER)
    apart = together(*(partial(split, Merge.objects.get(pk=done.pk), by=by, now=LATER) for _ in range(2)))
    assert {type(each) for each in apart} == {type(None), MergeRefused}


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one writer in at a time")
def test_who_waited_for_a_claim_that_was_merged_meanwhile_waits_in_no_ring(by):
    kept, merged = ReviewFactory().claim, ReviewFactory().claim

    def hold(claim_ids):
        try:
            with transaction.atomic():
                return merging.hold_roots(claim_ids)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads, connection.cursor() as cursor:
        with transaction.atomic():
            merge(kept=kept, merged=merged, by=by, now=LATER)
            waiting = [threads.submit(hold, ids) for ids in ([merged.pk], [kept.pk, merged.pk])]
            while not any(each.done() for each in waiting):
                cursor.execute("SELECT count(DISTINCT pid) FROM pg_locks WHERE NOT granted")
                if cursor.fetchone() == (2,):
                    break
        held = [each.result() for each in waiting]
    assert held == [{merged.pk: kept}, {kept.pk: kept, merged.pk: kept}]


def test_of_two_who_decide_the_same_the_first_stands():
    match = MatchFactory()
    people = [UserFactory(role=Role.EDITOR) for _ in range(2)]
    together(
        *(
            lambda by=by, n=n: matches.decide(
                match, Match.State.CONFIRMED, by=by, now=NOW + timedelta(minutes=n)
            )
            for n, by in enumerate(people)
        )
    )
    match.refresh_from_db()
    assert match.decided_by == people[(match.decided_at - NOW).seconds // 60]


def test_whatever_many_do_at_once_nothing_contradicts_itself(by):
    states = (State.QUEUED, State.QUEUED, State.QUEUED, State.IN_REVIEW, State.DISMISSED)
    claims = [reach(state).claim for state in states]
    opened_for = dict(Review.objects.values_list("pk", "claim"))
    retrieval.index(claim_ids=[claim.pk for claim in claims])
    for other, claim in combinations(claims, 2):
        MatchFactory(claim=claim, other=other)
    whims = random.Random(4)  # noqa: S311 - whims are no secrets

    def some():
        one, other = whims.sample(claims, 2)
        standing = list(Merge.objects.standing())
        match whims.choice(["merge", "merge", "split", "split", "look up", "article", "decide"]):
            case "merge":
                return partial(merge, kept=one, merged=other, by=by, now=LATER)
            case "split" if standing:
                return partial(split, whims.choice(standing), by=by, now=LATER)
            case "article":
                return partial(arrive, one)
            case "decide" if there := list(Match.objects.all()):
                state = Match.State(whims.choice(Match.State.values))
                return partial(matches.decide, whims.choice(there), state, by=by, now=LATER)
        return partial(matches.match_claim, one.pk, now=LATER)

    for _ in range(30):
        together(*(some() for _ in range(4)))
        check_that_nothing_contradicts_itself(opened_for)
    while standing := list(Merge.objects.standing()):
        split(whims.choice(standing), by=by, now=LATER)
        check_that_nothing_contradicts_itself(opened_for)
    assert dict(Review.objects.values_list("pk", "claim")) == opened_for


@transaction.atomic
def arrive(claim):
    """As an extraction does that finds the claim."""
    root = merging.hold_roots([claim.pk])[claim.pk]
    AppearanceFactory(claim=root, found_as=claim)
    actions.open_reviews(claim_ids={root.pk}, now=LATER)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one writer in at a time")
def test_a_merge_that_loses_a_deadlock_is_done_all_the_same(by, monkeypatch):
    kept, other = ReviewFactory(), ReviewFactory()
    held, merging_now, tries = Event(), Event(), []

    def writes_the_other_way_round():
        with transaction.atomic():
            Review.objects.select_for_update().get(pk=other.pk)
            held.set()
            assert merging_now.wait(timeout=30)
            # Waits for the merge, which goes on once it sees this wait.
            Claim.objects.select_for_update(no_key=True).get(pk=other.claim_id)

    def merges():
        with connection.cursor() as cursor:
            cursor.execute("SET deadlock_timeout = '1ms'")  # it notices first, and so it is who loses
        assert held.wait(timeout=30)
        return merge(kept=kept.claim, merged=other.claim, by=by, now=LATER)

    def once_the_other_waits(**kwargs):
        tries.append(kwargs)
        merging_now.set()
        with connection.cursor() as cursor:
            for _ in range(100_000 if len(tries) == 1 else 0):
                cursor.execute(
                    "SELECT count(*) FROM pg_stat_activity WHERE pg_backend_pid() = ANY(pg_blocking_pids(pid))"
                )
                if cursor.fetchone() == (1,):
                    break
        return claims_merged.send(**kwargs)

    monkeypatch.setattr(merging, "claims_merged", SimpleNamespace(send=once_the_other_waits))
    _, done = at_once(lambda work: work(), writes_the_other_way_round, merges)
    assert len(tries) == 2
    assert list(Merge.objects.all()) == [done]
    check_that_nothing_contradicts_itself({kept.pk: kept.claim_id, other.pk: other.claim_id})


def test_who_loses_every_deadlock_is_asked_to_try_again(client, by, monkeypatch):
    earlier, later = ReviewFactory(), ReviewFactory()
    match = MatchFactory(claim=later.claim, other=earlier.claim)
    tries = []

    def lost(claim_ids):
        tries.append(claim_ids)
        cause = Exception("deadlock detected")
        cause.sqlstate = merging.DEADLOCK
        raise OperationalError("deadlock detected") from cause

    monkeypatch.setattr(merging, "hold_roots", lost)
    client.force_login(by)
    response = client.post(reverse("reviews:merge", args=[later.pk, match.pk]))
    assert (response.status_code, len(tries)) == (409, merging.TRIES)
    assert "Others are changing these claims at this moment. Try again." in response.content.decode()
    assert not Merge.objects.exists()


def test_of_two_reviews_of_one_claim_that_are_restored_at_once_one_is(by):
    kept, other = reach(State.DISMISSED), reach(State.DISMISSED)
    merge(kept=kept.claim, merged=other.claim, by=by, now=LATER)

    def restore(review):
        try:
            actions.restore(review=review, by=by, version=review.version, now=LATER)
        except actions.ActionRefused as refused:
            return str(refused)
        return review.state

    assert sorted(together(partial(restore, kept), partial(restore, other))) == [
        "The claim has a review on the desk already.",
        State.QUEUED,
    ]
