"""What one incident costs in a new process, step by step, in processor seconds; prints a row of CSV for each incident.

python one_incident.py [HOW MANY] > one-incident.csv
"""

import csv
import json
import subprocess
import sys
import time

STEPS = ["imports", "parse_yaml", "read_stored", "context", "hits", "hits_again"]


def alone(number: int) -> dict[str, float]:
    """Measure in this process, which must be new: nothing of the program is imported yet."""
    spent, last = {}, time.process_time()

    def done(step: str) -> None:
        nonlocal last
        now = time.process_time()
        spent[step], last = round(now - last, 3), time.process_time()

    import shapely  # noqa: F401

    from ceasefire.agreements import Context, hits
    from ceasefire.agreements.language.files import stored

    done("imports")
    import world

    tables, one = world.tables(), next(world.incidents(number + 1)).slice(number, 1)
    files = world.sources()
    last = time.process_time()
    parsed = [stored.parsed(data, name) for name, data in files.items()]
    done("parse_yaml")
    kept = [stored.dump(each) for each in parsed]
    last = time.process_time()
    instruments = [stored.read(each) for each in kept]
    done("read_stored")
    context = Context.build(instruments, **tables)
    done("context")
    hits(one, context)
    done("hits")
    hits(one, context)
    done("hits_again")
    return spent


def main(many: int) -> None:
    writer = csv.DictWriter(sys.stdout, ["incident", *STEPS], lineterminator="\n")
    writer.writeheader()
    for number in range(many):
        command = (sys.executable, __file__, "alone", str(number))
        told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        writer.writerow({"incident": number, **json.loads(told)})


if __name__ == "__main__":
    if sys.argv[1:2] == ["alone"]:
        print(json.dumps(alone(int(sys.argv[2]))))
    else:
        main(int((sys.argv[1:] or ["5"])[0]))
