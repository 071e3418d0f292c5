"""Fetching against a real server on loopback, and reading pages. All people and places are made up."""

import gzip
import io
import itertools
import pickle
import socket
import socketserver
import ssl
import subprocess
import sys
import threading
import tracemalloc
import zlib
from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone
from ipaddress import ip_address

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.fetching import (
    FetchError,
    Limits,
    download,
    fetch,
    guard,
    is_public,
    normalise_url,
    read_html,
    read_text,
)
from claims.fetching.documents import normalise_text

LOOPBACK = ip_address("127.0.0.1")
MB = 1024 * 1024
LIMITS = Limits(ports=None, total_seconds=10)

PAGE = """<!doctype html><html lang="en-GB"><head><meta charset="utf-8">
<title>Bridge toll rises in Velden | The Velden Courier</title>
<meta property="og:site_name" content="The Velden Courier">
<meta property="og:title" content="Bridge toll rises in Velden">
<link rel="canonical" href="/news/bridge-toll?utm_source=page#top">
<meta name="author" content="Mira Tolland">
<meta property="article:published_time" content="2024-03-05T18:20:00+01:00"></head>
<body><nav><a href="/">Home</a> <a href="/news">News</a></nav><main><article>
<h1>Bridge toll rises in Velden</h1>
<p>The toll on the Orlen bridge will rise by 12 per cent from April, the ministry of Velden said.
About 40,000 drivers cross the bridge every day – a record.</p>
<p>Yes.</p>
<p>Yes.</p>
<p>"We have not raised the toll <b>since</b> 2016," said the minister, Jon Adder.</p>
<ul><li>Cars pay 4 crowns.</li><li>Lorries pay 11 crowns.</li></ul>
<table><tr><th>Year</th><th>Toll</th></tr><tr><td>2016</td><td>3.50</td></tr></table>
<p>The opposition called the rise unfair, and it asked for a vote before the summer break.</p>
</article><section id="comments" class="comments"><div class="comment"><p>This is a reader's comment,
long enough to be noticed by anybody at all.</p></div></section></main></body></html>"""

# For courier.example, good for a hundred years; signs itself and guards nothing.
TLS_KEY_AND_CERTIFICATE = """\
-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg9l45uneVFElxGgxd
/zKrTYcceQyVg2FShukJM5xHuQOhRANCAARB4PzqzETf5Ncx/GmKKhgv8N51S28V
UyPclxsGXIBGWgU7Wte2Y4wfVHeHxjaC+zmSnXMHxeIHhKWQo8ZeWJv+
-----END PRIVATE KEY-----
-----BEGIN CERTIFICATE-----
MIIBpjCCAU2gAwIBAgIUcfFpBWEwvGrGY/iLLUDlR/W6zCUwCgYIKoZIzj0EAwIw
GjEYMBYGA1UEAwwPY291cmllci5leGFtcGxlMCAXDTI2MTEyNDAzNTg1MloYDzIx
MjYxMDMxMDM1ODUyWjAaMRgwFgYDVQQDDA9jb3VyaWVyLmV4YW1wbGUwWTATBgcq
hkjOPQIBBggqhkjOPQMBBwNCAARB4PzqzETf5Ncx/GmKKhgv8N51S28VUyPclxsG
XIBGWgU7Wte2Y4wfVHeHxjaC+zmSnXMHxeIHhKWQo8ZeWJv+o28wbTAdBgNVHQ4E
FgQU0SIIlwGb5Qfo+1613o0UO3E9BP4wHwYDVR0jBBgwFoAU0SIIlwGb5Qfo+161
3o0UO3E9BP4wDwYDVR0TAQH/BAUwAwEB/zAaBgNVHREEEzARgg9jb3VyaWVyLmV4
YW1wbGUwCgYIKoZIzj0EAwIDRwAwRAIgSw6URcuumFbzhy4PfZO0RRP1fuiMpzqT
fnoMCnyGHkkCIEF7L0QRuSi3ZvZDk8EHrJuENkZxW9fHXNn5LCN2GPq+
-----END CERTIFICATE-----
"""


