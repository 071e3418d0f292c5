"""One process of the workbench: its command, its log, its end."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from factcheck.embedded import child
from factcheck.embedded.errors import StartError

LOG_TAIL_LINES = 8
POLL_SECONDS = 0.03


class Child:
    """A process in a session of its own, writing to a log file, that dies when this process dies.

    A session of its own keeps Ctrl-C in the terminal away from it, so that whoever started it decides the order
    of stopping, and lets `stop` reach its descendants as one group.
    """

    def __init__(
        self,
        name: str,
        command: Sequence[str],
        *,
        log: Path,
        env: Mapping[str, str] | None = None,
        wrapper: Sequence[str] = (),
        shim: bool = True,
        stop_signal: int = signal.SIGTERM,
        death_signal: int = signal.SIGKILL,
    ) -> None:
        """Describe the process; nothing runs before `start`.

        `wrapper` is a command that executes the rest of its arguments in its own process (unshare, setpriv);
        without `shim` it has to see to the parent-death signal itself.
        `stop_signal` asks it to end; `death_signal` is what it gets when this process dies without asking.
        """
        self.name = name
        self.command = list(command)
        self.log = log
        self.env = dict(os.environ if env is None else env)
        self.wrapper = list(wrapper)
        self.shim = shim
        self.stop_signal = stop_signal
        self.death_signal = death_signal
        self.started_at = 0.0
        self._asked_to_stop = False
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, appending to its log. Raises StartError."""
        # -IS: the shim needs neither site-packages nor the environment's Python settings.
        shim = [sys.executable, "-IS", child.__file__, str(os.getpid()), str(int(self.death_signal))]
        command = [*self.wrapper, *(shim if self.shim else ()), *self.command]
        try:
            with self.log.open("ab") as log:
                self._process = subprocess.Popen(  # noqa: S603
                    command,
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=subprocess.STDOUT,
                    env=self.env,
                    start_new_session=True,
                )
        except OSError as error:
            raise StartError(f"cannot start {self.name}: {error.strerror} ({error.filename})") from error
        self.started_at = time.monotonic()
        self._asked_to_stop = False

    def rotate_log(self) -> None:
        """Begin a new log, keeping the one before it."""
        self.log.parent.mkdir(parents=True, exist_ok=True)
        if self.log.exists():
            self.log.replace(self.log.with_name(f"{self.log.name}.1"))
        self.log.touch(mode=0o600)

    @property
    def pid(self) -> int:
        if self._process is None:
            raise RuntimeError(f"{self.name} was not started")
        return self._process.pid

    @property
    def returncode(self) -> int | None:
        """None while it runs; then its exit status, or minus the number of the signal that ended it."""
        return None if self._process is None else self._process.poll()

    @property
    def running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def ended(self) -> str:
        """Say in words how it ended."""
        status = self.returncode
        if status is None:
            return f"{self.name} is running"
        return (
            f"{self.name} was ended by signal {-status}"
            if status < 0
            else f"{self.name} ended with status {status}"
        )

    def failure(self, what: str) -> str:
        """Return `what` happened, with the last lines of its log."""
        lines = self.log.read_text(encoding="utf-8", errors="replace").splitlines()
        return "\n".join(
            [f"{what}; the end of {self.log}:", *(f"  {line}" for line in lines[-LOG_TAIL_LINES:])]
        )

    def wait_until(self, ready: Callable[[], bool], *, seconds: float) -> None:
        """Return once `ready()` is true. Raises StartError if the process ends before, or time runs out."""
        deadline = time.monotonic() + seconds
        while not ready():
            if not self.running:
                raise StartError(self.failure(self.ended()))
            if time.monotonic() > deadline:
                raise StartError(self.failure(f"{self.name} did not answer in {seconds:.0f} s"))
            time.sleep(POLL_SECONDS)

    def wait(self, *, seconds: float | None = None) -> int:
        """Wait for its end and return its exit status. Raises subprocess.TimeoutExpired."""
        if self._process is None:
            raise RuntimeError(f"{self.name} was not started")
        return self._process.wait(seconds)

    def ask_to_stop(self) -> None:
        """Send the stop signal once, if it runs: to some programs a second one means "drop everything"."""
        if self._process is not None and self._process.poll() is None and not self._asked_to_stop:
            self._process.send_signal(self.stop_signal)
            self._asked_to_stop = True

    def stop(self, *, seconds: float = 5.0) -> None:
        """End it: ask, wait, and after `seconds` kill it. Whatever is left of its group is killed too."""
        if self._process is None:
            return
        self.ask_to_stop()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(seconds)
        kill_group(self._process.pid)
        self._process.wait()


def kill_group(group: int) -> None:
    """Kill every process of a process group, if there are any."""
    # PermissionError is macOS's answer for a group of which only zombies are left.
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(group, signal.SIGKILL)
