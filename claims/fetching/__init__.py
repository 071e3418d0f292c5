"""URL or file to document: guarded HTTP, article text, metadata. Plain Python, no Django.

The one public face of the package. Everything here raises `FetchError` for what the outside world got
wrong, and nothing else.
"""

from .client import USER_AGENT, Download, Kinds, download, fetch
from .documents import Document, FetchError, Precision, one_line
from .guard import DEFAULT_LIMITS, IPAddress, Limits, is_public
from .reading import decode, publisher_of, read_html, read_text
from .urls import normalise_url

__all__ = [
    "DEFAULT_LIMITS",
    "USER_AGENT",
    "Document",
    "Download",
    "FetchError",
    "IPAddress",
    "Kinds",
    "Limits",
    "Precision",
    "decode",
    "download",
    "fetch",
    "is_public",
    "normalise_url",
    "one_line",
    "publisher_of",
    "read_html",
    "read_text",
]
