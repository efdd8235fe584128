"""Edition 1 grows: an older program goes on with a newer record, and a newer one reads an older record exactly."""

import enum
import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import inspect

from ceasefire.record import Store
from ceasefire.vocabulary import BODIES, check_body, understand
from tests.data.decoder_760274c import statements as old
from tests.soak import rounds

RECORD = Path(__file__).resolve().parents[1] / "data" / "record-760274c"
ZONE = {
    "id": "zone-1",
    "version": 1,
    "name": "Zone 1",
    "status": "described_only",
    "area_type": "security_zone",
    "basis": "annex",
    "valid_from": "2017-05-06",
}
COUNT = {"measure": "shots", "unit": "case_of_firing"}


def read_by_old(kind: str, body: dict[str, Any], edition: int = 1) -> Any:
    """Return what a program of state 760274c reads: today's way of reading, that day's structures and code lists."""
    return understand(kind, edition, body, kinds=old.BODIES, known_edition=1)


# --- an old program on a new record


@pytest.mark.parametrize(
    ("kind", "edition", "body", "known", "unknown"),
    [
        ("complaint", 1, {"about": ["x"]}, None, ("kind complaint",)),
        ("report", 2, {"summary": "As it was."}, None, ("edition 2",)),
        ("report", 1, {"summary": "a", "heard_by": {"n": [1]}}, {"summary": "a"}, ("field heard_by",)),
        (
            "report",
            1,
            {"killed": {"low": 2, "women": 1}, "when": {"start": "2017-05-06", "era": {"deep": ["x"]}}},
            {"killed": {"low": 2}, "when": {"start": "2017-05-06"}},
            ("field killed.women", "field when.era"),
        ),
        ("report", 1, {"killed": {"women": 1}, "weapon": "w"}, {"weapon": "w"}, ("field killed.women",)),
        (
            "report",
            1,
            {"event_type": "cyber_attack", "summary": "a"},
            {"summary": "a"},
            ("event_type cyber_attack",),
        ),
        ("zone", 1, ZONE | {"area_type": "no_fly_area"}, None, ("area_type no_fly_area",)),
        ("tally", 1, COUNT | {"count": {"estimate": 5}}, None, ("field count.estimate",)),
        (
            "meeting",
            1,
            {"kind_of": "video_link", "present": [{"party": "a", "seat": 1}, {"party": "b"}]},
            {"present": [{"party": "a"}, {"party": "b"}]},
            ("kind_of video_link", "field present[0].seat"),
        ),
        ("position", 1, {"about": ["a"], "axis": "proportion", "value": "v", "of": "b"}, None, ("axis proportion",)),
        (
            "publication",
            1,
            {"title": "t", "outputs": [], "heads": [{"office": "o", "size": 1, "root": "0" * 64, "cosigned": 2}]},
            {"title": "t", "outputs": [], "heads": [{"office": "o", "size": 1, "root": "0" * 64}]},
            ("field heads[0].cosigned",),
        ),
    ],
)
def test_an_older_program_goes_on_and_says_what_it_does_not_understand(
    kind: str, edition: int, body: dict[str, Any], known: dict[str, Any] | None, unknown: tuple[str, ...]
) -> None:
    found = read_by_old(kind, body, edition)
    assert found.unknown == unknown
    assert found.body == (None if known is None else msgspec.convert(known, old.BODIES[kind]))


@pytest.mark.parametrize(
    ("kind", "body", "where"),
    [
        ("report", {"killed": {"low": "many", "women": 1}}, r"killed\.low"),
        ("report", {"killed": {"low": 5, "high": 3}, "new": 1}, "killed"),
        ("report", {"event_type": "Cyber attack", "new": 1}, "event_type"),
        ("report", {"event_type": 7}, "event_type"),
        ("report", {"when": {"start": "2017-02-31"}}, r"when\.start"),
        ("report", {"when": {"start": "1800-01-01", "clock": "12:00"}}, "when"),
        ("tally", {"measure": "m", "new": 1, "count": {"low": 1}}, "unit"),
        ("tally", COUNT | {"count": [1]}, "count"),
        ("meeting", {"present": [{"party": "a"}, 5]}, r"present\[1\]|present\[\.\.\.\]"),
        ("zone", ZONE | {"version": 0}, "version"),
    ],
)
def test_what_does_not_fit_is_named_with_its_place_and_is_not_taken_for_something_new(
    kind: str, body: dict[str, Any], where: str
) -> None:
    for kinds in (old.BODIES, BODIES):
        with pytest.raises(ValueError, match=where):
            understand(kind, 1, body, kinds=kinds)


ACCEPTANCE = {"charter": "0" * 64, "of": "alpha"}
CHARTER: dict[str, Any] = {
    "mechanism": "m",
    "title": "t",
    "bodies": [{"body": "alpha", "role": "guarantor"}],
    "changes": {"takes": "one", "of": ["alpha"]},
}


