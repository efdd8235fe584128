"""What a public address is: the one rule by which a text counts as told to the world, and by which a link is made."""

import ipaddress
import re
from typing import Final
from urllib.parse import urlsplit

from ceasefire.vocabulary.network_addresses import is_outside

_HIDDEN: Final = re.compile(
    r"[\x00-\x20\x7f-\xa0\xad\u1680\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff\ufff9-\uffff\\]"
)
"""Characters that an address cannot hold and by which another host could be shown than the one that is asked."""
_LABEL: Final = re.compile(r"(?!-)[\w-]{1,63}(?<!-)")
_INNER: Final = frozenset(
    ("local", "localhost", "localdomain", "internal", "intranet", "private", "corp", "home", "lan", "test", "invalid")
    + ("onion", "alt", "arpa")
)
"""Last labels that name no host of the public network: RFC 2606, 6761, 6762, 7686, 8375, 9476, `internal` as ICANN set
it apart in 2024, and those that offices use for their own networks."""
_LONGEST_NAME: Final = 253


def is_public(address: str | None) -> bool:
    """Tell whether an address is one that anybody can open, so that what stands there is told to the world.

    It is http or https, its host has the form of a name or number of the public network, and no user name, space or
    hidden character stands in it. Nothing is looked up.
    """
    return public_host(address) is not None


def public_host(address: str | None) -> str | None:
    """Return the host of a public address, in small letters; None for anything else."""
    host = web_host(address)
    return host if host is not None and (_is_public_number(host) or _is_public_name(host)) else None


def web_host(address: str | None) -> str | None:
    """Return the host of an http or https address without tricks in it (spaces, hidden characters, user names)."""
    if not address or _HIDDEN.search(address):
        return None
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host or "@" in parts.netloc:
        return None
    return host


def _is_public_number(host: str) -> bool:
    """Tell whether a host is an IP address of the public network, in its plain notation."""
    try:
        number = ipaddress.ip_address(host)
    except ValueError:
        return False
    return is_outside(number)


def _is_public_name(host: str) -> bool:
    """Tell whether a host is a name of two labels and more whose last one can be a public domain.

    A last label with a digit first is none (RFC 1123, 2.1): `127.1` and `0x7f.1` are numbers in other notations.
    """
    labels = host.removesuffix(".").split(".")
    last = labels[-1]
    return (
        len(host) <= _LONGEST_NAME
        and len(labels) > 1
        and all(_LABEL.fullmatch(label) for label in labels)
        and len(last) > 1
        and not last[0].isdigit()
        and last not in _INNER
    )
