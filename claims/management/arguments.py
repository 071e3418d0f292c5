"""What the commands' arguments have in common."""

from __future__ import annotations

import argparse
import os
import sys
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

BAD_INPUT = 2  # exit status


class OneLineParser(CommandParser):
    """Says what is wrong with the arguments in one line, without the usage."""

    def error(self, message: str) -> NoReturn:
        if not self.called_from_command_line:
            raise CommandError(message, returncode=BAD_INPUT)
        self.exit(BAD_INPUT, f"{self.prog}: {' '.join(message.split())}\n")


class OneLineCommand(BaseCommand):
    """Says what is wrong in one line, without the name of a Python class, and ends with the error's status.

    A reader that closes the pipe ends the command, and nothing is said.
    """

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """The usual parser, with errors of one line."""
        parser = super().create_parser(prog_name, subcommand, **kwargs)
        parser.__class__ = OneLineParser
        return parser

    def execute(self, *args: Any, **options: Any) -> str | None:
        try:
            return super().execute(*args, **options)
        except CommandError as error:
            if not getattr(self, "_called_from_command_line", False):  # Django's mark; its types leave it out
                raise
            self.stderr.write(" ".join(str(error).split()))
            sys.exit(error.returncode)
        except BrokenPipeError:
            # The reader has seen enough. Python would complain once more when it closes the pipe.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(1)


def database_away(error: DatabaseError) -> CommandError:
    """Return what to tell the person: nothing can be kept, and what makes a database."""
    reason = " ".join(str(error).split())
    return CommandError(
        f"the database is not ready ({reason}); make run sets it up and starts the workbench",
        returncode=BAD_INPUT,
    )


def words(value: str) -> str:
    """Return an argument that is text; what the shell passed on in another encoding no database stores."""
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        raise argparse.ArgumentTypeError("not UTF-8") from None
    return value
