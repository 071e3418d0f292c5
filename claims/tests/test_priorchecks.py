"""Prior checks into the database: `record`, and `manage.py import_claimreview` as from a shell."""

import gzip
import io
import json
import sys
from ipaddress import ip_network

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from claims import priorchecks
from claims.claimreview import Reason, SourceError, read
from claims.fetching import Limits
from claims.ingestion import claim_key
from claims.models import PriorCheck
from claims.signals import prior_checks_recorded
from claims.tests.factories import NOW, PriorCheckFactory
from claims.tests.test_claimreview import ANSWER, REVIEW, page
from claims.tests.test_fetching import answer, dns, site  # noqa: F401 - fixtures

LATER = NOW.replace(hour=15)

pytestmark = pytest.mark.django_db


def record(*reviews, now=NOW, **options):
    source = reviews[0] if isinstance(reviews[0], bytes) else json.dumps(reviews).encode()
    return priorchecks.record(read(io.BytesIO(source), today=now.date()), now=now, **options)


def numbers(report):
    return report.created, report.updated, report.unchanged


def reviews(number, **changes):
    return [REVIEW | {"url": f"https://checks.example/{n}"} | changes for n in range(number)]


@pytest.fixture
def announced(django_capture_on_commit_callbacks):
    """Call `record` and return its report and what was announced once it was committed."""
    sent = []

    def listen(sender, prior_check_ids, now, **kwargs):
        sent.append((prior_check_ids, now))

    def run(*args, **options):
        del sent[:]
        with django_capture_on_commit_callbacks(execute=True):
            report = record(*args, **options)
        return report, sent

    prior_checks_recorded.connect(listen)
    yield run
    prior_checks_recorded.disconnect(listen)


# --- Rows ------------------------------------------------------------------------------------------------


def test_a_review_is_a_row():
    report = record(REVIEW)
    check = PriorCheck.objects.get()
    assert numbers(report) == (1, 0, 0)
    assert (check.text, check.claimant, check.rating_label) == (
        REVIEW["claimReviewed"],
        "Mira Tolland",
        "Mostly false",
    )
    assert (check.rating_value, check.rating_best, check.rating_worst, check.position) == (2, 5, 1, 0.25)
    assert (check.publisher, check.publisher_site, check.language, check.source) == (
        "Harbour Checks",
        "checks.example",
        "en",
        "feed",
    )
    assert (check.imported_at, check.updated_at) == (NOW, NOW)
    assert check.text_key == claim_key("The ferries carry 3 million people a year.")
    check.full_clean()


def test_the_same_again_changes_nothing():
    record(*reviews(3))
    before = list(PriorCheck.objects.order_by("pk").values())
    assert numbers(record(*reviews(3), now=LATER)) == (0, 0, 3)
    assert list(PriorCheck.objects.order_by("pk").values()) == before


def test_what_the_source_says_now_is_what_counts():
    record(*reviews(2))
    first, second = PriorCheck.objects.order_by("url")
    changed = reviews(2)[1] | {"reviewRating": {"alternateName": "True"}, "headline": "Corrected"}
    assert numbers(record(reviews(2)[0], changed, now=LATER)) == (0, 1, 1)
    unchanged, check = PriorCheck.objects.order_by("url")
    assert (unchanged.pk, unchanged.updated_at, check.pk) == (first.pk, NOW, second.pk)
    assert (check.rating_label, check.title, check.rating_value, check.position) == (
        "True",
        "Corrected",
        None,
        None,
    )
    assert (check.imported_at, check.updated_at) == (NOW, LATER)


def test_one_page_may_check_several_claims_and_addresses_are_compared_in_one_form():
    other = REVIEW | {"claimReviewed": "The ferries are late."}
    marked = REVIEW | {"url": "HTTPS://Checks.Example/ferries?utm_source=feed#top"}
    assert numbers(record(REVIEW, other)) == (2, 0, 0)
    assert numbers(record(marked, now=LATER)) == (0, 1, 0)
    assert PriorCheck.objects.get(text=REVIEW["claimReviewed"]).url.startswith("https://Checks.Example/")


