"""What the admin pages of every app share."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.text import Truncator

SEARCH_LENGTH = 500  # characters
SEARCH_WORDS = 30  # each is a condition of its own, and a database takes only so many


class DeskAdmin(admin.ModelAdmin):
    """Lists stay quick however long the table: no count of all rows, and a search that has an end."""

    show_full_result_count = False
    list_per_page = 50

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        if len(search_term) > SEARCH_LENGTH or len(search_term.split()) > SEARCH_WORDS:
            words = f"Search for {SEARCH_WORDS} words or {SEARCH_LENGTH} characters at most."
            self.message_user(request, words, messages.WARNING)
            return queryset.none(), False
        return super().get_search_results(request, queryset, search_term)


class NoChanges:
    """For rows that are a record, or that actions alone change: everybody only looks, admins too."""

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class ReadOnlyAdmin(NoChanges, DeskAdmin):
    def has_add_permission(self, request: HttpRequest) -> bool:  # type: ignore[override]
        return False


class ReadOnlyInline(NoChanges, admin.TabularInline):
    """Rows of a record on the page of what they belong to, each with a link to its own page."""

    extra = 0
    show_change_link = True
    related: tuple[str, ...] = ()  # what `fields` reads of other tables

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = super().get_queryset(request)
        return rows.select_related(*self.related) if self.related else rows


def short(text: object) -> str:
    """Cut to what a column holds."""
    return Truncator(str(text)).chars(90)
