"""Tables and values as they would be under other law: another coding that answers, or another reading of a text.

Nothing of this is kept; what does not rest on the difference is the record's own.
"""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from ceasefire.agreements import Context

if TYPE_CHECKING:
    from ceasefire.api.tables import HeldTables
    from ceasefire.derive import Setting


class OtherLaw:
    """The tables of a record under other settings, or with other values in the place of what stages make."""

    def __init__(
        self,
        tables: "HeldTables",
        *,
        settings: "Mapping[str, Setting] | None" = None,
        values: Mapping[str, object] | None = None,
    ) -> None:
        """Take the record's tables, and what differs: settings and values by name."""
        self._tables, self._other = tables, settings or {}
        self._given = dict(values or {})
        self._differs = {**self._other, **self._given}.keys()
        self._held = dict(self._given)

    def get(self, name: str, on: date | None = None) -> object:
        """Return a table or value; `on` is the day for a table that depends on the day on which one looks."""
        graph = self._tables.graph
        if name in self._held:
            return self._held[name]
        if name in graph.stated or not self._rests(graph.of, name):
            return self._tables.get(name)
        made = graph.run(name, self.get, {**self._tables.settings(), **self._other}, on)
        if on is None:
            self._held.update(made)
        return made[name]

    def context(self, name: str = "scope_context") -> Context:
        """Return what incidents are tested against, or with `context` what duties are reckoned from."""
        found = self.get(name)
        assert isinstance(found, Context)
        return found

    def _rests(self, of: Mapping[str, Any], name: str) -> bool:
        if name in self._given:
            return True
        one = of.get(name)
        return one is not None and (
            not self._differs.isdisjoint(one.settings) or any(self._rests(of, need) for need in one.needs)
        )
