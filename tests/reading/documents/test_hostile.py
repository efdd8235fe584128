"""A folder of hostile documents, each of another kind: every one is named with its reason or read, and costs no other."""

import gzip
import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from ceasefire.api.reading import Read, read_paths
from ceasefire.reading.documents import forms
from ceasefire.reading.documents.opening import Document, Unread, documents
from tests.reading.documents.test_opening import RSS, a_pdf

WORDS = "DAMASCUS, 2 May 2017. Shelling killed 3 people in Homs on 1 May 2017."
MAIL = b"From: a@b.org\r\nSubject: S\r\n"


def a_zip() -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("a.txt", WORDS)
    return out.getvalue()


def a_pdf_with(stream: bytes, filters: bytes) -> bytes:
    whole = a_pdf("x")
    begin, end = whole.index(b"<< /Length"), whole.index(b"endstream")
    return whole[:begin] + b"<< /Length %d %s >>\nstream\n%s\n" % (len(stream), filters, stream) + whole[end:]


PDF = a_pdf("Words of a report.")
BAD: dict[str, bytes] = {
    "comment.html": b"<!--x",
    "comment-closed.html": b"<!-- only a comment -->",
    "instruction.html": b"<?php echo 1 ?>",
    "declaration.html": b"<!DOCTYPE html>",
    "cdata.html": b"<![CDATA[x]]>",
    "zeros.html": b"\x00" * 400,
    "spaces.html": b" \n\t ",
    "empty.html": b"",
    "empty-tags.html": b"<html><body></body></html>",
    "script.html": b"<html><head><script>x = 1</script></head></html>",
    "deep.html": b"<div>" * 3_000 + b"deep",
    "deep-closed.html": b"<i>" * 400 + b"deep" + b"</i>" * 400,
    "entities.html": b'<!DOCTYPE html [<!ENTITY a "aaaa">]><html><body>&a;</body></html>',
    "utf16-cut.html": "<html><p>x".encode("utf-16")[:-1],
    "no-text.html": bytes(range(0x80, 0xA0)) * 40 + b"\x81\x8d\x8f\x90\x9d" * 9,
    "zip.html": a_zip(),
    "gzip.html": gzip.compress(b"<p>x"),
    "gzip-cut.html": gzip.compress(b"<p>x")[:8],
    "picture.html": b"\x89PNG\r\n\x1a\n" + bytes(40),
    "zip.txt": a_zip(),
    "program.txt": b"\x7fELF" + bytes(200),
    "zeros.txt": b"words \x00\x00\x00\x00\x00\x00\x00\x00\x00 words",
    "words.pdf": b"just words",
    "empty.pdf": b"",
    "head.pdf": b"%PDF-1.7\n",
    "cut.pdf": PDF[: len(PDF) // 2],
    "loop.pdf": PDF.replace(b"/Kids [3 0 R]", b"/Kids [2 0 R]"),
    "no-pages.pdf": PDF.replace(b"/Type /Catalog /Pages 2 0 R", b"/Type /Catalog /Pages 9 0 R"),
    "locked.pdf": PDF.replace(b"/Root 1 0 R", b"/Root 1 0 R /Encrypt 1 0 R"),
    "flate.pdf": a_pdf_with(b"no zlib stream", b"/Filter /FlateDecode"),
    "bomb.pdf": a_pdf_with(zlib.compress(zlib.compress(bytes(90_000_000), 9)), b"/Filter [/FlateDecode /FlateDecode]"),
    "filters.pdf": a_pdf_with(b"x", b"/Filter [" + b"/ASCIIHexDecode " * 300 + b"]"),
    "nested.pdf": a_pdf_with(b"[" * 20_000, b""),
    "cut.rss": RSS[:300].encode(),
    "entities.rss": b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "a">]><rss><channel><item/></channel></rss>',
    "no-entries.rss": b'<?xml version="1.0"?><rss><channel><title>x</title></channel></rss>',
    "deep.rss": b'<?xml version="1.0"?><rss>' + b"<a>" * 3_000 + b"</a>" * 3_000 + b"</rss>",
    "other.xml": b'<?xml version="1.0"?><data/>',
    "unknown-encoding.xml": b'<?xml version="1.0" encoding="x-none"?><rss><channel><item><title>a</title></item></channel></rss>',
    "no-body.eml": MAIL + b"\r\n",
    "deep.eml": b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(2_000)
    ),
    "nested.eml": b"".join(b"Content-Type: message/rfc822\r\n\r\n" for n in range(250)),
    "comment.eml": MAIL + b"Content-Type: text/html\r\n\r\n<!--x",
    "picture.eml": MAIL + b"Content-Type: image/png\r\n\r\n" + bytes(40),
}
"""Documents out of which nothing can be read."""


