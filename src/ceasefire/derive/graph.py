"""The graph of tables: stages that declare what they make and what they need, and the stamp that follows from it."""

import hashlib
import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Final, NamedTuple

import pyarrow as pa

from ceasefire.derive.order import ordered
from ceasefire.vocabulary import schema
from ceasefire.vocabulary.deltas import Delta, Held

Tables = dict[str, pa.Table]
AS_OF: Final = "on"
"""Name of the parameter by which a stage takes the day on which it looks."""


class Setting(NamedTuple):
    """An input that no stage makes and that is no stated table: the digest it has in a stamp, and how to get it."""

    digest: str
    value: Callable[[], object]


class Joined(NamedTuple):
    """A need that has the key of a stage through another one: its `column` holds what the column `there` of `via` holds."""

    need: str
    column: str
    via: str
    there: str


class ByKey(NamedTuple):
    """How a stage follows a change key by key: run on the inputs of the keys touched, it makes the rows of these keys.

    | field | holds |
    |---|---|
    | key | column of what it makes, as `incident_id` |
    | own | needs that have the key as a column, the first of which tells which keys there are |
    | through | needs whose rows those of a need in `own` name |
    | named | needs whose rows name rows of a need in `own`; a row may name several, and what it says of one hang on all |

    Rows of a need in `through` are known by their id: that they come or go shows in the need that names them, and one that
    changes under its id touches the keys that name it. A change of a need in `named` touches the keys that it names. Every other need is given whole,
    and a change of it makes a full run.
    """

    key: str
    own: tuple[str, ...]
    through: tuple[Joined, ...] = ()
    named: tuple[Joined, ...] = ()

    @property
    def needs(self) -> tuple[str, ...]:
        """The needs of which only rows are given."""
        return (*self.own, *(one.need for one in (*self.through, *self.named)))


Get = Callable[[str], object]
"""Gives a table, value or setting of a stage by its name."""
Step = Callable[[Mapping[str, Delta], Held, Get], "Mapping[str, Delta] | None"]
"""Returns what changes in the tables of a stage by the changes of its needs; where only a full run can tell, None or, with
why, `OnlyFull`."""


class Stage(NamedTuple):
    """A pure function from what it names to what it makes: tables, or one `value` that further stages take.

    The tables of a `live` stage are kept and follow each filing: by `step`, or by key, else by a full run.
    """

    makes: tuple[str, ...]
    needs: tuple[str, ...]
    settings: tuple[str, ...]
    as_of: bool
    value: bool
    run: Callable[..., Mapping[str, object]]
    live: bool = False
    by: ByKey | None = None
    step: Step | None = None
    by_content: bool = False
    """A value that is a table: what it says counts for what rests on it, not what it was made from."""


def stage(
    *makes: str, live: bool = False, by: ByKey | None = None, step: Step | None = None
) -> Callable[[Callable[..., Tables]], Stage]:
    """Declare a function as the stage that makes these tables; what it needs is read from its parameters.

    Positional parameters are tables or values of other stages, keyword-only ones are settings, each by its name; a
    keyword-only `on` is the day on which the stage looks. A stage is called with these and so cannot see anything
    that it does not declare.
    """
    return lambda run: _declared(makes, run, run, value=False)._replace(live=live, by=by, step=step)


def value(run: Callable[..., object]) -> Stage:
    """Declare a function as the maker of a value under its own name: an input of stages that is no table."""
    name = run.__name__
    return _declared((name,), run, lambda *needs, **settings: {name: run(*needs, **settings)}, value=True)


def part(run: Callable[..., pa.Table]) -> Stage:
    """Declare a function as the maker of a value that is a table, some rows of others: `value`, known by its content.

    What rests on it is made again only when these rows change, whatever else changed where they come from.
    """
    return value(run)._replace(by_content=True)


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
    def live(self) -> tuple[Stage, ...]:
        """The stages whose tables follow each filing, each after those that it needs."""
        found = dict.fromkeys(self.of[name] for name in self.of if self.of[name].live)
        return tuple(sorted(found, key=lambda one: len(tuple(self.upstream(one.makes[0])))))

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

    def stamp(self, name: str, settings: Mapping[str, Setting], content: Callable[[str], str | None], code: str) -> str:
        """Return one digest over all that a table or value rests on.

        `content` gives the digest of a table's content: of every stated one, of others where it is known, so that a
        stage that makes what it made before stops the chain. `code` stands for the version of the program. Two equal
        stamps mean equal tables; a change of anything that the table does not rest on leaves its stamp.
        """
        known = content(name)
        if known is not None:
            return known
        one = self.of[name]
        parts = [code, *one.makes]
        parts += [f"{need} {self.stamp(need, settings, content, code)}" for need in one.needs]
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
        return {
            key: fitted(key, found) if isinstance(found, pa.Table) and not one.value else found
            for key, found in made.items()
        }

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


def fitted(name: str, table: pa.Table) -> pa.Table:
    """Return a table in the columns, types and order of the vocabulary."""
    return ordered(name, table.select(schema(name).names).cast(schema(name)))
