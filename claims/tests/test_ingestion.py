"""From a text to appearances: whole, once, and anchored to the character."""

import ipaddress
import threading
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from unittest.mock import Mock

import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.db import IntegrityError, connections, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims import fetching, ingestion
from claims.extraction import (
    ENGINE,
    Attribution,
    Candidate,
    Change,
    Kind,
    ModelMissing,
    Modifier,
    Quantity,
    Reason,
    Speaker,
    TimeReference,
)
from claims.models import Appearance, Article, Claim, Extraction, ImmutableError, Revision
from claims.models import Speaker as SpeakerRow
from claims.tests.factories import (
    NOW,
    AppearanceFactory,
    ArticleFactory,
    ExtractionFactory,
    FetchedArticleFactory,
    RevisionFactory,
)
from reviews.models import Review

LATER = NOW + timedelta(minutes=5)
STAMP = datetime(2026, 11, 12, 21, 20, tzinfo=UTC)
TEXT = (
    "Kestria has massed about 120,000 troops along its border with Morvane.\n\n"
    "“Our patrols counted 31 camps on Wednesday,” said Ilse Dorvain, the foreign minister of Morvane."
)


def candidate(text, words, **changes):
    start = text.index(words)
    values = {
        "text": words,
        "start": start,
        "end": start + len(words),
        "statement": words,
        "score": 0.9,
        "check_worthy": True,
        "kind": Kind.QUANTITY,
        "reasons": (Reason.QUANTITY,),
        "speaker": None,
        "attribution": Attribution.NARRATOR,
        "quantities": (),
        "times": (),
        "entities": (),
    }
    return Candidate(**{**values, **changes})


def span(text, words):
    start = text.index(words)
    return start, start + len(words)


@pytest.fixture
def engine(monkeypatch):
    """Set what the engine finds; returns the list of texts that it was asked to read."""
    found, read = [], []

    def extract(text, **context):
        read.append((text, context))
        return list(found)

    monkeypatch.setattr(ingestion.engine, "extract", extract)
    extract.found, extract.read = found, read
    return extract


# --- Recording what was found ----------------------------------------------------------------------------


def test_what_the_engine_finds_is_kept_to_the_character(db, engine):
    extraction = ExtractionFactory(revision__text=TEXT, revision__article__published_at=NOW)
    words = "Our patrols counted 31 camps on Wednesday"
    mention = span(TEXT, "Ilse Dorvain")
    engine.found.append(
        candidate(
            TEXT,
            words,
            statement="Morvane’s patrols counted 31 camps on 11 November 2026",
            attribution=Attribution.DIRECT,
            speaker=Speaker("Ilse Dorvain", "foreign minister of Morvane", "Ilse Dorvain", *mention),
            quantities=(
                Quantity(
                    "31 camps",
                    *span(TEXT, "31 camps"),
                    31,
                    31,
                    31,
                    Modifier.EXACTLY,
                    "camps",
                    "camps",
                    Change.RISE,
                ),
            ),
            times=(
                TimeReference(
                    "on Wednesday", *span(TEXT, "on Wednesday"), date(2026, 11, 11), date(2026, 11, 11)
                ),
                TimeReference("counted", *span(TEXT, "counted"), None, None),  # names no day, so is not kept
            ),
        )
    )

    ingestion.extract_revision(extraction.pk, clock=lambda: LATER)

    appearance = Appearance.objects.in_context().get()
    quantity, time = appearance.quantities.get(), appearance.times.get()
    assert TEXT[appearance.start : appearance.end] == appearance.exact == words
    assert TEXT.endswith(appearance.suffix, 0, appearance.end + len(appearance.suffix))
    assert TEXT[: appearance.start].endswith(appearance.prefix)
    assert appearance.claim.statement == "Morvane’s patrols counted 31 camps on 11 November 2026"
    assert (appearance.speaker.name, appearance.speaker_role) == (
        "Ilse Dorvain",
        "foreign minister of Morvane",
    )
    assert TEXT[appearance.speaker_start : appearance.speaker_end] == appearance.speaker_mention
    assert (quantity.value, quantity.modifier, quantity.change, TEXT[quantity.start : quantity.end]) == (
        31,
        "exactly",
        "rise",
        "31 camps",
    )
    assert (time.from_date, TEXT[time.start : time.end]) == (date(2026, 11, 11), "on Wednesday")
    assert appearance.reasons == ["quantity"]
    extraction.refresh_from_db()
    assert (extraction.state, extraction.started_at, extraction.finished_at) == ("done", LATER, LATER)
    assert engine.read == [(TEXT, {"published_at": NOW, "title": "Border talks stall"})]
    assert Review.objects.get().claim == appearance.claim


