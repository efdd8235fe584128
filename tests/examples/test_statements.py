"""Every coded statement fits the vocabulary, names what exists, and says where it comes from."""

from itertools import pairwise

import msgspec
import pytest

from ceasefire.vocabulary import BODIES
from ceasefire.vocabulary.units import UNITS
from tests.examples.files import EXAMPLES, NAMES, agreement_files, body, items, manifest, statement_files, yaml

FILES = [(name, path) for name in NAMES for path in statement_files(name)]
each_file = pytest.mark.parametrize(("name", "path"), FILES, ids=lambda v: getattr(v, "name", v))
each_example = pytest.mark.parametrize("name", NAMES)


def bodies(name: str, kind: str) -> list[object]:
    return [body(item, kind) for item in items(name, kind)]


def parties(name: str) -> set[str]:
    return {p["id"] for p in items(name, "party")}


def provisions(name: str) -> set[tuple[str, str]]:
    return {(a["id"], p["id"]) for a in map(yaml, agreement_files(name)) for p in a["provisions"]}


@each_file
def test_every_item_fits_its_structure(name: str, path: object) -> None:
    top = yaml(path)  # type: ignore[arg-type]
    for item in top["items"]:
        kind = item.get("kind", top.get("kind"))
        try:
            body(item, kind)
        except msgspec.ValidationError as error:
            pytest.fail(f"{item.get('label')}: {error}")


@each_file
def test_every_file_says_its_origin_and_licence(name: str, path: object) -> None:
    top = yaml(path)  # type: ignore[arg-type]
    assert set(top) <= {"ceasefire", "origin", "licence", "kind", "source", "items"}
    assert len(top["origin"]) > 20
    assert "Apache-2.0" in top["licence"]


@each_example
def test_labels_are_given_and_differ(name: str) -> None:
    for kind in BODIES:
        labels = [item["label"] for item in items(name, kind)]
        assert len(labels) == len(set(labels)), kind


@each_example
def test_every_file_of_the_folder_is_filed_or_known_to_stay_outside(name: str) -> None:
    folder = EXAMPLES / name
    told = manifest(name)
    filed = {entry["path"] for entry in [*told["file"], *filter(None, [told.get("charter")])]}
    outside = {"manifest.toml", "README.md", "spellings-left-open.csv", "names/places.csv", "names/actors.csv"}
    there = {str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file()}
    assert filed <= there
    assert there - filed <= outside


@each_example
def test_every_office_of_the_manifest_is_declared_with_a_known_party(name: str) -> None:
    told = manifest(name)
    offices = {told["office"], *(o["name"] for o in told.get("offices", []))}
    assert {entry.get("office", told["office"]) for entry in told["file"]} == offices
    assert {told["party"], *(o["party"] for o in told.get("offices", []))} <= parties(name)


@each_example
def test_party_ids_in_statements_are_parties(name: str) -> None:
    known = parties(name)
    classes = {c for p in items(name, "party") for c in p.get("classes", [])}
    used = {p for item in items(name, "party") for p in [*item.get("answers_for", []), *item.get("part_of", [])]}
    used |= {p for item in items(name, "accession") for p in item.get("joined", [])}
    used |= {p for item in items(name, "designation") for p in item.get("members", [])}
    used |= {p for item in items(name, "act") for p in item.get("by", [])}
    present = [p for item in items(name, "meeting") for p in item.get("present", [])]
    used |= {p if isinstance(p, str) else p["party"] for p in present}
    used |= {p for item in items(name, "source") for p in item.get("related_to", [])}
    used |= {i["of"] for i in items(name, "position")}
    used |= {i["against"] for i in items(name, "position") if "against" in i}
    used |= {i[k] for i in items(name, "remedy") for k in ("asked_by", "asked_of")}
    assert used <= known, used - known
    assert {i["class_of"] for i in items(name, "accession") if "class_of" in i} <= classes


@each_example
def test_agreements_name_only_parties_classes_zones_and_lists_that_exist(name: str) -> None:
    known = parties(name)
    classes = {c for p in items(name, "party") for c in p.get("classes", [])}
    lists = {d["list"] for d in items(name, "designation")}
    instruments = {yaml(p)["id"] for p in agreement_files(name)}
    for path in agreement_files(name):
        text = yaml(path)
        assert set(text.get("signatories", [])) <= known, path.name
        assert set(text.get("layered_on", [])) <= instruments, path.name
        for provision in text["provisions"]:
            bound = provision["bound"]
            if isinstance(bound, dict):
                assert {*bound.get("actors", []), *bound.get("supporting", [])} <= known, (path.name, provision["id"])
                of_class = {*bound.get("classes", []), *bound.get("joined_classes", [])}
                assert of_class <= classes, (path.name, provision["id"])
                assert set(bound.get("joined", [])) <= instruments, (path.name, provision["id"])
            for exception in provision.get("exceptions", []):
                assert set(exception.get("actors", [])) <= known
                assert set(exception.get("lists", [])) <= lists


@each_example
def test_statements_about_instruments_name_coded_provisions(name: str) -> None:
    coded = provisions(name)
    instruments = {i for i, _ in coded}
    for kind in ("act", "duty_report"):
        for item in items(name, kind):
            assert item["instrument"] in instruments, item["label"]
            if "provision" in item:
                assert (item["instrument"], item["provision"]) in coded, item["label"]
    assert {item["instrument"] for item in items(name, "accession")} <= instruments


@each_example
def test_units_are_units_of_the_house(name: str) -> None:
    assert {item["unit"] for item in items(name, "tally")} <= set(UNITS)