class Site:
    """A web server on 127.0.0.1. `routes` maps a path to raw bytes, or to a function that writes them."""

    def __init__(self):
        self.routes = {}
        self.requests = []  # heads, as text
        self.closing = threading.Event()
        site = self

        class Handler(socketserver.StreamRequestHandler):
            def handle(self):
                lines = list(iter(lambda: self.rfile.readline().decode().strip(), ""))
                site.requests.append("\n".join(lines))
                answer = site.routes[lines[0].split()[1]]
                if callable(answer):
                    answer(self.wfile)
                else:
                    self.wfile.write(answer)

        class Server(socketserver.ThreadingTCPServer):
            def handle_error(self, request, client_address):
                """The client hung up: here that is a success."""

        self.server = Server(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.01,))
        self.thread.start()

    def close(self):
        self.closing.set()
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()

    def url(self, path="/", *, host="courier.example", scheme="http"):
        return f"{scheme}://{host}:{self.port}{path}"

    def drip(self, start, piece):
        """A route that sends `start`, then `piece` every few milliseconds until the test is over."""

        def write(wfile):
            wfile.write(start)
            while not self.closing.wait(0.01):
                wfile.write(piece)

        return write


@pytest.fixture
def site():
    site = Site()
    yield site
    site.close()


@pytest.fixture
def dns(monkeypatch):
    """Host name to a list of answers, each a list of addresses; the last one stays. `dns["asked"]` counts."""
    table = {"courier.example": [["127.0.0.1"]], "asked": []}

    def getaddrinfo(host, port, *args, **kwargs):
        table["asked"].append(host)
        if host not in table:
            table[host] = [[host]]  # an address in digits
        answers = table[host]
        addresses = answers.pop(0) if len(answers) > 1 else answers[0]
        family = {4: socket.AF_INET, 6: socket.AF_INET6}
        return [
            (family[ip_address(address).version], socket.SOCK_STREAM, 6, "", (address, port))
            for address in addresses
        ]

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    return table


def loopback_or_public(address):
    return address == LOOPBACK or is_public(address)


def get(url, **limits):
    return fetch(
        url, limits=Limits(**{"ports": None, "total_seconds": 10, **limits}), allow=loopback_or_public
    )


def failure(url, **limits):
    with pytest.raises(FetchError) as caught:
        get(url, **limits)
    assert caught.value.reason.endswith(".")
    return caught.value


def answer(body=b"", *, status="200 OK", content_type="text/html; charset=utf-8", **headers):
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {content_type}", f"Content-Length: {len(body)}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode() + body


def redirect(location, status="302 Found", **headers):
    return answer(status=status, Location=location, **headers)


# What comes back


def test_a_page_is_fetched_and_read(site, dns):
    site.routes["/story?utm_source=x"] = answer(PAGE.encode())
    document = get(site.url("/story?utm_source=x#part"))
    assert document.url == site.url("/story?utm_source=x#part")
    assert document.final_url == site.url("/story?utm_source=x")
    assert document.canonical_url == site.url("/news/bridge-toll")
    assert document.title == "Bridge toll rises in Velden"
    assert "About 40,000 drivers" in document.text


def test_the_request_says_who_asks_and_nothing_else(site, dns, monkeypatch):
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    monkeypatch.setenv("all_proxy", "http://127.0.0.1:1")
    site.routes["/a"] = redirect("/b", Set_Cookie="visitor=7; Path=/")
    site.routes["/b"] = answer(PAGE.encode())
    fetch(
        site.url("/a"), limits=LIMITS, allow=loopback_or_public, user_agent="Desk/1 (+https://desk.example)"
    )
    for head in site.requests:
        names = {line.split(":")[0].lower() for line in head.splitlines()[1:]}
        assert names == {"host", "user-agent", "accept", "accept-encoding", "connection"}
        assert f"Host: courier.example:{site.port}" in head
        assert "User-Agent: Desk/1 (+https://desk.example)" in head
    assert len(site.requests) == 2


def test_plain_text_is_taken_as_it_is(site, dns):
    site.routes["/"] = answer(
        "Fünf Fähren fahren.\r\n".encode("cp1252"), content_type="text/plain; charset=latin1"
    )
    document = get(site.url())
    assert (document.text, document.title, document.publisher) == (
        "Fünf Fähren fahren.",
        None,
        "courier.example",
    )


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_a_compressed_page_is_decompressed(site, dns, encoding):
    body = {"gzip": gzip.compress, "deflate": zlib.compress}[encoding](PAGE.encode())
    site.routes["/"] = answer(body, Content_Encoding=encoding)
    assert "About 40,000 drivers" in get(site.url()).text


# Where it may go


def test_a_header_for_an_address_is_not_told_to_the_next(site, dns):
    site.routes["/a"] = redirect("/b")
    site.routes["/b"] = answer(b"{}", content_type="application/json")
    download(
        site.url("/a"), io.BytesIO(), limits=LIMITS, allow=loopback_or_public, headers={"X-Api-Key": "secret"}
    )
    first, second = site.requests
    assert "X-Api-Key: secret" in first
    assert "secret" not in second


