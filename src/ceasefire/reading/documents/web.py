"""One page from the web, because the user named its address: bounded in size, time and redirects; http and https only.

Only addresses of the open network are connected to, at each redirect anew. An address inside (this machine, a closed
network) is fetched where the user named it and allowed it; no redirect leads from outside to inside.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urljoin
from urllib.request import getproxies, proxy_bypass

import msgspec

from ceasefire.intake.model import IntakeError
from ceasefire.reading.documents.addresses import is_inside_by_form

if TYPE_CHECKING:
    from ceasefire.reading.documents.connection import CheckedBackend, TimeLimit

MAX_PAGE: Final = 16 * 1024 * 1024
"""Largest page, in bytes as unpacked."""
MAX_REDIRECTS: Final = 5
MAX_SECONDS: Final = 30.0
"""Longest time for a page with all its redirects: look-up, connection, TLS, headers and body together."""
_HEADERS: Final = (
    ("User-Agent", "ceasefire (reads pages its user names)"),
    ("Accept", "text/html,application/xhtml+xml,application/pdf,text/plain,application/xml;q=0.9"),
    ("Accept-Encoding", "gzip"),
    ("Connection", "close"),
)
_REDIRECTS: Final = frozenset((301, 302, 303, 307, 308))
_PIECE: Final = 65_536
_GZIP: Final = 16 + zlib.MAX_WBITS


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """What an address answered: the bytes, the address after redirects, and what the server calls them."""

    content: bytes
    address: str
    media_type: str
    charset: str | None = None


class _Answer(msgspec.Struct, frozen=True, kw_only=True):
    """One answer of one server: a page, or where it leads to; `inside` says whether it came from an inside address."""

    page: Page | None
    leads_to: str
    inside: bool


def fetch(address: str, *, allow_internal: bool = False, seconds: float | None = None) -> Page:
    """Fetch one address; raises IntakeError with the reason when it cannot be had within the bounds.

    `allow_internal` allows an address of this machine or of a closed network, where it is named here and not met in a
    redirect from outside. A proxy that the environment names (`HTTPS_PROXY` and so on) is used; it looks names up by
    itself, so that behind it only addresses written as numbers and local names can be checked.
    """
    import httpcore2
    import httpx2

    from ceasefire.reading.documents.connection import OutOfTime, TimeLimit

    allowed = MAX_SECONDS if seconds is None else seconds
    limit = TimeLimit(allowed)
    try:
        return _follow(address, limit, inside=allow_internal)
    except (OutOfTime, httpcore2.TimeoutException) as error:
        words = f"not finished after {allowed:g} seconds" if limit.over() else f"no answer ({type(error).__name__})"
        raise IntakeError(address, words) from None
    except IntakeError:
        raise
    except (httpx2.InvalidURL, ValueError) as error:
        raise IntakeError(address, f"not a valid address ({error})") from None
    except (
        httpcore2.NetworkError,
        httpcore2.ProtocolError,
        httpcore2.ProxyError,
        httpcore2.UnsupportedProtocol,
        OSError,
        ImportError,
        RuntimeError,
    ) as error:
        raise IntakeError(address, f"cannot be fetched ({type(error).__name__}: {str(error)[:160]})") from None


def _follow(address: str, limit: TimeLimit, *, inside: bool) -> Page:
    from ceasefire.reading.documents.connection import Refused

    here = address
    for _ in range(MAX_REDIRECTS + 1):
        try:
            answer = _asked(address, here, limit, inside=inside)
        except Refused as error:
            raise IntakeError(address, _refusal(error, None if here == address else here)) from None
        if answer.page is not None:
            return answer.page
        inside = inside and answer.inside
        here = urljoin(here, answer.leads_to)
    raise IntakeError(address, f"more than {MAX_REDIRECTS} redirects")


def _refusal(error: Exception, led_to: str | None) -> str:
    if led_to is not None:
        return f"it leads to {led_to[:120]!r}, which is not fetched: {error}"
    from ceasefire.reading.documents.connection import Internal

    allowed = "; --allow-internal allows what you name yourself" if isinstance(error, Internal) else ""
    return f"not fetched: {error}{allowed}"


def _asked(address: str, here: str, limit: TimeLimit, *, inside: bool) -> _Answer:
    """Ask one server for one address. The host that is checked is the host that the request is sent with."""
    import httpcore2
    import httpx2

    from ceasefire.reading.documents.connection import STEP, CheckedBackend

    url = httpx2.URL(here)
    if url.scheme not in ("http", "https") or not url.host:
        raise IntakeError(address, f"it leads to {here[:120]!r}; only http and https are fetched")
    if url.userinfo:
        raise IntakeError(address, "an address with a name or password in it is not fetched")
    host = url.raw_host.decode("ascii")
    proxy = _proxy(url.scheme, host)
    if proxy is not None and not inside:
        _refuse_local(host)
    backend = CheckedBackend(limit, inside=inside, proxy=None if proxy is None else proxy.url.host.decode("ascii"))
    target = httpcore2.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
    headers = [("Host", url.netloc.decode("ascii")), *_HEADERS]
    waits = {"timeout": {"connect": STEP, "read": STEP, "write": STEP, "pool": STEP}}
    trusted = httpx2.create_ssl_context() if url.scheme == "https" else None
    with (
        httpcore2.ConnectionPool(ssl_context=trusted, proxy=proxy, network_backend=backend) as pool,
        pool.stream("GET", target, headers=headers, extensions=waits) as answer,
    ):
        return _answer(answer, address, here, backend, limit)


def _proxy(scheme: str, host: str) -> Any:
    """Return the proxy that the environment names for a host, None where it names none.

    A reader who set one (for secrecy, or because there is no other way out) must never be taken past it.
    """
    import httpcore2
    import httpx2

    named = getproxies()
    chosen = named.get(scheme) or named.get("all")
    if not chosen or proxy_bypass(host):
        return None
    url = httpx2.URL(chosen if "://" in chosen else f"http://{chosen}")
    target = httpcore2.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=b"/")
    return httpcore2.Proxy(target, auth=(url.username, url.password) if url.userinfo else None)


def _refuse_local(host: str) -> None:
    """Refuse what can be seen to be inside without looking it up, which is the proxy's task."""
    from ceasefire.reading.documents.connection import Internal, Refused

    try:
        inside = is_inside_by_form(host)
    except ValueError:
        raise Refused(f"{host!r} is an address in a form that programs read differently") from None
    if inside:
        raise Internal(f"{host!r} is an address of this machine or of a closed network")


