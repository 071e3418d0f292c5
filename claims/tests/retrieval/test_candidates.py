"""What the index finds, on either database."""

import numpy as np
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.models import Claim, IndexEntry, PriorCheck
from claims.retrieval import Kind, candidates, engine, index, postgres
from claims.tests.factories import ClaimFactory, PriorCheckFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def claims(encoder):
    """Claims by their statements, indexed."""

    def claims(*statements):
        rows = [ClaimFactory(statement=statement) for statement in statements]
        index(claim_ids=[row.pk for row in rows], encoder=encoder)
        return rows

    return claims


def test_the_same_words_come_first_with_a_cosine_of_one_and_both_ranks(claims, search):
    ferry, troops, _ = claims(
        "The ferry carries nine million people.",
        "Kestria massed troops along the border.",
        "Bread costs more in Corvale.",
    )
    found = search("Kestria massed troops along the border.")
    assert (found[0].claim_id, found[0].prior_check_id, found[0].text) == (troops.pk, None, troops.statement)
    assert found[0].cosine == pytest.approx(1, abs=1e-3)
    assert found[0].lexical_rank == 1
    assert {one.claim_id for one in found} >= {ferry.pk, troops.pk}
    assert [one.cosine for one in found] == sorted((one.cosine for one in found), reverse=True)


def test_what_only_words_find_has_its_cosine_all_the_same(claims, search, encoder):
    near = claims(*(f"Kestria moved guns {n}" for n in range(3)))
    (far,) = claims("Nobody in Tolmarsh ever counted the wolves that crossed that winter")
    vector = encoder.embed("Kestria moved guns")
    found = candidates("wolves of Tolmarsh", vector, limit=3, encoder=encoder.version)
    assert {one.claim_id for one in found} == {far.pk, *(one.pk for one in near)}
    by_words = next(one for one in found if one.claim_id == far.pk)
    assert by_words.lexical_rank == 1
    assert by_words.cosine == pytest.approx(float(vector @ encoder.embed(far.statement)), abs=1e-3)
    assert [one.lexical_rank for one in found if one.claim_id != far.pk] == [None] * 3


def test_words_are_found_in_other_forms_and_rare_ones_count_for_more(claims, search, encoder):
    *_, rare = claims(
        "The ministers voted on tariffs again and again.",
        "Tariffs were raised.",
        "The tariff fell.",
        "A comet grazes Morvane.",
    )
    found = candidates("comets, tariffs", encoder.embed("x"), limit=9, encoder=encoder.version)
    ranks = {one.claim_id: one.lexical_rank for one in found}
    assert ranks.pop(rare.pk) == 1
    assert sorted(ranks.values()) == [2, 3, 4]


def test_stop_words_find_nothing(claims, encoder):
    claims("The one who is there has it.", "It will be more than that.")
    found = candidates("that which is there will be", encoder.embed("x"), limit=9, encoder=encoder.version)
    assert [one.lexical_rank for one in found] == [None, None]


def test_a_check_is_found_by_its_text_and_by_the_words_of_its_title(encoder, search):
    check = PriorCheckFactory(text="Ferries sink twice a week.", title="Quendale shipwreck rumour")
    index(prior_check_ids=[check.pk], encoder=encoder)
    (found,) = search("the Quendale rumours")
    assert (found.claim_id, found.prior_check_id, found.text) == (None, check.pk, check.text)
    assert found.lexical_rank == 1
    assert found.cosine == pytest.approx(
        float(encoder.embed(check.text) @ encoder.embed("the Quendale rumours")), abs=1e-3
    )


def test_only_the_kinds_that_are_asked_for(claims, encoder, search):
    (claim,) = claims("Ferries sink twice a week.")
    check = PriorCheckFactory(text="Ferries sink twice a week.")
    index(prior_check_ids=[check.pk], encoder=encoder)
    query = "Ferries sink twice a week."
    assert {(one.claim_id, one.prior_check_id) for one in search(query)} == {
        (claim.pk, None),
        (None, check.pk),
    }
    (only,) = search(query, kinds=[Kind.CLAIM])
    assert (only.claim_id, only.lexical_rank) == (claim.pk, 1)
    (only,) = search(query, kinds=[Kind.PRIOR_CHECK])
    assert (only.prior_check_id, only.lexical_rank) == (check.pk, 1)
    assert search(query, kinds=[]) == []


