"""Write the reference pages that come from the code: statement kinds, tables, code lists, commands.

`python docs/generate.py` writes them; `--check` says which are out of date and ends with status 1.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from ceasefire.cli.main import COMMANDS, cli
from ceasefire.vocabulary import BODIES, RESERVED, TABLES, codes, duty_words
from ceasefire.vocabulary.schemas import json_schemas
from ceasefire.vocabulary.sql_views import COUNTS, MEASURED, SHARED
from ceasefire.vocabulary.units import NOT_ADDITIVE, UNITS

REFERENCE = Path(__file__).parent / "reference"
MADE = "<!-- made by docs/generate.py from the code; edit the code, then `make docs` -->\n"

GROWTH = """## How edition 1 grows

Later versions may add kinds, optional fields and code values. None is ever taken away, and none changes its meaning.
Filing is strict: a program files only what it knows. Reading is not:

| a statement has | what is read | named in `verify` and in the table `set_aside` |
|---|---|---|
| a kind or an edition that is not known | nothing of its body | `not_understood` |
| a field that is not known, at any depth | everything else | `partly_understood` |
| an unknown code value in an optional field or a list | everything else; the field reads as not told | `partly_understood` |
| an unknown code value in a needed field | nothing of the part around it | `partly_understood`, or `not_understood` for the whole |
| a known field of a wrong type or range, or a needed field missing | nothing of its body | `does_not_fit` |

A code value is a word of `a-z 0-9 _`; other text in its place does not fit. An unknown value is never taken for a known
one such as `other`. Whatever would mislead a reader who passes over it is a new kind, not a field.
"""


def statements() -> str:
    """Return the page of statement kinds, with the fields of each body."""
    lines = [
        MADE,
        "# Statement kinds, edition 1\n",
        "Every body an office may file, field by field; the JSON Schemas lie in `schema/`, one file a kind.\n",
        GROWTH,
    ]
    for kind, body in BODIES.items():
        lines += [
            f"## {kind}\n",
            (body.__doc__ or "").split("\n\n")[0].replace("\n    ", " ") + "\n",
            "| field | type | needed |",
            "|---|---|---|",
        ]
        schema = json_schemas()[kind]
        fields = schema["$defs"][schema["$ref"].rsplit("/", 1)[-1]] if "$ref" in schema else schema
        for name, field in fields["properties"].items():
            needed = "yes" if name in fields.get("required", ()) else ""
            lines.append(f"| `{name}` | {words(field)} | {needed} |")
        lines.append("")
    lines += [
        "## Reserved\n",
        "These names are kept and refused until an issue defines them: "
        + ", ".join(f"`{name}`" for name in sorted(RESERVED))
        + " (`key` is the record's own).\n",
    ]
    return "\n".join(lines)


def words(field: dict[str, object]) -> str:
    """Return a field's JSON Schema in a few words."""
    if "$ref" in field:
        return f"`{str(field['$ref']).rsplit('/', 1)[-1].rsplit('.', 1)[-1]}`"
    if "anyOf" in field:
        parts = [words(part) for part in field["anyOf"] if part != {"type": "null"}]  # type: ignore[attr-defined]
        return " or ".join(parts)
    if "enum" in field:
        return "one of " + ", ".join(f"`{value}`" for value in field["enum"])  # type: ignore[attr-defined]
    if field.get("type") == "array":
        if "prefixItems" in field:
            return "pair of integers"
        return f"list of {words(field.get('items', {}))}"  # type: ignore[arg-type]
    bounds = [
        f"{name} {field[key]}"
        for name, key in (("from", "minimum"), ("to", "maximum"), ("up to", "maxLength"))
        if key in field
    ]
    kind = str(field.get("format") or field.get("type") or "any")
    return (
        kind + (f" ({', '.join(bounds)})" if bounds else "") + (f" `{field['pattern']}`" if "pattern" in field else "")
    )


def tables() -> str:
    """Return the page of tables."""
    lines = [MADE, "# Tables\n", "What `ceasefire sql` and `record.table(name)` serve; a null means not told.\n"]
    for name, columns in TABLES.items():
        lines += [f"## {name}\n", "| column | type | meaning |", "|---|---|---|"]
        lines += [f"| `{c.name}` | {c.type} | {c.doc} |" for c in columns] + [""]
    return "\n".join([*lines, *views()])