@each_example
def test_versions_of_a_list_follow_each_other_without_a_gap(name: str) -> None:
    lists: dict[str, list[object]] = {}
    for designation in bodies(name, "designation"):
        lists.setdefault(designation.list, []).append(designation)  # type: ignore[attr-defined]
    for name_, versions in lists.items():
        versions.sort(key=lambda v: v.version)  # type: ignore[attr-defined]
        for before, after in pairwise(versions):
            assert before.valid_to == after.valid_from, name_  # type: ignore[attr-defined]


def test_nobody_but_the_compiler_files_the_astana_example() -> None:
    told = manifest("astana")
    assert "offices" not in told
    assert items("astana", "position") == []


def test_a_resolved_fact_has_rivals_and_a_ground() -> None:
    facts: dict[tuple[str, str], set[str]] = {}
    for item in items("astana", "assertion"):
        if not item.get("resolves"):
            facts.setdefault((item["subject"], item["property"]), set()).add(item["value"])
    for item in items("astana", "meeting"):
        if item.get("status", "held") == "held" and "when" in item and "id" in item:
            facts.setdefault((item["id"], "held_on"), set()).add(str(item["when"]))
    answers = [item for item in items("astana", "assertion") if item.get("resolves")]
    assert len(answers) > 20
    for answer in answers:
        rivals = facts.get((answer["subject"], answer["property"]), set())
        assert rivals - {answer["value"]} or len(rivals) > 1, answer["label"]
        assert len(answer["ground"]) > 30, answer["label"]


def test_a_count_of_those_who_joined_names_nobody() -> None:
    for item in items("astana", "accession"):
        assert ("count" in item) != ("joined" in item), item["label"]
        assert ("count" in item) == (item.get("members_known") is False), item["label"]


def test_the_two_snhr_splits_add_up() -> None:
    counts = {item["label"]: item["count"] for item in items("astana", "tally") if item["label"].startswith("snhr")}
    assert (
        sum(
            v
            for k, v in counts.items()
            if k.startswith("snhr-48h-") and k.split("-")[2] in ("rif", "homs", "daraa", "hama", "idlib")
        )
        == counts["snhr-48h-all"]
        == 51
    )
    for period in ("48h", "4d", "2w", "1m"):
        assert counts[f"snhr-{period}-combat"] + counts[f"snhr-{period}-arrest"] == counts[f"snhr-{period}-all"]
    units = {item["unit"] for item in items("astana", "tally") if item["label"].startswith("snhr")}
    assert units == {"breach", "person_killed"}


def test_the_joint_bulletin_is_no_row_of_the_daily_tallies() -> None:
    from tests.examples.files import table

    days = {row["report_date"] for row in table(EXAMPLES / "astana" / "astana_daily_tallies.csv")}
    assert "2017-01-04" not in days
    counts = {i["place"]: i["count"] for i in items("astana", "tally") if i["label"].startswith("bulletin-2017-01-04")}
    assert sum(n for place, n in counts.items() if place != "ALL") == counts["ALL"] == 39


def test_who_asserts_an_exemption_is_coded_with_the_ground() -> None:
    from tests.examples.files import table

    rows = table(EXAMPLES / "astana" / "syria_incident_reports.csv")
    claims = [row for row in rows if row["exempt_by"] or row["exempt_basis"]]
    assert len(claims) == 13
    assert all(row["exempt_by"] and row["exempt_basis"] for row in claims)
    grounds = ("al-Qaeda", "al-Nusra", "HTS", "Fateh al-Sham")
    assert all(any(one in row["exempt_basis"] for one in grounds) for row in claims)


def test_a_total_of_which_not_all_parts_are_given_says_so() -> None:
    from tests.examples.files import table

    rows = table(EXAMPLES / "astana" / "astana_daily_tallies.csv")
    told = [(row["report_date"], row["party"], row["province"]) for row in rows if row["breakdown"] == "incomplete"]
    assert told == [
        ("2017-01-22", "Turkey", "ALL"),
        ("2017-04-30", "Turkey", "ALL"),
        ("2017-05-06", "Turkey", "ALL"),
        ("2018-12-31", "Russia", "ALL"),
        ("2019-02-25", "Turkey", "ALL"),
        ("2019-11-22", "Russia", "ALL"),
    ]
    noted = {row["report_date"] for row in rows if "breakdown incomplete in source" in row["note"]}
    assert noted == {day for day, _, _ in told}


def test_nobody_is_made_to_say_that_a_duty_was_met() -> None:
    """Left out: what the compiler inferred from a bulletin, an attendance, an announced meeting."""
    said = {item["label"]: item["says"] for item in items("astana", "duty_report")}
    inferred = {"del-1-kazinform", "mec-1-bulletins", "ast1-1-joint-group", "dea-8-tehran", "dea-8b-guarantors"}
    assert not inferred & set(said)
    assert {label for label, says in said.items() if says == "met"} == {
        "u2268-1-wikipedia",
        "del-2-kazinform",
        "dea-1-guarantors",
        "idl-4-trt",
    }


def test_every_version_of_an_area_names_its_provinces_and_its_country() -> None:
    import json

    admin1 = {}
    for name, file in (("astana", "astana_zones.geojson"), ("doha", "zones-simulated.geojson")):
        for feature in json.loads((EXAMPLES / name / file).read_text(encoding="utf-8"))["features"]:
            told = feature["properties"]
            assert told["country"], feature["id"]
            admin1[feature["id"]] = told.get("admin1", [])
    assert [zone for zone, names in admin1.items() if not names] == ["nationwide-1"]
    assert set(admin1["south-1"]) == {"Daraa", "Dar'a", "Quneitra"}
    assert {"Idlib", "Latakia", "Hama", "Aleppo"} < set(admin1["idlib-1"]) == set(admin1["idlib-2"])
