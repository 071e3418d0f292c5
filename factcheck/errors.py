"""Errors of the API as RFC 9457 problem+json, wherever under /api/ they are raised, and of the pages as pages."""

from __future__ import annotations

from collections.abc import Iterator
from http import HTTPStatus
from itertools import islice
from typing import Any

from django.core.exceptions import (
    PermissionDenied,
    RequestDataTooBig,
    SuspiciousOperation,
    ValidationError,
)
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.views import defaults
from django.views.decorators.csrf import csrf_exempt
from rest_framework import exceptions, status
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response
from rest_framework.settings import api_settings
from rest_framework.views import exception_handler

PROBLEM_JSON = "application/problem+json"
API_PREFIX = "/api/"
# A body with a million wrong fields does not get a million lines back.
MAX_ERRORS = 100

_WHOLE = {api_settings.NON_FIELD_ERRORS_KEY, "__all__"}


class Conflict(exceptions.APIException):
    """The request does not fit the state of things."""

    status_code = status.HTTP_409_CONFLICT
    default_detail = "This does not fit the state of things."
    default_code = "conflict"


class TooLarge(exceptions.APIException):
    """The body is larger than the API reads."""

    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE
    default_detail = "The body is too large."
    default_code = "too_large"


class Unavailable(exceptions.APIException):
    """What the answer hangs on is not there."""

    status_code = status.HTTP_503_SERVICE_UNAVAILABLE
    default_detail = "This cannot be answered at present."
    default_code = "unavailable"


class InvalidParameters(exceptions.ValidationError):
    """Query parameters are wrong; `detail` maps each to what is wrong with it."""


def problem_handler(exc: Exception, context: dict[str, Any]) -> Response | None:
    """Turn what an API view raises into a problem document; what is not foreseen stays a 500.

    The document has `type`, `title`, `status` and `detail`. What is wrong with the input stands in `errors`: for
    a body `{"pointer": "#/field", "detail": "…"}`, as in the RFC's own example; for the address
    `{"parameter": "name", "detail": "…"}`.
    """
    exc = _as_api_exception(exc)
    response = exception_handler(exc, context)
    if response is None or not isinstance(exc, exceptions.APIException):
        return response
    if isinstance(exc, exceptions.ValidationError):
        errors = list(islice(_errors(exc), MAX_ERRORS))
        detail = errors[0]["detail"] if len(errors) == 1 else f"{len(errors)} values are wrong."
        response.data = problem(response.status_code, detail, errors=errors)
    else:
        response.data = problem(response.status_code, _storable(str(exc.detail)))
    response.content_type = PROBLEM_JSON
    # A view that answers in YAML or HTML still reports its errors as JSON.
    context["request"].accepted_renderer = JSONRenderer()
    context["request"].accepted_media_type = PROBLEM_JSON
    return response


def problem(code: int, detail: str, *, errors: list[dict[str, str]] | None = None) -> dict[str, Any]:
    """Return a problem document. Its type is `about:blank`: the status says all that there is to tell apart."""
    document: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(code).phrase,
        "status": code,
        "detail": detail,
    }
    return document if errors is None else {**document, "errors": errors}


def problem_response(code: int, detail: str) -> JsonResponse:
    """Return a problem document as the answer of a plain Django view."""
    return JsonResponse(problem(code, detail), status=code, content_type=PROBLEM_JSON)


def _as_api_exception(exc: Exception) -> Exception:
    match exc:
        case ValidationError():
            fields = (
                exc.message_dict
                if hasattr(exc, "error_dict")
                else {api_settings.NON_FIELD_ERRORS_KEY: exc.messages}
            )
            return _unprocessable(exceptions.ValidationError(fields))
        case exceptions.ValidationError():
            return _unprocessable(exc)
        case PermissionDenied():
            return exceptions.PermissionDenied(str(exc) or None)
        case Http404():
            return exceptions.NotFound()
        case RequestDataTooBig():
            return TooLarge()
        case SuspiciousOperation():
            return exceptions.ParseError("The request could not be read.")
    return exc


def _unprocessable(exc: exceptions.ValidationError) -> exceptions.ValidationError:
    exc.status_code = status.HTTP_422_UNPROCESSABLE_ENTITY
    return exc


def _errors(exc: exceptions.ValidationError) -> Iterator[dict[str, str]]:
    if isinstance(exc, InvalidParameters) and isinstance(exc.detail, dict):
        for name, messages in exc.detail.items():
            for message in messages:
                yield {"parameter": _storable(name), "detail": _storable(str(message))}
    else:
        yield from _pointers(exc.detail)


def _pointers(detail: Any, path: str = "#") -> Iterator[dict[str, str]]:
    if isinstance(detail, dict):
        for name, inner in detail.items():
            yield from _pointers(inner, path if name in _WHOLE else f"{path}/{_escaped(str(name))}")
    elif isinstance(detail, list):
        for index, inner in enumerate(detail):
            nested = isinstance(inner, dict | list)
            yield from _pointers(inner, f"{path}/{index}" if nested else path)
    else:
        yield {"pointer": path, "detail": _storable(str(detail))}


def _escaped(name: str) -> str:
    """Return `name` as one step of a JSON pointer (RFC 6901)."""
    return _storable(name).replace("~", "~0").replace("/", "~1")


def _storable(text: str) -> str:
    """Return `text` without what UTF-8 has no form for; it may echo what a client sent."""
    return text.encode("utf-8", "replace").decode("utf-8")


# --- Errors outside API views: factcheck.urls names these as its handlers ---------------------------------


def _is_api(request: HttpRequest) -> bool:
    return request.path.startswith(API_PREFIX)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    if not _is_api(request):
        return defaults.bad_request(request, exception)
    if isinstance(exception, RequestDataTooBig):
        return problem_response(413, TooLarge.default_detail)
    return problem_response(400, "The request could not be read.")


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    if not _is_api(request):
        return defaults.permission_denied(request, exception)
    return problem_response(403, str(exception) or "You may not do this.")


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    if not _is_api(request):
        return defaults.page_not_found(request, exception)
    return no_such_address(request)


def server_error(request: HttpRequest) -> HttpResponse | HttpResponseBase:
    if not _is_api(request):
        return defaults.server_error(request)
    return problem_response(500, "Something went wrong on our side. It has been logged.")


@csrf_exempt
def no_such_address(request: HttpRequest) -> HttpResponseBase:
    """Answer for every address under /api/ that is none of the API's."""
    detail = "There is nothing at this address."
    if request.path.endswith("/"):
        detail += " Addresses of the API end without a slash."
    return problem_response(404, detail)
