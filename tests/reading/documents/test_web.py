"""Pages from the web, on loopback: bounds of size and time, redirects, and the addresses that are never connected to."""

import gzip
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar

import httpcore2
import httpx2
import pytest

from ceasefire.intake.model import IntakeError
from ceasefire.reading.documents import connection, web
from ceasefire.reading.documents.addresses import web_address, written_address
from ceasefire.reading.documents.opening import Document, Unread, documents
from tests.reading.documents.test_opening import PAGE, a_pdf

OUTSIDE = ipaddress.ip_address("93.184.215.14")


class Pages(BaseHTTPRequestHandler):
    """`/to/X` leads to X; `/slow` and `/slow-head` send a byte or a line ten times a second until nobody listens."""

    asked: ClassVar[list[tuple[str, str]]] = []

    def do_GET(self) -> None:
        self.asked.append((self.headers["host"], self.path))
        if self.path.startswith("/slow"):
            return self._drip()
        body, status, headers = b"", 200, {"content-type": "text/html; charset=utf-8"}
        if self.path == "/page":
            body = PAGE.encode()
        elif self.path.startswith("/to/"):
            status, headers = 302, {"location": self.path.removeprefix("/to/")}
        elif self.path == "/bomb":
            body, headers = gzip.compress(b"<p>" + b"0" * 17_000_000, 1), {"content-encoding": "gzip"}
        elif self.path == "/packed":
            body, headers = gzip.compress(PAGE.encode()), {"content-encoding": "gzip"}
        elif self.path == "/cut":
            body, headers = gzip.compress(PAGE.encode())[:-9], {"content-encoding": "gzip"}
        elif self.path == "/brotli":
            body, headers = b"\x0b\x02\x80hello\x03", {"content-encoding": "br"}
        elif self.path == "/pdf":
            body, headers = a_pdf("Words of a report."), {"content-type": "application/pdf"}
        else:
            status = 404
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        return None

    def _drip(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\n" + (b"" if self.path == "/slow-head" else b"\r\n"))
        try:
            while True:
                self.wfile.write(b"X: 1\r\n" if self.path == "/slow-head" else b"x")
                self.wfile.flush()
                time.sleep(0.1)
        except OSError:
            pass

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture
def server() -> Iterator[ThreadingHTTPServer]:
    Pages.asked.clear()
    made = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    yield made
    made.shutdown()
    made.server_close()


@pytest.fixture
def site(server: ThreadingHTTPServer) -> str:
    return f"http://127.0.0.1:{server.server_port}"


@pytest.fixture
def world(server: ThreadingHTTPServer, monkeypatch: pytest.MonkeyPatch) -> dict[str, list[str]]:
    """Return the names of a world outside, which a test may change, and under `connected` the addresses connected to.

    Whatever address is connected to, the test's own server answers.
    """
    names = {"press.example": [str(OUTSIDE)], "inside.example": ["10.0.0.7"], "both.example": [str(OUTSIDE), "::1"]}
    names["connected"] = []
    real = httpcore2.SyncBackend.connect_tcp

    def look_up(host: str, port: int, limit: connection.TimeLimit) -> list[connection.Address]:
        return [ipaddress.ip_address(text) for text in names[host]]

    def connect(self: Any, host: str, port: int, *rest: Any) -> httpcore2.NetworkStream:
        names["connected"].append(host)
        return real(self, "127.0.0.1", server.server_port, *rest)

    monkeypatch.setattr(connection, "look_up", look_up)
    monkeypatch.setattr(httpcore2.SyncBackend, "connect_tcp", connect)
    return names


def refused(address: str, **options: Any) -> str:
    with pytest.raises(IntakeError) as error:
        web.fetch(address, **options)
    return error.value.reason


# --- what is fetched -------------------------------------------------------------------------------------------------


def test_a_page_is_fetched_because_it_is_named(site: str) -> None:
    [found] = documents([f"{site}/to//page"], allow_internal=True)
    assert isinstance(found, Document)
    assert found.address == f"{site}/page"
    assert (found.date, found.publisher) == (date(2017, 10, 25), "The Daily")
    [pdf] = documents([f"{site}/pdf"], allow_internal=True)
    assert isinstance(pdf, Document)
    assert pdf.text == "Words of a report."
    assert web.fetch(f"{site}/packed", allow_internal=True).content == PAGE.encode()


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/to//to//to//to//to//to//page", "redirects"),
        ("/to/file:///etc/hostname", "only http"),
        ("/to/data:text/html,<p>x", "only http"),
        ("/to/javascript:alert(1)", "only http"),
        ("/to/http://name:word@127.0.0.1/", "password"),
        ("/to/http://[::1", "not a valid address"),
        ("/gone", "404"),
        ("/bomb", "bytes"),
        ("/cut", "ends too early"),
        ("/brotli", "not asked for"),
    ],
)
def test_what_cannot_be_fetched_within_bounds_is_set_aside(site: str, path: str, reason: str) -> None:
    [found] = documents([site + path], allow_internal=True)
    assert isinstance(found, Unread), found
    assert reason in found.reason


