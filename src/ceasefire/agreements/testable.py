"""Which provisions can be tested: an act can go against them, or they have a time by which something is done."""

from ceasefire.agreements.language.duty_fields import Undated
from ceasefire.agreements.language.model import Provision


def can_be_tested(provision: Provision) -> bool:
    """Return whether an act can go against a provision, or it has a deadline or clock."""
    return bool(provision.forbids) or timed(provision)


def timed(provision: Provision) -> bool:
    """Return whether a provision has a time of its own by which something is done."""
    dated = provision.deadline is not None and not isinstance(provision.deadline, Undated)
    return dated or provision.clock is not None or bool(provision.phases)
