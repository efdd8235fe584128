"""Coarse in place, late in time: what leaves the record for the public cannot lead anybody to a door.

A coarse edition is made in two steps: what it computes it computes from tables in which accounts without a public
address stand by their cell (`entering`); then all its tables are made coarse here, as they stand. A second time changes
nothing.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from ceasefire.linkage import membership
from ceasefire.publication.cells import SENSITIVE_FACTOR, move, protected_rows, side_of
from ceasefire.publication.column_rules import columns_with
from ceasefire.publication.delay import all_late
from ceasefire.publication.distances import in_steps
from ceasefire.publication.inputs import ByCell, Options
from ceasefire.publication.withholding import Withholding, null

if TYPE_CHECKING:
    import pyarrow as pa

    from ceasefire.vocabulary.arrays import Bools

WITH_POINTS: Final = (("reports", "report_id"), ("incidents", "incident_id"))
"""Tables whose rows have points, with the column that names the row."""


def publishable(tables: Mapping[str, "pa.Table"], options: Options) -> dict[str, "pa.Table"]:
    """Return the tables as they may leave the record: late, then coarse unless `exact`.

    Raises ValueError for a delay without a cut-off and for a cell under 1 km.
    """
    ready = all_late(tables, options.cut_off, options.delay_days)
    return ready if options.exact else coarsen(ready, options.cell_km)


def coarsen(tables: Mapping[str, "pa.Table"], cell_km: float = 5.0) -> dict[str, "pa.Table"]:
    """Return the tables made coarse, each column as `columns.toml` decides.

    Points go to the centres of their cells. Points of aid, evacuation, access and protected sites go to cells five
    times as wide, and so do all reports of an incident of which one report speaks of such a site. A row that retells
    no public address keeps its cell and governorate: finer names and free text become null. An incident keeps its
    place name only where one of its reports with a public address prints it. The place from where something was done is
    made coarse exactly as the place that was struck. Raises ValueError for a cell under 1 km.
    """
    if not cell_km >= 1:
        raise ValueError(f"a coarse cell must be at least 1 km wide, not {cell_km}")
    rule = Withholding(tables)
    protected = _protected(tables)
    out = {name: rule.of(name, table, protected.get(name)) for name, table in tables.items()}
    for name in protected:
        out[name] = move(out[name], side_of(protected[name], cell_km))
    if "pairs" in out and "reports" in out:
        ids = zip(out["reports"]["report_id"].to_pylist(), protected["reports"], strict=True)
        out["pairs"] = in_steps(out["pairs"], {i for i, wide in ids if wide}, cell_km)
    if {"incidents", "links", "reports"} <= out.keys():
        out["incidents"] = _printed_places_only(out["incidents"], out["links"], out["reports"])
    return out


def place_words(options: Options) -> str:
    """Return how coarse the places are and what is left out as too late, in the words printed in every file."""
    days = options.delay_days
    words = place_only_words(options)
    return f"{words}; the last {days} days before the cut-off are left out" if days else words


def place_only_words(options: Options) -> str:
    """Return how coarse the places are, and what that does to the numbers."""
    if options.exact:
        return "exact: points as the reports give them; think of the people who live there before passing this on"
    side = options.cell_km
    return (
        f"coarse: points are centres of cells of about {side:g} km ({side * SENSITIVE_FACTOR:g} km for aid, evacuation, "
        "access and protected sites); rows without a public address keep no finer place name and no text"
        f"{_by_cell_words(options.by_cell)}"
    )


def _by_cell_words(by_cell: ByCell) -> str:
    told = [
        f"{count:,} account{'' if count == 1 else 's'} {which}"
        for count, which in (
            (by_cell.without_address, "without a public address"),
            (by_cell.sites, "of protected sites"),
        )
        if count
    ]
    if not told:
        return ""
    return (
        f"; links, scope and standing are worked out with {' and '.join(told)} placed only by the cell, "
        "so they can differ from the record's own"
    )


def place_word(words: str) -> str:
    """Return the one word that stands beside each point in a file: `coarse` or `exact`."""
    return words.partition(":")[0]


def _protected(tables: Mapping[str, "pa.Table"]) -> dict[str, "Bools"]:
    """Tell which rows with points speak of a protected site, themselves or through another report of their incident."""
    import numpy as np

    own = {name: protected_rows(tables[name]) for name, _ in WITH_POINTS if name in tables}
    if "links" not in tables:
        return own
    of = membership.incident_of(tables["links"])
    ids = {name: tables[name][key].to_pylist() for name, key in WITH_POINTS if name in own}
    marked = {i for name in own for i, wide in zip(ids[name], own[name], strict=True) if wide}
    wide = marked | {of[i] for i in marked if i in of}
    return {name: np.fromiter((i in wide or of.get(i) in wide for i in ids[name]), dtype=bool) for name in own}


def _printed_places_only(incidents: "pa.Table", links: "pa.Table", reports: "pa.Table") -> "pa.Table":
    import numpy as np

    for column in columns_with("incidents", "printed"):
        if column not in incidents.column_names or column not in reports.column_names:
            continue
        place_of = dict(zip(reports["report_id"].to_pylist(), reports[column].to_pylist(), strict=True))
        known = {(incident, place_of.get(report)) for report, incident in membership.incident_of(links).items()}
        told = zip(incidents["incident_id"].to_pylist(), incidents[column].to_pylist(), strict=True)
        incidents = null(incidents, column, np.fromiter((pair in known for pair in told), dtype=bool))
    return incidents
