"""Single values of a file in a lawyer's words: what was expected, what stands there, what to write instead."""

import inspect
import re
from collections.abc import Iterable, Iterator
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from typing import Annotated, Any, Final, Literal, get_args, get_origin

from msgspec import Meta

from ceasefire.agreements.language.duty_fields import Deadline
from ceasefire.agreements.language.fields import Checked, Model
from ceasefire.agreements.language.files.part_words import example_of, is_date, name_of, shown
from ceasefire.vocabulary.codes import CATEGORIES

_WANTED: Final = {
    str: "words",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
    date: "a date, such as 2017-05-04",
}
_COUNTED: Final = "one two three four five six seven eight nine ten eleven twelve"
_DIGITS: Final = {word: number for number, word in enumerate(_COUNTED.split(), 1)} | {
    "fifteen": 15,
    "twenty": 20,
    "thirty": 30,
    "forty-eight": 48,
    "sixty": 60,
    "seventy-two": 72,
    "ninety": 90,
}
"""Numbers as texts write them, of days and hours above all."""
_MOST_CHOICES: Final = 16
"""Words that a message lists; of more it gives those most like what stands there."""


def choices(form: Any) -> list[str]:
    """Return the words that a closed choice allows."""
    if inspect.isclass(form) and issubclass(form, StrEnum):
        return [one.value for one in form]
    return [str(one) for one in get_args(form)]


def wanted(form: Any) -> str:
    """Return in words what a field of this form holds."""
    if get_origin(form) is Annotated:
        kind, *marks = get_args(form)
        told = [one.description for one in marks if isinstance(one, Meta) and one.description]
        return told[0] if told else wanted(kind)
    if get_origin(form) is Literal:
        return f"one of {', '.join(choices(form))}"
    if inspect.isclass(form):
        return _wanted_of(form)
    members = [wanted(one) for one in get_args(form) if one is not type(None)]
    return "a list" if get_origin(form) is tuple else " or ".join(members)


def _wanted_of(form: Any) -> str:
    if form is Deadline:
        return "a deadline, such as {date: 2017-05-18}"
    if issubclass(form, Model):
        return f"{name_of(form)}, such as {example_of(form)}"
    return f"one of {', '.join(choices(form))}" if issubclass(form, StrEnum) else _WANTED[form]


def stands(value: Any) -> str:
    """Return in words what stands in the file."""
    if value is None:
        return "nothing"
    if isinstance(value, dict):
        return "a group of fields"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, bool):
        return f"the word {str(value).lower()}"
    return f"the number {value}" if isinstance(value, int | float) else f"the word {shown(value)}"


def no_word(allowed: Iterable[str], value: Any) -> str:
    """Return why a value is none of a closed list of words, with the nearest one or all of them."""
    words = list(allowed)
    near = get_close_matches(str(value).replace(" ", "_").lower(), words, n=1, cutoff=0.7)
    told = f"did you mean {near[0]}?" if near else f"write one of {', '.join(words)}"
    if near and len(words) <= _MOST_CHOICES:
        told += f" (known: {', '.join(words)})"
    there = "nothing stands here" if value is None else f"{stands(value)} is not known here"
    return f"{there}; {told}"


def no_list(form: Any, value: Any) -> str:
    """Return why a value is no list of members of this form, and how it would be written."""
    if value is None:
        return "nothing stands here; leave the field out, or write a list: [a, b]"
    if isinstance(value, dict):
        return "a group of fields where a list belongs; begin each member on a line of its own with a hyphen"
    return f"{stands(value)} where a list belongs; write [{value}]"


def misfit(form: Any, value: Any) -> str:
    """Return why a value is no text, number, date or yes and no; empty where it is what the form asks for."""
    if value is None:
        return f"nothing stands here; leave the field out, or write {_WANTED[form]}"
    if form is date:
        return _no_date(value)
    if _fits(form, value):
        return ""
    if form is str:
        return _no_text(value)
    return f"{stands(value)} where {_WANTED[form]} belongs; write {_instead(form, value)}"


