"""Addresses: what we accept as one, and when two of them are the same."""

import re
from dataclasses import dataclass
from ipaddress import IPv6Address
from urllib.parse import unquote_plus, urlsplit

from urllib3.exceptions import LocationParseError
from urllib3.util import parse_url as parse_rfc3986

from .documents import FetchError

MAX_URL_LENGTH = 2000
DEFAULT_PORTS = {"http": 80, "https": 443}

_SPACE_OR_CONTROL = re.compile("[\\s\x00-\x20\x7f-\x9f\ud800-\udfff]")
_HOST = re.compile(r"[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*")
# Parameters that say where a reader came from, never which page it is. courlan's list is wider, but drops
# "cid", "uid" or "source" too, which name the article on some sites, and it drops valueless parameters.
_TRACKING = re.compile(
    r"""utm_\w+
    |(?:mtm|pk|piwik|at|ns)_(?:campaign|cid|content|group|kwd|keyword|medium|mchannel|placement|source)
    |fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|twclid|ttclid|yclid|ysclid|igsh|igshid
    |mc_[ce]id|mkt_tok|s_kwcid|oly_(?:anon|enc)_id|vero_(?:id|conv)
    |_ga|_gl|_hsenc|_hsmi
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Target:
    """A checked address, in the parts a request needs. The host is ASCII, without brackets."""

    scheme: str
    host: str
    port: int
    resource: str  # path and query, as sent

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port == DEFAULT_PORTS[self.scheme] else f":{self.port}"
        return f"{self.scheme}://{host}{port}{self.resource}"


def normalise_url(url: str) -> str:
    """The key for "the same URL".

    Lower-case scheme and host (IDNA), no default port, no fragment, no tracking parameters, "/" for an empty
    path, dot segments resolved, percent-encoding in one form. The order of the query stays: it can matter.
    Raises FetchError (bad_url) for what is not an absolute http(s) URL with a host. Idempotent.
    """
    target = parse_url(url)
    path, _, query = target.resource.partition("?")
    kept = [part for part in query.split("&") if part and not _is_tracking(part)]
    resource = f"{path}?{'&'.join(kept)}" if kept else path
    return str(Target(target.scheme, target.host, target.port, resource))


def parse_url(url: str) -> Target:
    """The address checked and taken apart, or FetchError (bad_url)."""
    if len(url) > MAX_URL_LENGTH:
        raise _bad_url(f"The address is longer than {MAX_URL_LENGTH:,} characters.")
    if _SPACE_OR_CONTROL.search(url):
        raise _bad_url("The address contains spaces or control characters.")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise _bad_url("The address is not a valid URL.") from error
    if parts.scheme not in DEFAULT_PORTS:
        raise _bad_url("The address must start with http:// or https://.")
    if "@" in parts.netloc:
        raise _bad_url("The address contains a user name or password.")
    if not parts.hostname:
        raise _bad_url("The address names no site.")
    if port == 0:
        raise _bad_url("The address is not a valid URL.")
    # Path and query by the stricter parser, behind a host of ours: the host comes from one parser only.
    tail = url[len(f"{parts.scheme}://{parts.netloc}") :]
    target = Target(
        scheme=parts.scheme,
        host=_ascii_host(parts.hostname),
        port=DEFAULT_PORTS[parts.scheme] if port is None else port,
        resource=_resource(tail),
    )
    if len(str(target)) > MAX_URL_LENGTH:  # percent-encoding makes it longer
        raise _bad_url(f"The address is longer than {MAX_URL_LENGTH:,} characters.")
    return target


def _ascii_host(host: str) -> str:
    if ":" in host:
        try:
            address = IPv6Address(host)
        except ValueError as error:
            raise _bad_url("The address is not a valid URL.") from error
        if address.scope_id is not None:
            raise _bad_url("The address is not a valid URL.")
        return str(address)
    try:
        ascii_host = host.removesuffix(".").encode("idna").decode("ascii").lower()
    except UnicodeError as error:
        raise _bad_url("The site's name is not valid.") from error
    if len(ascii_host) > 253 or not _HOST.fullmatch(ascii_host):
        raise _bad_url("The site's name is not valid.")
    return ascii_host


def _resource(tail: str) -> str:
    try:
        parsed = parse_rfc3986("http://host" + tail)
    except LocationParseError as error:
        raise _bad_url("The address is not a valid URL.") from error
    return parsed.request_uri


def _is_tracking(parameter: str) -> bool:
    return _TRACKING.fullmatch(unquote_plus(parameter.partition("=")[0]).lower()) is not None


def _bad_url(reason: str) -> FetchError:
    return FetchError(reason, code="bad_url")
