"""What the parser of YAML finds wrong, in plain English, for who does not program."""

from typing import Final

_QUOTES: Final = "put them in quotes"
_WORDS: Final = {
    "mapping values are not allowed": f"words with a colon in them; {_QUOTES}",
    "could not find expected ':'": "a line that is no `field: value`; look for a missing colon or quote above it",
    "but found another document": "a second document begins; one file holds one agreement",
    "document start": "a second document begins; one file holds one agreement",
    "document end marker": "a second document begins; one file holds one agreement",
    "expected a single document": "a second document begins; one file holds one agreement",
    "expected <block end>": "the indentation does not fit the lines above it",
    "block mapping start": "the indentation does not fit the lines above it",
    "expected ',' or ']'": "a bracket `[` is not closed before this",
    "expected ',' or '}'": "a brace `{` is not closed before this",
    "unexpected end of stream": "a quote is not closed",
    "character '\\t'": "a tab; indent with spaces",
    "cannot start any token": f"words that begin with a sign of YAML; {_QUOTES}",
    "expected alphabetic or numeric": f"words that begin with & or *; {_QUOTES}",
    "expected the node content": "a bracket, brace, comma or colon where a value belongs; words that hold one stand in quotes",
    "expected a comment or a line break": f"words that begin with | or >; {_QUOTES}",
    "chomping or indentation": f"words that begin with | or >; {_QUOTES}",
    "mapping keys are not allowed": f"words that begin with a question mark; {_QUOTES}",
    "sequence entries are not allowed": "a hyphen that begins no list here; begin a list on a line of its own",
    "expected URI": f"words that begin with an exclamation mark; {_QUOTES}",
    "expected ' '": f"words that begin with an exclamation mark; {_QUOTES}",
    "unacceptable character": "a character that no text holds; take it out",
}
"""A sign of what the parser says, and the same in plain English; the first that fits is told."""


def plainer(words: str) -> str:
    """Return what the parser of YAML says, in plain English."""
    return next(
        (plain for sign, plain in _WORDS.items() if sign in words),
        "the file is not YAML here; look at the line above too",
    )
