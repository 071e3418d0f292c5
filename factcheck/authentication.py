"""API authentication."""

from rest_framework.authentication import TokenAuthentication


class BearerTokenAuthentication(TokenAuthentication):
    """`Authorization: Bearer <token>`, the header that API clients send by default."""

    keyword = "Bearer"
