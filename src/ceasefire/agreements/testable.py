"""Which provisions can be tested: an act can go against them, or they have a time by which something is done."""

from ceasefire.agreements.language.model import Provision


def can_be_tested(provision: Provision) -> bool:
    """Return whether an act can go against a provision, or it has a deadline or clock."""
    return bool(provision.forbids) or timed(provision)


def timed(provision: Provision) -> bool:
    """Return whether a provision has a time of its own by which something is done."""
    return provision.deadline is not None or provision.clock is not None or bool(provision.phases)
