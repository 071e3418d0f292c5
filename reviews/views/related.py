"""What a row of the queue and the page of a review say of other claims and of prior checks."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

from django.db.models import F, Prefetch

from claims.matching import ReasonType, Relation
from claims.models import Appearance, Claim, Match, Merge
from claims.querysets import AppearanceQuerySet
from reviews.models import Review
from reviews.states import State

MOST_REASONS = 3
LONGEST_RATING = 18  # a row has no room for more, and a rating is not cut off

# The words and the icon of each, in the order of a page.
RELATIONS = {
    Relation.SAME: ("Same claim", "repeat"),
    Relation.DIFFERENT_QUANTITY: ("Same claim, other number", "hash"),
    Relation.OPPOSITE: ("The opposite", "refutes"),
    Relation.RELATED: ("Related", "context"),
}
_ORDER = list(RELATIONS)

_OTHER = frozenset(
    {
        ReasonType.OTHER_NAME,
        ReasonType.OTHER_PERSON,
        ReasonType.OTHER_PLACE,
        ReasonType.OTHER_ORGANISATION,
        ReasonType.OTHER_SUBJECT,
        ReasonType.OTHER_TIME,
    }
)


@dataclass(frozen=True)
class Said:
    """A finding: its words on this claim's side, and on the other's."""

    type: str
    here: str
    there: str


@dataclass(frozen=True)
class Badge:
    """What a row says in few words; `suggested` where only the machine says it."""

    what: str
    words: str
    icon: str
    tone: str
    suggested: bool

    def __str__(self) -> str:
        return f"{self.what}: {self.words}" if self.words else self.what


@dataclass(frozen=True)
class Beside:
    """A match as one of its claims shows it. `claim` is the other one, where it is no check."""

    match: Match
    here: bool  # the claim is the match's later one
    claim: Claim | None
    review: Review | None
    later: bool = False  # said, or found, after this claim

    def __str__(self) -> str:
        return str(self.claim or self.match.prior_check)

    @property
    def suggested(self) -> bool:
        return self.match.state == Match.State.SUGGESTED

    @property
    def relation(self) -> Relation:
        return Relation(self.match.relation)

    @property
    def label(self) -> str:
        words = RELATIONS[self.relation][0]
        return f"{words}, {self._other}" if self._other else words

    @property
    def icon(self) -> str:
        return "machine" if self.suggested else RELATIONS[self.relation][1]

    @property
    def score(self) -> str:
        """How likely it is the same claim: .86. Never 1, which nobody knows."""
        return f"{min(self.match.score, 0.99):.2f}".removeprefix("0")

    @property
    def reasons(self) -> list[Said]:
        """The weightiest. A name in common is one only where there is no other."""
        sides = ("claim", "other") if self.here else ("other", "claim")
        found = [Said(each["type"], each[sides[0]], each[sides[1]]) for each in self.match.reasons]
        weighty = [each for each in found if each.type != ReasonType.SAME_NAME]
        return (weighty or found)[:MOST_REASONS]

    @property
    def ruling(self) -> Review | None:
        """The claim's fact-check that readers see."""
        if self.review is None or self.review.published_verdict_id is None:
            return None
        return None if self.review.state == State.RETRACTED else self.review

    @cached_property
    def places(self) -> list[Appearance]:
        """Where the other claim is made, an appearance an article; the earliest first."""
        articles: dict[int, Appearance] = {}
        for appearance in self.claim.appearances.all() if self.claim else ():
            articles.setdefault(appearance.revision.article_id, appearance)
        return list(articles.values())

    @property
    def mergeable(self) -> bool:
        return self.claim is not None and self.relation is Relation.SAME

    @property
    def difference(self) -> str:
        """What keeps it from being the same claim, in a word or two; "" where nothing does."""
        match self.relation:
            case Relation.DIFFERENT_QUANTITY:
                return "other number"
            case Relation.OPPOSITE:
                return "the opposite"
            case Relation.RELATED:
                return self._other or "related"
        return ""

    @property
    def rating(self) -> str:
        """The rating of a check, where a row has room for it."""
        label = self.match.prior_check.rating_label if self.match.prior_check else ""
        if self.ruling and (verdict := self.ruling.published_verdict) and verdict.rating:
            label = verdict.rating.label
        return label if len(label) <= LONGEST_RATING else ""

    @property
    def _other(self) -> str:
        """What makes something related of it: "other place"."""
        if self.relation is not Relation.RELATED:
            return ""
        return next((each.type for each in self.reasons if each.type in _OTHER), "")


