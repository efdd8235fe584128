"""Bodies that the headings of columns name: "Violations by army" beside "Violations by Front"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any, Final

from ceasefire.reading.claims.table_cells import measure_of
from ceasefire.reading.mentions.blame import in_field
from ceasefire.reading.mentions.sentence import Sentence
from ceasefire.reading.model import Basis

_BY: Final = re.compile(
    r"(?P<what>.+?) (?P<told>(?:reported|recorded|registered|counted|logged|claimed|alleged|documented|listed) )?"
    r"(?:(?:committed |carried out |done )?by|attributed to|blamed on|imputed to) (?:the )?(?P<who>.{2,40})",
    re.I,
)
_OF_DOERS: Final = frozenset(
    ("ceasefire violations", "attacks", "airstrikes", "shelling", "killed", "injured", "abductions", "incidents")
)
"""What a body does; a complaint or a patrol "by" somebody accuses nobody."""


def bodies_of(sentence: Sentence, labels: Sequence[str]) -> list[dict[str, Any]]:
    """Return for each column the slots that its heading fills: who did what is counted in it, or who counted.

    A heading alone ("Violations by district") names no body: the same must be told of two.
    """
    found = [_BY.fullmatch(label.strip()) for label in labels]
    told = Counter(match["what"].lower() for match in found if match)
    return [_slots(sentence, m) if m and told[m["what"].lower()] > 1 else {} for m in found]


def _slots(sentence: Sentence, heading: re.Match[str]) -> dict[str, Any]:
    who = in_field(heading["who"], sentence.thread.names)
    if who is None:
        return {}
    if heading["told"]:
        return {"attribution": who, "basis": Basis.SENTENCE}
    return {"blamed": who} if measure_of(heading["what"]) in _OF_DOERS else {}
