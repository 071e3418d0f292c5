"""Questions about articles, extractions and claims."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.contrib.auth.models import AnonymousUser
from django.db import connections, models
from django.db.models import Case, Count, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from claims.permissions import can_see_desk

if TYPE_CHECKING:
    from claims.models import (  # noqa: F401
        Appearance,
        Article,
        Claim,
        Extraction,
        IndexEntry,
        Match,
        Merge,
        PriorCheck,
        Revision,
    )
    from factcheck.accounts.models import User


class Progress(models.TextChoices):
    """How far the reading of an article's newest text has come."""

    FETCHING = "fetching", "Fetching"
    READING = "reading", "Reading"
    FAILED = "failed", "Failed"
    READ = "read", "Read"


IN_WORK = (Progress.FETCHING, Progress.READING)


class ArticleQuerySet(models.QuerySet["Article"]):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        return self if can_see_desk(user) else self.none()

    def listed(self) -> Self:
        """Without the placeholders whose fetch turned out to be an article that was here already."""
        return self.filter(duplicate_of=None)

    def at_address(self, keys: set[str]) -> Self:
        """Articles known under one of these normalised addresses."""
        return self.filter(Q(url_key__in=keys) | Q(canonical_key__in=keys))

    def with_fingerprint(self, fingerprint: str) -> Self:
        """Articles of which one revision has this text."""
        return self.filter(revisions__fingerprint=fingerprint).distinct()

    def fetch_stale(self, before: datetime) -> Self:
        """Unfinished fetches that were enqueued before `before`."""
        return self.filter(fetch_state__in=["queued", "running"], fetch_enqueued_at__lt=before)

    def with_progress(self) -> Self:
        """Annotate `progress`, and of the newest text the extraction's state and error and the number of claims."""
        from claims.models import Appearance, Extraction, Revision

        revision = Revision.objects.filter(article=OuterRef("pk")).newest_first()
        extraction = Extraction.objects.filter(revision=OuterRef("newest_revision_id")).order_by("-pk")
        found = (
            Appearance.objects.filter(revision=OuterRef("newest_revision_id")).order_by().values("revision")
        )
        return self.annotate(
            newest_revision_id=Subquery(revision.values("pk")[:1]),
            extraction_state=Subquery(extraction.values("state")[:1]),
            extraction_error=Subquery(extraction.values("error")[:1]),
            claim_count=Coalesce(Subquery(found.annotate(n=Count("pk")).values("n")), 0),
            progress=Case(
                When(fetch_state__in=["queued", "running"], then=Value(Progress.FETCHING)),
                When(extraction_state__in=["queued", "running"], then=Value(Progress.READING)),
                When(Q(fetch_state="failed") | Q(extraction_state="failed"), then=Value(Progress.FAILED)),
                default=Value(Progress.READ),
                output_field=models.CharField(),
            ),
        )

    def matching(self, words: str) -> Self:
        """Whose title, publisher, byline or address contains each of the words."""
        found = self
        for word in words.split():
            found = found.filter(
                Q(title__icontains=word)
                | Q(publisher__icontains=word)
                | Q(byline__icontains=word)
                | Q(url__icontains=word)
                | Q(canonical_url__icontains=word)
            )
        return found


class RevisionQuerySet(models.QuerySet["Revision"]):
    def newest_first(self) -> Self:
        return self.order_by("-number")


class ExtractionQuerySet(models.QuerySet["Extraction"]):
    def unfinished(self) -> Self:
        return self.filter(state__in=["queued", "running"])

    def stale(self, before: datetime) -> Self:
        """Unfinished runs whose message was sent before `before`: it may be lost, so send another."""
        return self.unfinished().filter(enqueued_at__lt=before)


