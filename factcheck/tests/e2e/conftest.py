"""A real browser on real pages, with a real worker and broker behind them."""

import os
from collections.abc import Iterator

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, sync_playwright
from sesame.utils import get_query_string

from factcheck.embedded import chromium

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    # Playwright's event loop runs in this thread, beside Django's synchronous database calls.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        chrome = playwright.chromium.launch(executable_path=chromium.find(), args=FLAGS)
        yield chrome
        chrome.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def sign_in(browser, live_server, request):
    """Return a function that opens a browser of their own for a person, signed in by a one-time link."""

    def open_page(person, **options) -> Page:
        context = browser.new_context(base_url=live_server.url, **options)
        request.addfinalizer(context.close)
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.problems = []
        page.on("pageerror", lambda error: page.problems.append(str(error)))
        page.on("console", lambda message: message.type == "error" and page.problems.append(message.text))
        page.goto(f"/sign-in/link/{get_query_string(person)}")
        return page

    assert settings.EMBEDDED or settings.DATABASE_URL
    return open_page
