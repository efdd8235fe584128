"""How well one list's accounts are found in another list, with "none of these" allowed; see README.md.

Each account of the first list (a code) is asked for among the events of the second. What an event cites is known: in the made
world `casebooks`, and between UCDP and Airwars where the Airwars side is given (`airwars.py` says how).

`python bench/linkage/listwise.py --peers DIR [--airwars FILE] --out FILE` writes one CSV row for each pair of lists, method and
kind. Seeds 1 and 2 are those that the weights of `linkage.listwise` were fitted on, and are refused unless `--fitting` is said.
"""

import argparse
import csv
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass, field
from itertools import chain
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
from bench.linkage.lists import MORE_SOURCES, ONE_SOURCE, Lists, Pair  # noqa: E402
from bench.linkage.made import casebooks  # noqa: E402
from bench.linkage.ours import QUIET, Without, counted_by  # noqa: E402

from ceasefire.linkage.listwise.asking import candidates  # noqa: E402
from ceasefire.linkage.matching import link  # noqa: E402
from ceasefire.linkage.options import Parameters  # noqa: E402
from ceasefire.linkage.pinned import shipped  # noqa: E402
from ceasefire.vocabulary.earth import KM_PER_DEGREE  # noqa: E402

COLUMNS = ("set", "seed", "method", "kind", "codes", "top_one", "joined_right", "joined_wrong", "none_right")
SPLINK_JOINS = 0.95
NEAR_KM = 5.0
FITTED_ON = (1, 2)
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
        more=_by_sources(cited, dict(zip(ids, made.reports["summary"].to_pylist(), strict=True))),
    )


