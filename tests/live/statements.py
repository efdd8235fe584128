"""Bodies that offices of a small truce might file: few days, places, sources and labels, so that they meet and contradict.

A reference is a label, or a mark and a number: the n-th statement of a kind that stands by then, counted round (`@` report,
`~` remedy, `^` charter, `!` complaint, `$` position). `&n` is an office as a charter names it, `%name` the digest of a file.
`Ledgers` puts these in their place. Everything drawn is plain data that shrinks towards the plainest.
"""

from typing import Any, Final

from hypothesis import strategies as st

Body = dict[str, Any]
LABELS: Final = ("A1", "A2", "A3")
PARTIES: Final = ("force-a", "force-b", "state-c", "ngo")
ZONE: Final = "zone-1"
TRUCE: Final = """ceasefire: agreement/1
id: {id}
title: Truce of the tests
signed: 2020-01-01
signatories: [force-a, force-b]
time_zone: UTC
in_force: {{after: signature}}
term: open_ended
confidence: R
source: {{text: made up}}
provisions:
  - id: fire
    says: Nobody fires into the zone.
    modality: must_not
    bound: {bound}
    acts: [{acts}]
    place: {{zones: [zone-1]}}
    exceptions: [{{kind: target, lists: [list-1]}}]
    confidence: R
  - id: talks
    says: The two sides report at each meeting.
    modality: must
    bound: {{actors: [force-a]}}
    deadline: {{each_meeting: talks}}
    confidence: R
  - id: posts
    says: Posts are set up.
    modality: must
    bound: {{actors: [force-b]}}
    deadline: {{date: {posts}}}
    confidence: R
"""
READINGS: Final = (
    TRUCE.format(id="truce", bound="{actors: [force-a, force-b]}", acts="fire/*", posts="2020-05-02"),
    TRUCE.format(id="truce", bound="{joined: [truce]}", acts="fire/*, air/*", posts="2020-06-02"),
    TRUCE.format(id="pact", bound="{classes: [armed]}", acts="fire/mortar, air/*", posts="2020-05-10"),
    TRUCE.format(id="truce", bound="anyone", acts="fire/*", posts="2020-05-02").replace(
        "modality: must_not", "modality: x"
    ),
)
"""Files of agreements: two that differ under one id, one of another, one that cannot be read."""
RULES: Final = """ceasefire: rules/1
mechanism: tests
title: Mechanism of the tests
source: made up
bodies:
  - {body: force-a, role: ROLE, component: sides}
  - {body: force-b, role: party, component: sides}
rules:
  - id: ruling
    matter: whether an incident goes against the text
    axis: legal
    values: [violation, not_a_violation, out_of_scope]
    members: [sides]
    needs: consensus
    quorum: {sides: 2}
    text: both
    confidence: P
"""
COUNTERS: Final = """ceasefire = "settings/1"
counters = ["force-a", "force-b"]
running_counters = ["cases"]
[[confirmations]]
measure = "confirmed"
by = "force-a"
of = "force-b"
"""
FILES: Final[dict[str, str]] = {
    **{str(number): text for number, text in enumerate(READINGS)},
    "rules-of-parties": RULES.replace("ROLE", "party"),
    "rules-of-a-monitor": RULES.replace("ROLE", "monitor"),
    "no-rules": "rules: [",
    "counters": COUNTERS,
    "other-counters": COUNTERS.replace("cases", "shots").replace("confirmed", "shots"),
    "links-of-post": 'ceasefire = "settings/1"\nlinkage_ledger = "ceasefire/here/state-c/post"\n',
    "no-settings": "counters = 7\n",
}
"""Files that statements name: agreements, and rules and settings that can be read and that cannot."""
_RULES: Final = ("%rules-of-parties", "%rules-of-a-monitor", "%no-rules")


def some(*values: Any) -> st.SearchStrategy[Any]:
    return st.sampled_from(values)


def body(needed: dict[str, st.SearchStrategy[Any]], **may: st.SearchStrategy[Any]) -> st.SearchStrategy[Body]:
    """Return bodies with these fields and any of those that may be missing."""
    return st.fixed_dictionaries(needed, optional=may)