def test_running_an_extraction_twice_changes_nothing(db, engine):
    extraction = ExtractionFactory(revision__text=TEXT)
    engine.found.append(candidate(TEXT, "Kestria has massed about 120,000 troops"))
    ingestion.extract_revision(extraction.pk, clock=lambda: LATER)
    before = list(Appearance.objects.values()), list(Claim.objects.values()), list(Review.objects.values())
    ingestion.extract_revision(extraction.pk, clock=lambda: LATER + timedelta(hours=1))
    assert before == (
        list(Appearance.objects.values()),
        list(Claim.objects.values()),
        list(Review.objects.values()),
    )
    assert len(engine.read) == 1


def test_the_slower_of_two_deliveries_writes_nothing(db, engine, monkeypatch):
    """The same message in two workers' hands: the second comes to write when the first has finished."""
    extraction = ExtractionFactory(revision__text=TEXT)
    found = [candidate(TEXT, "Kestria has massed about 120,000 troops")]

    def extract_while_another_finishes(text, **context):
        monkeypatch.setattr(ingestion.engine, "extract", lambda text, **context: found)
        ingestion.extract_revision(extraction.pk, clock=lambda: NOW)
        return found

    monkeypatch.setattr(ingestion.engine, "extract", extract_while_another_finishes)
    ingestion.extract_revision(extraction.pk, clock=lambda: LATER)
    assert Appearance.objects.count() == 1
    extraction.refresh_from_db()
    assert extraction.finished_at == NOW


def test_the_same_statement_elsewhere_is_another_appearance_of_the_same_claim(db, engine):
    for statement in ("About 120,000 troops are massed.", "about 120,000  troops are massed"):
        text = f"{TEXT} {statement}"
        extraction = ExtractionFactory(revision__text=text)
        engine.found[:] = [candidate(text, statement)]
        ingestion.extract_revision(extraction.pk, clock=lambda: LATER)
    claim = Claim.objects.with_spread().get()
    assert (claim.appearance_count, claim.article_count) == (2, 2)
    assert Review.objects.get().spread == 5


def test_several_spellings_of_a_speaker_are_one(db, engine):
    for name in ("Ilse Dorvain", "ILSE DORVAIN"):
        text = f"{TEXT} {name} spoke."
        extraction = ExtractionFactory(revision__text=text)
        engine.found[:] = [
            candidate(text, "Kestria has massed", speaker=Speaker(name, None, name, *span(text, name)))
        ]
        ingestion.extract_revision(extraction.pk, clock=lambda: LATER)
    assert SpeakerRow.objects.get().appearances.count() == 2


