"""The tables and indexes of the migration, there and back."""

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from claims.matching.embedding import DIMENSIONS
from claims.models import IndexEntry
from claims.retrieval import index
from claims.tests.factories import ClaimFactory, PriorCheckFactory


@pytest.mark.django_db(transaction=True)
def test_the_index_is_undone_and_made_again(encoder, search):
    try:
        call_command("migrate", "claims", "0002", verbosity=0)
        assert "claims_indexentry" not in connection.introspection.table_names()
        assert not [name for name in connection.introspection.table_names() if "indexentry" in name]
    finally:
        call_command("migrate", "claims", verbosity=0)
    claim = ClaimFactory(statement="Kestria built dams.")
    index(claim_ids=[claim.pk], encoder=encoder)
    (found,) = search("Kestria built dams.")
    assert (found.claim_id, found.lexical_rank) == (claim.pk, 1)


@pytest.mark.django_db
@pytest.mark.parametrize("of", [(), ("claim", "prior_check")])
def test_an_entry_is_of_a_claim_or_of_a_check(encoder, of):
    rows = {"claim": ClaimFactory(), "prior_check": PriorCheckFactory()}
    entry = IndexEntry(
        encoder=encoder.version, text="x", vector=encoder.embed("x"), **{name: rows[name] for name in of}
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        entry.save()


@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "factory"), [("claim", ClaimFactory), ("prior_check", PriorCheckFactory)])
def test_one_entry_of_a_row_and_an_encoder(encoder, kind, factory):
    row = factory()
    vector = encoder.embed("x")
    for version in ("one", "another"):
        IndexEntry.objects.create(**{kind: row}, encoder=version, text="x", vector=vector)
    with pytest.raises(IntegrityError), transaction.atomic():
        IndexEntry.objects.create(**{kind: row}, encoder="one", text="x", vector=vector)


@pytest.mark.django_db
def test_a_vector_comes_back_as_it_went_and_one_of_another_size_is_refused(encoder):
    claim = ClaimFactory()
    vector = encoder.embed("some words of a statement")
    IndexEntry.objects.create(claim=claim, encoder="e", text="x", vector=vector)
    stored = IndexEntry.objects.get().vector
    assert stored.dtype == "float32"
    assert stored.shape == (DIMENSIONS,)
    assert stored == pytest.approx(vector, abs=1e-3)
    for wrong in (vector[:5], vector * float("nan")):
        with pytest.raises(ValueError, match="no vector of 384 finite numbers"):
            IndexEntry.objects.create(claim=claim, encoder="f", text="x", vector=wrong)
