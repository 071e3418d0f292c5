"""The one predicate that every permission of the house is built from."""

from django.contrib.auth.models import AnonymousUser

from factcheck.accounts.models import Role, User


def holds(user: User | AnonymousUser, role: Role) -> bool:
    """Whether `user` is an active person of at least `role`."""
    return isinstance(user, User) and user.is_active and user.has_role(role)
