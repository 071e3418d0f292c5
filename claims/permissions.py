"""Who may do what with articles and claims."""

from django.contrib.auth.models import AnonymousUser

from factcheck.accounts.models import Role, User
from factcheck.accounts.permissions import holds


def can_see_desk(user: User | AnonymousUser) -> bool:
    """Articles, claims and reviews are the desk's own: everybody signed in sees them, nobody else does."""
    return holds(user, Role.CONTRIBUTOR)


def can_submit(user: User | AnonymousUser) -> bool:
    """Submit an article, or try a failed one again."""
    return holds(user, Role.CONTRIBUTOR)


def can_import_prior_checks(user: User | AnonymousUser) -> bool:
    """Take what others have checked into the workbench."""
    return holds(user, Role.MODERATOR)


def can_judge_matches(user: User | AnonymousUser) -> bool:
    """Say whether a match is right, and take claims apart that were merged."""
    return holds(user, Role.EDITOR)


def can_amend(user: User | AnonymousUser) -> bool:
    """Set right what the machine read of an appearance."""
    return holds(user, Role.EDITOR)


def can_merge(user: User | AnonymousUser) -> bool:
    """Make two claims one."""
    return holds(user, Role.MODERATOR)