def test_redirects_are_followed_to_the_final_address(site, dns):
    site.routes["/a"] = redirect("b c")
    site.routes["/b%20c"] = redirect(site.url("/end#here"), "308 Permanent Redirect")
    site.routes["/end"] = answer(PAGE.encode())
    document = get(site.url("/a"))
    assert (document.url, document.final_url) == (site.url("/a"), site.url("/end"))


def test_a_private_address_is_refused_before_anything_is_sent(site, dns):
    with pytest.raises(FetchError) as caught:
        fetch(site.url(), limits=LIMITS)
    assert (caught.value.code, caught.value.transient) == ("blocked_address", False)
    assert caught.value.reason == "The address points to a private network."
    assert site.requests == []


@pytest.mark.parametrize("host", ["169.254.169.254", "10.0.0.1", "[::1]", "[::ffff:10.0.0.1]"])
def test_a_redirect_to_a_private_address_is_refused_at_the_second_hop(site, dns, host, monkeypatch):
    site.routes["/"] = redirect(f"http://{host}/latest/meta-data/")
    connected = []
    connect = socket.socket.connect
    monkeypatch.setattr(
        guard._BoundedSocket, "connect", lambda sock, to: (connected.append(to[0]), connect(sock, to))
    )
    assert failure(site.url(), connect_seconds=0.2).code == "blocked_address"
    assert connected == ["127.0.0.1"]


def test_one_private_address_among_public_ones_is_refused(dns):
    dns["mixed.example"] = [["93.184.215.14", "192.168.1.1"]]
    assert failure("http://mixed.example/").code == "blocked_address"


def test_the_checked_address_is_the_one_connected_to(dns, monkeypatch):
    dns["rebind.example"] = [["93.184.215.14"], ["127.0.0.1"]]
    connected = []

    def connect(sock, address):
        connected.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket.socket, "connect", connect)
    assert failure("https://rebind.example/").code == "unreachable"
    assert connected == [("93.184.215.14", 443)]
    assert dns["asked"] == ["rebind.example"]


def test_the_next_address_is_tried_when_one_does_not_answer(site, dns):
    with socket.socket() as unused:
        unused.bind(("127.0.0.2", 0))  # bound, not listening: refuses
        dns["courier.example"] = [["127.0.0.2", "127.0.0.1"]]
        site.routes["/"] = answer(PAGE.encode())
        document = fetch(site.url(), limits=LIMITS, allow=lambda address: address.is_loopback)
    assert document.title == "Bridge toll rises in Velden"


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0",  # noqa: S104
        "0.1.2.3",
        "10.1.2.3",
        "100.64.0.1",
        "100.100.100.200",
        "127.0.0.1",
        "127.255.0.1",
        "168.63.129.16",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.192",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.0.1",
        "198.18.0.1",
        "198.51.100.1",
        "203.0.113.1",
        "224.0.0.1",
        "239.255.255.250",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::7f00:1",
        "::ffff:127.0.0.1",
        "::ffff:169.254.169.254",
        "64:ff9b::10.0.0.1",
        "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::1",
        "100::1",
        "2001::1",
        "2001:db8::1",
        "2002:7f00:1::1",
        "2002:a00:1::",
        "3fff::1",
        "5f00::1",
        "fc00::1",
        "fd00:ec2::254",
        "fe80::1",
        "fe80::1%eth0",
        "fec0::1",
        "ff02::1",
        "ff0e::1",
    ],
)
def test_addresses_that_are_not_public(address):
    assert not is_public(ip_address(address))


@pytest.mark.parametrize(
    "address",
    [
        "1.1.1.1",
        "93.184.215.14",
        "100.63.255.255",
        "172.32.0.1",
        "::ffff:1.1.1.1",
        "2606:4700::1111",
        "64:ff9b::101:101",
    ],
)
def test_addresses_that_are_public(address):
    assert is_public(ip_address(address))


def test_redirects_have_an_end(site, dns):
    site.routes["/"] = redirect("/")
    error = failure(site.url(), redirects=3)
    assert (error.code, error.reason) == ("too_many_redirects", "The page redirects more than 3 times.")
    assert len(site.requests) == 4


@pytest.mark.parametrize(
    "location",
    [
        "ftp://courier.example/a",
        "file:///etc/passwd",
        "http://me:pw@courier.example/",
        "http://[::1",
    ],
)
def test_a_redirect_to_no_web_address_is_refused(site, dns, location):
    site.routes["/"] = redirect(location)
    assert failure(site.url()).code == "bad_url"
    assert len(site.requests) == 1


def test_only_web_ports_are_connected_to(dns):
    with pytest.raises(FetchError) as caught:
        fetch("http://courier.example:6379/")
    assert caught.value.code == "bad_url"
    assert "6379" in caught.value.reason
    assert dns["asked"] == []


