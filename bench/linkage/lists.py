"""Two lists of accounts and what is known of how they meet: what `listwise` measures on."""

from dataclasses import dataclass, field

import pyarrow as pa

Pair = tuple[str, str]
"""A code and an event, by their ids."""
ONE_SOURCE, MORE_SOURCES = "its event rests on one source", "its event rests on more sources"
"""Kinds of cited codes: an event of one source is often a copy of the code; one of more may sum several codes."""


@dataclass(frozen=True)
class Lists:
    """Two lists and the pairs that the second cites.

    `asked`, `events`: columns of the table `reports`, one source each, no id in both; `cited`: pairs (code, event); `alone`: codes
    that no event tells (empty where that is not known); `more`: kinds of cited codes beside the usual ones, by name
    """

    name: str
    asked: pa.Table
    events: pa.Table
    cited: frozenset[Pair]
    alone: frozenset[str] = frozenset()
    more: dict[str, frozenset[str]] = field(default_factory=dict)

    def both(self) -> pa.Table:
        """Return both lists as one table; columns that one lacks are null there."""
        return pa.concat_tables([self.asked, self.events], promote_options="permissive")
