"""One test, element by element: the answer, the reason, and what would have to be told, drawn or recorded for a yes."""

from typing import TYPE_CHECKING, NamedTuple

from ceasefire.agreements.context import Context
from ceasefire.agreements.language.fields import Belt, Place
from ceasefire.agreements.language.holders import holder_words, listed
from ceasefire.agreements.language.model import Instrument, Object, Provision
from ceasefire.agreements.scope.hit_test import HitTest
from ceasefire.agreements.scope.incident_arrays import IncidentArrays
from ceasefire.agreements.scope.results import ELEMENTS, RESULTS
from ceasefire.agreements.three_valued import Reason, State
from ceasefire.vocabulary.missing import missing_words

if TYPE_CHECKING:
    import pyarrow as pa


class Told(NamedTuple):
    """One element of a test; `needs` is empty where the element stands in the way of nothing."""

    element: str
    reason: Reason
    needs: str


def elements_of(
    incident: "pa.Table", context: Context, instrument: Instrument, provision: Provision
) -> tuple[str, tuple[Told, ...]]:
    """Return the result of the test of one incident (a table of one row) against one provision, and its five elements."""
    test = HitTest(context, ((instrument, provision),))
    batch = test.batch(IncidentArrays(incident))
    [answers] = batch.answers
    reasons = (batch.reasons.known[int(codes[0])] for codes in answers.codes)
    several = "reports" in incident.column_names and (incident["reports"][0].as_py() or 1) > 1
    told = [
        Told(element, reason, needs(element, reason, provision, several=several))
        for element, reason in zip(ELEMENTS, reasons, strict=True)
    ]
    return str(RESULTS[int(answers.result[0])]), tuple(told)


def needs(element: str, reason: Reason, provision: Provision, *, several: bool = True) -> str:
    """Return what would have to be told, drawn or recorded for an element to say yes (of "exempt": no); empty where it does.

    `several`: more than one report tells of the incident.
    """
    if reason.state is (State.NO if element == "exempt" else State.YES):
        return ""
    if reason.state is State.UNDETERMINED:
        return missing_words(reason.missing or "", several=several)
    return _for_yes(element, reason, provision)


def _for_yes(element: str, reason: Reason, provision: Provision) -> str:
    if element == "where":
        return f"a report that places it {_place_words(provision.place)}; or a version of the line, of that day, that reaches it"
    if element == "when":
        return "a report that dates it into the time in which the clause holds; or an act that extended or resumed it"
    if element == "who":
        holders = holder_words(provision.bound) or "its holders"
        return f"a report that names as who did it: {holders}; or an accession that binds who is named"
    if element == "what":
        about = f", done to {_object_words(provision.object)}" if provision.object else ""
        return f"a report of {listed(provision.forbids, 'or')}{about}"
    return _for_no_exemption(reason)


def _for_no_exemption(reason: Reason) -> str:
    if reason.asserted:
        return "reports that assert no exemption; whether the assertion holds is a matter for those who may rule"
    return "an act or a place that is neither excepted nor permitted before this clause"


def _place_words(place: Place | None) -> str:
    if place is None:
        return "anywhere"
    parts = [listed(place.zones, "or")] if place.zones else []
    parts += [_belt_words(one) for one in place.belts]
    parts += [f"{one.side} of {one.of}" for one in place.sides]
    parts += ["in the country"] if place.everywhere else []
    parts += [place.undrawn] if place.undrawn else []
    return f"in {listed(parts, 'or')}"


def _belt_words(one: Belt) -> str:
    return f"the belt along {one.along}"


def _object_words(one: Object) -> str:
    parts = [kind.value for kind in one.kinds]
    parts += [holder_words(one.parties)] if one.parties else []
    return listed(parts, "or") or (one.words or "what the text names")
