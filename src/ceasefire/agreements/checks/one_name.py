"""Two instruments of which the ids run into each other, so that one name can mean two provisions."""

from ceasefire.agreements.checks.names import Seen
from ceasefire.agreements.checks.problem import Findings
from ceasefire.agreements.language.model import Instrument
from ceasefire.vocabulary.provision_names import provision_name


def one_name(instrument: Instrument, seen: Seen) -> Findings:
    """Yield a warning for each other instrument whose id, with a provision of its own, can begin the id of this one."""
    for other in seen.context.instruments.values():
        if instrument.id.startswith(provision_name(other.id, "")) and instrument.provisions:
            yield "warning", ("id",), "one-name", _words(instrument, other, seen)


def _words(instrument: Instrument, other: Instrument, seen: Seen) -> str:
    rest = instrument.id[len(provision_name(other.id, "")) :]
    theirs = {one.id for one in other.provisions}
    shared = [one.id for one in instrument.provisions if provision_name(rest, one.id) in theirs]
    own = (shared or [one.id for one in instrument.provisions])[0]
    where = f" (in {seen.files[other.id]})" if seen.files.get(other.id) else ""
    return (
        f"{provision_name(instrument.id, own)!r} means provision {own!r} of {instrument.id!r}, and {'also' if shared else 'could as well mean'} "
        f"provision {provision_name(rest, own)!r} of {other.id!r}{where}: a provision is named by its instrument, a slash and "
        "its own id; give one of the two instruments an id without the slash"
    )
