"""What can be set and what can be called is written down."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import get_commands

DEPLOYMENT = (settings.BASE_DIR / "docs" / "deployment.md").read_text(encoding="utf-8")
SETTINGS = (settings.BASE_DIR / "factcheck" / "settings.py").read_text(encoding="utf-8")
VARIABLES = sorted(set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', SETTINGS)))
COMMANDS = sorted(name for name, app in get_commands().items() if app in {"claims", "reviews", "factcheck"})
ADDRESSES = re.compile(r"\]\((?!https?:)([^)#]+)")
PAGES = [settings.BASE_DIR / "README.md", *sorted((settings.BASE_DIR / "docs").rglob("*.md"))]


def test_there_are_variables_and_commands_to_look_for():
    assert {"DATABASE_URL", "REDIS_URL", "SECRET_KEY"} <= set(VARIABLES)
    assert {"demo", "extract", "ingest"} <= set(COMMANDS)


@pytest.mark.parametrize("variable", VARIABLES)
def test_every_variable_is_documented(variable):
    assert f"`{variable}`" in DEPLOYMENT


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_documented(command):
    assert f"`manage.py {command}" in DEPLOYMENT


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_what_a_page_links_to_is_there(page: Path):
    missing = [
        to for to in ADDRESSES.findall(page.read_text(encoding="utf-8")) if not (page.parent / to).exists()
    ]
    assert missing == []
