"""Count units: what one is counting, and which counts may be added.

Two counts may be added only when their unit is the same word. A case of firing is not an explosion and not an arrest.
"""

from typing import Final

UNITS: Final[dict[str, str]] = {
    "case_of_firing": "one entry of a guarantor's daily list",
    "breach": "one breach under the rule of the body that counts (say whose rule)",
    "complaint": "one complaint filed, whatever came of it",
    "incident": "one linked incident of this record",
    "report": "one source's account of one incident",
    "statement": "one signed statement",
    "explosion": "one explosion seen or heard (OSCE SMM style)",
    "shot": "one shot or burst",
    "shell": "one shell",
    "person_killed": "one person killed",
    "person_injured": "one person injured",
    "person": "one person",
    "casualty": "one person killed or injured",
    "settlement": "one inhabited place",
    "formation": "one armed formation",
    "group": "one armed group",
    "agreement": "one local agreement",
    "action": "one humanitarian action",
    "tonne": "one metric ton of aid",
    "post": "one observation post or checkpoint",
    "square_kilometre": "one square kilometre",
    "round": "one round of talks",
    "meeting": "one meeting",
    "zone": "one zone or area",
    "day": "one day",
    "duty": "one duty",
    "patrol": "one patrol",
    "hour": "one hour",
    "pair": "one pair of reports",
    "ratio": "a share between 0 and 1, or a quotient; never added",
    "correlation": "a correlation coefficient; never added",
}

NOT_ADDITIVE: Final = frozenset({"ratio", "correlation"})
