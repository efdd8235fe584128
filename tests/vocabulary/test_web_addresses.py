"""An address counts as public only where anybody can open it; a link is made only where no trick is in it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ceasefire.vocabulary.web_addresses import is_public, public_host

PUBLIC = (
    "https://news.example.org/1",
    "http://www.syriahr.com/en/?p=59121",
    "HTTPS://News.Example.org:8443/a#b",
    "https://example.org.",
    "http://93.184.216.34/x",
    "https://[2606:2800:220:1:248:1893:25c8:1946]/",
    "https://xn--mgbh0fb.xn--kgbechtv/",
    "https://أخبار.مثال/1",
)
NOT_PUBLIC = (
    None,
    "",
    "internal radio log 7",
    "TASS 926976",
    "file:///clinic/list.csv",
    "mailto:anna@example.org",
    "ftp://example.org/x",
    "javascript:alert(1)",
    "//example.org/x",
    "https://",
    "https:///x",
    "https://localhost/x",
    "http://intranet/x",
    "http://radio.local/log",
    "http://base.internal/",
    "http://printer.lan/",
    "http://a.home.arpa/",
    "http://a.onion/",
    "http://10.0.0.5/x",
    "http://192.168.1.1/",
    "http://127.0.0.1:8080/",
    "http://169.254.169.254/",
    "http://100.64.0.1/",
    "http://0.0.0.0/",
    "http://224.0.0.1/",
    "http://168.63.129.16/",
    "http://[64:ff9b::10.0.0.5]/",
    "http://[2002:a00:5::1]/",
    "http://[4000::1]/",
    "http://[::1]/",
    "http://[fe80::1]/",
    "http://[fd00::5]/",
    "http://[::ffff:10.0.0.5]/",
    "http://2130706433/",
    "http://127.1/",
    "http://0x7f.1/",
    "https://me@example.org/",
    "https://me:pw@example.org/",
    "https://example.org\\@10.0.0.5/",
    "https://exam ple.org/",
    "https://example.org/\u202egro",
    "https://exam\u200bple.org/",
    "https://example..org/",
    "https://-example.org/",
    "https://example.org:99999/",
    "https://[::1/",
    " https://example.org/",
)


@pytest.mark.parametrize("address", PUBLIC)
def test_an_address_that_anybody_can_open_is_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_anything_else_is_not(address: str | None) -> None:
    assert not is_public(address)


@given(st.text())
def test_no_text_breaks_the_rule(text: str) -> None:
    for address in (text, f"https://{text}", f"http://{text}.org/"):
        assert (public_host(address) is None) is not is_public(address)
