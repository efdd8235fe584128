"""From the form of a charter to the statement: offices by origin and key, roles and cuts filled in, and every fault named."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final, Protocol

from ceasefire.api.charter_form import CharterError, CutForm, Fault, Named, ReadForm, Step, text_of
from ceasefire.api.charter_versions import Versions
from ceasefire.findings.permissions import default_says
from ceasefire.findings.rules import Mechanism, RulesError, read_rules
from ceasefire.parties.authority.fitness import faults as faults_of
from ceasefire.record import RecordError
from ceasefire.vocabulary.charters import Charter, CharterBody, Cut, Depositary, Office, RoleSays
from ceasefire.vocabulary.codes import Shared
from ceasefire.vocabulary.errors import CeasefireError
from ceasefire.vocabulary.wording import plural

if TYPE_CHECKING:
    from ceasefire.parties.authority.speaking import Version

FIELDS: Final = ("mechanism", "title", "changes", "acts", "source", "note")
"""Fields that the statement has as the form has them."""
_UNKNOWN: Final = "ceasefire/not/known/here"
"""Stands for the ledger of an office that is not known; nothing with it is filed."""


class Ledgers(Protocol):
    """What of a record a form is held against."""

    def first_key(self, office: str | None) -> tuple[str, str]: ...


class Trees(Protocol):
    """Gives the root of a ledger's tree at a size; None where the ledger is shorter, or not here."""

    def root_at(self, origin: str, size: int) -> str | None: ...


@dataclass(frozen=True)
class Drafted:
    """A charter ready to be filed, the file of its rules, what the program filled in and what is left open, in words."""

    charter: Charter
    rules: bytes | None
    filled: tuple[str, ...]
    left_open: tuple[str, ...]


