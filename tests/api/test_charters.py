"""Charters as a person makes them: a form read strictly, all faults told, acceptance found from the office, versions compared."""

from pathlib import Path

import pytest

import ceasefire
from ceasefire import Record
from ceasefire.api import trust
from ceasefire.api.charter_form import CharterError
from ceasefire.api.charter_versions import Versions
from ceasefire.api.entries import Refused
from ceasefire.findings.permissions import default_says
from ceasefire.parties.authority import Authority, Seen, resolve
from ceasefire.record import Draft
from ceasefire.record.errors import NotFoundError
from tests import charters as made_by_hand
from tests.api.charter_forms import FORM, RULES, adopted, following, with_offices, written


@pytest.fixture(autouse=True)
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CEASEFIRE_HOME", str(tmp_path / "home"))


@pytest.fixture
def three(record: Record) -> Record:
    return with_offices(record)


def faults(record: Record, path: Path) -> list[str]:
    """Return what is wrong with a form, as `line: words`; nothing may have been filed."""
    before = record.store.head_digest()
    with pytest.raises(CharterError) as raised:
        record.propose_charter(path, office="a")
    assert record.store.head_digest() == before
    return [f"{one.line}: {one.words}" for one in raised.value.faults]


# --- proposing


def test_a_form_becomes_a_whole_charter(three: Record, tmp_path: Path) -> None:
    written(tmp_path, RULES, "rules.yaml")
    made = three.propose_charter(written(tmp_path, FORM + "rules: rules.yaml\n"), office="a")
    charter = Versions.of(three).charters[made["id"]]
    offices = {one.body: [(o.origin, o.key) for o in one.offices] for one in charter.bodies}
    assert offices == {"alpha": [three.first_key("a")], "beta": [three.first_key("b")], "gamma": [three.first_key("c")]}
    assert charter.roles == default_says({"guarantor", "monitor"})
    assert charter.rules is not None
    assert three.store.read_blob(charter.rules) == RULES.encode()
    assert charter.depositaries[0].office.origin == three.first_key("a")[0]
    assert made["filled"] == ["what these roles may say, as the program's own matrix has it: guarantor, monitor"]
    assert (made["charter"]["state"], made["charter"]["waiting_for"]) == ("proposed", ["alpha", "beta", "gamma"])
    again = three.propose_charter(tmp_path / "charter.yaml", office="a")
    assert (again["id"], again["already"]) == (made["id"], True)


def test_what_a_role_may_say_is_the_form_s_where_it_says_so(three: Record, tmp_path: Path) -> None:
    form = FORM + "roles: [{role: monitor, occurrence: [reported]}]\n"
    charter = three.propose_charter(written(tmp_path, form), office="a")["charter"]
    assert [one for one in charter["roles"] if one["role"] == "monitor"] == [
        {"role": "monitor", "occurrence": ["reported"]}
    ]


def test_a_dry_run_files_nothing(three: Record, tmp_path: Path) -> None:
    before = three.store.head_digest()
    made = three.propose_charter(written(tmp_path, FORM), office="a", dry_run=True)
    assert (made["id"], made["charter"]["mechanism"]) == (None, "test-mechanism")
    assert three.store.head_digest() == before


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        (FORM + "motto: no\n", 13, "unknown field `motto`"),
        (FORM.replace("role: monitor", "role: king"), 7, "'king'; choose from guarantor, party"),
        (FORM.replace("mechanism: test-mechanism", "mechanism: Test Mechanism"), 2, "short name of small letters"),
        (FORM.replace("k: 2, ", ""), 8, "k_of_n needs it"),
        (FORM.replace("k: 2", "k: 4"), 8, "4 of 3 can never be met"),
        (FORM + "follows: xyz\n", 13, "64 hex digits, or eight or more"),
        (FORM.replace("title: A charter", "title: &x A charter"), 3, "anchors, aliases and tags"),
        (FORM.replace("charter/1", "charter/2"), 1, "charter/2"),
        (FORM + "title: twice\n", 13, "duplicate key"),
        ("ceasefire: charter/1\n" + "# \n" * 1_000_000, 1, "longer than 2,000,000 characters"),
        ("ceasefire: [\n", 2, "node content"),
        (FORM + "follows: 12345678\n", 13, "stands in quotes"),
        (FORM.replace("office: a}", "office: a, until: 2}"), 12, "unknown field `until`"),
    ],
)
def test_a_form_is_read_strictly_and_each_complaint_has_its_line(
    three: Record, tmp_path: Path, text: str, line: int, words: str
) -> None:
    [found] = faults(three, written(tmp_path, text))
    assert found.startswith(f"{line}: ")
    assert words in found


