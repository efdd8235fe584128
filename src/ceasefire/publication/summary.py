"""The figures a person reads in the first minute, shared by the terminal and the report."""

from collections.abc import Iterable
from typing import Final

from ceasefire.figures import Figure, rate
from ceasefire.publication.inputs import ReportInputs, Row
from ceasefire.publication.report_figures import count_of
from ceasefire.publication.views.checks import Agreement, checks, of_positions, slips
from ceasefire.publication.views.ledger_chart import ledger_chart
from ceasefire.publication.views.report_data import Material, gather
from ceasefire.publication.views.rivals import IN_CONFLICT, differing, rivalries
from ceasefire.publication.views.scope_by_instrument import by_instrument
from ceasefire.vocabulary.duty_words import NOT_MET
from ceasefire.vocabulary.scope import ScopeResult, result_words
from ceasefire.vocabulary.wording import noun_for

Line = tuple[str, Figure, str]
ALONE: Final = "of these in scope of"
"""How the label of a line begins that counts the incidents in scope of one instrument and of no other."""
MOST_ALONE: Final = 4
"""Such lines at the most; all instruments stand in the table by instrument. Chosen by hand."""
SAYS = {
    ScopeResult.IN_SCOPE: "of at least one instrument: place, time, actor and act fit a coded provision",
    ScopeResult.EXEMPTION_ASSERTED: "somebody says the target is not protected",
    ScopeResult.UNDETERMINED: "something is missing: see what, below",
    ScopeResult.OUT_OF_SCOPE: "a provision's place, time, actor or act does not fit",
    ScopeResult.NO_ACT: "no clause speaks of such acts: counted apart, neither in nor out of scope",
    ScopeResult.NOT_TESTED: "the record holds no agreement to test them against",
}


def summary(inputs: ReportInputs) -> list[Line]:
    """Return the summary as lines of label, figure and remark, in the order in which they are printed."""
    return list(lines(gather(inputs)))


def lines(material: Material) -> Iterable[Line]:
    """Yield the summary lines of gathered material; what there is none of has no line."""
    for group in groups(material):
        yield from group


def groups(material: Material) -> list[list[Line]]:
    """Return the lines in groups: what was read, what the scope test says, the two lists, what is open."""
    parts = (_reports(material), _scope(material), _counters(material), (*_duties(material), *_found(material)))
    told = ([(label, figure, remark) for label, figure, remark in part if figure is not None] for part in parts)
    return [group for group in told if group]


def _scope(material: Material) -> Iterable[tuple[str, Figure | None, str]]:
    for result, said in SAYS.items():
        found = [i for i in material.incidents if material.result(i) is result]
        figure = _incidents(material, found, f"scope result {result_words(result)}")
        yield scope_label(result, len(found)), figure, said
        if result is ScopeResult.IN_SCOPE:
            yield from _alone(material)


def _alone(material: Material) -> Iterable[tuple[str, Figure | None, str]]:
    """Yield how many incidents are in scope of one instrument and no other, instrument by instrument, the most first."""
    rows = [row for row in by_instrument(material) if row.alone is not None]
    rows.sort(key=lambda row: -(row.alone.value or 0 if row.alone is not None else 0))
    for row in rows[:MOST_ALONE]:
        yield f"{ALONE} {row.instrument} alone", row.alone, row.title


def scope_label(result: ScopeResult, count: int) -> str:
    """Return the label of the summary line that counts the incidents with a scope result."""
    if result is ScopeResult.NO_ACT:
        return f"aid and evacuation {'event' if count == 1 else 'events'}"
    return f"{noun_for(count, 'incident')} {result_words(result)}"


def _reports(material: Material) -> Iterable[tuple[str, Figure | None, str]]:
    ids = material.report_ids
    publishers = [name for name in material.inputs.table("reports")["publisher"].unique().to_pylist() if name]
    yield (
        noun_for(len(ids), "report"),
        count_of(ids, unit="report", scope="all reports", method="reports in the record", lineage=ids),
        "each one source’s account of one incident",
    )
    yield (
        noun_for(len(publishers), "publisher"),
        count_of(publishers, unit="publisher", scope="all reports", method="distinct publishers named", lineage=ids),
        "who printed these reports",
    )
    yield (
        noun_for(len(material.incidents), "incident"),
        _incidents(material, list(material.incidents), "all incidents"),
        _occurrences(material),
    )


