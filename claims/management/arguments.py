"""What the commands' arguments have in common."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, NoReturn

from django.core.management.base import BaseCommand, CommandError, CommandParser, OutputWrapper
from django.db import DatabaseError

# Exit statuses.
FAILED = 1
BAD_INPUT = 2
INTERRUPTED = 130  # as a shell tells it: 128 and the number of the signal


class OneLineParser(CommandParser):
    """Says what is wrong with the arguments in one line, without the usage."""

    def error(self, message: str) -> NoReturn:
        if not self.called_from_command_line:
            raise CommandError(message, returncode=BAD_INPUT)
        self.exit(BAD_INPUT, f"{self.prog}: {' '.join(message.split())}\n")


class OneLineCommand(BaseCommand):
    """Says what is wrong in one line, without the name of a Python class, and ends with the error's status.

    A reader that closes the pipe ends the command, and so does an interrupt; nothing is said then. An output that
    takes nothing, because it is full or closed, is an error.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # A shell may close them (<&-): then they are None to Python.
        sys.stdin = sys.stdin or Path(os.devnull).open(encoding="utf-8")  # noqa: SIM115 - open until the end
        sys.stderr = sys.stderr or Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
        super().__init__(*args, **kwargs)
        self.stdout = _Output(kwargs.get("stdout") or sys.stdout)

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """The usual parser, with errors of one line."""
        parser = super().create_parser(prog_name, subcommand, **kwargs)
        parser.__class__ = OneLineParser
        return parser

    def execute(self, *args: Any, **options: Any) -> str | None:
        if not getattr(self, "_called_from_command_line", False):  # Django's mark; its types leave it out
            return super().execute(*args, **options)
        try:
            if sys.stdout is None:
                raise CommandError("standard output: closed", returncode=FAILED)
            said = super().execute(*args, **options)
            self.stdout.flush()
        except CommandError as error:
            self.stderr.write(" ".join(str(error).split()))
            _leave(error.returncode)
        except BrokenPipeError:  # the reader has seen enough
            _leave(FAILED)
        except KeyboardInterrupt:
            _leave(INTERRUPTED)
        return said


class _Output(OutputWrapper):
    """Standard output; what it does not take is an error of the command, apart from a closed pipe."""

    def write(self, msg: str = "", *args: Any, **kwargs: Any) -> None:  # type: ignore[override]  # as Django's
        with _output_errors():
            super().write(msg, *args, **kwargs)

    def flush(self) -> None:
        with _output_errors():
            super().flush()


@contextmanager
def _output_errors() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise CommandError(f"standard output: {error.strerror}", returncode=FAILED) from error


def _leave(status: int) -> NoReturn:
    """End with the status; what was printed before goes out where it can."""
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except OSError:
        # Python would complain once more when it closes the stream.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(status)


def database_away(error: DatabaseError) -> CommandError:
    """Return what to tell the person: nothing can be kept, and what makes a database."""
    reason = " ".join(str(error).split())
    return CommandError(
        f"the database is not ready ({reason}); make run sets it up and starts the workbench",
        returncode=BAD_INPUT,
    )


def file_name(value: str) -> str:
    """Return an argument that can name a file or folder."""
    if not value or "\0" in value:
        raise argparse.ArgumentTypeError(f"{value!r} names no file")
    return value


def in_utf8(stream: IO[str]) -> None:
    """Have the stream write UTF-8, and what UTF-8 cannot write as Python does, with a backslash."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8", errors="backslashreplace")


def words(value: str) -> str:
    """Return an argument that is text; what the shell passed on in another encoding no database stores."""
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        raise argparse.ArgumentTypeError("not UTF-8") from None
    return value