def _answer(answer: Any, address: str, here: str, backend: CheckedBackend, limit: TimeLimit) -> _Answer:
    headers: dict[str, str] = {}
    for name, value in answer.headers:
        headers.setdefault(name.decode("latin-1").lower(), value.decode("utf-8", errors="replace"))
    inside = not backend.reached_outside
    if answer.status in _REDIRECTS and headers.get("location"):
        return _Answer(page=None, leads_to=headers["location"], inside=inside)
    if answer.status != 200:
        raise IntakeError(address, f"the server answers {answer.status}")
    kind, _, rest = headers.get("content-type", "").partition(";")
    pieces = _unpacked(answer.iter_stream(), headers.get("content-encoding", ""), address)
    page = Page(
        content=_content(pieces, address, limit),
        address=here,
        media_type=kind.strip().lower(),
        charset=_charset(rest),
    )
    return _Answer(page=page, leads_to="", inside=inside)


def _charset(parameters: str) -> str | None:
    for one in parameters.split(";"):
        name, _, value = one.partition("=")
        if name.strip().lower() == "charset":
            return value.strip().strip("\"'") or None
    return None


def _unpacked(pieces: Iterable[bytes], encoding: str, address: str) -> Iterator[bytes]:
    """Unpack in pieces of bounded size, so that a small packed answer cannot fill the memory."""
    names = [name.strip().lower() for name in encoding.split(",") if name.strip()]
    if names in ([], ["identity"]):
        yield from pieces
        return
    if names not in (["gzip"], ["x-gzip"]):
        raise IntakeError(address, f"the server packs its answer as {encoding[:40]!r}, which was not asked for")
    opened = zlib.decompressobj(wbits=_GZIP)
    try:
        for piece in pieces:
            waiting = piece
            while waiting and not opened.eof:
                yield opened.decompress(waiting, _PIECE)
                waiting = opened.unconsumed_tail
        yield opened.flush()
    except zlib.error as error:
        raise IntakeError(address, f"the packed answer is broken ({error})") from None
    if not opened.eof:
        raise IntakeError(address, "the packed answer is broken (it ends too early)")


def _content(pieces: Iterable[bytes], address: str, limit: TimeLimit) -> bytes:
    kept: list[bytes] = []
    size = 0
    for piece in pieces:
        limit.left()
        size += len(piece)
        if size > MAX_PAGE:
            raise IntakeError(address, f"more than {MAX_PAGE:,} bytes")
        kept.append(piece)
    return b"".join(kept)