def test_a_name_that_does_not_exist(monkeypatch):
    def unknown(*args, **kwargs):
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    error = failure("http://nowhere.example/")
    assert (error.code, error.transient) == ("unreachable", False)
    assert error.reason == "The site's name could not be found."


# How much, how long


def test_a_gzip_bomb_stops_early(site, dns):
    bomb = gzip.compress(bytes(96 * MB))
    site.routes["/"] = answer(bomb, Content_Encoding="gzip")
    tracemalloc.start()
    try:
        error = failure(site.url(), body_bytes=MB)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert (error.code, error.reason) == ("too_large", "The page is larger than 1 MB.")
    assert peak < 8 * MB


def test_an_endless_page_is_cut_off(site, dns):
    def endless(wfile):
        wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
        while not site.closing.is_set():
            wfile.write(b"<p>more</p>" * 1000)

    site.routes["/"] = endless
    assert failure(site.url(), wire_bytes=MB).code == "too_large"


def test_endless_compressed_nothing_is_cut_off(site, dns):
    def endless(wfile):
        wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n")
        wfile.write(gzip.compress(b"")[:10])
        while not site.closing.is_set():
            wfile.write(b"\0\0\0\xff\xff" * 1000)  # stored blocks of length nought

    site.routes["/"] = endless
    assert failure(site.url(), wire_bytes=MB).code == "too_large"


def test_a_page_that_says_it_is_too_large_is_not_read(site, dns):
    start = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 9999999\r\n\r\n"
    site.routes["/"] = site.drip(start, b"x")
    assert failure(site.url(), wire_bytes=MB).code == "too_large"


