"""Exceptions of a provision: what the text takes out of it, and what it keeps in whatever else is taken out."""

from typing import Literal

from ceasefire.agreements.language.fields import ActPattern, Id, Model, Offset, Short, known_act
from ceasefire.vocabulary.codes import ObjectKind


class Excepting(Model, frozen=True, kw_only=True):
    """What every exception may say besides its ground."""

    text_ref: Short | None = None
    id: Id | None = None
    """Unique in its provision, so that another exception can be ranked over it (edition 2)."""
    over: tuple[Id, ...] = ()
    """Exceptions of the same provision before which this one goes, where the text itself ranks them."""
    effect: Literal["takes_out", "keeps_in"] = "takes_out"
    """keeps_in: what fits it stays covered ("but never against hospitals"). One that takes out and one that keeps in
    the same act, neither ranked over the other, leave the answer undetermined."""


class ByTarget(Excepting, frozen=True, kw_only=True, tag_field="kind", tag="target"):
    """Acts against these are excepted: named in the text, on a designation list (its version of the day), or both."""

    actors: tuple[Id, ...] = ()
    lists: tuple[Id, ...] = ()
    classes: tuple[Id, ...] = ()
    """Classes of parties (edition 2)."""
    kinds: tuple[ObjectKind, ...] = ()
    """Kinds of persons and things (edition 2)."""
    associated: bool = False
    """The text adds groups "associated" with them, without a list of its own: only an assertion can claim it."""


class ByArea(Excepting, frozen=True, kw_only=True, tag_field="kind", tag="area"):
    """Ground that is excepted; `undrawn` ground excepts only what somebody asserts."""

    zones: tuple[Id, ...] = ()
    undrawn: Short | None = None


class ByAct(Excepting, frozen=True, kw_only=True, tag_field="kind", tag="act"):
    """Kinds of acts that are excepted (edition 2)."""

    acts: tuple[ActPattern, ...] = ()

    def __post_init__(self) -> None:
        if not self.acts:
            raise ValueError("an exception of kind act needs `acts`")
        for pattern in self.acts:
            known_act(pattern)


class SelfDefence(Excepting, frozen=True, kw_only=True, tag_field="kind", tag="self_defence"):
    """Excepted when asserted; `proportionate` only where the text says so."""

    proportionate: bool = False


class NotifiedExercise(Excepting, frozen=True, kw_only=True, tag_field="kind", tag="notified_exercise"):
    """Excepted when notified in advance."""

    notice_hours: Offset | None = None


Exception_ = ByTarget | ByArea | ByAct | SelfDefence | NotifiedExercise