def _instead(form: Any, value: Any) -> str:
    """Return what to write where a number or a yes and no belongs: the number that the words hold, alone."""
    if form not in (int, float) or not isinstance(value, str):
        return f"{_WANTED[form]}{' without quotes' if isinstance(value, str) else ''}"
    told = re.match(r"\s*(\d{1,9})(?!\d)(\S*\s*)", value)
    if told and told[2]:
        return f"the number alone, in what the field counts: {told[1]}"
    if value.strip().lower() in _DIGITS:
        return f"it in digits: {_DIGITS[value.strip().lower()]}"
    return f"{_WANTED[form]} without quotes" if told else f"{_WANTED[form]} in digits"


def _fits(form: Any, value: Any) -> bool:
    if isinstance(value, bool):
        return form is bool
    return isinstance(value, form) or (form is float and isinstance(value, int))


def _no_text(value: Any) -> str:
    if isinstance(value, bool | int | float):
        word = str(value).lower() if isinstance(value, bool) else value
        return f'{stands(value)} where words belong; put it in quotes: "{word}"'
    if isinstance(value, dict):
        return "a group of fields where words belong; words with a colon or in braces stand in quotes"
    return "a list where words belong; words in brackets stand in quotes"


def _no_date(value: Any) -> str:
    if isinstance(value, str) and is_date(value):
        return ""
    if isinstance(value, dict):
        return "a group of fields where a date belongs; write the date alone, such as 2017-05-04"
    what = (
        " is no day of the calendar"
        if isinstance(value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value)
        else ""
    )
    return f"{stands(value)}{what or ' where a date belongs'}; write year, month and day, such as 2017-05-04"


def beyond(marks: Iterable[Any], value: Any) -> Iterator[tuple[str, str]]:
    """Yield the rule and the words of each limit of a field that its value does not keep."""
    for mark in marks:
        if isinstance(mark, Meta):
            yield from _beyond(mark, value)
        elif isinstance(mark, Checked):
            try:
                mark.rule(value)
            except ValueError as fault:
                yield "name", str(fault)


def _beyond(mark: Meta, value: Any) -> Iterator[tuple[str, str]]:
    if mark.pattern is not None and not re.search(mark.pattern, value):
        yield "spelling", _misspelt(mark, value)
    elif isinstance(value, int | float):
        yield from _out_of_range(mark, value)
    elif isinstance(value, str | list):
        yield from _too_long(mark, value)


def _misspelt(mark: Meta, value: str) -> str:
    told = f"{shown(value)} cannot stand here; write {mark.description}"
    kinds = [f"{group}/{kind}" for group, held in CATEGORIES.items() for kind in held if value == kind]
    if mark.description and mark.description.startswith("a group and a kind"):
        kinds += [f"{value}/*"] if value in CATEGORIES else []
        return f"{shown(value)} is no group/kind; did you mean {kinds[0]}?" if kinds else told
    if is_date(value):
        return f"{told}; a date stands in the field `date`"
    return told


def _out_of_range(mark: Meta, value: float) -> Iterator[tuple[str, str]]:
    if mark.ge is not None and value < mark.ge:
        yield "range", f"{value} is too small; at least {mark.ge}"
    if mark.gt is not None and value <= mark.gt:
        yield "range", f"{value} is too small; more than {mark.gt}"
    if mark.le is not None and value > mark.le:
        yield "range", f"{value} is too large; at most {mark.le}"


def _too_long(mark: Meta, value: str | list[Any]) -> Iterator[tuple[str, str]]:
    unit = "characters" if isinstance(value, str) else "members"
    if mark.min_length is not None and len(value) < mark.min_length:
        yield "length", "nothing stands here; at least one is needed" if unit == "members" else "no words stand here"
    if mark.max_length is not None and len(value) > mark.max_length:
        yield "length", f"{len(value):,} {unit} are too many; at most {mark.max_length:,}"
