# ruff: noqa: E501 - sentences that are read stay on one line
"""Documents of every form, and hostile ones: each becomes text or is set aside with its reason, and the others go on."""

import gzip
import hashlib
import io
import zipfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ceasefire.intake.model import IntakeError
from ceasefire.reading.documents.decoding import decoded
from ceasefire.reading.documents.model import MAX_TEXT
from ceasefire.reading.documents.opening import Document, Unread, documents
from ceasefire.reading.text.unwrap import unwrap

ARTICLE = (
    "The delegations met in the capital on Monday and agreed that the lines would be watched by both parties. " * 4
)
PAGE = f"""<!DOCTYPE html><html lang="en-GB"><head><title>Talks</title>
<meta property="article:published_time" content="2017-10-25T18:41:00+06:00"><meta property="og:site_name" content="The Daily">
<link rel="canonical" href="https://example.org/talks"><script>document.write('<p>INJECTED BY SCRIPT</p>')</script></head>
<body><nav><a href="/">Home</a><a href="/world">World</a></nav><article><h1>Talks</h1><p>{ARTICLE}</p><p>Nothing else was told of it.</p></article>
<footer>Share this article</footer><script>evil()</script></body></html>"""


def one(path: Path, **options: object) -> Document:
    [found] = documents([path], **options)  # type: ignore[arg-type]
    assert isinstance(found, Document), found
    return found


def unread(path: Path | str) -> str:
    [found] = documents([path])
    assert isinstance(found, Unread), found
    return found.reason


def written(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


# --- text and its encodings ------------------------------------------------------------------------------------------

RUSSIAN = "Российская сторона зафиксировала семнадцать случаев стрельбы в провинциях Дамаск и Алеппо."
ARABIC = "سجل الجانب الروسي سبع عشرة حالة إطلاق نار في محافظات دمشق وحلب واللاذقية خلال يوم واحد"
FRENCH = "Le cessez-le-feu a été observé à l'exception de trois incidents signalés près de la frontière."


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (RUSSIAN, "utf-8"), (RUSSIAN, "utf-8-sig"), (RUSSIAN, "utf-16"), (RUSSIAN, "cp1251"), (ARABIC, "cp1256"), (ARABIC, "utf-16"),
        (FRENCH, "cp1252"), (ARTICLE, "utf-16-le"), (ARTICLE, "utf-16-be"),
        ("Türk tarafı üç ateşkes ihlali kaydetti, dördü doğrulanmadı.", "cp1254"),
    ],
)  # fmt: skip
def test_text_is_read_in_the_encoding_it_is_in(tmp_path: Path, text: str, encoding: str) -> None:
    assert one(written(tmp_path, "a.txt", text.encode(encoding))).text == text


def test_bytes_that_are_no_text_are_set_aside(tmp_path: Path) -> None:
    assert "not text" in unread(written(tmp_path, "a.txt", bytes(range(0x80, 0xA0)) * 40 + b"\x81\x8d\x8f\x90\x9d" * 9))


def test_the_digest_is_that_of_the_text_in_utf8(tmp_path: Path) -> None:
    found = one(written(tmp_path, "a.txt", "plain words\n"))
    assert found.sha256 == hashlib.sha256(b"plain words\n").hexdigest()
    assert found.sha256 == one(written(tmp_path, "b.txt", "plain words\n".encode("utf-16"))).sha256


def test_direction_marks_are_kept_as_they_stand(tmp_path: Path) -> None:
    text = "five \u202e killed \u202c in the attack"
    assert one(written(tmp_path, "a.txt", text)).text == text


@given(st.binary(max_size=400))
def test_any_bytes_give_text_or_a_reason(raw: bytes) -> None:
    try:
        text = decoded(raw, "x")
    except IntakeError:
        return
    assert isinstance(text, str)


# --- pages -----------------------------------------------------------------------------------------------------------


def test_a_page_gives_its_article_and_what_its_tags_tell(tmp_path: Path) -> None:
    found = one(written(tmp_path, "talks.html", PAGE))
    assert ARTICLE.strip() in found.text
    assert "INJECTED" not in found.text
    assert "evil" not in found.text
    assert "Share this article" not in found.text
    assert (found.date, found.date_basis) == (date(2017, 10, 25), "page")
    assert (found.language, found.publisher, found.address, found.kind) == (
        "en",
        "The Daily",
        "https://example.org/talks",
        "html",
    )


def test_a_page_without_a_dated_tag_has_no_date(tmp_path: Path) -> None:
    page = PAGE.replace("article:published_time", "modified").replace("Share this", "© 2019 Share this")
    found = one(written(tmp_path, "2018-05-04-talks.html", page))
    assert (found.date, found.date_basis) == (None, "none")


def test_a_date_given_rules_over_the_page(tmp_path: Path) -> None:
    found = one(written(tmp_path, "talks.html", PAGE), date=date(2017, 1, 1), publisher="Other")
    assert (found.date, found.date_basis, found.publisher) == (date(2017, 1, 1), "argument", "Other")