def test_of_a_check_that_a_source_brings_twice_the_first_counts(monkeypatch):
    monkeypatch.setattr(priorchecks, "BATCH", 2)
    twice = [*reviews(3), REVIEW | {"url": "https://checks.example/0", "headline": "Again"}]
    for created, unchanged in ((3, 0), (0, 3)):
        report = record(*twice)
        assert (*numbers(report), report.repeated) == (created, 0, unchanged, 1)
    assert not PriorCheck.objects.exclude(title="").exists()


def test_what_another_source_leaves_open_does_not_empty_a_field():
    record(REVIEW)
    google = json.loads(json.dumps(ANSWER))
    google["claims"][0] |= {
        "text": REVIEW["claimReviewed"],
        "claimReview": [{"url": REVIEW["url"], "textualRating": "Mostly false", "title": "On ferries"}],
    }
    google["claims"][0]["claimant"] = ""
    assert numbers(record(json.dumps(google).encode(), now=LATER)) == (0, 1, 0)
    check = PriorCheck.objects.get()
    assert (check.title, check.claimant, check.position, check.source) == (
        "On ferries",
        "Mira Tolland",
        0.25,
        "feed",
    )
    assert numbers(record(REVIEW, now=LATER)) == (0, 1, 0)  # the feed itself has no title


def test_our_own_fact_check_is_not_overwritten():
    record(REVIEW)
    PriorCheck.objects.update(source=PriorCheck.Source.OWN)
    report = record(REVIEW | {"reviewRating": "True"}, now=LATER)
    assert dict(report.refused) == {Reason.OWN: 1}
    assert PriorCheck.objects.get().rating_label == "Mostly false"


def test_batches_are_announced_once_committed(announced, monkeypatch):
    monkeypatch.setattr(priorchecks, "BATCH", 2)
    report, sent = announced(*reviews(5))
    assert report.created == 5
    assert [len(ids) for ids, _ in sent] == [2, 2, 1]
    assert set.union(*(ids for ids, _ in sent)) == set(PriorCheck.objects.values_list("pk", flat=True))
    assert {now for _, now in sent} == {NOW}
    changed = reviews(5)
    changed[3]["headline"] = "Corrected"
    _, sent = announced(*changed, now=LATER)
    assert sent == [({PriorCheck.objects.get(title="Corrected").pk}, LATER)]
    assert announced(*changed)[1] == []


@pytest.mark.django_db(transaction=True)
def test_each_batch_is_kept_though_a_later_one_fails(monkeypatch):
    monkeypatch.setattr(priorchecks, "BATCH", 2)
    write = PriorCheck.objects.bulk_create
    calls = []

    def failing(rows, **options):
        calls.append(rows)
        written = write(rows, **options)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return written

    monkeypatch.setattr(type(PriorCheck.objects), "bulk_create", lambda self, rows, **o: failing(rows, **o))
    with pytest.raises(KeyboardInterrupt):
        record(*reviews(5))
    assert PriorCheck.objects.count() == 2
    monkeypatch.undo()
    assert numbers(record(*reviews(5))) == (3, 0, 2)


def test_a_batch_takes_a_fixed_number_of_queries(django_assert_max_num_queries):
    with django_assert_max_num_queries(
        40
    ):  # SQLite takes so many values in a statement: 500 rows are several
        record(*reviews(500))
    with django_assert_max_num_queries(4):
        record(*reviews(500))


def test_a_dry_run_tells_and_writes_nothing(announced):
    record(REVIEW)
    report, sent = announced(REVIEW | {"reviewRating": "True"}, *reviews(2), now=LATER, dry_run=True)
    assert (numbers(report), sent) == ((2, 1, 0), [])
    assert PriorCheck.objects.get().rating_label == "Mostly false"


def test_every_refused_entry_is_counted_and_the_first_are_told():
    report = record(
        *reviews(15, claimReviewed=""), *reviews(2, url="javascript:alert(1)"), REVIEW, {"@type": "Person"}
    )
    assert dict(report.refused) == {Reason.NO_CLAIM: 15, Reason.BAD_URL: 2}
    assert (report.created, report.others, report.entries, report.more_refused) == (1, 1, 18, 7)
    assert [refused.place for refused in report.first_refused] == [f"entry {n}" for n in range(1, 11)]