def views() -> list[str]:
    """Return what SQL serves beside the tables, and which columns it does not add over several units."""
    units = " ".join(f"`{unit}`" for unit in sorted(UNITS.keys() - NOT_ADDITIVE))
    shared = " ".join(f"`{name}`" for name in SHARED)
    measured = [f"| {table} | {' '.join(f'`{c}`' for c in columns)} |" for table, columns in MEASURED.items()]
    return [
        f"## View `{COUNTS}` (SQL alone)\n",
        f"The tallies with the unit in the names of the numbers: {shared}, and for each unit `<unit>_low` and `<unit>_high`, null",
        "where a row counts something else, so that a sum of a column is of one unit. Units: " + units + ", and any",
        "other that the record's tallies name.\n",
        "## Columns that SQL does not add over rows of several units\n",
        "A sum, mean, median or spread of these over rows with several values of `unit` is refused, and names them. Over an",
        "inner query or a window units cannot be seen: the answer comes with a note.\n",
        "| table | columns |",
        "|---|---|",
        *measured,
        "",
    ]


def lists() -> str:
    """Return the page of code lists and units."""
    lines = [
        MADE,
        "# Code lists and count units\n",
        "Closed lists of edition 1; a list may gain members, never lose one.\n",
        "## Count units\n",
        "| unit | one of it is | added |",
        "|---|---|---|",
    ]
    lines += [
        f"| `{unit}` | {doc} | {'never' if unit in NOT_ADDITIVE else 'with itself only'} |"
        for unit, doc in UNITS.items()
    ]
    lines += ["", "## Categories\n", "| group | members |", "|---|---|"]
    lines += [f"| `{group}` | {', '.join(f'`{m}`' for m in members)} |" for group, members in codes.CATEGORIES.items()]
    lines += ["", "## Event types and the category each names by itself\n", "| event type | category |", "|---|---|"]
    lines += [f"| `{event}` | `{codes.CATEGORY_OF_EVENT.get(event, 'none by itself')}` |" for event in codes.EventType]
    for title, enum in (
        ("Occurrence", codes.Occurrence),
        ("Responsibility", codes.Responsibility),
        ("Legal", codes.Legal),
        ("Stands on another's entry", codes.Stand),
        ("Roles", codes.Role),
        ("Acts", duty_words.ActKind),
        ("What is said of a duty", duty_words.Fulfilment),
        ("What a body says of a charter", codes.Acceptance),
        ("Shared law that a depositary keeps", codes.Shared),
        ("Kinds of ground", codes.AreaType),
    ):
        lines += ["", f"## {title}\n", ", ".join(f"`{member}`" for member in enum)]
    for title, codes_ in (("Place precision", codes.PLACE_PRECISION), ("Date precision", codes.DATE_PRECISION)):
        lines += ["", f"## {title}\n", "| code | meaning |", "|---|---|"] + [
            f"| {k} | {v} |" for k, v in codes_.items()
        ]
    return "\n".join(lines) + "\n"


def commands() -> str:
    """Return the page of commands, each with its own --help."""
    lines = [
        MADE,
        "# Commands\n",
        "Exit status: 0 fine; 1 a check found something; 2 usage; 3 done, but rows were set aside.\n",
    ]
    context = click.Context(cli, info_name="ceasefire")
    for path, command in walk(cli, context, "ceasefire"):
        lines += [f"## {path}\n", "```text", command, "```\n"]
    return "\n".join(lines)


def walk(group: click.Group, context: click.Context, path: str) -> Iterator[tuple[str, str]]:
    """Yield every command's path and help text, groups before their members."""
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None, name
        inner = click.Context(command, info_name=f"{path} {name}", max_content_width=100, terminal_width=100)
        yield f"{path} {name}", "\n".join(line.rstrip() for line in command.get_help(inner).splitlines())
        if isinstance(command, click.Group):
            yield from walk(command, inner, f"{path} {name}")


def pages() -> dict[Path, str]:
    """Return every generated page with its text."""
    found = {
        REFERENCE / "statements.md": statements(),
        REFERENCE / "tables.md": tables(),
        REFERENCE / "codes.md": lists(),
        REFERENCE / "commands.md": commands(),
    }
    for kind, schema in json_schemas().items():
        found[REFERENCE / "schema" / f"{kind}.json"] = json.dumps(schema, indent=1, sort_keys=True) + "\n"
    return found


def main() -> int:
    """Write the pages, or check them; return the exit status."""
    assert COMMANDS
    stale = [path for path, text in pages().items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    if "--check" in sys.argv:
        for path in stale:
            print(f"{path} is out of date: run `make docs`", file=sys.stderr)
        return 1 if stale else 0
    for path in stale:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(pages()[path], encoding="utf-8")
        print(f"wrote {path}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
