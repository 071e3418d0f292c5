"""What the page of a review says of other claims and of prior checks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import cast

from claims.matching import Relation
from claims.merging import family_of
from claims.models import Claim, Match, Merge
from claims.permissions import can_judge_matches, can_merge
from factcheck.accounts.models import User
from reviews.models import Review
from reviews.states import State

MOST_REASONS = 3

TONES = {
    Relation.SAME: "blue",
    Relation.DIFFERENT_QUANTITY: "ochre",
    Relation.OPPOSITE: "violet",
    Relation.RELATED: "slate",
}


@dataclass(frozen=True)
class Said:
    """A finding: its words on this claim's side, and on the other's."""

    type: str
    here: str
    there: str


@dataclass(frozen=True)
class Beside:
    """A match as the page of one of its claims shows it. `claim` is the other one, where it is no check."""

    match: Match
    here: bool  # the page's claim is the match's later one
    claim: Claim | None
    review: Review | None

    @property
    def tone(self) -> str:
        return TONES[Relation(self.match.relation)]

    @property
    def reasons(self) -> list[Said]:
        """The weightiest."""
        sides = ("claim", "other") if self.here else ("other", "claim")
        return [
            Said(each["type"], each[sides[0]], each[sides[1]]) for each in self.match.reasons[:MOST_REASONS]
        ]

    @property
    def ruling(self) -> Review | None:
        """The claim's fact-check that readers see."""
        if self.review is None or self.review.published_verdict_id is None:
            return None
        return None if self.review.state == State.RETRACTED else self.review

    @property
    def mergeable(self) -> bool:
        return self.claim is not None and self.match.relation == Relation.SAME


@dataclass(frozen=True)
class Related:
    """All that is known to have to do with one claim. Made once a page, in a fixed number of queries."""

    claim: Claim
    user: User

    @cached_property
    def _family(self) -> set[int]:
        return family_of(self.claim)

    @cached_property
    def _beside(self) -> list[Beside]:
        rows = list(Match.objects.of(self._family).select_related("prior_check", "decided_by"))
        others = {_other_id(row, self._family) for row in rows if row.other_id is not None}
        roots = Claim.objects.root_ids(others)
        claims = Claim.objects.with_spread().in_bulk(set(roots.values()) - self._family)
        reviews: dict[int, Review] = {}
        current = Review.objects.filter(claim__in=claims).current_first()
        for review in current.select_related("published_verdict__rating"):
            reviews.setdefault(review.claim_id, review)
        shown: dict[tuple[int | None, int | None], Beside] = {}
        for row in sorted(rows, key=lambda row: (row.state == Match.State.SUGGESTED, -row.score)):
            root = None if row.other_id is None else roots[_other_id(row, self._family)]
            if root is not None and root not in claims:
                continue  # it has been merged with this one since
            beside = Beside(row, row.claim_id in self._family, claims.get(root or 0), reviews.get(root or 0))
            shown.setdefault((root, row.prior_check_id), beside)
        return list(shown.values())

    @property
    def _standing(self) -> Iterable[Beside]:
        return (each for each in self._beside if each.match.state != Match.State.REJECTED)

    @property
    def rulings(self) -> list[Beside]:
        """Claims on which we have ruled, for all to read."""
        return [each for each in self._standing if each.ruling is not None]

    @property
    def checked(self) -> list[Beside]:
        return [each for each in self._standing if each.claim is None]

    @property
    def said(self) -> list[Beside]:
        return [each for each in self._standing if each.claim is not None and each.ruling is None]

    @property
    def set_aside(self) -> list[Beside]:
        return [each for each in self._beside if each.match.state == Match.State.REJECTED]

    @cached_property
    def merges(self) -> list[Merge]:
        """What makes the claim one with others, the newest first."""
        standing = Merge.objects.standing().filter(kept__in=self._family)
        return list(standing.select_related("merged", "by"))

    @property
    def looked_up(self) -> bool:
        return self.claim.matched_at is not None

    @property
    def may_judge(self) -> bool:
        return can_judge_matches(self.user)

    @property
    def may_merge(self) -> bool:
        return can_merge(self.user)


def _other_id(row: Match, family: set[int]) -> int:
    """Of a match of two claims, the one outside the family, or the earlier where both are in it."""
    return row.claim_id if row.other_id in family and row.claim_id not in family else cast(int, row.other_id)
