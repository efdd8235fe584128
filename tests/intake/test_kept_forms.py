"""Files of rules and settings as intake reads them: kept whole, named by one statement; and kinds with a way of their own."""

import hashlib
from pathlib import Path

import pytest

from ceasefire import intake
from ceasefire.parties import Directory
from tests.intake.making import write

RULES = "# how it decides\nceasefire: rules/1\nmechanism: m\ntitle: A title\nbodies: []\nrules: []\n"
SETTINGS = '# how it is published\n\nceasefire = "settings/1" # the form\ntitle = "A"\n'


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


@pytest.mark.parametrize(
    ("name", "text", "kind", "body"),
    [
        ("r.yaml", RULES, "rule", {"label": "m", "mechanism": "m", "title": "A title"}),
        ("no-ending", RULES, "rule", {"label": "m", "mechanism": "m", "title": "A title"}),
        ("s.toml", SETTINGS, "settings", {"label": "settings"}),
        ("no-ending", SETTINGS.replace('"settings/1"', "'settings/1'"), "settings", {"label": "settings"}),
    ],
)
def test_the_file_is_a_blob_and_one_statement_names_it(
    tmp_path: Path, name: str, text: str, kind: str, body: dict[str, str]
) -> None:
    source = intake.read(write(tmp_path / name, text))
    [draft] = source.drafts()
    assert (draft.kind, draft.body) == (kind, body | {"sha256": digest(text)})
    assert source.blobs == {digest(text): text.encode()}
    assert draft.source is not None
    assert (draft.source.sha256, draft.source.row) == (digest(text), 1)


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("r.yaml", RULES.replace("mechanism: m\n", ""), "missing required field `mechanism`"),
        ("r.yaml", RULES.replace("mechanism: m", "mechanism: A B"), "mechanism"),
        (
            "r.yaml",
            RULES.replace("rules/1", "rules/2"),
            r"'rules/2' is not known here \(statements/1, agreement/1, agreement/2, rules/1\)",
        ),
        ("r.yaml", RULES.replace("rules/1", "charter/1"), "ceasefire charter propose"),
        ("s.toml", 'title = "A"\n', "first key"),
        ("s.toml", '[periods]\nceasefire = "settings/1"\n', "first key"),
    ],
)
def test_what_is_none_is_refused(tmp_path: Path, name: str, text: str, words: str) -> None:
    with pytest.raises(intake.IntakeError, match=words):
        list(intake.read(write(tmp_path / name, text)).drafts())


ITEMS = """ceasefire: statements/1
origin: made for this test
licence: Apache-2.0
items:
  - {kind: question, id: q-1, text: "Which role has the president?", options: [none, all]}
  - {kind: stance, question: q-1, of: ngo, words: "None at all.", option: none, when: 2020-05-01}
  - {kind: complaint, label: C1, by: ngo, about: [A1], asks: "Look into it.", against: army, received: 2020-05-02}
  - {kind: finding, mechanism: m, about: [A1], rule: one, axis: legal, state: decided, value: violation, decided_on: 2020-05-03}
  - {kind: acceptance, charter: ABC, of: ngo}
  - {kind: finding, mechanism: m, about: [A1], rule: one, axis: legal, state: decided, decided_on: 2020-05-03}
  - {kind: stance, question: q-1, of: nobody, words: x}
  - {kind: complaint, by: ngo, about: [A1], asks: x, against: nobody}
  - {kind: acceptance, charter: ABC, of: nobody}
  - {kind: charter, mechanism: m}
  - {kind: rule, mechanism: m, sha256: ABC}
  - {kind: settings, sha256: ABC}
""".replace("ABC", "ab" * 32)


def test_statements_of_the_kinds_on_authority_are_read_and_those_with_a_way_of_their_own_are_set_aside(
    tmp_path: Path,
) -> None:
    parties = Directory.build([{"party_id": one, "name": one} for one in ("ngo", "army")])
    options = intake.Options(known_parties=parties)
    source = intake.read(write(tmp_path / "s.yaml", ITEMS), options=options)
    kinds = [draft.kind for draft in source.drafts()]
    assert kinds == ["question", "stance", "complaint", "finding", "acceptance"]
    reasons = {aside.row: (aside.field, aside.reason) for aside in source.aside}
    assert reasons[6][1] == "what is decided has a value, and only that"
    assert {row: reasons[row][0] for row in (7, 8, 9)} == {7: "of", 8: "against", 9: "of"}
    advice = {10: "charter propose", 11: "file rules.yaml", 12: "file publication.toml"}
    assert all(words in reasons[row][1] for row, words in advice.items())
    assert set(reasons) == set(range(6, 13))