@dataclass
class Drafting:
    """One form on its way to a statement; `sizes` are the sizes of the ledgers here, by origin."""

    read: ReadForm
    ledgers: Ledgers
    trees: Trees
    sizes: dict[str, int]
    versions: Versions
    found: list[Fault] = field(default_factory=list)
    filled: list[str] = field(default_factory=list)

    def drafted(self) -> Drafted:
        """Return the charter; raises CharterError naming everything that is wrong with it."""
        before = self.before
        bodies = tuple(self._bodies())
        depositaries = tuple(self._depositaries())
        roles = self._roles()
        rules = self._rules()
        cuts = tuple(self._cuts(bodies))
        given = {name: getattr(self.read.form, name) for name in FIELDS}
        charter = Charter(
            **given,
            follows=None if before is None else before.id,
            bodies=bodies,
            roles=roles,
            depositaries=depositaries,
            rules=None if rules is None else hashlib.sha256(rules).hexdigest(),
            cuts=cuts,
        )
        for words in (*faults_of(charter, None if before is None else before.charter), *self._slips(charter)):
            self._fault(words, words.partition(":")[0])
        self._refuse()
        return Drafted(charter, rules, tuple(self.filled), tuple(_unkept(charter)))

    def _fault(self, words: str, *steps: Step) -> None:
        self.found.append(self.read.fault(words, *steps))

    def _refuse(self) -> None:
        if self.found:
            raise CharterError(self.read.path.name, self.found)

    # --- the version before it, and offices

    @cached_property
    def before(self) -> "Version | None":
        """The version that this one follows."""
        name = self.read.form.follows
        try:
            return None if name is None else self.versions.named(name)
        except RecordError as error:
            self._fault(f"follows: {error}", "follows")
            return None

    def _office(self, named: Named, *steps: Step) -> Office:
        """Return the office meant; one that is not known stands for itself, so that what else is wrong is told as well."""
        if isinstance(named, Office):
            return named
        try:
            origin, key = self.ledgers.first_key(named)
        except (CeasefireError, RecordError) as error:
            words = f"{error}; an office whose ledger is not here is written {{origin: ..., key: ...}}"
            self._fault(f"{steps[0]}: {words}", *steps)
            return Office(origin=_UNKNOWN, key=hashlib.sha256(named.encode()).hexdigest())
        return Office(origin=origin, key=key)

    def _bodies(self) -> Iterator[CharterBody]:
        for n, one in enumerate(self.read.form.bodies):
            offices = tuple(self._office(office, "bodies", n, "offices", k) for k, office in enumerate(one.offices))
            yield CharterBody(body=one.body, role=one.role, offices=offices, note=one.note)

    def _depositaries(self) -> Iterator[Depositary]:
        for n, one in enumerate(self.read.form.depositaries):
            yield Depositary(of=one.of, id=one.id, office=self._office(one.office, "depositaries", n, "office"))

    # --- what is filled in

    def _roles(self) -> tuple[RoleSays, ...]:
        """Return what each role may say: as written, of the others that the bodies have as the program's own matrix says."""
        written = self.read.form.roles
        others = sorted({one.role for one in self.read.form.bodies} - {one.role for one in written})
        made = default_says(others)
        if made:
            names = ", ".join(role.value.replace("_", " ") for role in others)
            self.filled.append(f"what these roles may say, as the program's own matrix has it: {names}")
        return (*written, *made)

    def _cuts(self, bodies: Iterable[CharterBody]) -> Iterator[Cut]:
        """Yield the cuts that are written, and one for each office that the version before has and this one drops."""
        written = set()
        for n, one in enumerate(self.read.form.cuts):
            office = self._office(one.office, "cuts", n, "office")
            written.add(office)
            if office.origin != _UNKNOWN:
                yield from self._cut(office, one, "cuts", n)
        if self.before is None:
            return
        speak = {office for one in bodies for office in one.offices}
        for office in sorted(_offices(self.before.charter) - speak - written, key=lambda one: (one.origin, one.key)):
            for cut in self._cut(office, CutForm(office=office), "bodies"):
                self.filled.append(f"a cut: {cut.origin} ends with its {plural(cut.size, 'entry')} of now")
                yield cut

    def _cut(self, office: Office, told: CutForm, *steps: Step) -> Iterator[Cut]:
        size = told.size if told.size is not None else self.sizes.get(office.origin)
        ours = self.versions.seen.keys.get(office.origin) == office.key
        root = told.root or (self.trees.root_at(office.origin, size) if size is not None and ours else None)
        if size is not None and root is not None:
            yield Cut(origin=office.origin, key=office.key, size=size, root=root)
            return
        why = "begins here with another key" if office.origin in self.sizes and not ours else "is not here"
        if size is not None and ours:
            why = f"has only {plural(self.sizes.get(office.origin, 0), 'entry')} here"
        self._fault(f"cuts: the ledger {office.origin} {why}; write where it ends: office, size and root", *steps)
        yield Cut(origin=office.origin, key=office.key, size=0, root="0" * 64)  # a fault is told once

    # --- the rules, and what no field shows by itself

    def _rules(self) -> bytes | None:
        """Return the file of rules that the form names, if each of its bodies is one of the charter in the same role."""
        name = self.read.form.rules
        if name is None:
            return None
        try:
            text = text_of(self.read.path.parent / name)
            rules = read_rules(text, name)
        except (CharterError, RulesError) as error:
            self._fault(f"rules: {error}", "rules")
            return None
        for words in self._strangers(rules):
            self._fault(f"rules: {name}: {words}", "rules")
        return text.encode()

    def _strangers(self, rules: Mechanism) -> Iterator[str]:
        roles = {one.body: one.role for one in self.read.form.bodies}
        if rules.mechanism != self.read.form.mechanism:
            yield f"it is of the mechanism {rules.mechanism}"
        for one in rules.bodies:
            if one.body not in roles:
                yield f"{one.body} is no body of this charter"
            elif one.role is not roles[one.body]:
                yield f"{one.body} is {_plain(one.role)} there and {_plain(roles[one.body])} in this charter"

    def _slips(self, charter: Charter) -> Iterator[str]:
        """Yield what every check of the statement lets pass and its author cannot mean."""
        ended = {(one.origin, one.key): one.size for one in (*self._earlier_cuts(), *charter.cuts)}
        for one in sorted(_offices(charter), key=lambda one: (one.origin, one.key)):
            if (one.origin, one.key) in ended:
                at = ended[one.origin, one.key]
                yield f"bodies: {one.origin} with this key ends at entry {at} by a cut and speaks no more; enrol an office anew"
        kept = Counter((one.of.value, one.id) for one in charter.depositaries)
        yield from (
            f"depositaries: {_thing(of, name)} has {n}, so that none answers" for (of, name), n in kept.items() if n > 1
        )

    def _earlier_cuts(self) -> tuple[Cut, ...]:
        return () if self.before is None else (*self.versions.cuts_before(self.before), *self.before.charter.cuts)


def _unkept(charter: Charter) -> Iterator[str]:
    """Yield what no depositary keeps for all though one office must: then it is the one with whose ledger a copy begins."""
    kept = {one.of for one in charter.depositaries if one.id is None}
    names = [one.value for one in (Shared.LINKS, Shared.SETTINGS, Shared.PARTY, Shared.SOURCE) if one not in kept]
    if names:
        yield f"no depositary of {', '.join(names)}: the office with whose ledger a reader's copy begins keeps them there"


def _offices(charter: Charter) -> set[Office]:
    return {office for one in charter.bodies for office in one.offices}


def _thing(of: str, name: str | None) -> str:
    return of.replace("_", " ") + (f" {name}" if name else "")


def _plain(role: str) -> str:
    return role.replace("_", " ")
