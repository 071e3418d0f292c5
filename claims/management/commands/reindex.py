"""`manage.py reindex`: makes the index of matching again, or what is missing of it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.db import OperationalError, ProgrammingError

from claims import retrieval
from claims.extraction import ModelMissing
from claims.management.arguments import BAD_INPUT, OneLineCommand, database_away

LISTED = 5000  # rows that are looked up at once
AT_ONCE = 100  # of them, between two looks at the progress
BAR = 30  # characters
NAMES = {retrieval.Kind.CLAIM: "claims", retrieval.Kind.PRIOR_CHECK: "prior checks"}


class Command(OneLineCommand):
    help = (
        "Makes the index by which claims and prior checks are matched: entries that are missing or no longer say what "
        "their row says; then removes those of other versions of the encoder. Stopped half-way, the next run goes on. "
        "Searches go on meanwhile."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--afresh", action="store_true", help="empty this version's part of the index first"
        )
        parser.add_argument(
            "--keep-old",
            action="store_true",
            help="leave the entries of other encoder versions: another release may still search them",
        )

    def handle(self, *, afresh: bool, keep_old: bool, **options: Any) -> None:
        try:
            encoder = retrieval.ours()
        except ModelMissing as error:
            raise CommandError(str(error), returncode=BAD_INPUT) from error
        try:
            (retrieval.drop_entries if afresh else retrieval.drop_outdated)(encoder.version)
            written = self._fill(encoder)
            removed = 0 if keep_old else retrieval.drop_other_versions(encoder.version)
            retrieval.engine().settle()
        except (OperationalError, ProgrammingError) as error:
            raise database_away(error) from error
        indexed = " and ".join(f"{number:,} {NAMES[kind]}" for kind, number in written.items())
        also = f"; {removed:,} entries of other encoder versions removed" if removed else ""
        self.stdout.write(f"{encoder.version}: {indexed} indexed{also}.")

    def _fill(self, encoder: retrieval.Encoder) -> dict[retrieval.Kind, int]:
        written = dict.fromkeys(NAMES, 0)
        progress = _Progress(sum(retrieval.count_unindexed(kind, encoder=encoder.version) for kind in NAMES))
        try:
            for kind in NAMES:
                for ids in _unindexed(kind, encoder.version):
                    written[kind] += retrieval.index(**{f"{kind}_ids": ids}, encoder=encoder)
                    self._show(progress.after(len(ids)))
        finally:
            self._show("")
        return written

    def _show(self, line: str) -> None:
        if self.stderr.isatty():
            self.stderr.write(f"\r\x1b[K{line}", ending="")
            self.stderr.flush()


def _unindexed(kind: retrieval.Kind, version: str) -> Iterator[list[int]]:
    last = 0
    while ids := retrieval.unindexed(kind, limit=LISTED, after=last, encoder=version):
        for start in range(0, len(ids), AT_ONCE):
            yield ids[start : start + AT_ONCE]
        last = ids[-1]


class _Progress:
    """How much of `total` is done, as a bar, and about how long the rest takes."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._done = 0
        self._started = time.monotonic()

    def after(self, more: int) -> str:
        self._done += more
        self._total = max(self._total, self._done)  # others may add rows meanwhile
        share = self._done / self._total
        left = (time.monotonic() - self._started) * (1 / share - 1)
        bar = ("#" * round(BAR * share)).ljust(BAR, ".")
        return f"[{bar}] {self._done:,} of {self._total:,}, {_duration(left)} left"


def _duration(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"
