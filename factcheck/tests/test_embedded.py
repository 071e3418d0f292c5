"""The servers behind the embedded mode and the tests: real processes."""

import io
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import psycopg
import pytest
import redis

from factcheck.embedded import child
from factcheck.embedded.errors import StartError
from factcheck.embedded.postgres import Postgres
from factcheck.embedded.processes import Child
from factcheck.embedded.sockets import LONGEST_SOCKET_PATH
from factcheck.embedded.supervisor import STABLE_SECONDS, Workbench
from factcheck.embedded.valkey import Valkey

pytestmark = pytest.mark.service


def eventually(condition: Callable[[], bool], *, seconds: float = 15) -> bool:
    """Poll; the deadline is only reached when the test fails."""
    deadline = time.monotonic() + seconds
    while not condition() and time.monotonic() < deadline:
        pass
    return condition()


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_broker_keeps_its_data_and_has_no_tcp_port(tmp_path: Path) -> None:
    with Valkey(tmp_path / "valkey") as server, redis.Redis.from_url(server.client_url) as client:
        client.set("greeting", "hello")
        wanted = {
            "port": "0",
            "appendonly": "yes",
            "appendfsync": "everysec",
            "maxmemory-policy": "noeviction",
        }
        assert client.config_get(*wanted) == wanted
        assert server.socket.parent.stat().st_mode & 0o077 == 0
    assert not server.socket.exists()
    with Valkey(tmp_path / "valkey") as server, redis.Redis.from_url(server.client_url) as client:
        assert client.get("greeting") == b"hello"


def test_broker_keeps_its_data_when_killed(tmp_path: Path) -> None:
    with Valkey(tmp_path / "valkey") as server, redis.Redis.from_url(server.client_url) as client:
        client.set("greeting", "hello")
        os.kill(server.child.pid, signal.SIGKILL)
        server.child.wait(seconds=10)
    with Valkey(tmp_path / "valkey") as server, redis.Redis.from_url(server.client_url) as client:
        assert client.get("greeting") == b"hello"


def test_broker_in_a_deep_folder_gets_a_short_socket(tmp_path: Path) -> None:
    deep = tmp_path / ("d" * LONGEST_SOCKET_PATH)
    with Valkey(deep) as server:
        assert len(str(server.socket)) <= LONGEST_SOCKET_PATH
        assert server.socket.parent.stat().st_mode & 0o077 == 0
    assert not server.socket.parent.exists()


def test_broker_that_cannot_read_its_data_says_why(tmp_path: Path) -> None:
    folder = tmp_path / "valkey" / "appendonlydir"
    folder.mkdir(parents=True)
    (folder / "appendonly.aof.manifest").write_text("nonsense\n")
    with (
        pytest.raises(StartError, match=r"broker ended with status 1.*\n(.*\n)*.*manifest"),
        Valkey(tmp_path / "valkey"),
    ):
        pass


@pytest.mark.parametrize("namespaces", [None, False] if os.geteuid() == 0 else [None])
def test_postgres_has_the_extensions(namespaces: bool | None) -> None:
    with Postgres(namespaces=namespaces) as server, psycopg.connect(server.url) as connection:
        connection.execute("CREATE EXTENSION vector")
        connection.execute("CREATE EXTENSION pg_trgm")
        row = connection.execute(
            "SELECT '[1,2]'::vector <-> '[1,4]', similarity('fact', 'facts') > 0.5"
        ).fetchone()
        assert row == (2.0, True)
        pid = connection.execute(
            "SELECT pg_postmaster_start_time() IS NOT NULL, pg_backend_pid()"
        ).fetchone()[1]
    assert eventually(lambda: not alive(pid))


STARTS_A_CHILD = """
import os, sys
from pathlib import Path
from factcheck.embedded.processes import Child
child = Child("sleeper", [sys.executable, "-c", "import signal; signal.pause()"], log=Path(sys.argv[1]))
child.start()
print(child.pid, flush=True)
child.wait()
"""


