"""How well one list's accounts are found in another list, with "none of these" allowed; see README.md.

Each account of the first list (a code) is asked for among the events of the second. What an event cites is known: in the made
world `casebooks`, and between UCDP and Airwars where the Airwars side is given (`airwars.py` says how).

`python bench/linkage/listwise.py --peers DIR [--airwars FILE]` writes one CSV row for each pair of lists, method and kind.
"""

import argparse
import csv
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(ROOT))

from bench.linkage import airwars, hands, left_out, measures, peers, rules  # noqa: E402
from bench.linkage.lists import Lists, Pair  # noqa: E402
from bench.linkage.made import casebooks  # noqa: E402
from bench.linkage.ours import QUIET, Without, counted_by  # noqa: E402

from ceasefire.linkage.matching import link  # noqa: E402
from ceasefire.linkage.pinned import shipped  # noqa: E402
from ceasefire.vocabulary.earth import KM_PER_DEGREE  # noqa: E402

COLUMNS = ("set", "seed", "method", "kind", "codes", "top_one", "joined_right", "joined_wrong", "none_right")
SPLINK_JOINS = 0.95
Row = dict[str, Any]


@dataclass(frozen=True)
class Found:
    """What a method says of two lists.

    `scores`: (code, event) to a number, higher is better; `joined`: the pairs that it holds to be of one incident, or one a part
    of the other
    """

    scores: dict[Pair, float]
    joined: set[Pair] = field(default_factory=set)


def made_lists(reports: int, seed: int) -> Lists:
    """Return the two lists of the made world `casebooks`: its casebook's entries are asked for in its register."""
    made, cited = casebooks.listwise(reports, seed)
    codes = {code for code, _ in cited}
    source = dict(zip(*(made.reports[n].to_pylist() for n in ("report_id", "source")), strict=True))
    asks = source[next(iter(codes))]
    ids = made.reports["report_id"].to_pylist()
    of: dict[int, list[str]] = {}
    for name, incident in zip(ids, made.truth, strict=True):
        of.setdefault(incident, []).append(name)
    near = {frozenset(pair) for pair in made.parts}
    near |= {frozenset((a, b)) for some in of.values() for a in some for b in some if source[a] != source[b]}
    true = {(a, b) if source[a] == asks else (b, a) for a, b in (tuple(pair) for pair in near if len(pair) == 2)}
    met = {code for code, event in true if source[code] == asks and source[event] != asks}
    return Lists(
        name="casebooks",
        asked=made.reports.filter(pc.equal(made.reports["source"], asks)),
        events=made.reports.filter(pc.not_equal(made.reports["source"], asks)),
        cited=frozenset(cited),
        alone=frozenset(name for name in ids if source[name] == asks) - met - codes,
    )


def kinds(lists: Lists) -> dict[str, set[str]]:
    """Return the cited codes by kind: one event for one code, one event that sums several codes, several events for a code."""
    events = Counter(code for code, _ in lists.cited)
    sums = Counter(event for _, event in lists.cited)
    summed = {code for code, event in lists.cited if sums[event] > 1}
    one = {code for code, n in events.items() if n == 1}
    return {
        "all": set(events),
        "one event for one code": one - summed,
        "an event that sums several codes": one & summed,
        "several events for a code": {code for code, n in events.items() if n > 1},
        **{name: set(some) for name, some in lists.more.items()},
    }


def judged(lists: Lists, found: Found) -> Iterator[Row]:
    """Yield the measures of one method on each kind of code.

    `top_one`: share of codes whose best event is a cited one, of k equal bests each 1/k; `joined_right`: share joined to a cited
    event; `joined_wrong`: share joined to others alone; `none_right`: share of codes without any true event joined to none
    """
    right = set(lists.cited)
    partners: dict[str, set[str]] = {}
    for code, event in found.joined:
        partners.setdefault(code, set()).add(event)
    for kind, codes in kinds(lists).items():
        if not codes:
            continue
        hit = [any((code, event) in right for event in partners.get(code, ())) for code in sorted(codes)]
        some = [bool(partners.get(code)) for code in sorted(codes)]
        row: Row = {"kind": kind, "codes": len(codes), "top_one": measures.top_one(sorted(codes), found.scores, right)}
        row |= {
            "joined_right": float(np.mean(hit)),
            "joined_wrong": float(np.mean([s and not h for s, h in zip(some, hit, strict=True)])),
        }
        if kind == "all" and lists.alone:
            row["none_right"] = float(np.mean([not partners.get(code) for code in lists.alone]))
        yield row


