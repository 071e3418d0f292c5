"""`python -m factcheck.embedded run|reset`: what `make run` and `make reset` call."""

import argparse
import os
import shutil
import signal
import sys
from pathlib import Path

from factcheck.embedded.child import die_with_parent
from factcheck.embedded.errors import StartError
from factcheck.embedded.supervisor import locked, run

PROJECT = Path(__file__).resolve().parents[2]
DEFAULT_PORT = "8000"


def main() -> int:
    """Return the exit status: 0, or 2 after one line that says what is wrong."""
    parser = argparse.ArgumentParser(prog="python -m factcheck.embedded", description=__doc__)
    parser.add_argument("action", choices=["run", "reset"])
    parser.add_argument("--follow-parent", action="store_true", help="stop when the calling process is gone")
    arguments = parser.parse_args()
    os.chdir(PROJECT)  # where the children find the code
    var = (PROJECT / os.environ.get("VAR_DIR", "var")).resolve()
    try:
        if arguments.action == "reset":
            reset(var)
            sys.stdout.write(f"{shown(var)} is empty.\n")
        else:
            if arguments.follow_parent:
                die_with_parent(os.getppid(), signal.SIGTERM)
            run(var=var, port=port_number(os.environ.get("PORT") or DEFAULT_PORT), out=sys.stdout)
    except StartError as error:
        sys.stderr.write(f"{arguments.action}: {error}\n")
        return 2
    return 0


def port_number(text: str) -> int:
    """Return the port that PORT names. Raises StartError."""
    if not (text.isascii() and text.isdecimal() and 1 <= int(text) <= 65535):
        raise StartError(f"PORT is {text!r}; it has to be a number from 1 to 65535")
    return int(text)


def shown(var: Path) -> str:
    """Return the folder's path as a person in the project's folder would write it."""
    return f"{var.relative_to(PROJECT) if var.is_relative_to(PROJECT) else var}/"


def reset(var: Path) -> None:
    """Remove all state: database, broker, logs, key, lock. Raises StartError while the workbench runs."""
    with locked(var) as lock:
        try:
            for path in var.iterdir():
                if path.is_dir() and not path.is_symlink():
                    shutil.rmtree(path)
                elif path != lock:
                    path.unlink()
            lock.unlink()  # the last: until here nobody else may start
        except OSError as error:
            raise StartError(f"cannot remove {error.filename}: {error.strerror}") from error


if __name__ == "__main__":
    sys.exit(main())
