"""A target told as ground with its holder ("government-held Aleppo"): where a State holds it, who is exempt was not what was hit."""

import re
from functools import cache
from pathlib import Path
from typing import Final

from ceasefire.parties import Directory, Naming
from ceasefire.parties.spelling import tidy
from ceasefire.parties.words import read_lists

_STATE: Final = "state"
"""The class of parties whose forces alone are taken for those who are on the ground that they hold."""


def state_that_holds(parties: Directory, text: str) -> Naming | None:
    """Return the State that holds the ground which a text names as the target; None where it names no such ground."""
    told = _pattern().match(tidy(text))
    holder = parties.naming(told[1]) if told else None
    if holder is None or holder.unknown or not all(len(clause) == 1 for clause in holder.settled):
        return None
    held_by_state = all(_STATE in parties.belongs.get(one, ()) for clause in holder.settled for one in clause)
    return holder if held_by_state else None


@cache
def _pattern() -> re.Pattern[str]:
    file = Path(__file__).with_name("held_ground.toml")
    held = sorted(read_lists(file.read_text(encoding="utf-8"), file.name, ("held",))["held"])
    return re.compile(rf"(.+?)[\s-](?:{'|'.join(map(re.escape, held))})\s+\S", re.IGNORECASE)