def by_rules(lists: Lists) -> Iterator[tuple[str, Found]]:
    """Yield the naive rules: the nearest event of the day, the nearest within a day, any of the day and district.

    Each joins a code to all its equal bests.
    """
    for name, apart in (("rule: nearest of the day", 0), ("rule: nearest within a day", 1)):
        scores = {pair: -km for pair, km in distances(lists, apart).items()}
        yield name, Found(scores, bests(scores))
    if "admin2" in lists.asked.column_names and "admin2" in lists.events.column_names:
        place = {name: _columns(table, "admin2") for name, table in (("codes", lists.asked), ("events", lists.events))}
        at: dict[tuple[Any, Any], list[str]] = {}
        for event, day, district in zip(*place["events"], strict=True):
            at.setdefault((day, district), []).append(event)
        scores = {
            (code, event): 1.0
            for code, day, district in zip(*place["codes"], strict=True)
            if day and district
            for event in at.get((day, district), ())
        }
        yield "rule: same day and district", Found(scores, bests(scores))


def _columns(table: pa.Table, name: str) -> tuple[list[Any], list[Any], list[Any]]:
    ids, day, told = (table[n].to_pylist() for n in ("report_id", "date_start", name))
    return ids, day, [value and value.removesuffix(" district") for value in told]


def distances(lists: Lists, apart: int) -> dict[Pair, float]:
    """Return the kilometres between each code and each event whose first days are at most so far apart."""
    codes, events = lists.asked["report_id"].to_pylist(), lists.events["report_id"].to_pylist()
    day, lat, lon = rules.days(lists.events), rules.numbers(lists.events, "lat"), rules.numbers(lists.events, "lon")
    order = np.argsort(day)
    own = zip(
        codes,
        rules.days(lists.asked),
        rules.numbers(lists.asked, "lat"),
        rules.numbers(lists.asked, "lon"),
        strict=True,
    )
    found = {}
    for code, d, x, y in own:
        low, high = np.searchsorted(day[order], [d - apart, d + apart + 0.5])
        rows = order[low:high]
        far = KM_PER_DEGREE * np.hypot(lat[rows] - x, (lon[rows] - y) * np.cos(np.radians(x)))
        found |= {(code, events[r]): float(km) for r, km in zip(rows.tolist(), far, strict=True) if km == km}
    return found


def bests(scores: dict[Pair, float]) -> set[Pair]:
    """Return the best pair of each code, all of equals."""
    top: dict[str, float] = {}
    for (code, _), value in scores.items():
        top[code] = max(value, top.get(code, -np.inf))
    return {pair for pair, value in scores.items() if value == top[pair[0]]}


def ours(lists: Lists, without: Without | None) -> Iterator[tuple[str, Found]]:
    """Yield our answer, learnt and under the shipped set, by evidence before and after the competition of rivals."""
    for name, parameters in (("learnt", None), ("shipped set", without.prior if without else shipped.prior())):
        if without:
            with counted_by(without.shares):
                linked = link(lists.both(), options=QUIET, parameters=parameters)
        else:
            linked = link(lists.both(), options=QUIET, parameters=parameters)
        ids = linked.index.ids.to_pylist()
        codes = set(lists.asked["report_id"].to_pylist())
        settled = linked.settled
        pairs = [
            (k, (ids[i], ids[j]) if ids[i] in codes else (ids[j], ids[i]))
            for k, (i, j) in enumerate(zip(settled.i.tolist(), settled.j.tolist(), strict=True))
            if (ids[i] in codes) != (ids[j] in codes)
        ]
        joined = across(linked, codes)
        for what, bits in (("pair scores", settled.score), ("after competition", settled.bits)):
            yield f"ceasefire, {name}, {what}", Found({pair: float(bits[k]) for k, pair in pairs}, joined)


