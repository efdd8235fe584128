"""One table says which addresses are outside: for what is fetched, and for what counts as told to the world."""

import ipaddress

import pytest

from ceasefire.vocabulary.network_addresses import is_outside
from ceasefire.vocabulary.web_addresses import is_public


@pytest.mark.parametrize(
    "text",
    [
        "127.0.0.1", "127.8.9.1", "0.0.0.0", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254",
        "100.64.0.1", "100.100.100.200", "192.0.0.192", "192.0.2.1", "198.18.0.1", "198.51.100.7", "203.0.113.9",
        "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255", "168.63.129.16", "192.88.99.1",
        "::", "::1", "fe80::1", "fe80::1%eth0", "2606:4700::1%eth0", "fc00::1", "fd00:ec2::254", "fec0::1", "ff02::1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "::ffff:0:10.0.0.1", "64:ff9b::10.0.0.1", "64:ff9b::7f00:1",
        "64:ff9b:1::10.0.0.1", "2002:7f00:1::", "2002:a00:1::1", "2001:0:a00:1::1", "2001:db8::1", "3fff::1", "5f00::1",
        "4000::1", "100::1",
    ],
)  # fmt: skip
def test_an_address_inside_is_told_from_one_outside(text: str) -> None:
    assert not is_outside(ipaddress.ip_address(text))
    assert not is_public(f"https://{text if '.' in text and ':' not in text else f'[{text}]'}/")


@pytest.mark.parametrize(
    "text", ["93.184.215.14", "8.8.8.8", "172.32.0.1", "2606:4700::1", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8"]
)
def test_an_address_outside_is_told_from_one_inside(text: str) -> None:
    assert is_outside(ipaddress.ip_address(text))