def test_a_failure_while_writing_leaves_no_half_of_it(db, engine, monkeypatch):
    extraction = ExtractionFactory(revision__text=TEXT)
    engine.found.append(candidate(TEXT, "Kestria has massed about 120,000 troops"))
    monkeypatch.setattr(ingestion.appearances_recorded, "send", lambda **kwargs: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        ingestion.extract_revision(extraction.pk, clock=lambda: LATER)
    assert not Claim.objects.exists()
    assert not Appearance.objects.exists()
    extraction.refresh_from_db()
    assert extraction.state == "running"


def test_an_engine_that_raises_fails_the_extraction_with_a_reason(db, monkeypatch):
    extraction = ExtractionFactory()
    monkeypatch.setattr(ingestion.engine, "extract", lambda text, **context: 1 / 0)
    ingestion.extract_revision(extraction.pk, clock=lambda: LATER)
    extraction.refresh_from_db()
    assert (extraction.state, extraction.error) == ("failed", "The engine could not read this text.")


class Panic(BaseException):
    """What a library written in Rust raises: no Exception."""


def test_a_library_that_panics_fails_the_extraction_with_a_reason(db, monkeypatch):
    extraction = ExtractionFactory()
    monkeypatch.setattr(ingestion.engine, "extract", Mock(side_effect=Panic))
    ingestion.extract_revision(extraction.pk, clock=lambda: LATER)
    extraction.refresh_from_db()
    assert (extraction.state, extraction.error) == ("failed", "The engine could not read this text.")


@pytest.mark.parametrize("stop", [KeyboardInterrupt, SystemExit])
def test_a_worker_that_is_told_to_stop_fails_nothing(db, monkeypatch, stop):
    extraction = ExtractionFactory()
    monkeypatch.setattr(ingestion.engine, "extract", Mock(side_effect=stop))
    with pytest.raises(stop):
        ingestion.extract_revision(extraction.pk, clock=lambda: LATER)
    extraction.refresh_from_db()
    assert extraction.state == "running"


def test_a_server_without_the_model_says_so(db, monkeypatch):
    extraction = ExtractionFactory()
    monkeypatch.setattr(
        "claims.extraction.engine.encoder", Mock(side_effect=ModelMissing("no model in here"))
    )
    ingestion.extract_revision(extraction.pk, clock=lambda: LATER)
    extraction.refresh_from_db()
    assert (extraction.state, extraction.error) == (
        "failed",
        "The extraction model is missing on this server.",
    )


def test_what_cannot_be_is_refused_whole_and_fails_with_a_reason(db, engine):
    extraction = ExtractionFactory(revision__text=TEXT)
    ends_before_it_starts = TimeReference(
        "on Wednesday", *span(TEXT, "on Wednesday"), NOW.date(), date(2020, 1, 1)
    )
    engine.found.append(candidate(TEXT, "Kestria has massed", times=(ends_before_it_starts,)))
    ingestion.extract_revision(extraction.pk, clock=lambda: LATER)
    extraction.refresh_from_db()
    assert extraction.state == "failed"
    assert extraction.error == "What the engine found in this text does not hold together."
    assert not Appearance.objects.exists()


def take_too_long(*arguments, **more):
    raise SoftTimeLimitExceeded


def test_a_text_that_takes_too_long_fails_with_a_reason(db, monkeypatch):
    extraction = ExtractionFactory()
    monkeypatch.setattr(ingestion.engine, "extract", take_too_long)
    ingestion.extract_revision(extraction.pk, clock=lambda: LATER)
    extraction.refresh_from_db()
    assert (extraction.state, extraction.error) == ("failed", "Reading this text took too long.")


def test_a_page_that_takes_too_long_fails_with_a_reason(db, monkeypatch):
    article = FetchedArticleFactory()
    monkeypatch.setattr(fetching, "fetch", take_too_long)
    ingestion.fetch_article(article.pk, now=LATER)
    article.refresh_from_db()
    assert (article.fetch_state, article.fetch_error) == ("failed", "Reading this page took too long.")


def test_a_text_that_kills_the_worker_each_time_is_given_up(db, engine):
    extraction = ExtractionFactory(state="running", attempts=ingestion.MAX_ATTEMPTS)
    ingestion.extract_revision(extraction.pk, clock=lambda: LATER)
    extraction.refresh_from_db()
    assert (extraction.state, engine.read) == ("failed", [])
    assert extraction.error == "Reading this text was cut off each time."


def test_a_page_that_kills_the_worker_each_time_is_given_up(db, site):
    article = FetchedArticleFactory(fetch_state="running", fetch_attempts=ingestion.MAX_ATTEMPTS)
    site()
    assert ingestion.fetch_article(article.pk, now=LATER) is None
    article.refresh_from_db()
    assert (article.fetch_state, article.fetch_error) == (
        "failed",
        "Fetching this page was cut off each time.",
    )


def test_a_reading_in_hand_outlives_deliveries_that_gave_it_up(db, engine, monkeypatch):
    """Workers that start while another reads count as attempts; what that one finds is kept all the same."""
    extraction = ExtractionFactory(revision__text=TEXT)
    found = [candidate(TEXT, "Kestria has massed about 120,000 troops")]

    def extract_while_others_give_up(text, **context):
        for _ in range(ingestion.MAX_ATTEMPTS):
            ingestion._start_extraction(extraction.pk, now=NOW)
        assert Extraction.objects.get().state == "failed"
        return found

    monkeypatch.setattr(ingestion.engine, "extract", extract_while_others_give_up)
    ingestion.extract_revision(extraction.pk, clock=lambda: LATER)
    extraction.refresh_from_db()
    assert (extraction.state, extraction.error) == ("done", "")
    assert Appearance.objects.count() == 1


def test_a_row_that_is_gone_is_no_error(db):
    ingestion.extract_revision(404, clock=lambda: LATER)
    assert ingestion.fetch_article(404, now=LATER) is None


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    text=st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1),
    data=st.data(),
)
def test_any_span_of_any_text_is_kept_exactly(db, engine, text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    extraction = ExtractionFactory(revision__text=text)
    words = text[start:end]
    engine.found[:] = [candidate(text, words, start=start, end=end, statement="s")]
    ingestion.extract_revision(extraction.pk, clock=lambda: LATER)
    appearance = Appearance.objects.get(revision=extraction.revision)
    revision = Revision.objects.get(pk=extraction.revision_id)
    assert revision.text[appearance.start : appearance.end] == appearance.exact == words
    assert revision.text[appearance.start - len(appearance.prefix) : appearance.start] == appearance.prefix


# --- Revisions -------------------------------------------------------------------------------------------


def test_changed_text_is_a_new_revision_and_the_same_text_is_none(db):
    article = RevisionFactory(text="First text.").article
    assert ingestion.add_revision(article, "First  text.\n", now=LATER) is None
    extraction = ingestion.add_revision(article, "Second text.", now=LATER)
    assert (extraction.revision.number, extraction.engine, extraction.state) == (2, ENGINE, "queued")
    assert [r.text for r in article.revisions.order_by("number")] == ["First text.", "Second text."]


def test_a_revision_is_never_edited(db):
    revision = RevisionFactory()
    revision.text = "Something else"
    with pytest.raises(ImmutableError):
        revision.save()


@pytest.mark.parametrize(
    ("given", "text", "expected", "source"),
    [
        (None, "Kestria voted.\n\nUpdated: 12 November 2026, 9:20 PM", STAMP, "text"),
        (None, "Kestria voted.", None, ""),
        (NOW, "Kestria voted.\n\nUpdated: 1 May 2020", NOW, ""),
    ],
)
def test_the_date_comes_from_the_text_only_where_it_is_unknown(db, given, text, expected, source):
    article = ArticleFactory(published_at=given)
    ingestion.add_revision(article, text, now=LATER)
    article.refresh_from_db()
    assert (article.published_at, article.published_from) == (expected, source)


# --- Fetching --------------------------------------------------------------------------------------------


def document(**changes):
    values = {
        "url": "https://corvale.example/a",
        "final_url": "https://corvale.example/a",
        "canonical_url": None,
        "title": "Border talks stall",
        "text": TEXT,
        "byline": "Lio Hartmann",
        "publisher": "Corvale Wire",
        "published_at": NOW,
    }
    base = fetching.read_text("x")
    names = {name: getattr(base, name) for name in base.__dataclass_fields__}
    return fetching.Document(**{**names, **values, **changes})


@pytest.fixture
def httpd(monkeypatch):
    """A web server on this machine that keeps the paths it was asked for."""
    body = f"<html><head><title>T</title></head><body><article><p>{TEXT}</p></article></body></html>".encode()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self.server.asked.append(self.path)
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *arguments):
            pass

    limits = replace(fetching.DEFAULT_LIMITS, ports=None)
    monkeypatch.setattr(fetching, "fetch", partial(fetching.fetch, limits=limits))
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.asked = []
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def site(monkeypatch):
    """Set what fetching the next addresses answers: a document or an error."""

    def answers(*results):
        queue = list(results)

        def fetch(url, **options):
            result = queue.pop(0)
            if isinstance(result, Exception):
                raise result
            return result

        monkeypatch.setattr(fetching, "fetch", fetch)

    return answers