@dataclass(frozen=True)
class Related:
    """All that is known to have to do with one claim."""

    claim: Claim
    family: frozenset[int]  # its id, and those of what is merged into it
    beside: list[Beside]

    @cached_property
    def _standing(self) -> list[Beside]:
        return [each for each in self.beside if each.match.state != Match.State.REJECTED]

    @property
    def rulings(self) -> list[Beside]:
        """Claims on which we have ruled, for all to read."""
        return [each for each in self._standing if each.ruling is not None]

    @property
    def checked(self) -> list[Beside]:
        return [each for each in self._standing if each.claim is None]

    @property
    def said_before(self) -> list[Beside]:
        return [each for each in self.said if not each.later]

    @property
    def said_since(self) -> list[Beside]:
        return [each for each in self.said if each.later]

    @property
    def said(self) -> list[Beside]:
        return [each for each in self._standing if each.claim is not None and each.ruling is None]

    @property
    def set_aside(self) -> list[Beside]:
        return [each for each in self.beside if each.match.state == Match.State.REJECTED]

    @property
    def mergeable(self) -> bool:
        return any(each.mergeable for each in self._standing)

    @property
    def counts(self) -> list[tuple[str, int]]:
        """How many there are of each sort that there is."""
        sorts = (
            ("Similar past rulings", self.rulings),
            ("Checked before", self.checked),
            ("Said before", self.said_before),
            ("Said since", self.said_since),
        )
        return [(words, len(found)) for words, found in sorts if found]

    @property
    def confirmed(self) -> int:
        return sum(not each.suggested for each in self._standing)

    @property
    def badges(self) -> list[Badge]:
        """What a row says: what was checked and what was said before or since, each by the first of its list."""
        badges = []
        if first := min(self.rulings + self.checked, key=lambda each: _rank(each.match), default=None):
            words = first.difference or first.rating
            badges.append(Badge("Checked before", words, "verdict", "violet", first.suggested))
        if said := self.said_before or self.said_since:
            what = "Said since" if said[0].later else "Said before"
            words = said[0].difference or _times(said, said[0])
            badges.append(Badge(what, words, "repeat", "slate", said[0].suggested))
        return badges

    @cached_property
    def merges(self) -> list[Merge]:
        """What makes the claim one with others, the newest first."""
        standing = Merge.objects.standing().filter(kept__in=self.family)
        return list(standing.select_related("merged", "by"))

    @property
    def looked_up(self) -> bool:
        return self.claim.matched_at is not None


def related_to(claims: Collection[Claim]) -> dict[int, Related]:
    """What has to do with each of the claims, by its id; in a number of queries that does not depend on theirs."""
    member_of = _members(claims)
    rows = list(Match.objects.of(member_of).select_related("prior_check", "decided_by"))
    roots = Claim.objects.root_ids({pk for row in rows for pk in (row.claim_id, row.other_id) if pk})
    others = Claim.objects.prefetch_related(_where()).in_bulk(
        {*roots.values(), *(claim.pk for claim in claims)}
    )
    reviews: dict[int, Review] = {}
    current = Review.objects.filter(claim__in=others).current_first()
    for review in current.select_related("published_verdict__rating"):
        reviews.setdefault(review.claim_id, review)

    shown: dict[int, dict[tuple[int | None, int | None], Beside]] = {claim.pk: {} for claim in claims}
    for row in sorted(rows, key=_rank):
        for here, one, other in ((True, row.claim_id, row.other_id), (False, row.other_id, row.claim_id)):
            owner = member_of.get(one) if one else None
            if owner is None or (other and member_of.get(other) == owner):
                continue  # not one of these claims, or merged into one since
            root = roots[other] if other else None
            claim = others.get(root or 0)
            later = claim is not None and _is_later(claim, others[owner], not here)
            beside = Beside(row, here, claim, reviews.get(root or 0), later)
            shown[owner].setdefault((root, row.prior_check_id), beside)
    return {
        claim.pk: Related(
            claim,
            frozenset(member for member, owner in member_of.items() if owner == claim.pk),
            list(shown[claim.pk].values()),
        )
        for claim in claims
    }


def _is_later(claim: Claim, own: Claim, found_later: bool) -> bool:
    """Whether a claim was first said after another; where the articles' days do not tell, which came here first."""
    days = [
        [day.date() for each in one.appearances.all() if (day := each.revision.article.published_at)]
        for one in (claim, own)
    ]
    first, other = (min(each, default=None) for each in days)
    return found_later if first is None or other is None or first == other else first > other


def _times(said: list[Beside], first: Beside) -> str:
    """How often the same was said, as surely as in the first: "once", "3 times"."""
    alike = [each for each in said if (each.relation, each.suggested) == (first.relation, first.suggested)]
    times = sum(len(each.places) for each in alike)
    return f"{times} times" if times > 1 else "once"


def _members(claims: Collection[Claim]) -> dict[int, int]:
    """The ids of the claims and of all that is merged into them, each with the id of the claim that it is part of."""
    newest = {claim.pk: claim.pk for claim in claims}
    members: dict[int, int] = {}
    while newest:
        members |= newest
        below = Claim.objects.filter(merged_into__in=newest).exclude(pk__in=members)
        newest = {pk: members[kept] for pk, kept in below.values_list("pk", "merged_into_id") if kept}
    return members


def _where() -> Prefetch[str, AppearanceQuerySet, str]:
    earliest = F("revision__article__published_at").asc(nulls_last=True)
    appearances = Appearance.objects.select_related("speaker", "revision__article").defer("revision__text")
    return Prefetch("appearances", queryset=appearances.order_by(earliest, "pk"))


def _rank(match: Match) -> tuple[bool, int, float]:
    """What people decided on before what is suggested, the same claim before others, the likelier first."""
    suggested = match.state == Match.State.SUGGESTED
    return suggested, _ORDER.index(Relation(match.relation)), -match.score