@pytest.mark.parametrize(
    ("start", "piece"),
    [
        (b"", b"H"),
        (b"HTTP/1.1 200 OK\r\nX-Long: ", b"x"),
        (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
        (b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", b"x"),
        (b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
    ],
    ids=["status line", "header", "continue", "body", "chunks"],
)
def test_a_slow_drip_is_cut_off_at_the_total_deadline(site, dns, start, piece):
    site.routes["/"] = site.drip(start, piece)
    error = failure(site.url(), total_seconds=0.3)
    assert (error.code, error.transient) == ("timeout", True)
    assert error.reason == "The site did not answer within 0.3 seconds."


def test_the_deadline_spans_redirects(site, dns):
    paths = [f"/{number}" for number in range(100)]
    for path, following in itertools.pairwise(paths):

        def late(wfile, following=following):
            site.closing.wait(0.05)
            wfile.write(redirect(following))

        site.routes[path] = late
    assert failure(site.url("/0"), total_seconds=0.3, redirects=99).code == "timeout"
    assert len(site.requests) < 20


def test_silence_is_cut_off(site, dns):
    site.routes["/"] = lambda wfile: site.closing.wait()
    error = failure(site.url(), read_seconds=0.2)
    assert (error.code, error.reason) == ("timeout", "The site did not answer within 0.2 seconds.")


def test_a_silent_handshake_is_cut_off(dns):
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        error = failure(f"https://courier.example:{port}/", connect_seconds=0.2)
    assert (error.code, error.reason) == ("timeout", "The site did not answer within 0.2 seconds.")


def test_a_silent_name_server_is_cut_off(monkeypatch):
    over = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: over.wait(10) and [])
    try:
        assert failure("http://courier.example/", total_seconds=0.2).code == "timeout"
    finally:
        over.set()


# What it may be


@pytest.mark.parametrize("content_type", ["image/png", "application/pdf", "application/json", "", "nonsense"])
def test_other_types_are_refused_before_the_body_is_read(site, dns, content_type):
    start = f"HTTP/1.1 200 OK\r\nContent-Type: {content_type}\r\n\r\n".encode()
    site.routes["/"] = site.drip(start, b"x")
    assert failure(site.url()).code == "bad_type"


@pytest.mark.parametrize("encoding", ["br", "gzip, gzip", "compress"])
def test_encodings_that_were_not_asked_for_are_refused(site, dns, encoding):
    site.routes["/"] = answer(PAGE.encode(), Content_Encoding=encoding)
    assert failure(site.url()).code == "bad_type"


@pytest.mark.parametrize(
    ("status", "transient", "reason"),
    [
        ("403 Go Away", False, "The page answered 403 Forbidden."),
        ("404 Not Found", False, "The page answered 404 Not Found."),
        ("302 Found", False, "The page answered 302 Found."),  # to nowhere
        ("429 Slow", True, "The page answered 429 Too Many Requests."),
        ("500 Oops", True, "The page answered 500 Internal Server Error."),
        ("503 Later", True, "The page answered 503 Service Unavailable."),
        ("799 Odd", True, "The page answered status 799."),
    ],
)
def test_a_bad_status_is_the_reason(site, dns, status, transient, reason):
    site.routes["/"] = answer(PAGE.encode(), status=status)
    error = failure(site.url())
    assert (error.code, error.transient, error.reason) == ("bad_status", transient, reason)


@pytest.mark.parametrize(
    "broken",
    [
        b"",
        b"SSH-2.0-Server\r\n",
        answer(PAGE.encode())[:-100],
        b"HTTP/1.1 200 OK\r\nContent-Length: 1, 2\r\n\r\n",
    ],
    ids=["hangs up", "not HTTP", "cut short", "two lengths"],
)
def test_a_broken_answer_may_be_better_next_time(site, dns, broken):
    site.routes["/"] = broken
    error = failure(site.url())
    assert (error.code, error.transient) == ("unreachable", True)


def test_nobody_listening(dns):
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        error = failure(f"http://courier.example:{bound.getsockname()[1]}/")
    assert (error.code, error.transient) == ("unreachable", True)


def test_a_damaged_page(site, dns):
    site.routes["/"] = answer(gzip.compress(PAGE.encode())[:20] + b"damage" * 50, Content_Encoding="gzip")
    assert failure(site.url()).code == "bad_type"


def test_a_page_without_an_article(site, dns):
    site.routes["/"] = answer(b"<html><body><noscript>Please turn on JavaScript.</noscript></body></html>")
    error = failure(site.url())
    assert (error.code, error.reason) == ("no_text", "No article text was found on the page.")


# TLS


@pytest.fixture
def tls_site(site, dns, tmp_path, monkeypatch):
    """The site with a certificate for courier.example that the client trusts."""
    pem = tmp_path / "courier.pem"
    pem.write_text(TLS_KEY_AND_CERTIFICATE)
    server_side = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server_side.load_cert_chain(pem)
    site.server_names = []
    server_side.sni_callback = lambda sock, name, context: site.server_names.append(name)
    # The handshake belongs in the connection's own thread, not in the accepting one.
    site.server.socket = server_side.wrap_socket(
        site.server.socket, server_side=True, do_handshake_on_connect=False
    )
    context = guard.tls_context.__wrapped__()  # past the cache: a fresh one
    context.load_verify_locations(
        cadata=TLS_KEY_AND_CERTIFICATE[TLS_KEY_AND_CERTIFICATE.index("-----BEGIN CERT") :]
    )
    monkeypatch.setattr(guard, "tls_context", lambda: context)
    site.routes["/"] = answer(PAGE.encode())
    return site


def test_tls_goes_by_the_name_and_connects_to_the_checked_address(tls_site, dns, monkeypatch):
    connected = []
    connect = socket.socket.connect
    monkeypatch.setattr(
        guard._BoundedSocket, "connect", lambda sock, to: (connected.append(to), connect(sock, to))
    )
    document = get(tls_site.url(scheme="https"))
    assert document.title == "Bridge toll rises in Velden"
    assert tls_site.server_names == ["courier.example"]
    assert connected == [("127.0.0.1", tls_site.port)]
    assert dns["asked"] == ["courier.example"]


def test_a_certificate_for_another_name_is_refused(tls_site, dns):
    dns["other.example"] = [["127.0.0.1"]]
    error = failure(tls_site.url(host="other.example", scheme="https"))
    assert error.code == "tls"
    assert error.reason.startswith("The site's certificate is not valid: Hostname mismatch")
    assert tls_site.requests == []


def test_a_certificate_of_nobody_we_trust_is_refused(tls_site, monkeypatch):
    context = ssl.create_default_context()
    context.sslsocket_class = guard._BoundedTLSSocket
    monkeypatch.setattr(guard, "tls_context", lambda: context)
    error = failure(tls_site.url(scheme="https"))
    assert (error.code, error.transient) == ("tls", False)
    assert tls_site.requests == []


def test_a_slow_drip_over_tls_is_cut_off(tls_site):
    tls_site.routes["/"] = tls_site.drip(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", b"x")
    error = failure(tls_site.url(scheme="https"), total_seconds=0.4)
    assert (error.code, error.reason) == ("timeout", "The site did not answer within 0.4 seconds.")


def test_an_endless_page_over_tls_is_cut_off(tls_site):
    tls_site.routes["/"] = tls_site.drip(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", b"x" * 90_000)
    error = failure(tls_site.url(scheme="https"), wire_bytes=300_000)
    assert (error.code, error.reason) == ("too_large", "The page is larger than 300,000 bytes.")


# Addresses


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("HTTP://Courier.Example", "http://courier.example/"),
        ("http://courier.example:80/a#b", "http://courier.example/a"),
        ("https://courier.example:443/a?", "https://courier.example/a"),
        ("https://courier.example:8443/a/", "https://courier.example:8443/a/"),
        (
            "https://courier.example/a?utm_source=x&id=3&fbclid=9&page=2",
            "https://courier.example/a?id=3&page=2",
        ),
        ("https://courier.example/?UTM_Medium=x&gclid=1&%75tm_id=4", "https://courier.example/"),
        ("https://courier.example/?id=1&b=2&a=1", "https://courier.example/?id=1&b=2&a=1"),
        ("https://courier.example/story?20240305", "https://courier.example/story?20240305"),
        ("https://courier.example/?cid=7&gid=1&source=2", "https://courier.example/?cid=7&gid=1&source=2"),
        ("https://bücher.example/ä?ö", "https://xn--bcher-kva.example/%C3%A4?%C3%B6"),
        ("https://courier.example./a/./b/../c", "https://courier.example/a/c"),
        ("https://courier.example/%c3%a4", "https://courier.example/%C3%A4"),
        ("http://[2001:DB8:0::1]:8080/", "http://[2001:db8::1]:8080/"),
        ("http://h/http://h/", "http://h/http://h/"),
    ],
)
def test_the_same_address_has_one_key(url, key):
    assert normalise_url(url) == key


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("", "The address must start with http:// or https://."),
        ("courier.example/a", "The address must start with http:// or https://."),
        ("//courier.example/a", "The address must start with http:// or https://."),
        ("ftp://courier.example/a", "The address must start with http:// or https://."),
        ("javascript:alert(1)", "The address must start with http:// or https://."),
        ("file:///etc/passwd", "The address must start with http:// or https://."),
        ("http://", "The address names no site."),
        ("http:///a", "The address names no site."),
        ("http:a", "The address names no site."),
        ("http://:80/", "The address names no site."),
        ("http://me:pw@courier.example/", "The address contains a user name or password."),
        ("http://me@courier.example/", "The address contains a user name or password."),
        ("http://courier.example\\@127.0.0.1/", "The address contains a user name or password."),
        ("http://courier.example\\a", "The site's name is not valid."),
        ("http://cou%72ier.example/", "The site's name is not valid."),
        ("http://courier..example/", "The site's name is not valid."),
        (f"http://{'a' * 64}.example/", "The site's name is not valid."),
        (f"http://{'a.' * 130}example/", "The site's name is not valid."),
        ("http://courier.example:99999/", "The address is not a valid URL."),
        ("http://courier.example:0/", "The address is not a valid URL."),
        ("http://courier.example:x/", "The address is not a valid URL."),
        ("http://[::1/", "The address is not a valid URL."),
        ("http://[fe80::1%eth0]/", "The address is not a valid URL."),
        (" http://courier.example/", "The address contains spaces or control characters."),
        ("http://courier.example/a b", "The address contains spaces or control characters."),
        ("http://courier.example/a\n", "The address contains spaces or control characters."),
        ("http://courier.example/\0", "The address contains spaces or control characters."),
        ("http://courier.example/\ud800", "The address contains spaces or control characters."),
        (f"http://courier.example/{'a' * 2000}", "The address is longer than 2,000 characters."),
        (f"http://courier.example/#{'a' * 2000}", "The address is longer than 2,000 characters."),
        (f"http://courier.example/{'ä' * 500}", "The address is longer than 2,000 characters."),
    ],
)
def test_what_is_no_address_says_why(url, reason):
    with pytest.raises(FetchError) as caught:
        normalise_url(url)
    assert (caught.value.code, caught.value.reason, caught.value.transient) == ("bad_url", reason, False)