@pytest.mark.parametrize(
    ("kind", "body", "unknown"),
    [
        ("acceptance", ACCEPTANCE | {"stand": "withdraw"}, "stand withdraw"),
        ("acceptance", ACCEPTANCE | {"until": "2030"}, "field until"),
        ("charter", CHARTER | {"acts": [{"act": "amnesty", "needs": CHARTER["changes"]}]}, "acts[0].act amnesty"),
        ("charter", CHARTER | {"changes": CHARTER["changes"] | {"veto": ["beta"]}}, "field changes.veto"),
        (
            "position",
            {"about": ["r"], "axis": "legal", "value": "violation", "of": "alpha", "stand": "doubt"},
            "stand doubt",
        ),
        ("stance", {"question": "q", "of": "alpha", "words": "w", "stand": "doubt"}, "stand doubt"),
    ],
)
def test_whose_word_counts_rests_on_nothing_that_is_read_in_part(kind: str, body: dict[str, Any], unknown: str) -> None:
    """An unknown stand may be a dissent, and an unknown part of a charter a condition: neither is read as not told."""
    assert understand(kind, 1, body) == (None, (unknown,))


def test_a_position_with_an_unknown_part_that_turns_nothing_is_read() -> None:
    body = {"about": ["r"], "axis": "legal", "value": "violation", "of": "alpha"}
    found = understand("position", 1, body | {"heard_at": "Doha", "role": "envoy"})
    assert found.body == msgspec.convert(body, BODIES["position"])
    assert found.unknown == ("field heard_at", "role envoy")


def test_thousands_of_unknown_fields_are_counted() -> None:
    found = read_by_old("report", {f"f{n}": n for n in range(5000)})
    assert len(found.unknown) == 21
    assert found.unknown[-1] == "and 4980 more"


# --- a new program on an old record


def test_a_newer_program_reads_an_older_record_exactly() -> None:
    with Store.open(RECORD, readonly=True) as store:
        held = [entry for entry in store.entries() if entry.kind != "key"]
    assert len(held) > 100
    for entry in held:
        before = msgspec.convert(entry.statement.body, old.BODIES[entry.kind])
        now = understand(entry.kind, entry.statement.edition, entry.statement.body)
        assert now.unknown == ()
        assert plain(now.body) == plain(before) == msgspec.json.encode(entry.statement.body, order="sorted")


def plain(body: Any) -> bytes:
    return msgspec.json.encode(body, order="sorted")


def bodies(kind: inspect.Type) -> st.SearchStrategy[Any]:
    """Return plain JSON that nearly always fits this type."""
    match kind:
        case inspect.StructType():
            needed = {f.encode_name: bodies(f.type) for f in kind.fields if f.required}
            free = {f.encode_name: bodies(f.type) for f in kind.fields if not f.required}
            return st.fixed_dictionaries(needed, optional=free)
        case inspect.UnionType():
            return st.one_of([bodies(one) for one in kind.types if not isinstance(one, inspect.NoneType)])
        case inspect.VarTupleType():
            return st.lists(bodies(kind.item_type), max_size=2)
        case inspect.TupleType():
            return st.tuples(*map(bodies, kind.item_types)).map(list)
        case inspect.EnumType():
            return st.sampled_from([one.value for one in kind.cls])
        case inspect.LiteralType():
            return st.sampled_from(kind.values)
        case inspect.IntType():
            low = kind.ge if kind.ge is not None else -(2**53) + 1
            return st.integers(low, kind.le if kind.le is not None else 2**53 - 1)
        case inspect.StrType():
            return st.sampled_from(["a", "en", "12:00", "UTC", "0" * 64, "é"])
        case inspect.BoolType():
            return st.booleans()
        case inspect.DateType():
            return st.dates().map(str)
    assert isinstance(kind, inspect.DictType), kind
    return st.dictionaries(st.sampled_from("abc"), st.just("x"), max_size=2)


drawn = st.one_of(
    [st.tuples(st.just(kind), bodies(inspect.type_info(body))) for kind, body in sorted(old.BODIES.items())]
)


@settings(max_examples=rounds(60, 20_000))
@given(drawn)
def test_whatever_an_older_program_files_is_understood_whole_and_spelt_the_same(of: tuple[str, Any]) -> None:
    kind, body = of
    data = json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    try:
        before = old.check_body(kind, 1, data)
    except ValueError:
        return
    assert plain(understand(kind, 1, body).body) == plain(before) == data
    assert plain(check_body(kind, 1, data)) == data


# --- nobody may break edition 1


def test_no_kind_field_or_code_value_of_edition_1_is_ever_lost_or_changed() -> None:
    """A red line here means that records in the world can no longer be read: put back what was taken away."""
    assert set(old.BODIES) <= set(BODIES)
    for kind, before in old.BODIES.items():
        for fault in changes(inspect.type_info(before), inspect.type_info(BODIES[kind]), kind):
            pytest.fail(fault)


