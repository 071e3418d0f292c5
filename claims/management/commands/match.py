"""`manage.py match`: which of the claims in a file a line of text repeats, without a database."""

from __future__ import annotations

import argparse
import json
import sys
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from claims.extraction import ModelMissing
from claims.management.arguments import BAD_INPUT, OneLineCommand, file_name, in_utf8
from claims.matching.embedding import embedder
from claims.matching.memory import Entry, EntryError, MemoryIndex, read_entries

MOST = 1000
_EVERY = 100  # claims, between two words about how far it is


class Command(OneLineCommand):
    help = (
        "Reads statements from standard input, one a line, and prints for each the claims of a file that it may "
        "repeat, best first, as one JSON object a line. Keeps nothing and needs no database."
    )
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--claims", required=True, type=file_name, metavar="FILE", help="JSON Lines, a claim an object"
        )
        parser.add_argument(
            "--limit", type=_limit, default=10, metavar="N", help="claims for each statement (10)"
        )
        parser.add_argument("--text-key", default="vclaim", metavar="KEY", help="the claim's words (vclaim)")
        parser.add_argument("--id-key", default="vclaim_id", metavar="KEY", help="its id (vclaim_id)")

    def handle(self, *args: Any, **options: Any) -> None:
        entries = _read(options["claims"], text_key=options["text_key"], id_key=options["id_key"])
        try:
            index = MemoryIndex(entries, embedder=embedder(), on_embedded=self._progress(len(entries)))
        except ModelMissing as error:
            raise _bad(str(error)) from error
        in_utf8(sys.stdout)
        for query in _queries():
            matches = [
                {
                    "id": match.id,
                    "score": round(match.score, 4),
                    "relation": str(match.relation),
                    "suggested": match.suggested,
                }
                for match in index.match(query, limit=options["limit"])
            ]
            self.stdout.write(json.dumps({"query": query, "matches": matches}, ensure_ascii=False))
            self.stdout.flush()  # whoever asks may wait for the answer before the next question

    def _progress(self, total: int) -> Callable[[int], None]:
        if not self.stderr.isatty():
            return lambda done: None

        def tell(done: int) -> None:
            if done == total:
                self.stderr.write("\r\x1b[K", ending="")
            elif done % _EVERY == 0:
                self.stderr.write(f"\r{done:,} of {total:,} claims read", ending="")
            else:
                return
            self.stderr.flush()

        return tell


def _read(file: str, *, text_key: str, id_key: str) -> list[Entry]:
    try:
        with Path(file).open(encoding="utf-8-sig") as lines:
            return read_entries(lines, text_key=text_key, id_key=id_key)
    except UnicodeDecodeError as error:
        raise _bad(f"{file}: not UTF-8") from error
    except OSError as error:
        raise _bad(f"{file}: {error.strerror}") from error
    except EntryError as error:
        raise _bad(f"{file}: {error}") from error


def _queries() -> Iterator[str]:
    for number, line in enumerate(sys.stdin.buffer, start=1):
        try:
            # A byte order mark can only stand at the very start.
            text = line.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError as error:
            raise _bad(f"standard input: line {number}: not UTF-8") from error
        yield text.removesuffix("\n").removesuffix("\r")


def _limit(value: str) -> int:
    if not value.isascii() or not value.isdigit() or not 1 <= int(value) <= MOST:
        raise argparse.ArgumentTypeError(f"{value!r} is no number from 1 to {MOST:,}")
    return int(value)


def _bad(message: str) -> CommandError:
    return CommandError(" ".join(message.split()), returncode=BAD_INPUT)
