"""Write docs/reference/agreement-language.md from the models: `python -m ceasefire.agreements.language.page`."""

import re
from typing import Any, Final

from ceasefire.agreements.language.author_forms import json_schema
from ceasefire.agreements.language.editions import SINCE_2
from ceasefire.agreements.language.files.part_words import example_named
from ceasefire.vocabulary.codes import CATEGORIES

_HEAD: Final = """\
# The agreement language, editions 1 and 2

One YAML file holds one instrument: who signed it, when it binds, and each provision as holder, act, place and time.

This page is generated from the models (`python -m ceasefire.agreements.language.page`); do not edit it by hand.

## Rules of the file

- The first line says the edition: `ceasefire: agreement/2`. Edition 1 files are read as before and mean the same; a word marked
  (edition 2) is refused there, at its line. An instrument of an edition that a version of the program does not know is set aside
  alone, with that reason; everything else in the record goes on.
- UTF-8, YAML 1.2, at most 512 KiB and 50,000 values: each name of a field, each word and each list or group counts. That is
  room for 500 provisions and about 1,500 cases of an incident with its place.
- Anchors, aliases, tags and repeated keys are refused; so is any unknown field.
- Dates are `2017-05-04`, clocks `"09:30"`, time zones names such as `Asia/Damascus`. A beginning without a clock is
  00:00; a deadline without a clock is the end of that day.
- Words with a comma, a colon or braces in them stand in quotes: `{undated: "by consensus, without a date"}`. So do words with ` #`
  in them: outside quotes everything after it is a comment. Words with an apostrophe stand in double quotes or in none.
- Ids are small letters, digits, `-`, `_`, `.`, `:`, `/`, `#`. A provision is cited as `instrument/provision`.
- Words are our own; `quote` is for at most twelve words where the exact words matter.
- Every error names file, line, column, path and rule, and says what to write instead.
- What a text does not say stays unsaid: `bound: unspecified`, `undrawn` ground, `undated` deadline, `term: not_told`.

## How to code a text

1. One provision for each duty that can be met or breached by itself. Repeat the place; do not rely on a neighbour.
2. `must_not` lists the `acts` it forbids. A `must` lists in `breached_by` the acts that go against it, if any; without
   them it is a duty with a clock and is not tested against incidents. `may` and `declares` are shown, never breached. A `power`
   says in its field of that name what those bound may do to the instrument by an act.
3. The exception of a target is named by `actors` (in the text), `classes`, `kinds`, `lists` (designation lists, by the version of
   the day) and `associated: true` (no list of its own: only somebody's assertion can claim it). What stays covered whatever is
   excepted is an exception with `effect: keeps_in`; where the text ranks two, the first names the other in `over`.
4. What a duty opens once it is said to be met stands in `then`, what its breach opens in `else`. Nobody is made to say so: a
   provision that waits is not open until an account, or an act that the text names in `shown_by`, says it.
5. Another published reading goes into `rivals` with its source. It is shown beside ours and never replaces it. With an `id` and
   what it `reads` in the place of ours it can be tested side by side.
6. Words that this language cannot say go into `untranslatable`. The check refuses them until somebody accepts by name that they
   are left out; until then every answer of the provision stays open, afterwards every answer says so.
7. `paragraphs` of the instrument list the operative paragraphs as the text counts them, those of a provision which it codes.
8. `cases` say what the coding must answer; `ceasefire agreement test` holds it to them.
9. `confidence`: R the text or a verbatim quotation was read; P a press or second-hand report; K not re-read.
"""


def language_page() -> str:
    """Return the reference page as Markdown: every field of every part, its form and its meaning."""
    schema = json_schema()
    parts = [_HEAD, "## Instrument\n", _table(schema, "Instrument")]
    for name, part in sorted(schema["$defs"].items(), key=lambda item: _order(item[0])):
        title = _human(name)
        words = part.get("description", "").split("\n\n")
        if "enum" in part:
            parts.append(f"## {title}\n\n{_flat(part.get('description', ''))}\n\n{_choices(part)}\n")
            continue
        parts.append(f"## {title}\n\n" + "\n\n".join(_flat(w) for w in words) + "\n")
        example = example_named(name)
        parts += [f"Such as: `{example}`\n"] if example and "..." not in example else []
        parts.append(_table(part, name))
    parts.append(_acts())
    return "\n".join(parts)


def _order(name: str) -> tuple[int, str]:
    return (0 if name == "Provision" else 1, name)


def _human(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).capitalize()


def _flat(words: str) -> str:
    return " ".join(words.split())


def _choices(part: dict[str, Any]) -> str:
    return "One of: " + ", ".join(f"`{value}`" for value in part["enum"]) + "."


def _table(part: dict[str, Any], named: str) -> str:
    required = set(part.get("required", ()))
    rows = ["| field | form | meaning |", "|---|---|---|"]
    for name, field in part.get("properties", {}).items():
        need = " (needed)" if name in required else ""
        meaning = _since(named, name, _flat(field.get("description", ""))).replace("|", "\\|")
        rows.append(f"| `{name}`{need} | {_form(field)} | {meaning} |")
    return "\n".join(rows) + "\n"


def _since(part: str, field: str, meaning: str) -> str:
    """Return the meaning of a field, marked where edition 1 does not know it."""
    added = {"else" if name == "otherwise" else name for name in SINCE_2.get(part, ())}
    return f"{meaning} (edition 2)".strip() if field in added and "edition 2" not in meaning else meaning


def _form(field: dict[str, Any]) -> str:
    if "$ref" in field:
        return _link(field["$ref"])
    for key in ("anyOf", "oneOf"):
        if key in field:
            forms = dict.fromkeys(_form(f) for f in field[key] if f.get("type") != "null")
            return " or ".join(forms)
    if "const" in field:
        return f"`{field['const']}`"
    if "enum" in field:
        return " or ".join(f"`{value}`" for value in field["enum"])
    if field.get("type") == "array":
        return "list of " + _form(field.get("items", {}))
    return _scalar(field)


def _link(reference: str) -> str:
    title = _human(reference.rsplit("/", 1)[-1])
    return f"[{title.lower()}](#{title.lower().replace(' ', '-')})"


def _scalar(field: dict[str, Any]) -> str:
    if field.get("format") == "date":
        return "date"
    if "pattern" in field and "[01]" in field["pattern"]:
        return "clock"
    named = {"string": "text", "integer": "whole number", "number": "number", "boolean": "true or false"}
    return named.get(str(field.get("type")), "value")


def _acts() -> str:
    lines = ["## Acts\n", "Two levels, written `group/kind`; `group/*` means every kind of the group.\n"]
    lines += [f"- `{group}`: " + ", ".join(f"`{kind}`" for kind in kinds) for group, kinds in CATEGORIES.items()]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    print(language_page(), end="")