def test_a_fetched_page_becomes_a_revision_with_its_metadata(db, site):
    article = FetchedArticleFactory(title="", publisher="")
    site(document(canonical_url="https://corvale.example/talks"))
    extraction = ingestion.fetch_article(article.pk, now=LATER)
    article.refresh_from_db()
    assert extraction.revision.text == TEXT
    assert (article.fetch_state, article.title, article.byline) == (
        "done",
        "Border talks stall",
        "Lio Hartmann",
    )
    assert (article.published_at, article.published_from) == (NOW, "page")
    assert article.canonical_key == "https://corvale.example/talks"


def test_the_callers_date_stands_over_the_pages(db, site):
    article = FetchedArticleFactory(published_at=LATER, published_from="caller")
    site(document())
    ingestion.fetch_article(article.pk, now=LATER)
    article.refresh_from_db()
    assert (article.published_at, article.published_from) == (LATER, "caller")


def test_a_fetch_that_finds_a_known_text_joins_the_article_that_has_it(db, site):
    original = RevisionFactory(text=TEXT).article
    article = FetchedArticleFactory()
    site(document())
    assert ingestion.fetch_article(article.pk, now=LATER) is None
    article.refresh_from_db()
    assert article.duplicate_of == original
    assert list(Article.objects.listed()) == [original]


