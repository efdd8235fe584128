"""What the parser of YAML finds wrong, in plain English, for who does not program: what stands there, and what to write."""

import re
from collections.abc import Sequence
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


_DASH: Final = re.compile(r" *-(?=[A-Za-z{\[\"'])")
_COLON: Final = re.compile(r" *(?:- +)?([a-z_]+):(?=[A-Za-z0-9{\[\"'])")
_FIELD: Final = re.compile(r"( *)((?:- +)?)[a-z_]+:(?:\s|\Z)")
_MEMBER: Final = re.compile(r"( *)-\s")


def plainer(words: str, lines: Sequence[str] = (), line: int = 0, column: int = 0) -> str:
    """Return what the parser of YAML says, in plain English; `line` and `column`, from 0, are where it stopped in `lines`."""
    told = _slip(words, lines, line, column) if line < len(lines) else ""
    return told or next(
        (plain for sign, plain in _WORDS.items() if sign in words),
        "the file is not YAML here; look at the line above too",
    )


def _slip(words: str, lines: Sequence[str], line: int, column: int) -> str:
    """Return what is wrong in a line where its own signs tell it; empty where they do not."""
    text = lines[line]
    near = (text, *lines[max(line - 1, 0) : line])
    if stuck := next((one.strip() for one in near if _DASH.match(one)), ""):
        return f"write a space after the dash: {_short(stuck.replace('-', '- ', 1))}"
    if "<scalar>" in words and text[:column].rstrip().endswith(("'", '"')):
        return _ended(text[:column].rstrip()[-1])
    if _is_indented_wrong(words, text, column):
        return _indentation(lines, line)
    named = next((found for one in near if (found := _COLON.match(one))), None)
    return f"write a space after the colon: `{named[1]}: ...`" if named else ""


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:40]}..."


def _ended(quote: str) -> str:
    if quote == "'":
        return "a quote ends here, before the words do; use double quotes around words with an apostrophe"
    return "a quote ends here, before the words do; inside double quotes write single ones"


def _is_indented_wrong(words: str, text: str, column: int) -> bool:
    """Say whether a line begins at a place where nothing above it does."""
    if "mapping values" in words:  # the line was read as going on with the words above it
        return re.fullmatch(r" +[a-z_]+", text[:column]) is not None
    return any(sign in words for sign in ("<block mapping start>", "<block sequence start>", "'?'"))


def _indentation(lines: Sequence[str], line: int) -> str:
    """Return how far a line would be indented to fit those above it, as near as can be to where it begins."""
    text = lines[line]
    begins, sign = len(text) - len(text.lstrip(" ")), _MEMBER if _MEMBER.match(text) else _FIELD
    above = [found for one in lines[:line] if (found := sign.match(one))]
    fitting = {len("".join(found.groups())) for found in above} - {begins}
    if not fitting:
        return ""
    best = min(fitting, key=lambda one: (abs(one - begins), -one))
    return f"indented by {begins}, where no line above begins; write {best} spaces before `{_short(text.strip())}`"