ROUND: Final = st.integers(0, 7)
LABEL: Final = some(*LABELS)
REPORT: Final = st.one_of(ROUND.map("@{}".format), LABEL, some("A9", "0" * 64))
"""A report by id (of a row of a batch too), by label, by a label nobody has, by the id of what has not arrived."""
REPORTS: Final = st.lists(REPORT, min_size=1, max_size=2)
PARTY: Final = some(*PARTIES)
DAY: Final = some("2020-05-01", "2020-05-02", "2020-05-03", "2020-06-15")
WHEN: Final = some(
    {"start": "2020-05-01"},
    {"start": "2020-05-02"},
    {"start": "2020-05-01", "clock": "23:30", "zone": "Asia/Damascus"},
    {"start": "2020-05-01", "end": "2020-05-03", "precision": 2},
    {"start": "2020-01-01", "end": "2020-12-31", "precision": 5},
    {"start": "2020-06-15"},
)
AINE: Final = {"name": "Aine", "admin1": "Upper", "lat_e7": 355000000, "lon_e7": 365000000, "precision": 1}
WHERE: Final = some(
    AINE,
    AINE | {"lat_e7": 355010000, "name": "Ayne"},
    {"name": "Aine"},
    {"name": "Bourj", "admin1": "Lower", "lat_e7": 341000000, "lon_e7": 369000000, "precision": 2},
    {"admin1": "Upper", "precision": 4},
)
COUNT: Final = some({"low": 3, "high": 3}, {"low": 2, "high": 4}, {"low": 0, "high": 0}, {"vague": "dozens"})
SPEAKER: Final = some("Watch North", "Watch South", "Force A press", "Watch Nord")
ACTOR: Final = some("Force A", "Force B", "Force A and Force B", "Force A or Force B", "A group", "группа")

REPORT_BODY: Final = body(
    {"when": WHEN, "where": WHERE, "event_type": some("shelling", "airstrike", "aid_delivery")},
    label=LABEL,
    source=SPEAKER,
    publisher=some("North News", "South News"),
    published=DAY,
    weapon=some("mortars"),
    actor_alleged=ACTOR,
    actor_target=some("civilians", "Force B", "Listed"),
    killed=COUNT,
    killed_civilians=some(0, 2),
    denied_by=some("Force A"),
    summary=some("Shells fell on the market of Aine.", "An aircraft bombed Bourj."),
)
DIM_REPORT: Final = body({}, label=LABEL, when=WHEN, where=WHERE, source=SPEAKER, event_type=some("shelling", "other"))
"""Reports that may lack a day, a place or both."""

_ZONE: Final = {
    "id": some(ZONE),
    "version": some(1, 2),
    "name": some("Zone"),
    "area_type": some("de_escalation_area"),
    "basis": some("annex"),
    "valid_from": some("2020-01-01", "2020-05-02"),
}


def square(west: float, south: float, size: float) -> list[Any]:
    """Return a drawn area, in the form of a statement."""
    ring = [(west, south), (west + size, south), (west + size, south + size), (west, south + size), (west, south)]
    return [[[[round(x * 1e7), round(y * 1e7)] for x, y in ring]]]


