"""`make run` without the set-up: the launcher starts everything, and nothing of it outlives it."""

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
import uuid
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

READY = "Ctrl-C stops everything."
MARK = "FACTCHECK_TEST_MARK"

pytestmark = pytest.mark.service


class Launcher:
    """A launcher with a folder, a port and a mark in its environment that all its descendants carry."""

    def __init__(self, var: Path, **env: str) -> None:
        self.mark = uuid.uuid4().hex
        self.port = free_port()
        self.var = var
        without = {
            name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL"}
        }
        self.env = {**without, "VAR_DIR": str(var), "PORT": str(self.port), MARK: self.mark, **env}
        self.process: subprocess.Popen[str] | None = None
        self.said: list[str] = []

    def start(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "factcheck.embedded", "run"],
            env=self.env,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    def wait_until_ready(self) -> None:
        for line in self.process.stdout:
            self.said.append(line.rstrip())
            if self.said[-1] == READY:
                return
        pytest.fail("the launcher ended before it was ready:\n" + "\n".join(self.said))

    def refused(self, **env: str) -> str:
        """Run it to its end, which has to be status 2 and a message; returns the message."""
        done = subprocess.run(
            [sys.executable, "-m", "factcheck.embedded", "run"],
            env={**self.env, **env},
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert (done.returncode, done.stdout) == (2, "")
        return done.stderr

    def get(self, path: str) -> tuple[int, str]:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=30) as answer:
            return answer.status, answer.read().decode()

    def left(self) -> list[str]:
        """The command lines of all processes that carry the mark."""
        found = []
        for process in psutil.process_iter():
            with contextlib.suppress(psutil.Error):
                if process.environ().get(MARK) == self.mark and process.status() != psutil.STATUS_ZOMBIE:
                    found.append(" ".join(process.cmdline()))
        return found

    def wait_until_nothing_is_left(self) -> list[str]:
        deadline = time.monotonic() + 15
        while (left := self.left()) and time.monotonic() < deadline:
            pass
        return left


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def launcher(tmp_path: Path) -> Iterator[Launcher]:
    launcher = Launcher(tmp_path / "var")
    yield launcher
    if launcher.process is not None:
        launcher.process.kill()
        launcher.process.wait()
        launcher.process.stdout.close()
    assert launcher.wait_until_nothing_is_left() == []


def test_runs_again_and_stops_on_ctrl_c(launcher: Launcher) -> None:
    for _ in range(2):
        launcher.start()
        launcher.wait_until_ready()
        assert f"The workbench answers at http://127.0.0.1:{launcher.port}" in launcher.said
        assert launcher.get("/health/ready/")[0] == 200
        running = "\n".join(launcher.left())
        assert all(
            name in running
            for name in ("valkey-server", "celery -A factcheck worker", "celery -A factcheck beat")
        )
        os.killpg(launcher.process.pid, signal.SIGINT)
        assert launcher.process.stdout.read() == "Stopping.\n"
        assert launcher.process.wait(30) == 0
        assert launcher.wait_until_nothing_is_left() == []
        launcher.process.stdout.close()
    first, second = (line for line in launcher.said if "in the queue." in line)
    articles, claims = re.findall(r"\d[\d,]*", first)
    assert second == f"Continuing: {articles} articles, {claims} claims in the queue."


def test_links_sign_in_once(launcher: Launcher) -> None:
    launcher.start()
    launcher.wait_until_ready()
    links = [word for line in launcher.said for word in line.split() if "sesame=" in word]
    assert len(links) == 2
    assert all(link.startswith(f"http://127.0.0.1:{launcher.port}/") for link in links)
    assert launcher.get(links[0].removeprefix(f"http://127.0.0.1:{launcher.port}"))[0] == 200


def test_killed_launcher_leaves_no_orphan(launcher: Launcher) -> None:
    launcher.start()
    launcher.wait_until_ready()
    assert len(launcher.left()) >= 8  # itself, broker, worker and its pool of 2, beat, web and its 2 workers
    launcher.process.kill()
    launcher.process.wait()
    assert launcher.wait_until_nothing_is_left() == []


