import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ceasefire.agreements.language.files.loading import MOST_BYTES, AgreementError, load, read
from tests.agreements.worlds import TRUCE


def faults(text: str | bytes) -> list[tuple[int, int, str, str]]:
    with pytest.raises(AgreementError) as caught:
        load(text if isinstance(text, bytes) else text.encode(), file="a.yaml")
    return [(f.line, f.column, f.path, f.rule) for f in caught.value.faults]


def swapped(old: str, new: str) -> str:
    assert old in TRUCE
    return TRUCE.replace(old, new, 1)


def test_a_good_file_gives_the_instrument():
    found = load(TRUCE.encode())
    assert found.id == "truce"
    assert [p.id for p in found.provisions] == ["t-1", "t-2"]


def test_a_byte_order_mark_and_windows_line_ends_are_no_matter():
    assert load(b"\xef\xbb\xbf" + TRUCE.replace("\n", "\r\n").encode()) == load(TRUCE.encode())


@pytest.mark.parametrize(
    ("old", "new", "line", "column", "path", "rule"),
    [
        ("modality: must_not", "modality: forbids", 16, 5, "provisions[0].modality", "word"),
        (
            "    confidence: K\n  - id: t-2",
            "    colour: red\n    confidence: K\n  - id: t-2",
            22,
            5,
            "provisions[0].colour",
            "unknown-field",
        ),
        ("id: t-2", "id: t-1", 23, 5, "provisions[1].id", "repeated"),
        ("signed: 2020-01-01", "signed: 2020-02-31", 5, 1, "signed", "form"),
        ("signed: 2020-01-01", "signed: 2020-01-01\nsigned: 2020-01-02", 6, 1, "", "no-repeats"),
        ("months: 6", 'months: "6"', 9, 8, "term.months", "form"),
        ("months: 6", "months: 0x6", 9, 16, "term.months", "plain-numbers"),
        ("months: 6", "months: .nan", 9, 16, "term.months", "plain-numbers"),
        ("months: 6", "months: 1_0", 9, 16, "term.months", "plain-numbers"),
        ("acts: [fire/*", "acts: [fire/pigeons", 18, 12, "provisions[0].acts[0]", "name"),
        ("acts: [fire/*", "acts: [pigeons/*", 18, 12, "provisions[0].acts[0]", "name"),
        ("Asia/Damascus", "Asia/Atlantis", 7, 1, "time_zone", "name"),
        ("Asia/Damascus", "../../etc/passwd", 7, 1, "time_zone", "name"),
        ("weeks: 2", "weeks: -2", 27, 34, "provisions[1].deadline.weeks", "range"),
        (
            "{after: signature, weeks: 2}",
            "{after: whenever}",
            27,
            16,
            "provisions[1].deadline.after",
            "spelling",
        ),
        ("kind: target", "kind: sometimes", 21, 10, "provisions[0].exceptions[0].kind", "word"),
        ("ceasefire: agreement/1", "ceasefire: agreement/9", 2, 1, "ceasefire", "unknown-edition"),
    ],
)
def test_every_fault_is_placed(old, new, line, column, path, rule):
    assert (line, column, path, rule) in faults(swapped(old, new))


def test_all_faults_of_a_file_are_told_at_once():
    text = TRUCE.replace("must_not", "forbids").replace("2020-01-01", "2020-13-01")
    assert {rule for *_, rule in faults(text)} == {"word", "form"}


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("a: &x 1\nb: *x\n", "no-anchors"),
        ("a: &a [1]\nb: &b [*a, *a]\n", "no-anchors"),
        ("a: !!python/object:os.system x\n", "no-tags"),
        ("a: !!binary aGVsbG8=\n", "no-tags"),
        ("? [a]\n: 1\n", "plain-keys"),
        ("<<: {a: 1}\n", "plain-keys"),
        ("a: [1, 2\nb: 3\n", "yaml"),
        ("a: 1\n---\nb: 2\n", "yaml"),
        ("", "empty"),
        ("- a\n- b\n", "mapping"),
        ("[" * 40 + "]" * 40, "depth"),
        ("a: [" + "1," * 60_000 + "]", "size"),
    ],
)
def test_what_is_not_plain_yaml_is_refused(text, rule):
    assert [f[3] for f in faults(text)] == [rule]