def changes(before: inspect.Type, now: inspect.Type, path: str) -> list[str]:
    """Return what of an older type a newer one no longer takes, or takes otherwise."""
    if isinstance(now, inspect.Metadata):  # a mark beside the type, as that of kept files, changes nothing on the wire
        return changes(before, now.type, path)
    if isinstance(before, (inspect.EnumType, inspect.LiteralType)):
        lost = codes(before) - codes(now)
        return [f"{path}: no longer knows {sorted(lost)}"] if lost else []
    if type(before) is not type(now):
        return [f"{path}: was {type(before).__name__}, is {type(now).__name__}"]
    match before, now:
        case inspect.StructType(), inspect.StructType():
            return in_structs(before, now, path)
        case inspect.UnionType(), inspect.UnionType():
            pairs = zip(sorted(before.types, key=order), sorted(now.types, key=order), strict=True)
            return [fault for one, other in pairs for fault in changes(one, other, path)]
        case inspect.VarTupleType(), inspect.VarTupleType():
            return changes(before.item_type, now.item_type, f"{path}[]")
        case inspect.TupleType(), inspect.TupleType():
            pairs = zip(before.item_types, now.item_types, strict=True)
            return [fault for one, other in pairs for fault in changes(one, other, path)]
    return [] if before == now else [f"{path}: was {before}, is {now}"]


def in_structs(before: inspect.StructType, now: inspect.StructType, path: str) -> list[str]:
    found = []
    fields = {field.encode_name: field for field in now.fields}
    for field in before.fields:
        at, other = f"{path}.{field.encode_name}", fields.pop(field.encode_name, None)
        if other is None:
            found.append(f"{at}: is gone")
        elif (field.required, field.default) != (other.required, other.default):
            found.append(f"{at}: its default or need has changed")
        else:
            found += changes(field.type, other.type, at)
    return found + [f"{path}.{name}: is new and must be told" for name, field in fields.items() if field.required]


def order(kind: inspect.Type) -> tuple[bool, str]:
    return isinstance(kind, inspect.NoneType), ""


def codes(kind: inspect.Type) -> set[Any]:
    if isinstance(kind, inspect.EnumType):
        assert issubclass(kind.cls, enum.StrEnum)
        return {one.value for one in kind.cls}
    return set(kind.values) if isinstance(kind, inspect.LiteralType) else set()


def test_the_guard_sees_what_breaks_edition_1() -> None:
    report = inspect.type_info(old.BODIES["report"])

    def changed(**fields: Any) -> list[str]:
        made = msgspec.defstruct("Report", [("source", str | None, None), *fields.pop("more", [])], kw_only=True)
        return changes(report, inspect.type_info(made), "report")

    assert "report.when: is gone" in changed()
    assert "report.new: is new and must be told" in changed(more=[("new", str)])
    assert any(fault.startswith("report.when: was") for fault in changed(more=[("when", int | None, None)]))


# --- an old program on zones that are lines or tell how far they reach

FAR = {"country": ["Lebanon"], "admin1": ["South"], "hull": [[[[0, 0], [9, 0], [9, 9], [0, 0]]]]}


def test_an_older_program_reads_a_zone_without_the_bounds_that_it_does_not_know() -> None:
    found = read_by_old("zone", ZONE | FAR)
    assert found.body == msgspec.convert(ZONE, old.BODIES["zone"])
    assert found.unknown == ("field country", "field admin1", "field hull")
    assert understand("zone", 1, ZONE | FAR).unknown == ()


LINE = ZONE | {"status": "drawn", "geometry_blob": "0" * 64}


@pytest.mark.parametrize("kind", ["contact_line", "other"])
def test_an_older_program_reads_a_line_of_a_kind_that_it_knows_and_looks_its_geometry_up(kind: str) -> None:
    """Its projection takes areas alone: it sets the geometry aside by name, and the zone is one described only."""
    found = read_by_old("zone", LINE | {"area_type": kind})
    assert (found.body, found.unknown) == (msgspec.convert(LINE | {"area_type": kind}, old.BODIES["zone"]), ())


def test_an_older_program_leaves_a_withdrawal_line_out_and_says_so() -> None:
    """Then no version of the zone is recorded there, and a clause on it cannot be told."""
    assert read_by_old("zone", LINE | {"area_type": "withdrawal_line"}) == (None, ("area_type withdrawal_line",))


def test_an_older_program_reads_a_report_without_its_origin() -> None:
    found = read_by_old("report", {"summary": "a", "origin": {"name": "Post 4"}})
    assert found.body == msgspec.convert({"summary": "a"}, old.BODIES["report"])
    assert found.unknown == ("field origin",)
