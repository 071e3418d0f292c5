"""`manage.py reindex`, as from a shell and in between."""

import io
import signal
import subprocess

import pytest
from django.core.management import CommandError, call_command

from claims import retrieval
from claims.management.commands import reindex
from claims.matching.embedding import ENCODER, embedder
from claims.models import Claim, IndexEntry, PriorCheck
from claims.retrieval import Kind, index, unindexed
from claims.tests.factories import ClaimFactory, PriorCheckFactory
from factcheck.embedded import commands

pytestmark = pytest.mark.django_db


def run(*arguments):
    out = io.StringIO()
    call_command("reindex", *arguments, stdout=out)
    return out.getvalue()


def entries():
    return set(IndexEntry.objects.values_list("claim", "prior_check", "encoder", "text"))


@pytest.fixture
def rows():
    return [ClaimFactory() for _ in range(3)], [PriorCheckFactory() for _ in range(2)]


def test_it_makes_what_is_missing_and_removes_other_versions(rows, next_encoder):
    claims, checks = rows
    index(claim_ids=[claims[0].pk])
    index(claim_ids=[claim.pk for claim in claims], encoder=next_encoder)
    assert (
        run()
        == f"{ENCODER}: 2 claims and 2 prior checks indexed; 3 entries of other encoder versions removed.\n"
    )
    assert entries() == {
        *((claim.pk, None, ENCODER, claim.statement) for claim in claims),
        *((None, check.pk, ENCODER, check.text) for check in checks),
    }
    vector = IndexEntry.objects.get(claim=claims[1]).vector
    assert vector @ embedder()(claims[1].statement) == pytest.approx(1, abs=1e-3)
    assert run() == f"{ENCODER}: 0 claims and 0 prior checks indexed.\n"


def test_it_keeps_the_old_version_where_it_is_told_to(rows, search, encoder):
    claims, _ = rows
    index(claim_ids=[claim.pk for claim in claims], encoder=encoder)
    assert run("--keep-old") == f"{ENCODER}: 3 claims and 2 prior checks indexed.\n"
    assert len(search(claims[0].statement)) == 3  # as the release that still runs does


def test_it_replaces_what_says_something_else_and_afresh_everything(rows):
    run()
    claims, checks = rows
    before = dict(IndexEntry.objects.values_list("text", "pk"))
    Claim.objects.filter(pk=claims[0].pk).update(statement="Trams stop on Sundays.")
    PriorCheck.objects.filter(pk=checks[0].pk).update(title="Another title")
    assert run() == f"{ENCODER}: 1 claims and 1 prior checks indexed.\n"
    after = dict(IndexEntry.objects.values_list("text", "pk"))
    assert set(after) == {*(set(before) - {claims[0].statement}), "Trams stop on Sundays."}
    assert {text for text in after if after[text] == before.get(text)} == {
        claims[1].statement,
        claims[2].statement,
        checks[1].text,
    }
    assert run("--afresh") == f"{ENCODER}: 3 claims and 2 prior checks indexed.\n"
    assert set(IndexEntry.objects.values_list("pk", flat=True)).isdisjoint(after.values())


def test_rows_that_go_while_it_reads_them_are_passed_over(rows, monkeypatch):
    claims, checks = rows
    ours = retrieval.ours()

    def embed(text):
        Claim.objects.filter(pk=claims[0].pk).delete()
        PriorCheck.objects.filter(pk=checks[0].pk).delete()
        return ours.embed(text)

    monkeypatch.setattr(retrieval, "ours", lambda: retrieval.Encoder(ENCODER, embed))
    assert run() == f"{ENCODER}: 2 claims and 1 prior checks indexed.\n"
    assert {text for *_, text in entries()} == {claims[1].statement, claims[2].statement, checks[1].text}


def test_a_missing_model_is_one_line_and_status_2(rows, monkeypatch):
    from claims.extraction import ModelMissing

    def missing():
        raise ModelMissing("the model in nowhere cannot be loaded")

    monkeypatch.setattr("claims.retrieval.indexing.embedder", missing)
    with pytest.raises(CommandError, match="the model in nowhere cannot be loaded") as error:
        run()
    assert error.value.returncode == 2
    assert not IndexEntry.objects.exists()


def test_the_bar_says_how_far_it_is():
    progress = reindex._Progress(200)
    assert progress.after(50).startswith("[########......................] 50 of 200, ")
    assert progress.after(150) == "[##############################] 200 of 200, 0 s left"
    assert progress.after(10) == "[##############################] 210 of 210, 0 s left"
    assert [reindex._duration(n) for n in (89, 600, 7200)] == ["89 s", "10 min", "2.0 h"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.service
def test_interrupted_it_keeps_what_it_has_and_the_next_run_goes_on(server_env):
    Claim.objects.bulk_create(ClaimFactory.build(statement=f"Kestria has {n} posts.") for n in range(1500))
    command = commands.manage("reindex")
    first = subprocess.Popen(
        command, env={**server_env}, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    while not IndexEntry.objects.exists():
        assert first.poll() is None
    first.send_signal(signal.SIGINT)
    said = first.communicate(timeout=60)
    assert (first.returncode, said) == (130, ("", ""))
    done = IndexEntry.objects.count()
    assert 0 < done < 1500
    assert run() == f"{ENCODER}: {1500 - done:,} claims and 0 prior checks indexed.\n"
    assert unindexed(Kind.CLAIM, limit=9) == []