def across(linked: Any, codes: set[str]) -> set[Pair]:
    """Return the pairs of a code and an event in one incident, or of which one is told to be a part of the other."""
    of: dict[str, tuple[list[str], list[str]]] = {}
    for report, incident in zip(*(linked.links[n].to_pylist() for n in ("report_id", "incident_id")), strict=True):
        of.setdefault(incident, ([], []))[report not in codes].append(report)
    found = {(code, event) for asked, events in of.values() for code in asked for event in events}
    parts = linked.pairs.filter(pc.equal(linked.pairs["link_kind"], "part_of"))
    for a, b in zip(parts["a"].to_pylist(), parts["b"].to_pylist(), strict=True):
        if (a in codes) != (b in codes):
            found.add((a, b) if a in codes else (b, a))
    return found


def by_splink(lists: Lists, folder: Path, tools: tuple[str, ...]) -> Iterator[tuple[str, Found]]:
    """Yield Splink's answer by its match weights; it joins what it holds likelier than `SPLINK_JOINS`."""
    codes = set(lists.asked["report_id"].to_pylist())
    with tempfile.TemporaryDirectory() as work:
        path, out = Path(work) / "lists.parquet", Path(work) / "out"
        pq.write_table(peers.shaped(lists.both()), path)
        for tool in tools:
            told = peers.asked(tool, folder, path, out, "pairs")
            if isinstance(told, str):
                print(f"{tool}: skipped, {told}")
                continue
            scores, joined = {}, set()
            for a, b, p, weight in zip(*(c.to_pylist() for c in pq.read_table(f"{out}.pairs").columns), strict=True):
                pair = (a, b) if a in codes else (b, a)
                scores[pair] = weight
                if p >= SPLINK_JOINS:
                    joined.add(pair)
            yield tool, Found(scores, joined)


def measured(lists: Lists, without: Without | None, folder: Path | None) -> Iterator[Row]:
    """Yield the rows of all methods on two lists."""
    tools = ("Splink 4, light", "Splink 4, best", "Splink 5, best")
    for method, found in (
        *by_rules(lists),
        *ours(lists, without),
        *(by_splink(lists, folder, tools) if folder else ()),
    ):
        yield from ({"set": lists.name, "method": method} | row for row in judged(lists, found))


def main() -> None:
    """Measure the lists that can be had and write one CSV."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=10_000)
    parser.add_argument("--seeds", default="11")
    parser.add_argument("--airwars", type=Path, help="the Airwars side of the UCDP-Airwars links, as CSV or Parquet")
    parser.add_argument("--shared", type=Path, default=hands.SHARED, help="folder that holds data/")
    parser.add_argument("--peers", type=Path, help="folder for the peers' environments; without it no peers run")
    parser.add_argument("--kept", type=Path, default=Path(tempfile.gettempdir()) / "ceasefire-without")
    parser.add_argument("--out", type=Path, default=HERE / "runs" / "listwise.csv")
    asked = parser.parse_args()
    without = left_out.without("casebooks", asked.kept)
    sets = [(made_lists(asked.reports, int(seed)), seed, without) for seed in asked.seeds.split(",")]
    real = airwars.lists(asked.airwars, asked.shared)
    if isinstance(real, str):
        print(real)
    else:
        sets.append((real, "", None))
    asked.out.parent.mkdir(parents=True, exist_ok=True)
    with asked.out.open("w", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        for lists, seed, left in sets:
            for row in measured(lists, left, asked.peers):
                told = {"seed": seed} | row
                writer.writerow({k: round(v, 4) if isinstance(v, float) else v for k, v in told.items()})
                file.flush()
                said = f"{row['set']:14} {row['method']:42} {row['kind']:34} {row['codes']:>5} top {row['top_one']:.3f}"
                more = f" none {row['none_right']:.3f}" if "none_right" in row else ""
                print(f"{said} right {row['joined_right']:.3f} wrong {row['joined_wrong']:.3f}{more}", flush=True)


if __name__ == "__main__":
    main()