@settings(deadline=None)
@given(
    st.one_of(
        st.text(),
        st.builds(
            "{}://{}{}".format,
            st.sampled_from(["http", "HTTPS"]),
            st.text(alphabet="aZ0.-:@[]%ßä。/\\", max_size=12),
            st.text(alphabet="aZ/.?&=#%2eutm_+;~ä\\[]", max_size=30).map(lambda tail: "/" + tail),
        ),
        st.builds("http://courier.example/{}".format, st.text()),
        st.builds("http://courier.example/?{}".format, st.text(alphabet="utm_=&%7513+?/#", max_size=20)),
    )
)
def test_normalising_is_idempotent_and_raises_nothing_else(url):
    with suppress(FetchError):
        key = normalise_url(url)
        assert key.isascii()
        again = "not a FetchError here"
        with suppress(FetchError):
            again = normalise_url(key)
        assert again == key


# Reading


def test_an_article_is_read_from_a_page():
    document = read_html(PAGE, url="https://www.courier.example/x")
    assert document.text.split("\n\n") == [
        "The toll on the Orlen bridge will rise by 12 per cent from April, the ministry of Velden said. "
        "About 40,000 drivers cross the bridge every day – a record.",
        "Yes.",
        "Yes.",
        '"We have not raised the toll since 2016," said the minister, Jon Adder.',
        "- Cars pay 4 crowns.",
        "- Lorries pay 11 crowns.",
        "Year | Toll",
        "2016 | 3.50",
        "The opposition called the rise unfair, and it asked for a vote before the summer break.",
    ]
    assert document.title == "Bridge toll rises in Velden"
    assert document.byline == "Mira Tolland"
    assert document.publisher == "The Velden Courier"
    assert document.published_at == datetime(2024, 3, 5, 18, 20, tzinfo=timezone(timedelta(hours=1)))
    assert document.published_precision == "time"
    assert document.language == "en"
    assert document.canonical_url == "https://www.courier.example/news/bridge-toll"


