"""What every page of the desk shows."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from claims.permissions import can_submit
from reviews.models import Review


def desk(request: HttpRequest) -> dict[str, Any]:
    """The desk's name, and the numbers in the navigation (counted only where a page shows them)."""
    # A request that the first middleware refuses, as for a wrong host, has nobody yet.
    user = getattr(request, "user", AnonymousUser())
    return {
        "desk_name": settings.DESK_NAME,
        "can_submit": can_submit(user),
        "open_count": SimpleLazyObject(lambda: Review.objects.visible_to(user).open().count()),
    }
