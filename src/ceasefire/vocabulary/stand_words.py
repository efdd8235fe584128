"""What a body holds on an axis, in words: a dissent holds otherwise, an abstention and a silence are said as such."""

from typing import Final

from ceasefire.vocabulary.codes import ABSTAINS, HOLDS_OTHERWISE

_SAYS: Final = {HOLDS_OTHERWISE: ("holds otherwise", " than "), ABSTAINS: ("abstains", " on ")}


def held_words(value: str | None, towards: str | None = None) -> str:
    """Return what a row of the table `standing` says that a body holds: its value, or how it stands `towards` one.

    A dissent from `violation` is `holds otherwise than violation`: never the value it dissents from.
    """
    other = (towards or "").replace("_", " ")
    says, between = _SAYS.get(value or "", ((value or "").replace("_", " "), ""))
    return f"{says}{between}{other}" if other and between else says


def told_words(label: str, origin: str) -> str:
    """Return how a word is printed that one body's office tells of another: `as told by compiler (ceasefire/...)`."""
    return f"as told by {label} ({origin})" if origin not in label else f"as told by {label}"
