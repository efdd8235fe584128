"""What a coarse edition is computed from: accounts without a public address by their cell, all others as filed.

Links, scope and standing are answers about places. Whoever files reports beside one whose place is withheld could read
the place from them; so no exact place of such a report enters, and nothing computed can tell of it. The town of a report
with a public address is printed anyway: it enters as filed, and the numbers stay those of the record.
"""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

from ceasefire.publication.cells import POINTS, move, protected_rows, side_of
from ceasefire.publication.delay import all_late
from ceasefire.publication.inputs import ByCell, Options
from ceasefire.publication.withholding import Withholding

if TYPE_CHECKING:
    import pyarrow as pa

    from ceasefire.vocabulary.arrays import Bools


AS_FILED: Final = frozenset({"parameters"})
"""Tables that an edition is computed from as they are: the learnt set must be found by its digest, which is not published."""


class Entering(NamedTuple):
    """The stated tables that an edition is computed from, and how many accounts stand in them by their cell."""

    tables: "dict[str, pa.Table]"
    by_cell: ByCell = ByCell()


def entering(stated: "Mapping[str, pa.Table]", options: Options) -> Entering:
    """Return what an edition is computed from: without what the delay leaves out and, unless `exact`, by the rules of place.

    A report without a public address enters with the centre of its cell, and of what it says only what is published.
    A report with one enters as filed, but where its point may be that of a protected site (`_points_of_sites`): then
    with the centre of its cell of `cell_km`. Raises ValueError for a delay without a cut-off.
    """
    ready = all_late(stated, options.cut_off, options.delay_days)
    if options.exact:
        return Entering(ready)
    rule = Withholding(ready)
    as_filed = {name: table for name, table in ready.items() if name in AS_FILED}
    if "reports" not in ready:
        return Entering({name: rule.of(name, table) for name, table in ready.items()} | as_filed)
    reports = ready["reports"]
    private, wide = ~rule.public(reports), protected_rows(reports)
    sites = _points_of_sites(reports, ~private, wide)
    out = {name: rule.of(name, table, sites if name == "reports" else None) for name, table in ready.items()} | as_filed
    moved = move(out["reports"], side_of(private & wide, options.cell_km))
    for point in POINTS:
        for column in (point.lat, point.lon, point.radius):
            out["reports"] = _where(private | sites, moved, out["reports"], column)
        # Of a site the precision stays as filed: that it is exact is no place, and accounts of one site must still meet.
        out["reports"] = _where(private, moved, out["reports"], point.precision)
    return Entering(out, ByCell(without_address=int(private.sum()), sites=int(sites.sum())))


def _points_of_sites(reports: "pa.Table", public: "Bools", protected: "Bools") -> "Bools":
    """Tell which reports with a public address give a point that may be the protected site itself.

    It is not where the same ledger gives the same point for what another public text tells of another day and of no
    such site: then it is the point of a town or quarter. Reports without a public address do not count here, or the
    answer would tell of their points.
    """
    import numpy as np

    told = reports.select(["ledger", "lat", "lon", "date_start"]).to_pylist()
    points = [(row["ledger"], row["lat"], row["lon"]) for row in told]
    days: dict[tuple[str, float | None, float | None], set[date | None]] = defaultdict(set)
    for point, row, plain in zip(points, told, public & ~protected, strict=True):
        if plain:
            days[point].add(row["date_start"])
    alone = (not days[point] - {row["date_start"], None} for point, row in zip(points, told, strict=True))
    there = (row["lat"] is not None and row["lon"] is not None for row in told)
    found: Bools = np.fromiter((a and b for a, b in zip(alone, there, strict=True)), dtype=bool, count=len(told))
    found &= public & protected
    return found


def _where(chosen: "Bools", one: "pa.Table", other: "pa.Table", column: str) -> "pa.Table":
    import pyarrow as pa
    import pyarrow.compute as pc

    if column not in other.column_names:
        return other
    values = pc.if_else(pa.array(chosen, pa.bool_()), one[column], other[column])
    return other.set_column(other.column_names.index(column), other.schema.field(column), values)