def test_a_fetch_that_finds_a_known_canonical_address_adds_to_that_article(db, site):
    first, second = FetchedArticleFactory(), FetchedArticleFactory()
    canonical = "https://corvale.example/talks"
    site(document(canonical_url=canonical), document(canonical_url=canonical, text="A later text."))
    ingestion.fetch_article(first.pk, now=LATER)
    extraction = ingestion.fetch_article(second.pk, now=LATER)
    second.refresh_from_db()
    assert second.duplicate_of == first
    assert (extraction.revision.article, extraction.revision.number) == (first, 2)


def test_an_article_whose_page_comes_to_name_anothers_address_keeps_its_own(db, site):
    article, other = FetchedArticleFactory(), FetchedArticleFactory()
    taken = "https://corvale.example/taken"
    site(
        document(),
        document(text="Another text.", canonical_url=taken),
        document(text="New.", canonical_url=taken),
    )
    ingestion.fetch_article(article.pk, now=LATER)
    ingestion.fetch_article(other.pk, now=LATER)
    Article.objects.filter(pk=article.pk).update(fetch_state="queued")
    extraction = ingestion.fetch_article(article.pk, now=LATER)
    article.refresh_from_db()
    assert (article.fetch_state, article.canonical_key, article.duplicate_of) == ("done", None, None)
    assert (extraction.revision.article, extraction.revision.text) == (article, "New.")


def test_fetching_again_adds_a_revision_only_where_the_text_changed(db, site):
    article = FetchedArticleFactory()
    site(document(), document(), document(text="A later text."))
    for expected in (1, 1, 2):
        Article.objects.filter(pk=article.pk).update(fetch_state="queued")
        ingestion.fetch_article(article.pk, now=LATER)
        assert article.revisions.count() == expected


def test_a_page_that_is_not_there_fails_with_its_reason(db, site):
    article = FetchedArticleFactory()
    site(fetching.FetchError("The page answered 404 Not Found.", code="bad_status", transient=False))
    assert ingestion.fetch_article(article.pk, now=LATER) is None
    article.refresh_from_db()
    assert (article.fetch_state, article.fetch_error) == ("failed", "The page answered 404 Not Found.")


def test_a_site_that_may_answer_later_is_asked_again_and_then_given_up(db, site):
    article = FetchedArticleFactory()
    site(*[fetching.FetchError("The site did not answer.", code="timeout", transient=True)] * 3)
    for _ in range(2):
        with pytest.raises(ingestion.RetryLater):
            ingestion.fetch_article(article.pk, now=LATER)
        article.refresh_from_db()
        assert (article.fetch_state, article.fetch_error) == ("queued", "The site did not answer.")
    ingestion.fetch_article(article.pk, now=LATER)
    article.refresh_from_db()
    assert article.fetch_state == "failed"


