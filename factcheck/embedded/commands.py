"""The command lines of the three kinds of process; docker-compose.yml has its own, for servers."""

import sys
from pathlib import Path

PYTHON = sys.executable
MANAGE = Path(__file__).resolve().parents[2] / "manage.py"


def manage(*arguments: str) -> list[str]:
    """Return a `manage.py` command line."""
    return [PYTHON, str(MANAGE), *arguments]


def web(*, port: int) -> list[str]:
    """Return the application server's command line; it listens on loopback only."""
    options = ["--bind", f"127.0.0.1:{port}", "--config", "python:factcheck.embedded.gunicorn_conf"]
    return [PYTHON, "-m", "gunicorn", *options, "factcheck.wsgi"]


def worker(*, concurrency: int = 2, name: str = "worker") -> list[str]:
    """Return the Celery worker's command line. Its pool dies with it: Celery asks the kernel for that."""
    pool = ["--pool", "prefork", "--concurrency", str(concurrency)]
    options = ["--hostname", f"{name}@%h", "--loglevel", "INFO"]
    alone = ["--without-gossip", "--without-mingle"]
    return [PYTHON, "-m", "celery", "-A", "factcheck", "worker", *pool, *options, *alone]


def beat(*, schedule: Path) -> list[str]:
    """Return the command line of Celery's clock; `schedule` is the file it remembers its last runs in."""
    return [
        PYTHON,
        "-m",
        "celery",
        "-A",
        "factcheck",
        "beat",
        "--schedule",
        str(schedule),
        "--pidfile",
        "",
        "--loglevel",
        "INFO",
    ]
