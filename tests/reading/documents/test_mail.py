# ruff: noqa: E501 - sentences that are read stay on one line
"""Mail: its own words are read, quoted ones are set apart and listed, the signature is left out."""

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ceasefire.api.reading import Read, read_paths
from ceasefire.reading.documents.opening import Document, Unread, documents
from ceasefire.reading.documents.quoted import parted, thread_below

OWN = "Correction: three civilians were killed by shelling near Orvan on 12 May."
HEAD = "From: Desk <desk@example.org>\r\nTo: all@example.org\r\nSubject: {}\r\nDate: Wed, 14 May 2031 08:00:00 +0300\r\nContent-Type: text/{}; charset=utf-8\r\n\r\n"
OLD = "Two civilians were killed by shelling near Orvan on 12 May."


def mail(folder: Path, body: str, *, subject: str = "Daily report", kind: str = "plain") -> Path:
    path = folder / "a.eml"
    path.write_bytes(HEAD.format(subject, kind).encode() + body.encode())
    return path


@pytest.mark.parametrize(
    "thread",
    [
        f"On Tue, 13 May 2031 at 21:00, Field Office <field@example.org> wrote:\n> {OLD}\n>> Is it true that 9 soldiers were killed?",
        f"On Tue, 13 May 2031 at 21:00, Field Office\n<field@example.org>\nwrote:\n\n{OLD}",
        f"-----Original Message-----\nFrom: Field\nSent: Tuesday\n\n{OLD}",
        f"________________________________\nFrom: Field\nSent: Tuesday, May 13\nTo: Desk\nSubject: RE: toll\n\n{OLD}",
        f"From: Field\nDate: Tuesday, May 13\nTo: Desk\n\n{OLD}",
        f"---------- Forwarded message ---------\n{OLD}",
        f"Am 13.05.2031 um 21:00 schrieb Field Office:\n> {OLD}",
        f"Le mar. 13 mai 2031 à 21:00, Field Office a écrit :\n> {OLD}",
        f"13.05.2031 21:00, Field Office пишет:\n> {OLD}",
    ],
)
def test_the_thread_below_is_quoted_and_not_read(tmp_path: Path, thread: str) -> None:
    [one] = read_paths([mail(tmp_path, f"{OWN}\n\n{thread}\n")])
    assert isinstance(one, Read)
    assert one.document.text == f"Daily report\n\n{OWN}"
    assert [claim.killed.low for claim in one.reading.claims if claim.killed] == [3]
    [passage] = one.document.quoted
    assert OLD in passage
    assert "1 quoted passage not read as new" in one.document.notes


def test_answers_between_quoted_lines_are_the_writers_own() -> None:
    body = "On Monday, Field wrote:\n> How many?\n\nThree civilians.\n\n> Where?\nIn Orvan.\n"
    found = parted(body)
    assert " ".join(found.own.split()) == "Three civilians. In Orvan."
    assert [passage.split("\n")[-1] for passage in found.quoted] == ["How many?", "Where?"]


@pytest.mark.parametrize(
    "signature",
    [
        "-- \nDesk Officer\nTel 123",
        "Best regards,\nDesk Officer\nJoint Commission",
        "Kind regards\n\nD.",
        "Sent from my phone",
    ],
)
def test_the_signature_is_left_out(signature: str) -> None:
    found = parted(f"{OWN}\n\n{signature}\n")
    assert (found.own, found.signed, found.quoted) == (OWN, True, ())


@pytest.mark.parametrize(
    "body",
    [
        "The committee met on Monday and wrote: the truce holds.\nNothing was said after that.",
        "From: Orvan to Veldara the road was shut.\nNobody passed.",
        "They sent their regards to the families and left.\nThe road was open.",
        "In the end -- and this was said twice -- nobody was hurt.",
    ],
)
def test_plain_words_are_no_thread(body: str) -> None:
    found = parted(body)
    assert (found.own, found.quoted, found.signed) == (body, (), False)


def test_the_subject_of_an_answer_is_not_its_own_words(tmp_path: Path) -> None:
    [one] = documents([mail(tmp_path, OWN, subject="Re: 9 soldiers killed near Orvan")])
    assert isinstance(one, Document)
    assert one.text == OWN


def test_what_html_marks_as_quoted_is_set_apart(tmp_path: Path) -> None:
    body = f"<html><body><p>{OWN}</p><blockquote><p>{OLD}</p><blockquote>older</blockquote></blockquote></body></html>"
    [one] = documents([mail(tmp_path, body, kind="html")])
    assert isinstance(one, Document)
    assert one.text.endswith(OWN)
    assert one.quoted == (f"{OLD}\nolder",)


def test_a_mail_without_own_words_says_so(tmp_path: Path) -> None:
    [one] = documents([mail(tmp_path, f"-----Original Message-----\n{OLD}")])
    assert isinstance(one, Unread)
    assert "no words of its own" in one.reason


@given(st.text(max_size=300))
def test_own_and_quoted_words_are_words_of_the_mail(body: str) -> None:
    found = parted(body)
    for line in found.own.split("\n"):
        assert line.strip() in body


