from pathlib import Path

import pytest

from ceasefire.agreements.language.author_forms import json_schema
from ceasefire.agreements.language.files.loading import load, read
from ceasefire.agreements.language.page import language_page

ROOT = Path(__file__).resolve().parents[3]
CODED = sorted((ROOT / "src/ceasefire/examples").glob("*/agreements/*.yaml"))


def test_the_page_of_the_language_is_the_models():
    assert (ROOT / "docs/reference/agreement-language.md").read_text(encoding="utf-8") == language_page()


def test_the_schema_for_editors_knows_every_field_and_refuses_others():
    schema = json_schema()
    assert schema["additionalProperties"] is False
    assert {"id", "provisions", "ceasefire"} <= set(schema["required"])
    assert all(part.get("additionalProperties") is False for part in schema["$defs"].values() if "properties" in part)


@pytest.mark.parametrize("path", CODED, ids=lambda p: p.stem)
def test_every_coded_instrument_loads_under_the_name_of_its_file(path):
    assert load(path).id == path.stem


def test_the_memorandum_of_4_may_2017_reads_as_field_notes_say():
    found = read(next(p for p in CODED if p.stem == "memorandum-2017-05-04"))
    assert [p.id for p in found.instrument.provisions][:3] == ["dea-1", "dea-2", "dea-3"]
    assert found.instrument.signatories == ("iran", "russia", "turkey")
