"""What the commands' arguments have in common."""

from __future__ import annotations

import argparse
from typing import NoReturn

from django.core.management.base import CommandError, CommandParser

BAD_INPUT = 2  # exit status


class OneLineParser(CommandParser):
    """Says what is wrong with the arguments in one line, without the usage."""

    def error(self, message: str) -> NoReturn:
        if not self.called_from_command_line:
            raise CommandError(message, returncode=BAD_INPUT)
        self.exit(BAD_INPUT, f"{self.prog}: {' '.join(message.split())}\n")


def words(value: str) -> str:
    """Return an argument that is text; what the shell passed on in another encoding no database stores."""
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        raise argparse.ArgumentTypeError("not UTF-8") from None
    return value
