"""How the index follows claims and checks."""

import dataclasses
import io
import json

import pytest
from django.db import transaction

from claims import ingestion, priorchecks, tasks
from claims.claimreview import read
from claims.matching.embedding import ENCODER
from claims.models import Claim, IndexEntry, PriorCheck
from claims.retrieval import Encoder, Kind, count_unindexed, index, unindexed
from claims.tests.factories import NOW, ClaimFactory, ExtractionFactory, PriorCheckFactory
from claims.tests.test_claimreview import REVIEW
from claims.tests.test_tasks import messages

pytestmark = pytest.mark.django_db


@pytest.fixture
def counted(encoder):
    """The encoder, and the texts that it was given."""
    texts = []

    def embed(text):
        texts.append(text)
        return encoder.embed(text)

    return dataclasses.replace(encoder, embed=embed), texts


def test_each_row_gets_one_entry_and_the_second_time_nothing_is_done(counted):
    encoder, texts = counted
    claims = [ClaimFactory() for _ in range(3)]
    check = PriorCheckFactory(title="A rumour")
    ids = {"claim_ids": [claim.pk for claim in claims], "prior_check_ids": [check.pk]}
    assert index(**ids, encoder=encoder) == 4
    entries = {(e.claim_id, e.prior_check_id, e.encoder, e.text, e.words) for e in IndexEntry.objects.all()}
    assert entries == {
        *((claim.pk, None, "words-1", claim.statement, "") for claim in claims),
        (None, check.pk, "words-1", check.text, "A rumour"),
    }
    assert sorted(texts) == sorted([*(claim.statement for claim in claims), check.text])
    assert index(**ids, encoder=encoder) == 0
    assert len(texts) == 4


def test_without_rows_no_model_is_needed():
    assert index(claim_ids=[0, 999_999_999], prior_check_ids=[7]) == 0


def test_a_changed_title_makes_a_new_entry(encoder):
    check = PriorCheckFactory(title="One")
    index(prior_check_ids=[check.pk], encoder=encoder)
    PriorCheck.objects.filter(pk=check.pk).update(title="Another")
    assert index(prior_check_ids=[check.pk], encoder=encoder) == 1
    assert IndexEntry.objects.get().words == "Another"


def test_what_changes_goes_or_is_written_while_its_vector_is_made_is_left_to_others(encoder):
    changed, gone, written, steady = (ClaimFactory() for _ in range(4))

    def embed(text):
        if text == steady.statement:
            Claim.objects.filter(pk=changed.pk).update(statement="Something else.")
            gone.delete()
            index(claim_ids=[written.pk], encoder=encoder)
        return encoder.embed(text)

    ids = [changed.pk, gone.pk, written.pk, steady.pk]
    assert index(claim_ids=ids, encoder=Encoder(encoder.version, embed)) == 1
    assert set(IndexEntry.objects.values_list("claim", flat=True)) == {written.pk, steady.pk}


def test_what_has_no_entry_of_this_version_is_unindexed(encoder, next_encoder):
    claims = [ClaimFactory().pk for _ in range(3)]
    check = PriorCheckFactory().pk
    index(claim_ids=claims[:1], encoder=encoder)
    index(claim_ids=claims, prior_check_ids=[check], encoder=next_encoder)
    assert unindexed(Kind.CLAIM, limit=9, encoder="words-1") == claims[1:]
    assert unindexed(Kind.CLAIM, limit=9, after=claims[1], encoder="words-1") == claims[2:]
    assert unindexed(Kind.CLAIM, limit=1, encoder="words-1") == claims[1:2]
    assert unindexed(Kind.PRIOR_CHECK, limit=9, encoder="words-1") == [check]
    assert unindexed(Kind.CLAIM, limit=9, encoder="words-2") == []
    assert (count_unindexed(Kind.CLAIM, encoder="words-1"), count_unindexed(Kind.CLAIM, encoder="w")) == (
        2,
        3,
    )


def test_an_import_leaves_changed_words_unindexed_and_a_changed_rating_as_it_is(encoder):
    def take(**changes):
        source = io.BytesIO(json.dumps(REVIEW | changes).encode())
        priorchecks.record(read(source, today=NOW.date()), now=NOW)

    def left():
        return unindexed(Kind.PRIOR_CHECK, limit=9, encoder=encoder.version)

    take()
    check = PriorCheck.objects.get()
    index(prior_check_ids=left(), encoder=encoder)
    take(reviewRating={**REVIEW["reviewRating"], "alternateName": "Half true"})
    assert PriorCheck.objects.get().rating_label == "Half true"
    assert left() == []
    take(claimReviewed=check.text.upper())
    assert left() == [check.pk]
    index(prior_check_ids=left(), encoder=encoder)
    take(claimReviewed=check.text.upper(), name="A title that is new")
    assert left() == [check.pk]


