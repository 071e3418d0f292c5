"""`manage.py ingest`, called as from a shell but in this process."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.management import call_command

from claims import tasks
from claims.ingestion import extract_revision
from claims.management.commands import ingest
from claims.models import Article, Extraction
from claims.tests.factories import NOW, FetchedArticleFactory, UserFactory
from factcheck.accounts.models import Role, User

TEXT = "Kestria has massed about 120,000 troops along its border with Morvane."
PAGE = f"<html><head><title>Talks</title></head><body><article><p>{TEXT * 3}</p></article></body></html>"
URL = "https://corvale.example/talks"

SERVERS = {"DATABASE_URL", "REDIS_URL", "DJANGO_SETTINGS_MODULE"}

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(tmp_path):
    path = tmp_path / "story.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def run(capsys):
    """Call the command; return its exit status, the lines it printed, and those of its errors."""

    def run(*arguments):
        status = 0
        try:
            # The captured streams are not those that Django's command has taken as its own on import.
            call_command("ingest", *map(str, arguments), stdout=sys.stdout, stderr=sys.stderr)
        except SystemExit as end:
            status = end.code
        out, err = capsys.readouterr()
        return status, out.splitlines(), err.splitlines()

    return run


@pytest.fixture
def refused(run):
    """Call the command with wrong input; return the lines of its errors. Nothing may have been written."""

    def refused(*arguments):
        people = User.objects.count()
        status, out, err = run(*arguments)
        assert (status, out) == (2, [])
        assert (Article.objects.count(), User.objects.count()) == (0, people)
        return err

    return refused


def test_files_and_addresses_go_to_the_workers(
    run, story, tmp_path, monkeypatch, django_capture_on_commit_callbacks
):
    sent = []
    monkeypatch.setattr(tasks.fetch_article, "delay", lambda **ids: sent.append(("fetch", ids)))
    monkeypatch.setattr(tasks.extract_revision, "delay", lambda **ids: sent.append(("extract", ids)))
    page = tmp_path / "talks.html"
    page.write_text(PAGE, encoding="utf-8")
    with django_capture_on_commit_callbacks(execute=True):
        status, out, err = run(story, page, URL, "--published", "2026-11-12")
    text, html, url = Article.objects.order_by("pk")
    assert (status, err) == (0, [])
    pairs = zip((text, html, url), (story, page, URL), strict=True)
    assert out == [f"new\t{a.pk}\t/articles/{a.pk}/\t{source}" for a, source in pairs]
    assert text.latest_revision().text == TEXT
    assert html.title == "Talks"
    assert (url.url, url.fetch_state) == (URL, "queued")
    assert {a.published_at.date().isoformat() for a in (text, html, url)} == {"2026-11-12"}
    assert [kind for kind, _ in sent] == ["extract", "extract", "fetch"]
    assert sent[2][1] == {"article_id": url.pk}


def test_the_same_again_is_known(run, story, settings):
    settings.PUBLIC_URL = "https://desk.example/"
    run(story)
    article = Article.objects.get()
    assert run(story, story) == (
        0,
        [f"known\t{article.pk}\thttps://desk.example/articles/{article.pk}/\t{story}"] * 2,
        [],
    )


def test_title_and_publisher(run, story):
    run(story, "--title", "Talks", "--publisher", "Corvale Wire")
    article = Article.objects.get()
    assert (article.title, article.publisher) == ("Talks", "Corvale Wire")


def test_the_system_person_is_made_once_and_cannot_sign_in(run, story, tmp_path):
    other = tmp_path / "other.txt"
    other.write_text("Morvane has 14 border posts.", encoding="utf-8")
    run(story, other)
    run(story)
    person = User.objects.get()
    assert (person.username, person.role, person.is_staff) == ("ingest", Role.CONTRIBUTOR, False)
    assert not person.has_usable_password()
    assert {a.submitted_by for a in Article.objects.all()} == {person}


def test_by_somebody(run, story):
    person = UserFactory(username="mara")
    run(story, "--by", "mara")
    assert Article.objects.get().submitted_by == person
    assert not User.objects.filter(username="ingest").exists()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.pdf", b"text", "The file's name must end in .txt or .html."),
        ("a.txt", b"", "The file is empty."),
        ("a.txt", b"\0\1", "The file is not text: it contains NUL bytes."),
        ("a.txt", b"\xff\xfeab", "The file is not UTF-8: byte 1 does not fit."),
        ("a.html", b"%PDF-1.7", "The file is a PDF, not text."),
        ("a.html", b"<html></html>", "No article text was found on the page."),
        ("a.txt", b"a" * 201, "The file is larger than 0.0002 MB."),
    ],
)
def test_a_file_that_is_no_article(refused, tmp_path, settings, name, content, said):
    settings.ARTICLE_MAX_BYTES = 200
    path = tmp_path / name
    path.write_bytes(content)
    assert refused(path) == [f"{path}: {said}"]


def test_what_is_no_file(refused, tmp_path):
    pipe = tmp_path / "pipe.txt"
    os.mkfifo(pipe)
    assert refused(tmp_path, tmp_path / "none.txt", pipe) == [
        f"{tmp_path}: Is a directory",
        f"{tmp_path / 'none.txt'}: No such file or directory",
        f"{pipe}: Not an ordinary file",
    ]


def test_a_file_that_cannot_be_opened(refused, story, monkeypatch):
    def deny(self, mode):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.open", deny)
    assert refused(story) == [f"{story}: Permission denied"]


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("ftp://corvale.example/a", "The address must start with http:// or https://."),
        ("https://", "The address names no site."),
        ("http://a b/", "The address contains spaces or control characters."),
        ("https://me@corvale.example/", "The address contains a user name or password."),
    ],
)
def test_what_is_no_address(refused, url, said):
    assert refused(url) == [f"{url}: {said}"]


@pytest.mark.parametrize("day", ["yesterday", "2026-02-30", "18.01.2022"])
def test_what_is_no_date_is_said_once(refused, story, day):
    assert refused(story, URL, "--published", day) == ["--published: Give a date as YYYY-MM-DD."]


def test_options_that_do_not_fit(refused, story):
    assert refused(story, story, "--title", "Talks") == ["--title: goes with one input only"]
    assert len(refused(URL, "--publisher", "Corvale Wire")) == 1
    assert len(refused(story, "--title", "x" * 501)) == 1


def test_nobody_and_who_may_not_submit(refused, story):
    UserFactory(username="gone", is_active=False)
    assert refused(story, "--by", "nobody") == ["--by: there is nobody called nobody"]
    assert refused(story, "--by", "gone") == ["--by: gone may not submit articles"]


def test_one_wrong_input_and_nothing_is_submitted_and_all_that_is_wrong_is_said(refused, story, tmp_path):
    err = refused(story, tmp_path / "none.txt", URL, "ftp://corvale.example/")
    assert [line.partition(": ")[0] for line in err] == [str(tmp_path / "none.txt"), "ftp://corvale.example/"]


def test_without_a_broker_it_is_kept_and_said_so(transactional_db, no_broker, run, story, tmp_path, caplog):
    status, out, err = run(story)
    assert (status, len(out)) == (0, 1)
    assert err == ["Kept; it is read when the workbench runs. Start it with make run."]
    assert caplog.records == []
    assert Extraction.objects.get().state == "queued"


@pytest.fixture
def shell(tmp_path):
    """Run `manage.py` as from a shell, with a database that this test alone has."""

    def shell(*arguments, **env):
        without = {name: value for name, value in os.environ.items() if name not in SERVERS}
        command = [sys.executable, "manage.py", *map(str, arguments)]
        env = {**without, "VAR_DIR": str(tmp_path / "var"), **env}
        return subprocess.run(command, env=env, cwd=settings.BASE_DIR, capture_output=True, text=True)

    return shell


@pytest.mark.parametrize(
    ("folder", "env", "reason"),
    [
        (True, {}, "no such table: accounts_user"),
        (False, {}, "unable to open database file"),
        (True, {"DATABASE_URL": "postgres://me@127.0.0.1:1/desk", "SECRET_KEY": "x"}, "127.0.0.1"),
    ],
)
def test_without_a_database_it_says_what_makes_one(shell, story, tmp_path, folder, env, reason):
    if folder:
        (tmp_path / "var").mkdir()
    done = shell("ingest", story, **env, **({} if folder else {"VAR_DIR": str(story)}))
    assert (done.returncode, done.stdout) == (2, "")
    [line] = done.stderr.splitlines()
    assert line.startswith("the database is not ready (")
    assert reason in line
    assert line.endswith("; make run sets it up and starts the workbench")


@pytest.mark.parametrize("command", ["extract", "ingest"])
def test_a_missing_file_is_said_in_the_same_words(shell, command, tmp_path):
    (tmp_path / "var").mkdir()
    shell("migrate", "--verbosity", "0")
    done = shell(command, "none.txt")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "none.txt: No such file or directory\n"


def test_wait_until_it_is_read(run, story, monkeypatch):
    """The worker is played by what happens while the command sleeps."""
    slept = []

    def work(seconds):
        slept.append(seconds)
        extract_revision(Extraction.objects.get().pk, clock=lambda: NOW)

    monkeypatch.setattr(ingest.time, "sleep", work)
    status, out, err = run(story, "--wait", "60")
    assert (status, len(out), err) == (0, 1, [])
    assert Extraction.objects.get().state == "done"
    assert len(slept) == 1


def test_wait_in_vain(run, story):
    status, out, err = run(story, "--wait", "0")
    assert (status, len(out)) == (1, 1)
    assert err == [f"{TEXT}: not read after 0 s; the workers go on"]


def test_wait_for_what_fails(run, story, monkeypatch):
    article = FetchedArticleFactory(url=URL, url_key=URL)

    def fail(seconds):
        Article.objects.filter(pk=article.pk).update(fetch_state="failed", fetch_error="404 Not Found.")
        Extraction.objects.update(state="failed", error="The engine tripped.", finished_at=NOW)

    monkeypatch.setattr(ingest.time, "sleep", fail)
    status, out, err = run(URL, story, "--wait", "60")
    assert (status, len(out)) == (1, 2)
    assert [line.rpartition(": ")[2] for line in err] == ["404 Not Found.", "The engine tripped."]


@pytest.mark.parametrize("wait", ["-1", "soon", "inf", "nan"])
def test_a_wait_that_is_no_number_of_seconds(story, wait):
    from django.core.management.base import CommandError

    with pytest.raises(CommandError, match="--wait"):
        call_command("ingest", str(story), f"--wait={wait}")
    assert not Article.objects.exists()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ((), "FILE|URL"),
        (("--wat", "story.txt"), "--wat"),
        (("--wait", "-1", "story.txt"), "0 or more"),
        (("--title", "\udcff", "story.txt"), "--title: not UTF-8"),
        (("--publisher", "\udcff", "story.txt"), "--publisher: not UTF-8"),
        (("--by", "\udcff", "story.txt"), "--by: not UTF-8"),
    ],
)
def test_a_wrong_argument_is_one_line(arguments, says, capsys):
    with pytest.raises(SystemExit) as end:
        ingest.Command().run_from_argv(["manage.py", "ingest", *arguments])
    assert end.value.code == 2
    [line] = capsys.readouterr().err.splitlines()
    assert line.startswith("manage.py ingest: ")
    assert says in line