def test_what_is_no_text_is_refused_as_such(three: Record, tmp_path: Path) -> None:
    path = written(tmp_path, FORM)
    path.write_bytes(FORM.encode() + b"# \xff\n")
    assert faults(three, path) == ["13: is not UTF-8"]
    assert "cannot be read" in faults(three, tmp_path / "nothing.yaml")[0]


def test_everything_that_is_wrong_is_told_at_once(three: Record, tmp_path: Path) -> None:
    form = FORM.replace("{body: beta, role: guarantor, offices: [b]}", "{body: beta, role: guarantor, offices: [a]}")
    form = form.replace("of: [alpha, beta]}}", "of: [alpha, delta]}}") + "  - {of: instrument, office: b}\n"
    found = faults(three, written(tmp_path, form))
    assert [one.split(" ", 1)[0] for one in found] == ["4:", "9:", "11:"]
    for words, line in zip(("speaks for alpha and beta", "delta is no body", "none answers"), found, strict=True):
        assert words in line


def test_what_cannot_be_looked_up_hides_nothing_else(three: Record, tmp_path: Path) -> None:
    """An office that is not known is no fault of the body whose it is: it is not told that nobody speaks for it."""
    form = FORM.replace("offices: [c]", "offices: [d]").replace("of: [alpha, beta]}}", "of: [alpha, delta]}}")
    form += "follows: abcdef0123\nrules: nothing.yaml\n"
    found = faults(three, written(tmp_path, form))
    assert [one.split(" ", 2)[:2] for one in found] == [
        ["7:", "bodies:"],
        ["9:", "acts:"],
        ["13:", "follows:"],
        ["14:", "rules:"],
    ]


def test_an_office_that_is_not_here_is_named_by_origin_and_key_alone(three: Record, tmp_path: Path) -> None:
    [found] = faults(three, written(tmp_path, FORM.replace("offices: [c]", "offices: [d]")))
    assert found.startswith("7: bodies: office 'd' is not in this record")
    far = "{origin: ceasefire/far/gamma/d, key: " + "9a" * 32 + "}"
    made = three.propose_charter(written(tmp_path, FORM.replace("offices: [c]", f"offices: [{far}]")), office="a")
    [office] = made["charter"]["bodies"][2]["offices"]
    assert (office["origin"], office["ledger"]) == ("ceasefire/far/gamma/d", "not here")


@pytest.mark.parametrize(
    ("rules", "words"),
    [
        (
            RULES.replace("{body: beta, role: guarantor}", "{body: beta, role: party}"),
            "beta is party there and guarantor",
        ),
        (RULES.replace("beta", "delta"), "delta is no body of this charter"),
        (RULES.replace("mechanism: test-mechanism", "mechanism: other"), "it is of the mechanism other"),
        (RULES.replace("needs: consensus", "needs: luck"), "luck"),
    ],
)
def test_rules_name_only_bodies_of_the_charter_in_their_roles(
    three: Record, tmp_path: Path, rules: str, words: str
) -> None:
    written(tmp_path, rules, "rules.yaml")
    found = faults(three, written(tmp_path, FORM + "rules: rules.yaml\n"))
    assert [words in one and one.startswith("13: rules: ") for one in found] == [True]


# --- versions and cuts


def test_a_version_that_drops_an_office_cuts_it_where_its_ledger_ends_now(three: Record, tmp_path: Path) -> None:
    first = adopted(three, tmp_path)
    three.file_drafts("c", [Draft(kind="report", body={"label": "before"})])
    [size] = [one.size for one in three.offices() if one.name == "c"]
    made = three.propose_charter(written(tmp_path, following(first[:10])), office="a", accept=True)
    origin, key = three.first_key("c")
    cut = {"origin": origin, "key": key, "size": size, "root": three.store.root_at(origin, size)}
    assert made["charter"]["cuts"] == [cut]
    assert (
        made["filled"]
        == [
            "what these roles may say, as the program's own matrix has it: guarantor",
            f"a cut: {origin} ends with its {size} entries of now",
        ][:2]
    )
    assert made["charter"]["follows"] == first
    three.accept_charter(made["id"], office="b")
    [after] = three.file_drafts("c", [Draft(kind="report", body={"label": "after"})])
    with ceasefire.open(three.path, charter=first) as reader:
        authority = reader.tables.chosen().authority
        assert authority.in_force is not None
        assert authority.in_force.id == made["id"]
        assert authority.voice(origin, size - 1, (first,)).body == "gamma"
        assert authority.voice(origin, after.seq, (first,)).body is None


