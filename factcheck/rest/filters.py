"""Query parameters: declared filters, and refusal of all others."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django_filters.rest_framework import DjangoFilterBackend
from rest_framework.request import Request
from rest_framework.views import APIView

from factcheck.errors import InvalidParameters

from .fields import MOMENT_HELP, parse_moment
from .pagination import KeysetPagination

LARGEST_ID = 2**63 - 1


class StrictFilterBackend(DjangoFilterBackend):
    """Apply the view's filterset to a list; one object takes no parameters.

    A parameter that is unknown, given twice or wrong is a 422 that names it.
    """

    def filter_queryset(self, request: Request, queryset: QuerySet[Any], view: APIView) -> QuerySet[Any]:
        one = getattr(view, "detail", False)
        filterset = None if one else self.get_filterset(request, queryset, view)
        known = set() if one else {*KeysetPagination.parameters, *(filterset.filters if filterset else ())}
        wrong = {name: ["There is no such parameter."] for name in request.query_params if name not in known}
        for name, values in request.query_params.lists():
            if len(values) > 1:
                wrong.setdefault(name, ["Give this parameter once."])
        if filterset is not None and not filterset.is_valid():
            for name, messages in filterset.errors.items():
                wrong.setdefault(name, list(messages))
        if wrong:
            raise InvalidParameters(wrong)
        return queryset if filterset is None else filterset.qs


class BoundedFilter(django_filters.NumberFilter):
    """A number between two bounds; what lies outside is wrong rather than merely not found."""

    def get_max_validator(self) -> None:
        # In place of the bound that the library sets against numbers too large for a database.
        return None


class IdFilter(BoundedFilter):
    """The id of another object; an unknown one finds nothing."""

    field_class = forms.IntegerField

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, min_value=1, max_value=LARGEST_ID, **kwargs)


class ScoreFilter(BoundedFilter):
    """The least check-worthiness."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, min_value=0, max_value=1, help_text="Check-worthiness from 0 to 1.", **kwargs)


class MomentField(forms.CharField):
    def clean(self, value: Any) -> datetime | None:
        text = super().clean(value)
        try:
            return parse_moment(text) if text else None
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error


class MomentFilter(django_filters.Filter):
    """A date or a time with its offset."""

    field_class = MomentField

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"help_text": MOMENT_HELP, **kwargs})


class WordsFilter(django_filters.CharFilter):
    """Words to search for."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"max_length": 200, **kwargs})
