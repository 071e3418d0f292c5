"""`manage.py import_claimreview FILE|URL`: what others have checked, from feeds, pages and Google's answers."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from django.core.management.base import CommandError, CommandParser
from django.db import OperationalError, ProgrammingError
from django.utils import timezone

from claims import priorchecks
from claims.claimreview import SourceError, read
from claims.management.arguments import BAD_INPUT, OneLineCommand, database_away, words

STDIN = "-"
STOPPED = 1  # exit status


class Command(OneLineCommand):
    help = (
        "Takes ClaimReview in JSON-LD from a file or an address: a feed such as Data Commons', a publisher's page, "
        "one JSON object a line, or an answer of Google's claims:search; gzipped or not. Each check is kept once, and "
        "updated where it has changed. Prints what became of the entries; ends with status 1 where the source breaks "
        "off half-way, and 2 where it is none."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("source", type=words, metavar="FILE|URL", help="- is standard input")
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would be done, and write nothing"
        )

    def handle(self, *, source: str, dry_run: bool, **options: Any) -> None:
        name = "standard input" if source == STDIN else source
        now = timezone.now()
        try:
            with _opened(source) as (stream, charset):
                entries = read(stream, today=now.date(), charset=charset)
                report = priorchecks.record(entries, now=now, dry_run=dry_run, on_batch=self._progress)
        except SourceError as error:
            raise CommandError(f"{name}: {error}", returncode=BAD_INPUT) from error
        except (OperationalError, ProgrammingError) as error:
            raise database_away(error) from error
        finally:
            self._clear()
        self._tell(report, dry_run=dry_run)
        if report.stopped:
            raise CommandError(
                f"{name}: {report.stopped}; what stands before it is "
                + ("fine" if dry_run else "imported, and importing it again doubles nothing"),
                returncode=STOPPED,
            )

    def _tell(self, report: priorchecks.Report, *, dry_run: bool) -> None:
        for words_, number in report.lines():
            self.stdout.write(f"{number:>11,}  {words_}")
            if words_ == "refused":
                for reason, count in report.reasons():
                    self.stdout.write(f"{'':13}{count:>9,}  {reason}")
        for doubt, count in report.left_out():
            self.stdout.write(f"{count:>11,}  taken without {doubt}")
        for refused in report.first_refused:
            self.stdout.write(f"refused: {refused.place}: {refused.reason}")
        if report.more_refused:
            self.stdout.write(f"refused: and {report.more_refused:,} more")
        if dry_run:
            self.stdout.write("Nothing was written.")

    def _progress(self, report: priorchecks.Report) -> None:
        if self.stderr.isatty():
            self.stderr.write(f"\r{report.entries:,} entries", ending="")
            self.stderr.flush()

    def _clear(self) -> None:
        if self.stderr.isatty():
            self.stderr.write("\r\x1b[K", ending="")
            self.stderr.flush()


@contextmanager
def _opened(source: str) -> Iterator[tuple[BinaryIO, str | None]]:
    """The source as a stream, and what its server calls its encoding. Raises SourceError."""
    if source == STDIN:
        yield sys.stdin.buffer, None
    elif "://" in source or source.startswith(("http:", "https:")):
        with priorchecks.downloaded(source) as found:
            yield found
    else:
        with _file(source) as file:
            yield file, None


def _file(path: str) -> BinaryIO:
    try:
        return Path(path).open("rb")
    except (OSError, ValueError) as error:
        raise SourceError(getattr(error, "strerror", None) or str(error)) from error
