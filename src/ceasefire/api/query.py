"""Read-only SQL over the documented tables."""

import re
import threading
from typing import TYPE_CHECKING

from ceasefire.api.tables import Tables
from ceasefire.derive import GRAPH
from ceasefire.vocabulary.errors import CeasefireError

if TYPE_CHECKING:
    import pyarrow as pa


class QueryError(CeasefireError, ValueError):
    """The SQL cannot be run: not one SELECT, or something in it does not exist."""


def sql(tables: Tables, query: str, *, memory: str = "2GB", seconds: float = 120) -> "pa.Table":
    """Return the answer to one SELECT over the tables of `vocabulary.TABLES`.

    Only the tables that the text names are computed. The query can reach no file, no network and no setting, writes
    nothing to disk, and ends after `seconds`. Raises QueryError for anything but one SELECT, and for one that takes longer or
    more memory.
    """
    import duckdb

    limits: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": memory,
        "threads": "2",
        "temp_directory": "",
    }
    con = duckdb.connect(":memory:", config=limits)
    late = threading.Timer(seconds, con.interrupt)
    try:
        statements = con.extract_statements(query)
        if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
            raise QueryError("give one SELECT statement; the record is read-only here")
        for name in _named(query):
            con.register(name, tables.table(name))
        con.execute("SET python_enable_replacements = false")
        con.execute("SET enable_external_access = false")
        con.execute("SET lock_configuration = true")
        late.start()
        return con.sql(query).to_arrow_table()
    except duckdb.InterruptException as error:
        raise QueryError(f"the query took longer than {seconds:g} seconds") from error
    except duckdb.Error as error:
        raise QueryError(f"{str(error).strip()}\n(tables: {', '.join(GRAPH.names)})") from error
    finally:
        late.cancel()
        con.close()


def _named(query: str) -> list[str]:
    words = set(re.findall(r"[a-z_]+", query.lower()))
    return [name for name in GRAPH.names if name in words]