def story(head="", body=""):
    return (
        f"<html><head><title>Ferry</title>{head}</head><body><article><p>The ferry to Orlen carried 3,000 people "
        f"on 5 March 2019 and on 14/02/2020, the port said.</p><p>It is full.</p>{body}</article>"
        "<footer>Copyright 2018</footer></body></html>"
    )


def test_what_a_page_does_not_say_stays_unknown():
    document = read_html(story(), url="https://www.courier.example/2021/04/05/ferry")
    assert document.text == (
        "The ferry to Orlen carried 3,000 people on 5 March 2019 and on 14/02/2020, the port said.\n\nIt is full."
    )
    assert document.title == "Ferry"
    assert document.published_at is None
    assert document.published_precision is None
    assert document.byline is None
    assert document.language is None
    assert document.canonical_url is None
    assert document.publisher == "courier.example"
    assert read_html(story()).publisher is None


@pytest.mark.parametrize(
    ("content", "published_at", "precision"),
    [
        ("2024-03-05", datetime(2024, 3, 5, tzinfo=UTC), "day"),
        ("2024-03-05T18:20", datetime(2024, 3, 5, 18, 20, tzinfo=UTC), "time"),
        ("2024-03-05T18:20:00Z", datetime(2024, 3, 5, 18, 20, tzinfo=UTC), "time"),
        ("2999-03-05T18:20:00Z", None, None),
        ("soon", None, None),
    ],
)
def test_the_date_has_a_zone_and_a_precision(content, published_at, precision):
    document = read_html(story(f'<meta property="article:published_time" content="{content}">'))
    assert (document.published_at, document.published_precision) == (published_at, precision)


@pytest.mark.parametrize(
    ("body", "published_at"),
    [
        ('<time datetime="2023-01-02T10:00:00Z">Monday</time>', datetime(2023, 1, 2, 10, tzinfo=UTC)),
        ('<p class="story-date">Updated: January 18, 2022</p>', datetime(2022, 1, 18, tzinfo=UTC)),
        ('<p class="candidate">Elected on 2022-01-18</p>', None),
        ('<aside><time datetime="2023-01-02">An older story</time></aside>', None),
        (
            '<script type="application/ld+json">{"datePublished": "2023-01-02"}</script>',
            datetime(2023, 1, 2, tzinfo=UTC),
        ),
    ],
)
def test_a_date_is_taken_from_what_is_marked_as_one(body, published_at):
    assert read_html(story(body=body)).published_at == published_at


@pytest.mark.parametrize(
    ("canonical", "believed"),
    [
        ("https://courier.co.uk/ferry?utm_id=1#a", "https://courier.co.uk/ferry"),
        ("/ferry", "https://www.courier.co.uk/ferry"),
        ("//amp.courier.co.uk/ferry", "https://amp.courier.co.uk/ferry"),
        ("https://herald.co.uk/ferry", None),
        ("https://courier.co.uk.herald.com/ferry", None),
        ("https://www.courier.co.uk/", None),
        ("ftp://www.courier.co.uk/ferry", None),
        ("http://[::1/ferry", None),
        ("", None),
    ],
)
def test_the_canonical_address_is_believed_on_its_own_site_only(canonical, believed):
    for head in (
        f'<link rel="canonical" href="{canonical}">',
        f'<meta property="og:url" content="{canonical}">',
    ):
        document = read_html(story(head), url="https://www.courier.co.uk/amp/ferry?x=1")
        assert document.canonical_url == believed


