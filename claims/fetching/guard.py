"""Connections that go only where they may, take only so long, and bring only so much.

The host is resolved once per hop; every address of the answer has to be allowed; the socket connects to one
of those very addresses. Time and bytes are counted where they are spent, in the socket, so that a server
that drips its headers or hides megabytes in empty chunks is cut off like any other.
"""

import functools
import queue
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from pathlib import Path
from typing import TYPE_CHECKING, cast

import urllib3.connection

from .documents import FetchError
from .urls import Target

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

IPAddress = IPv4Address | IPv6Address
MIB = 1024 * 1024
_ADDRESSES_TRIED = 4


@dataclass(frozen=True, slots=True)
class Limits:
    """How far one fetch may go, redirects included."""

    connect_seconds: float = 5.0
    read_seconds: float = 10.0  # the longest silence
    total_seconds: float = 20.0
    wire_bytes: int = 5 * MIB  # everything received, headers too
    body_bytes: int = 5 * MIB  # the page, decompressed
    redirects: int = 5
    ports: frozenset[int] | None = frozenset({80, 443, 8080, 8443})  # None: any


DEFAULT_LIMITS = Limits()

# Refused by name, since which of them `is_global` knows depends on the Python release.
_REFUSED = [
    ip_network(network)
    for network in (
        "100.64.0.0/10",  # carrier-grade NAT, and a cloud's metadata service
        "168.63.129.16/32",  # a cloud's internal services, on a public address
        "192.0.0.0/24",
        "192.88.99.0/24",  # 6to4 relays
        "2001::/23",  # Teredo and other protocol assignments
        "2001:db8::/32",
        "2002::/16",  # 6to4: the packet ends at the embedded IPv4 address; nobody serves news from one
        "3fff::/20",
    )
]
_IPV6_UNICAST = ip_network("2000::/3")
_NAT64 = ip_network("64:ff9b::/96")


def is_public(address: IPAddress) -> bool:
    """Whether the address is an ordinary one on the public internet, embedded IPv4 addresses looked into."""
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is not None:
            return is_public(address.ipv4_mapped)
        if address in _NAT64:
            return is_public(IPv4Address(int(address) & 0xFFFFFFFF))
        if address not in _IPV6_UNICAST:
            return False
    return (
        address.is_global and not address.is_multicast and not any(address in network for network in _REFUSED)
    )


class Budget:
    """The time and bytes that one fetch has left."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._ends = time.monotonic() + limits.total_seconds
        self._bytes_left = limits.wire_bytes

    def seconds(self, longest: float) -> float:
        """A timeout for the next step; raises FetchError when the whole fetch has run out of time."""
        left = self._ends - time.monotonic()
        if left <= 0:
            raise too_slow(self.limits.total_seconds)
        return min(left, longest)

    def timed_out(self, waited: float) -> FetchError:
        """What to raise when a step of at most `waited` seconds has timed out."""
        total = self.limits.total_seconds
        return too_slow(total if time.monotonic() >= self._ends else min(waited, total))

    def spend(self, received: int) -> None:
        """Count bytes off; raises FetchError when there have been too many."""
        self._bytes_left -= received
        if self._bytes_left < 0:
            raise too_large(self.limits.wire_bytes)


def too_slow(seconds: float) -> FetchError:
    return FetchError(f"The site did not answer within {seconds:g} seconds.", code="timeout", transient=True)


def too_large(limit: int) -> FetchError:
    return FetchError(f"The page is larger than {_size(limit)}.", code="too_large")


def _size(count: int) -> str:
    return f"{count / MIB:g} MB" if count >= MIB else f"{count:,} bytes"


def resolve(host: str, port: int, budget: Budget, allow: Callable[[IPAddress], bool]) -> list[IPAddress]:
    """All addresses of the host, each allowed; FetchError when one is not, or there are none."""
    answers: queue.SimpleQueue[list[IPAddress] | OSError] = queue.SimpleQueue()

    def ask() -> None:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            answers.put(list(dict.fromkeys(ip_address(entry[4][0]) for entry in found)))
        except OSError as error:
            answers.put(error)
        except ValueError as error:  # a name that the resolver will not even encode
            answers.put(OSError(str(error)))

    # The resolver takes no timeout, and a hostile name server can make it wait long past ours.
    threading.Thread(target=ask, name="fetch-resolve", daemon=True).start()
    try:
        answer = answers.get(timeout=budget.seconds(budget.limits.total_seconds))
    except queue.Empty:
        raise too_slow(budget.limits.total_seconds) from None
    if isinstance(answer, OSError):
        later = isinstance(answer, socket.gaierror) and answer.errno == socket.EAI_AGAIN
        raise FetchError(
            "The site's name could not be found.", code="unreachable", transient=later
        ) from answer
    if not answer:
        raise FetchError("The site's name could not be found.", code="unreachable")
    if not all(allow(address) for address in answer):
        raise FetchError("The address points to a private network.", code="blocked_address")
    return answer


class _BoundedSocket(socket.socket):
    """A socket whose every receive is timed and counted. http.client reads through recv_into alone."""

    budget: Budget

    def recv_into(self, buffer: "WriteableBuffer", nbytes: int = 0, flags: int = 0) -> int:
        self.settimeout(self.budget.seconds(self.budget.limits.read_seconds))
        received = super().recv_into(buffer, nbytes, flags)
        self.budget.spend(received)
        return received


class _BoundedTLSSocket(ssl.SSLSocket):
    """The same over TLS; the handshake before it is one timed step of the ssl module's own."""

    budget: Budget

    def recv_into(self, buffer: "WriteableBuffer", nbytes: int | None = None, flags: int = 0) -> int:
        self.settimeout(self.budget.seconds(self.budget.limits.read_seconds))
        received = super().recv_into(buffer, nbytes, flags)
        self.budget.spend(received)
        return received


