"""The words of bulletins, one file a language: `lexicon/bulletins/LANGUAGE.toml`, refused where it is not as it must be."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib import resources
from typing import Final, Literal

import msgspec

from ceasefire.reading.bulletins.folding import plain_letter
from ceasefire.reading.lexicon.load import Lines

FIRST: Final = (
    *("not_registered", "not_confirmed", "denied", "registered", "confirmed", "correction", "instead"),
    *("instead_after", "yesterday", "genitive", "of_them", "including", "other_side", "both", "neither", "rest"),
)
"""Kinds of words that are looked for before the names of parties and places."""
LAST: Final = (
    *("turn", "humanitarian", "checkpoints", "posts", "tonnes", "people", "settlements", "formations"),
    *("agreements", "total", "provinces", "cases", "bodies", "staff", "sides", "more", "all", "accused"),
    *("accused_after", "by", "break", "each", "of", "none", "conj"),
)
"""Kinds of words that are looked for after the names of parties and places, in this order."""
LOOSE_FIRST: Final = ("us", "calm", "own", "broke", "examined", "proved", "refused")
"""Kinds of words that the loose grammar alone looks for, before names: of no cases ("quiet"), of who issues ("our", and "us" who is accused),
of breaking the truce, whose subject is accused, of looking into cases,
which says nothing of them, of cases that proved true, whoever told them, and of not accepting: some are denied, of "any" none is confirmed."""
LOOSE_LAST: Final = ("complaints", "explosions", "times", "forces", "these", "negated", "but", "except")
"""Kinds of words that the loose grammar alone looks for, after names; "forces" are those of whoever they belong to,
"complaints" are cases as whoever told them, "these" stand before a number told before, "negated" and "but" around one that is wrong,
"except" behind a denied verb and before the number that holds."""
SINCE: Final = ("week", "month", "year", "day", "truce", "past_week", "past_month")
"""Beginnings of running counts, and whole weeks and months; DAY stands for a day of a month, MONTH for a month."""
TWO: Final = (
    "cases",
    "posts",
    "checkpoints",
    "settlements",
    "formations",
    "humanitarian",
    "agreements",
    "tonnes",
    "people",
    "times",
    "explosions",
)
"""Kinds of words of which a language may have a dual."""
_OPTIONAL: Final = frozenset(
    (
        "genitive",
        "of",
        "instead",
        "instead_after",
        "break",
        "by",
        "accused",
        "accused_after",
        "all",
        "negated",
        "but",
        "refused",
    )
)
"""Kinds that a language may do without: a genitive for "of the 12", a word for "of", "not 9" before or after the number,
words that part counts, "by" of who counts and of who is accused, before or after the name, and "not 5 but 3"."""
_ATTACHED: Final = frozenset((*FIRST, *LAST, *LOOSE_FIRST, *LOOSE_LAST, "two", "since", "dates", "digits", "number"))
_JOINED: Final = frozenset((*FIRST, *LAST, "two", "name"))
Forms = tuple[str, ...]
"""Patterns over folded text, each of one wording."""


class Attached(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What may be written in one word with words of some kinds: patterns before them and after them."""

    kinds: tuple[str, ...]
    before: str = ""
    after: str = ""


