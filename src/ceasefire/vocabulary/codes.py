"""Closed code lists of edition 1: every list may gain members in a later edition, none may lose one."""

from enum import StrEnum
from typing import Final

EDITION: Final = 1
WHOLE: Final = "ALL"
"""Place of a tally that counts the whole: every place that its text speaks of, not one of them."""


class Role(StrEnum):
    """What a body may be in a mechanism; what each may do is data of the mechanism (see `findings`)."""

    GUARANTOR = "guarantor"
    PARTY = "party"
    LIAISON_OFFICER = "liaison_officer"
    MONITOR = "monitor"
    INVESTIGATOR = "investigator"
    SECRETARIAT = "secretariat"
    COMMISSION = "commission"
    CHAIR = "chair"
    INVITED_EXPERT = "invited_expert"
    OBSERVER = "observer"
    COMPANION = "companion"
    COMPLAINANT = "complainant"
    AUDITOR = "auditor"
    COMPILER = "compiler"


class EventType(StrEnum):
    """What a source says happened, in the source's own typing (open reports use these fourteen and a few more)."""

    AIRSTRIKE = "airstrike"
    SHELLING = "shelling"
    ROCKET = "rocket"
    GROUND_CLASH = "ground_clash"
    CHEMICAL = "chemical"
    IED = "ied"
    MINE = "mine"
    SNIPER = "sniper"
    SMALL_ARMS = "small_arms"
    ABDUCTION = "abduction"
    ARREST = "arrest"
    KILLING = "killing"
    SEXUAL_VIOLENCE = "sexual_violence"
    LOOTING = "looting"
    AID_DELIVERY = "aid_delivery"
    AID_OBSTRUCTION = "aid_obstruction"
    EVACUATION = "evacuation"
    TERRITORY_CHANGE = "territory_change"
    FORCE_MOVEMENT = "force_movement"
    DRONE = "drone"
    OVERFLIGHT = "overflight"
    EXPLOSION = "explosion"
    ACCESS_DENIED = "access_denied"
    FATAL_VIOLENCE = "fatal_violence"
    OTHER = "other"


CATEGORIES: Final[dict[str, tuple[str, ...]]] = {
    "fire": (
        "unspecified",
        "small_arms",
        "heavy_machine_gun",
        "mortar",
        "artillery",
        "tank",
        "rocket_artillery",
        "anti_tank_missile",
        "surface_to_air_missile",
        "sniper",
    ),
    "air": ("unspecified", "strike", "helicopter", "uav_strike", "overflight"),
    "ground": ("unspecified", "attack", "advance", "seizure", "infiltration", "new_position", "line_crossing"),
    "forces": (
        "unspecified",
        "heavy_weapons_inside_line",
        "reinforcement",
        "resupply",
        "unregistered_storage",
        "fortification",
        "training",
        "recruitment",
        "child_recruitment",
    ),
    "explosives": ("unspecified", "ied", "mine", "chemical"),
    "civilians": (
        "unspecified",
        "killing",
        "injury",
        "arrest",
        "abduction",
        "sexual_violence",
        "forced_displacement",
        "looting",
    ),
    "protected": ("unspecified", "hospital", "school", "infrastructure", "aid"),
    "access": ("unspecified", "checkpoint_closed", "aid_blocked", "monitor_denied", "uav_jammed_or_shot"),
    "information": ("unspecified", "hostile_propaganda", "incitement", "cyber"),
    "obligation": ("unspecified", "withdrawal", "map", "handover", "road_opening"),
    "procedure": ("unspecified", "no_reply", "no_liaison_officer", "boycott"),
    "none": ("unspecified", "aid_delivery", "evacuation"),
}
"""Violation categories in two levels (field.md 1.6); `none` holds acts that no clause forbids by kind."""