def test_a_file_that_is_not_utf8_is_refused_at_its_place():
    assert faults(b"ceasefire: agreement/1\ntitle: \xff\xfe\n") == [(2, 8, "", "utf-8")]


def test_a_long_file_is_refused_before_it_is_parsed():
    assert faults(b"#" * (MOST_BYTES + 1))[0][3] == "size"


def test_a_file_of_too_many_values_is_refused_before_they_are_read():
    case = "  - {id: c%d, provision: t-1, incident: {date: 2017-05-05}, expect: undetermined}\n"
    many = TRUCE.replace("agreement/1", "agreement/2") + "cases:\n" + "".join(case % one for one in range(5000))
    begun = time.process_time()
    with pytest.raises(AgreementError, match=r"more than 50,000 values .*; keep fewer cases in the file") as caught:
        load(many.encode(), file="a.yaml")
    assert caught.value.faults[0].line > 3000
    assert time.process_time() - begun < 2, "one by one it takes far longer"


def test_fields_know_their_line():
    found = read(TRUCE.encode(), file="a.yaml")
    assert found.at("provisions", 1, "deadline") == (27, 5)
    assert found.at("provisions", 1, "nothing", "here") == (23, 5)


def test_words_of_yaml_1_1_are_plain_words():
    found = load(swapped("title: A made truce", "title: on").encode())
    assert found.title == "on"


@given(st.binary(max_size=400))
def test_no_bytes_raise_anything_but_a_placed_fault(data):
    with pytest.raises(AgreementError) as caught:
        load(data)
    assert all(f.line >= 1 and f.column >= 1 for f in caught.value.faults)


@pytest.mark.parametrize(
    ("old", "new", "place", "field"),
    [
        ("agreement/1\n", "agreement/1\nparagraphs: [one]\n", (3, 1), "paragraphs"),
        ("    acts: [fire", "    survives: true\n    acts: [fire", (18, 5), "provisions[0].survives"),
        ("zones: [area]", "zones: [area], of: origin", (19, 28), "provisions[0].place.of"),
        ("associated: true", "effect: keeps_in", (21, 59), "provisions[0].exceptions[0].effect"),
        ("weeks: 2", "weeks: 2, about_days: 3", (27, 44), "provisions[1].deadline.about_days"),
        ("{after: signature, weeks: 2}", "{after: 'met:t-1'}", (27, 16), "provisions[1].deadline.after"),
    ],
)
def test_a_file_of_edition_1_that_says_more_is_told_where(old, new, place, field):
    assert faults(swapped(old, new)) == [(*place, field, "edition")]
    assert load(swapped(old, new).replace("agreement/1", "agreement/2").encode()).edition == 2


def test_a_later_edition_is_one_clear_fault_whatever_else_the_file_says():
    text = swapped("agreement/1", "agreement/3").replace("must_not", "shall_not_ever")
    with pytest.raises(AgreementError, match="coded in edition 3 of the language, which this version does not know"):
        load(text.encode())
    assert faults(text) == [(2, 1, "ceasefire", "unknown-edition")]


_PIECES = st.sampled_from([*"{}[]:'\"|>%#?,\n@`!&*\t\0", "- ", "  ", ": ", "&a", "*a", "!x", "---\n", "..."])
_JARGON = re.compile(
    r"block mapping|block end|scalar|flow|\btoken|anchor name|node content|chomping|URI|while parsing|simple key"
)


@given(st.integers(0, len(TRUCE)), _PIECES)
def test_a_piece_set_anywhere_gives_an_instrument_or_placed_faults(at, piece):
    text = (TRUCE[:at] + piece + TRUCE[at:]).encode()
    told: list[str] = []
    try:
        found = [load(text).id]
    except AgreementError as fault:
        found = told = [one.words for one in fault.faults]
    assert found
    assert not any(map(_JARGON.search, told)), told
