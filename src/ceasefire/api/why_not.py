"""Why an incident is, or is not, in the scope of one provision: the five answers, and what each would need to be a yes."""

from typing import TYPE_CHECKING, Any

from ceasefire.api import names
from ceasefire.api.arguments import BadArgument
from ceasefire.vocabulary.provision_names import asked_name, provision_name

if TYPE_CHECKING:
    from ceasefire.agreements import Context
    from ceasefire.agreements.language.model import Instrument, Provision
    from ceasefire.api.held_record import HeldRecord

Answer = dict[str, Any]


def why_not(record: "HeldRecord", incident: str, provision: str) -> Answer:
    """Return one test: `result`, the clause's own words, and in `elements` each element's answer, reason and needs.

    `needs` is what would have to be told, drawn or recorded for that element to say yes (of `exempt`: no); empty where it
    does. `provision` is named as dea-2 or instrument/dea-2. Raises BadArgument for one that there is not, that several
    instruments have, or against which no act can go.
    """
    from ceasefire.agreements import Context
    from ceasefire.agreements.scope.why_not import elements_of

    context = record.tables.typed_value("scope_context", Context)
    instrument, one = _tested(context, provision)
    incident_id = names.incident(record, incident).id
    result, told = elements_of(record.rows("incidents", "incident_id", [incident_id]), context, instrument, one)
    return {
        "incident_id": incident_id,
        "instrument": instrument.id,
        "provision": one.id,
        "title": instrument.title,
        "text_ref": one.text_ref,
        "says": one.says,
        "result": result,
        "elements": [
            {"element": e, "answer": reason.state.name.lower(), "why": reason.words, "needs": needs}
            | {"missing": reason.missing, "asserted_by": list(reason.asserted_by), "basis": reason.basis}
            | {"rests_on": list(reason.rests)}
            for e, reason, needs in told
        ],
    }


def _tested(context: "Context", name: str) -> "tuple[Instrument, Provision]":
    within, own = asked_name(name, context.instruments)
    found = [(i, p) for i, p in context.provisions if p.id == own and within in (None, i.id)]
    if not found:
        raise BadArgument(f"no coded agreement has a provision {name!r}")
    if len(found) > 1:
        raise BadArgument(
            f"{name!r} is a provision of {', '.join(i.id for i, _ in found)}: name one as instrument/{own}"
        )
    [(instrument, provision)] = found
    if not provision.forbids:
        raise BadArgument(
            f"{provision_name(instrument.id, own)} is not tested: it names no act that goes against it (it is of the kind {provision.modality})"
        )
    return instrument, provision
