"""The admin's list of prior checks and its page that imports them."""

import gzip
import json

import pytest
from django.contrib.admin.models import LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from claims import fetching, priorchecks
from claims.models import PriorCheck
from claims.tests.factories import PriorCheckFactory
from claims.tests.test_claimreview import REVIEW, page

IMPORT = "/admin/claims/priorcheck/import/"
LIST = reverse("admin:claims_priorcheck_changelist")

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client, moderator):
    client.force_login(moderator)
    return client


def upload(client, content, name="feed.json", **data):
    return client.post(IMPORT, {"file": SimpleUploadedFile(name, content), **data})


def errors(response):
    """What the page says is wrong, by field; a wrong form is a 422 and nothing is written."""
    assert response.status_code == 422
    assert not PriorCheck.objects.exists()
    assert not LogEntry.objects.exists()
    return dict(response.context["form"].errors)


def test_the_list_leads_to_the_page(desk):
    assert f'href="{IMPORT}"' in desk.get(LIST).content.decode()
    assert desk.get(IMPORT).status_code == 200


def test_a_file_is_imported_at_once_and_the_report_shown(desk, moderator):
    content = json.dumps([REVIEW, REVIEW | {"url": "javascript:alert(1)"}]).encode()
    response = upload(desk, content, name="<b>feed</b>.json")
    shown = response.content.decode()
    assert response.status_code == 200
    assert PriorCheck.objects.get().url == REVIEW["url"]
    assert "Entry 2" in shown
    assert "the url is no http or https address" in shown
    assert "<b>feed</b>" not in shown
    entry = LogEntry.objects.get()
    assert (entry.user, entry.change_message) == (
        moderator,
        "1 created, 0 updated, 0 unchanged, 1 refused",
    )


@pytest.mark.parametrize("content", [gzip.compress(json.dumps(REVIEW).encode()), page(json.dumps(REVIEW))])
def test_packed_files_and_saved_pages_are_taken(desk, content):
    assert upload(desk, content).status_code == 200
    assert PriorCheck.objects.count() == 1


def test_a_file_that_breaks_off_says_what_was_kept(desk):
    shown = upload(desk, json.dumps([REVIEW]).encode()[:-1]).content.decode()
    assert "The source breaks off: it is not JSON: it ends half-way." in shown
    assert PriorCheck.objects.count() == 1


def test_what_is_no_source_is_an_error_of_its_field(desk):
    assert errors(upload(desk, b"hello")) == {"file": ["It is neither JSON nor HTML."]}
    assert errors(upload(desk, b"{}")) == {"file": ["There is no ClaimReview in it."]}
    assert errors(upload(desk, b"")) == {"file": ["The file is empty."]}


def test_what_is_too_large_is_for_the_command(desk, settings):
    settings.ARTICLE_MAX_BYTES = 1000
    too_large = {"file": ["More than 0.001 MB is imported by manage.py import_claimreview."]}
    assert errors(upload(desk, b"[" + b" " * 1000)) == too_large
    bomb = gzip.compress(b"[" + b" " * 50_000)
    assert len(bomb) < 1000
    assert errors(upload(desk, bomb)) == {"file": ["It is too large."]}


def test_one_of_the_two_is_given(desk):
    assert errors(desk.post(IMPORT, {})) == {"__all__": ["Give a file or an address."]}
    both = upload(desk, b"[]", url="https://checks.example/")
    assert "Give one of the two: you gave a file and an address." in errors(both)["__all__"]
    assert 'value="https://checks.example/"' in both.content.decode()


def test_an_address_is_fetched_within_limits(desk, monkeypatch, settings):
    asked = []

    def download(url, into, *, limits, **options):
        asked.append((url, limits.body_bytes))
        into.write(json.dumps(REVIEW).encode())
        return fetching.Download(url, "application/json", None)

    monkeypatch.setattr(priorchecks.fetching, "download", download)
    response = desk.post(IMPORT, {"url": "https://checks.example/feed?key=secret"})
    assert response.status_code == 200
    assert asked == [("https://checks.example/feed?key=secret", settings.ARTICLE_MAX_BYTES)]
    assert PriorCheck.objects.count() == 1
    assert LogEntry.objects.get().object_repr == "Import of https://checks.example/feed"


def test_an_address_that_fails_is_an_error_of_its_field(desk, monkeypatch):
    def download(*args, **options):
        raise fetching.FetchError("The page answered 404 Not Found.", code="bad_status")

    monkeypatch.setattr(priorchecks.fetching, "download", download)
    response = desk.post(IMPORT, {"url": "https://checks.example/feed"})
    assert errors(response) == {"url": ["The page answered 404 Not Found."]}
    response = desk.post(IMPORT, {"url": "file:///etc/passwd"})
    assert errors(response) == {"url": ["The address must start with http:// or https://."]}


def test_others_neither_see_nor_use_it(client, senior_editor):
    client.force_login(senior_editor)
    assert client.get(IMPORT).status_code == 302
    assert upload(client, json.dumps(REVIEW).encode()).status_code == 302
    client.logout()
    assert upload(client, json.dumps(REVIEW).encode()).status_code == 302
    assert not PriorCheck.objects.exists()


def test_checks_are_filtered_by_publisher_and_language(desk):
    PriorCheckFactory(publisher_site="a.example", language="en")
    PriorCheckFactory(publisher_site="b.example", language="pt")
    shown = desk.get(LIST, {"publisher_site": "b.example"}).context["cl"]
    assert [check.language for check in shown.result_list] == ["pt"]
    shown = desk.get(LIST, {"language": "en"}).context["cl"]
    assert [check.publisher_site for check in shown.result_list] == ["a.example"]
    names = [spec.title for spec in shown.filter_specs]
    assert {"publisher", "language", "source"} <= set(names)
    assert desk.get(LIST, {"language": "'; --"}).context["cl"].result_count == 0


def test_the_pages_keep_to_the_content_security_policy(desk):
    content = json.dumps([REVIEW, REVIEW | {"url": ""}]).encode()
    for response in (desk.get(IMPORT), upload(desk, content)):
        shown = response.content.decode()
        assert "Content-Security-Policy" in response.headers
        assert " style=" not in shown
        assert " onclick=" not in shown