BODIES: Final[list[Body]] = [
    {"body": "force-b", "role": "guarantor", "offices": ["&0"]},
    {"body": "state-c", "role": "guarantor", "offices": ["&1"]},
    {"body": "force-a", "role": "party", "offices": ["&3"]},
]
"""Bodies of a charter with the offices that speak for them."""
ROLES: Final[list[Body]] = [
    {"role": "guarantor", "legal": "any", "occurrence": "any"},
    {"role": "party", "legal": ["violation"], "responsibility": "any"},
]
DRAWN: Final = some(square(36.0, 35.0, 1.0), square(36.4999, 35.0, 1.0), square(10.0, 10.0, 1.0))
KINDS: Final[dict[str, st.SearchStrategy[Body]]] = {
    "report": st.one_of(REPORT_BODY, DIM_REPORT),
    "judgement": body({"a": REPORT, "b": REPORT, "verdict": some("same", "different", "unsure", "part_of")}),
    "position": body(
        {"about": REPORTS, "of": PARTY},
        role=some("party", "guarantor", "monitor"),
        stand=some("concur", "dissent", "abstain"),
        against=PARTY,
        evidence=st.lists(REPORT, max_size=1),
        when=WHEN,
    ).flatmap(
        lambda told: some(
            ("occurrence", "reported"),
            ("occurrence", "refuted"),
            ("responsibility", "alleged"),
            ("responsibility", "attributed"),
            ("legal", "violation"),
            ("legal", "not_a_violation"),
        ).map(lambda axis: told | {"axis": axis[0], "value": axis[1]})
    ),
    "tally": body(
        {"measure": some("shots", "cases", "confirmed"), "unit": some("case_of_firing", "shot"), "count": COUNT},
        counted_by=some("force-a", "force-b", "Force A"),
        period=WHEN,
        place=some("ALL", "Upper", "Lower"),
        said_by=SPEAKER,
        published=DAY,
        subject=some("force-b"),
        label=LABEL,
    ),
    "remedy": body(
        {"about": REPORTS, "asked_by": PARTY, "asked_of": PARTY, "what": some("Look into it.")},
        label=some("M1"),
        deadline=DAY,
        when=WHEN,
    ),
    "reply": body(
        {
            "to": st.one_of(ROUND.map("~{}".format), ROUND.map("!{}".format), some("M1")),
            "by": PARTY,
            "says": some("No."),
        },
        when=WHEN,
    ),
    "duty_report": body(
        {
            "instrument": some("truce", "pact"),
            "provision": some("talks", "posts", "fire"),
            "says": some("met", "missed", "verified"),
            "said_by": some("force-a", "force-b", "Watch North"),
        },
        holder=PARTY,
        when=WHEN,
    ),
    "meeting": body(
        {"process": some("talks")},
        id=some("m-1"),
        round=some(1, 2),
        when=WHEN,
        said_by=SPEAKER,
        status=some("held", "expected", "cancelled"),
        where=WHERE,
        present=some([{"party": "force-a"}], [{"party": "force-b", "attended": False}]),
    ),
    "assertion": body(
        {"subject": some("truce"), "property": some("signed", "place"), "value": some("2020-01-01", "Aine")},
        said_by=SPEAKER,
        when=WHEN,
        resolves=some(True),
        ground=some("Both say so."),
    ),
    "source": body(
        {"id": some("north", "south"), "name": some("Watch North", "Watch South", "Force A press")},
        kind_of=some("ministry", "monitor", "aggregator"),
        related_to=st.lists(some("force-a", "south", "ngo"), max_size=1),
        aliases=st.lists(some("Watch Nord", "North News"), max_size=1),
    ),
    "party": body(
        {"id": PARTY, "name": some("Force A", "Force B", "Third")},
        role=some("party", "guarantor", "monitor"),
        answers_for=st.lists(PARTY, max_size=1),
        part_of=st.lists(PARTY, max_size=1),
        classes=some(["armed"], ["state"]),
        aliases=st.lists(some("A group", "Force A press", "Listed", "группа"), max_size=2, unique=True),
    ),
    "zone": st.one_of(
        body(_ZONE | {"status": some("drawn"), "polygons": DRAWN}),
        body(_ZONE | {"status": some("described_only")}, valid_to=some("2020-05-03")),
        body(_ZONE | {"status": some("drawn"), "geometry_blob": some("%outline")}),
    ),
    "agreement": st.integers(0, len(READINGS) - 1).map(
        lambda n: {"id": "pact" if n == 2 else "truce", "title": "Truce", "reading": f"%{n}"}
    ),
    "act": body(
        {"act": some("ending", "withdrawal", "map_approval", "extension"), "instrument": some("truce", "pact")},
        by=st.lists(PARTY, max_size=1),
        when=WHEN,
        zone=some(ZONE),
        provision=some("fire"),
        term_to=DAY,
    ),
    "accession": body(
        {"instrument": some("truce")},
        joined=st.lists(PARTY, max_size=2, unique=True),
        class_of=some("armed"),
        when=WHEN,
        withdrew=some(True),
        count=COUNT,
        members_known=some(False),
    ),
    "designation": body(
        {
            "list": some("list-1"),
            "version": some(1, 2),
            "name": some("List"),
            "by": some("un"),
            "valid_from": some("2020-01-01", "2020-05-02"),
        },
        members=st.lists(some("force-b", "listed"), max_size=1),
        valid_to=some("2020-06-01"),
        members_known=some(False),
        count=COUNT,
    ),
    "coverage": body({"by": some("ngo")}, when=WHEN, where=WHERE, zone=some(ZONE), posts=some(3), denied=some(1)),
    "charter": body(
        {
            "mechanism": some("tests"),
            "title": some("Charter", "Charter again"),
            "bodies": some(BODIES, BODIES[:2], [BODIES[0] | {"offices": ["&1"]}, BODIES[1]]),
            "changes": some({"takes": "one", "of": ["force-b"]}, {"takes": "consensus", "of": ["force-b", "state-c"]}),
        },
        follows=some("^0", "^1"),
        rules=some(*_RULES),
        roles=some(ROLES, ROLES, ROLES[:1]),
        depositaries=some(
            [{"of": "links", "office": "&1"}], [{"of": "settings", "office": "&1"}, {"of": "zones", "office": "&0"}]
        ),
        cuts=some([{"origin": "ceasefire/here/state-c/post", "key": "0" * 64, "size": 2, "root": "0" * 64}]),
    ),
    "acceptance": body(
        {"charter": some("^0", "^0", "^1"), "of": some("force-b", "state-c", "force-a")},
        stand=some("accept", "decline"),
    ),
    "rule": body({"mechanism": some("tests"), "sha256": some(*_RULES)}, title=some("Rules")),
    "settings": body({"sha256": some("%counters", "%other-counters", "%links-of-post", "%no-settings")}),
    "question": body({"id": some("q-1", "q-2"), "text": some("Who governs?")}, options=some(["yes", "no"])),
    "stance": body(
        {"question": some("q-1", "q-3"), "of": PARTY, "words": some("We do.", "They do.")},
        stand=some("concur", "dissent", "abstain"),
        option=some("yes"),
        when=WHEN,
    ),
    "complaint": body(
        {"by": PARTY, "about": REPORTS, "asks": some("Look into it.")}, label=some("M1"), against=PARTY, received=DAY
    ),
    "finding": body(
        {
            "mechanism": some("tests"),
            "about": REPORTS,
            "rule": some("ruling"),
            "axis": some("legal"),
            "decided_on": DAY,
        },
        positions=st.lists(ROUND.map("${}".format), max_size=2),
    ).flatmap(
        lambda told: some({"state": "no_decision"}, {"state": "decided", "value": "violation"}).map(
            lambda how: told | how
        )
    ),
}
"""What an office of the small truce may say, by kind."""
ODD: Final = some(
    ("complaint", {"about": ["A1"]}),
    ("charter", {"mechanism": "tests", "changes": {"takes": "none"}}),
    ("kind_of_tomorrow", {"about": ["A1"]}),
    ("report", {"label": "A1", "when": {"start": "2020-05-01", "end": "2020-04-01"}}),
    ("report", {"label": "A2", "event_type": "cyber_attack", "when": {"start": "2020-05-01"}}),
    ("report", {"label": "A3", "when": {"start": "2020-05-01"}, "heard_by": "x"}),
    ("judgement", {"a": "A1", "b": "A1", "verdict": "same"}),
    ("judgement", {"a": "A1", "verdict": "same"}),
    ("position", {"about": [], "axis": "legal", "value": "violation", "of": "force-a"}),
    ("party", {"id": "force-a", "name": 7}),
    ("zone", {"id": ZONE, "version": 1}),
    ("parameters", {}),
)
"""What a stranger's program may file and this one refuses: of kinds, fields and values not known, or that do not fit."""
