"""What the environment makes of the settings, and what is said about an environment that makes none."""

import os
import subprocess
import sys
from ipaddress import ip_network
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
SERVER = {"DATABASE_URL": "sqlite://:memory:", "SECRET_KEY": "k" * 30 + "0123456789-abcdefghijklm"}
OURS = {"DATABASE_URL", "REDIS_URL", "SECRET_KEY", "HTTPS", "VAR_DIR", "DJANGO_SETTINGS_MODULE"}


@pytest.fixture
def python(tmp_path):
    """Run Python with settings from this environment alone."""

    def python(*arguments, **env):
        without = {name: value for name, value in os.environ.items() if name not in OURS}
        return subprocess.run(
            [sys.executable, *arguments],
            env={**without, "VAR_DIR": str(tmp_path / "var"), **env},
            cwd=ROOT,
            capture_output=True,
            text=True,
        )

    return python


@pytest.fixture
def value(python):
    """Return what a setting's expression is worth, as text."""

    def value(expression, **env):
        done = python("-c", f"from factcheck import settings; print({expression})", **env)
        assert done.returncode == 0, done.stderr
        return done.stdout.rstrip("\n")

    return value


# --- The key of the embedded mode ------------------------------------------------------------------------


def test_a_key_is_made_once_and_only_its_owner_can_read_it(value, tmp_path):
    key = value("settings.SECRET_KEY")
    path = tmp_path / "var" / "secret-key"
    assert len(key) >= 50
    assert path.read_text() == key == value("settings.SECRET_KEY")
    assert path.stat().st_mode & 0o777 == 0o600
    assert list(path.parent.iterdir()) == [path]


def test_an_empty_key_file_is_no_key(value, tmp_path):
    path = tmp_path / "var" / "secret-key"
    path.parent.mkdir()
    path.touch()
    key = value("settings.SECRET_KEY")
    assert len(key) >= 50
    assert path.read_text() == key


def test_of_two_first_starts_at_once_both_have_the_same_key(value, tmp_path):
    """The other start writes its key while this one makes up its own."""
    path = tmp_path / "var" / "secret-key"
    meanwhile = f"""(
        setattr(settings, 'get_random_secret_key', lambda: 'mine'),
        setattr(settings, 'VAR_DIR', settings.Path({str(tmp_path / "other")!r})),
        setattr(settings.os, 'fsync', lambda file: (settings.VAR_DIR / 'secret-key').write_text('theirs')),
        settings.embedded_secret_key(),
    )[-1]"""
    assert value(meanwhile) == "theirs"
    assert path.exists()


def test_where_nothing_can_be_kept_a_passing_key_serves(value, tmp_path):
    (tmp_path / "var").write_text("a file stands in the way")
    assert len(value("settings.SECRET_KEY")) >= 50


# --- Values ----------------------------------------------------------------------------------------------


def test_networks_are_parsed_at_the_start(value):
    said = value("settings.FETCH_ALLOW_NETWORKS", FETCH_ALLOW_NETWORKS="10.1.0.0/16, fd00::/8")
    assert said == str([ip_network("10.1.0.0/16"), ip_network("fd00::/8")])
    assert value("settings.FETCH_ALLOW_NETWORKS") == "[]"


def test_subdomains_and_preload_are_promised_only_by_who_asks_for_it(value):
    both = "(settings.SECURE_HSTS_INCLUDE_SUBDOMAINS, settings.SECURE_HSTS_PRELOAD)"
    assert value(both, **SERVER) == "(False, False)"
    assert value(both, **SERVER, HSTS_SUBDOMAINS="true", HSTS_PRELOAD="true") == "(True, True)"


def test_hsts_goes_with_https(value):
    assert value("settings.SECURE_HSTS_SECONDS", **SERVER) == "31536000"
    assert value("settings.SECURE_HSTS_SECONDS", **SERVER, HTTPS="false") == "0"


def test_a_sweep_expires_when_the_next_one_is_due(value):
    sweep = "settings.CELERY_BEAT_SCHEDULE['sweep']"
    assert value(f"({sweep}['schedule'], {sweep}['options']['expires'])", SWEEP_SECONDS="7") == "(7.0, 7.0)"


def test_a_broker_that_is_away_is_noticed_in_seconds(value):
    options = "settings.CELERY_BROKER_TRANSPORT_OPTIONS"
    assert value(f"({options}['socket_connect_timeout'], {options}['socket_keepalive'])") == "(3, True)"


# --- What is wrong is said -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("env", "said"),
    [
        ({"HTTPS": "maybe"}, "HTTPS: Not a valid boolean."),
        (
            {"TIME_ZONE": "Mars/Olympus"},
            "TIME_ZONE: 'Mars/Olympus' is no time zone such as Europe/Berlin.",
        ),
        (
            {"FETCH_ALLOW_NETWORKS": "10.0.0.0/8,banana"},
            "FETCH_ALLOW_NETWORKS: 'banana' does not appear to be an IPv4 or IPv6 network; "
            "a network looks like 10.1.0.0/16.",
        ),
        (
            {"GOOGLE_FACT_CHECK_API_KEY": "AIza key"},
            "GOOGLE_FACT_CHECK_API_KEY: A key is ASCII, without spaces.",
        ),
        ({"LOG_LEVEL": "loud"}, "LOG_LEVEL: Not a valid log level."),
        ({"HSTS_SECONDS": "long"}, "HSTS_SECONDS: Not a valid integer."),
        ({"DATABASE_URL": "sqlite://:memory:"}, "SECRET_KEY: Environment variable not set."),
        ({**SERVER, "SECRET_KEY": ""}, "The SECRET_KEY setting must not be empty."),
    ],
)
def test_a_wrong_setting_is_one_line_and_status_2(python, env, said):
    done = python("manage.py", "check", **env)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"settings: {said}\n")


def test_all_that_is_wrong_is_said_at_once(python):
    done = python("manage.py", "check", DATABASE_URL="nonsense://", HTTPS="maybe", TIME_ZONE="Mars")
    names = [line.split(": ")[1] for line in done.stderr.splitlines()]
    assert (done.returncode, sorted(names)) == (2, ["DATABASE_URL", "HTTPS", "SECRET_KEY", "TIME_ZONE"])