def test_a_packed_answer_is_unpacked_in_small_pieces() -> None:
    packed = gzip.compress(b"0" * 4_000_000)
    assert max(map(len, web._unpacked([packed], "gzip", "x"))) <= 65_536


def test_an_absent_server_and_a_password_are_named() -> None:
    assert "fetched" in refused("http://127.0.0.1:1/none", allow_internal=True)
    assert "password" in refused("http://user:secret@127.0.0.1:1/none", allow_internal=True)


# --- time ------------------------------------------------------------------------------------------------------------


def within(seconds: float, address: str) -> str:
    begun = time.monotonic()
    reason = refused(address, allow_internal=True, seconds=seconds)
    assert time.monotonic() - begun < seconds + 0.5
    return reason


@pytest.mark.parametrize("path", ["/slow", "/slow-head"])
def test_a_server_that_drips_is_given_up_when_the_time_is_over(site: str, path: str) -> None:
    assert within(0.3, site + path) == "not finished after 0.3 seconds"


def test_a_server_that_never_begins_tls_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(httpx2, "create_ssl_context", ssl.create_default_context)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        assert within(0.3, f"https://127.0.0.1:{silent.getsockname()[1]}/") == "not finished after 0.3 seconds"


def test_a_look_up_that_hangs_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    over = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_a, **_k: over.wait(20))
    assert within(0.3, "http://press.example/") == "not finished after 0.3 seconds"
    over.set()


# --- addresses -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "host",
    [
        "2130706433",
        "0x7f000001",
        "0x7f.1",
        "0177.0.0.1",
        "127.1",
        "127.0.0.01",
        "1.2.3.4.5",
        "127.0.0.1.",
        "0x",
        "1.2.0xA",
    ],
)
def test_an_address_in_a_form_that_programs_read_differently_is_refused(host: str) -> None:
    with pytest.raises(ValueError):
        written_address(host)
    reason = refused(f"http://{host}/", allow_internal=True)
    assert "programs read differently" in reason or "not a valid address" in reason


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "localhost", "inside.example", "both.example"]
)
def test_an_address_inside_is_fetched_only_where_it_is_named_and_allowed(
    host: str, world: dict[str, list[str]]
) -> None:
    world["localhost"] = ["127.0.0.1"]
    assert "--allow-internal" in refused(f"http://{host}/page")
    assert world["connected"] == []
    assert web.fetch(f"http://{host}/page", allow_internal=True).content == PAGE.encode()


@pytest.mark.parametrize(
    "target",
    ["http://127.0.0.1/page", "http://inside.example/page", "http://[::ffff:7f00:1]/page", "http://2130706433/"],
)
@pytest.mark.parametrize("allow", [False, True])
def test_no_redirect_leads_from_outside_to_inside(target: str, allow: bool, world: dict[str, list[str]]) -> None:
    reason = refused(f"http://press.example/to/{target}", allow_internal=allow)
    assert reason.startswith("it leads to")
    assert world["connected"] == [str(OUTSIDE)]


