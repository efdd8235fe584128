"""What programs begin with: nothing, the law of a small truce, accounts that meet, or these under a charter."""

from typing import Final

from tests.live.statements import AINE, BODIES, ROLES, Body, square

LAW: Final[tuple[tuple[str, str, Body], ...]] = (
    ("watch", "party", {"id": "force-a", "name": "Force A", "role": "party", "classes": ["armed"]}),
    ("watch", "party", {"id": "force-b", "name": "Force B", "role": "party", "classes": ["armed"]}),
    ("watch", "source", {"id": "north", "name": "Watch North", "aliases": ["North News"]}),
    ("watch", "zone", {"id": "zone-1", "version": 1, "name": "Zone", "status": "drawn", "basis": "annex",
                       "area_type": "de_escalation_area", "valid_from": "2020-01-01",
                       "polygons": square(36.0, 35.0, 1.0)}),
    ("watch", "agreement", {"id": "truce", "title": "Truce", "reading": "%0"}),
    ("watch", "meeting", {"process": "talks", "id": "m-0", "when": {"start": "2020-05-02"}}),
    ("watch", "rule", {"mechanism": "tests", "sha256": "%rules-of-parties"}),
)  # fmt: skip
SHELLING: Final[Body] = {"when": {"start": "2020-05-01"}, "where": AINE, "event_type": "shelling"}
CASES: Final[Body] = {"measure": "cases", "unit": "case_of_firing", "period": {"start": "2020-05-01"}, "place": "ALL"}
REPORTS: Final[tuple[tuple[str, str, Body], ...]] = (
    ("watch", "report", SHELLING | {"label": "A1", "source": "Watch North", "actor_alleged": "Force A"}),
    ("post", "report", SHELLING | {"label": "A1", "source": "Watch South", "killed": {"low": 3, "high": 3}}),
    ("watch", "report", SHELLING | {"label": "A2", "when": {"start": "2020-05-02"}, "event_type": "airstrike"}),
    ("watch", "report", {"label": "A3", "where": {"name": "Bourj"}}),
    ("post", "position", {"about": ["A1"], "axis": "legal", "value": "violation", "of": "force-a"}),
    ("watch", "position", {"about": ["A1"], "axis": "legal", "value": "violation", "of": "force-b"}),
    ("watch", "remedy", {"label": "M1", "about": ["A1"], "asked_by": "force-b", "asked_of": "force-a", "what": "Stop.",
                         "deadline": "2020-05-03"}),
    ("watch", "tally", CASES | {"counted_by": "force-a", "count": {"low": 3, "high": 3}}),
    ("watch", "tally", CASES | {"counted_by": "force-b", "count": {"low": 4, "high": 4}}),
    ("watch", "tally", CASES | {"place": "Upper", "counted_by": "force-a", "count": {"low": 3, "high": 3}}),
    ("watch", "tally", CASES | {"place": "Upper", "counted_by": "force-b", "count": {"low": 1, "high": 2}}),
    ("watch", "tally", CASES | {"measure": "confirmed", "counted_by": "force-a", "count": {"low": 1, "high": 1}}),
)  # fmt: skip
CHARTER: Final[tuple[tuple[str, str, Body], ...]] = (
    ("watch", "charter", {"mechanism": "tests", "title": "Charter", "bodies": BODIES, "rules": "%rules-of-parties",
                          "roles": ROLES, "changes": {"takes": "one", "of": ["force-b"]},
                          "depositaries": [{"of": "links", "office": "&1"}]}),
    ("watch", "acceptance", {"charter": "^0", "of": "force-b"}),
    ("post", "acceptance", {"charter": "^0", "of": "state-c"}),
)  # fmt: skip
SETTINGS: Final = (("watch", "settings", {"sha256": "%counters"}),)
STARTS: Final = {
    "nothing": (),
    "law": LAW,
    "reports": LAW + SETTINGS + REPORTS,
    "charter": LAW + SETTINGS + CHARTER + REPORTS,
}
