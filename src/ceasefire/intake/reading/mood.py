"""In which mood a sentence speaks: done, to come, wished for, denied, or general."""

from __future__ import annotations

import re

_FUTURE = re.compile(
    r"\b(?:will|shall|(?:is|are|was|were|been|be) (?:also |now |tentatively |provisionally )?(?:expected|scheduled|due|set|planned|slated|supposed|obliged|required)\b"
    r"|expected to|scheduled (?:for|to)|due (?:on|to|in|by)\b|planned for|plans? to|planning to|slated|to be held|to take place|(?:is|are) to (?!the\b|a\b)\w+"
    r"|must|upcoming|forthcoming|next (?:round|meeting|session|week|month|year|talks|steps?|phase|report|summit)|later (?:in the day|this|today)|tomorrow"
    r"|intends? to|would (?:be (?:held|resumed?|extended|followed|released|deployed|completed|reviewed)|meet|take place|resume|start|begin|convene|travel|visit|host|reconvene|last|expire|continue until)"
    r"|has until|have until|deadline|no later than|agreed to (?:meet|reconvene|resume|hold)|in the coming (?:days|weeks)|reconvene)\b", re.I)
_WISH = re.compile(
    r"\b(?:called? (?:for|on)|calls? (?:for|on)|urged?|urges|demand(?:s|ed)?|appeal(?:s|ed)?|propos(?:es|ed|al)|offer(?:s|ed)?|suggest(?:s|ed)?|should|could|might"
    r"|may (?!\d)|hopes?|hoped|if|unless|would|willing|ready to|in case|potential|possible|threaten(?:s|ed)?|prepar(?:es|ed|ing) (?:to|for)|fear(?:s|ed)?|"
    r"warn(?:s|ed)? (?:of|that|against)|risk of|prevent|avoid|in order to|seeks? to|sought to|calling (?:for|on)|urging)\b", re.I)
_NEGATED = re.compile(
    r"\b(?:no (?:new |further |final |formal |such )?(?:agreement|deal|ceasefire|truce|accord|ceasefire violations?|violations?|incidents?|attacks?|fighting|clashes|meeting|talks|progress)"
    r"|(?:did|does|do|has|have|had|was|were|is|are) not|didn't|hasn't|haven't|wasn't|weren't|failed to|without (?:an )?(?:agreement|result)|never|refused|"
    r"collapsed|denied|postponed|cancell?ed|called off|broke down)\b", re.I)


def is_future(text: str) -> bool:
    """True when the sentence looks ahead."""
    return bool(_FUTURE.search(text))


def is_wish(text: str) -> bool:
    """True when the sentence wishes, proposes, warns or supposes rather than tells."""
    return bool(_WISH.search(text))


def is_negated(text: str) -> bool:
    """True when the sentence says that the thing was not so or did not come about."""
    return bool(_NEGATED.search(text))


def future_at(text: str, start: int, reach: int = 90) -> bool:
    """True when the words around an offset look ahead, whatever the rest of the sentence does."""
    return bool(_FUTURE.search(text[max(0, start - reach):start + reach]))