def test_a_redirect_inside_is_followed_from_inside_until_one_leads_out(world: dict[str, list[str]]) -> None:
    inside = "http://inside.example/to/"
    assert web.fetch(f"{inside}http://127.0.0.1/page", allow_internal=True).address == "http://127.0.0.1/page"
    reason = refused(f"{inside}http://press.example/to/http://127.0.0.1/page", allow_internal=True)
    assert "it leads to 'http://127.0.0.1/page'" in reason


def test_the_connection_goes_to_the_address_that_was_checked(
    world: dict[str, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter([[OUTSIDE], [ipaddress.ip_address("127.0.0.1")]])
    monkeypatch.setattr(connection, "look_up", lambda *_: next(answers))
    assert web.fetch("http://press.example/page").address == "http://press.example/page"
    assert world["connected"] == [str(OUTSIDE)]
    assert Pages.asked == [("press.example", "/page")]
    assert "is 127.0.0.1" in refused("http://press.example/page")


def test_a_name_that_means_another_machine_at_the_redirect_is_refused(
    world: dict[str, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter([[OUTSIDE], [ipaddress.ip_address("10.0.0.7")]])
    monkeypatch.setattr(connection, "look_up", lambda *_: next(answers))
    assert "is 10.0.0.7" in refused("http://press.example/to//page")


def certificate(folder: Path, name: str) -> Path:
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    named = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(named, named, key.public_key(), 1, now - timedelta(1), now + timedelta(1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    plain = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path = folder / "server.pem"
    path.write_bytes(key.private_bytes(*plain) + made.public_bytes(serialization.Encoding.PEM))
    return path


def test_tls_keeps_the_name_that_was_asked_for(
    server: ThreadingHTTPServer, world: dict[str, list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pem = certificate(tmp_path, "press.example")
    ours = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    ours.load_cert_chain(pem)
    names: list[str | None] = []
    ours.sni_callback = lambda _sock, name, _context: names.append(name)
    server.socket = ours.wrap_socket(server.socket, server_side=True)
    monkeypatch.setattr(httpx2, "create_ssl_context", lambda: ssl.create_default_context(cafile=str(pem)))
    assert web.fetch("https://press.example/page").content == PAGE.encode()
    assert names == ["press.example"]
    world["other.example"] = [str(OUTSIDE)]
    assert "certificate" in refused("https://other.example/page").lower()


# --- proxies ---------------------------------------------------------------------------------------------------------


def test_a_proxy_of_the_environment_is_never_gone_past(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", site)
    looked: list[str] = []
    monkeypatch.setattr(connection, "look_up", lambda host, *_: looked.append(host))
    assert "404" in refused(
        "http://press.example/page"
    )  # the test's server knows only paths, and is asked for all of it
    assert Pages.asked == [("press.example", "http://press.example/page")]
    assert looked == [], "the proxy looks names up, nobody here"


@pytest.mark.parametrize("host", ["127.0.0.1", "10.0.0.7", "[::1]", "localhost", "router", "printer.local", "0x7f.1"])
def test_what_can_be_seen_to_be_inside_is_not_asked_of_a_proxy(
    host: str, site: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", site)
    assert "not fetched" in refused(f"http://{host}/page")
    assert Pages.asked == []


# --- what a page says of its own address -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "told",
    [
        "javascript:alert(1)", "data:text/html,x", "file:///etc/hostname", "//example.org/a", "/talks", "http://[::1", "http:///x",
        "https://a:b@example.org/", "https://example.org/\u202egpj", "https://example.org\\@evil.example/", "", "x" * 500,
    ],
)  # fmt: skip
def test_only_a_plain_web_address_becomes_the_address_of_a_page(
    told: str, written_page: Callable[[str], Document]
) -> None:
    assert web_address(told) is None
    assert written_page(told).address is None


@pytest.fixture
def written_page(tmp_path: Path) -> Callable[[str], Document]:
    def read(address: str) -> Document:
        (tmp_path / "a.html").write_text(PAGE.replace("https://example.org/talks", address), "utf-8")
        [found] = documents([tmp_path / "a.html"])
        assert isinstance(found, Document), found
        return found

    return read
