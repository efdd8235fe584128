"""The process that answers one SELECT and nothing else; `query` starts it, feeds it, watches it and ends it.

Run by its path, so that starting it costs only the imports below. It reads from standard input one line of JSON (the
query and its limits) and the tables as Arrow streams; it writes one line of JSON, then where that says so the answer as
an Arrow stream and one more line. It opens no file and no connection, and could write none.
"""

import json
import signal
import sys
from contextlib import suppress
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import IO, Any

# Arrow and DuckDB do without numpy here, which takes as long to import as all the rest
if __name__ == "__main__":
    sys.modules["numpy"] = None  # type: ignore[assignment]

import duckdb
import pyarrow as pa

ROWS_AT_ONCE = 2_048
"""Rows of an answer that are passed on together: one vector of DuckDB, so that a long answer is never held whole."""


def beside(name: str) -> Any:
    """Return a module that lies beside this file: by its path, for the package it is in takes long to import.

    It stands under its full name then, so that another module beside it finds it.
    """
    full = f"ceasefire.api.{name}"
    spec = spec_from_file_location(full, Path(__file__).with_name(f"{name}.py"))
    assert spec is not None
    assert spec.loader is not None
    module = sys.modules[full] = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


INSTEAD = "group by unit, ask for one unit, or take a column of the view counts, each of which is of one unit"


class Failure(Exception):
    """What the asker is told."""


def main(asked: IO[bytes], told: IO[bytes]) -> None:
    """Answer the one query that `asked` brings, on `told`."""
    order = json.loads(asked.readline())
    limit_process(order["seconds"])
    try:
        con = duckdb.connect(
            ":memory:",
            config={
                "memory_limit": order["memory"],
                "threads": "2",
                "temp_directory": "",
                "autoinstall_known_extensions": "false",
                "autoload_known_extensions": "false",
            },
        )
        require_one_select(con, order["query"])
        for _ in range(order["tables"]):
            take_table(con, asked)
        for name, made in order.get("views", {}).items():
            con.execute(f"CREATE VIEW {name} AS {made}")
        close_off(con)
        unseen = require_like_units(con, order["query"], order.get("measured", {}))
        answer(con, order["query"], order["answer_bytes"], told, unseen=unseen)
    except Failure as error:
        tell(told, error=str(error))
    except MemoryError:
        tell(told, memory=True)
    except duckdb.OutOfMemoryException as error:
        tell(told, error=str(error), memory=True)
    except Exception as error:
        # DuckDB and Arrow raise many kinds, of which the asker needs the words alone
        tell(told, error=str(error).strip() or type(error).__name__)


def limit_process(seconds: float) -> None:
    """Take from this process what it does not need, in case its asker ends without ending it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(ImportError, OSError, ValueError):
        import resource

        spent = int(2 * seconds) + 30  # two threads, and the start
        resource.setrlimit(resource.RLIMIT_CPU, (spent, spent))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def require_one_select(con: Any, query: str) -> None:
    """Refuse anything but one SELECT."""
    statements = con.extract_statements(query)
    if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
        raise Failure("give one SELECT statement; the record is read-only here")


def require_like_units(con: Any, query: str, measured: dict[str, list[str]]) -> bool:
    """Refuse a sum over rows of several units, naming them; return whether the query adds where units cannot be seen."""
    units = [beside(name) for name in ("query_tree", "query_measures", "query_units")][-1]
    found = units.guarded(con, query, measured)
    unseen = found.unseen
    for asked in found.queries:
        try:
            for _ in con.sql(asked).to_arrow_reader(ROWS_AT_ONCE):
                pass
        except duckdb.OutOfMemoryException:
            raise
        except (
            Exception
        ) as error:  # a fault of the query itself, which is asked next and says so, or of the guarded form
            before, mark, named = str(error).partition(units.MARK)
            if mark and len(before.split()) <= 3:  # the words of an error of DuckDB's own may quote the guarded form
                named = ", ".join(sorted(set(named.strip().split(", "))))
                raise Failure(f"this adds unlike units: {named}; {INSTEAD}") from None
            unseen = True
    return bool(unseen)


def take_table(con: Any, asked: IO[bytes]) -> None:
    """Read a table: a line with its name, then its stream."""
    name = asked.readline().decode().strip()
    con.register(name, pa.ipc.open_stream(asked).read_all())


def close_off(con: Any) -> None:
    """Shut out files, network, settings and Python's own names."""
    con.execute("SET python_enable_replacements = false")
    con.execute("SET enable_external_access = false")
    con.execute("SET lock_configuration = true")


def answer(con: Any, query: str, most: int, told: IO[bytes], *, unseen: bool = False) -> None:
    """Pass the answer on piece by piece; raises Failure when it is larger than `most` bytes."""
    reader = con.sql(query).to_arrow_reader(ROWS_AT_ONCE)
    tell(told, answer=True)
    left = most
    error: Exception | None = None
    with pa.ipc.new_stream(told, reader.schema) as out:
        try:
            for batch in reader:
                left -= batch.nbytes
                if left < 0:
                    raise Failure(f"the answer is larger than {most:,} bytes; ask for fewer rows or columns")
                out.write_batch(batch)
        except Exception as raised:
            # told below, when the stream has been ended
            error = raised
    if error is not None:
        raise error
    tell(told, end=True, **({"unseen": True} if unseen else {}))


def tell(told: IO[bytes], **words: object) -> None:
    """Write one line of JSON."""
    told.write(json.dumps(words).encode() + b"\n")
    told.flush()


if __name__ == "__main__":
    main(sys.stdin.buffer, sys.stdout.buffer)
