"""`manage.py demo`: what a newcomer starts with."""

import io
import re
import socket
from datetime import UTC

import pytest
from django.core.management import CommandError, call_command, execute_from_command_line
from django.test import Client

from claims.models import Appearance, Article, Claim, Extraction
from claims.tests.factories import UserFactory
from factcheck.accounts.models import Role, User
from factcheck.celery import app
from factcheck.management.commands.demo import SAMPLES, read_sample
from reviews.models import Review

SAMPLE_FILES = sorted(SAMPLES.glob("*.txt"))
LINK = re.compile(r"(http\S+)/sign-in/link/(\?sesame=\S+)")


@pytest.fixture
def at_once(transactional_db):
    """Tasks run where they are enqueued: the domain calls are the same, no worker is needed."""
    app.conf.task_always_eager = True
    yield
    app.conf.task_always_eager = False


@pytest.fixture
def never(transactional_db, monkeypatch):
    """Tasks are enqueued and nobody takes them."""
    monkeypatch.setattr("claims.tasks.extract_revision.delay", lambda **ids: None)


def demo(capsys, *arguments, **options):
    # Half of the runs are on a server database, where the command asks for this.
    call_command("demo", "--yes-really", *arguments, **options)
    return capsys.readouterr().out


# --- What it makes ---------------------------------------------------------------------------------------


def test_a_new_desk_has_two_people_a_queue_and_links_that_work(at_once, capsys):
    out = demo(capsys, "--wait", "0", "--address", "http://127.0.0.1:8123/")
    people = {user.display_name: user.role for user in User.objects.all()}
    assert people == {"Mara Quillon": Role.EDITOR, "Sunniva Hale": Role.SENIOR_EDITOR}
    assert not any(user.has_usable_password() for user in User.objects.all())
    assert Article.objects.count() == len(SAMPLE_FILES)
    assert not Extraction.objects.exclude(state="done").exists()
    assert Review.objects.filter(state="queued").count() >= 20
    assert f"{len(SAMPLE_FILES)} sample articles read, {Review.objects.count()} claims in the queue." in out
    links = LINK.findall(out)
    assert [address for address, _ in links] == ["http://127.0.0.1:8123"] * 2
    for (_, query), username in zip(links, ["mara", "sunniva"], strict=True):
        client = Client()
        client.get(f"/sign-in/link/{query}")
        assert client.session["_auth_user_id"] == str(User.objects.get(username=username).pk)


def test_the_printout_is_short_and_aligned(at_once, capsys):
    lines = demo(capsys, "--wait", "0").splitlines()
    assert len(lines) <= 6
    assert len({line.index("http") for line in lines if "sesame" in line}) == 1


def test_a_second_run_doubles_nothing(at_once, capsys):
    def counts():
        return [model.objects.count() for model in (User, Article, Extraction, Claim, Appearance, Review)]

    demo(capsys, "--wait", "0")
    before = counts()
    out = demo(capsys, "--wait", "0")
    assert counts() == before
    assert out.startswith(
        f"Continuing: {len(SAMPLE_FILES)} articles, {Review.objects.count()} claims in the queue.\n"
    )


def test_people_who_are_there_stay_as_they_are(at_once, capsys):
    UserFactory(username="mara", first_name="Marah", last_name="Quill", role=Role.MODERATOR)
    out = demo(capsys, "--wait", "0")
    assert "Marah Quill    moderator" in out
    assert User.objects.get(username="mara").role == Role.MODERATOR


def test_what_no_worker_has_read_is_said_and_not_waited_for_for_ever(never, capsys):
    out = demo(capsys, "--wait", "0")
    total = len(SAMPLE_FILES)
    assert f"0 of {total} sample articles read, 0 claims in the queue." in out
    assert f"{total} follow as soon as a worker runs." in out
    assert len(LINK.findall(out)) == 2


@pytest.mark.service
def test_a_real_worker_reads_the_samples(worker, capsys):
    out = demo(capsys, "--wait", "60")
    assert f"{len(SAMPLE_FILES)} sample articles read" in out


# --- Links alone -----------------------------------------------------------------------------------------


def test_links_only_prints_fresh_links(db, capsys):
    for username in ("mara", "sunniva"):
        UserFactory(username=username)
    out = demo(capsys, "--links")
    assert len(LINK.findall(out)) == 2
    assert Article.objects.count() == 0


