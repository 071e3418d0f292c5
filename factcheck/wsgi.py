"""WSGI entry point: `gunicorn factcheck.wsgi`."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import Any

from django.core.wsgi import get_wsgi_application
from django.utils.http import parse_header_parameters

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")

_django = get_wsgi_application()


def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    """Answer a request. Addresses and bodies are UTF-8, whatever a Content-Type claims.

    Django follows the claim even where Python's codec of that name is none for text, and then fails before any
    handler of errors is there.
    """
    if (claimed := environ.get("CONTENT_TYPE", "")) and not _is_utf8(claimed):
        environ["CONTENT_TYPE"] = claimed.partition(";")[0]
    return _django(environ, start_response)


def _is_utf8(content_type: str) -> bool:
    try:
        _, parameters = parse_header_parameters(content_type)
    except (LookupError, ValueError):
        return False
    return parameters.get("charset", "utf-8").lower() in {"utf-8", "utf8"}