def test_child_dies_with_a_killed_parent(tmp_path: Path) -> None:
    command = [sys.executable, "-c", STARTS_A_CHILD, str(tmp_path / "log")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as parent:
        pid = int(parent.stdout.readline())
        assert alive(pid)
        parent.kill()
    assert eventually(lambda: not alive(pid))


def test_child_whose_parent_is_gone_already_does_not_start() -> None:
    command = [sys.executable, "-IS", child.__file__, "1", str(signal.SIGKILL.value), "echo", "started"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (128 + signal.SIGKILL, "")


def test_child_that_ends_at_once_is_reported_with_the_end_of_its_log(tmp_path: Path) -> None:
    broken = Child("clerk", [sys.executable, "-c", "raise SystemExit('no ink left')"], log=tmp_path / "log")
    broken.start()
    with pytest.raises(StartError, match=r"^clerk ended with status 1; the end of .*:\n  no ink left$"):
        broken.wait_until(lambda: False, seconds=60)


def test_child_that_does_not_answer_is_reported(tmp_path: Path) -> None:
    mute = Child("clerk", [sys.executable, "-c", "import signal; signal.pause()"], log=tmp_path / "log")
    mute.start()
    try:
        with pytest.raises(StartError, match="clerk did not answer in 0 s"):
            mute.wait_until(lambda: False, seconds=0)
    finally:
        mute.stop(seconds=0)


def test_stop_takes_descendants_along_and_outlasts_a_deaf_child(tmp_path: Path) -> None:
    script = (
        "import signal, subprocess, sys; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
        "p = subprocess.Popen([sys.executable, '-c', 'import signal; signal.pause()']);"
        "print(p.pid, flush=True); p.wait()"
    )
    deaf = Child("deaf", [sys.executable, "-c", script], log=tmp_path / "log")
    deaf.start()
    deaf.wait_until(lambda: deaf.log.read_text().endswith("\n"), seconds=30)
    grandchild = int(deaf.log.read_text())
    deaf.stop(seconds=0)
    assert deaf.returncode == -signal.SIGKILL
    assert eventually(lambda: not alive(grandchild))


def test_run_without_a_browser_says_how_many_tests_it_left_out(tmp_path: Path) -> None:
    (tmp_path / "test_pages.py").write_text(
        "import pytest\n"
        "@pytest.mark.browser\n@pytest.mark.parametrize('page', [1, 2])\ndef test_page(page): raise AssertionError\n"
        "def test_other(): pass\n"
    )
    root = Path(__file__).parents[2]
    shutil.copy(root / "conftest.py", tmp_path)
    options = ["--rootdir", str(tmp_path), "-p", "no:cacheprovider"]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-c", str(root / "pyproject.toml"), *options, str(tmp_path)],
        cwd=root,
        env={**os.environ, "CHROMIUM": "no-such-browser"},
        capture_output=True,
        text=True,
    )
    *_, said, summary = done.stdout.splitlines()
    assert said.startswith("2 BROWSER TESTS DID NOT RUN: no Chromium on PATH")
    assert "1 passed, 2 deselected" in summary
    assert done.returncode == 0


SLEEPER = [sys.executable, "-c", "import signal; signal.pause()"]


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[tuple[Workbench, Child, io.StringIO]]:
    """A workbench whose one process was killed."""
    out = io.StringIO()
    workbench = Workbench(var=tmp_path, port=8000, out=out, stack=ExitStack())
    sleeper = Child("worker", SLEEPER, log=tmp_path / "log")
    workbench.watched.append(sleeper)
    sleeper.start()
    os.kill(sleeper.pid, signal.SIGKILL)
    sleeper.wait(seconds=30)
    yield workbench, sleeper, out
    sleeper.stop(seconds=0)


def test_process_that_ends_after_a_while_is_started_again(
    watched: tuple[Workbench, Child, io.StringIO],
) -> None:
    workbench, sleeper, out = watched
    sleeper.started_at -= STABLE_SECONDS
    workbench.restart_ended()
    assert sleeper.running
    assert out.getvalue() == f"worker was ended by signal 9 and is started again; its log: {sleeper.log}\n"


def test_process_that_ends_at_once_ends_the_run(watched: tuple[Workbench, Child, io.StringIO]) -> None:
    workbench, sleeper, _ = watched
    with pytest.raises(StartError, match=r"^worker was ended by signal 9; the end of "):
        workbench.restart_ended()
    assert not sleeper.running
