"""Which provisions an incident meets, and the duties with their clocks."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

import pyarrow as pa

from ceasefire.derive.graph import Tables, stage, value
from ceasefire.vocabulary import schema

if TYPE_CHECKING:
    from ceasefire.agreements import Context
    from ceasefire.agreements.language.model import Instrument


@value
def instruments(agreements: pa.Table, *, blobs: Callable[[str], bytes]) -> "tuple[Instrument, ...]":
    """Return the coded agreements, parsed from the files that the agreement statements name by digest."""
    from ceasefire.agreements import load

    columns = (agreements[name].to_pylist() for name in ("agreement_id", "reading"))
    return tuple(load(blobs(digest), file=f"{name}.yaml") for name, digest in zip(*columns, strict=True))


@value
def context(
    instruments: "tuple[Instrument, ...]",
    parties: pa.Table,
    zones: pa.Table,
    accessions: pa.Table,
    designations: pa.Table,
    acts: pa.Table,
    meetings: pa.Table,
) -> "Context":
    """Return what incidents and duties are tested against: the coded instruments and the facts around them."""
    from ceasefire.agreements import Context

    return Context.build(
        instruments,
        parties=parties,
        zones=zones,
        accessions=accessions,
        designations=designations,
        acts=acts,
        meetings=meetings,
    )


@stage("hits", "scope")
def hit(incidents: pa.Table, agreements: pa.Table, context: "Context") -> Tables:
    """Return each incident tested against each provision, and the sum of it by incident."""
    from ceasefire.agreements import hits

    if not agreements.num_rows:  # nothing to test against: an incident is then not tested, not outside
        return {name: schema(name).empty_table() for name in ("hits", "scope")}
    tested, scope = hits(incidents, context)
    return {"hits": tested, "scope": scope}


@stage("duties")
def duties(context: "Context", duty_reports: pa.Table, *, on: date) -> Tables:
    """Return every duty with its deadline and what is said of it, as it stood at the end of a day."""
    from ceasefire.agreements import duties as duties_on

    return {"duties": duties_on(context, duty_reports, on=on)}
