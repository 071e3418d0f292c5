"""People and the admin's log."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db.models import Field
from django.http import HttpRequest, HttpResponse
from rest_framework.authtoken.admin import TokenAdmin  # noqa: F401 - registers what is taken back below
from rest_framework.authtoken.models import TokenProxy

from factcheck.accounts.desk_admin import DeskAdmin, ReadOnlyAdmin
from factcheck.accounts.models import Role, User

admin.site.site_header = "Fact-check workbench"
admin.site.site_title = "Fact-check workbench"
# Roles stand in for groups. A token is its person's alone: whoever reads it can act as them.
admin.site.unregister(Group)
admin.site.unregister(TokenProxy)


@admin.register(User)
class PersonAdmin(DeskAdmin, UserAdmin):
    """Admins change people. Moderators change roles up to their own and deactivate, but not admins.

    Nobody changes their own role or closes their own account: the desk would be left without its last admin.
    """

    list_display = ("username", "display_name", "email", "role", "is_active", "last_login", "date_joined")
    list_filter = ("role", "is_active")
    date_hierarchy = "date_joined"
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        ("Person", {"fields": ("first_name", "last_name", "email")}),
        ("At the desk", {"fields": ("role", "is_active")}),
        ("Dates", {"fields": ("last_login", "date_joined")}),
    )
    readonly_fields = ("last_login", "date_joined")
    add_fieldsets = (
        (
            None,
            {
                "classes": ("wide",),
                "fields": ("username", "usable_password", "password1", "password2", "role"),
            },
        ),
    )
    filter_horizontal = ()
    moderators_change = frozenset({"role", "is_active"})

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if obj is not None and obj.role == Role.ADMIN and not _is_admin(request):
            return False
        return super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """An account is closed, never deleted: what its person did keeps their name."""
        return False

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Write what the form changed and no more: a role that changed meanwhile is not undone."""
        if not change:
            super().save_model(request, obj, form, change)
        elif fields := [name for name in form.changed_data if name in form.cleaned_data]:
            obj.save(update_fields=fields)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None or _is_admin(request):
            return super().get_fieldsets(request, obj)
        return ((None, {"fields": ("username",)}), *self.fieldsets[1:])

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None:
            return self.readonly_fields
        own = ("role", "is_active") if obj.pk == request.user.pk else ()
        if _is_admin(request):
            return (*self.readonly_fields, *own)
        shown = [name for _, options in self.get_fieldsets(request, obj) for name in options["fields"]]
        return tuple(name for name in shown if name in own or name not in self.moderators_change)

    def formfield_for_choice_field(self, db_field: Field, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "role" and not _is_admin(request):
            kwargs["choices"] = [choice for choice in Role.choices if choice[0] != Role.ADMIN]
        return super().formfield_for_choice_field(db_field, request, **kwargs)

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> HttpResponse:
        # Whoever sets another's password can sign in as them.
        if not _is_admin(request):
            raise PermissionDenied
        return super().user_change_password(request, id, form_url)


@admin.register(LogEntry)
class LogEntryAdmin(ReadOnlyAdmin):
    """Who changed what in the admin. What people do at the desk stands in the reviews' own events."""

    list_display = ("action_time", "user", "action_flag", "content_type", "object_repr", "get_change_message")
    list_filter = ("action_flag", "content_type")
    list_select_related = ("user", "content_type")
    search_fields = ("object_repr", "user__username")
    date_hierarchy = "action_time"


def _is_admin(request: HttpRequest) -> bool:
    return bool(request.user.is_superuser)