def test_a_cut_is_settable_by_hand_and_needs_a_ledger_that_is_here(three: Record, tmp_path: Path) -> None:
    first = adopted(three, tmp_path)
    origin, key = three.first_key("c")
    cut = "cuts: [{office: c, size: 1}]\n"
    made = three.propose_charter(written(tmp_path, following(first) + cut), office="a")["charter"]
    assert made["cuts"] == [{"origin": origin, "key": key, "size": 1, "root": three.store.root_at(origin, 1)}]
    [found] = faults(three, written(tmp_path, following(first) + cut.replace("1", "99")))
    assert "has only" in found
    other = f"cuts: [{{office: {{origin: {origin}, key: {'9a' * 32}}}}}, {{office: c, size: 1}}]\n"
    [found] = faults(three, written(tmp_path, following(first) + other))
    assert "begins here with another key" in found


def test_an_office_that_a_cut_ended_is_not_taken_up_again_with_its_key(three: Record, tmp_path: Path) -> None:
    second = adopted(three, tmp_path, following(adopted(three, tmp_path)))
    form = FORM.replace("bodies:\n", f"follows: {second}\nbodies:\n", 1)
    [found] = faults(three, written(tmp_path, form))
    assert "ends at entry" in found
    assert "enrol an office anew" in found


def test_what_is_followed_must_be_a_charter_that_is_here(three: Record, tmp_path: Path) -> None:
    [found] = faults(three, written(tmp_path, following("abcdef0123")))
    assert "names no charter of this record (charters here: none)" in found


# --- accepting


def test_the_body_is_found_from_the_office(three: Record, tmp_path: Path) -> None:
    made = three.propose_charter(written(tmp_path, FORM), office="a", accept=True)
    assert made["charter"]["accepted_by"] == ["alpha"]
    said = three.accept_charter(made["id"][:9], office="b")
    assert (said["of"], said["charter"]["state"], said["not_counted"]) == ("beta", "adopted", None)
    again = three.accept_charter(made["id"], office="b", of="beta")
    assert (again["id"], again["already"]) == (said["id"], True)
    with pytest.raises(Refused, match="speaks for beta under this charter, not for alpha"):
        three.accept_charter(made["id"], office="b", of="alpha")
    with pytest.raises(Refused, match=r"speaks for no body of this charter \(its bodies: alpha, beta, gamma\)"):
        three.accept_charter(made["id"], office="watch")


def test_who_cannot_accept_files_nothing(three: Record, tmp_path: Path) -> None:
    before = three.store.head_digest()
    with pytest.raises(Refused):
        three.propose_charter(written(tmp_path, FORM), office="watch", accept=True)
    assert three.store.head_digest() == before


def test_a_word_that_does_not_count_says_why(three: Record, tmp_path: Path) -> None:
    first = adopted(three, tmp_path)
    late = three.accept_charter(first, office="b", decline=True, reason="no more")
    assert "an acceptance stands" in late["not_counted"]
    second = adopted(three, tmp_path, following(first))
    leaver = three.accept_charter(second, office="c")  # the version before asks gamma, too
    assert (leaver["of"], leaver["not_counted"]) == ("gamma", None)
    third = adopted(three, tmp_path, following(second).replace("Another", "A third"), by=())
    with pytest.raises(Refused, match="speaks for no body"):
        three.accept_charter(third, office="c")


def test_a_version_that_nobody_can_adopt_is_not_accepted_but_may_be_declined(three: Record) -> None:
    charter = made_by_hand.charter_of(three, {"alpha": ["a"], "beta": ["b"]}, roles=())
    made = made_by_hand.propose(three, "a", charter)
    with pytest.raises(Refused, match="cannot be adopted: roles"):
        three.accept_charter(made, office="b")
    assert three.accept_charter(made, office="b", decline=True)["charter"]["state"] == "unfit"


# --- trusting


def test_a_pin_is_the_reader_s_own_and_says_what_it_replaces(three: Record, tmp_path: Path) -> None:
    first = adopted(three, tmp_path)
    before = three.store.head_digest()
    assert three.trust_charter(first[:12], note="read to me")["replaces"] is None
    [held] = trust.held().charters
    assert (held.id, held.mechanism, held.note) == (first, "test-mechanism", "read to me")
    assert three.trust_charter(first)["replaces"] is None
    assert three.store.head_digest() == before
    second = adopted(three, tmp_path, following(first))
    made = three.trust_charter(second)
    assert made["replaces"].id == first
    assert made["charter"]["pinned"]
    other = adopted(three, tmp_path, FORM.replace("mechanism: test-mechanism", "mechanism: other"))
    assert three.trust_charter(other)["beside"] == [second]
    found = three.charters()
    assert (found["pin"], found["in_force"]) == (None, None)
    assert "name one" in found["why_not"]
    with pytest.raises(NotFoundError, match="no charter of this record"):
        three.trust_charter("0" * 64)


# --- showing and comparing


