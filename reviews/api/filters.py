"""What reviews and fact-checks can be filtered by."""

from __future__ import annotations

import django_filters
from django.db.models import OuterRef, Subquery

from claims.api.filters import KINDS, ClaimFilter
from claims.querysets import ClaimQuerySet
from factcheck.rest import IdFilter, MomentFilter, WordsFilter
from reviews.models import STATE_LABELS, Review
from reviews.querysets import ReviewQuerySet

STATES = [(state.value, label) for state, label in STATE_LABELS.items()]


class ReviewFilter(django_filters.FilterSet):
    q = WordsFilter(method="matching", help_text="Words in the claim, its speakers or its publishers.")
    state = django_filters.ChoiceFilter(choices=STATES)
    assignee = WordsFilter(field_name="assignee__username", help_text="A user name.")
    claim = IdFilter()
    kind = django_filters.ChoiceFilter(field_name="claim__kind", choices=KINDS)
    rating = WordsFilter(field_name="latest_verdict__rating__slug", help_text="The latest verdict's rating.")
    opened_after = MomentFilter(field_name="opened_at", lookup_expr="gte")
    opened_before = MomentFilter(field_name="opened_at", lookup_expr="lt")

    class Meta:
        model = Review
        fields: tuple[str, ...] = ()

    def matching(self, queryset: ReviewQuerySet, name: str, value: str) -> ReviewQuerySet:
        return queryset.matching(value)


class FactCheckFilter(django_filters.FilterSet):
    q = WordsFilter(method="matching", help_text="Words in the claim, its speakers or its publishers.")
    rating = WordsFilter(field_name="published_verdict__rating__slug", help_text="A rating's slug.")
    published_after = MomentFilter(field_name="published_at", lookup_expr="gte")
    published_before = MomentFilter(field_name="published_at", lookup_expr="lt")
    modified_after = MomentFilter(field_name="changed_at", lookup_expr="gte")

    class Meta:
        model = Review
        fields: tuple[str, ...] = ()

    def matching(self, queryset: ReviewQuerySet, name: str, value: str) -> ReviewQuerySet:
        return queryset.matching(value)


class ReviewedClaimFilter(ClaimFilter):
    review_state = django_filters.ChoiceFilter(
        method="in_review_state", choices=STATES, help_text="The state of the review that the claim shows."
    )

    def in_review_state(self, queryset: ClaimQuerySet, name: str, value: str) -> ClaimQuerySet:
        current = Review.objects.filter(claim=OuterRef("pk")).current_first()
        return queryset.annotate(review_state=Subquery(current.values("state")[:1])).filter(
            review_state=value
        )
