"""What people's judgements on pairs are worth: how well the pairs that nobody judged are linked after so many; see README.md.

`python bench/linkage/judgements.py --other DIR` writes a CSV row for each world, number of judged pairs and method. Pairs are judged as an
officer on duty would meet them: half are the first of the review queue, half are drawn from all pairs shown; after each round
all is learnt and linked anew. The truth answers what is asked, and chooses nothing.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(ROOT))

from bench.linkage import across, hands, judging, left_out, measures, ours, peers, rules  # noqa: E402
from bench.linkage.judging import PLAIN  # noqa: E402

from ceasefire import linkage  # noqa: E402
from ceasefire.linkage.matching import Linked  # noqa: E402

UNJUDGED = tuple(f"unjudged_{name}" for name in PLAIN)
COLUMNS = (
    "world", "hand", "size", "reports", "seed", "asked", "judged", "judged_same", "method", "choice", "why",
    "unjudged_true", *UNJUDGED, *judging.COLUMNS, "unjudged_calibration_error", "load",
)  # fmt: skip
STEPS = "0,100,1000,20000"
FIRST_ROUND = 100
"""Pairs of the first round; each later one doubles what is judged, so that the queue is that of a record which has learnt."""
SPLINKS, USUAL = ("Splink 4, best", "Splink 5, best"), "components-0.95"
Row = dict[str, Any]


@dataclass
class Officer:
    """Who judges: `rows` are the pairs judged so far (rows of the reports), `same` what was said of each.

    Pairs with a report whose incident is not known are not asked for.
    """

    held: hands.Held
    draw: np.random.Generator
    rows: list[tuple[int, int]] = field(default_factory=list)
    same: list[bool] = field(default_factory=list)

    def judge(self, linked: Linked, many: int) -> None:
        """Judge so many pairs more, or as many as are left."""
        queue = self._open(linkage.review_queue(linked, self.held.reports))[: (many + 1) // 2]
        others = [pair for pair in self._open(linked.pairs) if pair not in set(queue)]
        picked = self.draw.permutation(len(others))[: many - len(queue)].tolist()
        for a, b in (*queue, *(others[k] for k in picked)):
            self.rows.append((a, b))
            self.same.append(bool(self.held.truth[a] == self.held.truth[b]))

    def _open(self, pairs: pa.Table) -> list[tuple[int, int]]:
        done = {frozenset(pair) for pair in self.rows}
        known = self.held.truth >= 0
        met = zip(*(at.tolist() for at in ours.rows_of(pairs, self.held.reports)), strict=True)
        return [(a, b) for a, b in met if known[a] and known[b] and frozenset((a, b)) not in done]

    def table(self) -> pa.Table | None:
        """Return what was said as the table `judgements`; None where nothing was."""
        return judging.as_judgements(self.held.reports, self.rows, self.same) if self.rows else None

    def known(self) -> Any:
        """Return a group for each report: those that were judged the same, if only through others."""
        some = np.array([pair for pair, same in zip(self.rows, self.same, strict=True) if same]).reshape(-1, 2)
        return rules.joined(len(self.held.reports), some[:, 0], some[:, 1])


def judged(held: hands.Held, officer: Officer, found: Any) -> Row:
    """Return every measure of all pairs, and those of the pairs that nobody judged and no judgements of *same* imply."""
    known = held.truth >= 0
    every = judging.judged(held, found)
    found, truth, group = found[known], held.truth[known], officer.known()[known]
    implied = measures.pairs(found, group)
    at = np.cumsum(known) - 1
    apart = sum(
        int(found[at[a]] == found[at[b]]) for (a, b), same in zip(officer.rows, officer.same, strict=True) if not same
    )
    left = measures.pairs(found, truth).less(measures.Pairs(implied.both, implied.both + apart, implied.true))
    rest = (*left.score(), *measures.b_cubed(found, truth, known=group))
    return every | {"unjudged_true": left.true} | dict(zip(UNJUDGED, rest, strict=True))


def calibration(linked: Linked, held: hands.Held, officer: Officer) -> float:
    """Return the calibration error of the pairs shown that nobody judged and no judgement of *same* implies."""
    a, b = ours.rows_of(linked.pairs, held.reports)
    group, done = officer.known(), {frozenset(pair) for pair in officer.rows}
    told = np.asarray(linked.pairs["probability"].to_numpy(), float)
    open_ = (held.truth[a] >= 0) & (held.truth[b] >= 0) & (group[a] != group[b])
    open_ &= np.array([frozenset(pair) not in done for pair in zip(a.tolist(), b.tolist(), strict=True)], bool)
    return measures.calibration_error(told[open_], (held.truth[a] == held.truth[b])[open_])


def answers(held: hands.Held, officer: Officer, first: linkage.Parameters, prior: linkage.Parameters) -> Iterator[Row]:
    """Yield a row for each method of ours; `first`: the set learnt before anything was judged."""
    said = officer.table()
    learnt = linkage.learn(held.reports, said, ours.QUIET) if said else first
    methods = [(ours.LEARNT, learnt, said), (ours.SHIPPED, prior, said)]
    if said:
        methods.append(("ceasefire, learnt before they judged", first, said))
        methods.append((f"{ours.LEARNT}, not obeyed", learnt, None))
    for name, parameters, obeyed in methods:
        linked = linkage.link(held.reports, obeyed, options=ours.QUIET, parameters=parameters)
        row = judged(held, officer, ours.incidents(linked, held.reports))
        yield {"method": name, "unjudged_calibration_error": calibration(linked, held, officer)} | row


@dataclass
class Splinks:
    """Splink on one world; `unlabelled` holds by tool what it finds without judgements, learnt by EM."""

    held: hands.Held
    folder: Path
    longest: float
    unlabelled: dict[str, dict[str, Any]] = field(default_factory=dict)

    def answers(self, officer: Officer) -> Iterator[Row]:
        """Yield what each tool finds: learnt by EM or from the pairs judged the same, gathered as joins the judged pairs best.

        Where nothing was judged: learnt by EM, gathered as usual.
        """
        for tool in SPLINKS:
            if tool not in self.unlabelled:
                found = self._found(tool, None)
                if isinstance(found, str):
                    yield {"method": tool, "why": found}
                    continue
                self.unlabelled[tool] = found
            some = self.unlabelled[tool]
            if officer.rows:
                labelled = self._found(tool, officer.table())
                more = {} if isinstance(labelled, str) else {f"{name}, labels": one for name, one in labelled.items()}
                some = some | more
            choice = max(some, key=lambda name: joined_right(officer, some[name])) if officer.rows else USUAL
            told = f"{'best by the judged pairs' if officer.rows else 'usual'}: {choice}"
            yield {"method": tool, "choice": told} | judged(self.held, officer, some[choice])

    def _found(self, tool: str, said: pa.Table | None) -> dict[str, Any] | str:
        with tempfile.TemporaryDirectory() as work:
            path, labels, out = (Path(work) / name for name in ("world", "labels", "out"))
            table = peers.shaped(self.held.reports)
            pq.write_table(table, path)
            if said is not None:
                pq.write_table(said.select(["a", "b", "verdict"]), labels)
            words = [] if said is None else [f"labels={labels}"]
            told = peers.asked(tool, self.folder, path, out, *words, longest=self.longest)
            ids = table["report_id"].combine_chunks()
            return told if isinstance(told, str) else {n: peers.read(f"{out}.{n}", ids) for n in told["thresholds"]}


def joined_right(officer: Officer, found: Any) -> float:
    """Return the F1 of an answer on the judged pairs alone."""
    a, b = np.array(officer.rows).T
    same, joined = np.array(officer.same), found[a] == found[b]
    return float(2 * (same & joined).sum() / max(int(same.sum() + joined.sum()), 1))


def curve(world: hands.World, size: int, seed: int, asked: argparse.Namespace) -> Iterator[Row]:
    """Yield the rows of one world for each number of judged pairs, until there are none left to judge."""
    held = world.make(size, seed)
    officer = Officer(held, np.random.default_rng(seed))
    splinks = Splinks(held, asked.peers, asked.longest) if asked.peers else None
    with ours.without_hand(left_out.without(world.hand, asked.kept)) as prior:
        first = linkage.learn(held.reports, options=ours.QUIET)
        for many in (int(text) for text in asked.steps.split(",")):
            if not worked_through(officer, first, many):
                break
            head = {"asked": many, "judged": len(officer.rows), "judged_same": sum(officer.same)}
            yield from (head | row for row in answers(held, officer, first, prior))
            yield from (head | row for row in (splinks.answers(officer) if splinks else ()))


def worked_through(officer: Officer, first: linkage.Parameters, many: int) -> bool:
    """Judge round by round until so many pairs are judged; False where nothing was left to judge."""
    before = len(officer.rows)
    while (done := len(officer.rows)) < many:
        said, reports = officer.table(), officer.held.reports
        linked = linkage.link(reports, said, options=ours.QUIET, parameters=None if said else first)
        officer.judge(linked, min(many, max(2 * done, FIRST_ROUND)) - done)
        if len(officer.rows) == done:
            break
    return many == 0 or len(officer.rows) > before


def main() -> None:
    """Measure on every world that can be had."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="1000,10000", help="reports; 100000 on request")
    parser.add_argument("--steps", default=STEPS, help="judged pairs")
    parser.add_argument("--seed", type=int, default=across.SEED)
    parser.add_argument("--worlds", default="", help="names of worlds; all where none is given")
    parser.add_argument("--other", type=Path, help="folder with gen.py and conv.py: worlds of another hand")
    parser.add_argument("--shared", type=Path, default=hands.SHARED, help="folder that holds data/ with the real rows")
    parser.add_argument("--peers", type=Path, help="folder for Splink's environments; without it Splink does not run")
    parser.add_argument(
        "--longest", type=float, default=peers.LONGEST, help="seconds that a peer may take on one world"
    )
    parser.add_argument("--kept", type=Path, default=Path(tempfile.gettempdir()) / "ceasefire-without")
    parser.add_argument("--out", type=Path, default=HERE / "runs" / "judgements.csv")
    asked = parser.parse_args()
    across.refuse([asked.seed])
    asked.out.unlink(missing_ok=True)
    for size, world in hands.chosen(asked.worlds, asked.sizes, asked.other, asked.shared):
        for row in curve(world, size, asked.seed, asked):
            head = {"world": world.name, "hand": world.hand, "size": size, "seed": asked.seed}
            across.added(asked.out, COLUMNS, [head | {"load": os.getloadavg()[0]} | row])
            said = f"unjudged F1 {row['unjudged_f1']:.3f} B3 {row['unjudged_b3_f1']:.3f}" if "f1" in row else row["why"]
            print(f"{world.name[:20]:20} {size:>6} {row['judged']:>6} {row['method'][:58]:58} {said}", flush=True)


if __name__ == "__main__":
    main()
