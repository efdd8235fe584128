"""What is wrong with the fields of an author's file, in a lawyer's words: what stands there, and what to write instead.

The models are the rule: every field, limit and choice is read from them, so that none stands twice.
"""

import inspect
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from enum import StrEnum
from functools import lru_cache
from itertools import islice
from types import UnionType
from typing import Annotated, Any, Final, Literal, NamedTuple, Union, get_args, get_origin, get_type_hints

import msgspec

from ceasefire.agreements.language.duty_fields import Deadline, deadline_form
from ceasefire.agreements.language.fields import Model
from ceasefire.agreements.language.files import field_words
from ceasefire.agreements.language.files.part_words import example_of, instead_of, is_date, name_of, shown
from ceasefire.agreements.language.model import Instrument
from ceasefire.vocabulary.agreement_editions import LATEST

Path = tuple[str | int, ...]
_HEADLESS: Final = f"the edition of the language is missing; write `ceasefire: agreement/{LATEST}` as the first line"
_EACH_OWN: Final = {"provisions": "provision", "cases": "case"}
"""Lists of an instrument whose members have an id of their own, and what a member is called."""


class Wrong(NamedTuple):
    """One fault: its path in the file, the rule that it breaks, and what to do, in words."""

    path: Path
    rule: str
    words: str


class Known(NamedTuple):
    """A field of a part: the form of its value, and whether it must be there."""

    form: Any
    needed: bool


def wrong(plain: Mapping[str, Any]) -> list[Wrong]:
    """Return everything that is wrong with the fields of an agreement, in the order of the models; empty where it fits.

    `plain` holds what YAML or JSON gave: texts, numbers, true and false, lists and mappings.
    """
    return [*_part(Instrument, plain, ()), *_repeated(plain)]


@lru_cache(maxsize=128)
def known(part: type[Model]) -> Mapping[str, Known]:
    """Return the fields of a part by the name they have in a file, the one that tells its kind included."""
    hints = get_type_hints(part, include_extras=True)
    tag = part.__struct_config__.tag
    kind = {str(part.__struct_config__.tag_field): Known(Literal[tag], True)} if tag is not None else {}
    return kind | {one.encode_name: Known(hints[one.name], one.required) for one in msgspec.structs.fields(part)}


def parts(form: Any) -> tuple[type[Model], ...]:
    """Return the parts that a value of this form may be, itself or as member of a list."""
    if form is Deadline:
        return tuple(deadline_form({name: ""}) for name in ("date", "each_meeting", "undated"))
    if inspect.isclass(form) and issubclass(form, Model):
        return (form,)
    return tuple(one for inner in get_args(form) for one in parts(inner)) if get_origin(form) is not Literal else ()


def _repeated(plain: Mapping[str, Any]) -> Iterator[Wrong]:
    for field, name in _EACH_OWN.items():
        seen: set[str] = set()
        members = plain.get(field)
        for number, one in enumerate(members if isinstance(members, list) else ()):
            own = one.get("id") if isinstance(one, dict) else None
            if isinstance(own, str) and own in seen:
                yield Wrong(
                    (field, number, "id"),
                    "repeated",
                    f"the id {shown(own)} stands above already; each {name} has its own",
                )
            seen |= {own} if isinstance(own, str) else set()


def _value(form: Any, value: Any, at: Path) -> Iterator[Wrong]:
    if form is Deadline:
        part = deadline_form(value)
        yield from _part(part, value, at, deadline=True)
    elif inspect.isclass(form) and issubclass(form, Model):
        yield from _part(form, value, at)
    elif get_origin(form) is tuple:
        yield from _list(get_args(form)[0], value, at)
    elif get_origin(form) is Annotated:
        yield from _limited(form, value, at)
    elif get_origin(form) in (Union, UnionType):
        yield from _either(form, value, at)
    else:
        yield from _single(form, value, at)


def _part(part: type[Model], value: Any, at: Path, *, deadline: bool = False) -> Iterator[Wrong]:
    """Yield the faults of a group of fields; where its fields are right each by itself, those of its own rules."""
    if not isinstance(value, dict):
        yield Wrong(at, "fields", _no_fields(part, value, deadline))
        return
    found = [*_unknown(part, value, at), *_missing(part, value, at)]
    for name, one in known(part).items():
        if name in value:
            found += _value(one.form, value[name], (*at, name))
    yield from found or _own_rules(part, value, at)


def _no_fields(part: type[Model], value: Any, deadline: bool) -> str:
    stands = field_words.stands(value)
    if isinstance(value, str) and is_date(value):
        stands = "a date alone"
    return f"{stands} where {'a deadline' if deadline else name_of(part)} belongs; write {instead_of(value, part, deadline=deadline)}"


def _missing(part: type[Model], value: Mapping[str, Any], at: Path) -> Iterator[Wrong]:
    for name, one in known(part).items():
        if one.needed and name not in value:
            words = f"{name_of(part)} needs the field `{name}`: {field_words.wanted(one.form)}"
            yield Wrong((*at, name), "missing", _HEADLESS if part is Instrument and name == "ceasefire" else words)


