"""A record of three offices and the form of a charter for it, for tests of what a person does with one."""

from pathlib import Path

from ceasefire import Record

FORM = """\
ceasefire: charter/1
mechanism: test-mechanism
title: A charter of a test
bodies:
  - {body: alpha, role: guarantor, offices: [a]}
  - {body: beta, role: guarantor, offices: [b]}
  - {body: gamma, role: monitor, offices: [c]}
changes: {takes: k_of_n, k: 2, of: [alpha, beta, gamma]}
acts:
  - {act: extension, needs: {takes: one, of: [alpha, beta]}}
depositaries:
  - {of: instrument, office: a}
"""
RULES = """\
ceasefire: rules/1
mechanism: test-mechanism
title: made for this test
bodies: [{body: alpha, role: guarantor}, {body: beta, role: guarantor}]
rules:
  - {id: ruling, matter: whether it goes against the text, axis: legal, members: [alpha, beta], needs: consensus}
"""
NEXT = FORM.replace("title: A charter", "title: Another charter").replace(
    "  - {body: gamma, role: monitor, offices: [c]}\n", ""
)
NEXT = NEXT.replace("takes: k_of_n, k: 2, of: [alpha, beta, gamma]", "takes: consensus, of: [alpha, beta]")
"""A second version, without the office of gamma; it still says nothing of what it follows."""
OFFICES = {"a": "alpha", "b": "beta", "c": "gamma"}


def with_offices(record: Record) -> Record:
    """Enrol the three offices beside `watch`."""
    for office, party in OFFICES.items():
        record.init_office(office, party)
    return record


def written(folder: Path, text: str, name: str = "charter.yaml") -> Path:
    """Write a form and return its path."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def following(before: str) -> str:
    """Return the form of the second version, which follows `before`."""
    return NEXT.replace("bodies:\n", f"follows: {before}\nbodies:\n", 1)


def adopted(record: Record, folder: Path, text: str = FORM, by: tuple[str, ...] = ("a", "b")) -> str:
    """Propose a charter through `a`, let offices accept it, and return its id."""
    made: str = record.propose_charter(written(folder, text), office="a")["id"]
    for office in by:
        record.accept_charter(made, office=office)
    return made
