"""Where the order of filing does not matter, kept tables do not tell it: ledgers that came together in any order; days."""

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import ceasefire
from ceasefire import Record
from ceasefire.derive import GRAPH
from ceasefire.record import Draft, Entry, Store
from tests.live.comparing import asked, differences, differs_from_anew
from tests.live.joining import bring_files, join, origins
from tests.live.ledgers import ledgers
from tests.live.programs import BEGUN, SAYS, Say
from tests.live.starts import STARTS
from tests.soak import SOAK, rounds

pytestmark = pytest.mark.filterwarnings("ignore::ceasefire.vocabulary.errors.CeasefireWarning")
GROUPS = st.lists(st.tuples(st.lists(SAYS, max_size=4), st.integers(0, 2), st.sampled_from(GRAPH.names)), max_size=5)


@settings(max_examples=rounds(4, 500))
@given(begun=BEGUN, groups=GROUPS)
def test_ledgers_give_the_same_tables_in_whatever_order_they_come(
    begun: str, groups: list[tuple[list[Say], int, str]]
) -> None:
    """One record takes two ledgers as they grow and is asked all along; another takes them at the end, the other way round.

    Both begin with the same ledger: without a charter it keeps rules, settings and links, and nothing else hangs on the order.
    """
    with ledgers("nothing") as made, ExitStack() as open_:
        for name in ("x", "y"):
            Store.create(made.here.parent / name, name=name).close()
        x, y = (open_.enter_context(ceasefire.open(made.here.parent / name)) for name in ("x", "y"))
        first, second = origins(made.there)
        for record in (x, y):
            join(made.there, record.path, first)
        for number, (office, kind, body) in enumerate(STARTS[begun]):
            made.do(Say(2 + (office == "post" or number % 3 == 0), kind, body))
        for steps, which, table in groups:
            for step in steps:
                made.do(step._replace(by=2 + step.by % 2))
            for origin in (first, second)[which:] if which < 2 else (second, first):
                join(made.there, x.path, origin)
            asked(x, table)
        for record, order in ((x, (first, second)), (y, (second, first))):
            for origin in order:
                join(made.there, record.path, origin)
            bring_files(made.there, record.path)
        assert differences(lambda name: asked(x, name), lambda name: asked(y, name), GRAPH.names) == ""


# --- the example, day by day

ID = re.compile(r"\b[0-9a-f]{64}\b")
DAYS = ("when", "period", "published", "signed", "valid_from", "deadline")


def first_day(body: Mapping[str, Any]) -> str:
    """Return the first day that a statement tells; what tells none holds from the beginning."""
    told = [body.get(name) for name in DAYS]
    days = [one["start"] if isinstance(one, Mapping) else one for one in told if one]
    return min(map(str, days), default="")


def in_order_of_days(record: Record) -> list[Entry]:
    """Return what the offices said in order of day, each after what it names."""
    entries = [entry for entry in record.store.entries() if entry.kind not in ("key", "publication")]
    day: dict[str, str] = {}
    for entry in entries:
        named = ID.findall(json.dumps([entry.statement.body, entry.statement.cites, entry.statement.supersedes]))
        day[entry.id] = max([first_day(entry.statement.body), *(day[one] for one in named if one in day)])
    return sorted(entries, key=lambda entry: (day[entry.id], entry.origin, entry.seq))


def replayed(source: Record, target: Record, steps: int) -> Iterator[int]:
    """File what `source` holds into `target` in so many groups; yield after each. Ids are new, so names by id follow."""
    for office in source.offices():
        target.init_office(office.name, office.party)
    bring_files(source.path, target.path)
    entries, ids = in_order_of_days(source), dict[str, str]()
    size = -(-len(entries) // steps)
    for start in range(0, len(entries), size):
        for entry in entries[start : start + size]:
            said = entry.statement
            body, cites, supersedes = json.loads(
                ID.sub(lambda m: ids.get(m[0], m[0]), json.dumps([said.body, said.cites, said.supersedes]))
            )
            draft = Draft(entry.kind, body, cites, supersedes, said.source, said.claimed_at)
            ids[entry.id] = target.store.file(entry.office, [draft])[0].id
        yield start // size


@pytest.mark.longer
def test_the_example_day_by_day(example_record: Record, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Asked after each step; compared after each in the long run, else at the end."""
    steps = rounds(2, 20)
    with ceasefire.create(tmp_path_factory.mktemp("days") / "record", name="days") as record:
        for step in replayed(example_record, record, steps):
            for name in ("incidents", "standing", "hits"):
                asked(record, name)
            if SOAK or step == steps - 1:
                assert differs_from_anew(record) == "", step
