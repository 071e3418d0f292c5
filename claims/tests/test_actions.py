"""Submitting and retrying: who may, what is new, what is enqueued, and that nothing is half-written."""

import threading
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connections

from claims import actions, fetching, tasks
from claims.models import Article, Extraction
from claims.tests.factories import NOW, ExtractionFactory, FetchedArticleFactory, RevisionFactory, UserFactory
from factcheck.accounts.models import Role

LATER = NOW + timedelta(minutes=5)


@pytest.fixture
def sent(monkeypatch):
    """The tasks that were sent to the broker, as (name, ids)."""
    messages = []
    for task in (tasks.fetch_article, tasks.extract_revision):
        monkeypatch.setattr(task, "delay", lambda task=task, **ids: messages.append((task.name, ids)))
    return messages


def paste(text, by, **more):
    return actions.submit_document(document=fetching.read_text(text), by=by, now=NOW, **more)


def test_a_pasted_text_is_an_article_with_its_extraction_queued(
    contributor, sent, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        submission = paste(
            "Border talks stall\n\nKestria has 31 camps.", contributor, publisher="Corvale Wire"
        )
    extraction = Extraction.objects.get()
    assert submission.created
    assert (submission.article.title, submission.article.publisher) == ("Border talks stall", "Corvale Wire")
    assert submission.article.submitted_by == contributor
    assert extraction.revision.text == "Border talks stall\n\nKestria has 31 camps."
    assert sent == [("claims.tasks.extract_revision", {"extraction_id": extraction.pk})]


def test_the_same_text_twice_is_one_article(contributor, editor):
    first = paste("Kestria has 31 camps.", contributor)
    second = paste("  Kestria has\n31 camps. ", editor)
    assert (second.article, second.created) == (first.article, False)
    assert Article.objects.count() == 1


def test_an_earlier_text_of_an_article_is_that_article(contributor):
    article = RevisionFactory(text="The first text.").article
    assert paste("The first text.", contributor).article == article


def test_an_address_is_queued_to_be_fetched(contributor, sent, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        article = actions.submit_url(url=" https://corvale.example/talks ", by=contributor, now=NOW).article
    assert (article.url, article.fetch_state) == ("https://corvale.example/talks", "queued")
    assert sent == [("claims.tasks.fetch_article", {"article_id": article.pk})]


def test_the_same_address_twice_is_one_article_fetched_again(
    contributor, sent, django_capture_on_commit_callbacks
):
    article = FetchedArticleFactory(
        url="https://corvale.example/talks", fetch_state="done", fetch_attempts=2, fetch_error=""
    )
    with django_capture_on_commit_callbacks(execute=True):
        again = actions.submit_url(
            url="HTTPS://Corvale.example:443/talks?utm_source=x#top", by=contributor, now=LATER
        )
    article.refresh_from_db()
    assert (again.article, again.created) == (article, False)
    assert (article.fetch_state, article.fetch_attempts, article.fetch_enqueued_at) == ("queued", 0, LATER)
    assert len(sent) == 1


def test_an_address_in_work_is_not_queued_twice(contributor, sent, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(2):
            actions.submit_url(url="https://corvale.example/talks", by=contributor, now=NOW)
    assert len(sent) == 1


def test_the_address_of_a_duplicate_leads_to_the_original(contributor):
    original = RevisionFactory().article
    FetchedArticleFactory(url="https://copy.example/1", fetch_state="done", duplicate_of=original)
    assert actions.submit_url(url="https://copy.example/1", by=contributor, now=NOW).article == original


@pytest.mark.parametrize(
    "url", ["", "corvale.example", "ftp://corvale.example/", "https://", "javascript:alert(1)"]
)
def test_what_is_no_address_is_refused(contributor, url):
    with pytest.raises(ValidationError) as wrong:
        actions.submit_url(url=url, by=contributor, now=NOW)
    assert set(wrong.value.message_dict) == {"url"}
    assert not Article.objects.exists()


@pytest.mark.parametrize("field", ["title", "publisher"])
def test_too_long_a_name_is_refused_by_field(contributor, field):
    with pytest.raises(ValidationError) as wrong:
        paste("Kestria has 31 camps.", contributor, **{field: "x" * 501})
    assert set(wrong.value.message_dict) == {field}
    assert not Article.objects.exists()


def test_who_is_not_at_the_desk_submits_nothing(db):
    stranger = UserFactory(role=Role.ADMIN, is_active=False)
    article = FetchedArticleFactory(fetch_state="failed", fetch_error="The site did not answer.")
    for attempt in (
        lambda: paste("Kestria has 31 camps.", stranger),
        lambda: actions.submit_url(url="https://corvale.example/talks", by=stranger, now=NOW),
        lambda: actions.retry(article=article, by=stranger, now=NOW),
    ):
        with pytest.raises(PermissionDenied):
            attempt()
    assert Article.objects.get() == article


def test_a_failed_fetch_is_tried_again(contributor, sent, django_capture_on_commit_callbacks):
    article = FetchedArticleFactory(
        fetch_state="failed", fetch_error="The site did not answer.", fetch_attempts=3
    )
    with django_capture_on_commit_callbacks(execute=True):
        assert actions.retry(article=article, by=contributor, now=LATER)
        assert not actions.retry(article=article, by=contributor, now=LATER)
    article.refresh_from_db()
    assert (article.fetch_state, article.fetch_error, article.fetch_attempts) == ("queued", "", 0)
    assert sent == [("claims.tasks.fetch_article", {"article_id": article.pk})]


def test_a_failed_extraction_is_tried_again(contributor, sent, django_capture_on_commit_callbacks):
    extraction = ExtractionFactory(state="failed", error="It failed.", attempts=4, finished_at=NOW)
    with django_capture_on_commit_callbacks(execute=True):
        assert actions.retry(article=extraction.revision.article, by=contributor, now=LATER)
    extraction.refresh_from_db()
    assert (extraction.state, extraction.error, extraction.attempts, extraction.finished_at) == (
        "queued",
        "",
        0,
        None,
    )
    assert sent == [("claims.tasks.extract_revision", {"extraction_id": extraction.pk})]


def test_an_old_text_that_failed_is_not_read_again(contributor):
    old = ExtractionFactory(state="failed", error="It failed.", finished_at=NOW)
    new = RevisionFactory(article=old.revision.article, number=2, text="A later text.")
    ExtractionFactory(revision=new, state="done", finished_at=NOW)
    assert not actions.retry(article=new.article, by=contributor, now=LATER)


@pytest.mark.parametrize(("known_from", "expected"), [("", LATER), ("page", LATER), ("caller", NOW)])
def test_a_stated_date_reaches_a_known_article_unless_a_person_stated_one_before(
    contributor, known_from, expected
):
    article = RevisionFactory(
        text="The text.", article__published_at=NOW, article__published_from=known_from
    ).article
    paste("The text.", contributor, published_at=LATER)
    article.refresh_from_db()
    assert (article.published_at, article.published_from == "caller") == (expected, True)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("what", ["text", "url"])
def test_many_people_submitting_the_same_at_once_make_one_article(what, sent):
    people = [UserFactory(role=Role.CONTRIBUTOR) for _ in range(6)]
    ready = threading.Barrier(len(people))
    found, errors = [], []

    def submit(person):
        try:
            ready.wait()
            if what == "text":
                found.append(paste("Kestria has 31 camps.", person))
            else:
                found.append(actions.submit_url(url="https://corvale.example/talks", by=person, now=NOW))
        except Exception as error:
            errors.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=submit, args=(person,)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert Article.objects.count() == 1
    assert [s.created for s in found].count(True) == 1
