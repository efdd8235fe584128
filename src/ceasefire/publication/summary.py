"""The figures a person reads in the first minute, shared by the terminal and the report."""

from collections.abc import Iterable

from ceasefire.publication.counted import count_of
from ceasefire.publication.inputs import Figure, ReportInputs, Row
from ceasefire.publication.views.material import Material, gather
from ceasefire.publication.views.places import RESULTS
from ceasefire.publication.views.rivals import rivalries
from ceasefire.publication.views.series import series

Line = tuple[str, Figure, str]
SAYS = {
    "in_scope": "inside a coded provision by place, time, actor and act",
    "exemption_asserted": "somebody says the target is not protected",
    "undetermined": "something is missing: see what, below",
    "out_of_scope": "a provision's place, time, actor or act does not fit",
}


def summary(inputs: ReportInputs) -> list[Line]:
    """Return the summary as lines of label, figure and remark, in the order in which they are printed."""
    return list(lines(gather(inputs)))


def lines(material: Material) -> Iterable[Line]:
    """Yield the summary lines of gathered material."""
    yield from _reports(material)
    for result in RESULTS:
        found = [i for i in material.incidents if material.result(i) == result]
        yield (
            f"incidents {result.replace('_', ' ')}",
            _incidents(material, found, f"scope result {result}"),
            SAYS[result],
        )
    yield from _counters(material)
    yield from _duties(material)
    rivals = rivalries(material)
    told = [r["assertion_id"] for rival in rivals for _, rows in rival.values for r in rows]
    yield (
        "facts told in rival versions",
        count_of(
            rivals, unit="statement", scope="all assertions", lineage=told, method="facts of which two values are told"
        ),
        "listed side by side with their sources",
    )


def _reports(material: Material) -> Iterable[Line]:
    ids = sorted(material.reports)
    publishers = {r["publisher"] for r in material.reports.values() if r["publisher"]}
    yield (
        "reports",
        count_of(ids, unit="report", scope="all reports", method="rows of the record", lineage=ids),
        "one source's account of one incident each",
    )
    yield (
        "publishers",
        count_of(publishers, unit="source", scope="all reports", method="distinct publishers named", lineage=ids),
        "who printed them",
    )
    yield (
        "incidents",
        _incidents(material, list(material.incidents), "all incidents"),
        "reports that appear to speak of one occurrence",
    )


def _incidents(material: Material, rows: list[Row], scope: str) -> Figure:
    return count_of(rows, unit="incident", scope=scope, method="linked incidents", lineage=material.lineage(rows))


def _counters(material: Material) -> Iterable[Line]:
    found = series(material)
    for name, total, listed in zip((found.first_name, found.second_name), found.totals, found.listed, strict=True):
        if total is not None:
            yield f"cases of firing listed by {name}", total, "sum over the days for which its list was found"
            yield f"days with a list by {name}", listed, "a day without a list is not a quiet day"


def _duties(material: Material) -> Iterable[Line]:
    duties = material.inputs.rows("duties")
    owed = [d for d in duties if d["state"] in ("overdue", "said_missed", "contested")]
    agreements = {a["agreement_id"]: a["statement_id"] for a in material.inputs.rows("agreements")}
    lineage = [str(agreements.get(d["instrument"]) or d["instrument"]) for d in owed]
    if duties:
        yield (
            "duties overdue or contested",
            count_of(
                owed,
                unit="duty",
                scope="duties with a deadline",
                lineage=lineage,
                method="state on the cut-off day, from deadlines and from what is said",
            ),
            "said and verified stay apart",
        )