# --- Tasks -----------------------------------------------------------------------------------------------


@pytest.mark.service
@pytest.mark.django_db(transaction=True)
def test_what_an_extraction_found_is_sent_once_it_has_committed_and_can_be_found_then(broker):
    extraction = ExtractionFactory()
    with transaction.atomic():
        ingestion.extract_revision(extraction.pk, clock=lambda: NOW)
        assert messages() == []
    claims = sorted(Claim.objects.values_list("pk", flat=True))
    assert claims
    assert messages() == [f"{{'claim_ids': {claims}}}"]
    for _ in range(2):
        tasks.index_rows(claim_ids=claims)
    assert list(IndexEntry.objects.values_list("claim", "encoder")) == [(pk, ENCODER) for pk in claims]


@pytest.mark.service
@pytest.mark.django_db(transaction=True)
def test_the_sweep_sends_what_the_index_lacks_some_at_a_time(broker, monkeypatch):
    monkeypatch.setattr(tasks, "INDEXED_AT_ONCE", 2)
    monkeypatch.setattr(tasks, "INDEX_MESSAGES", 2)
    tasks.sweep()
    assert messages() == []
    claims = [ClaimFactory().pk for _ in range(6)]
    check = PriorCheckFactory().pk
    index(claim_ids=claims[:1])
    tasks.sweep()
    assert messages() == [
        f"{{'claim_ids': {claims[1:3]}}}",
        f"{{'claim_ids': {claims[3:5]}}}",
        f"{{'prior_check_ids': {[check]}}}",
    ]


@pytest.mark.service
@pytest.mark.django_db(transaction=True)
def test_the_sweep_has_claims_looked_up_once_the_index_lacks_nothing_of_either_kind(broker):
    claim, check = ClaimFactory().pk, PriorCheckFactory().pk
    index(prior_check_ids=[check])
    tasks.sweep()
    assert messages() == [f"{{'claim_ids': {[claim]}}}"]
    index(claim_ids=[claim])
    IndexEntry.objects.filter(prior_check=check).delete()
    tasks.sweep()
    assert messages()[1:] == [f"{{'prior_check_ids': {[check]}}}"]
    index(prior_check_ids=[check])
    tasks.sweep()
    assert messages()[2:] == [f"{{'claim_ids': {[claim]}}}"]
    tasks.match_claims(claim_ids=[claim])
    tasks.sweep()
    assert len(messages()) == 3


@pytest.mark.service
@pytest.mark.django_db(transaction=True)
def test_what_has_been_indexed_is_looked_up_and_so_are_claims_that_a_new_check_may_be_about(broker):
    old, new = (ClaimFactory(statement=f"Kestria built {n} dams in the north.") for n in ("nine", "two"))
    index(claim_ids=[old.pk])
    tasks.index_rows(claim_ids=[new.pk])
    assert messages() == [f"{{'claim_ids': {[new.pk]}}}"]
    tasks.index_rows(prior_check_ids=[PriorCheckFactory(text=old.statement).pk])
    assert messages()[1:] == [f"{{'claim_ids': {[old.pk, new.pk]}}}"]


@pytest.mark.service
@pytest.mark.django_db(transaction=True)
def test_all_that_has_been_indexed_is_looked_up_some_at_a_time(broker, monkeypatch):
    monkeypatch.setattr(tasks, "MATCHED_AT_ONCE", 2)
    claims = [ClaimFactory().pk for _ in range(3)]
    tasks.index_rows(claim_ids=claims)
    assert messages() == [f"{{'claim_ids': {claims[:2]}}}", f"{{'claim_ids': {claims[2:]}}}"]


@pytest.mark.service
@pytest.mark.django_db(transaction=True)
def test_without_a_broker_the_extraction_is_done_all_the_same(no_broker, broker_warned):
    extraction = ExtractionFactory()
    ingestion.extract_revision(extraction.pk, clock=lambda: NOW)
    extraction.refresh_from_db()
    assert extraction.state == "done"
    assert broker_warned("claims.tasks.index_rows")
    assert unindexed(Kind.CLAIM, limit=9)


@pytest.fixture
def broker_warned(caplog):
    return lambda task: any("The broker did not answer" in m and task in m for m in caplog.messages)


def test_a_missing_model_is_logged_and_nothing_is_written(monkeypatch, tmp_path, caplog):
    claim = ClaimFactory()
    monkeypatch.setattr("claims.matching.embedding.MODEL", tmp_path / "none.onnx")
    monkeypatch.setattr("claims.retrieval.indexing.embedder", _uncached_embedder)
    tasks.index_rows(claim_ids=[claim.pk])
    assert "Nothing is indexed: the model in" in caplog.text
    assert not IndexEntry.objects.exists()


def _uncached_embedder():
    from claims.matching import embedding

    return embedding.Embedder(embedding.MODEL)
