"""One URL fetched: hop by hop, status, type and size checked before a byte of the page is kept."""

import http.client
import io
import re
import ssl
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, replace
from email.message import Message
from http import HTTPStatus
from types import MappingProxyType
from typing import BinaryIO
from urllib.parse import urljoin, urlsplit, urlunsplit

from urllib3 import HTTPResponse
from urllib3.exceptions import DecodeError, HTTPError, SSLError
from urllib3.exceptions import TimeoutError as UrllibTimeoutError

from .documents import Document, FetchError
from .guard import DEFAULT_LIMITS, Budget, IPAddress, Limits, is_public, open_connection, too_large
from .reading import decode, publisher_of, read_html, read_text
from .urls import Target, parse_url

USER_AGENT = "FactcheckWorkbench/0.1"

_HTML_TYPES = {"text/html", "application/xhtml+xml"}
_ENCODINGS = {"", "identity", "gzip", "x-gzip", "deflate"}
_REDIRECTS = {301, 302, 303, 307, 308}
_RETRY_LATER = {408, 425, 429}
_CHUNK = 64 * 1024


@dataclass(frozen=True, slots=True)
class Kinds:
    """What may stand at an address: media types, how they are asked for, and the words for them in an error."""

    types: frozenset[str]
    accept: str
    words: str


ARTICLES = Kinds(
    frozenset({*_HTML_TYPES, "text/plain"}),
    "text/html,application/xhtml+xml;q=0.9,text/plain;q=0.8",
    "a web page or plain text",
)
# Servers send JSON and JSON Lines, gzipped or not, under any of these.
DATA = Kinds(
    frozenset(
        {
            *ARTICLES.types,
            "application/json",
            "application/ld+json",
            "application/jsonl",
            "application/x-ndjson",
            "application/gzip",
            "application/x-gzip",
            "application/octet-stream",
            "binary/octet-stream",
        }
    ),
    "application/ld+json,application/json,text/html;q=0.9,*/*;q=0.5",
    "JSON or a web page",
)


@dataclass(frozen=True, slots=True)
class Download:
    """What came with the bytes of a download: where they came from in the end, and what they were called."""

    final_url: str
    content_type: str
    charset: str | None


@dataclass(frozen=True, slots=True)
class _Redirect:
    location: str


def fetch(
    url: str,
    *,
    limits: Limits = DEFAULT_LIMITS,
    allow: Callable[[IPAddress], bool] = is_public,
    user_agent: str = USER_AGENT,
) -> Document:
    """Fetch the page and read the article in it.

    `allow` judges every address that any hop's host resolves to. Proxies of the environment are not used,
    nothing of one hop (cookies, referrer) reaches the next. Raises FetchError, and only that.
    """
    body = io.BytesIO()
    found = download(url, body, kinds=ARTICLES, limits=limits, allow=allow, user_agent=user_agent)
    return _document(body.getvalue(), found, url=url)


def download(
    url: str,
    into: BinaryIO,
    *,
    kinds: Kinds = DATA,
    limits: Limits = DEFAULT_LIMITS,
    allow: Callable[[IPAddress], bool] = is_public,
    user_agent: str = USER_AGENT,
    headers: Mapping[str, str] = MappingProxyType({}),
) -> Download:
    """Write what stands at the address into `into`, under the same guards as `fetch`.

    `headers` go along to this very address, and to none that it redirects to: a key may be among them.

    Raises FetchError, and only that; `into` may hold the beginning of the content then. What `into` itself raises
    when it is written to is a FetchError too, as a connection that failed.
    """
    budget = Budget(limits)
    target = parse_url(url)
    for _ in range(limits.redirects + 1):
        with _as_fetch_errors(budget), open_connection(target, budget, allow) as connection:
            connection.request(
                "GET",
                target.resource,
                headers={
                    "User-Agent": user_agent,
                    "Accept": kinds.accept,
                    "Accept-Encoding": "gzip, deflate",
                    "Connection": "close",
                    **headers,
                },
                preload_content=False,
            )
            with closing(connection.getresponse()) as response:
                answer = _receive(response, into, kinds, limits, at=str(target))
        if isinstance(answer, Download):
            return answer
        target = _next_hop(target, answer.location)
        headers = {}
    raise FetchError(f"The page redirects more than {limits.redirects} times.", code="too_many_redirects")