class Joined(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How "and" is written in one word with what follows it; all empty where it is a word of its own.

    `letters` are those before words of `kinds` ("name": a party or place), `number_letter` the one before numbers, but
    for words that begin as one of `not_joined` does; `before_numbers` and `after_numbers` say how many letters may be left
    off before and after a number word; `units_first`: "five and twenty".
    """

    letters: str = ""
    kinds: tuple[str, ...] = ()
    number_letter: str = ""
    not_joined: tuple[str, ...] = ()
    before_numbers: int = 0
    after_numbers: int = 0
    units_first: bool = False


class NameForms(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How names of parties and places change in a sentence; all values are patterns over folded text.

    `cut` is what a name loses before an ending, `ending` what a noun may end on instead, `adjective` what makes an
    adjective of it, `before` what may be written in one word before it. `every_word`: all words of a name change, and
    not the last alone. `formed` are adjectives by their look. `side_first`: "side" stands before whose side it is. `no_sides`:
    words beside "side" that say no side ("the other side", "both sides"). `between` may stand between "side" and a name.
    `possessed` is what a word of a longer name ends on and loses where it stands alone.
    `possessor` is what a name ends on that says whose a thing is; `we` what a verb ends on of which the issuer is the subject.
    """

    side_first: bool
    no_sides: Forms
    every_word: bool
    cut: str
    ending: str
    adjective: str
    before: str = ""
    formed: str = ""
    between: str = ""
    possessor: str = ""
    possessed: str = ""
    we: str = ""


class Dates(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that make a number no count: units behind it; UNITS and NUMBER in `others` stand for words, `to` joins two days."""

    units: Forms
    others: Forms = ()
    to: str = "-"


class WordData(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One language's words as they stand in its file, folded.

    `common` are frequent words that tell the language from others of its `script`; `joint` stands between the number
    words of one number; `items` has the forms of each kind, `loose` further ones for bulletins
    that keep to no set form, `two` those of two of a thing in one word, `since` those of
    each beginning of a running count, `months` those of each month, `numbers` and `each_of` ("two each", in one word)
    those of each value.
    """

    language: str
    script: Literal["latin", "cyrillic", "arabic"]
    common: Forms
    joint: str
    attached: tuple[Attached, ...]
    joined: Joined = Joined()
    names: NameForms
    items: dict[str, Forms]
    two: dict[str, Forms] = {}
    loose: dict[str, Forms]
    since: dict[str, Forms]
    dates: Dates
    months: dict[str, Forms]
    numbers: dict[str, Forms]
    each_of: dict[str, Forms] = {}

    def around(self, kind: str) -> tuple[str, str]:
        """Return what may be written before and after words of a kind."""
        return next(((a.before, a.after) for a in self.attached if kind in a.kinds), ("", ""))


@cache
def languages() -> tuple[str, ...]:
    """Return the languages that have a file of words."""
    folder = resources.files("ceasefire.reading.lexicon").joinpath("bulletins")
    return tuple(sorted(file.name.removesuffix(".toml") for file in folder.iterdir() if file.name.endswith(".toml")))


@cache
def word_data(language: str) -> WordData:
    """Return the words of a language; raises LexiconError with file and line where its file is not as it must be."""
    name = f"lexicon/bulletins/{language}.toml"
    path = resources.files("ceasefire.reading.lexicon").joinpath("bulletins", f"{language}.toml")
    return parsed(name, path.read_text("utf-8"))


def parsed(name: str, text: str) -> WordData:
    """Return the words in the text of a file; `name` is what errors call the file."""
    folded = "".join(c if ord(c) < 128 else plain_letter(c) for c in text)
    lines = Lines(name, tuple(folded.split("\n")))
    try:
        data = msgspec.convert(tomllib.loads(folded), WordData)
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"\(at line (\d+)", str(error))
        raise lines.error(int(at[1]) if at else len(lines.lines), str(error)) from None
    except msgspec.ValidationError as error:
        raise lines.error(_line_of(lines, str(error)), str(error)) from None
    for line, what in _faults(data, lines):
        raise lines.error(line, what)
    return data


def _line_of(lines: Lines, reason: str) -> int:
    """Return the line that a reason of msgspec speaks of: "... unknown field `x` - at `$.items.y`"."""
    path = re.search(r"at `(?:\$\.)?([\w.]+)", reason)
    field = re.search(r"unknown field `([^`]+)`", reason)
    tables = path[1].split(".") if path else []
    line = lines.table(tables[0]) if tables else 1
    inner = field[1] if field else tables[-1] if len(tables) > 1 else ""
    return max(lines.key(inner, after=line), lines.table(inner)) if inner else line


def _faults(data: WordData, lines: Lines) -> Iterator[tuple[int, str]]:
    """Yield what is wrong with a file whose shape is right, with the line."""
    months = tuple(map(str, range(1, 13)))
    known = {
        "items": (*FIRST, *LAST),
        "loose": (*FIRST, *LAST, *LOOSE_FIRST, *LOOSE_LAST),
        "two": TWO,
        "since": SINCE,
        "months": months,
    }
    needed = {
        "items": {*FIRST, *LAST} - _OPTIONAL,
        "since": SINCE,
        "months": months,
        "loose": {*LOOSE_FIRST, *LOOSE_LAST} - _OPTIONAL,
    }
    for table, kinds in known.items():
        yield from _unknown(lines, table, getattr(data, table), kinds)
        yield from _missing(lines, table, getattr(data, table), needed.get(table, ()))
    for table in ("numbers", "each_of"):
        yield from ((lines.key(v, after=lines.table(table)), f"{v!r} is not a number") for v in _no_values(data, table))
    yield from _of_attached(data, lines)
    for table, key, forms in _forms(data):
        yield from _of_forms(lines, table, key, forms)


def _unknown(lines: Lines, table: str, found: Iterable[str], known: Iterable[str]) -> Iterator[tuple[int, str]]:
    for key in found:
        if key not in tuple(known):
            yield lines.key(key, after=lines.table(table)), f"unknown key {key!r} in [{table}]"


def _missing(lines: Lines, table: str, found: Iterable[str], needed: Iterable[str]) -> Iterator[tuple[int, str]]:
    for key in sorted(set(needed) - set(found)):
        yield lines.table(table), f"{key!r} is missing in [{table}]"


def _no_values(data: WordData, table: str) -> Iterator[str]:
    found: Mapping[str, Forms] = getattr(data, table)
    return (value for value in found if not value.isdecimal())


def _of_attached(data: WordData, lines: Lines) -> Iterator[tuple[int, str]]:
    seen: set[str] = set()
    for at, attached in enumerate(data.attached):
        line = lines.record("attached", at)
        for kind in attached.kinds:
            if kind not in _ATTACHED:
                yield lines.word(kind, after=line), f"unknown kind {kind!r} in [[attached]]"
            if kind in seen:
                yield lines.word(kind, after=line), f"{kind!r} stands twice in [[attached]]"
            seen.add(kind)
    for kind in data.joined.kinds:
        if kind not in _JOINED:
            yield lines.key("kinds", after=lines.table("joined")), f"unknown kind {kind!r} in [joined]"


def _forms(data: WordData) -> Iterator[tuple[str, str, Forms]]:
    """Yield each list of forms of a file, with its table and key."""
    for table in ("items", "loose", "two", "since", "months", "numbers", "each_of"):
        yield from ((table, key, forms) for key, forms in getattr(data, table).items() if key not in _OPTIONAL or forms)
    yield "dates", "units", data.dates.units
    for key in ("cut", "ending", "adjective", "before", "formed", "between", "possessor", "possessed", "we"):
        if getattr(data.names, key):
            yield "names", key, (getattr(data.names, key),)


def _of_forms(lines: Lines, table: str, key: str, forms: Forms) -> Iterator[tuple[int, str]]:
    line = lines.key(key, after=lines.table(table))
    if not forms:
        yield line, f"{key!r} in [{table}] has no words"
    for at, form in enumerate(forms):
        if form in forms[:at]:
            yield line, f"{form!r} stands twice in {key!r}, once letters are folded"
        try:
            re.compile(form)
        except re.error as error:
            yield line, f"{form!r} is not a pattern ({error})"
