"""How fast the record files, reads and verifies, and what it weighs. See README.md.

python bench/record/run.py [--quick] [--out FILE]
python bench/record/run.py --floor [--out FILE]     (verify, file and prove beside Ed25519 alone)
"""

import argparse
import csv
import os
import platform
import resource
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

COLUMNS = ["case", "n", "seconds", "per_second", "cpu_seconds", "peak_mib", "disk_mib", "bytes_each"]
FLOOR_COLUMNS = ["case", "n", "rounds", "cpu_us_each", "per_cpu_second", "times_the_floor"]
WORDS = "Shelling was reported near the village; two houses were damaged and no one was hurt, a monitor says. "


def report(number):
    """A statement of about 1.1 kB in its envelope, as one incident report makes."""
    from ceasefire.record import Draft, SourceRef

    body = {
        "label": f"R{number:07d}",
        "source": "a_monitor",
        "date_start": f"2017-{number % 12 + 1:02d}-{number % 28 + 1:02d}",
        "lat_e7": 350_000_000 + number % 1_000_003,
        "lon_e7": 363_000_000 + number % 1_000_033,
        "event_type": "shelling",
        "killed_low": number % 4,
        "summary": WORDS,
    }
    source = SourceRef(address="https://example.org/list", sha256="ab" * 32, row=number, quote=WORDS[:60])
    return Draft("report", body, source=source)


def table(rows):
    """Generated reports as record batches of 50,000 rows, so that the input itself takes little memory."""
    import numpy as np
    import pyarrow as pa

    for start in range(0, rows, 50_000):
        at = np.arange(start, min(start + 50_000, rows))
        yield pa.record_batch(
            {
                "label": [f"R{i:07d}" for i in at],
                "date_start": pa.array(17_167 + at % 365, pa.int32()).cast(pa.date32()),
                "lat": 35.0 + (at * 7919 % 1_000_003) / 1e6,
                "lon": 36.3 + (at * 104_729 % 1_000_003) / 1e6,
                "event_type": pa.array(np.where(at % 3 == 0, "shelling", "airstrike")),
                "killed_low": pa.array(at % 4, pa.int32()),
                "summary": [f"{WORDS}{i * 7919 % 1_000_003}" for i in at],
            }
        )


def case_file(store, n):
    store.file("bench", (report(i) for i in range(n)))


def case_refile(store, n):
    assert all(receipt.already for receipt in store.file("bench", (report(i) for i in range(n))))


def case_commit_each(store, n):
    for i in range(n):
        store.file("bench", [report(10**8 + i)])


def case_read(store, n):
    assert sum(1 for _ in store.entries("bench", kinds=["report"])) == n


def case_prove(store, n):
    for entry in store.entries("bench", after=1):
        store.proof(entry.id)
        if entry.seq >= n:
            return


def case_verify(store, n):
    found = store.verify()
    assert found.ok
    assert max(found.statements, found.rows) >= n


def case_batch(store, n):
    from ceasefire.record import Draft

    batch = store.write_batch(table(n))
    store.file("bench", [Draft("batch", {"sha256": batch.sha256, "rows": n, "rows_root": batch.rows_root})])


def signed_bytes(store, n):
    """What the office signed in its first n statements: public key, signature and message, each as bytes."""
    import base64
    import json

    from ceasefire.record import envelope

    found = []
    for entry in store.entries("bench", after=1):
        outer = json.loads(entry.envelope)
        payload, signature = base64.b64decode(outer["payload"]), base64.b64decode(outer["signatures"][0]["sig"])
        found.append((signature, envelope.pae(outer["payloadType"], payload)))
        if len(found) == n:
            return found
    return found


