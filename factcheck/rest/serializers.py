"""Bases of serializers."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail


class StrictSerializer(serializers.Serializer):
    """Input that refuses what it does not know: a misspelt field must not be ignored."""

    def to_internal_value(self, data: Any) -> Any:
        unknown = [name for name in data if name not in self.fields] if isinstance(data, dict) else []
        if not unknown:
            return super().to_internal_value(data)
        errors = {name: [ErrorDetail("There is no such field.", code="unknown")] for name in unknown}
        try:
            super().to_internal_value(data)
        except serializers.ValidationError as error:
            errors |= error.detail  # type: ignore[arg-type]
        raise serializers.ValidationError(errors)


class Empty(StrictSerializer):
    """The input of a step that needs none."""