PLAIN = "Content-Type: text/plain; charset=utf-8\r\n\r\n{}\r\n"
PICTURE = "Content-Type: image/png\r\nContent-Disposition: inline\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA\r\n"


def of_parts(folder: Path, kind: str, *parts: str) -> list[Document | Unread]:
    head = HEAD.split("Content-Type")[0].format("Daily report")
    body = "".join(f"--BB\r\n{part}" for part in parts)
    (folder / "a.eml").write_bytes(
        f"{head}Content-Type: multipart/{kind}; boundary=BB\r\n\r\n{body}--BB--\r\n".encode()
    )
    return list(documents([folder / "a.eml"]))


def test_all_parts_of_text_are_read_and_what_is_not_opened_is_told(tmp_path: Path) -> None:
    other = PLAIN.format(OLD).replace("utf-8", 'utf-8; name="old.txt"\r\nContent-Disposition: attachment')
    within = f"Content-Type: message/rfc822\r\n\r\nSubject: x\r\n\r\n{OLD}\r\n"
    [one] = of_parts(
        tmp_path,
        "mixed",
        PLAIN.format(f"{OWN}\r\n-- \r\nDesk"),
        PICTURE,
        PLAIN.format("Nine were hurt."),
        other,
        within,
    )
    assert isinstance(one, Document)
    assert [line for line in one.text.splitlines() if line] == ["Daily report", OWN, "Nine were hurt."]
    assert one.notes == (
        "signature left out",
        "3 attachments not opened (image/png, old.txt, message/rfc822)",
    )


def test_where_the_plain_text_is_blank_its_html_is_read(tmp_path: Path) -> None:
    [one] = of_parts(tmp_path, "alternative", PLAIN.format(" "), f"Content-Type: text/html\r\n\r\n<p>{OWN}</p>\r\n")
    assert isinstance(one, Document)
    assert one.text.endswith(OWN)
    assert one.notes == ()


def test_a_part_that_cannot_be_read_is_named_and_costs_no_other(tmp_path: Path) -> None:
    bad = "Content-Type: text/html\r\n\r\n" + "<div>" * 400 + "deep\r\n"
    one, other = of_parts(tmp_path, "mixed", PLAIN.format(OWN), bad)
    assert isinstance(one, Document)
    assert isinstance(other, Unread)
    assert "a part of the message" in other.reason


LINE = "From desk@example.org Wed May 14 08:00:00 2031\n"


def test_a_line_of_a_message_that_begins_with_from_parts_no_mailbox(tmp_path: Path) -> None:
    body = f"{OWN}\nFrom the town of Orvan we hear of two more.\n\n>From Tarn too.\n\n> Is it so?\n>From whom?\n"
    head = "Subject: Report\nFrom: desk@example.org\n\n"
    picture = f"Subject: Only a map\nFrom: desk@example.org\n{PICTURE}".replace("\r", "")
    (tmp_path / "a.mbox").write_text(
        LINE + head + body + "\n" + LINE + picture + "\nFrom a@b.org\n" + head + "Third.\n"
    )
    first, second, third = documents([tmp_path / "a.mbox"])
    assert isinstance(first, Document)
    assert first.text == f"Report\n\n{OWN}\nFrom the town of Orvan we hear of two more.\n\nFrom Tarn too."
    assert first.quoted == ("Is it so?\nFrom whom?",)
    assert isinstance(second, Unread)
    assert second.reason == "it holds no text; 1 attachment not opened (image/png)"
    assert isinstance(third, Document)


@pytest.mark.parametrize(
    "body",
    [
        f"Warm regards,\n{OWN}\n{OLD}",
        f"The toll so far:\n--\n{OWN}",
        f"Best regards\n\n{OWN}",
        f"From: Orvan\nTo: Veldara\nDate: 12 May 2031\n{OWN}",
        f"From: Orvan\nTo: Veldara\nDate: 12 May 2031\nSubject: Shelling\n\n{OWN}",
    ],
)
def test_a_report_is_neither_a_signature_nor_a_mail_passed_on(body: str) -> None:
    found = parted(body)
    assert (found.own, found.quoted, found.signed) == (body, (), False)


def test_a_mail_passed_on_without_a_word_is_quoted() -> None:
    assert parted(f"From: Desk <desk@example.org>\nTo: All\nSubject: toll\n\n{OLD}").own == ""
    assert parted(f"From: Desk\nSent: Tuesday\nTo: All\n\n{OLD}").own == ""
    assert parted(f"{OWN}\n-- \nThe desk is open from nine to five on all days.").own == OWN


@pytest.mark.parametrize("lines", ["\n", "-\n", "\r\n", "From: a\nSent: b\nTo: c\n", "Regards\nwords\n"])
def test_time_grows_with_the_lines_of_a_mail_and_no_faster(lines: str) -> None:
    def seconds(size: int) -> float:
        text = lines * (size // len(lines))
        started = time.process_time()
        thread_below(text)
        parted(text)
        return time.process_time() - started

    small = min(seconds(10_000) for _ in range(2))
    assert seconds(100_000) < 40 * small + 0.5
