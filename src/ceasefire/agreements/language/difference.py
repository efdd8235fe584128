"""What changed between two codings of one instrument, field by field, in the words of `explain`."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

import msgspec

from ceasefire.agreements.language import clause_words as said
from ceasefire.agreements.language.case_fields import Case
from ceasefire.agreements.language.duty_fields import Untranslatable
from ceasefire.agreements.language.fields import Bound, Model, Place, Precedence, Window
from ceasefire.agreements.language.loading import Step, spell
from ceasefire.agreements.language.model import Instrument, Object, Rival, plain


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """One field that differs, before and after in words; None stands for "not there"."""

    path: str
    old: str | None
    new: str | None

    def __str__(self) -> str:
        if self.old is None:
            return f"+ {self.path}: {self.new}"
        if self.new is None:
            return f"- {self.path}: {self.old}"
        return f"~ {self.path}: {self.old} -> {self.new}"


class _Field(NamedTuple):
    """A field as JSON would hold it, and in words."""

    plain: Any
    words: str


def diff(old: Instrument, new: Instrument) -> list[Change]:
    """Return every field in which two codings differ; provisions and cases are compared by id, whatever their order.

    Where the words of a field are the same and what it holds is not (an outline, a spelling of a country), its parts are named.
    """
    before, after = dict(_fields(old)), dict(_fields(new))
    return [
        change for path in sorted({*before, *after}) for change in _changes(path, before.get(path), after.get(path))
    ]


def _changes(path: str, old: _Field | None, new: _Field | None) -> Iterator[Change]:
    if old is None or new is None:
        yield Change(path=path, old=old and old.words, new=new and new.words)
    elif old.plain != new.plain and old.words != new.words:
        yield Change(path=path, old=old.words, new=new.words)
    elif old.plain != new.plain:
        one, two = dict(_parts(old.plain, ())), dict(_parts(new.plain, ()))
        for part in sorted({*one, *two}):
            if one.get(part) != two.get(part):
                yield Change(path=f"{path}.{part}" if part else path, old=one.get(part), new=two.get(part))


def _fields(instrument: Instrument) -> Iterator[tuple[str, _Field]]:
    yield from _of(instrument, "", but=("provisions", "cases", "term"))
    yield "term", _Field(_plain(instrument.term), said.term(instrument))
    for provision in instrument.provisions:
        path = f"provisions[{provision.id}]"
        yield path, _Field(True, said.flat(provision.says))
        yield from _of(provision, f"{path}.", but=("id",))
    for case in instrument.cases:
        yield f"cases[{case.id}]", _Field(plain(case), _case(case))


def _of(part: Model, before: str, but: tuple[str, ...]) -> Iterator[tuple[str, _Field]]:
    """Yield the fields of a part that do not stand at their default; members of a list of parts one by one."""
    for one in msgspec.structs.fields(part):
        value, path = getattr(part, one.name), f"{before}{one.encode_name}"
        if one.name in but or value == one.default:
            continue
        if isinstance(value, tuple) and value and isinstance(value[0], Model):
            for number, inner in enumerate(value, 1):
                name = getattr(inner, "id", None) or number
                yield f"{path}[{name}]", _Field(plain(inner), _member(one.name, inner))
        else:
            yield path, _Field(_plain(value), _words(one.name, value))


def _plain(value: Any) -> Any:
    return plain(value) if isinstance(value, Model) else msgspec.to_builtins(value)


def _words(name: str, value: Any) -> str:
    if name in _SAID:
        return _SAID[name](value)
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return "yes" if value is True else said.flat(str(_plain(value)))


def _member(name: str, value: Any) -> str:
    if name == "exceptions":
        return said.exception(value)
    if name == "phases":
        return said.phase(0, value).removeprefix("Phase 0: ")
    return _rival(value) if isinstance(value, Rival) else _precedence(value)


def _rival(one: Rival) -> str:
    reads = f"; put in the place of ours: {', '.join(plain(one.reads))}" if one.reads else ""
    return f"{one.about.replace('_', ' ')}: {one.says}; {said.source(one.source)}{reads}"


def _precedence(one: Precedence) -> str:
    return f"it goes before {one.over} ({one.text_ref})"


def _holder(bound: Bound | str) -> str:
    return "nobody is named" if bound == "unspecified" else said.holder(bound)


def _object(about: Object) -> str:
    return said.object_(about).removeprefix(", done to ")


def _place(where: Place) -> str:
    return said.place(where) + (" (from where it was done)" if where.of == "origin" else "")


def _window(window: Window) -> str:
    starts = f"from {said.moment(window.starts)}" if window.starts else "from entry into force"
    return starts + (f" until {said.moment(window.ends)}" if window.ends else "")


def _left_out(left: Untranslatable) -> str:
    return f"{left.words} ({left.why}; accepted by {left.accepted_by or 'nobody'})"


def _case(case: Case) -> str:
    given = f"on {case.on}" if case.on else "an incident"
    found = case.expect.value.replace("_", " ") if case.expect else (case.state or "").replace("_", " ")
    missing = f" for want of {', '.join(case.missing)}" if case.missing else ""
    return f"{case.provision}, {given}: {found}{missing}" + (f" ({said.flat(case.says)})" if case.says else "")


_SAID: Final[dict[str, Callable[[Any], str]]] = {
    "in_force": said.moment,
    "extension": said.extension,
    "bound": _holder,
    "owed_to": _holder,
    "acts": said.acts,
    "breached_by": said.acts,
    "object": _object,
    "place": _place,
    "window": _window,
    "offensive": said.offensive,
    "deadline": said.deadline,
    "clock": said.clock,
    "shown_by": said.shown_by,
    "power": said.power,
    "untranslatable": _left_out,
    "source": said.source,
}


def _parts(value: Any, path: tuple[Step, ...]) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _parts(inner, (*path, key))
    elif isinstance(value, list) and any(isinstance(one, dict) for one in value):
        for number, inner in enumerate(value):
            yield from _parts(inner, (*path, number))
    elif isinstance(value, list):
        yield spell(path), ", ".join(map(str, value))
    else:
        yield spell(path), str(value)
