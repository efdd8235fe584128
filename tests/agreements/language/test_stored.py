import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import ceasefire
from ceasefire.agreements.language import stored
from ceasefire.agreements.language.loading import AgreementError, load
from ceasefire.agreements.language.model import from_json
from tests.agreements.worlds import TRUCE, truce
from tests.soak import rounds

EXAMPLES = sorted((Path(ceasefire.__file__).parent / "examples").glob("*/agreements/*.yaml"))
WORDS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=12)
IDS = st.lists(st.sampled_from(["north", "south", "a.b", "x/1#2"]), max_size=2)
DAYS = st.dates(date(1900, 1, 1), date(2100, 1, 1)).map(str)
MOMENTS = st.one_of(
    st.fixed_dictionaries({"date": DAYS}, optional={"at": st.just("09:30"), "zone": st.just("Asia/Damascus")}),
    st.fixed_dictionaries({"after": st.sampled_from(["signature", "act:ending"]), "weeks": st.integers(0, 9)}),
)
EXCEPTIONS = st.one_of(
    st.fixed_dictionaries({"kind": st.just("target"), "lists": IDS, "associated": st.booleans()}),
    st.fixed_dictionaries({"kind": st.just("area"), "zones": IDS}, optional={"undrawn": WORDS}),
    st.fixed_dictionaries({"kind": st.just("self_defence"), "proportionate": st.booleans()}),
    st.fixed_dictionaries({"kind": st.just("notified_exercise")}, optional={"notice_hours": st.integers(0, 99)}),
)
WIDTHS = st.floats(0.5, 500, allow_nan=False)
PLACES = st.fixed_dictionaries(
    {"undrawn": WORDS}, optional={"zones": IDS, "belts": st.lists(st.builds(dict, along=st.just("z"), width_km=WIDTHS))}
)
PROVISIONS = st.fixed_dictionaries(
    {
        "says": WORDS,
        "modality": st.just("must"),
        "bound": st.sampled_from(["anyone", "unspecified", {"classes": ["state"], "words": "they"}]),
        "confidence": st.sampled_from("RPK"),
    },
    optional={
        "breached_by": st.lists(st.sampled_from(["fire/*", "air/strike"]), max_size=2),
        "object": st.fixed_dictionaries({}, optional={"kinds": st.just(["civilians"]), "words": WORDS}),
        "place": PLACES,
        "window": st.fixed_dictionaries({}, optional={"starts": MOMENTS, "ends": MOMENTS}),
        "exceptions": st.lists(EXCEPTIONS, max_size=2),
        "deadline": MOMENTS | st.builds(dict, each_meeting=WORDS) | st.builds(dict, undated=WORDS),
        "clock": st.just({"within_hours": 5, "of": "the incident"}),
    },
)
INSTRUMENTS = st.fixed_dictionaries(
    {
        "title": WORDS,
        "source": st.fixed_dictionaries({}, optional={"text": WORDS}),
        "confidence": st.sampled_from("RPK"),
        "provisions": st.lists(PROVISIONS, min_size=1, max_size=3),
    },
    optional={
        "signed": DAYS,
        "in_force": MOMENTS,
        "term": st.sampled_from(["open_ended", "not_told", {"months": 6}]) | st.builds(dict, until=MOMENTS),
        "rivals": st.just([{"about": "term", "says": "less", "date": "2020-01-01", "source": {}}]),
    },
)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: f"{p.parents[1].name}-{p.stem}")
def test_a_stored_example_is_the_example(path: Path) -> None:
    one = stored.parsed(path.read_bytes(), path.name)
    assert stored.read(stored.dump(one)) == one


@settings(max_examples=rounds(40, 2000), deadline=None)
@given(INSTRUMENTS)
def test_a_stored_instrument_is_the_same_instrument(plain: dict) -> None:
    provisions = [one | {"id": f"p-{n}"} for n, one in enumerate(plain["provisions"])]
    given_ = plain | {"ceasefire": "agreement/1", "id": "made", "provisions": provisions}
    one = from_json(json.dumps(given_))
    again = stored.read(stored.dump(one))
    assert again == one
    assert hash(again) == hash(one)
    assert stored.dump(again) == stored.dump(one)


GOOD = stored.dump(truce())


@pytest.mark.parametrize(
    "bad",
    [
        b"",
        b"[]",
        b"{}",
        GOOD[:-1],
        GOOD.replace(b'"agreement/1"', b'"agreement/3"'),
        GOOD.replace(b'"title"', b'"colour"'),
        GOOD.replace(b'"months":6', b'"months":"6"'),
        GOOD.replace(b'"id":"t-1"', b'"id":"t-1\\n"'),
        GOOD.replace(b"Asia/Damascus", b"Mars/Olympus"),
        GOOD.replace(b"fire/*", b"fire/nothing"),
        GOOD.replace(b'"acts":', b'"breached_by":'),
        GOOD + b" " * 4 * 512 * 1024,
    ],
)
def test_what_is_no_stored_agreement_is_refused(bad: bytes) -> None:
    assert bad != GOOD
    with pytest.raises(ValueError):
        stored.read(bad)


def test_the_key_depends_on_the_file_and_on_the_code(monkeypatch: pytest.MonkeyPatch) -> None:
    one = stored.key(TRUCE.encode())
    assert one == stored.key(TRUCE.encode()) != stored.key(TRUCE.encode() + b"\n")
    monkeypatch.setattr(stored, "_code", lambda: "other code")
    assert one != stored.key(TRUCE.encode())


def test_the_same_bytes_are_parsed_once_and_what_is_refused_stays_refused() -> None:
    text = TRUCE.encode() + b"# once\n"
    assert stored.parsed(text, "a.yaml") is stored.parsed(text, "b.yaml")
    assert stored.parsed(text, "a.yaml") == load(text)
    for name in ("a.yaml", "b.yaml"):
        with pytest.raises(AgreementError, match=name):
            stored.parsed(b"a: &x 1\n", name)


def test_what_was_parsed_before_there_was_a_place_to_keep_it_is_kept_once() -> None:
    text = TRUCE.encode() + b"# kept later\n"
    kept: dict[str, bytes] = {}

    class Place:
        def read(self, key: str) -> bytes | None:
            return kept.get(key)

        def write(self, key: str, content: bytes) -> None:
            assert key not in kept
            kept[key] = content

    stored.parsed(text, "a.yaml")
    assert stored.parsed(text, "a.yaml", Place()) is stored.parsed(text, "a.yaml", Place())
    assert stored.read(kept[stored.key(text)]) == load(text)
