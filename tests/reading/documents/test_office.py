# ruff: noqa: E501 - XML and sentences that are read stay on one line
"""Word and OpenDocument texts, and what is said of other archives; bombs, cut and hostile ones within their bounds."""

import io
import zipfile
from pathlib import Path

import pytest

from ceasefire.reading.documents import packages
from ceasefire.reading.documents.opening import Document, Unread, documents
from tests.reading.documents.made import W, a_docx, a_paragraph


def a_table(*rows: tuple[str, ...]) -> str:
    return (
        "<w:tbl>"
        + "".join("<w:tr>" + "".join(f"<w:tc>{a_paragraph(c)}</w:tc>" for c in row) + "</w:tr>" for row in rows)
        + "</w:tbl>"
    )


def opened(folder: Path, raw: bytes, name: str = "a.docx") -> Document | Unread:
    path = folder / name
    path.write_bytes(raw)
    [found] = documents([path])
    return found


def text_of(folder: Path, raw: bytes) -> str:
    found = opened(folder, raw)
    assert isinstance(found, Document), found
    return found.text


def reason_of(folder: Path, raw: bytes, name: str = "a.docx") -> str:
    found = opened(folder, raw, name)
    assert isinstance(found, Unread), found
    return found.reason


def zipped(**members: str | bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name.replace("__", "/").replace("_", "."), content)
    return out.getvalue()


def test_paragraphs_headings_items_rows_and_footnotes_stand_on_lines(tmp_path: Path) -> None:
    notes = f'<w:footnotes xmlns:w="{W}"><w:footnote w:type="separator">{a_paragraph("no")}</w:footnote><w:footnote>{a_paragraph("Counted on site.")}</w:footnote></w:footnotes>'
    body = (
        a_paragraph("Daily report", "Heading1")
        + a_paragraph("Two soldiers were killed.")
        + a_paragraph("Orvan: 2 shells", listed=True)
        + a_paragraph("Veldara: 3 shells", "ListBullet")
        + a_table(("District", "Violations"), ("Orvan", "3"))
        + a_paragraph("Nothing else.")
    )
    assert text_of(tmp_path, a_docx(body, word__footnotes_xml=notes)) == (
        "Daily report\n\nTwo soldiers were killed.\n\n- Orvan: 2 shells\n- Veldara: 3 shells\n\n"
        "District\tViolations\nOrvan\t3\n\nNothing else.\n\nCounted on site."
    )


def test_deleted_words_comments_and_field_codes_are_left_out(tmp_path: Path) -> None:
    body = (
        "<w:p><w:r><w:t>Three </w:t></w:r><w:del><w:r><w:delText>nine </w:delText></w:r></w:del><w:ins><w:r><w:t>shells</w:t></w:r></w:ins>"
        '<w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:footnoteReference w:id="1"/></w:r><w:r><w:tab/><w:t>fell</w:t></w:r>'
        "<w:r><w:br/><w:t>twice</w:t></w:r><w:hyperlink><w:r><w:t> a day</w:t></w:r></w:hyperlink></w:p>"
    )
    assert text_of(tmp_path, a_docx(body, word__comments_xml="<c>secret</c>")) == "Three shells fell\ntwice a day"


def test_a_table_that_holds_running_text_is_paragraphs(tmp_path: Path) -> None:
    words = "The committee met. " * 30
    assert text_of(tmp_path, a_docx(a_table((words, "aside")))) == f"{words.strip()}\n\naside"