def test_the_nearest_of_both_kinds_is_found_whichever_was_there_first(claims, encoder):
    claims("Bread costs more in Corvale.", "The ferry carries nine million people.")
    check = PriorCheckFactory(text="Kestria built dams")
    index(prior_check_ids=[check.pk], encoder=encoder)
    (found,) = candidates("", encoder.embed("Kestria built dams"), limit=1, encoder=encoder.version)
    assert found.prior_check_id == check.pk


def test_the_best_by_words_is_found_however_few_are_asked_for(claims, encoder):
    *_, best = claims("The tariff fell.", "Tariffs were raised.", "Morvane raised tariffs.")
    found = candidates("tariffs of Morvane", encoder.embed("x"), limit=1, encoder=encoder.version)
    assert [one.claim_id for one in found if one.lexical_rank == 1] == [best.pk]


def test_at_most_the_limit_by_meaning_and_by_words(claims, search):
    itself, *others = claims(*(f"Kestria built {n} dams" for n in ("ten", "six", "two", "nine")))
    found = search(itself.statement, limit=4)
    assert {one.claim_id for one in found} == {one.pk for one in (itself, *others)}
    assert sorted(one.lexical_rank for one in found) == [1, 2, 3, 4]
    assert len(search(itself.statement, limit=1)) == 1
    assert search(itself.statement, limit=0) == []


def test_an_empty_index_and_a_text_without_words_find_nothing(search, claims, encoder):
    assert search("Kestria built dams") == []
    claims("Kestria built dams")
    found = candidates("?! “” …", encoder.embed("x"), limit=3, encoder=encoder.version)
    assert [one.lexical_rank for one in found] == [None]


@pytest.mark.parametrize(
    "text",
    [
        'dams" OR "1',
        "dams AND NOT (NEAR(",
        "dams & | ! <-> :* \\ '",
        "dams\0\0",
        "dams 🙂🙂 \ud800 ﷺ",
        "dams* ^dams -dams text:dams {dams}",
        "'); DROP TABLE claims_indexentry; --dams",
        "%s %(a)s dams",
        "dams " + "x" * 100_000,
        "dams " + " ".join(f"word{n}" for n in range(20_000)),
    ],
)
def test_no_text_upsets_the_search_by_words(claims, encoder, text):
    (dams,) = claims("Kestria built dams.")
    (found,) = candidates(text, encoder.embed("x"), limit=3, encoder=encoder.version)
    assert (found.claim_id, found.lexical_rank) == (dams.pk, 1)


def test_a_statement_of_any_length_is_found_by_how_it_begins(claims, search):
    (long,) = claims("Kestria built dams and " + " ".join(f"canal{n}" for n in range(150_000)))
    (found,) = search("Kestria built dams")
    assert (found.claim_id, found.lexical_rank) == (long.pk, 1)


def test_who_is_deleted_is_found_no_more(claims, search):
    first, second, third = claims("Kestria built dams", "Kestria built nine dams", "Kestria built two dams")
    assert len(search("Kestria built dams")) == 3
    second.delete()
    assert {one.claim_id for one in search("Kestria built dams", limit=2)} == {first.pk, third.pk}
    assert IndexEntry.objects.count() == 2
    Claim.objects.all().delete()
    assert search("Kestria built dams") == []


def test_a_changed_text_is_not_found_by_the_old_one_and_by_the_new_one_once_indexed(encoder, search):
    check = PriorCheckFactory(text="Ferries sink twice a week.", title="")
    index(prior_check_ids=[check.pk], encoder=encoder)
    PriorCheck.objects.filter(pk=check.pk).update(text="Trams stop on Sundays.")
    assert search("Ferries sink twice a week.") == []
    assert index(prior_check_ids=[check.pk], encoder=encoder) == 1
    (found,) = search("Trams stop on Sundays.")
    assert (found.prior_check_id, found.lexical_rank) == (check.pk, 1)
    assert found.cosine == pytest.approx(1, abs=1e-3)
    assert [one.lexical_rank for one in search("Ferries sink twice a week.")] == [None]


