"""What a body holds on an axis, in words: a dissent holds otherwise, an abstention and a silence are said as such."""

from typing import Final

from ceasefire.vocabulary.codes import ABSTAINS, HOLDS_OTHERWISE, SILENT

_SAYS: Final = {
    HOLDS_OTHERWISE: "holds otherwise than {}",
    ABSTAINS: "abstains on {}",
    SILENT: "silent: its word on {} is waited for",
}
_NOTHING_TOLD: Final = {
    HOLDS_OTHERWISE: "holds otherwise",
    ABSTAINS: "abstains",
    SILENT: "silent: its word is waited for",
}


def held_words(value: str | None, towards: str | None = None) -> str:
    """Return what a row of the table `standing` says that a body holds: its value, or how it stands `towards` one.

    A dissent from `violation` is `holds otherwise than violation`: never the value it dissents from.
    """
    told = (value or "").replace("_", " ")
    if towards and value in _SAYS:
        return _SAYS[value].format(towards.replace("_", " "))
    return _NOTHING_TOLD.get(value or "", told)


def office_words(label: str, origin: str) -> str:
    """Return how an office is printed where its ledger matters: `compiler (ceasefire/...)`, or its ledger alone."""
    return f"{label} ({origin})" if origin not in label else label


def told_words(label: str, origin: str) -> str:
    """Return how a word is printed that one body's office tells of another: `as told by compiler (ceasefire/...)`."""
    return f"as told by {office_words(label, origin)}"


def told_by_ledger(origin: str) -> str:
    """Return the same by the ledger alone, as computed tables say it: a label is a reader's, and may change."""
    return told_words(origin, origin)
