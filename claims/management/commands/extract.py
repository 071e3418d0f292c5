"""`manage.py extract`: the claims in text files or standard input, without a database."""

from __future__ import annotations

import json
import shutil
import sys
import textwrap
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from claims.extraction import Candidate, ModelMissing, analyse, analyse_sentence, extract, published_in
from claims.management.arguments import BAD_INPUT, OneLineCommand, file_name, in_utf8

STDIN = "-"


@dataclass(frozen=True, slots=True)
class _Input:
    """A text and the name under which it was asked for."""

    file: str
    text: str


class Command(OneLineCommand):
    help = (
        "Prints the check-worthy claims of articles, best first, with who says them, their figures and times. "
        "Reads UTF-8; offsets count characters of the text as read. Needs no database."
    )
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "files",
            nargs="*",
            type=file_name,
            metavar="FILE",
            help="text files; - or none is standard input",
        )
        parser.add_argument(
            "--published",
            metavar="DATE",
            help="the day that relative times are resolved against (2026-11-12); by default what the text says",
        )
        parser.add_argument("--title", help="the headline: no claim where the text repeats it")
        parser.add_argument("--all", action="store_true", help="every sentence, in the order of the text")
        parser.add_argument(
            "--lines",
            action="store_true",
            help="the input has one sentence a line: one answer a line, in order",
        )
        parser.add_argument(
            "--format",
            choices=["jsonl", "table"],
            help="JSON Lines or a table to read; by default a table in a terminal, otherwise JSON Lines",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        published = _date_of(options["published"])
        if options["lines"] and options["title"] is not None:
            raise _bad("--title: a headline belongs to an article, not to --lines")
        inputs = [_read(file) for file in options["files"] or [STDIN]]
        rows = (
            (source, candidate)
            for source in inputs
            for candidate in _candidates(source.text, published, options)
        )
        as_table = options["format"] == "table" or (options["format"] is None and self.stdout.isatty())
        several = len(inputs) > 1
        lines = _table(rows, several=several) if as_table else _json_lines(rows, several=several)
        try:
            in_utf8(sys.stdout)
            for line in lines:
                self.stdout.write(line)
            self.stdout.flush()
        except ModelMissing as error:
            raise _bad(str(error)) from error


def _candidates(text: str, published: datetime | date | None, options: dict[str, Any]) -> Iterator[Candidate]:
    if options["lines"]:
        for line in text.removesuffix("\n").split("\n"):
            yield analyse_sentence(line.removesuffix("\r"), published_at=published)
        return
    read = analyse if options["all"] else extract
    yield from read(text, published_at=published or published_in(text), title=options["title"])


def _read(file: str) -> _Input:
    """The file's text; line ends stay as they are, so that offsets are into the file's own characters."""
    name = "standard input" if file == STDIN else file
    try:
        content = sys.stdin.buffer.read() if file == STDIN else Path(file).read_bytes()
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _bad(f"{name}: not UTF-8 (byte {error.start})") from error
    except (OSError, ValueError) as error:
        raise _bad(f"{name}: {getattr(error, 'strerror', None) or error}") from error
    if not any(sign.isprintable() and not sign.isspace() for sign in text):
        raise _bad(f"{name}: no text in it")
    return _Input(file, text)


def _date_of(value: str | None) -> datetime | date | None:
    if value is None:
        return None
    try:
        return date.fromisoformat(value) if len(value) == 10 else datetime.fromisoformat(value)
    except ValueError as error:
        raise _bad(f"--published: {value!r} is no date such as 2026-11-12 or 2026-11-12T09:30") from error


def _bad(message: str) -> CommandError:
    return CommandError(" ".join(message.split()), returncode=BAD_INPUT)


def _json_lines(rows: Iterable[tuple[_Input, Candidate]], *, several: bool) -> Iterator[str]:
    for source, candidate in rows:
        row = candidate.as_dict()
        yield json.dumps({"file": source.file, **row} if several else row, ensure_ascii=False)


def _table(rows: Iterable[tuple[_Input, Candidate]], *, several: bool) -> Iterator[str]:
    """Score, kind and statement, with a second line for who says it and why the score is what it is."""
    width = max(60, min(shutil.get_terminal_size().columns, 120))
    indent = " " * 20
    shown = None
    for source, candidate in rows:
        if several and source is not shown:
            yield f"{'' if shown is None else chr(10)}{_printable(source.file)}"
            shown = source
        mark = " " if candidate.check_worthy else "·"
        head = f"{candidate.score:5.2f} {mark} {candidate.kind.value.replace('_', ' '):<12}"
        statement = _printable(candidate.statement) or "–"
        yield textwrap.fill(statement, width, initial_indent=head, subsequent_indent=indent)
        yield textwrap.fill(_detail(candidate), width, initial_indent=indent, subsequent_indent=indent)


def _detail(candidate: Candidate) -> str:
    speaker = candidate.speaker
    parts = []
    if speaker is not None:
        doubt = " (doubtful)" if speaker.doubtful else ""
        role = f", {speaker.role}" if speaker.role else ""
        parts.append(_printable(f"{speaker.name}{role}{doubt}"))
    parts.append(candidate.attribution.value)
    parts.append(", ".join(candidate.reasons))
    return " · ".join(part for part in parts if part)


def _printable(text: str) -> str:
    """Without control characters, which could steer a terminal."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
