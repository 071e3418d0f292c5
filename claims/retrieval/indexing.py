"""Keeping the index: what has no entry of an encoder version yet, and making its entry."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from claims.matching.embedding import ENCODER, embedder
from claims.models import Claim, IndexEntry, PriorCheck
from claims.models.index import Vector
from claims.retrieval.kinds import Kind

BATCH = 100  # rows whose entries are written in one transaction


@dataclass(frozen=True, slots=True)
class Encoder:
    """A version and what it does: a text's vector of length 1."""

    version: str
    embed: Callable[[str], Vector]


@dataclass(frozen=True, slots=True)
class _Indexed:
    """Where the rows of a kind come from, and what of them the index takes."""

    model: type[Claim] | type[PriorCheck]
    text: str
    words: str | None = None

    def contents(self, ids: Collection[int], *, lock: bool = False) -> dict[int, tuple[str, str]]:
        """Text and further words of the rows that are there; with `lock` they stay so until the transaction ends."""
        rows = self.model._default_manager.filter(pk__in=ids).order_by("pk")
        if lock:
            rows = rows.select_for_update(no_key=True)
        columns = ["pk", self.text, *([self.words] if self.words else [])]
        return {pk: (text, " ".join(words)) for pk, text, *words in rows.values_list(*columns)}


_INDEXED = {
    Kind.CLAIM: _Indexed(Claim, text="statement"),
    Kind.PRIOR_CHECK: _Indexed(PriorCheck, text="text", words="title"),
}


def ours() -> Encoder:
    """The encoder that ships. Raises ModelMissing."""
    return Encoder(ENCODER, embedder())


def index(
    *, claim_ids: Collection[int] = (), prior_check_ids: Collection[int] = (), encoder: Encoder | None = None
) -> int:
    """See that these rows have entries that say what they say; return how many had to be written.

    Rows that are gone are passed over. Twice, or twice at once, is as good as once. Raises ModelMissing.
    """
    written = 0
    for kind, ids in ((Kind.CLAIM, claim_ids), (Kind.PRIOR_CHECK, prior_check_ids)):
        for batch in _batches(sorted(ids)):
            if wanting := _wanting(kind, batch, encoder.version if encoder else ENCODER):
                encoder = encoder or ours()
                written += _write(kind, wanting, encoder)
    return written


def unindexed(kind: Kind, *, limit: int, after: int = 0, encoder: str = ENCODER) -> list[int]:
    """The ids of rows without an entry of this encoder version, in their order, those after `after`."""
    rows = _without_entry(kind, encoder).filter(pk__gt=after).order_by("pk")
    return list(rows.values_list("pk", flat=True)[:limit])


def count_unindexed(kind: Kind, *, encoder: str = ENCODER) -> int:
    """How many rows have no entry of this encoder version."""
    return _without_entry(kind, encoder).count()


def forget(*, prior_check_ids: Collection[int]) -> None:
    """Drop the entries of checks that now say something else: they are unindexed then."""
    IndexEntry.objects.filter(prior_check__in=prior_check_ids).delete()


def drop_outdated(version: str) -> int:
    """Drop entries of an encoder version that no longer say what their rows say; return how many."""
    return _delete(IndexEntry.objects.filter(encoder=version).outdated())


def drop_entries(version: str) -> int:
    """Drop all entries of an encoder version; return how many."""
    return _delete(IndexEntry.objects.filter(encoder=version))


def drop_other_versions(version: str) -> int:
    """Drop the entries of all encoder versions but this; return how many."""
    return _delete(IndexEntry.objects.exclude(encoder=version))


def _delete(entries: QuerySet[IndexEntry]) -> int:
    """Delete in batches: nobody waits long for the database, and what is done stays done."""
    deleted = 0
    while ids := list(entries.order_by("pk").values_list("pk", flat=True)[: 10 * BATCH]):
        deleted += IndexEntry.objects.filter(pk__in=ids).delete()[0]
    return deleted


def _without_entry(kind: Kind, version: str) -> QuerySet[Any]:
    entries = IndexEntry.objects.filter(**{kind: OuterRef("pk")}, encoder=version)
    return _INDEXED[kind].model._default_manager.filter(~Exists(entries))


def _wanting(kind: Kind, ids: Sequence[int], version: str) -> dict[int, tuple[str, str]]:
    """What to index of the rows that have no entry, or one that says something else."""
    entries = IndexEntry.objects.filter(**{f"{kind}__in": ids}, encoder=version)
    there = {pk: (text, words) for pk, text, words in entries.values_list(f"{kind}_id", "text", "words")}
    contents = _INDEXED[kind].contents(ids)
    return {pk: content for pk, content in contents.items() if there.get(pk) != content}


def _write(kind: Kind, wanting: dict[int, tuple[str, str]], encoder: Encoder) -> int:
    vectors = {pk: encoder.embed(text) for pk, (text, _) in wanting.items()}
    with transaction.atomic():
        # What changed or went while its vector was made, or somebody else has written by now, is left alone.
        contents = _INDEXED[kind].contents(wanting, lock=True)
        still = _wanting(kind, list(contents), encoder.version)
        entries = [
            IndexEntry(
                **{f"{kind}_id": pk}, encoder=encoder.version, text=text, words=words, vector=vectors[pk]
            )
            for pk, (text, words) in still.items()
            if wanting[pk] == (text, words)
        ]
        outdated = [getattr(entry, f"{kind}_id") for entry in entries]
        IndexEntry.objects.filter(**{f"{kind}__in": outdated}, encoder=encoder.version).delete()
        IndexEntry.objects.bulk_create(entries)
    return len(entries)


def _batches(ids: Sequence[int]) -> Iterator[list[int]]:
    rest = iter(ids)
    while batch := list(islice(rest, BATCH)):
        yield batch
