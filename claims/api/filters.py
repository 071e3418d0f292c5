"""What articles, claims and appearances can be filtered by."""

from __future__ import annotations

from typing import Any

import django_filters

from claims.extraction import Attribution
from claims.models import KIND_LABELS, Appearance, Article, Claim
from claims.querysets import ArticleQuerySet, ClaimQuerySet, Progress
from factcheck.rest import IdFilter, MomentFilter, ScoreFilter, WordsFilter

KINDS = [(kind.value, label) for kind, label in KIND_LABELS.items()]


class ArticleFilter(django_filters.FilterSet):
    q = WordsFilter(method="matching", help_text="Words in the title, publisher, byline or address.")
    state = django_filters.ChoiceFilter(field_name="progress", choices=Progress.choices)
    publisher = WordsFilter(lookup_expr="iexact", help_text="The publisher's whole name.")
    created_after = MomentFilter(field_name="created_at", lookup_expr="gte")
    created_before = MomentFilter(field_name="created_at", lookup_expr="lt")

    class Meta:
        model = Article
        fields: tuple[str, ...] = ()

    def matching(self, queryset: ArticleQuerySet, name: str, value: str) -> ArticleQuerySet:
        return queryset.matching(value)


class ClaimFilter(django_filters.FilterSet):
    """Of the parameters that speak of an appearance, one appearance must fit all."""

    APPEARANCE = {
        "speaker": "speaker__name__icontains",
        "publisher": "revision__article__publisher__iexact",
        "article": "revision__article",
        "min_score": "score__gte",
    }

    q = WordsFilter(method="having_words", help_text="Words that stand in the statement.")
    kind = django_filters.ChoiceFilter(choices=KINDS)
    speaker = WordsFilter(method="later", help_text="A part of the speaker's name.")
    publisher = WordsFilter(method="later", help_text="The publisher's whole name.")
    article = IdFilter(method="later", help_text="The id of an article that makes the claim.")
    min_score = ScoreFilter(method="later")
    created_after = MomentFilter(field_name="created_at", lookup_expr="gte")
    created_before = MomentFilter(field_name="created_at", lookup_expr="lt")

    class Meta:
        model = Claim
        fields: tuple[str, ...] = ()

    def filter_queryset(self, queryset: Any) -> Any:
        queryset = super().filter_queryset(queryset)
        given = {
            lookup: self.form.cleaned_data[name]
            for name, lookup in self.APPEARANCE.items()
            if self.form.cleaned_data[name] not in {None, ""}
        }
        return (
            queryset.filter(pk__in=Appearance.objects.filter(**given).values("claim")) if given else queryset
        )

    def having_words(self, queryset: ClaimQuerySet, name: str, value: str) -> ClaimQuerySet:
        for word in value.split():
            queryset = queryset.filter(statement__icontains=word)
        return queryset

    def later(self, queryset: ClaimQuerySet, name: str, value: Any) -> ClaimQuerySet:
        """Leave it to `filter_queryset`."""
        return queryset


class AppearanceFilter(django_filters.FilterSet):
    claim = IdFilter()
    revision = IdFilter()
    article = IdFilter(field_name="revision__article")
    speaker = WordsFilter(
        field_name="speaker__name", lookup_expr="icontains", help_text="A part of the name."
    )
    attribution = django_filters.ChoiceFilter(choices=[(value.value, value.value) for value in Attribution])
    min_score = ScoreFilter(field_name="score", lookup_expr="gte")

    class Meta:
        model = Appearance
        fields: tuple[str, ...] = ()
