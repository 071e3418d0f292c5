"""API authentication."""

from __future__ import annotations

import re
from typing import Any

from rest_framework.authentication import TokenAuthentication
from rest_framework.exceptions import AuthenticationFailed

_TOKEN = re.compile(r"[0-9a-f]{40}")


class BearerTokenAuthentication(TokenAuthentication):
    """`Authorization: Bearer <token>`, the header that API clients send by default."""

    keyword = "Bearer"

    def authenticate_credentials(self, key: str) -> tuple[Any, Any]:
        # What cannot be a token never reaches the database, which refuses some of it in its own ways.
        if not _TOKEN.fullmatch(key):
            raise AuthenticationFailed("Invalid token.")
        return super().authenticate_credentials(key)