def _occurrences(material: Material) -> str:
    aid = any(material.result(i) is ScopeResult.NO_ACT for i in material.incidents)
    return "reports that appear to speak of one occurrence" + (", aid and evacuation events among them" if aid else "")


def _incidents(material: Material, rows: list[Row], scope: str) -> Figure | None:
    lineage = material.lineage(rows)
    return count_of(rows, unit="incident", scope=scope, method="linked incidents, each counted once", lineage=lineage)


def _counters(material: Material) -> Iterable[tuple[str, Figure | None, str]]:
    found = ledger_chart(material)
    for name, total in zip((found.first_name, found.second_name), found.totals, strict=True):
        yield f"{_unit(material, total)} listed by {name}", total, "sum over the days for which its list was found"
    days = noun_for(found.both.value if found.both else None, "day")
    yield f"{days} on which both lists were found", found.both, "a day without a list is not a quiet day"
    for a in _broadest(checks(material).agreements):
        assert a.agreed is not None
        assert a.entries is not None
        label = f"entries of {a.of} confirmed by {a.by}" + (f", {a.period}" if a.period else "")
        yield label, rate(a.agreed, a.entries), "where it says what it confirms; periods are not joined"


def _broadest(agreements: Iterable[Agreement]) -> list[Agreement]:
    """Return for each pair of bodies the confirmations by the count with the largest denominator, one a period.

    What is confirmed by another count stands below.
    """
    found: dict[tuple[str, str], dict[str, list[Agreement]]] = {}
    for a in agreements:
        if not of_positions(a.basis) and a.agreed is not None and a.entries is not None:
            found.setdefault((a.by, a.of), {}).setdefault(a.basis, []).append(a)
    return [a for by_basis in found.values() for a in max(by_basis.values(), key=_entries)]


def _entries(agreements: Iterable[Agreement]) -> int:
    return sum(a.row["entries"] or 0 for a in agreements)


def _unit(material: Material, total: Figure | None) -> str:
    return noun_for(total.value if total is not None else None, material.inputs.options.daily_unit)


def _duties(material: Material) -> Iterable[tuple[str, Figure | None, str]]:
    owed = [d for d in material.inputs.rows("duties") if d["state"] in NOT_MET]
    filed = {a["agreement_id"]: a["statement_id"] for a in material.inputs.rows("agreements")}
    yield (
        f"{noun_for(len(owed), 'duty')} past the deadline with nobody's word, missed, partly met or contested",
        count_of(
            owed,
            unit="duty",
            scope="duties of the coded texts, each counted once",
            method="state on the cut-off day, from the deadlines and from what is said",
            lineage=[filed[d["instrument"]] for d in owed if d["instrument"] in filed],
        ),
        "what is said and what is verified stay apart",
    )


def _found(material: Material) -> Iterable[tuple[str, Figure | None, str]]:
    yield _rivals(material)
    yield _differing(material)
    yield _slips(material)


def _rivals(material: Material) -> tuple[str, Figure | None, str]:
    rivals = [r for kind, found in rivalries(material).items() if kind in IN_CONFLICT for r in found]
    return (
        f"{noun_for(len(rivals), 'fact')} with conflicting statements",
        count_of(
            rivals,
            unit="fact",
            scope="statements of one fact that differ",
            method="facts of which at least two values are told",
            lineage=[s for r in rivals for s in r.statements],
        ),
        "side by side with their sources, and an answer where one can be argued",
    )


def _differing(material: Material) -> tuple[str, Figure | None, str]:
    differ = differing(material)
    rows = [i for i in material.incidents if i["incident_id"] in differ]
    return (
        f"{noun_for(len(rows), 'incident')} whose reports differ",
        _incidents(material, rows, "reports of one incident that differ on a fact"),
        "on the day, the toll, the actor or the act",
    )


def _slips(material: Material) -> tuple[str, Figure | None, str]:
    wrong = slips(material)
    return (
        f"{noun_for(len(wrong), 'bulletin')} whose places do not add up",
        count_of(
            wrong,
            unit="bulletin",
            scope="bulletins with a total and places",
            method="places as stated added up, against the total as stated",
            lineage=[s for r in wrong for s in r["lineage"]],
        ),
        "the total stated is not the sum of the places named",
    )
