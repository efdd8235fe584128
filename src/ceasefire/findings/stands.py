"""What a body holds by a value and its stand towards it, and how what two bodies hold compares.

A dissent from a value holds otherwise, and which other value is open; an abstention holds nothing, and silence less.
"""

from collections.abc import Sequence
from typing import Final, Literal, NamedTuple

from ceasefire.vocabulary.codes import ABSTAINS, HOLDS_OTHERWISE, SILENT, Stand
from ceasefire.vocabulary.stand_words import held_words

SILENCE: Final = "silence"
"""The stand of a body that has said nothing where a rule waits for its word."""
Comparison = Literal["agree", "disagree", "cannot_tell"]


class Holding(NamedTuple):
    """What a body holds: a value, or `holds_otherwise`, `abstains`, `silent`; `towards` is the value it stands towards.

    `against` is whom it names, where it names one.
    """

    value: str
    stand: str | None = None
    towards: str | None = None
    against: str | None = None

    @property
    def of_its_own(self) -> str | None:
        """The value that it holds; None where it holds none, or holds otherwise without saying what."""
        return None if self.stand in (Stand.DISSENT, Stand.ABSTAIN, SILENCE) else self.value

    @property
    def objects(self) -> bool:
        """Whether it dissents: it objects, whatever value it names."""
        return self.stand == Stand.DISSENT

    @property
    def says_nothing(self) -> bool:
        """Whether it holds nothing that can agree or disagree with anything: it abstains, or is silent."""
        return self.stand in (Stand.ABSTAIN, SILENCE)

    @property
    def words(self) -> str:
        """In words: "violation", "holds otherwise than violation", "abstains on violation"."""
        return held_words(self.value, self.towards)


def holding(value: str | None, stand: str | None, against: str | None = None) -> Holding:
    """Return what a body holds that files a value with a stand; no stand at all holds the value, as a concurrence does."""
    if stand == Stand.DISSENT:
        return Holding(HOLDS_OTHERWISE, stand, value, against)
    if stand == Stand.ABSTAIN:
        return Holding(ABSTAINS, stand, value)
    return Holding(value or "", stand, None, against)


SILENT_BODY: Final = Holding(SILENT, SILENCE)


def compare(a: Holding, b: Holding) -> Comparison | None:
    """Return how what two bodies hold compares; None where either says nothing that can be compared.

    A dissent disagrees with the value that it dissents from. Whether it agrees with another value, or with another
    dissent, nobody can tell: it names no value of its own. The order of the two does not matter.
    """
    if a.says_nothing or b.says_nothing:
        return None
    if not a.objects and not b.objects:
        same = a.value == b.value and (a.against is None or b.against is None or a.against == b.against)
        return "agree" if same else "disagree"
    if a.objects and b.objects:
        return "cannot_tell"
    dissent, other = (a, b) if a.objects else (b, a)
    return "disagree" if dissent.towards in (None, other.value) else "cannot_tell"


def differ(held: Sequence[Holding]) -> bool:
    """Return whether any two of these disagree, or may: what bodies hold is then disputed."""
    return any(compare(a, b) in ("disagree", "cannot_tell") for i, a in enumerate(held) for b in held[i + 1 :])
