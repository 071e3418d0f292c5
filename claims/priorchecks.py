"""Taking what others have checked into the workbench: entries in, rows and a report out. Idempotent."""

from __future__ import annotations

import hashlib
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import BinaryIO

from django.conf import settings
from django.db import transaction

from claims import fetching, retrieval
from claims.claimreview import Check, Entry, Reason, Refused, SourceError
from claims.ingestion import claim_key, may_connect
from claims.models import PriorCheck
from claims.signals import prior_checks_recorded

BATCH = 500  # entries in one transaction
FIRST_REFUSED = 10
MIB = 1024 * 1024
# A feed of a million entries is some hundred megabytes, packed.
FEED_LIMITS = fetching.Limits(
    read_seconds=60, total_seconds=1800, wire_bytes=1024 * MIB, body_bytes=4096 * MIB
)

# What an import writes; the keys and the times come on top.
FIELDS = (
    "text",
    "claimant",
    "claim_date",
    "url",
    "title",
    "publisher",
    "publisher_site",
    "rating_label",
    "rating_value",
    "rating_best",
    "rating_worst",
    "position",
    "review_date",
    "language",
    "source",
)
# Entries that were not understood far enough to be called ClaimReview.
_UNKNOWN = {Reason.NOT_JSON, Reason.TOO_DEEP, Reason.TOO_LARGE}


@dataclass(slots=True)
class Report:
    """What became of a source's entries. `repeated`: the same check again in one source, of which the first counts.

    `stopped` says why the reading ended before the source did; what stood before is kept.
    """

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    repeated: int = 0
    others: int = 0
    refused: Counter[Reason] = field(default_factory=Counter)
    doubts: Counter[str] = field(default_factory=Counter)
    first_refused: list[Refused] = field(default_factory=list)
    stopped: str = ""

    @property
    def taken(self) -> int:
        return self.created + self.updated + self.unchanged + self.repeated

    @property
    def entries(self) -> int:
        """How many entries were read, without what stood beside them."""
        return self.taken + self.refused.total()

    def lines(self) -> Iterator[tuple[str, int]]:
        """What there is to tell, in words and numbers; what did not happen is left out but for the first three."""
        yield from (("created", self.created), ("updated", self.updated), ("unchanged", self.unchanged))
        rest = (
            ("repeated in the source", self.repeated),
            ("of another kind", self.others),
            ("refused", self.refused.total()),
        )
        yield from (line for line in rest if line[1])

    def reasons(self) -> list[tuple[str, int]]:
        """Why entries were refused, and how many, the most frequent first."""
        return [(reason.value, number) for reason, number in self.refused.most_common()]

    def left_out(self) -> list[tuple[str, int]]:
        """What was left out of entries that were taken, and how often."""
        return self.doubts.most_common()

    @property
    def more_refused(self) -> int:
        """How many were refused beside the first that are told one by one."""
        return self.refused.total() - len(self.first_refused)

    def refuse(self, refused: Refused) -> None:
        self.refused[refused.reason] += 1
        if len(self.first_refused) < FIRST_REFUSED:
            self.first_refused.append(refused)

    @property
    def recognised(self) -> bool:
        """Whether anything in the source was ClaimReview."""
        return bool(self.taken or set(self.refused) - _UNKNOWN)


def record(
    entries: Iterable[Entry],
    *,
    now: datetime,
    dry_run: bool = False,
    on_batch: Callable[[Report], None] = lambda report: None,
) -> Report:
    """Keep the checks among the entries, in batches of a transaction each, and say what became of every entry.

    The same review address and claim text are one row; it is updated where the source says something else now.
    What another kind of source leaves open does not empty a field. Nothing is written on a `dry_run`.

    Raises:
        SourceError: where the source holds no ClaimReview at all.
    """
    report = Report()
    batch: list[_New] = []
    with closing(_Seen()) as seen:
        for entry in _until_stopped(entries, report):
            match entry:
                case Refused():
                    report.refuse(entry)
                case Check():
                    new = _new(entry, now=now)
                    report.doubts.update(entry.doubts)
                    if seen.add(new.row):
                        batch.append(new)
                    else:
                        report.repeated += 1
                case _:
                    report.others += 1
            if len(batch) == BATCH:
                _write(batch, report, now=now, dry_run=dry_run)
                on_batch(report)
                batch = []
    if batch:
        _write(batch, report, now=now, dry_run=dry_run)
    if not report.recognised:
        raise SourceError(report.stopped or _nothing_in_it(report))
    return report


