"""Which network addresses are outside, and which are a machine's own, its network's or nobody's."""

import ipaddress
from typing import Final

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_INSIDE: Final = tuple(
    ipaddress.ip_network(text)
    for text in (
        # IANA IPv4 Special-Purpose Address Registry; kept here because Python's own table differs between its versions
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
        # a public number at which every machine of one cloud finds that cloud's own service for it
        "168.63.129.16/32",
        # within 2000::/3, IANA IPv6 Special-Purpose Address Registry: protocol assignments with Teredo, documentation
        "2001::/23",
        "2001:db8::/32",
        "3fff::/20",
    )
)
_UNICAST: Final = ipaddress.ip_network("2000::/3")
"""The only part of IPv6 that is given out for use on the open network."""
_NAT64: Final = ipaddress.ip_network("64:ff9b::/96")
"""IPv4 as networks that have only IPv6 write it (RFC 6052): the last four bytes are what it leads to."""


def is_outside(address: Address) -> bool:
    """Say whether an address is one of the open network, also where it carries an IPv4 address inside itself."""
    if isinstance(address, ipaddress.IPv4Address):
        return not any(address in net for net in _INSIDE if net.version == 4)
    if address.scope_id:
        return False
    carried = address.ipv4_mapped or address.sixtofour
    if address in _NAT64:
        carried = ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF)
    if carried is not None:
        return is_outside(carried)
    return address in _UNICAST and not any(address in net for net in _INSIDE if net.version == 6)
