"""What the admin pages of every app share: quick lists, and records that are looked at, not changed."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest

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
            messages.warning(request, words)
            return queryset.none(), False
        return super().get_search_results(request, queryset, search_term)


class ReadOnly:
    """Nobody adds, changes or deletes here, whatever their role."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class ReadOnlyAdmin(ReadOnly, DeskAdmin):
    """A list and pages to look at."""

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """All of them: no form field is made for what nobody fills in."""
        fields = [*self.opts.fields, *self.opts.many_to_many]
        return [field.name for field in fields if field.editable and not field.primary_key]


class ReadOnlyInline(ReadOnly, admin.TabularInline):
    """Rows of a record on the page of what they belong to, each with a link to its own page."""

    extra = 0
    show_change_link = True

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """All of them: no form field is made for what nobody fills in."""
        return self.fields or ()
