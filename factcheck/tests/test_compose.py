"""docker-compose.yml and the Dockerfile, as far as they can be tested where no engine runs: by what they start."""

import os
import re
import shlex
import socket
import subprocess
import sys
import sysconfig
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import redis
import yaml
from django.conf import settings

from factcheck.embedded.processes import Child
from factcheck.embedded.valkey import binary

ROOT = Path(settings.BASE_DIR)
COMPOSE = (ROOT / "docker-compose.yml").read_text()
SERVICES: dict[str, Any] = yaml.safe_load(COMPOSE)["services"]
OURS = ("web", "worker", "beat", "migrate")
SECRETS = {"SECRET_KEY": "k" * 30 + "0123456789-abcdefghijklm", "POSTGRES_PASSWORD": "secret"}


def interpolate(text: str, env: Mapping[str, str]) -> str:
    """Fill in `${NAME:-default}` and `${NAME:?message}` the way compose does."""

    def value(match: re.Match[str]) -> str:
        name, operator, rest = match.groups()
        if env.get(name):
            return env[name]
        if operator == ":-":
            return rest
        raise LookupError(rest)

    return re.sub(r"\$\{(\w+)(:[-?])([^}]*)\}", value, text).replace("$$", "$")


def environment(service: str, env: Mapping[str, str]) -> dict[str, str]:
    return {name: interpolate(value, env) for name, value in SERVICES[service]["environment"].items()}


def test_services_and_volumes() -> None:
    assert set(SERVICES) == {"web", "worker", "beat", "migrate", "postgres", "valkey"}
    assert SERVICES["postgres"]["image"] == "pgvector/pgvector:pg17"
    kept = [volume.split(":")[0] for service in SERVICES.values() for volume in service.get("volumes", [])]
    assert sorted(kept) == sorted(yaml.safe_load(COMPOSE)["volumes"])


def test_workers_can_be_scaled() -> None:
    assert all("container_name" not in service for service in SERVICES.values())
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["web"]


def test_whatever_stays_up_has_a_health_check() -> None:
    assert [name for name, service in SERVICES.items() if "healthcheck" not in service] == ["migrate"]


def test_ours_wait_for_migrations_and_broker() -> None:
    for name in ("web", "worker", "beat"):
        assert SERVICES[name]["depends_on"] == {
            "migrate": {"condition": "service_completed_successfully"},
            "valkey": {"condition": "service_healthy"},
        }
    assert SERVICES["migrate"]["depends_on"] == {"postgres": {"condition": "service_healthy"}}


@pytest.mark.parametrize("missing", SECRETS)
def test_secrets_have_no_default(missing: str) -> None:
    with pytest.raises(LookupError, match=missing):
        interpolate(COMPOSE, {name: value for name, value in SECRETS.items() if name != missing})


def test_example_names_only_what_compose_reads() -> None:
    example = re.findall(r"^(\w+)=", (ROOT / ".env.example").read_text(), re.M)
    assert set(example) <= set(re.findall(r"\$\{(\w+)", COMPOSE))
    assert set(SECRETS) <= set(example)


def test_https_of_the_proxy_is_believed() -> None:
    """Else every request would be redirected to the address that it came for."""
    assert environment("web", SECRETS)["HTTPS"] == environment("web", SECRETS)["BEHIND_PROXY"] == "true"


def test_image_is_of_hashed_wheels_and_does_not_run_as_root() -> None:
    stages = (ROOT / "Dockerfile").read_text().split("\nFROM ")[1:]
    build, final = stages
    assert "--require-hashes" in build
    assert "--only-binary :all:" in build
    assert "pip" not in final.replace("/opt/venv", "")
    assert "apt-get" not in final
    assert re.search(r"^USER (?!root)\w+$", final, re.M)
    assert {".git", ".env", "var", ".venv"} <= set((ROOT / ".dockerignore").read_text().splitlines())