def _connect(addresses: Sequence[IPAddress], port: int, budget: Budget) -> socket.socket:
    """A socket to the first address that answers, resolving nothing."""
    failure: Exception = OSError("no address to connect to")
    for address in addresses[:_ADDRESSES_TRIED]:
        family = socket.AF_INET if address.version == 4 else socket.AF_INET6
        sock = _BoundedSocket(family, socket.SOCK_STREAM)
        sock.budget = budget
        try:
            sock.settimeout(budget.seconds(budget.limits.connect_seconds))
            sock.connect((str(address), port))
            sock.settimeout(budget.seconds(budget.limits.connect_seconds))  # for a handshake
        except TimeoutError:
            sock.close()
            failure = budget.timed_out(budget.limits.connect_seconds)
        except OSError as error:
            sock.close()
            failure = error
        except BaseException:
            sock.close()
            raise
        else:
            return sock
    raise failure


class _Pinned:
    """What a connection knows here: where it may go, what it may spend, and the socket that came of it."""

    addresses: Sequence[IPAddress]
    budget: Budget
    opened: socket.socket | None = None


class _PinnedConnection(_Pinned, urllib3.connection.HTTPConnection):
    """An HTTP connection to given addresses, whatever its host resolves to by now."""

    def _new_conn(self) -> socket.socket:
        self.opened = _connect(self.addresses, self.port, self.budget)
        return self.opened


class _PinnedTLSConnection(_Pinned, urllib3.connection.HTTPSConnection):
    """The same over TLS. SNI and certificate go by the host, which urllib3 keeps apart from the socket."""

    def _new_conn(self) -> socket.socket:
        self.opened = _connect(self.addresses, self.port, self.budget)
        return self.opened

    def connect(self) -> None:
        try:
            super().connect()
        except TimeoutError as error:
            raise self.budget.timed_out(self.budget.limits.connect_seconds) from error
        sock = cast(_BoundedTLSSocket, self.sock)
        sock.budget = self.budget
        self.opened = sock


@functools.cache
def tls_context() -> ssl.SSLContext:
    """Certificates verified against the system's authorities, or certifi's where the system has none."""
    context = ssl.create_default_context()
    paths = ssl.get_default_verify_paths()
    if paths.cafile is None and (paths.capath is None or not any(Path(paths.capath).iterdir())):
        import certifi

        context.load_verify_locations(cafile=certifi.where())
    context.sslsocket_class = _BoundedTLSSocket
    return context


@contextmanager
def open_connection(
    target: Target, budget: Budget, allow: Callable[[IPAddress], bool]
) -> Iterator[urllib3.connection.HTTPConnection]:
    """A connection to the target, its addresses checked and pinned; closed at the end, whatever happens."""
    ports = budget.limits.ports
    if ports is not None and target.port not in ports:
        raise FetchError(f"Port {target.port} is not one that web pages are served on.", code="bad_url")
    addresses = resolve(target.host, target.port, budget, allow)
    # urllib3 arms the socket with this before each step of its own; the bounded socket tightens it.
    timeout = budget.seconds(min(budget.limits.connect_seconds, budget.limits.read_seconds))
    connection: _PinnedConnection | _PinnedTLSConnection
    if target.scheme == "https":
        connection = _PinnedTLSConnection(
            target.host, target.port, timeout=timeout, ssl_context=tls_context(), server_hostname=target.host
        )
    else:
        connection = _PinnedConnection(target.host, target.port, timeout=timeout)
    connection.addresses = addresses
    connection.budget = budget
    try:
        yield connection
    finally:
        connection.close()
        # A response that urllib3 gave up on half-way still holds the socket open.
        if connection.opened is not None and (descriptor := connection.opened.detach()) != -1:
            socket.close(descriptor)