def _unknown(part: type[Model], value: Mapping[str, Any], at: Path) -> Iterator[Wrong]:
    """Yield the fields that a part does not have; words that a comma cut in two are told once, where they begin."""
    fields, before = known(part), ""
    cut: dict[str, list[str]] = {}
    for name, inner in value.items():
        if name in fields:
            before = name if isinstance(inner, str) else ""
        elif before and _is_cut(name, inner, len(fields)):
            cut.setdefault(before, []).append(name if inner is None else f"{name}: {inner}")
        else:
            yield Wrong((*at, name), "unknown-field", _no_such_field(part, name))
    for name, rest in cut.items():
        words = ", ".join((value[name], *rest)).replace('"', "'")
        yield Wrong((*at, name), "quotes", f'a comma ends the words of `{name}`; put them in quotes: {name}: "{words}"')


def _is_cut(name: str, inner: Any, fields: int) -> bool:
    """Say whether a field that is none is rather the rest of words that a comma ended."""
    return inner is None or (isinstance(inner, str | int | float) and (" " in name or fields == 1))


def _no_such_field(part: type[Model], name: str) -> str:
    fields = list(known(part))
    near = get_close_matches(name, fields, n=1, cutoff=0.7) or [one for one in fields if one.startswith(f"{name}_")]
    there = f"there is no field `{name}` in {name_of(part)}"
    if near:
        return f"{there}; did you mean `{near[0]}`?"
    homes = sorted({name_of(one) for one in _all_parts() if name in known(one)})
    if homes:
        return f"{there}; it is a field of {' and of '.join(homes[:3])}"
    return f"{there}; its fields are {', '.join(fields)}"


@lru_cache(maxsize=1)
def _all_parts() -> tuple[type[Model], ...]:
    """Return every part of the language."""
    found: dict[type[Model], None] = {}
    waiting: list[type[Model]] = [Instrument]
    while waiting:
        part = waiting.pop()
        if part not in found:
            found[part] = None
            waiting += [inner for one in known(part).values() for inner in parts(one.form)]
    return tuple(found)


def _own_rules(part: type[Model], value: Mapping[str, Any], at: Path) -> Iterator[Wrong]:
    try:
        msgspec.convert(value, part, dec_hook=lambda _, inner: msgspec.convert(inner, deadline_form(inner)))
    except msgspec.ValidationError as fault:
        words = str(fault).partition(" - at `$")[0]
        if not (part is Instrument and ("have the id" in words or "needs `ceasefire" in words)):  # placed by others
            yield Wrong(at, "rule", words)


def _list(form: Any, value: Any, at: Path) -> Iterator[Wrong]:
    if not isinstance(value, list):
        yield Wrong(at, "list", field_words.no_list(form, value))
        return
    for number, one in enumerate(value):
        yield from _value(form, one, (*at, number))


def _limited(form: Any, value: Any, at: Path) -> Iterator[Wrong]:
    kind, *marks = get_args(form)
    found = list(_value(kind, value, at))
    yield from found or (Wrong(at, *one) for one in islice(field_words.beyond(marks, value), 1))


def _either(form: Any, value: Any, at: Path) -> Iterator[Wrong]:
    """Yield the faults of a value that may have one of several forms, by the form that it comes nearest to."""
    members = get_args(form)
    if value is None and type(None) in members:
        return
    groups = [one for one in members if parts(one)]
    words = [one for one in members if get_origin(one) is Literal]
    if len(groups) > 1:
        yield from _tagged(groups, value, at)
    elif groups and words and not isinstance(value, dict):
        yield from _word_or_part(groups[0], get_args(words[0]), value, at)
    else:
        rest = [one for one in members if one is not type(None) and one not in words] or words
        yield from _value(rest[0], value, at)


def _tagged(groups: list[type[Model]], value: Any, at: Path) -> Iterator[Wrong]:
    field = str(groups[0].__struct_config__.tag_field)
    kinds = {str(one.__struct_config__.tag): one for one in groups}
    if not isinstance(value, dict):
        yield Wrong(
            at, "fields", f"{field_words.stands(value)} where an exception belongs; write {example_of(groups[0])}"
        )
    elif field not in value:
        yield Wrong((*at, field), "missing", f"an exception needs the field `{field}`: one of {', '.join(kinds)}")
    elif not isinstance(value[field], str) or value[field] not in kinds:
        yield Wrong((*at, field), "word", field_words.no_word(kinds, value[field]))
    else:
        yield from _part(kinds[value[field]], value, at)


def _word_or_part(part: type[Model], words: Iterable[str], value: Any, at: Path) -> Iterator[Wrong]:
    allowed = list(words)
    if isinstance(value, str) and value in allowed:
        return
    near = get_close_matches(str(value), allowed, n=1, cutoff=0.8)
    told = f"did you mean {near[0]}?" if near else f"write {instead_of(value, part)}, or {' or '.join(allowed)}"
    yield Wrong(at, "word", f"{field_words.stands(value)} where {name_of(part)} belongs; {told}")


def _single(form: Any, value: Any, at: Path) -> Iterator[Wrong]:
    if get_origin(form) is Literal or (inspect.isclass(form) and issubclass(form, StrEnum)):
        allowed = field_words.choices(form)
        if not isinstance(value, str) or value not in allowed:
            yield Wrong(at, "word", field_words.no_word(allowed, value))
        return
    words = field_words.misfit(form, value)
    if words:
        yield Wrong(at, "form", words)
