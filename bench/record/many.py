"""Try very many small things in a few processes: resumable, bounded in time and memory, and a crash is a result too.

A `Trial` is made once in each process and then asked for one number after another. What it answers is counted by file
(what was attacked), kind (how) and outcome; outcomes that are faults are kept with their words.
"""

import csv
import faulthandler
import multiprocessing
import os
import queue
import resource
import shutil
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CHUNK = 500
LIMIT_SECONDS = 30
HANGING_SECONDS = 180
MEMORY_BYTES = 6 << 30
KEPT_FAULTS = 400
Counts = Counter[tuple[str, str, str]]
"""(file, kind, outcome) -> how many."""
Answer = tuple[str, str, str, str]
"""File, kind, outcome, and words on it."""
Trial = Callable[[int], Answer]


@dataclass(frozen=True)
class Plan:
    """What is tried: how a trial is made in a folder of its own, how often, and which outcomes there are."""

    make: Callable[[Path], Trial]
    outcomes: Sequence[str]
    faults: Sequence[str]
    count: int
    workers: int
    out: Path
    scratch: Path


class TooLate(BaseException):
    """A trial took longer than it may. No `Exception`, since what is tried may turn every one of those into words."""


def _late(_signal: int, _frame: object) -> None:
    raise TooLate(f"more than {LIMIT_SECONDS} s")


def _work(plan: Plan, folder: Path, numbers: range, now: Any, answers: Any) -> None:
    """Try these numbers in this process; `now` holds the number at hand, so that a crash can be named."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    signal.signal(signal.SIGALRM, _late)
    faulthandler.enable()
    found: Counts = Counter()
    faults = []
    trial = plan.make(folder)
    for number in numbers:
        now.value = number
        signal.alarm(LIMIT_SECONDS)
        name, kind, outcome, words = trial(number)
        signal.alarm(0)
        found[name, kind, outcome] += 1
        if outcome in plan.faults:
            faults.append((number, name, kind, outcome, words))
    answers.put((dict(found), faults))


def _chunk(plan: Plan, folder: Path, numbers: range) -> tuple[Counts, list[Any]]:
    """Try one chunk in a process of its own; a trial that ends the process is counted, and the rest goes on."""
    context = multiprocessing.get_context("fork")
    found: Counts = Counter()
    faults: list[Any] = []
    todo = [numbers]
    while todo:
        part = todo.pop()
        now, answers = context.Value("q", -1), context.Queue()
        child = context.Process(target=_work, args=(plan, folder, part, now, answers))
        child.start()
        answer = _answer(child, answers, now)
        if answer is None:
            ended = now.value
            child.kill()
            child.join()
            if ended < 0:
                raise SystemExit("a process ended before its first trial")
            found["?", "?", "crashed"] += 1
            faults.append((ended, "?", "?", "crashed", f"exit {child.exitcode}"))
            todo += [r for r in (range(part.start, ended), range(ended + 1, part.stop)) if r]
        else:
            child.join()
            found.update(answer[0])
            faults += answer[1]
    return found, faults


def _answer(child: Any, answers: Any, now: Any) -> Any:
    """Return what a process found, or None when it crashed or hangs."""
    last, since = -2, time.monotonic()
    while True:
        alive = child.is_alive()
        try:
            return answers.get(timeout=1.0)
        except queue.Empty:
            if not alive:
                return None
        if now.value != last:
            last, since = now.value, time.monotonic()
        elif time.monotonic() - since > HANGING_SECONDS:
            return None


def _runner(plan: Plan, folder: Path, share: list[range], progress: Path) -> None:
    """Do a share of the chunks one by one; each is written down when it is done."""
    for numbers in share:
        found, faults = _chunk(plan, folder, numbers)
        with progress.open("a", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            for (name, kind, outcome), count in found.items():
                writer.writerow(["count", numbers.start, name, kind, outcome, count])
            for fault in faults[:KEPT_FAULTS]:
                writer.writerow(["fault", *(str(part)[:300] for part in fault)])
            writer.writerow(["done", numbers.start])
    shutil.rmtree(folder, ignore_errors=True)


def _before(progress: Sequence[Path]) -> Iterator[list[str]]:
    """Yield the rows of every chunk that was done; of one that was stopped in its middle there are none."""
    for path in progress:
        if path.exists():
            with path.open(encoding="utf-8", newline="") as file:
                yield from csv.reader(file)


def run(plan: Plan) -> Counts:
    """Try all numbers up to the count; write the counts to `out` and the faults beside it. Goes on where it stopped."""
    progress = [plan.out.with_suffix(f".part{n}") for n in range(16)]
    done = {int(row[1]) for row in _before(progress) if row[0] == "done"}
    chunks = [range(at, min(at + CHUNK, plan.count)) for at in range(0, plan.count, CHUNK) if at not in done]
    context = multiprocessing.get_context("fork")
    children = [
        context.Process(
            target=_runner, args=(plan, plan.scratch / f"{os.getpid()}-{n}", chunks[n :: plan.workers], progress[n])
        )
        for n in range(plan.workers)
    ]
    for child in children:
        child.start()
    for child in children:
        child.join()
    return gather(plan, progress)


def gather(plan: Plan, progress: Sequence[Path]) -> Counts:
    """Add up what the processes wrote down."""
    counts: Counts = Counter()
    faults = []
    for row in _before(progress):
        if row[0] == "count":
            counts[row[2], row[3], row[4]] += int(row[5])
        elif row[0] == "fault":
            faults.append(row[1:])
    write(plan, counts)
    with plan.out.with_suffix(".faults").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(sorted(faults, key=lambda row: row[1:4]))
    return counts


def write(plan: Plan, counts: Counts) -> None:
    """Write a row for each file and kind, a row for each file, and one over all."""
    rows: dict[tuple[str, str], Counter[str]] = {}
    for (name, kind, outcome), count in counts.items():
        for key in ((name, kind), (name, "all"), ("all", "all")):
            rows.setdefault(key, Counter())[outcome] += count
    with plan.out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["file", "kind", "tried", *plan.outcomes])
        for (name, kind), found in sorted(rows.items()):
            writer.writerow([name, kind, found.total(), *(found[outcome] for outcome in plan.outcomes)])


def told(counts: Counts) -> str:
    """Return the outcomes in a line."""
    found: Counter[str] = Counter()
    for (_name, _kind, outcome), count in counts.items():
        found[outcome] += count
    return f"{found.total():,} tried: " + ", ".join(f"{count:,} {outcome}" for outcome, count in found.most_common())