def test_every_version_is_shown_whatever_is_pinned(three: Record, tmp_path: Path) -> None:
    first = adopted(three, tmp_path)
    second = three.propose_charter(written(tmp_path, following(first)), office="b", accept=True)["id"]
    three.accept_charter(second, office="a", decline=True)
    rows = {row["id"]: row for row in three.charters()["charters"]}
    assert list(rows) == [first, second]
    assert rows[first]["why"].endswith("accepted by alpha, beta")
    assert rows[second]["why"].endswith("accepted by beta; declined by alpha; not yet by alpha, gamma")
    found = three.charters()
    assert (found["pin"], found["in_force"]) == (None, None)
    assert {one["origin"]: (one["size"], one["root"]) for one in found["heads"]} == {
        one.origin: (one.size, one.root) for one in three.offices()
    }
    three.trust_charter(first)
    assert [(row["pinned"], row["in_force"]) for row in three.charters()["charters"]] == [(True, True), (False, False)]
    assert [row["id"] for row in three.charters(second[:8])["charters"]] == [second]


def test_a_fork_is_named_on_both_sides(three: Record, tmp_path: Path) -> None:
    first = adopted(three, tmp_path)
    one = adopted(three, tmp_path, following(first))
    two = adopted(three, tmp_path, following(first).replace("Another", "A rival"))
    forks = {row["id"]: row["fork"] for row in three.charters()["charters"]}
    assert forks == {first: [], one: [two], two: [one]}
    three.trust_charter(first)
    assert "forks" in three.charters()["why_not"]


def test_versions_as_shown_are_those_that_a_pin_resolves(three: Record, tmp_path: Path) -> None:
    """What is shown without a pin is what the table says under a pin on each."""
    first = adopted(three, tmp_path)
    adopted(three, tmp_path, following(first), by=("a",))
    for row in three.charters()["charters"]:
        with ceasefire.open(three.path, charter=row["id"]) as reader:
            [told] = [one for one in reader.table("charter_states").to_pylist() if one["charter_id"] == row["id"]]
        assert {name: told[name] for name in ("state", "accepted_by", "declined_by", "waiting_for", "why")} == {
            name: row[name] for name in ("state", "accepted_by", "declined_by", "waiting_for", "why")
        }


def test_comparing_names_what_a_version_changes(three: Record, tmp_path: Path) -> None:
    first = adopted(three, tmp_path)
    written(tmp_path, RULES, "rules.yaml")
    form = following(first).replace("act: extension", "act: ending").replace("office: a}", "office: b}")
    second = three.propose_charter(written(tmp_path, form + "rules: rules.yaml\n"), office="a")["id"]
    found = three.compare_charters(second)
    assert (found["before"], found["after"]) == (first, second)
    changes = {(row["part"], row["thing"]): (row["before"], row["after"]) for row in found["changes"]}
    c, key = three.first_key("c")
    assert changes[("title", "")] == ("A charter of a test", "Another charter of a test")
    assert changes[("body", "gamma")] == ("monitor", None)
    assert changes[("office", c)] == (f"speaks for gamma, key {key[:16]}", None)
    assert changes[("cut", c)][1].startswith("ends at entry")
    assert changes[("what a change takes", "")] == ("2 of alpha, beta, gamma", "all of alpha, beta")
    assert changes[("act", "extension")] == ("one of alpha, beta", None)
    assert changes[("act", "ending")] == (None, "one of alpha, beta")
    assert changes[("depositary", "instrument")][1].startswith(three.first_key("b")[0])
    assert changes[("role", "monitor")] == ("occurrence: any; responsibility: unattributed; legal: none", None)
    assert changes[("rule", "ruling")][1].endswith("members: alpha, beta; needs: consensus")
    assert {part for part, _ in changes} == {
        "title",
        "body",
        "office",
        "cut",
        "what a change takes",
        "act",
        "depositary",
        "role",
        "rules",
        "rule",
    }
    assert three.compare_charters(first, first)["changes"] == []
    with pytest.raises(NotFoundError, match="follows no other"):
        three.compare_charters(first)


def test_a_line_is_gone_through_once_however_often_one_office_has_it_fork(
    three: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = made_by_hand.adopted(three, {"alpha": ["a"], "beta": ["b"]})
    for n in range(5):
        beside = made_by_hand.charter_of(three, {"alpha": ["a"], "beta": ["b"]}, follows=first, title=f"Beside {n}")
        made_by_hand.propose(three, "c", beside)
    calls: list[str | None] = []

    def counted(seen: Seen, pin: str | None) -> Authority:
        calls.append(pin)
        return resolve(seen, pin)

    monkeypatch.setattr("ceasefire.api.charter_versions.resolve", counted)
    found = Versions.of(three).found
    assert (len(found), calls) == (6, [first])
    assert [one.id for one in found.values() if one.adopted] == [first]