def bare(store, n):
    """The floor: processor seconds of Ed25519 alone over the same bytes, verifying and signing."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    first = next(store.entries("bench", kinds=["key"])).statement
    key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(first.body["statement_key"]))
    private = next((store.path / "keys").glob("bench.statement.*.pem"))
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    signer = load_pem_private_key(private.read_bytes(), None)
    found = signed_bytes(store, n)
    began = time.process_time()
    for signature, message in found:
        key.verify(signature, message)
    middle = time.process_time()
    for _, message in found:
        signer.sign(message)
    return (middle - began) / len(found), (time.process_time() - middle) / len(found)


def beside_the_floor(n, rounds):
    """Rows for verify, file and prove beside Ed25519 alone, taken turn by turn in one process: medians of processor time."""
    from ceasefire.record import Store

    times = {"bare_verify": [], "bare_sign": [], "verify": [], "file": [], "prove": []}
    base = Path(tempfile.mkdtemp(prefix="bench-record-"))
    for turn in range(rounds):
        with Store.create(base / f"turn-{turn}") as store:
            store.enrol("bench", "bench")
            busy = time.process_time()
            case_file(store, n)
            times["file"].append((time.process_time() - busy) / n)
            verify, sign = bare(store, n)
            busy = time.process_time()
            case_verify(store, n)
            times["verify"].append((time.process_time() - busy) / n)
            busy = time.process_time()
            case_prove(store, n)
            times["prove"].append((time.process_time() - busy) / n)
            times["bare_verify"].append(verify)
            times["bare_sign"].append(sign)
    shutil.rmtree(base)
    middle = {case: statistics.median(found) for case, found in times.items()}
    for case, floor in (
        ("bare_sign", "bare_sign"),
        ("file", "bare_sign"),
        ("bare_verify",) * 2,
        ("verify", "bare_verify"),
        ("prove", "bare_verify"),
    ):
        row = [
            case,
            n,
            rounds,
            f"{middle[case] * 1e6:.1f}",
            f"{1 / middle[case]:.0f}",
            f"{middle[case] / middle[floor]:.2f}",
        ]
        print(*row, sep="\t", flush=True)
        yield row


def work(case, folder, n):
    """One case in this process: seconds on the clock, seconds of processor, peak memory."""
    from ceasefire.record import Store

    with Store.open(folder) as store:
        began, busy = time.perf_counter(), time.process_time()
        globals()[f"case_{case}"](store, n)
        seconds, cpu = time.perf_counter() - began, time.process_time() - busy
    # verify checks batches in a process of its own
    own, other = (resource.getrusage(kind) for kind in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return f"{seconds} {cpu + other.ru_utime + other.ru_stime} {max(own.ru_maxrss, other.ru_maxrss) / 1024}"


def measure(case, folder, n):
    """One case in a process of its own."""
    command = [sys.executable, __file__, "--work", case, str(folder), str(n)]
    seconds, cpu, peak = map(float, subprocess.run(command, capture_output=True, text=True, check=True).stdout.split())
    size = sum(path.stat().st_size for path in Path(folder).rglob("*") if path.is_file())
    row = [
        case,
        n,
        f"{seconds:.2f}",
        f"{n / seconds:.0f}",
        f"{cpu:.2f}",
        f"{peak:.0f}",
        f"{size / 2**20:.1f}",
        f"{size / n:.0f}",
    ]
    print(*row, sep="\t", flush=True)
    return row


def run(sizes, rows, commits):
    """All cases at all sizes, smallest first."""
    from ceasefire.record import Store

    base = Path(tempfile.mkdtemp(prefix="bench-record-"))
    try:
        for n in sizes:
            folder = base / f"statements-{n}"
            with Store.create(folder) as store:
                store.enrol("bench", "bench")
            yield from (measure(case, folder, n) for case in ("file", "refile", "read", "verify"))
            if n == sizes[0]:
                yield measure("prove", folder, n)
                yield measure("commit_each", folder, commits)
            shutil.rmtree(folder)
        for n in rows:
            folder = base / f"rows-{n}"
            with Store.create(folder) as store:
                store.enrol("bench", "bench")
            yield from (measure(case, folder, n) for case in ("batch", "verify"))
            shutil.rmtree(folder)
    finally:
        shutil.rmtree(base)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a hundredth of the sizes, to see that it runs")
    parser.add_argument("--out", type=Path, default=Path(__file__).with_name("run.csv"))
    parser.add_argument("--floor", action="store_true", help="only verify, file and prove beside Ed25519 alone")
    parser.add_argument("--work", nargs=3, metavar=("CASE", "FOLDER", "N"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.work:
        print(work(given.work[0], given.work[1], int(given.work[2])))
        return
    share = 100 if given.quick else 1
    if given.floor:
        with given.out.open("w", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(FLOOR_COLUMNS)
            writer.writerows(beside_the_floor(5_000 // share, 7))
        return
    print(f"python {platform.python_version()}, sqlite {sqlite3.sqlite_version}, load {os.getloadavg()[0]:.1f}")
    with given.out.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for row in run(
            [10_000 // share, 100_000 // share], [10_000 // share, 100_000 // share, 1_000_000 // share], 300
        ):
            writer.writerow(row)
            file.flush()


if __name__ == "__main__":
    main()
