"""A process that has searched before sees what changed since, and nothing that never came to be."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from claims.models import Claim, IndexEntry, PriorCheck
from claims.retrieval import candidates, forget, index
from claims.retrieval.sqlite import BLOCK
from claims.tests.factories import ClaimFactory, PriorCheckFactory

pytestmark = pytest.mark.django_db(transaction=True)


def add(encoder, *statements):
    ids = [ClaimFactory(statement=statement).pk for statement in statements]
    index(claim_ids=ids, encoder=encoder)
    return ids


def elsewhere(work):
    """Do it on a connection of its own."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(alone, work).result()


def alone(work):
    try:
        return work()
    finally:
        connection.close()


def near(encoder, text, limit):
    """What the vector alone finds."""
    return ids(candidates("", encoder.embed(text), limit=limit, encoder=encoder.version))


def ids(found):
    return {one.claim_id for one in found}


def test_what_others_added_and_deleted(encoder, search):
    first, second = add(encoder, "Kestria built dams", "Kestria built nine dams")
    assert ids(search("Kestria built dams")) == {first, second}
    (third,) = elsewhere(lambda: add(encoder, "Kestria built two dams"))
    assert ids(search("Kestria built dams")) == {first, second, third}
    elsewhere(lambda: Claim.objects.filter(pk=first).delete())
    assert near(encoder, "Kestria built dams", 2) == {second, third}
    elsewhere(lambda: Claim.objects.all().delete())
    assert search("Kestria built dams") == []
    (fourth,) = add(encoder, "Kestria built two dams")
    assert ids(search("Kestria built dams")) == {fourth}


def test_what_was_rolled_back_was_never_there_and_what_took_its_place_is(encoder, search):
    (first,) = add(encoder, "Kestria built dams")
    search("Kestria built dams")
    with transaction.atomic():
        (lost,) = add(encoder, "Ferries sink twice a week")
        assert ids(search("Ferries sink twice a week")) == {first, lost}
        transaction.set_rollback(True)
    (other,) = add(encoder, "Trams stop on Sundays")
    found = search("Trams stop on Sundays")
    assert (found[0].claim_id, round(found[0].cosine, 2)) == (other, 1)
    assert ids(search("Ferries sink twice a week")) == {first, other}


def test_a_deletion_that_was_rolled_back_never_happened(encoder, search):
    first, second = add(encoder, "Kestria built dams", "Kestria built nine dams")
    search("Kestria built dams")
    with transaction.atomic():
        Claim.objects.filter(pk=first).delete()
        assert near(encoder, "Kestria built dams", 1) == {second}
        transaction.set_rollback(True)
    assert ids(search("Kestria built dams")) == {first, second}


def test_many_at_once_and_one_by_one_come_to_the_same(encoder, search):
    claims = Claim.objects.bulk_create(
        ClaimFactory.build(statement=f"Post {n} in Kestria") for n in range(BLOCK + 500)
    )
    entries = [
        IndexEntry(claim=c, encoder="words-1", text=c.statement, vector=encoder.embed(c.statement))
        for c in claims
    ]
    for start, end in ((0, 1), (1, 300), (300, BLOCK + 499), (BLOCK + 499, BLOCK + 500)):
        IndexEntry.objects.bulk_create(entries[start:end])
        for n in (start, end - 1):
            found = search(f"Post {n} in Kestria", limit=3)
            assert found[0].claim_id == claims[n].pk
            assert found[0].cosine == pytest.approx(1, abs=1e-3)
    Claim.objects.filter(pk__in=[claim.pk for claim in claims[:BLOCK]]).delete()
    assert ids(search(f"Post {BLOCK} in Kestria", limit=600)) == {claim.pk for claim in claims[BLOCK:]}


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one writer in at a time")
def test_an_entry_that_is_written_while_its_check_changes_does_not_outlive_the_change(encoder):
    check = PriorCheckFactory()
    with ThreadPoolExecutor(1) as pool, connection.cursor() as cursor:
        with transaction.atomic():  # as an import does that changes the words of a check
            PriorCheck.objects.filter(pk=check.pk).update(text="Trams stop on Sundays.")
            forget(prior_check_ids=[check.pk])
            writing = pool.submit(alone, lambda: index(prior_check_ids=[check.pk], encoder=encoder))
            waits = False
            while not (waits or writing.done()):
                cursor.execute("SELECT EXISTS (SELECT 1 FROM pg_locks WHERE NOT granted)")
                (waits,) = cursor.fetchone()
        assert writing.result() == 0
    assert not IndexEntry.objects.exists()