def _receive(
    response: HTTPResponse, into: BinaryIO, kinds: Kinds, limits: Limits, *, at: str
) -> Download | _Redirect:
    location = response.headers.get("Location")
    if response.status in _REDIRECTS and location:
        return _Redirect(location)
    if not 200 <= response.status < 300:
        raise _bad_status(response.status)
    content_type, charset = _content_type(response.headers.get("Content-Type", ""))
    if content_type not in kinds.types:
        what = content_type or "something without a type"
        raise FetchError(f"The address leads to {what}, not to {kinds.words}.", code="bad_type")
    if response.headers.get("Content-Encoding", "").strip().lower() not in _ENCODINGS:
        raise FetchError("The page is compressed in a way that we did not ask for.", code="bad_type")
    if (response.length_remaining or 0) > limits.wire_bytes:
        raise too_large(limits.wire_bytes)
    received = 0
    while chunk := response.read(_CHUNK, decode_content=True):
        received += len(chunk)
        if received > limits.body_bytes:
            raise too_large(limits.body_bytes)
        into.write(chunk)
    return Download(at, content_type, charset)


def _document(body: bytes, found: Download, *, url: str) -> Document:
    if found.content_type in _HTML_TYPES:
        return replace(read_html(body, url=found.final_url, charset=found.charset), url=url)
    document = read_text(decode(body, charset=found.charset))
    return replace(document, url=url, final_url=found.final_url, publisher=publisher_of(found.final_url))


def _next_hop(target: Target, location: str) -> Target:
    """The address a redirect names, resolved against where we are. Sites send it raw: spaces are mended."""
    with suppress(UnicodeError):  # UTF-8, where it is that behind the header's Latin-1
        location = location.encode("latin-1").decode("utf-8")
    try:
        absolute = urlsplit(urljoin(str(target), location.strip().replace(" ", "%20")))
    except ValueError as error:
        raise FetchError("The page redirects to an address that is not valid.", code="bad_url") from error
    return parse_url(urlunsplit(absolute._replace(fragment="")))


def _content_type(header: str) -> tuple[str, str | None]:
    """The media type, lower-case, "" for none, and the charset if it names one."""
    message = Message()
    message["Content-Type"] = header
    return re.split("[;,]", header)[0].strip().lower(), message.get_content_charset()


def _bad_status(status: int) -> FetchError:
    try:
        name = f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        name = f"status {status}"
    return FetchError(
        f"The page answered {name}.",
        code="bad_status",
        transient=status >= 500 or status in _RETRY_LATER,
        status=status,
    )


@contextmanager
def _as_fetch_errors(budget: Budget) -> Iterator[None]:
    """Every way in which ssl, socket, http.client and urllib3 report a broken exchange, as a FetchError."""
    try:
        yield
    except FetchError:
        raise
    except (TimeoutError, UrllibTimeoutError) as error:
        raise budget.timed_out(budget.limits.read_seconds) from error
    except ssl.SSLCertVerificationError as error:
        detail = error.verify_message.rstrip(".")
        raise FetchError(f"The site's certificate is not valid: {detail}.", code="tls") from error
    except (ssl.SSLError, SSLError) as error:
        raise FetchError(
            "A secure connection to the site could not be made.",
            code="tls",
            transient=isinstance(error, ssl.SSLEOFError),  # hung up in the middle of it
        ) from error
    except DecodeError as error:
        raise FetchError("The page is damaged: it could not be decompressed.", code="bad_type") from error
    except (OSError, HTTPError, http.client.HTTPException, ValueError) as error:
        raise FetchError("The connection to the site failed.", code="unreachable", transient=True) from error
