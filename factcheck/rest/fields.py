"""Serializer fields."""

from __future__ import annotations

import math
from datetime import UTC, date, datetime, time
from typing import Any

from django.utils.dateparse import parse_date, parse_datetime
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

MOMENT_HELP = "A date (2022-01-18) or a time with its offset (2022-01-18T21:20:00Z), as in RFC 3339."
# Newspapers begin in 1605. Arithmetic on what lies near the ends of the calendar fails much later, in a worker.
EARLIEST = datetime(1600, 1, 1, tzinfo=UTC)
LATEST = datetime(2200, 1, 1, tzinfo=UTC)


def parse_moment(text: str) -> datetime:
    """Return the moment that `text` names, in UTC; a date is its midnight in UTC.

    Raises:
        ValueError: with what to tell whoever wrote it.
    """
    text = text.strip()
    try:
        day = parse_date(text) if len(text) == 10 else None
        moment = _midnight(day) if day else parse_datetime(text)
        moment = moment.astimezone(UTC) if moment and moment.tzinfo else None
    except (ValueError, OverflowError):
        moment = None
    if moment is None:
        raise ValueError(f"This is no date or time. {MOMENT_HELP}")
    if not EARLIEST <= moment < LATEST:
        raise ValueError(f"This lies outside the years {EARLIEST.year} to {LATEST.year - 1}.")
    return moment


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=UTC)


class Text(serializers.CharField):
    """A string and nothing that merely looks like one."""

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("invalid")
        return super().to_internal_value(data)


class WholeNumber(serializers.IntegerField):
    """A whole number as JSON has them, not one in a string."""

    def to_internal_value(self, data: Any) -> int:
        if isinstance(data, bool) or not isinstance(data, int):
            self.fail("invalid")
        return data


class Number(serializers.FloatField):
    """A number as JSON has them, not one in a string, and none that is too large for a float."""

    def to_internal_value(self, data: Any) -> float:
        if isinstance(data, bool) or not isinstance(data, int | float):
            self.fail("invalid")
        try:
            number = float(data)
        except OverflowError:
            number = math.inf
        if not math.isfinite(number):
            self.fail("invalid")
        return number


@extend_schema_field({"type": "string", "description": MOMENT_HELP, "examples": ["2022-01-18T21:20:00Z"]})
class Moment(serializers.Field):
    """A date or a time with its offset, as an aware datetime."""

    def to_internal_value(self, data: Any) -> datetime:
        if not isinstance(data, str):
            raise serializers.ValidationError(f"This is no date or time. {MOMENT_HELP}")
        try:
            return parse_moment(data)
        except ValueError as error:
            raise serializers.ValidationError(str(error)) from error

    def to_representation(self, value: datetime) -> str:
        return value.isoformat()


@extend_schema_field({"type": ["string", "null"]})
class BlankAsNull(serializers.CharField):
    """A string to read; null where the row has none."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{**kwargs, "read_only": True})

    def to_representation(self, value: Any) -> str | None:  # type: ignore[override]
        return str(value) or None