def test_a_text_that_another_worker_wrote_in_between_is_found_at_the_second_look(db, site, monkeypatch):
    original = RevisionFactory(
        text=TEXT, article__text_key=ingestion.fingerprint(TEXT), article__publisher="Tarsk Courier"
    ).article
    article = FetchedArticleFactory()
    site(document())
    look, looks = ingestion._already_here, []

    def too_early_the_first_time(*arguments):
        looks.append(arguments)
        return look(*arguments) if len(looks) > 1 else None

    monkeypatch.setattr(ingestion, "_already_here", too_early_the_first_time)
    ingestion.fetch_article(article.pk, now=LATER)
    article.refresh_from_db()
    assert (article.duplicate_of, len(looks)) == (original, 2)


@pytest.mark.parametrize(("networks", "state", "asked"), [([], "failed", 0), (["127.0.0.0/8"], "done", 1)])
def test_the_worker_connects_to_public_addresses_and_allowed_networks_alone(
    db, settings, httpd, networks, state, asked
):
    settings.FETCH_ALLOW_NETWORKS = [ipaddress.ip_network(network) for network in networks]
    article = FetchedArticleFactory(url=f"http://127.0.0.1:{httpd.server_port}/")
    ingestion.fetch_article(article.pk, now=LATER)
    article.refresh_from_db()
    assert (article.fetch_state, len(httpd.asked)) == (state, asked)


def test_fetching_what_is_done_does_nothing(db, site):
    article = FetchedArticleFactory(fetch_state="done")
    site()
    assert ingestion.fetch_article(article.pk, now=LATER) is None


# --- The sweep -------------------------------------------------------------------------------------------


def test_the_sweep_takes_what_is_stale_once(db):
    stale = ExtractionFactory(state="running", enqueued_at=NOW - timedelta(hours=1))
    ExtractionFactory(enqueued_at=NOW)
    ExtractionFactory(state="done", enqueued_at=NOW - timedelta(hours=1), finished_at=NOW)
    fetch = FetchedArticleFactory(fetch_enqueued_at=NOW - timedelta(hours=1))
    before = NOW - timedelta(minutes=3)
    assert ingestion.claim_stale(before=before, now=NOW) == ingestion.Unfinished([fetch.pk], [stale.pk])
    assert ingestion.claim_stale(before=before, now=NOW) == ingestion.Unfinished([], [])


# --- Constraints and races -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"start": 5, "end": 5, "exact": ""}, "appearance_span_not_empty"),
        ({"end": 3}, "appearance_span_is_as_long_as_its_words"),
        ({"score": 1.5}, "appearance_score_between_0_and_1"),
    ],
)
def test_an_appearance_that_cannot_be_is_refused_by_the_database(db, changes, constraint):
    appearance = AppearanceFactory()
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Appearance.objects.filter(pk=appearance.pk).update(**changes)


@pytest.mark.parametrize("state", ["done", "failed"])
def test_a_finished_extraction_has_a_time(db, state):
    extraction = ExtractionFactory()
    with pytest.raises(IntegrityError, match="extraction_finished_has_a_time"), transaction.atomic():
        Extraction.objects.filter(pk=extraction.pk).update(state=state, error="x")


@pytest.mark.django_db(transaction=True)
def test_workers_that_find_the_same_claims_at_once_make_them_once(engine):
    statements = [f"Kestria has {n} border posts." for n in range(2, 22)]
    text = " ".join(statements)
    extractions = [
        ExtractionFactory(revision__text=f"{text} Copy {n}.", revision__article__text_key=f"copy {n}")
        for n in range(4)
    ]
    engine.found[:] = [candidate(text, words) for words in statements]
    ready = threading.Barrier(len(extractions))
    errors = []

    def work(extraction_id, found):
        try:
            ready.wait()
            ingestion.extract_revision(extraction_id, clock=lambda: LATER)
        except Exception as error:
            errors.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work, args=(e.pk, engine.found)) for e in extractions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert (Claim.objects.count(), Appearance.objects.count(), Review.objects.count()) == (20, 80, 20)