def test_an_open_document_text_is_read(tmp_path: Path) -> None:
    content = (
        '<o:document-content xmlns:o="o" xmlns:t="t" xmlns:b="b"><o:body><o:text><t:h>Report</t:h><t:p>Two <t:span>shells</t:span> fell.</t:p>'
        "<t:list><t:list-item><t:p>Orvan: 2</t:p></t:list-item></t:list><b:table><b:table-row><b:table-cell><t:p>Orvan</t:p></b:table-cell>"
        "<b:table-cell><t:p>3</t:p></b:table-cell></b:table-row></b:table></o:text></o:body></o:document-content>"
    )
    raw = zipped(mimetype="application/vnd.oasis.opendocument.text", content_xml=content)
    assert text_of(tmp_path, raw) == "Report\n\nTwo shells fell.\n\n- Orvan: 2\n\nOrvan\t3"


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (zipped(xl__workbook_xml="<a/>"), "ceasefire file"),
        (zipped(mimetype="application/vnd.oasis.opendocument.spreadsheet"), "ceasefire file"),
        (zipped(ppt__presentation_xml="<a/>"), "presentation"),
        (zipped(mimetype="application/epub+zip"), "e-book"),
        (zipped(a_txt="words"), "unpack it"),
        (b"PK\x03\x04" + b"x" * 90, "broken"),
        (a_docx(a_paragraph("words"))[:200], "broken"),
        (a_docx(""), "no text"),
        (zipped(word__document_xml="<a><b></a>"), "not well-formed"),
        (zipped(word__document_xml='<!DOCTYPE a [<!ENTITY b "bb">]><a>&b;</a>'), "entities"),
        (zipped(word__document_xml='<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>'.encode("utf-16")), "entities"),
        (zipped(word__document_xml="<a>" * 5_000 + "</a>" * 5_000), "not well-formed"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "password"),
        (b"{\\rtf1 words}", "RTF"),
        (b"II*\x00" + bytes(60), "OCR"),
        (b"\x00\x00\x00\x18ftypheic" + bytes(60), "OCR"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 " + bytes(60), "OCR"),
    ],
)  # fmt: skip
def test_what_is_not_read_is_refused_with_the_way_out(tmp_path: Path, raw: bytes, words: str) -> None:
    assert words in reason_of(tmp_path, raw)


def test_bombs_are_refused_at_their_bound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "MAX_XML", 100_000)
    monkeypatch.setattr(packages.Package.content, "__defaults__", (100_000,))
    assert "more than" in reason_of(tmp_path, zipped(word__document_xml=b"<a>" + b" " * 20_000_000 + b"</a>"))
    many = {f"m{n}": "x" for n in range(packages.MAX_MEMBERS + 1)}
    assert "members" in reason_of(tmp_path, zipped(**many))
    lie = bytearray(zipped(word__document_xml=b"<a>" + b" " * 20_000_000 + b"</a>"))
    at = lie.rindex(b"PK\x01\x02")
    lie[at + 24 : at + 28] = (10).to_bytes(4, "little")  # says that it unpacks to ten bytes
    assert reason_of(tmp_path, bytes(lie))


def test_a_huge_table_is_read_in_time_and_a_longer_one_is_refused(tmp_path: Path) -> None:
    row = "<w:tr>" + "".join(f"<w:tc><w:p><w:r><w:t>{n}</w:t></w:r></w:p></w:tc>" for n in range(20)) + "</w:tr>"
    assert text_of(tmp_path, a_docx(f"<w:tbl>{row * 2_000}</w:tbl>")).count("\n") == 1_999
    long = "<w:p><w:r><w:t>" + "words " * 100_000 + "</w:t></w:r></w:p>"
    assert "characters" in reason_of(tmp_path, a_docx(long * 8))


def test_a_locked_member_is_refused(tmp_path: Path) -> None:
    raw = bytearray(a_docx(a_paragraph("words")))
    for magic, flag in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = raw.rindex(magic)
        raw[at + flag] |= 1
    assert "password" in reason_of(tmp_path, bytes(raw))


def test_a_document_nested_too_deeply_is_named_in_words_of_its_own(tmp_path: Path) -> None:
    deep = "<w:document xmlns:w='w'><w:body>" + "<w:sdt>" * 400 + "</w:sdt>" * 400 + "</w:body></w:document>"
    said = reason_of(tmp_path, zipped(**{"word/document.xml": deep}))
    assert "nested too deeply" in said
    assert "XML_PARSE" not in said