@contextmanager
def downloaded(url: str, *, limits: fetching.Limits | None = None) -> Iterator[tuple[BinaryIO, str | None]]:
    """What stands at an address, fetched through the guarded client into a passing file, and its charset.

    Raises:
        SourceError: with the reason why it could not be had.
    """
    with tempfile.TemporaryFile() as file:
        try:
            found = fetching.download(
                url,
                file,
                limits=limits or FEED_LIMITS,
                allow=may_connect,
                user_agent=settings.FETCH_USER_AGENT,
            )
        except fetching.FetchError as error:
            raise SourceError(error.reason) from error
        file.seek(0)
        yield file, found.charset


def _until_stopped(entries: Iterable[Entry], report: Report) -> Iterator[Entry]:
    try:
        yield from entries
    except SourceError as error:
        report.stopped = str(error)


def _nothing_in_it(report: Report) -> str:
    first = "".join(f" ({refused.place}: {refused.reason})" for refused in report.first_refused[:1])
    return f"there is no ClaimReview in it{first}"


@dataclass(frozen=True, slots=True)
class _New:
    """A row to be, and where its entry stood."""

    row: PriorCheck
    place: str


def _new(check: Check, *, now: datetime) -> _New:
    values = {name: getattr(check, name) for name in FIELDS if name != "source"}
    text_key = claim_key(check.text)
    row = PriorCheck(
        **values,
        key=hashlib.sha256(f"{check.address}\n{text_key}".encode()).hexdigest(),
        text_key=text_key,
        source=check.origin.value,
        imported_at=now,
        updated_at=now,
    )
    return _New(row, check.place)


def _write(batch: list[_New], report: Report, *, now: datetime, dry_run: bool) -> None:
    # Sorted, so that two imports that write the same checks take their locks in the same order.
    batch = sorted(batch, key=lambda new: new.row.key)
    with transaction.atomic():
        known = _known(batch)
        changes = []
        for new in batch:
            before = known.get(new.row.key)
            if before is None:
                report.created += 1
                changes.append(new.row)
            elif before.source == PriorCheck.Source.OWN:
                report.refuse(Refused(new.place, Reason.OWN))
            elif _differs(new.row, before):
                report.updated += 1
                changes.append(new.row)
            else:
                report.unchanged += 1
        if changes and not dry_run:
            rows = PriorCheck.objects.bulk_create(
                changes,
                update_conflicts=True,
                unique_fields=["key"],
                update_fields=[*FIELDS, "updated_at"],
            )
            retrieval.forget(prior_check_ids=[row.pk for row in rows if _reworded(row, known.get(row.key))])
            transaction.on_commit(
                partial(
                    prior_checks_recorded.send,
                    sender=PriorCheck,
                    prior_check_ids={row.pk for row in rows},
                    now=now,
                ),
                robust=True,
            )


def _known(batch: list[_New]) -> dict[str, PriorCheck]:
    return {row.key: row for row in PriorCheck.objects.filter(key__in=[new.row.key for new in batch])}


def _differs(new: PriorCheck, before: PriorCheck) -> bool:
    """Whether `new` says something else; what a source of another kind leaves open it takes from `before`."""
    new.imported_at = min(before.imported_at, new.updated_at)
    if new.source != before.source:
        new.source = before.source
        for name in FIELDS:
            if getattr(new, name) in ("", None):
                setattr(new, name, getattr(before, name))
    return any(getattr(new, name) != getattr(before, name) for name in FIELDS)


def _reworded(new: PriorCheck, before: PriorCheck | None) -> bool:
    """Whether the index has it under other words."""
    return before is not None and (new.text, new.title) != (before.text, before.title)


class _Seen:
    """Which checks a source has brought already, in a passing file rather than in memory."""

    def __init__(self) -> None:
        self.database = sqlite3.connect("", isolation_level=None)
        self.database.execute("PRAGMA journal_mode = OFF")
        self.database.execute("CREATE TABLE seen (key BLOB PRIMARY KEY) WITHOUT ROWID")
        self.database.execute("BEGIN")

    def add(self, row: PriorCheck) -> bool:
        """Whether it is new."""
        added = self.database.execute("INSERT OR IGNORE INTO seen VALUES (?)", (bytes.fromhex(row.key),))
        return added.rowcount == 1

    def close(self) -> None:
        self.database.close()
