# ruff: noqa: E501
"""A small record with one office, made anew for each test."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

import ceasefire
from ceasefire import Record
from ceasefire.record import Draft


def office_of(origin: str) -> str:
    """Return the office's name in the origin of its ledger."""
    return origin.rpartition("/")[2]


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with ceasefire.create(tmp_path / "record", name="test") as made:
        made.init_office("watch", "ngo")
        yield made


RULES = """\
ceasefire: rules/1
mechanism: m
title: made for this test
bodies: [{body: ngo, role: guarantor}]
rules: [{id: one, matter: whether it goes against the text, members: [ngo], needs: consensus}]
"""


def file_text(record: Record, name: str, text: str, *, office: str = "watch") -> str:
    """File a file of this name and text; return the id of the statement that was filed, or of none an empty text."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_text(text, encoding="utf-8")
        return next(iter(record.file(path, office=office).ids), "")


def file_settings(record: Record, text: str, *, office: str = "watch") -> str:
    """File settings of these lines; return the id of the statement."""
    return file_text(record, "publication.toml", f'ceasefire = "settings/1"\n{text}\n', office=office)


def unreadable(record: Record, kind: str, text: str, *, office: str = "watch") -> str:
    """File rules or settings that cannot be read, as another program may; return the id of the statement."""
    of = {"rule": {"mechanism": "m"}, "settings": {}}[kind]
    draft = Draft(kind, {**of, "sha256": record.store.put_blob(text.encode())})
    return record.file_drafts(record.office(office), [draft])[0].id


REPORTS = """\
report_id,source,publisher,published,url,language,event_date_start,event_date_end,place,admin1,latitude,longitude,where_precision,event_type,weapon,actor_alleged,actor_target,killed_low,killed_high,killed_civilians,killed_children,injured_low,injured_high,attribution_phrase,summary
A1,Watch North,North News,2020-05-02,https://north.example/1,en,2020-05-01,2020-05-01,Aine,Upper,35.5000,36.5000,1,shelling,mortars,Force A,civilians,3,3,,,,,Force A shelled the town,Three people died when shells fell on the market of Aine.
A2,Watch South,South News,2020-05-02,https://south.example/9,en,2020-05-01,2020-05-01,Aine,Upper,35.5010,36.5010,1,shelling,mortars,Force A,civilians,2,4,,,,,Force A shelled the town,Shells on Aine killed two to four people.
A3,Watch North,North News,2020-07-12,https://north.example/2,en,2020-07-11,2020-07-11,Bourj,Lower,34.1000,36.9000,1,airstrike,,,civilians,,,,,,,,An aircraft bombed Bourj.
"""


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    path = tmp_path / "reports.csv"
    path.write_text(REPORTS, encoding="utf-8")
    return path