def _by_sources(cited: Iterable[Pair], told: dict[str, str]) -> dict[str, frozenset[str]]:
    """Return the cited codes by whether all their events rest on one source, which each event's text says at its end."""
    more = {code for code, event in cited if not told[event].endswith(" 1 sources")}
    return {ONE_SOURCE: frozenset({code for code, _ in cited} - more), MORE_SOURCES: frozenset(more)}


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

    `top_one`: share of codes whose best event is a cited one, of k equal bests each 1/k; `joined_right`: share of codes joined to a
    cited event, of k events joined each 1/k; `joined_wrong`: the same for other events; `none_right`: share of codes without any
    true event joined to none
    """
    right = set(lists.cited)
    partners: dict[str, set[str]] = {}
    for code, event in found.joined:
        partners.setdefault(code, set()).add(event)
    for kind, codes in kinds(lists).items():
        if not codes:
            continue
        shares = [_share_right(code, partners.get(code, set()), right) for code in sorted(codes)]
        row: Row = {"kind": kind, "codes": len(codes), "top_one": measures.top_one(sorted(codes), found.scores, right)}
        row |= {"joined_right": float(np.mean(shares)) if shares else 0.0}
        row["joined_wrong"] = float(np.mean([bool(partners.get(code)) for code in sorted(codes)])) - row["joined_right"]
        if kind == "all" and lists.alone:
            row["none_right"] = float(np.mean([not partners.get(code) for code in lists.alone]))
        yield row


def _share_right(code: str, events: set[str], right: set[Pair]) -> float:
    return sum((code, event) in right for event in events) / len(events) if events else 0.0


def by_rules(lists: Lists) -> Iterator[tuple[str, Found]]:
    """Yield the naive rules: the nearest event of the day, the nearest within a day, any of the day within 5 km, and any of
    the day and of one place name or district.

    Each joins a code to all its equal bests.
    """
    for name, apart in (("rule: nearest of the day", 0), ("rule: nearest within a day", 1)):
        scores = {pair: -km for pair, km in distances(lists, apart).items()}
        yield name, Found(scores, bests(scores))
    scores = {pair: 1.0 for pair, km in distances(lists, 0).items() if km <= NEAR_KM}
    yield "rule: same day, within 5 km", Found(scores, bests(scores))
    for column, what in (("place", "place"), ("admin2", "district")):
        if column not in lists.asked.column_names or column not in lists.events.column_names:
            continue
        place = {name: _columns(table, column) for name, table in (("codes", lists.asked), ("events", lists.events))}
        at: dict[tuple[Any, Any], list[str]] = {}
        for event, day, told in zip(*place["events"], strict=True):
            at.setdefault((day, told), []).append(event)
        scores = {
            (code, event): 1.0
            for code, day, told in zip(*place["codes"], strict=True)
            if day and told
            for event in at.get((day, told), ())
        }
        yield f"rule: same day and {what}", Found(scores, bests(scores))


def _columns(table: pa.Table, name: str) -> tuple[list[Any], list[Any], list[Any]]:
    ids, day, told = (table[n].to_pylist() for n in ("report_id", "date_start", name))
    return ids, day, [value and _bare(value) for value in told]


def _bare(name: str) -> str:
    """Return a name without what a register writes behind it to say what it is."""
    for word in (" district", " village", " town", " city"):
        name = name.removesuffix(word)
    return name.lower()


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
    """Yield our answers, learnt and under the shipped set: of lists asked, and of linking all, by evidence before and after the
    competition of rivals."""
    for name, parameters in (("learnt", None), ("shipped set", without.prior if without else shipped.prior())):
        with counted_by(without.shares) if without else nullcontext():
            yield f"ceasefire, {name}, asked as lists", _asked(lists, parameters)
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
            yield f"ceasefire, {name}, linked, {what}", Found({pair: float(bits[k]) for k, pair in pairs}, joined)


def _asked(lists: Lists, parameters: Parameters | None) -> Found:
    """Return what `candidates` says; a code is joined to its best where that is likelier than none of these."""
    told = candidates(lists.asked, lists.events, options=QUIET, parameters=parameters).to_pylist()
    none = {row["report_id"]: row["probability"] or 0.0 for row in told if row["candidate"] is None}
    scores = {(row["report_id"], row["candidate"]): row["probability"] for row in told if row["candidate"] is not None}
    return Found(scores, {pair for pair in bests(scores) if scores[pair] > none[pair[0]]})


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


SPLINKS = ("Splink 4, light", "Splink 4, best", "Splink 5, best")


def measured(
    lists: Lists, without: Without | None, folder: Path | None, tools: tuple[str, ...] = SPLINKS
) -> Iterator[Row]:
    """Yield the rows of all methods on two lists."""
    splink = by_splink(lists, folder, tools) if folder else ()
    for method, found in chain(by_rules(lists), ours(lists, without), splink):
        yield from ({"set": lists.name, "method": method} | row for row in judged(lists, found))


def main(arguments: list[str] | None = None) -> None:
    """Measure the lists that can be had and write one CSV."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=10_000)
    parser.add_argument("--seeds", default="11")
    parser.add_argument("--airwars", type=Path, help="the Airwars side of the UCDP-Airwars links, as CSV or Parquet")
    parser.add_argument("--shared", type=Path, default=hands.SHARED, help="folder that holds data/")
    parser.add_argument("--peers", type=Path, help="folder for the peers' environments; without it no peers run")
    parser.add_argument("--kept", type=Path, default=Path(tempfile.gettempdir()) / "ceasefire-without")
    parser.add_argument("--out", type=Path, default=HERE / "runs" / "listwise.csv")
    parser.add_argument("--tools", default=";".join(SPLINKS), help="set-ups of Splink by name, with ; between")
    parser.add_argument("--fitting", action="store_true", help="take seeds that our weights were fitted on")
    asked = parser.parse_args(arguments)
    seeds = [int(seed) for seed in asked.seeds.split(",") if seed]
    if set(seeds) & set(FITTED_ON) and not asked.fitting:
        raise SystemExit(
            f"seeds {', '.join(map(str, FITTED_ON))} are those that our weights were fitted on: take others"
        )
    tools = tuple(name for name in asked.tools.split(";") if name)
    if unknown := set(tools) - set(peers.TOOLS):
        raise SystemExit(f"no tool {'; '.join(sorted(unknown))}; there are {'; '.join(SPLINKS)}")
    asked.out.parent.mkdir(parents=True, exist_ok=True)
    with asked.out.open("w", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        for lists, seed, left in sets(asked, seeds):
            for row in measured(lists, left, asked.peers, tools):
                told = {"seed": seed} | row
                writer.writerow({k: round(v, 4) if isinstance(v, float) else v for k, v in told.items()})
                file.flush()
                print(_said(row), flush=True)


def sets(asked: argparse.Namespace, seeds: list[int]) -> Iterator[tuple[Lists, Any, Without | None]]:
    """Yield the lists that can be had, the seed of each and what it is judged without; says in a line which cannot be had."""
    real = airwars.lists(asked.airwars, asked.shared)
    if isinstance(real, str):
        print(real, flush=True)
    without = left_out.without("casebooks", asked.kept)
    yield from ((made_lists(asked.reports, seed), seed, without) for seed in seeds)
    if isinstance(real, Lists):
        yield real, "", None


def _said(row: Row) -> str:
    said = f"{row['set']:14} {row['method']:42} {row['kind']:34} {row['codes']:>5} top {row['top_one']:.3f}"
    more = f" none {row['none_right']:.3f}" if "none_right" in row else ""
    return f"{said} right {row['joined_right']:.3f} wrong {row['joined_wrong']:.3f}{more}"


if __name__ == "__main__":
    main()
