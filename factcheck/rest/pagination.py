"""Pages that stay exact while rows are added, at any depth."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django.core import signing
from django.db.models import F, Model, Q, QuerySet
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param
from rest_framework.views import APIView

from factcheck.errors import InvalidParameters


class KeysetPagination(BasePagination):
    """Pages by the last row seen: `ordering`, then the id, so that equal values neither repeat nor get lost.

    A view names in `orderings` the parameter's values and the columns or annotations behind them, none of them
    null; the first, descending, is the default. The framework's CursorPagination is not used because it counts
    rows of equal value by an offset that ends at 1,000, and the desk has many reviews of one priority.
    """

    parameters: ClassVar[tuple[str, ...]] = ("cursor", "limit", "ordering")
    default_limit = 50
    max_limit = 200

    def paginate_queryset(  # type: ignore[override]
        self, queryset: QuerySet[Any], request: Request, view: APIView | None = None
    ) -> list[Any]:
        orderings: dict[str, str] = view.orderings  # type: ignore[union-attr]
        ordering = request.query_params.get("ordering") or f"-{next(iter(orderings))}"
        if ordering.removeprefix("-") not in orderings or ordering.startswith("--"):
            raise InvalidParameters({"ordering": [f"Choose one of {', '.join(self.choices(orderings))}."]})
        limit = self._limit(request.query_params.get("limit"))
        column = orderings[ordering.removeprefix("-")]
        descending = ordering.startswith("-")
        if token := request.query_params.get("cursor"):
            queryset = queryset.filter(
                _beyond(column, *_read(token, queryset.model, ordering), descending=descending)
            )
        by = [F(column).desc(), F("pk").desc()] if descending else [F(column).asc(), F("pk").asc()]
        rows = list(queryset.order_by(*by)[: limit + 1])
        page = rows[:limit]
        self.next = None
        if len(rows) > limit:
            token = _write(page[-1], column, ordering)
            self.next = replace_query_param(request.build_absolute_uri(), "cursor", token)
        return page

    def get_paginated_response(self, data: Any) -> Response:
        return Response({"next": self.next, "results": data})

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        return {
            "type": "object",
            "required": ["next", "results"],
            "properties": {
                "next": {
                    "type": ["string", "null"],
                    "format": "uri",
                    "description": "The address of the next page; null on the last one.",
                },
                "results": schema,
            },
        }

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        choices = self.choices(view.orderings)
        limit = {"type": "integer", "minimum": 1, "maximum": self.max_limit, "default": self.default_limit}
        parameters = {
            "cursor": ({"type": "string"}, "Where the page starts; taken from `next`."),
            "limit": (limit, "How many results a page has at most."),
            "ordering": (
                {"type": "string", "enum": choices, "default": choices[0]},
                "By what to sort, `-` for descending.",
            ),
        }
        return [
            {"name": name, "in": "query", "required": False, "schema": schema, "description": description}
            for name, (schema, description) in parameters.items()
        ]

    @staticmethod
    def choices(orderings: dict[str, str]) -> list[str]:
        return [sign + name for name in orderings for sign in ("-", "")]

    def _limit(self, given: str | None) -> int:
        if given is None:
            return self.default_limit
        if given.isascii() and given.isdigit() and len(given) < 6 and 1 <= int(given) <= self.max_limit:
            return int(given)
        raise InvalidParameters({"limit": [f"Give a whole number from 1 to {self.max_limit}."]})


def _beyond(column: str, value: Any, pk: int, *, descending: bool) -> Q:
    """Return the condition for rows that come after the one with `value` and `pk`."""
    after = "lt" if descending else "gt"
    # The first half alone would do, but it is what an index can start from.
    return Q(**{f"{column}__{after}e": value}) & (
        Q(**{f"{column}__{after}": value}) | Q(**{f"pk__{after}": pk})
    )


# The token is signed: what comes back is what went out and needs no further check. The ordering is in the salt,
# so that a token only fits the order that it was made for.


def _write(row: Model, column: str, ordering: str) -> str:
    value = getattr(row, column)
    value = value.isoformat() if isinstance(value, datetime) else value
    return signing.dumps([value, row.pk], salt=_salt(type(row), ordering))


def _read(token: str, model: type[Model], ordering: str) -> tuple[Any, int]:
    try:
        value, pk = signing.loads(token, salt=_salt(model, ordering))
    except signing.BadSignature as error:
        message = "This cursor is not one of ours, or was made for another order."
        raise InvalidParameters({"cursor": [message]}) from error
    return value, pk


def _salt(model: type[Model], ordering: str) -> str:
    return f"cursor:{model.__name__}:{ordering}"
