"""What can be missing for an answer of the scope test, each in the words that every room shows."""

from typing import Final

from ceasefire.vocabulary.wording import spaced

_WORDS: Final = {
    "geometry": "a line of the area that holds on that day, told finely enough to have the place on one side of it",
    "place": "the place, told as a point or within a smaller radius",
    "time": "the day and hour, told finely enough, or a record of the event that the clause counts from",
    "extension_act": "an act of extension, recorded with what it takes",
    "actor": "who did it, by a name that is known",
    "holder": "whom the text binds: it names nobody, and no report can tell",
    "membership": "whether the actor had joined by then: a dated accession that names it, or who was left out of those that joined",
    "act": "what kind of act it was, and what it did to those whom it hit, told finely enough",
    "target": "who or what it was done to, by a name that is known",
    "list": "the list of exempt groups as it stood that day, with all its members",
    "coding": "one coding that answers, where offices code an instrument, zone, list or accession differently: a depositary in "
    "the charter, or a coding asked for by its office",
    "origin": "the place from where it was done",
    "ranking": "a text that says which of two clauses or exceptions goes before the other",
    "wording": "words of the text that the coding leaves out: a coding of them, or somebody who accepts by name that they are left out",
    "manner": "whether it was offensive, told by somebody who may say so",
}
MISSING: Final = tuple(_WORDS)
"""What can be missing: names as the tables `hits` and `scope` hold them. Their order is that of the bits of an answer; new ones go last."""


_THE_SAME: Final = frozenset({"actor", "target"})
"""What several reports must tell alike."""


def missing_words(what: str, *, several: bool = True) -> str:
    """Return what an open answer waits for; of a thing that this version does not know, its name.

    `several`: more than one report tells, or may tell, of what is asked.
    """
    alike = ", and the same in every report" if several and what in _THE_SAME else ""
    return (_WORDS.get(what) or spaced(what)) + alike
