"""People and their roles."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models


class Role(models.TextChoices):
    """Who may do what, each role including those before it: contributor < editor < … < admin."""

    CONTRIBUTOR = "contributor", "Contributor"
    EDITOR = "editor", "Editor"
    SENIOR_EDITOR = "senior_editor", "Senior editor"
    MODERATOR = "moderator", "Moderator"
    ADMIN = "admin", "Admin"

    @property
    def rank(self) -> int:
        return list(Role).index(self)


def initials(name: str) -> str:
    """The first letters of the first and the last word; "?" where there is no word."""
    words = name.split()
    return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper() if words else "?"


class PeopleManager(UserManager["User"]):
    def create_superuser(self, username: str, *args: Any, **kwargs: Any) -> "User":
        return super().create_superuser(username, *args, **{**kwargs, "role": Role.ADMIN})


class User(AbstractUser):
    """A person at the desk. The role says everything: staff and superuser flags follow from it."""

    role = models.CharField(max_length=20, choices=Role.choices, default=Role.CONTRIBUTOR)

    objects: ClassVar[PeopleManager] = PeopleManager()

    def __str__(self) -> str:
        return self.display_name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.is_staff = self.has_role(Role.MODERATOR)
        self.is_superuser = self.role == Role.ADMIN
        if (fields := kwargs.get("update_fields")) is not None and "role" in fields:
            kwargs["update_fields"] = {*fields, "is_staff", "is_superuser"}
        super().save(*args, **kwargs)

    @property
    def display_name(self) -> str:
        return self.get_full_name() or self.username

    @property
    def initials(self) -> str:
        return initials(self.display_name)

    def has_role(self, role: Role) -> bool:
        """Whether this person's role is `role` or one above it."""
        return Role(self.role).rank >= role.rank