def test_neighbours_on_a_shared_host_are_not_one_site():
    page = story('<link rel="canonical" href="https://alma.github.io/ferry">')
    assert read_html(page, url="https://bert.github.io/ferry").canonical_url is None


def test_a_file_without_an_address_has_no_canonical_one():
    document = read_html(story('<link rel="canonical" href="https://www.courier.co.uk/ferry">'))
    assert (document.canonical_url, document.url, document.final_url) == (None, None, None)


@pytest.mark.parametrize(
    "body",
    [
        "<p>Fünf Fähren für 3 €.</p>".encode(),
        b"\xef\xbb\xbf" + "<p>Fünf Fähren für 3 €.</p>".encode(),
        "<p>Fünf Fähren für 3 €.</p>".encode("utf-16"),
        '<meta charset="windows-1252"><p>Fünf Fähren für 3 €.</p>'.encode("cp1252"),
        '<meta charset="iso-8859-1"><p>Fünf Fähren für 3 €.</p>'.encode("cp1252"),
        '<meta charset="iso-8859-15"><p>Fünf Fähren für 3 €.</p>'.encode("iso8859-15"),
        '<meta charset="windows-1252"><p>Fünf Fähren für 3 €.</p>'.encode(),  # not what it says
        '<meta charset="punycode"><p>Fünf Fähren für 3 €.</p>'.encode(),
    ],
)
def test_the_character_set_is_found(body):
    assert read_html(body).text == "Fünf Fähren für 3 €."


def test_the_character_set_of_the_header_comes_before_that_of_the_page(site, dns):
    body = '<meta charset="windows-1252"><p>Паром перевёз 3000 человек.</p>'.encode("koi8-r")
    site.routes["/"] = answer(body, content_type="text/html; charset=KOI8-R")
    assert get(site.url()).text == "Паром перевёз 3000 человек."


def test_a_byte_order_mark_comes_before_everything():
    assert read_html("<p>Eine Fähre für 3 €.</p>".encode("utf-16"), charset="windows-1252").text == (
        "Eine Fähre für 3 €."
    )


@pytest.mark.parametrize("charset", ["utf-7", "punycode", "unicode_escape", "hex", "no-such-set"])
def test_a_charset_that_no_page_has_is_not_believed(charset):
    body = '<meta charset="windows-1252"><p>Fünf F\\u00e4hren f+APw-r 3 €.</p>'.encode("cp1252")
    assert read_html(body, charset=charset).text == "Fünf F\\u00e4hren f+APw-r 3 €."


def test_bytes_that_fit_nothing_are_still_read():
    assert "Ferry" in read_html(b"<html><body><p>Ferry \xff\xfe\x81\x8d to Orlen</p></body></html>").text


@pytest.mark.parametrize(
    "html", ["", "  \n", b"", "<html></html>", "<html><body><script>1</script></body></html>"]
)
def test_a_page_without_text_is_an_error(html):
    with pytest.raises(FetchError) as caught:
        read_html(html)
    assert (caught.value.code, caught.value.transient) == ("no_text", False)


def test_a_page_nested_too_deep_is_no_crash():
    html = "<div>" * 50_000 + "<p>The ferry sank.</p>"
    with suppress(FetchError):
        assert "ferry" in read_html(html).text


def test_plain_text_is_normalised():
    raw = "\ufeffOne\0 line\x07.  \r\n\r\n\r\n\r\nTwo\tta\xadbs. \xa0\rCafe\u0301\x85Four\u2028Five\x0cSix\ud800\n\n"
    document = read_text(raw)
    assert document.text == "One line.\n\nTwo\ttabs.\nCafé\nFour\nFive\nSix"
    assert document.title is None
    assert read_text(document.text).text == document.text


@settings(deadline=None)
@given(st.text())
def test_normalised_text_is_stable_and_clean(raw):
    with suppress(FetchError):
        text = read_text(raw).text
        assert text
        assert normalise_text(text) == text
        text.encode()
        assert all(char >= " " or char in "\n\t" for char in text)
        assert all(line == line.rstrip() for line in text.split("\n"))


# The package


def test_an_error_survives_a_worker():
    error = FetchError("It was late.", code="bad_status", transient=True, status=504)
    error = pickle.loads(pickle.dumps(error))  # noqa: S301
    assert (error.reason, error.code, error.transient, error.status, str(error)) == (
        "It was late.",
        "bad_status",
        True,
        504,
        "It was late.",
    )


def test_importing_is_light():
    heavy = "{'trafilatura', 'htmldate', 'lxml', 'tld', 'charset_normalizer', 'django'}"
    code = f"import sys, claims.fetching; print({heavy} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
