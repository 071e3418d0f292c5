"""Questions about reviews."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Case, Exists, OuterRef, Prefetch, Q, QuerySet, When

from claims.models import Appearance
from claims.permissions import can_see_desk
from reviews.states import OPEN_STATES, State

if TYPE_CHECKING:
    from factcheck.accounts.models import User
    from reviews.models import Evidence, Review, ReviewEvent  # noqa: F401


def awaiting_approval_by(user: User) -> Q:
    """What `user` can approve or send back: not what they wrote or sent themselves, as `Review.part_in` has it."""
    own = Q(latest_verdict__author=user) | Q(assignee=user)
    return Q(state=State.AWAITING_APPROVAL) & ~own


class ReviewQuerySet(models.QuerySet["Review"]):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        return self if can_see_desk(user) else self.none()

    def open(self) -> Self:
        return self.filter(state__in=OPEN_STATES)

    def live(self) -> Self:
        """Those that are a claim's one way through the desk now."""
        return self.exclude(state__in=[State.DISMISSED, State.RETRACTED])

    def current_first(self) -> Self:
        """A claim's live review before those that came to nothing, the newest first."""
        return self.order_by(
            Case(When(state__in=[State.DISMISSED, State.RETRACTED], then=1), default=0), "-pk"
        )

    def public(self) -> Self:
        """Fact-checks that readers see: also while a correction is being written."""
        return self.filter(published_verdict__isnull=False).exclude(state=State.RETRACTED)

    def with_public_page(self) -> Self:
        """Fact-checks whose address answers: a retracted one says that it is retracted."""
        return self.filter(published_verdict__isnull=False)

    def matching(self, words: str) -> Self:
        """Whose claim, speaker or publisher contains each of the words."""
        found = self
        for word in words.split():
            said = Appearance.objects.filter(
                Q(speaker__name__icontains=word) | Q(revision__article__publisher__icontains=word),
                claim=OuterRef("claim"),
            )
            found = found.filter(Q(claim__statement__icontains=word) | Exists(said))
        return found

    def appearing(self, appearances: QuerySet[Appearance]) -> Self:
        """Whose claim is made in at least one of `appearances`."""
        return self.filter(Exists(appearances.filter(claim=OuterRef("claim"))))

    def for_queue(self) -> Self:
        """With what a queue row shows of its review, in a fixed number of queries and without the articles' texts."""
        appearances = Appearance.objects.in_context().defer("revision__text").order_by("pk")
        return self.select_related(
            "claim", "assignee", "adjusted_by", "latest_verdict__rating"
        ).prefetch_related(Prefetch("claim__appearances", queryset=appearances))

    def for_public(self) -> Self:
        """With what a public page or feed entry shows, in a fixed number of queries."""
        from reviews.models import Correction

        return self.select_related(
            "claim",
            "published_verdict__rating",
            "published_verdict__author",
            "published_verdict__approved_by",
        ).prefetch_related(
            "published_verdict__evidence",
            Prefetch(
                "corrections",
                queryset=Correction.objects.select_related("from_verdict__rating", "to_verdict__rating"),
            ),
            Prefetch(
                "claim__appearances",
                queryset=Appearance.objects.in_context().defer("revision__text").order_by("pk"),
            ),
        )


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    def standing(self) -> Self:
        """What has been neither removed nor replaced."""
        return self.filter(removed_at=None)


class ReviewEventQuerySet(models.QuerySet["ReviewEvent"]):
    def newest_first(self) -> Self:
        return self.order_by("-pk")