def test_links_of_nobody_are_refused(db):
    with pytest.raises(CommandError, match="no demo people yet") as refused:
        call_command("demo", "--links", "--yes-really")
    assert refused.value.returncode == 2


def test_somebody_deactivated_gets_no_link(db, capsys):
    UserFactory(username="mara")
    UserFactory(username="sunniva", is_active=False)
    out = demo(capsys, "--links")
    assert len(LINK.findall(out)) == 1
    assert "deactivated" in out


def test_the_port_of_make_run_is_the_links(db, capsys, monkeypatch):
    monkeypatch.setenv("PORT", "8321")
    UserFactory(username="mara")
    assert LINK.search(demo(capsys, "--links"))[1] == "http://127.0.0.1:8321"


@pytest.fixture
def kept_address(settings, tmp_path):
    """What the last `make run` left under var/."""
    settings.VAR_DIR = tmp_path
    (tmp_path / "address").write_text("http://127.0.0.1:8471")
    return "http://127.0.0.1:8471"


def test_links_go_to_where_the_workbench_ran_last(db, capsys, kept_address):
    UserFactory(username="mara")
    assert LINK.search(demo(capsys, "--links"))[1] == kept_address


def test_links_of_a_workbench_that_is_not_running_say_so(db, capsys):
    UserFactory(username="mara")
    with socket.socket() as there:
        there.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{there.getsockname()[1]}"
        there.listen()
        err = io.StringIO()
        demo(capsys, "--links", "--address", address, stderr=err)
        assert err.getvalue() == ""
    demo(capsys, "--links", "--address", address, stderr=err)
    assert err.getvalue() == f"Not running at {address}; start it with make run.\n"


# --- Refusals --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("arguments", [[], ["--links"]])
def test_a_server_database_gets_no_demo_people(db, settings, arguments):
    settings.EMBEDDED = False
    with pytest.raises(CommandError, match="--yes-really") as refused:
        call_command("demo", *arguments)
    assert refused.value.returncode == 2
    assert not User.objects.exists()


@pytest.mark.parametrize(("embedded", "arguments"), [(False, ["--yes-really"]), (True, [])])
def test_unless_somebody_means_it_or_it_is_their_own_machine(db, settings, capsys, embedded, arguments):
    settings.EMBEDDED = embedded
    UserFactory(username="mara")
    call_command("demo", "--links", *arguments)
    assert LINK.search(capsys.readouterr().out)


@pytest.mark.parametrize(
    "arguments",
    [
        ["--address", "localhost:8000"],
        ["--address", "ftp://desk.example"],
        ["--address", "http://desk.example:port"],
        ["--address", "http://[::1"],
        ["--wait", "soon"],
        ["--wait", "-1"],
    ],
)
def test_what_makes_no_sense_is_one_line_and_status_2(arguments, capsys):
    with pytest.raises(SystemExit) as refused:
        execute_from_command_line(["manage.py", "demo", *arguments])
    assert refused.value.code == 2
    [line] = capsys.readouterr().err.splitlines()
    assert line.startswith(f"manage.py demo: argument {arguments[0]}:")


# --- The samples -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", SAMPLE_FILES, ids=lambda path: path.stem)
def test_every_sample_is_whole(path):
    sample = read_sample(path)
    assert sample.title
    assert sample.publisher
    assert sample.byline
    assert sample.published_at.tzinfo == UTC
    assert 300 <= len(sample.text.split()) <= 500


def test_one_claim_stands_in_two_samples(at_once, capsys):
    demo(capsys, "--wait", "0")
    (claim,) = Claim.objects.with_spread().filter(article_count__gt=1)
    assert claim.statement == "Kestria has massed about 120,000 troops along its border with Morvane."
    assert claim.publisher_count == 2


def test_the_command_of_the_guide_makes_an_admin(db, monkeypatch, client):
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", "a long one, 1996")
    call_command("createsuperuser", "--noinput", username="iona", email="iona@desk.example", verbosity=0)
    person = User.objects.get()
    assert (person.role, person.is_staff, person.is_superuser) == (Role.ADMIN, True, True)
    assert client.login(username="iona", password="a long one, 1996")
    assert client.get("/admin/").status_code == 200
