"""One page from the web, because the user named its address: bounded in size, time and redirects; http and https only."""

from __future__ import annotations

import time
from typing import Any, Final
from urllib.parse import urljoin, urlsplit

import msgspec

from ceasefire.intake.model import IntakeError

MAX_PAGE: Final = 16 * 1024 * 1024
MAX_REDIRECTS: Final = 5
MAX_SECONDS: Final = 30.0
_HEADERS: Final = {
    "user-agent": "ceasefire (reads pages its user names)",
    "accept": "text/html,application/xhtml+xml,application/pdf,text/plain,application/xml;q=0.9",
}


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """What an address answered: the bytes, the address after redirects, and what the server calls them."""

    content: bytes
    address: str
    media_type: str
    charset: str | None = None


def fetch(address: str) -> Page:
    """Fetch one address; raises IntakeError with the reason when it cannot be had within the bounds."""
    import httpx2

    until = time.monotonic() + MAX_SECONDS
    try:
        with httpx2.Client(follow_redirects=False, timeout=httpx2.Timeout(10.0), headers=_HEADERS) as client:
            return _follow(client, address, until)
    except httpx2.InvalidURL as error:
        raise IntakeError(address, f"not a valid address ({error})") from None
    except httpx2.HTTPError as error:
        raise IntakeError(address, f"cannot be fetched ({type(error).__name__}: {str(error)[:160]})") from None


def _follow(client: Any, address: str, until: float) -> Page:
    here = address
    for _ in range(MAX_REDIRECTS + 1):
        parts = urlsplit(here)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise IntakeError(address, f"it leads to {here[:120]!r}; only http and https are fetched")
        if parts.username or parts.password:
            raise IntakeError(address, "an address with a name or password in it is not fetched")
        with client.stream("GET", here) as answer:
            if answer.is_redirect and answer.headers.get("location"):
                here = urljoin(here, answer.headers["location"])
                continue
            if answer.status_code != 200:
                raise IntakeError(address, f"the server answers {answer.status_code}")
            kind = answer.headers.get("content-type", "")
            return Page(
                content=_content(answer, address, until),
                address=here,
                media_type=kind.split(";")[0].strip().lower(),
                charset=answer.charset_encoding,
            )
    raise IntakeError(address, f"more than {MAX_REDIRECTS} redirects")


def _content(answer: Any, address: str, until: float) -> bytes:
    """Read the unpacked body in pieces, so that a small packed answer cannot fill the memory."""
    pieces: list[bytes] = []
    size = 0
    for piece in answer.iter_bytes(65_536):
        size += len(piece)
        if size > MAX_PAGE:
            raise IntakeError(address, f"more than {MAX_PAGE:,} bytes")
        if time.monotonic() > until:
            raise IntakeError(address, f"not finished after {MAX_SECONDS:.0f} seconds")
        pieces.append(piece)
    return b"".join(pieces)
