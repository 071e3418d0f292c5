"""A review as a row of the queue: where its claim is made and what its priority is made of."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property

from claims.extraction import Reason
from claims.models import Appearance, Quantity
from reviews.actions import CHARACTERS_PER_POINT, PROMINENCE_POINTS, SPREAD_POINTS, WORTH_POINTS
from reviews.models import Review
from reviews.views.related import Related, related_to

MOST_CHIPS = 3


def standing(appearances: Iterable[Appearance]) -> list[Appearance]:
    """Without those that an article's newer text repeats: per article, what its newest text with the claim has."""
    appearances = list(appearances)
    newest: dict[int, int] = {}
    for appearance in appearances:
        revision = appearance.revision
        newest[revision.article_id] = max(revision.number, newest.get(revision.article_id, 0))
    return [each for each in appearances if each.revision.number == newest[each.revision.article_id]]


def distinct_quantities(appearances: Iterable[Appearance]) -> list[Quantity]:
    """Each reading once, in the order of the appearances."""
    seen: dict[tuple[object, ...], Quantity] = {}
    for appearance in appearances:
        for each in appearance.quantities.all():
            seen.setdefault(
                (
                    each.text.casefold(),
                    each.value,
                    each.low,
                    each.high,
                    each.modifier,
                    each.change,
                    each.unit,
                    each.of,
                ),
                each,
            )
    return list(seen.values())


@dataclass(frozen=True)
class Segment:
    """A part of the bar under a priority, in units of its 100."""

    css: str
    x: int
    width: int


@dataclass(frozen=True)
class Row:
    """A review as the queue shows it."""

    review: Review
    related: Related | None = None

    @classmethod
    def of(cls, reviews: Collection[Review]) -> list[Row]:
        """A row of each, with what has to do with its claim."""
        related = related_to([review.claim for review in reviews])
        return [cls(review, related[review.claim_id]) for review in reviews]

    @cached_property
    def appearances(self) -> list[Appearance]:
        return standing(self.review.claim.appearances.all())

    @cached_property
    def lead(self) -> Appearance | None:
        """The appearance that scores best: its reasons are those of the priority."""
        return max(self.appearances, key=lambda each: each.score, default=None)

    @cached_property
    def quantities(self) -> list[Quantity]:
        return distinct_quantities([self.lead] if self.lead else [])[:MOST_CHIPS]

    @cached_property
    def publishers(self) -> list[str]:
        names = (each.revision.article.publisher for each in self.appearances)
        return sorted({name for name in names if name})

    @cached_property
    def reasons(self) -> str:
        """What speaks for checking the claim, and what against, in words."""
        against = {reason.value for reason in Reason if reason.against}
        named = [str(reason) for reason in (self.lead.reasons if self.lead else [])]
        speaks_for = ", ".join(reason for reason in named if reason not in against)
        speaks_against = ", ".join(reason for reason in named if reason in against)
        parts = [speaks_for.capitalize(), f"against: {speaks_against}" if speaks_against else ""]
        return "; ".join(part for part in parts if part) or "No reason named"

    @property
    def worth_points(self) -> int:
        return WORTH_POINTS

    @property
    def spread_points(self) -> int:
        return SPREAD_POINTS

    @property
    def prominence_points(self) -> int:
        return PROMINENCE_POINTS

    @cached_property
    def place(self) -> str:
        """How early in an article it stands, in words: of five letters and a space."""
        before = min((each.start for each in self.review.claim.appearances.all()), default=None)
        if before is None:
            return "In no article"
        words = round(before / 6, -1)
        return "Opens an article" if before < CHARACTERS_PER_POINT else f"After some {words:,.0f} words"

    @cached_property
    def segments(self) -> list[Segment]:
        """The parts side by side, cut to the sum; what a person took away stands at the end, in their colour."""
        review = self.review
        parts = [("f-worth", review.worth), ("f-spread", review.spread), ("f-reach", review.prominence)]
        machine = sum(points for _, points in parts)
        raised, lowered = max(0, review.adjustment), max(0, -review.adjustment)
        left, widths = machine - lowered, []
        for css, points in parts:
            widths.append((css, min(points, left)))
            left -= points
        widths.append(("f-desk", min(raised or lowered, 100 if lowered else max(0, 100 - machine))))
        segments, x = [], 0
        for css, width in widths:
            if width > 0 and x < 100:
                segments.append(Segment(css, x, min(width, 100 - x)))
                x += width + 1
        return segments