CATEGORY_OF_EVENT: Final[dict[EventType, str]] = {
    EventType.AIRSTRIKE: "air/strike",
    EventType.SHELLING: "fire/artillery",
    EventType.ROCKET: "fire/rocket_artillery",
    EventType.GROUND_CLASH: "ground/attack",
    EventType.CHEMICAL: "explosives/chemical",
    EventType.IED: "explosives/ied",
    EventType.MINE: "explosives/mine",
    EventType.SNIPER: "fire/sniper",
    EventType.SMALL_ARMS: "fire/small_arms",
    EventType.ABDUCTION: "civilians/abduction",
    EventType.ARREST: "civilians/arrest",
    EventType.KILLING: "civilians/killing",
    EventType.SEXUAL_VIOLENCE: "civilians/sexual_violence",
    EventType.LOOTING: "civilians/looting",
    EventType.AID_DELIVERY: "none/aid_delivery",
    EventType.AID_OBSTRUCTION: "access/aid_blocked",
    EventType.EVACUATION: "none/evacuation",
    EventType.TERRITORY_CHANGE: "ground/seizure",
    EventType.FORCE_MOVEMENT: "forces/unspecified",
    EventType.DRONE: "air/uav_strike",
    EventType.OVERFLIGHT: "air/overflight",
    EventType.EXPLOSION: "explosives/unspecified",
    EventType.ACCESS_DENIED: "access/monitor_denied",
}
"""The category that an event type names by itself; `other` and `fatal_violence` name none, so they stay open."""

FATAL: Final = (
    *(f"fire/{kind}" for kind in CATEGORIES["fire"] if kind != "unspecified"),
    *("air/strike", "air/helicopter", "air/uav_strike", "ground/attack"),
    *(f"explosives/{kind}" for kind in CATEGORIES["explosives"] if kind != "unspecified"),
    "civilians/killing",
)
"""What `fatal_violence` can have been: by every means that kills, or a killing of civilians by none of these."""


class Occurrence(StrEnum):
    """First axis: did it happen?"""

    ALLEGED = "alleged"
    REPORTED = "reported"
    VERIFIED = "verified"
    REFUTED = "refuted"
    UNDETERMINED = "cannot_be_determined"


class Responsibility(StrEnum):
    """Second axis: by whom?"""

    UNATTRIBUTED = "unattributed"
    ALLEGED = "alleged"
    ADMITTED = "admitted"
    ATTRIBUTED = "attributed"
    CONTESTED = "contested"
    DENIED = "denied"


class Legal(StrEnum):
    """Third axis: what does the text say of it?"""

    OUT_OF_SCOPE = "out_of_scope"
    IN_SCOPE_NOT_RULED = "in_scope_not_ruled"
    VIOLATION = "violation"
    NOT_A_VIOLATION = "not_a_violation"
    UNDECIDED = "undecided"


AXES: Final[dict[str, type[StrEnum]]] = {
    "occurrence": Occurrence,
    "responsibility": Responsibility,
    "legal": Legal,
}


class Stand(StrEnum):
    """A body's stand on another's entry or proposal."""

    CONCUR = "concur"
    DISSENT = "dissent"
    ABSTAIN = "abstain"


class Acceptance(StrEnum):
    """What a body's office says to a charter version."""

    ACCEPT = "accept"
    DECLINE = "decline"


class Shared(StrEnum):
    """What of the law and the record all share, and a depositary may keep for all.

    `links` are the judgements on reports and the learnt sets that the links of the record follow.
    """

    INSTRUMENT = "instrument"
    ZONE = "zone"
    LIST = "list"
    ACCESSION = "accession"
    ACT = "act"
    PARTY = "party"
    SOURCE = "source"
    MEETING = "meeting"
    SETTINGS = "settings"
    LINKS = "links"


