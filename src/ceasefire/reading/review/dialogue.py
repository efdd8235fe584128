"""The review as questions and answers: keys and lines come in, screens and lines go out; what draws them is elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from ceasefire.reading.model import Claim, ClaimType
from ceasefire.reading.review.entries import EntryError, choice_of
from ceasefire.reading.review.forms import NAMES, NEEDED, QUOTE, TYPES, Slot, shown
from ceasefire.reading.review.screens import Screen, files, screen_of, short
from ceasefire.reading.review.session import Item, Session, Verdict

ITEM_KEYS: Final = "[a]ccept [m]end [r]efuse [+]add [c]hange [n]ext [b]ack [u]ndo [?]help [q]uit"
PASSAGE_KEYS: Final = "[+]add [c]hange [n]ext [b]ack [u]ndo [?]help [q]uit"
CANCEL, HELP, EMPTY = "!", "?", "-"
HELP_LINES: Final = (
    "a  file it as it stands here           m  mend: change a slot, in plain words",
    "r  refuse it, with the reason          +  add a claim that was missed here",
    "c  change what was last added here     n  leave it undecided and go on",
    "b  go back; what was decided stays     u  undo what was decided or added here",
    "q  quit; what is undecided is not filed",
    "In every question: ! gives up, ? says what can be written, - empties a slot.",
    "Numbers, days, places and names must stand in the text, or be known to the record.",
)


class _GaveUp(Exception):
    """The person gave up a question."""


class _Ended(Exception):
    """The input ended; nothing more is decided."""


class Dialogue:
    """Asks a person through a session. `ask(prompt, one_key)` returns a key or a line, None at the end of input."""

    def __init__(
        self,
        session: Session,
        *,
        ask: Callable[[str, bool], str | None],
        show: Callable[[Screen], None],
        tell: Callable[[str], None],
    ) -> None:
        self._session = session
        self._ask_, self._show, self._tell = ask, show, tell
        self._items = len(session.items)
        self._stops = self._items + len(session.passages)

    def run(self) -> Session:
        """Go through the claims, then through what was left, until the last or until the person quits or input ends."""
        at = 0
        try:
            while at < self._stops:
                self._show(screen_of(self._session, at))
                step = self._step(at)
                if step is None:
                    break
                at = max(0, at + step)
        except _Ended:
            self._tell("the input ended; what is undecided is not filed")
        return self._session

    # --- one stop ---------------------------------------------------------------------------------------------------

    def _step(self, at: int) -> int | None:
        """Act on one key: how far to go on, or None to quit."""
        keys = ITEM_KEYS if at < self._items else PASSAGE_KEYS
        key = self._ask(keys, one_key=True).lower()[:1]
        acts = {"n": self._next, "b": self._back, "u": self._undo, "+": self._add, "c": self._change, "?": self._help}
        if at < self._items:
            acts |= {"a": self._accept, "r": self._refuse, "m": self._mend}
        if key == "q":
            return None
        if key not in acts:
            self._tell(f"no such key; press one of {keys}" if key else f"press one of {keys}")
            return 0
        try:
            return acts[key](at)
        except _GaveUp:
            self._tell("given up; nothing was changed")
            return 0

    def _next(self, at: int) -> int:
        return 1

    def _back(self, at: int) -> int:
        return -1

    def _help(self, at: int) -> int:
        for line in HELP_LINES:
            self._tell(line)
        return 0

    def _accept(self, at: int) -> int:
        self._session.accept(at)
        return 1

    def _refuse(self, at: int) -> int:
        self._session.refuse(at, self._line("why refused? (Enter: no reason)", "the reason, kept in the protocol"))
        return 1

    def _undo(self, at: int) -> int:
        dropped = self._session.drop(str(at))
        if dropped is not None:
            self._tell(f"taken back: {NAMES[dropped.claim.type]} on {short(dropped.claim.quote)}")
        elif at < self._items and self._session.items[at].verdict is not Verdict.UNDECIDED:
            self._session.take_back(at)
            self._tell("taken back; it stands as it was read, undecided")
        else:
            self._tell("nothing to undo here")
        return 0

    # --- mending ----------------------------------------------------------------------------------------------------

    def _mend(self, at: int) -> int:
        item = self._session.items[at]
        claim = self._changed(item.claim, item.form)
        if claim == item.claim:
            self._tell("nothing was changed")
            return 0
        self._echo(claim, self._session.would_make(claim, at), item.form)
        reason = self._line("why mended? (Enter: no reason)", "the reason, kept with the statement and in the protocol")
        self._session.mend(at, claim, reason)
        return 1

    def _changed(self, claim: Claim, form: tuple[Slot, ...]) -> Claim:
        """Ask for slots to change until none is named; each change is tested and echoed as it is made."""
        for number, slot in enumerate(form, 1):
            self._tell(f"{number:>2}  {slot.label:20}  {short(shown(slot, claim), 50) or '-'}")
        names = tuple(slot.label for slot in form)
        while True:
            line = self._line(
                "which slot? number or name (Enter: done)", "as 4, or place, or at once place = Orvan", form
            )
            if not line:
                return claim
            name, mark, told = (part.strip() for part in line.partition("="))
            found = self._named(name, form, names)
            if found is not None:
                claim = self._entry(claim, found, told if mark else None)

    def _named(self, told: str, form: tuple[Slot, ...], labels: tuple[str, ...]) -> Slot | None:
        fields = {slot.field: slot for slot in form}
        if told in fields:
            return fields[told]
        try:
            return form[labels.index(choice_of(told, labels))]
        except EntryError as error:
            self._tell(f"no such slot: {error}")
            return None

    def _entry(self, claim: Claim, slot: Slot, told: str | None) -> Claim:
        """Ask for one slot until it is taken, and echo it; Enter keeps what it has."""
        now = shown(slot, claim)
        while True:
            if told is None:
                hint = f"Enter keeps {now}, - empties" if now else "Enter: not told"
                told = self._line(f"{slot.label} ({hint}):", slot.help)
                if not told:
                    return claim
            try:
                changed = self._session.entered(claim, slot, "" if told == EMPTY else told)
            except EntryError as error:
                self._tell(f"not taken: {error}")
                told = None
                continue
            self._tell(f"{slot.label}: {shown(slot, changed) or 'empty'}")
            return changed

    # --- adding -----------------------------------------------------------------------------------------------------

    def _add(self, at: int) -> int:
        session = self._session
        claim = session.blank(ClaimType.INCIDENT, *self._words(at))
        kind = self._kind(at)
        claim = session.blank(kind, claim.start, claim.end)
        blank = Item(proposed=None, claim=claim, made=())
        numbers = session.passages[at - self._items].numbers if at >= self._items else ()
        claim = self._settled(self._filled(session.offered(claim, numbers), blank.form), blank.form)
        reason = self._line("why added? (Enter: no reason)", "the reason, kept with the statement and in the protocol")
        session.add(claim, reason, place=str(at))
        return 0

    def _change(self, at: int) -> int:
        """Change slots of what was last added at a stop; it is added under its own reason where no other is told."""
        here = self._session.added_at(str(at))
        if not here:
            self._tell("nothing was added here; + adds a claim")
            return 0
        item = here[-1]
        claim = self._settled(self._changed(item.claim, item.form), item.form)
        self._session.change(
            str(at), claim, self._line(f"why? (Enter: {item.reason})", "the reason, kept with the statement")
        )
        return 0

    def _settled(self, claim: Claim, form: tuple[Slot, ...]) -> Claim:
        """Return a claim to be added once the person agrees to it, after as many changes as that takes."""
        while not self._confirmed(claim, form):
            claim = self._changed(claim, form)
        return claim

    def _words(self, at: int) -> tuple[int, int]:
        """Ask for the words that a claim stands on; Enter takes the sentence that is shown."""
        around = self._sentence(at)
        while True:
            line = self._line(
                "which words? (Enter: the sentence; or: first words ... last words)",
                "the words as they stand in the text, or how they begin and end with ... between",
            )
            if not line:
                return around
            try:
                start, end = self._session.marked(line, around)
            except EntryError as error:
                self._tell(f"not taken: {error}")
                continue
            self._tell(f"stands on: {short(self._session.text[start:end])}")
            return start, end

    def _kind(self, at: int) -> ClaimType:
        """Ask which type of claim it is; Enter takes the type that such sentences most often hold."""
        like = self._session.passages[at - self._items].like if at >= self._items else ClaimType.INCIDENT
        listed = tuple(TYPES.values())
        told = ", ".join(f"{n} {name}" for n, name in enumerate(listed, 1))
        while True:
            line = self._line(f"{told}\nwhich? (Enter: {TYPES[like]})", "its number or its name")
            try:
                return tuple(TYPES)[listed.index(choice_of(line, listed))] if line else like
            except EntryError as error:
                self._tell(f"not taken: {error}")

    def _filled(self, claim: Claim, form: tuple[Slot, ...]) -> Claim:
        """Ask slot by slot."""
        for slot in form:
            if slot is not QUOTE and slot.field != "modality":
                claim = self._entry(claim, slot, None)
        return claim

    def _confirmed(self, claim: Claim, form: tuple[Slot, ...]) -> bool:
        self._echo(claim, self._session.would_make(claim), form)
        while True:
            key = self._ask("[y]es, add it  [m]end a slot  [!] give up", one_key=True).lower()[:1]
            if key == CANCEL:
                raise _GaveUp
            if key == "m":
                return False
            lacking = [
                slot.label for slot in form if slot.field in NEEDED.get(claim.type, ()) and not shown(slot, claim)
            ]
            if key == "y" and lacking:
                self._tell(f"not added yet: {' and '.join(lacking)} must be told; m fills it")
            elif key == "y":
                return True

    def _echo(self, claim: Claim, made: tuple[object, ...] | str, form: tuple[Slot, ...]) -> None:
        """Say what is to be filed, as it will stand."""
        told = f"no statement: {made}" if isinstance(made, str) else files(made)
        self._tell(f"to be filed ({told}):")
        for slot in form:
            if shown(slot, claim) and slot is not QUOTE:
                self._tell(f"{slot.label:20}  {shown(slot, claim)}")

    def _sentence(self, at: int) -> tuple[int, int]:
        if at >= self._items:
            one = self._session.passages[at - self._items]
            return self._session.sentence(one.start, one.end) if one.end - one.start > 500 else (one.start, one.end)
        claim = self._session.items[at].claim
        return self._session.sentence(claim.start, claim.end)

    # --- questions --------------------------------------------------------------------------------------------------

    def _ask(self, prompt: str, *, one_key: bool) -> str:
        told = self._ask_(prompt, one_key)
        if told is None:
            raise _Ended
        return told.strip()

    def _line(self, prompt: str, help_: str, form: tuple[Slot, ...] = ()) -> str:
        """Ask for a line; `!` gives up, `?` says what can be written."""
        while True:
            told = self._ask(prompt, one_key=False)
            if told == CANCEL:
                raise _GaveUp
            if told != HELP:
                return told
            self._tell(help_)
            for slot in form:
                self._tell(f"{slot.label}: {slot.help}")
