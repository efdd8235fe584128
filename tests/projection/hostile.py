"""Bodies that a hostile office may sign: every kind, of a wrong shape, extreme, about nothing, about itself, in circles."""

import copy
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from ceasefire.record import Draft, Store
from ceasefire.vocabulary import BODIES
from ceasefire.vocabulary.parts import to_builtins
from tests.projection.full import full

LONG = "x" * 8000
ODD = ("\x00", "\x1b[31m", "\u202e", "a\nb", LONG, "x" * 39_000, "", "'; drop table reports; --", "=1+1", "../../etc")
DAYS = ("1900-01-01", "2200-12-31", "9999-12-31", "0001-01-01", "2017-02-31", "0000-00-00", "+10000-01-01")
NUMBERS = (0, -1, 2**31, 2**53 - 1, -(2**53) + 1, 10**9 + 1)
SHAPES = (None, [], {}, [[]], "text", 7, True, [None], {"a": {"b": [1]}})
VALUES = (
    *ODD,
    *DAYS,
    *NUMBERS,
    *SHAPES,
    ["a"] * 2000,
    "zone-1",
    "watch",
    "not_a_known_value",
    "0" * 64,
    "f" * 64 + "#5",
)


def bodies(kind: str) -> Iterator[dict[str, Any]]:
    """Yield hostile bodies of a kind: the full one with each field, at any depth, replaced by each odd value."""
    whole = to_builtins(full(kind))
    yield {}
    yield {"label": "A1"}
    yield whole
    for path in paths(whole):
        for value in VALUES:
            changed = copy.deepcopy(whole)
            put(changed, path, value)
            yield changed
    yield {name: value for name, value in whole.items() if name != next(iter(whole))}
    yield whole | {"unknown_field": {"deep": [1]}}


def paths(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield (*path, name)
            yield from paths(inner, (*path, name))
    elif isinstance(value, list) and value and isinstance(value[0], dict | list):
        yield (*path, 0)
        yield from paths(value[0], (*path, 0))


def put(whole: Any, path: tuple[Any, ...], value: Any) -> None:
    for step in path[:-1]:
        whole = whole[step]
    whole[path[-1]] = value


CIRCLES: tuple[tuple[str, dict[str, Any]], ...] = (
    *(
        (
            "party",
            {"id": one, "name": one, "part_of": [other], "answers_for": [other], "aliases": [f"{one} or {other}"]},
        )
        for one, other in (("c-a", "c-b"), ("c-b", "c-c"), ("c-c", "c-a"), ("c-self", "c-self"))
    ),
    ("party", {"id": "watch", "name": "A and B or C", "role": "guarantor", "classes": ["watch"]}),
    ("source", {"id": "s", "name": "s", "related_to": ["s", "nobody"], "aliases": ["Watch North"]}),
    ("judgement", {"a": "A1", "b": "A1", "verdict": "same"}),
    ("judgement", {"a": "nothing", "b": "0" * 64, "verdict": "part_of"}),
    ("judgement", {"a": "A1", "b": "A2", "verdict": "part_of"}),
    ("judgement", {"a": "A2", "b": "A1", "verdict": "part_of"}),
    ("position", {"about": [], "axis": "legal", "value": "violation", "of": "watch"}),
    (
        "position",
        {"about": ["A1", "A1", "nothing"], "axis": "occurrence", "value": "rumour", "of": "x", "against": "x"},
    ),
    ("remedy", {"about": [], "asked_by": "x", "asked_of": "x", "what": "w", "deadline": "0001-01-01"}),
    ("reply", {"to": "nothing", "by": "x", "says": "s"}),
    (
        "designation",
        {"list": "l", "version": 1, "name": "n", "by": "b", "valid_from": "9999-12-31", "members": ["x"] * 99},
    ),
    (
        "designation",
        {"list": "l", "version": 1, "name": "n", "by": "b", "valid_from": "2000-01-01", "valid_to": "1999-01-01"},
    ),
    ("accession", {"instrument": "nothing", "joined": [], "count": {"high": 2**53 - 1}}),
    (
        "act",
        {"act": "ending", "instrument": "made-up", "zone": "z", "when": {"start": "1900-01-01", "end": "9999-12-30"}},
    ),
    ("act", {"act": "extension", "instrument": "made-up", "term_to": "9999-12-31", "when": {"start": "1900-01-01"}}),
    ("meeting", {"round": 1, "process": "p", "when": {"start": "2200-12-31", "precision": 5}, "present": []}),
    ("meeting", {"round": 1, "process": "p", "when": {"start": "1900-01-01"}, "published": "0001-01-01"}),
    (
        "assertion",
        {"subject": "s", "property": "p", "value": "9" * 400, "when": {"start": "2200-12-31", "end": "9999-12-31"}},
    ),
    (
        "tally",
        {
            "measure": "m",
            "unit": "u",
            "count": {"vague": "some"},
            "period": {"start": "1900-01-01", "end": "9999-12-30"},
        },
    ),
    ("tally", {"measure": "m", "unit": "u", "count": {"low": 1}, "place": "ALL", "as_of": "0001-01-01"}),
    ("report", {"when": {"start": "2017-05-06", "end": "9999-12-31"}, "summary": LONG}),
    ("report", {"when": {"start": "1900-01-01", "end": "9999-12-30", "zone": "America"}, "summary": LONG}),
    ("report", {"when": {"start": "2200-12-31", "precision": 5, "clock": "23:59", "zone": "Pacific/Kiritimati"}}),
    ("report", {"where": {"lat_e7": 900_000_000, "lon_e7": 1_800_000_000, "radius_m": 20_000_000, "precision": 7}}),
    (
        "report",
        {"category": "a/b/c", "actor_alleged": " or ", "actor_target": "A (or (B", "killed": {"low": 2**31 - 1}},
    ),
    (
        "duty_report",
        {"instrument": "made-up", "provision": "p", "says": "met", "said_by": "s", "when": {"start": "1900-01-01"}},
    ),
    ("coverage", {"by": "b", "posts": 2**53 - 1, "when": {"start": "1900-01-01", "end": "9999-12-31"}}),
    ("agreement", {"id": "made-up", "title": "t", "reading": "0" * 64}),
    ("publication", {"title": "t", "heads": [], "outputs": []}),
    *(
        (
            "zone",
            {"id": "z", "version": n + 1, "name": "z", "status": "drawn", "area_type": "other", "basis": "b"}
            | {"valid_from": "2017-01-01", "polygons": polygons},
        )
        for n, polygons in enumerate(
            (
                [[[[1790000000, 0], [-1790000000, 0], [-1790000000, 10], [1790000000, 10], [1790000000, 0]]]],
                [[[[0, 0], [10, 10], [10, 0], [0, 10], [0, 0]]]],
                [[[[0, 0]]]],
                [[[]]],
                [[]],
                [[[[2**53 - 1, 0], [0, 2**53 - 1], [1, 1], [2**53 - 1, 0]]]],
                [[[[0, 0], [0, 0], [0, 0], [0, 0]]]],
            )
        )
    ),
)
"""Bodies that fit their kind, and say what makes no sense."""


def file_all(store: Store, office: str, drafts: Iterable[tuple[str, dict[str, Any]]]) -> int:
    """File what can be signed at all (within 40 KiB); return how many."""
    small = [Draft(kind, body) for kind, body in drafts if len(msgspec.json.encode(body)) < 39_900]
    return len(store.file(office, small))


def opened(path: Path) -> Store:
    """Return a store that checks no body, as a program of somebody else might file."""
    return Store.open(path, check=None)


KINDS = tuple(BODIES)
