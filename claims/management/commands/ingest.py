"""`manage.py ingest FILE|URL…`: articles in, through the same checks, actions and workers as anywhere else."""

from __future__ import annotations

import argparse
import logging
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, NoReturn

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.files.base import File
from django.core.management.base import CommandParser
from django.db import OperationalError, ProgrammingError
from django.utils import timezone

from claims import tasks
from claims.forms import SubmitForm
from claims.management.arguments import BAD_INPUT, OneLineCommand, database_away, words
from claims.models import Article
from claims.permissions import can_submit
from claims.querysets import IN_WORK, Progress
from factcheck.accounts.models import Role, User

SYSTEM_PERSON = "ingest"
POLL_SECONDS = 0.25
NOT_READ = 1
# What is wrong with these is wrong for every input, and said once.
OPTIONS = ("title", "publisher", "published")


class Command(OneLineCommand):
    help = (
        "Submit articles from files (.txt, .html) and addresses. Prints a line for each: new or known, id, address "
        "of its page, input. All inputs are checked before the first is submitted; a wrong one ends it with status 2."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("sources", nargs="+", metavar="FILE|URL")
        parser.add_argument(
            "--published", default="", metavar="DATE", help="when it was published, YYYY-MM-DD"
        )
        parser.add_argument("--title", type=words, default="", help="of a file; only with one input")
        parser.add_argument("--publisher", type=words, default="", help="of the files")
        parser.add_argument(
            "--by", type=words, default="", metavar="USERNAME", help=f"who submits; else “{SYSTEM_PERSON}”"
        )
        parser.add_argument(
            "--wait",
            type=seconds,
            metavar="SECONDS",
            help="wait so long for the workers to read them; status 1 where one failed or is unfinished",
        )

    def handle(
        self,
        *,
        sources: list[str],
        published: str,
        title: str,
        publisher: str,
        by: str,
        wait: float | None,
        **options: Any,
    ) -> None:
        try:
            self._ingest(sources, published=published, title=title, publisher=publisher, by=by, wait=wait)
        except (OperationalError, ProgrammingError) as error:
            raise database_away(error) from error

    def _ingest(
        self, sources: list[str], *, published: str, title: str, publisher: str, by: str, wait: float | None
    ) -> None:
        details = {"published": published, "title": title, "publisher": publisher}
        with ExitStack() as files:
            forms, errors = self._check(sources, details, files)
            person, wrong = self._person(by)
            errors += wrong
            if title and len(sources) > 1:
                errors.insert(0, "--title: goes with one input only")
            if errors or person is None:
                self._fail(errors, BAD_INPUT)
        with _unsent() as unsent:
            articles = [
                self._submit(source, form, person) for source, form in zip(sources, forms, strict=True)
            ]
        if unsent:
            it_is = "it is" if len(unsent) == 1 else "they are"
            self.stderr.write(f"Kept; {it_is} read when the workbench runs. Start it with make run.")
        if wait is not None:
            self._wait(articles, wait)

    def _check(
        self, sources: list[str], details: dict[str, str], files: ExitStack
    ) -> tuple[list[SubmitForm], list[str]]:
        """Return a form for each source and what is wrong with any, a line each."""
        forms: list[SubmitForm] = []
        errors: list[str] = []
        now = timezone.now()
        for source in sources:
            try:
                data, upload = _open(source, files)
            except OSError as error:
                errors.append(f"{source}: {error.strerror or error}")
                continue
            form = SubmitForm({**details, **data}, upload, now=now)
            errors += [
                f"--{name}: {message}" if name in OPTIONS else f"{source}: {message}"
                for name, messages in form.errors.items()
                for message in messages
            ]
            forms.append(form)
        return forms, list(dict.fromkeys(errors))

    def _person(self, username: str) -> tuple[User | None, list[str]]:
        """Return who submits. Nothing is written for the system person before the inputs are known to be right."""
        person = User.objects.filter(username=username or SYSTEM_PERSON).first()
        if person is None:
            if username:
                return None, [f"--by: there is nobody called {username}"]
            return User(username=SYSTEM_PERSON, role=Role.CONTRIBUTOR, password=make_password(None)), []
        if not can_submit(person):
            return None, [f"--by: {person.username} may not submit articles"]
        return person, []

    def _submit(self, source: str, form: SubmitForm, person: User) -> Article:
        if person.pk is None:
            person, _ = User.objects.get_or_create(
                username=person.username, defaults={"role": person.role, "password": person.password}
            )
        submission = form.submit(by=person, now=timezone.now())
        if submission is None:
            self._fail([f"{source}: {m}" for messages in form.errors.values() for m in messages], BAD_INPUT)
        article = submission.article
        address = settings.PUBLIC_URL.rstrip("/") + article.get_absolute_url()
        known = "new" if submission.created else "known"
        self.stdout.write(f"{known}\t{article.pk}\t{address}\t{' '.join(source.split())}")
        return article

    def _wait(self, articles: list[Article], longest: float) -> None:
        """Return once all are read; end with status 1 where one failed or `longest` seconds were not enough."""
        ids = {article.pk for article in articles}
        deadline = time.monotonic() + longest
        while True:
            found: list[Any] = list(Article.objects.filter(pk__in=ids).with_progress().order_by("pk"))
            unfinished = [a for a in found if a.progress in IN_WORK]
            if not unfinished or time.monotonic() >= deadline:
                break
            time.sleep(POLL_SECONDS)
        wrong = [
            f"{a}: {a.fetch_error if a.fetch_state == Article.Fetch.FAILED else a.extraction_error}"
            for a in found
            if a.progress == Progress.FAILED
        ]
        wrong += [f"{a}: not read after {longest:g} s; the workers go on" for a in unfinished]
        if wrong:
            self._fail(wrong, NOT_READ)

    def _fail(self, lines: list[str], status: int) -> NoReturn:
        for line in lines:
            self.stderr.write(" ".join(line.split()))
        sys.exit(status)


def _open(source: str, files: ExitStack) -> tuple[dict[str, str], dict[str, File[bytes]]]:
    """Return the form's data and files for one source; its file stays open as long as `files`."""
    if source.startswith(("http:", "https:")) or "://" in source:
        return {"url": source}, {}
    path = Path(source)
    if not path.is_file() and not path.is_dir() and path.exists():
        raise OSError("Not an ordinary file")  # opening a pipe would wait for somebody to write to it
    return {}, {"file": File(files.enter_context(path.open("rb")), name=path.name)}


@contextmanager
def _unsent() -> Iterator[list[logging.LogRecord]]:
    """Collect the log's lines about messages that no broker took, in place of logging them."""
    lines: list[logging.LogRecord] = []

    def keep(record: logging.LogRecord) -> bool:
        lines.append(record)
        return False

    tasks.logger.addFilter(keep)
    try:
        yield lines
    finally:
        tasks.logger.removeFilter(keep)


def seconds(value: str) -> float:
    number = float(value)
    if not 0 <= number < float("inf"):
        raise argparse.ArgumentTypeError("must be a number of seconds, 0 or more")
    return number
