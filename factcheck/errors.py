"""Errors of the API as RFC 9457 problem+json, and of the pages as pages."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from rest_framework import exceptions, status
from rest_framework.response import Response
from rest_framework.settings import api_settings
from rest_framework.views import exception_handler

PROBLEM_JSON = "application/problem+json"


class Conflict(exceptions.APIException):
    status_code = status.HTTP_409_CONFLICT
    default_detail = "This does not fit the state of things."
    default_code = "conflict"


def problem_handler(exc: Exception, context: dict[str, Any]) -> Response | None:
    """Turn what a view raises into a problem document; what is not foreseen stays a 500.

    The document has `type`, `title`, `status` and `detail`; what is wrong with the input stands in `errors`,
    a list of `{"pointer": "/field", "detail": "..."}` in the words of RFC 9457's own example.
    """
    exc = _as_api_exception(exc)
    response = exception_handler(exc, context)
    if response is None or not isinstance(exc, exceptions.APIException):
        return response
    problem: dict[str, Any] = {
        "type": "about:blank",
        "title": exc.default_detail if isinstance(exc, Conflict) else _title(response.status_code),
        "status": response.status_code,
    }
    if isinstance(exc, exceptions.ValidationError):
        errors = list(_pointers(exc.detail))
        problem["detail"] = errors[0]["detail"] if len(errors) == 1 else f"{len(errors)} fields are wrong."
        problem["errors"] = errors
    else:
        problem["detail"] = str(exc.detail)
    response.data = problem
    response.content_type = PROBLEM_JSON
    return response


def _as_api_exception(exc: Exception) -> Exception:
    match exc:
        case ValidationError():
            fields = exc.message_dict if hasattr(exc, "error_dict") else {api_settings.NON_FIELD_ERRORS_KEY: exc.messages}
            invalid = exceptions.ValidationError(fields)
            invalid.status_code = status.HTTP_422_UNPROCESSABLE_ENTITY
            return invalid
        case exceptions.ValidationError():
            exc.status_code = status.HTTP_422_UNPROCESSABLE_ENTITY
            return exc
        case PermissionDenied():
            return exceptions.PermissionDenied(str(exc) or None)
        case Http404():
            return exceptions.NotFound()
    return exc


def _title(code: int) -> str:
    from http import HTTPStatus

    return HTTPStatus(code).phrase


def _pointers(detail: Any, path: str = "") -> Any:
    if isinstance(detail, dict):
        for name, inner in detail.items():
            whole = name in {api_settings.NON_FIELD_ERRORS_KEY, "__all__"}
            yield from _pointers(inner, path if whole else f"{path}/{name}")
    elif isinstance(detail, list):
        for index, inner in enumerate(detail):
            nested = isinstance(inner, dict | list)
            yield from _pointers(inner, f"{path}/{index}" if nested else path)
    else:
        yield {"pointer": path or "/", "detail": str(detail)}