@pytest.mark.parametrize(
    "page",
    [
        "<html>" + "<div>" * 5_000 + "deep" + "</div>" * 5_000 + "</html>",
        "<html><body>" + "<b>x</b>" * 210_000 + "</body></html>",
        '<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><html><body>&b;</body></html>',
        "<html><head><script>var x = 1</script></head><body></body></html>",
        "<html></html>",
    ],
)
def test_hostile_and_empty_pages_are_set_aside(tmp_path: Path, page: str) -> None:
    assert unread(written(tmp_path, "a.html", page))


# --- PDF, feeds, mail ------------------------------------------------------------------------------------------------


def a_pdf(words: str) -> bytes:
    stream = f"BT /F1 12 Tf 72 700 Td ({words}) Tj ET".encode()
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream), b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]  # fmt: skip
    out, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return (
        out
        + b"xref\n0 6\n0000000000 65535 f \n"
        + table
        + b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % len(out)
    )


def test_a_pdf_gives_the_text_of_its_pages(tmp_path: Path) -> None:
    found = one(written(tmp_path, "report.pdf", a_pdf("Five people were killed on 3 May 2017.")))
    assert found.text == "Five people were killed on 3 May 2017."
    assert (found.kind, found.date) == ("pdf", None)


@pytest.mark.parametrize("content", [b"just words", b"%PDF-1.7\nand then nothing of the kind"])
def test_a_pdf_that_is_none_is_set_aside(tmp_path: Path, content: bytes) -> None:
    assert "PDF" in unread(written(tmp_path, "report.pdf", content))


RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>Agency</title><language>en-us</language>
<item><title>First</title><link>https://example.org/1</link><pubDate>Tue, 24 Oct 2017 10:00:00 +0300</pubDate>
<description>&lt;p&gt;Talks were &lt;b&gt;held&lt;/b&gt;.&lt;/p&gt;&lt;script&gt;x()&lt;/script&gt;</description></item>
<item><title>Second</title><description>No day is told.</description></item></channel></rss>"""
ATOM = """<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Agency</title>
<entry><title>Third</title><link href="https://example.org/3"/><published>2017-09-14T08:00:00Z</published><content type="html">&lt;p&gt;Round six.&lt;/p&gt;</content></entry></feed>"""


def test_a_feed_gives_one_document_an_entry(tmp_path: Path) -> None:
    first, second = documents([written(tmp_path, "news.rss", RSS)])
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert (first.text, first.date, first.address) == (
        "First\n\nTalks were held.",
        date(2017, 10, 24),
        "https://example.org/1",
    )
    assert (first.publisher, first.language, first.date_basis) == ("Agency", "en", "feed")
    assert (second.text, second.date, second.date_basis) == ("Second\n\nNo day is told.", None, "none")
    third = one(written(tmp_path, "news.atom", ATOM))
    assert (third.text, third.date, third.address) == (
        "Third\n\nRound six.",
        date(2017, 9, 14),
        "https://example.org/3",
    )


def test_an_entity_bomb_is_refused_and_no_file_is_opened_by_a_feed(tmp_path: Path) -> None:
    secret = written(tmp_path, "secret.txt", "SECRET")
    bomb = '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><rss><channel><item><title>&b;</title></item></channel></rss>'
    outside = f'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file://{secret}">]><rss><channel><item><title>&x;</title></item></channel></rss>'
    assert "entities" in unread(written(tmp_path, "bomb.rss", bomb))
    assert "entities" in unread(written(tmp_path, "outside.rss", outside))
    assert "entities" in unread(written(tmp_path, "wide.rss", bomb.encode("utf-16")))
    assert "well-formed" in unread(written(tmp_path, "broken.rss", RSS[:300]))


MAIL = b"""From: Monitor Desk <desk@example.org>\r\nTo: all@example.org\r\nSubject: Daily report\r\nDate: Wed, 25 Oct 2017 08:00:00 +0300
Content-Type: multipart/alternative; boundary=BB\r\n\r\n--BB\r\nContent-Type: text/plain; charset=koi8-r\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"""


def test_mail_gives_subject_text_day_and_sender(tmp_path: Path) -> None:
    words = "Зафиксировано два нарушения.\r\n"
    raw = (
        MAIL.replace(b"+0300\n", b"+0300\r\n")
        + words.encode("koi8-r")
        + b"--BB\r\nContent-Type: text/html\r\n\r\n<p>other</p>\r\n--BB--\r\n"
    )
    found = one(written(tmp_path, "a.eml", raw))
    assert found.text.startswith("Daily report\n\nЗафиксировано два нарушения.")
    assert (found.date, found.date_basis, found.publisher) == (date(2017, 10, 25), "mail", "Monitor Desk")
    box = (
        b"From a@b Wed Oct 25 08:00:00 2017\n"
        + b"Subject: One\n\nfirst\n\n"
        + b"From a@b Wed Oct 25 09:00:00 2017\n"
        + b"Subject: Two\n\nsecond\n"
    )
    both = list(documents([written(tmp_path, "all.mbox", box)]))
    assert [d.text.split("\n")[0] for d in both if isinstance(d, Document)] == ["One", "Two"]
    assert [d.name.rsplit("#", 1)[1] for d in both] == ["1", "2"]


# --- bounds ----------------------------------------------------------------------------------------------------------


def test_archives_are_never_unpacked(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("a.txt", b"0" * 50_000_000)
    assert "zip" in unread(written(tmp_path, "a.txt", packed.getvalue()))
    assert "gzip" in unread(written(tmp_path, "b.html", gzip.compress(b"0" * 10_000_000)))


def test_a_hundred_megabytes_of_one_word_are_refused_before_they_are_read(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    with path.open("wb") as file:
        file.truncate(100 * 1024 * 1024)
    assert "bytes; at most" in unread(path)
    assert "characters; at most" in unread(written(tmp_path, "word.txt", b"a" * (MAX_TEXT + 1)))


def test_a_bad_document_costs_no_other(tmp_path: Path) -> None:
    written(tmp_path, "a.txt", "good words")
    written(tmp_path, "b.pdf", "none")
    written(tmp_path, "c.txt", "more words")
    written(tmp_path, ".hidden.txt", "not looked at")
    written(tmp_path, "data.csv", "not,read,here")
    found = list(documents([tmp_path, tmp_path / "missing.txt", "ftp://example.org/a"]))
    assert [isinstance(d, Document) for d in found] == [True, False, True, False, False, False]
    assert ".csv" in found[3].reason  # type: ignore[union-attr]
    assert "no such file" in found[4].reason  # type: ignore[union-attr]
    assert "http" in found[5].reason  # type: ignore[union-attr]


def test_a_word_that_a_line_of_a_pdf_breaks_is_whole_again(tmp_path: Path) -> None:
    lines = "The army shelled the village of Hal-) Tj 0 -14 Td (vek on 5 May 2031, and two people were killed in it."
    text = one(written(tmp_path, "a.pdf", a_pdf(lines))).text
    assert text.split("\n") == [
        "The army shelled the village of Hal-",
        "vek on 5 May 2031, and two people were killed in it.",
    ]
    assert "village of Halvek on 5 May" in unwrap(text).text


def test_control_characters_are_taken_out_and_told(tmp_path: Path) -> None:
    found = one(written(tmp_path, "a.txt", "Two shells fell in Tar\0v\x1bin.\r\n\tOn 3 May.\f"))
    assert found.text == "Two shells fell in Tarvin.\r\n\tOn 3 May.\f"
    assert found.notes == ("2 control characters taken out",)
    assert found.sha256 == hashlib.sha256(found.text.encode()).hexdigest()
    assert "control characters" in unread(written(tmp_path, "b.txt", "\x01\x02 \x7f"))


def test_sentences_outside_the_article_of_a_page_are_told_of(tmp_path: Path) -> None:
    foot = "<aside><p>Nine people were killed in Orvan on 2 May.</p></aside><footer>Share this article"
    found = one(written(tmp_path, "talks.html", PAGE.replace("<footer>Share this article", foot)))
    assert found.notes == ("1 passage outside the article not read, first: Nine people were killed in Orvan on 2 May.",)
    assert one(written(tmp_path, "plain.html", PAGE)).notes == ()


ITEM = "<item><title>{}</title>{}</item>"


@pytest.mark.parametrize(
    "inner",
    [
        "<content:encoded> </content:encoded><description>Two shells fell.</description>",
        "<media:content url='a'/><media:group><media:description>Two shells fell.</media:description></media:group>",
        "<content><div xmlns='http://www.w3.org/1999/xhtml'><p>Two shells</p><br/><p>fell.</p></div></content>",
    ],
)
def test_the_text_of_an_entry_is_found_wherever_it_stands(tmp_path: Path, inner: str) -> None:
    head = "<?xml version='1.0'?><rss xmlns:content='c' xmlns:media='m'><channel>"
    found = one(written(tmp_path, "a.rss", f"{head}{ITEM.format('First', inner)}</channel></rss>"))
    assert found.text.split() == ["First", "Two", "shells", "fell."]


def test_entries_without_words_are_counted(tmp_path: Path) -> None:
    head, blank = "<?xml version='1.0'?><rss><channel>", "<item><guid>1</guid></item>"
    found = one(written(tmp_path, "a.rss", f"{head}{blank}{ITEM.format('First', '')}</channel></rss>"))
    assert found.notes == ("1 of 2 entries without words",)
    assert unread(written(tmp_path, "b.rss", f"{head}{blank}</channel></rss>")) == "no entry of the feed holds words"