def test_a_source_that_breaks_off_keeps_what_came_before():
    report = record(json.dumps(reviews(3)).encode()[:-1])
    assert (report.created, report.stopped) == (3, "it is not JSON: it ends half-way")
    assert PriorCheck.objects.count() == 3


@pytest.mark.parametrize(
    ("source", "why"),
    [
        (b"{}", "there is no ClaimReview in it"),
        (b'[{"@type": "Person"}, 7]', "there is no ClaimReview in it"),
        (page("{oops"), "there is no ClaimReview in it (script 1: not JSON)"),
        (b'{"@type": "DataFeed", "dataFeedElement": []}', "there is no ClaimReview in it"),
        (b"hello", "it is neither JSON nor HTML"),
    ],
)
def test_a_source_without_any_is_none(source, why):
    with pytest.raises(SourceError) as caught:
        record(source)
    assert str(caught.value) == why


def test_a_full_batch_of_hostile_texts_is_kept():
    """What one database refuses and the other takes: NUL, half characters, odd digits, the longest of everything."""
    hostile = [
        {
            "claimReviewed": "a\u0000b \ud800 \u202e %s ' \" 🦉 " + "x" * 4900,
            "headline": "h\u0000" + "é" * 900,
        },
        {"claimReviewed": "x" * 5000, "url": "https://checks.example/" + "x" * 1970, "author": "p" * 900},
        {"itemReviewed": {"author": "ﬁ" * 900, "datePublished": "1500-01-01"}, "inLanguage": "ENG_x\u0000"},
        {"reviewRating": {"alternateName": "r" * 900, "ratingValue": "1e6", "bestRating": -0.0}},
    ]
    changed = [REVIEW | {"url": f"https://checks.example/{n}"} | one for n, one in enumerate(hostile)]
    assert numbers(record(*changed)) == (4, 0, 0)
    assert numbers(record(*changed)) == (0, 0, 4)
    assert "\x00" not in "".join(PriorCheck.objects.values_list("text", flat=True))


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"text": ""}, "A check needs the text of the claim."),
        ({"rating_label": ""}, "A check needs the name of its rating."),
        ({"url": "javascript:alert(1)"}, "The address of a review starts with http:// or https://."),
        ({"position": 1.5}, "A position lies between 0 and 1."),
        ({"updated_at": NOW.replace(hour=1)}, "A check is not changed before it is imported."),
    ],
)
def test_the_database_refuses_what_cannot_be(values, message):
    with pytest.raises(ValidationError) as caught:
        PriorCheckFactory.build(**values).validate_constraints()
    assert message in caught.value.messages
    with pytest.raises(IntegrityError), transaction.atomic():
        PriorCheckFactory(**values)


def test_one_row_per_key():
    check = PriorCheckFactory()
    with pytest.raises(ValidationError, match="here already"):
        PriorCheckFactory.build(key=check.key).validate_constraints()
    with pytest.raises(IntegrityError), transaction.atomic():
        PriorCheckFactory(key=check.key)


def test_the_different_values_of_a_column():
    assert PriorCheck.objects.different("language") == []
    for language in ("fr", "", "de", "fr", "en"):
        PriorCheckFactory(language=language)
    assert PriorCheck.objects.different("language") == ["de", "en", "fr"]


# --- The command -----------------------------------------------------------------------------------------


@pytest.fixture
def run(capsys):
    """Call the command; return its exit status, the lines it printed, and those of its errors."""

    def run(*arguments):
        status = 0
        try:
            call_command(
                "import_claimreview",
                *map(str, arguments),
                stdout=sys.stdout,
                stderr=sys.stderr,
                no_color=True,
            )
        except Exception as error:  # as from a shell, where it is one line
            status, message = error.returncode, " ".join(str(error).split())
            sys.stderr.write(message)
        out, err = capsys.readouterr()
        return status, out.splitlines(), err.splitlines()

    return run


@pytest.fixture
def feed(tmp_path):
    path = tmp_path / "feed.json"
    path.write_text(json.dumps([*reviews(2), REVIEW | {"url": ""}, REVIEW | {"reviewRating": {}}]), "utf-8")
    return path


