"""Where each printed number leads: numbered statements, and one entry a figure listing those it came from."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Final

from markupsafe import Markup

from ceasefire.figures import Figure
from ceasefire.publication.words import clean, told
from ceasefire.vocabulary.wording import plural

_IDS: Final = re.compile(r"\b[0-9a-f]{64}(?:#[0-9]+)?\b")


@dataclass(frozen=True, kw_only=True)
class FigureEntry:
    """One figure as the annex explains it: its text, its terms, and the statements as ranges of their numbers.

    Where the page has no room for these, `listed` is the name under which a file beside it lists them.
    """

    anchor: str
    back: str
    figure: Figure
    ranges: tuple[tuple[int, int], ...]
    unknown: tuple[str, ...]
    count: int
    listed: str = ""

    @property
    def statements(self) -> str:
        """Return how many statements it rests on, in words."""
        return plural(self.count, "statement")


@dataclass
class Lineages:
    """Gives every statement a number and every figure a link; two figures alike in all terms share one entry.

    `room` is how many statements may still be given a place on the page; None where all stand there. `placed` are those
    that have one. A figure that rests on more than `named` statements then leads to a list in a file.
    """

    numbers: dict[str, int] = field(default_factory=dict)
    groups: dict[tuple[str, ...], str] = field(default_factory=dict)
    entries: dict[tuple[object, ...], FigureEntry] = field(default_factory=dict)
    shown: set[str] = field(default_factory=set)
    printed: int = 0
    room: int | None = None
    named: int = 0
    placed: dict[str, None] = field(default_factory=dict)
    lists: dict[tuple[str, ...], str] = field(default_factory=dict)

    def number(self, ids: Iterable[str]) -> None:
        """Give statements numbers in the order given; a statement keeps its first number."""
        for one in ids:
            self.numbers.setdefault(one, len(self.numbers) + 1)

    def group(self, ids: Iterable[str], anchor: str) -> None:
        """Let figures that rest on exactly these statements lead to a list that is printed anyway."""
        self.groups.setdefault(tuple(sorted(set(ids))), anchor)

    def place(self, ids: Iterable[str]) -> None:
        """Note statements that are printed anyway."""
        self.placed.update(dict.fromkeys(ids))

    def stands(self, one: str) -> bool:
        """Tell whether a statement stands on the page; it is given a place where there is room for it."""
        if one not in self.numbers:
            return False
        if self.room is None or one in self.placed:
            return True
        if self.room:
            self.room -= 1
            self.placed[one] = None
            return True
        return False

    def href(self, figure: Figure) -> str:
        """Return the anchor a figure leads to: its one statement, a printed list, or its entry in the annex."""
        if len(figure.lineage) == 1 and self.stands(figure.lineage[0]):
            return f"s{self.numbers[figure.lineage[0]]}"
        return self.groups.get(figure.lineage) or self._entry(figure).anchor

    def link(self, figure: Figure) -> Markup:
        """Return the figure's text as a link to what it rests on; the coverage of a zero is told there."""
        if not callable(getattr(figure, "text", None)) or not hasattr(figure, "lineage"):
            raise TypeError(f"only a figure may be printed as a number, not {type(figure).__name__}")
        self.printed += 1
        href = self.href(figure)
        own = Markup("")
        if href.startswith("w") and href not in self.shown:
            self.shown.add(href)
            own = Markup(' id="n{}"').format(href[1:])
        text = clean(figure.text().partition(" (coverage")[0])
        return Markup('<a class="fig" href="#{}"{}>{}</a>').format(href, own, text)

    def is_printed(self, entry: FigureEntry) -> bool:
        """Tell whether the figure of an entry stands in the text, so that the entry can lead back to it."""
        return entry.anchor in self.shown

    def cite(self, statement_id: str) -> Markup:
        """Return a statement's number, as a link where it stands here, or its short id when it has no number."""
        if (number := self.numbers.get(statement_id)) is None:
            return Markup("<code>{}</code>").format(short(statement_id))
        if not self.stands(statement_id):
            return Markup('<span class="cite">{}</span>').format(str(number))
        return Markup('<a class="cite" href="#s{}">{}</a>').format(str(number), str(number))

    def linked(self, text: str) -> Markup:
        """Return words in which each statement id is cited as `cite` does."""
        parts, ids = _IDS.split(text), _IDS.findall(text)
        cited = (self.cite(one) for one in ids)
        return Markup("").join(part for pair in zip_longest(map(told, parts), cited, fillvalue="") for part in pair)

    def _entry(self, figure: Figure) -> FigureEntry:
        key = (figure.text(), figure.unit, figure.scope, figure.ledger, figure.method, figure.lineage)
        if key not in self.entries:
            anchor = f"w{len(self.entries) + 1}"
            listed = self._listed(figure.lineage, anchor)
            known = [] if listed else sorted({self.numbers[i] for i in figure.lineage if i in self.numbers})
            unknown = () if listed else tuple(i for i in figure.lineage if i not in self.numbers)
            self.entries[key] = FigureEntry(
                anchor=anchor,
                back=f"n{anchor[1:]}",
                figure=figure,
                ranges=tuple(ranges(known)),
                unknown=unknown,
                count=len(figure.lineage),
                listed=listed,
            )
        return self.entries[key]

    def _listed(self, lineage: tuple[str, ...], anchor: str) -> str:
        """Return the name under which a file lists the statements of a figure; empty where the page names them."""
        if self.room is None or not lineage:
            return ""
        self.number(lineage)
        name = self.lists.setdefault(lineage, anchor)
        return "" if len(lineage) <= self.named and all(self.stands(one) for one in lineage) else name


def ranges(numbers: list[int]) -> Iterable[tuple[int, int]]:
    """Yield the runs of consecutive numbers in a sorted list."""
    start = last = None
    for n in numbers:
        if last is not None and n == last + 1:
            last = n
            continue
        if start is not None and last is not None:
            yield start, last
        start = last = n
    if start is not None and last is not None:
        yield start, last


def range_links(runs: Iterable[tuple[int, int]]) -> Markup:
    """Return runs of statement numbers as links to their first statement."""
    one, many = '<a class="cite" href="#s%d">%d</a>', '<a class="cite" href="#s%d">%d–%d</a>'
    return Markup(" ".join(one % (a, a) if a == b else many % (a, a, b) for a, b in runs))  # numbers need no escaping


def short(statement_id: str) -> str:
    """Return the first twelve characters of a statement id, and the row where it addresses one."""
    head, mark, row = statement_id.partition("#")
    return clean((head[:12] if len(head) == 64 else head) + mark + row)
