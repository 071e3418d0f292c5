"""Fixtures that start servers, and the rules for which tests run where."""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection
from kombu import pools

from factcheck.celery import app
from factcheck.embedded import chromium, commands
from factcheck.embedded.postgres import Postgres
from factcheck.embedded.processes import Child
from factcheck.embedded.valkey import Valkey

pytest_plugins = ["factcheck.tests.fixtures"]

NO_BROWSER = pytest.StashKey[int]()
DATABASE_FIXTURES = {"db", "transactional_db", "django_db_reset_sequences", "live_server"}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark what touches the database, for `-m django_db`; leave out browser tests where there is no browser."""
    for item in items:
        if (
            not DATABASE_FIXTURES.isdisjoint(item.fixturenames)
            and item.get_closest_marker("django_db") is None
        ):
            item.add_marker("django_db")
    if chromium.find():
        return
    without_browser = [item for item in items if item.get_closest_marker("browser")]
    config.stash[NO_BROWSER] = len(without_browser)
    config.hook.pytest_deselected(items=without_browser)
    items[:] = [item for item in items if item not in without_browser]


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say aloud what did not run."""
    if count := config.stash.get(NO_BROWSER, 0):
        terminalreporter.write_line(
            f"{count} BROWSER TESTS DID NOT RUN: no Chromium on PATH; install it, or name one with CHROMIUM=…",
            red=True,
            bold=True,
        )


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Keep SQLite's test database in a file, where a worker process of the embedded mode finds it."""
    if settings.EMBEDDED:
        settings.DATABASES["default"]["TEST"]["NAME"] = settings.DATABASES["default"]["NAME"]


@pytest.fixture(scope="session")
def valkey_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A broker of our own for the whole run; the value of REDIS_URL."""
    with Valkey(tmp_path_factory.mktemp("valkey")) as server:
        yield server.url


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """An empty PostgreSQL database on a server of our own; the value of DATABASE_URL."""
    with Postgres() as server:
        yield server.url


@pytest.fixture
def broker(valkey_server: str) -> Iterator[str]:
    """An empty broker that this process's Celery app sends to; the value of REDIS_URL."""
    with broker_at(valkey_server):
        with app.connection_for_write() as link:
            link.default_channel.client.flushall()
        yield valkey_server


@pytest.fixture
def no_broker(tmp_path: Path) -> Iterator[None]:
    """A broker's address at which nothing answers."""
    with broker_at(f"redis+socket://{tmp_path}/nobody.sock"):
        yield


@contextmanager
def broker_at(url: str) -> Iterator[None]:
    """Have this process's Celery app send to `url`."""
    before, app.conf.broker_url = app.conf.broker_url, url
    forget_connections()
    try:
        yield
    finally:
        forget_connections()
        app.conf.broker_url = before


def forget_connections() -> None:
    """Have the Celery app connect anew, where its configuration says now."""
    pools.reset()
    app._pool = None
    app.amqp._producer_pool = None


@pytest.fixture
def server_env(transactional_db: None, broker: str) -> Mapping[str, str]:
    """The environment of a process that shares this test's database and broker."""
    env = {**os.environ, "REDIS_URL": broker, "DJANGO_SETTINGS_MODULE": "factcheck.settings"}
    if settings.EMBEDDED:
        return env
    database = connection.settings_dict
    host = quote(database["HOST"], safe="")
    return {**env, "DATABASE_URL": f"postgres://{database['USER']}@{host}/{database['NAME']}"}


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Child]]:
    """Return a function that starts a process: name, command, env; all are killed at the end of the test."""
    started: list[Child] = []

    def start(name: str, command: list[str], env: Mapping[str, str]) -> Child:
        child = Child(name, command, log=tmp_path / f"{name}-{len(started)}.log", env=env)
        child.start()
        started.append(child)
        return child

    yield start
    for child in started:
        child.stop(seconds=0)


@pytest.fixture
def worker(server_env: Mapping[str, str], start: Callable[..., Child]) -> Child:
    """A real Celery worker on this test's database and broker, ready for work."""
    child = start("worker", commands.worker(), server_env)
    child.wait_until(lambda: " ready." in child.log.read_text(), seconds=60)
    return child