def test_a_folder_of_bad_documents_costs_none_of_the_good_ones(tmp_path: Path) -> None:
    for name, content in BAD.items():
        (tmp_path / name).write_bytes(content)
    for name in ("a-first.txt", "m-middle.txt", "z-last.txt"):
        (tmp_path / name).write_text(WORDS, "utf-8")
    found = list(read_paths([tmp_path]))
    unread = {Path(one.name).name: one.reason for one in found if isinstance(one, Unread)}
    reads = [Path(one.document.name).name for one in found if isinstance(one, Read)]
    assert reads == ["a-first.txt", "m-middle.txt", "z-last.txt"]
    assert set(unread) == set(BAD)
    assert all(len(reason) > 5 for reason in unread.values())


@pytest.mark.parametrize(
    "error",
    [RecursionError(), MemoryError(), AssertionError("x"), KeyError("x"), StopIteration(), zlib.error("x"), OSError("x"),
     EOFError(), NotImplementedError(), SystemError("x"), UnicodeError("x"), ZeroDivisionError()],
)  # fmt: skip
def test_whatever_a_parser_raises_is_the_reason_of_its_document(
    error: Exception, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real: Callable[..., object] = forms.opened

    def opened(raw: bytes, name: str, **rest: object) -> object:
        if name.endswith("b.txt"):
            raise error
        return real(raw, name, **rest)

    monkeypatch.setattr(forms, "opened", opened)
    for name in "abc":
        (tmp_path / f"{name}.txt").write_text(WORDS)
    kinds = [type(one) for one in documents([tmp_path])]
    assert kinds == [Document, Unread, Document]


def test_a_text_that_its_reader_cannot_bear_costs_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from ceasefire.api import reading

    real = reading.read_document

    def read(document: Document, **rest: object) -> object:
        if document.name.endswith("b.txt"):
            raise RecursionError
        return real(document, **rest)  # type: ignore[arg-type]

    monkeypatch.setattr(reading, "read_document", read)
    for name in "abc":
        (tmp_path / f"{name}.txt").write_text(WORDS)
    kinds = [type(one) for one in read_paths([tmp_path])]
    assert kinds == [Read, Unread, Read]


def test_one_bad_message_of_a_mailbox_costs_no_other(tmp_path: Path) -> None:
    bad = MAIL + b"Content-Type: text/html\n\n" + b"<div>" * 3_000 + b"deep"
    box = b"\n\n".join(b"From a@b.org\n" + message for message in (MAIL + b"\nfirst", bad, MAIL + b"\nthird"))
    (tmp_path / "all.mbox").write_bytes(box)
    first, second, third = documents([tmp_path / "all.mbox"])
    assert isinstance(second, Unread)
    assert second.name.endswith("#2")
    assert [one.text.split()[-1] for one in (first, third) if isinstance(one, Document)] == ["first", "third"]


def test_one_bad_entry_of_a_feed_costs_no_other(tmp_path: Path) -> None:
    item = "<item><title>{}</title><description>{}</description></item>"
    bad = item.format("Two", "&lt;div&gt;" * 3_000)
    feed = (
        f'<?xml version="1.0"?><rss><channel>{item.format("One", "x")}{bad}{item.format("Three", "y")}</channel></rss>'
    )
    (tmp_path / "a.rss").write_text(feed)
    first, second, third = documents([tmp_path / "a.rss"])
    assert isinstance(second, Unread)
    assert second.name.endswith("#2")
    assert [one.text[:3] for one in (first, third) if isinstance(one, Document)] == ["One", "Thr"]


@pytest.mark.parametrize(
    "name", ["x" * 5_000, "a\x00b", "gopher://x", "http://", "https:///x", "http://[", "http://\ud800/"]
)
def test_a_name_that_can_be_no_file_costs_no_other(name: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(WORDS)
    bad, good = documents([name, tmp_path / "a.txt"])
    assert isinstance(bad, Unread)
    assert isinstance(good, Document)