BOX = "<w:txbxContent>{}</w:txbxContent>"
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


@pytest.mark.parametrize(
    "shape",
    [
        f"<w:r><w:pict>{BOX}</w:pict></w:r>",
        f"<w:r><mc:AlternateContent {MC}><mc:Choice><w:drawing>{BOX}</w:drawing></mc:Choice><mc:Fallback><w:pict>{BOX}</w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r>",
    ],
)
def test_boxes_of_text_are_read_once(tmp_path: Path, shape: str) -> None:
    inside = a_paragraph("Two shells fell.") + a_paragraph("Nobody was hurt.")
    words = "<w:p><w:r><w:t>Report</w:t></w:r>" + shape.replace("{}", inside) + "</w:p>"
    assert text_of(tmp_path, a_docx(words)) == "Report\n\nTwo shells fell.\n\nNobody was hurt."
    cells = f"<w:tbl><w:tr><w:tc>{words}</w:tc><w:tc>{a_paragraph('3')}</w:tc></w:tr></w:tbl>"
    assert text_of(tmp_path, a_docx(cells)) == "Report Two shells fell. Nobody was hurt.\t3"


def test_what_any_element_holds_is_read(tmp_path: Path) -> None:
    control = "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>"
    cell = control.format(f"<w:tc>{a_paragraph('Orvan')}</w:tc>")
    row = control.format(f"<w:tr>{cell}<w:tc>{a_paragraph('3')}</w:tc></w:tr>")
    assert text_of(tmp_path, a_docx(f"<w:any><w:tbl>{row}</w:tbl></w:any>")) == "Orvan\t3"


def an_odt(body: str) -> bytes:
    named = 'xmlns:o="o" xmlns:t="t" xmlns:b="b" xmlns:d="d"'
    content = f"<o:document-content {named}><o:body><o:text>{body}</o:text></o:body></o:document-content>"
    return zipped(mimetype="application/vnd.oasis.opendocument.text", content_xml=content)


def test_all_lists_and_boxes_of_an_open_document_are_read(tmp_path: Path) -> None:
    body = (
        "<t:table-of-content><t:p>Report 1</t:p></t:table-of-content><t:p>Report<d:frame><d:text-box><t:p>In a box.</t:p></d:text-box></d:frame></t:p>"
        "<d:frame><d:text-box><t:p>In another.</t:p></d:text-box></d:frame><t:list><t:list-header><t:p>Orvan:</t:p></t:list-header>"
        "<t:list-item><t:p>two</t:p><b:table><b:table-row><b:table-cell><t:p>Tarn</t:p></b:table-cell><b:table-cell><t:p>1</t:p></b:table-cell>"
        "</b:table-row></b:table></t:list-item></t:list><t:numbered-paragraph><t:p>three</t:p></t:numbered-paragraph>"
        "<t:ordered-list><t:list-item><t:p>four</t:p></t:list-item></t:ordered-list>"
    )
    assert text_of(tmp_path, an_odt(body)).split("\n\n") == [
        "Report", "In a box.", "In another.", "Orvan:", "- two", "Tarn\t1", "- three\n- four",
    ]  # fmt: skip


def test_what_is_not_opened_is_told_and_broken_notes_cost_no_text(tmp_path: Path) -> None:
    raw = a_docx(
        a_paragraph("Two shells fell.") + "<w:altChunk/>",
        word__embeddings__a_xlsx="x",
        word__comments_xml="<c/>",
        word__footnotes_xml="<a><b></a>",
    )
    (tmp_path / "a.docx").write_bytes(raw)
    found, notes = documents([tmp_path / "a.docx"])
    assert isinstance(found, Document)
    assert found.text == "Two shells fell."
    assert found.notes == ("2 embedded documents not opened", "comments not read")
    assert isinstance(notes, Unread)
    assert notes.name.endswith("a.docx#footnotes.xml")
    assert "not well-formed" in notes.reason
