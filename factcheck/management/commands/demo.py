"""`manage.py demo`: a desk to look at. Two people, the sample articles, and links that sign in."""

from __future__ import annotations

import os
import socket
import time
from argparse import ArgumentParser, ArgumentTypeError
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import sesame.utils
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.management.base import CommandError
from django.db import OperationalError, ProgrammingError
from django.urls import reverse
from django.utils import timezone

import claims
from claims import actions
from claims.fetching import Document
from claims.management.arguments import BAD_INPUT, OneLineCommand, database_away
from claims.models import Article, Extraction
from factcheck.accounts.models import Role, User
from reviews.models import Review
from reviews.states import State

SAMPLES = Path(claims.__file__).parent / "samples"
# The first submits the samples; a second person has to approve.
PEOPLE = {
    "mara": {"first_name": "Mara", "last_name": "Quillon", "role": Role.EDITOR},
    "sunniva": {"first_name": "Sunniva", "last_name": "Hale", "role": Role.SENIOR_EDITOR},
}
POLL_SECONDS = 0.2
FIRST_ADDRESS = "http://127.0.0.1:8000"


class Command(OneLineCommand):
    help = "Make two demo people, submit the sample articles and print one-time sign-in links. Harmless to repeat."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--address",
            type=_address,
            default=last_address(),
            help="where the workbench answers (default: where it ran last, %(default)s)",
        )
        parser.add_argument(
            "--wait",
            type=_seconds,
            default=20.0,
            metavar="SECONDS",
            help="how long to wait for the workers to read the samples (default: %(default)s)",
        )
        parser.add_argument("--links", action="store_true", help="only print fresh sign-in links")
        parser.add_argument(
            "--yes-really", action="store_true", help="also on a server database, where real people work"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.EMBEDDED and not options["yes_really"]:
            raise CommandError(
                "this is a server database, and demo people could sign in to it; add --yes-really if you mean it",
                returncode=BAD_INPUT,
            )
        try:
            if options["links"]:
                people = demo_people()
            else:
                people = make_people()
                submissions = submit_samples(people[0])
                articles = [submission.article for submission in submissions]
                wait_until_read(articles, seconds=options["wait"])
                fresh = any(submission.created for submission in submissions)
                self.stdout.write(progress(articles, fresh=fresh) + "\n\n")
        except (OperationalError, ProgrammingError) as error:
            raise database_away(error) from error
        self.stdout.write(links(people, options["address"]))
        if options["links"] and not answers(options["address"]):
            self.stderr.write(f"Not running at {options['address']}; start it with make run.")


def _address(text: str) -> str:
    try:
        parts = urlsplit(text)
        good = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port that is no number, half an IPv6 address
        good = False
    if not good:
        raise ArgumentTypeError(f"{text!r} is no address like http://127.0.0.1:8000")
    return text.rstrip("/")


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1.0
    if not 0 <= seconds <= 3600:
        raise ArgumentTypeError(f"{text!r} is no number of seconds from 0 to 3600")
    return seconds


def last_address() -> str:
    """Return where the workbench answers: as PORT says, else where `make run` started it last."""
    if port := os.environ.get("PORT"):
        return f"http://127.0.0.1:{port}"
    try:
        return (settings.VAR_DIR / "address").read_text(encoding="utf-8").strip() or FIRST_ADDRESS
    except OSError:
        return FIRST_ADDRESS


def answers(address: str) -> bool:
    """Whether anything listens there."""
    parts = urlsplit(address)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    try:
        socket.create_connection((parts.hostname, port), timeout=2).close()
    except OSError:
        return False
    return True


# --- People ----------------------------------------------------------------------------------------------


def make_people() -> list[User]:
    """Make the demo people who are not there yet; whoever is there stays as they are."""
    password = make_password(None)  # none: they sign in by link, and may set one
    return [
        User.objects.get_or_create(username=username, defaults={**person, "password": password})[0]
        for username, person in PEOPLE.items()
    ]


def demo_people() -> list[User]:
    people = list(User.objects.filter(username__in=PEOPLE).order_by("pk"))
    if not people:
        raise CommandError("there are no demo people yet; make run makes them", returncode=BAD_INPUT)
    return people


def links(people: list[User], address: str) -> str:
    """Return one line a person, in columns, and how long the links hold."""
    page = address + reverse("accounts:link")
    rows = [
        (
            person.display_name,
            person.get_role_display().lower(),
            page + sesame.utils.get_query_string(person) if person.is_active else "deactivated",
        )
        for person in people
    ]
    names, roles = (max(len(row[column]) for row in rows) for column in (0, 1))
    lines = [f"  {name:{names}}   {role:{roles}}   {link}" for name, role, link in rows]
    hours = settings.SESAME_MAX_AGE // 3600
    hint = f"Each link signs in once, within {hours} hours. For fresh ones: .venv/bin/python manage.py demo --links"
    return "\n".join([*lines, "", hint])


# --- Articles --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Sample:
    """An article of ours: a few `Name: value` lines, an empty line, the text."""

    title: str
    publisher: str
    byline: str
    published_at: datetime
    text: str


def read_sample(path: Path) -> Sample:
    head, _, text = path.read_text(encoding="utf-8").partition("\n\n")
    values = dict(line.split(": ", 1) for line in head.splitlines())
    return Sample(
        title=values["Title"],
        publisher=values["Publisher"],
        byline=values["Byline"],
        published_at=datetime.fromisoformat(values["Published"]),
        text=text.strip(),
    )


def submit_samples(by: User) -> list[actions.Submission]:
    """Submit each sample as a person would; one that is here already is not submitted again."""
    samples = sorted(map(read_sample, SAMPLES.glob("*.txt")), key=lambda sample: sample.published_at)
    return [
        actions.submit_document(
            document=Document(text=sample.text, byline=sample.byline),
            by=by,
            now=timezone.now(),
            title=sample.title,
            publisher=sample.publisher,
            published_at=sample.published_at,
        )
        for sample in samples
    ]


def runs(articles: list[Article]) -> Any:
    """Return the extractions of these articles."""
    return Extraction.objects.filter(revision__article__in=articles)


def wait_until_read(articles: list[Article], *, seconds: float) -> None:
    """Return once workers have read the articles, or after so many seconds."""
    deadline = time.monotonic() + seconds
    while runs(articles).unfinished().exists() and time.monotonic() < deadline:
        time.sleep(POLL_SECONDS)


def progress(articles: list[Article], *, fresh: bool) -> str:
    """Return one line: how many samples are read or articles are here, and how long the queue is."""
    total, found = len(articles), runs(articles)
    waiting, failed = found.unfinished().count(), found.filter(state=Extraction.State.FAILED).count()
    read = total - waiting - failed
    of = f" of {total}" if read < total else ""
    here = counted(Article.objects.listed().count(), "article")
    said = [f"{read}{of} sample articles read" if fresh else f"Continuing: {here}"]
    said[0] += f", {in_the_queue()}."
    if waiting:
        said.append(f"{waiting} follow{'s' if waiting == 1 else ''} as soon as a worker runs.")
    if failed:
        said.append(f"{failed} could not be read: the article’s page says why.")
    return " ".join(said)


def in_the_queue() -> str:
    return f"{counted(Review.objects.filter(state=State.QUEUED).count(), 'claim')} in the queue"


def counted(number: int, thing: str) -> str:
    return f"{number:,} {thing}{'' if number == 1 else 's'}"
