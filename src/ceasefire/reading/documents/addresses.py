"""How a host is written: as a name, as a number, in a form that programs read differently."""

from __future__ import annotations

import ipaddress
import re
from typing import Final

from ceasefire.vocabulary.network_addresses import Address, is_outside
from ceasefire.vocabulary.web_addresses import public_host, web_host

_NUMBER: Final = re.compile(r"(?:[0-9]+|0[xX][0-9a-fA-F]*)\.?$")
LONGEST: Final = 400
"""Longest address or name that a document may tell of itself."""


def written_address(host: str) -> Address | None:
    """Return the address that a host is written as, None for a name.

    Raises ValueError for an IPv4 address in any other form than four decimal numbers: as one number, octal, hexadecimal
    or short, which programs read differently.
    """
    bare = host.removeprefix("[").removesuffix("]")
    if ":" in bare:
        return ipaddress.IPv6Address(bare)
    last = bare.removesuffix(".").rsplit(".", 1)[-1]
    if not _NUMBER.match(last):
        return None
    return ipaddress.IPv4Address(bare)


def is_inside_by_form(host: str) -> bool:
    """Say whether a host can be seen to be inside without looking it up; raises ValueError as `written_address` does."""
    written = written_address(host)
    if written is not None:
        return not is_outside(written)
    # a proxy may be one that leads to the onion network
    return public_host(f"https://{host}/") is None and not host.endswith(".onion")


def web_address(told: str) -> str | None:
    """Return the http or https address that a document tells of itself; None for any other, or one with tricks in it."""
    text = told.strip()
    return text if len(text) <= LONGEST and web_host(text) else None