def test_killed_launcher_takes_along_who_is_too_busy_to_notice(launcher: Launcher) -> None:
    """A stopped process looks after nothing itself, like one in a long computation: only the kernel ends it."""
    launcher.start()
    launcher.wait_until_ready()
    busy = [
        process
        for parent in psutil.Process(launcher.process.pid).children()
        if {"celery", "gunicorn"} & set(parent.cmdline())
        for process in parent.children()
    ]
    assert len(busy) == 4  # the worker's pool of 2, the web server's 2 workers
    try:
        for process in busy:
            process.suspend()
        launcher.process.kill()
        launcher.process.wait()
        assert launcher.wait_until_nothing_is_left() == []
    finally:
        for process in busy:
            with contextlib.suppress(psutil.NoSuchProcess):
                process.kill()


def test_launcher_killed_during_the_start_leaves_no_orphan(launcher: Launcher) -> None:
    launcher.start()
    deadline = time.monotonic() + 60
    while len(launcher.left()) < 3 and time.monotonic() < deadline:
        pass
    launcher.process.kill()
    launcher.process.wait()
    assert launcher.wait_until_nothing_is_left() == []


def test_second_launcher_in_the_same_folder_is_refused(launcher: Launcher) -> None:
    launcher.start()
    deadline = time.monotonic() + 60
    while not (launcher.var / "broker-url").exists() and time.monotonic() < deadline:
        pass
    message = launcher.refused(PORT=str(free_port()))
    assert (
        message == f"run: the workbench is running (http://127.0.0.1:{launcher.port}) in {launcher.var}; "
        "Ctrl-C in its terminal stops it\n"
    )
    reset = subprocess.run(
        [sys.executable, "-m", "factcheck.embedded", "reset"],
        env=launcher.env,
        capture_output=True,
        text=True,
    )
    assert reset.returncode == 2
    assert reset.stderr == message.replace("run: ", "reset: ", 1)
    assert (launcher.var / "run.lock").exists()
    launcher.process.send_signal(signal.SIGTERM)
    assert launcher.process.wait(30) == 0


def test_taken_port_is_one_line(launcher: Launcher) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", launcher.port))
        other.listen()
        message = launcher.refused()
    assert message == f"run: port {launcher.port}: Address already in use; choose another with PORT=…\n"


@pytest.mark.parametrize("port", ["abc", "0", "65536", "-1", "8000.0", "²"])
def test_port_that_is_none_is_one_line(launcher: Launcher, port: str) -> None:
    assert launcher.refused(PORT=port) == f"run: PORT is {port!r}; it has to be a number from 1 to 65535\n"


def test_folder_that_cannot_be_made_is_one_line(launcher: Launcher) -> None:
    launcher.var.write_text("a file stands in the way")
    message = launcher.refused()
    assert message == f"run: cannot write to {launcher.var}: File exists\n"


def test_child_that_cannot_start_is_named_with_the_end_of_its_log(launcher: Launcher) -> None:
    message = launcher.refused(DATABASE_URL="nonsense://", SECRET_KEY="x")
    assert message.splitlines() == [
        f"run: migrate ended with status 2; the end of {launcher.var}/log/migrate.log:",
        "  settings: DATABASE_URL: Not a valid database URL.",
    ]


def test_reset_empties_the_folder(launcher: Launcher) -> None:
    (launcher.var / "log").mkdir(parents=True)
    (launcher.var / "log" / "web.log").write_text("old")
    (launcher.var / "workbench.sqlite3").write_text("old")
    for _ in range(2):
        reset = subprocess.run(
            [sys.executable, "-m", "factcheck.embedded", "reset"],
            env=launcher.env,
            capture_output=True,
            text=True,
        )
        assert (reset.returncode, reset.stdout, reset.stderr) == (0, f"{launcher.var}/ is empty.\n", "")
        assert list(launcher.var.iterdir()) == []
