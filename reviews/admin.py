"""Reviews in the admin: to look at. Only the desk's scale is changed here; a review changes by steps at the desk."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import Truncator

from factcheck.accounts.desk_admin import DeskAdmin, ReadOnlyAdmin, ReadOnlyInline
from reviews.models import Correction, Evidence, Rating, Review, ReviewEvent, Verdict


@admin.register(Rating)
class RatingAdmin(DeskAdmin):
    """The scale. What a verdict used cannot be deleted: it is taken out of use instead."""

    list_display = ("label", "slug", "value", "tone", "icon", "position", "is_active")
    list_filter = ("is_active",)
    search_fields = ("label", "slug", "description")

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> dict[str, Sequence[str]]:
        # An address that readers may have kept does not follow a change of the label.
        return {"slug": ("label",)} if obj is None else {}


class VerdictInline(ReadOnlyInline):
    model = Verdict
    fields = ("version", "rating", "summary", "author", "created_at", "sent_at", "approved_by", "approved_at")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Verdict]:
        return super().get_queryset(request).select_related("rating", "author", "approved_by")


class EvidenceInline(ReadOnlyInline):
    model = Evidence
    fields = ("number", "title", "url", "stance", "kind", "added_by", "added_at", "removed_by", "removed_at")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Evidence]:
        return super().get_queryset(request).select_related("added_by", "removed_by")


class CorrectionInline(ReadOnlyInline):
    model = Correction
    fields = ("kind", "note", "from_verdict", "to_verdict", "started_by", "started_at", "published_at")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Correction]:
        return super().get_queryset(request).select_related("from_verdict", "to_verdict", "started_by")


@admin.register(Review)
class ReviewAdmin(ReadOnlyAdmin):
    list_display = ("short", "state", "priority", "assignee", "opened_at", "published_at")
    list_filter = ("state", "claim__kind", "assignee__role")
    list_select_related = ("claim", "assignee")
    search_fields = ("claim__statement", "slug", "assignee__username")
    date_hierarchy = "opened_at"
    inlines = (VerdictInline, EvidenceInline, CorrectionInline)

    @admin.display(description="claim", ordering="claim__statement")
    def short(self, review: Review) -> str:
        return Truncator(review.claim.statement).chars(120)


class OfReview(ReadOnlyAdmin):
    """What belongs to a review, whose name is its claim's statement."""

    also: tuple[str, ...] = ()

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("review__claim", *self.also)


@admin.register(Verdict)
class VerdictAdmin(OfReview):
    list_display = (
        "review",
        "version",
        "rating",
        "author",
        "created_at",
        "sent_at",
        "approved_by",
        "approved_at",
    )
    list_filter = ("rating",)
    search_fields = ("review__claim__statement", "summary", "author__username", "approved_by__username")
    date_hierarchy = "created_at"
    also = ("rating", "author", "approved_by")


@admin.register(Evidence)
class EvidenceAdmin(OfReview):
    list_display = ("__str__", "review", "publisher", "stance", "kind", "added_by", "added_at", "removed_at")
    list_filter = ("stance", "kind", ("removed_at", admin.EmptyFieldListFilter))
    search_fields = ("title", "url", "publisher", "quote", "review__claim__statement")
    date_hierarchy = "added_at"
    also = ("added_by", "removed_by")


@admin.register(Correction)
class CorrectionAdmin(OfReview):
    list_display = ("review", "kind", "note", "started_by", "started_at", "published_at")
    list_filter = ("kind", ("published_at", admin.EmptyFieldListFilter))
    search_fields = ("review__claim__statement", "note")
    date_hierarchy = "started_at"
    also = ("started_by", "from_verdict", "to_verdict")


@admin.register(ReviewEvent)
class ReviewEventAdmin(ReadOnlyAdmin):
    """The desk's audit log. It outlives what it tells of, so a review may be gone."""

    list_display = ("at", "actor_name", "action", "from_state", "to_state", "review", "note")
    list_filter = ("action", "to_state")
    search_fields = ("actor_name", "=review_id", "note")
    date_hierarchy = "at"

    @admin.display(ordering="review_id")
    def review(self, event: ReviewEvent) -> str:
        address = reverse("admin:reviews_review_change", args=(event.review_id,))
        return format_html('<a href="{}">{}</a>', address, event.review_id)
