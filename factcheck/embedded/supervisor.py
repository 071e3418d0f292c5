"""Start everything in order, watch over it, and stop it in the opposite order."""

import fcntl
import os
import signal
import socket
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import TextIO

from factcheck.embedded import commands
from factcheck.embedded.errors import StartError
from factcheck.embedded.processes import Child
from factcheck.embedded.valkey import Valkey

# The file in the folder of state that says where the last run answered.
ADDRESS = "address"
WATCH_SECONDS = 0.2
READY_SECONDS = 90.0
# A process that ends sooner than this after its start would end again: no use in starting it once more.
STABLE_SECONDS = 10.0
# How long a task in hand may go on after Ctrl-C. One that is cut off is found unfinished at the next start.
STOP_SECONDS = 5.0


class Stop(BaseException):
    """Somebody asked the workbench to stop: Ctrl-C, SIGTERM, or a closed terminal."""


def run(*, var: Path, port: int, out: TextIO) -> None:
    """Run the workbench until somebody stops it. `var` holds all its state; it answers on 127.0.0.1:`port`.

    DATABASE_URL and REDIS_URL in the environment stand for servers that are there already. Raises StartError
    when something cannot start, or does not stay up.
    """
    with stopped_by_signals(), ExitStack() as stack:
        try:
            stack.enter_context(locked(var))
            check_port(port)
            Workbench(var=var, port=port, out=out, stack=stack).run()
        except Stop:
            say(out, "Stopping.")
        finally:
            ignore_signals()


class Workbench:
    """The processes of one run. Everything it starts is stopped by `stack`, the last one first."""

    def __init__(self, *, var: Path, port: int, out: TextIO, stack: ExitStack) -> None:
        self.var = var
        self.port = port
        self.out = out
        self.stack = stack
        self.env = {**os.environ, "VAR_DIR": str(var), "DJANGO_SETTINGS_MODULE": "factcheck.settings"}
        self.watched: list[Child] = []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def run(self) -> None:
        # Kept after the end: `manage.py demo --links` prints links to where it ran last.
        (self.var / ADDRESS).write_text(self.address, encoding="utf-8")
        broker = self.start_broker()
        self.manage("migrate", "--verbosity", "0")
        if broker is not None:
            broker.wait_until_ready()
        beat_folder = self.var / "beat"
        beat_folder.mkdir(exist_ok=True)
        self.start("worker", commands.worker())
        web = self.start("web", commands.web(port=self.port))
        self.start("beat", commands.beat(schedule=beat_folder / "schedule"))
        self.stack.callback(self.ask_all_to_stop)
        web.wait_until(self.ready, seconds=READY_SECONDS)
        # A server's database is where real people work: no demo people there.
        welcome = "" if self.env.get("DATABASE_URL") else self.manage("demo", "--address", self.address)
        say(self.out, f"The workbench answers at {self.address}\n{welcome}".rstrip())
        say(self.out, "Ctrl-C stops everything.")
        self.watch()

    def start_broker(self) -> Valkey | None:
        """Start the embedded broker and point everything else to it, unless REDIS_URL names a server."""
        if self.env.get("REDIS_URL"):
            return None
        broker = Valkey(self.var / "valkey", log=self.log("broker"))
        self.stack.callback(broker.stop)
        self.watched.append(broker.start())
        self.env["REDIS_URL"] = broker.url
        # For commands in another terminal: `manage.py ingest` has to find the same broker.
        address = self.var / "broker-url"
        address.write_text(broker.url, encoding="utf-8")
        self.stack.callback(address.unlink, missing_ok=True)
        return broker

    def start(self, name: str, command: list[str]) -> Child:
        process = Child(name, command, log=self.log(name), env=self.env)
        process.rotate_log()
        self.stack.callback(process.stop, seconds=STOP_SECONDS)
        process.start()
        self.watched.append(process)
        return process

    def manage(self, *arguments: str) -> str:
        """Run a `manage.py` command to its end and return what it printed. Raises StartError."""
        name = arguments[0]
        output = self.log(name)
        process = Child(name, commands.manage(*arguments), log=output, env=self.env)
        process.rotate_log()
        self.stack.callback(process.stop, seconds=0)
        process.start()
        while process.running:
            self.check()
            time.sleep(WATCH_SECONDS / 10)
        if process.returncode != 0:
            raise StartError(process.failure(process.ended()))
        return output.read_text(encoding="utf-8")

    def watch(self) -> None:
        """Start again whatever ends, until Stop or a StartError."""
        while True:
            time.sleep(WATCH_SECONDS)
            self.restart_ended()

    def restart_ended(self) -> None:
        """Start again what has ended. Raises StartError for a process that would only end again."""
        for process in self.watched:
            if process.running:
                continue
            if time.monotonic() - process.started_at < STABLE_SECONDS:
                raise StartError(process.failure(process.ended()))
            say(self.out, f"{process.ended()} and is started again; its log: {process.log}")
            process.start()

    def ask_all_to_stop(self) -> None:
        """Have everything but the broker finish at the same time; a worker with a task in hand needs the broker."""
        for process in self.watched:
            if process.name != "broker":
                process.ask_to_stop()

    def check(self) -> None:
        """Raise StartError if something that should run has ended."""
        for process in self.watched:
            if not process.running:
                raise StartError(process.failure(process.ended()))

    def ready(self) -> bool:
        """Whether the web server, its database and its broker answer."""
        self.check()
        try:
            with urllib.request.urlopen(f"{self.address}/health/ready/", timeout=5) as answer:  # noqa: S310
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    def log(self, name: str) -> Path:
        return self.var / "log" / f"{name}.log"


@contextmanager
def locked(var: Path) -> Iterator[Path]:
    """Hold the lock of a folder of state, whose file this yields; makes the folder.

    Raises StartError if another run holds it.
    """
    path = var / "run.lock"
    try:
        var.mkdir(parents=True, exist_ok=True)
        lock = path.open("a")
    except OSError as error:
        raise StartError(f"cannot write to {error.filename}: {error.strerror}") from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise StartError(f"{running(var)}; Ctrl-C in its terminal stops it") from None
        if not path.exists() or not os.path.samestat(path.stat(), os.fstat(lock.fileno())):
            raise StartError(f"{var} was emptied just now; try again")
        yield path


def running(var: Path) -> str:
    """Say that the workbench of this folder is running, and where."""
    try:
        return f"the workbench is running ({(var / ADDRESS).read_text(encoding='utf-8')}) in {var}"
    except OSError:
        return f"the workbench is running in {var}"


def check_port(port: int) -> None:
    """Raise StartError if nothing can listen on this port of 127.0.0.1."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise StartError(f"port {port}: {error.strerror}; choose another with PORT=…") from error


@contextmanager
def stopped_by_signals() -> Iterator[None]:
    """Turn the signals that mean "stop" into a Stop raised where the program is."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise Stop

    before = {number: signal.signal(number, stop) for number in STOP_SIGNALS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def ignore_signals() -> None:
    """Stopping is bounded in time: a second Ctrl-C must not leave half of it undone."""
    for number in STOP_SIGNALS:
        signal.signal(number, signal.SIG_IGN)


def say(out: TextIO, text: str) -> None:
    """Tell the person at the terminal; whoever reads no longer (`make run | head`) is no reason to fail."""
    with suppress(BrokenPipeError):
        out.write(f"{text}\n")
        out.flush()