class Verdict(StrEnum):
    """A person's judgement on two reports."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"
    PART_OF = "part_of"


class ZoneStatus(StrEnum):
    DRAWN = "drawn"
    DESCRIBED_ONLY = "described_only"


class AreaType(StrEnum):
    """Legal kinds of ground; a security zone is a belt along a line, not a de-escalation area."""

    DE_ESCALATION_AREA = "de_escalation_area"
    SECURITY_ZONE = "security_zone"
    DEMILITARISED_ZONE = "demilitarised_zone"
    LOCAL_CEASEFIRE = "local_ceasefire"
    NATIONWIDE_CEASEFIRE = "nationwide_ceasefire"
    CONTACT_LINE = "contact_line"
    WITHDRAWAL_LINE = "withdrawal_line"
    OTHER = "other"


class MeetingKind(StrEnum):
    ROUND = "round"
    EXPERT = "expert_meeting"
    TALKS = "talks"
    BILATERAL = "bilateral"
    CALL = "call"
    VISIT = "visit"
    SUMMIT = "summit"
    COMMITTEE = "committee"
    CONFERENCE = "conference"


class MeetingStatus(StrEnum):
    HELD = "held"
    UNDER_WAY = "under_way"
    EXPECTED = "expected"
    CANCELLED = "cancelled"


class ObjectKind(StrEnum):
    """Protected persons and things that a provision may name as what is acted upon."""

    CIVILIANS = "civilians"
    MEDICAL = "medical"
    SCHOOL = "school"
    AID = "aid"
    INFRASTRUCTURE = "infrastructure"
    MONITORS = "monitors"
    PEACEKEEPERS = "peacekeepers"
    DIPLOMATIC = "diplomatic"


class Purpose(StrEnum):
    """What a learnt set is for (kind `parameters`)."""

    LINKAGE = "linkage"


class AsideState(StrEnum):
    """Why the reading sets a statement, a row or a part of one aside (tables `unread` and `set_aside`)."""

    NOT_UNDERSTOOD = "not_understood"
    PARTLY_UNDERSTOOD = "partly_understood"
    DOES_NOT_FIT = "does_not_fit"
    BLOB_MISSING = "blob_missing"
    BLOB_ALTERED = "blob_altered"
    REPEATED = "repeated"
    FOREIGN_KEY = "foreign_key"


OWN_WORD: Final = frozenset(
    {
        "ministry",
        "armed forces",
        "officials",
        "party media",
        "party",
        "government",
        "command",
        "international organisation",
    }
)
"""Kinds of source (`kind_of`) that speak a related party's own word; a state's agency is related to it and speaks for itself.
`kind_of` is free text of whoever files a source: other kinds may stand there and mean neither of these two lists."""

COMPILES: Final = frozenset({"encyclopaedia", "aggregator"})
"""Kinds of source (`kind_of`) that retell others: never independent of them."""

PLACE_PRECISION: Final[dict[int, str]] = {
    0: "not told",
    1: "exact place",
    2: "within about 25 km, or near a named place",
    3: "district",
    4: "governorate",
    5: "a line or a fuzzy area",
    6: "country",
    7: "sea or air space",
}
"""UCDP GED where_prec, plus 0."""

DATE_PRECISION: Final[dict[int, str]] = {
    0: "not told",
    1: "exact day",
    2: "within 2 to 6 days",
    3: "a week",
    4: "a month",
    5: "longer than a month",
}
"""UCDP GED date_prec, plus 0."""

ADDED_WRONG: Final = ("places_below_total", "places_above_total")
"""States of a bulletin whose places do not add up to its total (table `bulletin_checks`); a breakdown that is known not to
be whole is none of these."""

COUNT_AGAINST_LIST: Final = "count_against_list"
"""A text that counts fewer things than it lists."""
CONFLICT_KINDS: Final = (
    "rival",
    "series",
    "over_time",
    "coarser",
    "bounds_differ",
    "outlets_differ",
    "reports_differ",
    COUNT_AGAINST_LIST,
)
"""How the statements of one fact can differ (table `conflicts`)."""
CLASHING: Final = ("rival", "outlets_differ", "reports_differ", COUNT_AGAINST_LIST)
"""Of these, the kinds in which two statements cannot both hold; in the others every statement can."""

DECISION_STATES: Final = ("decided", "no_decision", "pending", "no_charter")
"""States of what a rule gives on an incident (table `decisions`)."""

POSITION_STATES: Final = ("counted", "superseded", "rival", "refused", "told")
"""What became of a position (table `position_checks`): `counted` is a body's own word that stands, `told` is another's. A rule
hears a body's own words alone, each for the time until a later one of its ledger replaced it."""

HOLDS_OTHERWISE: Final = "holds_otherwise"
ABSTAINS: Final = "abstains"
SILENT: Final = "silent"
"""Values of a body that dissents from a value, abstains towards it, or says nothing where a rule waits for its word."""

CHARTER_STATES: Final = ("adopted", "proposed", "unfit", "not_here")
"""States of a charter version (table `charter_states`)."""

CODING_STATES: Final = ("answers", "stands_beside", "contested")
"""What becomes of one office's coding of shared law (table `codings`)."""

ACT_STATES: Final = ("has_effect", "claimed", "told")
"""What becomes of an act (table `act_states`): it has what it takes, only part of it, or nobody whose word counts did it."""

FINDING_STATES: Final = ("holds", "differs", "cannot_be_checked", "told")
"""What recomputing a finding gives (table `finding_checks`)."""

COMPLAINT_STATES: Final = ("open", "answered", "remedy_asked", "found")
"""How far a complaint has come (table `complaint_states`)."""
