"""What a role may do in the admin. Rows of permissions and groups are not used: the role says everything."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.contrib.auth.backends import ModelBackend

from factcheck.accounts.models import Role, User

# Moderators see every row of these apps, and the admin's own log.
SEEN_APPS = ("accounts", "claims", "reviews")
MODERATORS = frozenset(
    {
        "accounts.change_user",
        "admin.view_logentry",
        "claims.change_article",
        "reviews.add_rating",
        "reviews.change_rating",
    }
)


class RoleBackend(ModelBackend):
    """Sign-in by password; permissions by role. Admins are superusers, whom Django asks nothing."""

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        if not isinstance(user_obj, User) or not user_obj.is_active or obj is not None:
            return set()
        if not user_obj.has_role(Role.MODERATOR):
            return set()
        models = [model for label in SEEN_APPS for model in apps.get_app_config(label).get_models()]
        return {f"{model._meta.app_label}.view_{model._meta.model_name}" for model in models} | MODERATORS
