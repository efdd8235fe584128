"""The graph of tables: stages that declare what they make and what they need, and the stamp that follows from it."""

import hashlib
import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Final, NamedTuple

import pyarrow as pa

from ceasefire.vocabulary import schema

Tables = dict[str, pa.Table]
AS_OF: Final = "on"
"""Name of the parameter by which a stage takes the day on which it looks."""


class Setting(NamedTuple):
    """An input that no stage makes and that is no stated table: the digest it has in a stamp, and how to get it."""

    digest: str
    value: Callable[[], object]


class Stage(NamedTuple):
    """A pure function from what it names to what it makes: tables, or one `value` that further stages take."""

    makes: tuple[str, ...]
    needs: tuple[str, ...]
    settings: tuple[str, ...]
    as_of: bool
    value: bool
    run: Callable[..., Mapping[str, object]]


def stage(*makes: str) -> Callable[[Callable[..., Tables]], Stage]:
    """Declare a function as the stage that makes these tables; what it needs is read from its parameters.

    Positional parameters are tables or values of other stages, keyword-only ones are settings, each by its name; a
    keyword-only `on` is the day on which the stage looks. A stage is called with these and so cannot see anything
    that it does not declare.
    """
    return lambda run: _declared(makes, run, run, value=False)


def value(run: Callable[..., object]) -> Stage:
    """Declare a function as the maker of a value under its own name: an input of stages that is no table."""
    name = run.__name__
    return _declared((name,), run, lambda *needs, **settings: {name: run(*needs, **settings)}, value=True)


def _declared(
    makes: tuple[str, ...],
    signed: Callable[..., object],
    run: Callable[..., Mapping[str, object]],
    *,
    value: bool,
) -> Stage:
    found = inspect.signature(signed).parameters.values()
    needs = tuple(p.name for p in found if p.kind is p.POSITIONAL_OR_KEYWORD)
    given = tuple(p.name for p in found if p.kind is p.KEYWORD_ONLY)
    settings = tuple(name for name in given if name != AS_OF)
    return Stage(makes=makes, needs=needs, settings=settings, as_of=AS_OF in given, value=value, run=run)


class Graph:
    """The stages over a set of stated tables."""

    def __init__(self, stated: Iterable[str], stages: Iterable[Stage]) -> None:
        """Take the stated tables and the stages, in any order.

        Raises ValueError for a table that two stages make, a need that nothing makes, a circle, or a stage that needs
        a table which depends on the day on which one looks (it would have to take the day itself).
        """
        self.stated = tuple(stated)
        self.of: dict[str, Stage] = {}
        for one in stages:
            self._add(one)
        self._check()

    @property
    def kept(self) -> tuple[str, ...]:
        """Names of the tables that do not depend on the day, the stated ones first."""
        return (*self.stated, *(name for name, one in self.of.items() if not one.as_of and not one.value))

    @property
    def as_of(self) -> tuple[str, ...]:
        """Names of the tables that depend on the day on which one looks."""
        return tuple(name for name, one in self.of.items() if one.as_of)

    @property
    def names(self) -> tuple[str, ...]:
        """Names of all tables."""
        return (*self.kept, *self.as_of)

    def upstream(self, name: str) -> Iterator[str]:
        """Yield everything that a table is made from, each once, before what is made from it."""
        seen: set[str] = set()
        for need in self._needs(name):
            for one in (*self.upstream(need), need):
                if one not in seen:
                    seen.add(one)
                    yield one

    def stamp(self, name: str, settings: Mapping[str, Setting], stated: Callable[[str], str], code: str) -> str:
        """Return one digest over all that a table or value rests on.

        `stated` gives the digest of a stated table's content and `code` stands for the version of the program. Two
        equal stamps mean equal tables; a change of anything that the table does not rest on leaves its stamp.
        """
        if name in self.stated:
            return stated(name)
        one = self.of[name]
        parts = [code, *one.makes]
        parts += [f"{need} {self.stamp(need, settings, stated, code)}" for need in one.needs]
        parts += [f"{setting} {settings[setting].digest}" for setting in one.settings]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()

    def run(
        self, name: str, needed: Callable[[str], object], settings: Mapping[str, Setting], on: date | None = None
    ) -> dict[str, object]:
        """Return what the stage of that name makes; tables in the columns and types of the vocabulary.

        `needed` gives each table or value that the stage declares, and is asked for no other.
        """
        one = self.of[name]
        given = {setting: settings[setting].value() for setting in one.settings}
        if one.as_of:
            given[AS_OF] = on
        made = one.run(*(needed(need) for need in one.needs), **given)
        if set(made) != set(one.makes):
            raise ValueError(f"the stage of {name} made {', '.join(made)} and declares {', '.join(one.makes)}")
        return {key: _fitted(key, found) if isinstance(found, pa.Table) else found for key, found in made.items()}

    def describe(self, name: str) -> dict[str, Any]:
        """Return how a table comes about: what is made with it, what it needs, and the stated tables it rests on."""
        if name in self.stated:
            return {"table": name, "made_from": "the statements of the ledgers"}
        one = self.of[name]
        return {
            "table": name,
            "made_with": [other for other in one.makes if other != name],
            "needs": list(one.needs),
            "settings": list(one.settings),
            "as_of_a_day": one.as_of,
            "rests_on": [table for table in self.upstream(name) if table in self.stated],
        }

    def _add(self, one: Stage) -> None:
        for name in one.makes:
            if name in self.of or name in self.stated:
                raise ValueError(f"{name} is made twice")
            self.of[name] = one

    def _needs(self, name: str) -> tuple[str, ...]:
        return self.of[name].needs if name in self.of else ()

    def _check(self) -> None:
        for name, one in self.of.items():
            for need in one.needs:
                if need not in self.of and need not in self.stated:
                    raise ValueError(f"the stage of {name} needs {need}, which no stage makes")
                if need in self.as_of:
                    raise ValueError(f"the stage of {name} needs {need}, which depends on a day")
            self._walk(name, ())

    def _walk(self, name: str, above: tuple[str, ...]) -> None:
        if name in above:
            raise ValueError(f"stages need each other in a circle: {' -> '.join((*above, name))}")
        for need in self._needs(name):
            self._walk(need, (*above, name))


def _fitted(name: str, table: pa.Table) -> pa.Table:
    return table.select(schema(name).names).cast(schema(name))