def test_the_command_tells_what_became_of_the_entries(run, feed):
    assert run(feed) == (
        0,
        [
            "          2  created",
            "          0  updated",
            "          0  unchanged",
            "          2  refused",
            "                     1  no url",
            "                     1  no name of a rating",
            "refused: entry 3: no url",
            "refused: entry 4: no name of a rating",
        ],
        [],
    )
    assert run(feed)[1][:3] == ["          0  created", "          0  updated", "          2  unchanged"]


def test_the_command_reads_packed_files_and_standard_input(run, tmp_path, monkeypatch):
    packed = gzip.compress("\n".join(map(json.dumps, reviews(3))).encode())
    path = tmp_path / "feed.gz"
    path.write_bytes(packed)
    assert run(path)[1][0] == "          3  created"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(packed)))
    assert run("-")[1][2] == "          3  unchanged"


def test_the_command_without_writing(run, feed):
    status, out, _ = run(feed, "--dry-run")
    assert (status, out[0], out[-1]) == (0, "          2  created", "Nothing was written.")
    assert not PriorCheck.objects.exists()


def test_the_command_on_what_breaks_off(run, tmp_path):
    path = tmp_path / "feed.json"
    path.write_bytes(json.dumps(reviews(2)).encode()[:-1])
    status, out, err = run(path)
    assert (status, out[0]) == (1, "          2  created")
    assert err == [
        f"{path}: it is not JSON: it ends half-way; what stands before it is imported, "
        "and importing it again doubles nothing"
    ]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (None, "No such file or directory"),
        (b"", "there is nothing in it"),
        (b"\x7fELF\0\0", "it is not UTF-8 text"),
        (b"{}", "there is no ClaimReview in it"),
        (b'{"a', "it is not JSON: it ends half-way"),
    ],
)
def test_the_command_on_what_is_no_source(run, tmp_path, content, why):
    path = tmp_path / "feed.json"
    if content is not None:
        path.write_bytes(content)
    assert run(path) == (2, [], [f"{path}: {why}"])
    assert run(tmp_path) == (2, [], [f"{tmp_path}: Is a directory"])


def test_the_command_without_a_table(run, feed, monkeypatch):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE claims_priorcheck RENAME TO elsewhere")
    status, out, err = run(feed)
    assert (status, out, len(err)) == (2, [], 1)
    assert err[0].startswith("the database is not ready (")


@pytest.fixture
def near(site, dns, settings, monkeypatch):  # noqa: F811
    """The site on loopback, where addresses of the settings' own networks may be reached."""
    settings.FETCH_ALLOW_NETWORKS = [ip_network("127.0.0.0/8")]
    monkeypatch.setattr(priorchecks, "FEED_LIMITS", Limits(ports=None, total_seconds=10, body_bytes=100_000))
    return site


def test_the_command_on_an_address(run, near):
    body = json.dumps(reviews(2)).encode()
    near.routes["/feed"] = answer(body, content_type="application/ld+json")
    near.routes["/packed"] = answer(gzip.compress(body), content_type="application/octet-stream")
    near.routes["/page"] = answer(page(json.dumps(REVIEW)))
    assert run(near.url("/feed"))[1][0] == "          2  created"
    assert run(near.url("/packed"))[1][2] == "          2  unchanged"
    assert run(near.url("/page"))[1][0] == "          1  created"
    assert PriorCheck.objects.get(url=REVIEW["url"]).source == "page"


def test_the_command_on_an_address_that_fails(run, near, settings):
    near.routes["/gone"] = answer(status="404 Not Found")
    near.routes["/picture"] = answer(b"x", content_type="image/png")
    near.routes["/large"] = answer(b"[" + b" " * 200_000, content_type="application/json")
    for path, why in [
        ("/gone", "The page answered 404 Not Found."),
        ("/picture", "The address leads to image/png, not to JSON or a web page."),
        ("/large", "The page is larger than 100,000 bytes."),
    ]:
        assert run(near.url(path)) == (2, [], [f"{near.url(path)}: {why}"])
    settings.FETCH_ALLOW_NETWORKS = []
    near.requests.clear()
    assert run(near.url("/gone"))[2] == [f"{near.url('/gone')}: The address points to a private network."]
    assert near.requests == []
    assert run("ftp://checks.example/")[2] == [
        "ftp://checks.example/: The address must start with http:// or https://."
    ]