class Host:
    """This machine in the place of the containers: the services' own command lines, on the tests' servers."""

    def __init__(self, folder: Path, database: str, broker: str, start: Callable[..., Child]) -> None:
        self.folder = folder / "state"
        self.folder.mkdir()
        self.start = start
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        addresses = {"DATABASE_URL": database, "REDIS_URL": broker, "HOSTNAME": socket.gethostname()}
        path = f"{sysconfig.get_path('scripts')}{os.pathsep}{os.environ['PATH']}"
        # The files of the image are collected in a test of their own.
        others = {"PATH": path, "VAR_DIR": str(self.folder), "COLLECTED_STATIC": "false", "LANG": "C.UTF-8"}
        self.env = {name: {**environment(name, SECRETS), **others, **addresses} for name in OURS}

    def here(self, text: str) -> str:
        """Put this machine's port and folder in place of the container's."""
        return text.replace(":8000", f":{self.port}").replace("/state", str(self.folder))

    def run(self, service: str) -> Child:
        """Start a service."""
        return self.start(service, shlex.split(self.here(SERVICES[service]["command"])), self.env[service])

    def healthy(self, service: str) -> bool:
        """Run the service's health check once."""
        kind, *check = map(self.here, SERVICES[service]["healthcheck"]["test"])
        command = ["sh", "-c", check[0].replace("$$", "$")] if kind == "CMD-SHELL" else check
        return (
            subprocess.run(command, env=self.env[service], capture_output=True, check=False).returncode == 0
        )


@pytest.fixture
def host(
    tmp_path: Path, postgres_server: str, valkey_server: str, start: Callable[..., Child]
) -> Iterator[Host]:
    host = Host(tmp_path, postgres_server, valkey_server, start)
    migrate = host.run("migrate")
    assert migrate.wait(seconds=120) == 0, migrate.log.read_text()
    return host


@pytest.mark.service
@pytest.mark.parametrize("service", ["web", "worker", "beat"])
def test_command_line_comes_up_healthy_and_stops_when_asked(host: Host, service: str) -> None:
    process = host.run(service)
    if service == "worker":  # its check takes ten seconds to find out that nobody is there
        process.wait_until(lambda: " ready." in process.log.read_text(), seconds=90)
    process.wait_until(lambda: host.healthy(service), seconds=90)
    process.ask_to_stop()
    assert process.wait(seconds=60) == 0


@pytest.mark.service
def test_health_check_notices_that_nothing_is_there(host: Host) -> None:
    assert not host.healthy("web")
    assert not host.healthy("beat")


@pytest.mark.service
def test_settings_of_the_services_pass_the_deployment_check(host: Host) -> None:
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    done = subprocess.run(command, env=host.env["web"], cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.service
def test_broker_command_line_is_understood(tmp_path: Path, start: Callable[..., Child]) -> None:
    program, *options = shlex.split(SERVICES["valkey"]["command"])
    assert program == "valkey-server"
    socket_path = tmp_path / "s"
    elsewhere = ["--port", "0", "--unixsocket", str(socket_path), "--dir", str(tmp_path)]
    server = start("valkey", [str(binary()), *options, *elsewhere], {})
    server.wait_until(socket_path.exists, seconds=30)
    with redis.Redis(unix_socket_path=str(socket_path)) as client:
        wanted = {
            "appendonly": "yes",
            "appendfsync": "everysec",
            "maxmemory-policy": "noeviction",
            "save": "",
        }
        assert client.config_get(*wanted) == wanted


@pytest.mark.service
def test_static_files_can_be_collected_as_the_image_does(tmp_path: Path) -> None:
    """A page or stylesheet that names a missing file fails here, as it would fail the build."""
    (tmp_path / "image_settings.py").write_text(
        f"from factcheck.settings import *\nSTATIC_ROOT = {str(tmp_path / 'staticfiles')!r}\n"
    )
    env = {
        **os.environ,
        "COLLECTED_STATIC": "true",
        "PYTHONPATH": f"{tmp_path}{os.pathsep}{ROOT}",
        "DJANGO_SETTINGS_MODULE": "image_settings",
    }
    command = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity", "0"]
    done = subprocess.run(command, env=env, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "staticfiles" / "staticfiles.json").exists()