def test_what_waits_for_its_replacement_takes_no_place_from_what_is_found(claims, encoder, search):
    (second,) = claims("Ferries sink.")
    check = PriorCheckFactory(text="Ferries sink twice a week.", title="")
    index(prior_check_ids=[check.pk], encoder=encoder)
    PriorCheck.objects.filter(pk=check.pk).update(text="Trams stop on Sundays.")
    (found,) = search("Ferries sink twice a week.")
    assert (found.claim_id, found.lexical_rank) == (second.pk, 1)


def test_only_entries_of_the_encoder_that_made_the_vector_are_found(claims, search, next_encoder):
    first, second = claims("Kestria built dams", "Kestria dug wells")
    index(claim_ids=[second.pk], encoder=next_encoder)
    assert {one.claim_id for one in search("Kestria built dams")} == {first.pk, second.pk}
    (found,) = search("Kestria built dams", by=next_encoder)
    assert (found.claim_id, found.lexical_rank) == (second.pk, 1)


@pytest.fixture
def thousands(encoder):
    """Claims by the thousand, and the vectors of their entries; half of them crowd together."""
    rng = np.random.default_rng(1)
    vectors = rng.standard_normal((3000, 384)).astype(np.float32)
    vectors[1500:] += 3 * rng.standard_normal(384).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    claims = Claim.objects.bulk_create(
        ClaimFactory.build(statement=f"Statement {n}.") for n in range(len(vectors))
    )
    IndexEntry.objects.bulk_create(
        IndexEntry(claim=claim, encoder=encoder.version, text=claim.statement, vector=vector)
        for claim, vector in zip(claims, vectors, strict=True)
    )
    return claims, vectors


def test_the_nearest_of_thousands_are_those_of_a_search_through_all(encoder, thousands):
    claims, vectors = thousands
    for query in (vectors[7], vectors[2000]):
        found = candidates("", query, limit=20, encoder=encoder.version)
        cosines = vectors @ query
        best = np.argsort(-cosines)[:20]
        assert [one.cosine for one in found] == pytest.approx(cosines[best].tolist(), abs=2e-3)
        assert {one.claim_id for one in found} == {claims[n].pk for n in best}


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite looks at all entries")
def test_of_many_the_graph_finds_nearly_all_of_the_nearest(encoder, thousands, monkeypatch):
    monkeypatch.setattr(postgres, "FEW", len(thousands[0]) - 1)
    claims, vectors = thousands
    shares = []
    for query in vectors[::150]:
        found = candidates("", query, limit=20, encoder=encoder.version)
        best = {claims[n].pk for n in np.argsort(-(vectors @ query))[:20]}
        assert len(found) == 20
        shares.append(len(best & {one.claim_id for one in found}) / 20)
    assert np.mean(shares) > 0.8


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite looks at all entries")
def test_of_many_the_graph_goes_on_where_entries_of_another_encoder_are_nearer(
    encoder, next_encoder, thousands, monkeypatch
):
    monkeypatch.setattr(postgres, "FEW", 2)
    claims, vectors = thousands
    IndexEntry.objects.filter(claim__in=claims[1500:]).update(encoder=next_encoder.version)
    engine().settle()
    found = candidates("", vectors[2000], limit=20, encoder=encoder.version)
    assert len(found) == 20


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite looks at all entries")
@pytest.mark.parametrize(("few", "graph"), [(3, False), (2, True)])
def test_the_graph_is_walked_only_where_entries_are_many(claims, encoder, monkeypatch, few, graph):
    monkeypatch.setattr(postgres, "FEW", few)
    claims("Kestria built dams", "Kestria dug wells", "Kestria laid rails")
    with CaptureQueriesContext(connection) as queries:
        candidates("", encoder.embed("Kestria"), limit=3, encoder=encoder.version)
    (walk,) = (
        query["sql"] for query in queries if "ORDER BY vector" in query["sql"] or ") + 0" in query["sql"]
    )
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_sort = off")  # three rows are soon sorted
        cursor.execute(f"EXPLAIN {walk}")
        plan = str(cursor.fetchall())
    assert ("index_entry_claim_vector" in plan) is graph