class ClaimQuerySet(models.QuerySet["Claim"]):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        return self if can_see_desk(user) else self.none()

    def with_spread(self) -> Self:
        """Annotate `appearance_count`, `article_count` and `publisher_count`."""
        article = "appearances__revision__article"
        return self.annotate(
            appearance_count=Count("appearances", distinct=True),
            article_count=Count(article, distinct=True),
            publisher_count=Count(
                f"{article}__publisher", distinct=True, filter=~Q(**{f"{article}__publisher": ""})
            ),
        )

    def standing(self) -> Self:
        """Those that are not merged into another."""
        return self.filter(merged_into=None)

    def not_looked_up(self) -> Self:
        return self.standing().filter(matched_at=None)

    def look_up_again(self) -> None:
        """Have them looked up; a look-up that runs already, with what was known before, does not count for it."""
        self.update(matched_at=None, look_ups_asked=F("look_ups_asked") + 1)

    def root_ids(self, claim_ids: Collection[int]) -> dict[int, int]:
        """The id of the claim that each of these counts as, in one query; unknown ids are left out."""
        if not claim_ids:
            return {}
        table = connections[self.db].ops.quote_name(self.model._meta.db_table)
        places = ", ".join(["%s"] * len(claim_ids))
        # The name is quoted, and every value is a parameter.
        steps = (
            f"WITH RECURSIVE step(claim, root, next) AS (SELECT id, id, merged_into_id FROM {table} "  # noqa: S608
            f"WHERE id IN ({places}) UNION SELECT step.claim, kept.id, kept.merged_into_id FROM step "
            f"JOIN {table} AS kept ON kept.id = step.next) SELECT claim, root FROM step WHERE next IS NULL"
        )
        with connections[self.db].cursor() as cursor:
            cursor.execute(steps, list(claim_ids))
            return dict(cursor.fetchall())


class MatchQuerySet(models.QuerySet["Match"]):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        return self if can_see_desk(user) else self.none()

    def of(self, claim_ids: Collection[int]) -> Self:
        """Those that one of these claims has a part in."""
        return self.filter(Q(claim__in=claim_ids) | Q(other__in=claim_ids))

    def between(self, one_ids: Collection[int], other_ids: Collection[int]) -> Self:
        """Those of a claim of the one group with a claim of the other."""
        return self.filter(
            Q(claim__in=one_ids, other__in=other_ids) | Q(claim__in=other_ids, other__in=one_ids)
        )


class MergeQuerySet(models.QuerySet["Merge"]):
    def standing(self) -> Self:
        """Those that have not been undone."""
        return self.filter(undone_at=None)


class AppearanceQuerySet(models.QuerySet["Appearance"]):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        return self if can_see_desk(user) else self.none()

    def in_context(self) -> Self:
        """With everything that a reader of the appearance sees, in a fixed number of queries."""
        return self.select_related("claim", "speaker", "amended_by", "revision__article").prefetch_related(
            "quantities", "times"
        )

    def for_reader(self) -> Self:
        """In the order of the text, with what a note beside it shows, in a fixed number of queries.

        For the appearances of one revision, which is not fetched again. Annotates `article_count`: in how many
        articles the claim appears.
        """
        from claims.models import Appearance

        spread = Appearance.objects.filter(claim=OuterRef("claim")).order_by().values("claim")
        articles = spread.annotate(n=Count("revision__article", distinct=True)).values("n")
        return (
            self.select_related("claim", "speaker", "amended_by")
            .prefetch_related("quantities", "times")
            .annotate(article_count=Subquery(articles))
            .order_by("start", "-end", "pk")
        )


class PriorCheckQuerySet(models.QuerySet["PriorCheck"]):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        return self if can_see_desk(user) else self.none()

    def different(self, column: str) -> list[str]:
        """The different values of an indexed text column, sorted, "" left out.

        Steps from each to the next along the index: as quick over a million rows as over a thousand.
        """
        name = connections[self.db].ops.quote_name(column)
        table = connections[self.db].ops.quote_name(self.model._meta.db_table)
        # Both names are quoted, and no value stands in the statement.
        steps = (
            f"WITH RECURSIVE step(value) AS (SELECT min({name}) FROM {table} WHERE {name} > '' "  # noqa: S608
            f"UNION ALL SELECT (SELECT min({name}) FROM {table} WHERE {name} > step.value) "
            f"FROM step WHERE step.value IS NOT NULL) SELECT value FROM step WHERE value IS NOT NULL"
        )
        with connections[self.db].cursor() as cursor:
            cursor.execute(steps)
            return [value for (value,) in cursor.fetchall()]


class IndexEntryQuerySet(models.QuerySet["IndexEntry"]):
    def up_to_date(self) -> Self:
        """Entries that say what their rows say."""
        return self._beside_rows().filter(text=F("row_text"), words=F("row_words"))

    def outdated(self) -> Self:
        return self._beside_rows().exclude(text=F("row_text"), words=F("row_words"))

    def _beside_rows(self) -> Self:
        return self.alias(
            row_text=Coalesce("claim__statement", "prior_check__text"),
            row_words=Coalesce("prior_check__title", Value("")),
        )
