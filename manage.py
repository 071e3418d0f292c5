#!/usr/bin/env python
"""Django's command line. `make run` and `make test` set up everything that it needs."""

import os
import sys
from collections.abc import Iterator

BAD_SETTINGS = 2  # exit status


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line
    from environs import EnvValidationError

    try:
        execute_from_command_line(sys.argv)
    except (EnvValidationError, ImproperlyConfigured) as error:
        for line in problems(error):
            sys.stderr.write(f"settings: {' '.join(line.split())}\n")
        sys.exit(BAD_SETTINGS)


def problems(error: Exception) -> Iterator[str]:
    """Return a line for each setting that is missing or wrong."""
    found = getattr(error, "error_messages", None)
    if not isinstance(found, dict):
        yield str(error)
        return
    for name, messages in found.items():
        for message in messages:
            yield f"{name}: {message}"


if __name__ == "__main__":
    main()
