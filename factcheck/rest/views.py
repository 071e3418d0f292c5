"""The base of API views."""

from __future__ import annotations

from typing import ClassVar

from rest_framework.exceptions import NotAuthenticated
from rest_framework.viewsets import GenericViewSet

from factcheck.accounts.models import User

from .filters import StrictFilterBackend
from .pagination import KeysetPagination
from .parsers import StrictJSONParser


class ApiViewSet(GenericViewSet):
    """Views whose ids are whole numbers that a database column can hold; any other address is none of theirs."""

    parser_classes = (StrictJSONParser,)
    filter_backends = (StrictFilterBackend,)
    pagination_class = KeysetPagination
    lookup_value_regex = "[0-9]{1,18}"
    # What a list can be sorted by: the parameter's value and the column behind it, see KeysetPagination.
    orderings: ClassVar[dict[str, str]] = {"created_at": "created_at"}

    @property
    def person(self) -> User:
        """Whoever is signed in."""
        if not isinstance(self.request.user, User):
            raise NotAuthenticated
        return self.request.user
