"""Looking a statement up, with the encoder that ships. All people and places are made up."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims import lookup
from claims.extraction import ModelMissing, Modifier, Quantity
from claims.lookup import look_up, search
from claims.matching import Relation, embedding, read_facts
from claims.models import Claim
from claims.retrieval import Kind, index
from claims.tests.factories import ClaimFactory, PriorCheckFactory

TROOPS = "Kestria has massed about 100,000 troops along its border with Morvane."
MORE_TROOPS = "More than 100,000 Kestrian troops are massed along the border with Morvane."
OTHER_TROOPS = "Kestria has massed about 175,000 troops along its border with Morvane."
FERRY = "The ferry to Saint Orne carried nine million people last year."
BREAD = "Bread costs twice as much in Corvale as in 2019."

pytestmark = pytest.mark.django_db


def claims(*statements):
    """Indexed claims."""
    rows = [ClaimFactory(statement=statement) for statement in statements]
    index(claim_ids=[row.pk for row in rows])
    return rows


def check(**fields):
    row = PriorCheckFactory(**fields)
    index(prior_check_ids=[row.pk])
    return row


def found(hits):
    return [hit.claim or hit.prior_check for hit in hits]


def test_a_claim_is_found_with_what_it_is_to_the_statement_best_first():
    more, other, _ = claims(MORE_TROOPS, OTHER_TROOPS, BREAD)
    hits = look_up(read_facts(TROOPS), limit=5)
    assert {hit.claim: hit.match.relation for hit in hits} == {
        more: Relation.SAME,
        other: Relation.DIFFERENT_QUANTITY,
    }
    scores = [hit.match.score for hit in hits]
    assert scores == sorted(scores, reverse=True)
    assert "compatible quantities: about 100,000 and More than 100,000" in {
        str(reason) for hit in hits for reason in hit.match.reasons
    }


def test_claims_and_checks_with_the_same_id_are_told_apart():
    (claim,) = claims(TROOPS)
    prior = check(pk=claim.pk, text=FERRY)
    (hit,) = look_up(read_facts(TROOPS), limit=5)
    assert (hit.claim, hit.prior_check) == (claim, None)
    (hit,) = look_up(read_facts(FERRY), limit=5)
    assert (hit.claim, hit.prior_check) == (None, prior)


def test_only_the_kinds_that_are_asked_for_are_found():
    (claim,) = claims(TROOPS)
    prior = check(text=TROOPS)
    assert set(found(look_up(read_facts(TROOPS), limit=5))) == {claim, prior}
    assert found(look_up(read_facts(TROOPS), limit=5, kinds={Kind.PRIOR_CHECK})) == [prior]
    assert found(look_up(read_facts(TROOPS), limit=5, kinds={Kind.CLAIM})) == [claim]


def test_the_best_are_kept_and_what_is_excluded_takes_no_place():
    same, more, other = claims(TROOPS, MORE_TROOPS, OTHER_TROOPS)
    facts = read_facts(TROOPS)
    assert found(look_up(facts, limit=1)) == [same]
    assert found(look_up(facts, limit=1, exclude={same.pk, other.pk})) == [more]
    assert set(found(look_up(facts, limit=2, exclude=[same.pk]))) == {more, other}


def test_what_is_excluded_takes_no_candidates_place(monkeypatch):
    monkeypatch.setattr(lookup, "NEAREST", 1)
    same, near = claims(TROOPS, MORE_TROOPS)
    assert found(look_up(read_facts(TROOPS), limit=1, exclude={same.pk})) == [near]


def test_how_the_words_align_counts(monkeypatch):
    claims(MORE_TROOPS)
    (aligned,) = look_up(read_facts(TROOPS), limit=1)
    monkeypatch.setattr(embedding.Embedder, "align", lambda self, text, others: [0.0 for _ in others])
    (apart,) = look_up(read_facts(TROOPS), limit=1)
    assert apart.match.score < aligned.match.score / 2


def test_what_has_nothing_to_do_with_the_statement_is_no_hit():
    claims(BREAD, FERRY)
    assert look_up(read_facts(TROOPS), limit=5) == []


@pytest.mark.parametrize("text", ["", " ", "!!!", "\x00", "the of it"])
def test_a_text_that_says_nothing_finds_nothing(text):
    claims(TROOPS, FERRY)
    assert search(text, limit=5) == []


def test_merged_claims_are_one_hit_at_any_depth_and_the_better_wording_counts():
    first, second, third = claims(OTHER_TROOPS, MORE_TROOPS, TROOPS)
    Claim.objects.filter(pk=third.pk).update(merged_into=second)
    Claim.objects.filter(pk=second.pk).update(merged_into=first)
    (hit,) = look_up(read_facts(TROOPS), limit=5)
    assert hit.claim == first
    assert hit.match.relation is Relation.SAME
    assert hit.match.score > 0.9
    assert look_up(read_facts(TROOPS), limit=5, exclude={first.pk}) == []


def test_many_hits_cost_as_many_queries_as_one():
    claims(TROOPS)
    check(text=TROOPS)
    look_up(read_facts(TROOPS), limit=50)
    with CaptureQueriesContext(connection) as few:
        look_up(read_facts(TROOPS), limit=50)
    rows = claims(
        *(f"Kestria has massed about {n},000 troops along its border with Morvane." for n in range(60, 90))
    )
    for row, kept in zip(rows[1:5], rows, strict=False):
        Claim.objects.filter(pk=row.pk).update(merged_into=kept)
    for n in range(5):
        check(text=f"Kestria has massed about {n + 2},000 troops along the border.")
    look_up(read_facts(TROOPS), limit=50)
    with CaptureQueriesContext(connection) as many:
        hits = look_up(read_facts(TROOPS), limit=50)
    assert len(hits) > 30
    assert len(many) == len(few)


def test_a_check_of_the_days_after_a_post_is_likelier_its_own():
    check(text=TROOPS, review_date=date(2020, 3, 4))
    (signed,) = search(f"{OTHER_TROOPS} — Ann Lind (@annlind) March 3, 2020", limit=1)
    (unsigned,) = search(OTHER_TROOPS, limit=1)
    (by_day,) = look_up(read_facts(OTHER_TROOPS), limit=1, day=date(2020, 3, 3))
    assert signed.match.score > unsigned.match.score
    assert by_day.match.score > unsigned.match.score


def test_quantities_of_the_caller_stand_for_those_of_the_text():
    claims(TROOPS)
    said = "Kestria has massed a sea of troops along its border with Morvane."
    (hit,) = search(said, limit=1)
    assert hit.match.relation is not Relation.DIFFERENT_QUANTITY
    sea = Quantity("a sea of troops", 0, 15, 400_000, None, None, Modifier.ABOUT, "troops", "troops")
    (hit,) = search(said, quantities=[sea], limit=1)
    assert hit.match.relation is Relation.DIFFERENT_QUANTITY
    (hit,) = search(OTHER_TROOPS, quantities=[], limit=1)
    assert hit.match.relation is not Relation.DIFFERENT_QUANTITY


def test_without_the_model_it_says_so(monkeypatch, tmp_path):
    monkeypatch.setattr(embedding, "MODEL", tmp_path / "embedder.onnx")
    embedding.embedder.cache_clear()
    try:
        with pytest.raises(ModelMissing):
            search(TROOPS, limit=1)
    finally:
        embedding.embedder.cache_clear()
