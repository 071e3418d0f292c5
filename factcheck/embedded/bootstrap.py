"""Make .venv and install the locked dependencies: `python3 factcheck/embedded/bootstrap.py LOCK_FILE…`.

Runs on the Python that is there, before anything is installed: only the standard library, and nothing that
Python 3.6 cannot parse. Errors are one line and exit status 2. Does nothing when the lock files are
installed already.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

OLDEST = (3, 11)
NEWER_NAMES = ("python3.11", "python3.12", "python3.13", "python3.14")
PROJECT = Path(__file__).resolve().parent.parent.parent
VENV = PROJECT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "installed"


class SetUpError(Exception):
    """Why the set-up cannot go on, in one line."""


def main(lock_files: "list[str]") -> int:
    """Return the exit status."""
    try:
        use_new_enough_python()
        wanted = fingerprints(lock_files)
        if not set(wanted) <= set(installed()):
            set_up(lock_files, wanted)
    except SetUpError as error:
        sys.stderr.write(f"set-up: {error}\n")
        return 2
    except KeyboardInterrupt:
        sys.stderr.write("set-up: stopped; the next run begins it again\n")
        return 2
    return 0


def use_new_enough_python() -> None:
    """Go on as a newer Python if this one is too old and there is one on PATH."""
    if sys.version_info[:2] >= OLDEST:
        return
    for name in NEWER_NAMES:
        path = shutil.which(name)
        # Asked, not believed: a pyenv shim is on PATH even if the version behind it is not installed.
        test = f"import sys; sys.exit(sys.version_info[:2] < {OLDEST!r})"
        if path and subprocess.call([path, "-c", test], stderr=subprocess.DEVNULL) == 0:  # noqa: S603
            os.execv(path, [path, *sys.argv])  # noqa: S606
    version = ".".join(str(number) for number in sys.version_info[:3])
    raise SetUpError(
        f"Python 3.11 or newer is needed, and {sys.executable} is {version}; name one with PYTHON=…"
    )


def fingerprints(lock_files: "list[str]") -> "list[str]":
    """Return one line per lock file: its name, its content, and the Python that it is installed for."""
    python = f"{sys.version_info[0]}.{sys.version_info[1]}"
    return [
        f"{name} {hashlib.sha256((PROJECT / name).read_bytes()).hexdigest()} {python}" for name in lock_files
    ]


def installed() -> "list[str]":
    """Return the fingerprints of what .venv holds; none if it is not whole."""
    # A .venv whose Python was removed or upgraded away still has its folder.
    if not os.access(str(PYTHON), os.X_OK):
        return []
    try:
        return STAMP.read_text(encoding="utf-8").splitlines()
    except OSError:
        return []


def set_up(lock_files: "list[str]", wanted: "list[str]") -> None:
    """Make .venv if there is none that works, and install."""
    started = time.time()
    fresh = not works_with_pip()
    try:
        if fresh:
            check_venv_can_be_made()
        # Before the rest does it: venv's and pip's own words for a folder that cannot be written are tracebacks.
        VENV.mkdir(exist_ok=True)
        STAMP.write_text("", encoding="utf-8")
    except OSError as error:
        raise SetUpError(f"cannot write to {error.filename}: {error.strerror}") from error
    sys.stdout.write(f"Setting up .venv from {' and '.join(lock_files)} … ")
    sys.stdout.flush()
    outcome = "failed"
    try:
        if fresh:
            run([sys.executable, "-m", "venv", "--clear", str(VENV)], "cannot make .venv")
        install(lock_files)
        STAMP.write_text("".join(f"{line}\n" for line in wanted), encoding="utf-8")
        outcome = f"{time.time() - started:.0f} s"
    finally:
        sys.stdout.write(f"{outcome}\n")
        sys.stdout.flush()


def check_venv_can_be_made() -> None:
    """Raise SetUpError if this Python came without what makes virtual environments."""
    for module in ("venv", "ensurepip"):
        try:
            __import__(module)
        except ImportError:
            package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
            raise SetUpError(
                f"{sys.executable} has no {module} module; on Debian and Ubuntu: apt-get install {package}"
            ) from None


def works_with_pip() -> bool:
    """Whether .venv has pip and the version of Python that runs this."""
    test = f"import pip, sys; sys.exit(sys.version_info[:2] != {tuple(sys.version_info[:2])!r})"
    try:
        return subprocess.call([str(PYTHON), "-c", test], stderr=subprocess.DEVNULL) == 0  # noqa: S603
    except OSError:
        return False


def install(lock_files: "list[str]") -> None:
    """Install exactly what the lock files name; pip's index and proxy settings are this machine's own."""
    command = [str(PYTHON), "-m", "pip", "install", "-qq", "--disable-pip-version-check", "--no-input"]
    # --no-compile: saves a quarter of the time, and Python compiles what it imports anyway.
    command += ["--require-hashes", "--no-deps", "--no-compile"]
    for name in lock_files:
        command += ["-r", str(PROJECT / name)]
    run(command, "cannot install the dependencies")


def run(command: "list[str]", failure: str) -> None:
    """Run a command quietly; if it fails, its last line is the reason."""
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)  # noqa: S603
    if done.returncode != 0:
        lines = [line.strip() for line in done.stdout.decode("utf-8", "replace").splitlines() if line.strip()]
        raise SetUpError(f"{failure}: {lines[-1] if lines else 'no reason given'}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
