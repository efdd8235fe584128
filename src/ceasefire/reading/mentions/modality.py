"""Whether a sentence, or the words around a date in it, tells what was done, what is to come, or a wish."""

from __future__ import annotations

import re
from functools import lru_cache

from ceasefire.reading.lexicon.calendar_names import ANY_WEEKDAY
from ceasefire.reading.mentions.place_patterns import OF_ATTACK
from ceasefire.reading.text.fold import lower

_FUTURE = re.compile(
    r"\b(?:will|shall|(?:is|are|was|were|been|be) (?:also |now |tentatively |provisionally )?(?:expected"
    r"|scheduled|due|set(?! (?:on fire|fire|alight|ablaze|up|off|free|down))|planned|slated|supposed|obliged|required)\b"
    r"|expected to|scheduled (?:for|to)|due (?:on|to|in|by)\b|planned for|plans? to|planning to|slated"
    r"|to be held|to take place|(?:is|are) to (?!the\b|a\b)\w+"
    r"|must|upcoming|forthcoming|next (?:round|meeting|session|week|month|year|talks|steps?|phase|report|summit)"
    r"|later (?:in the day|this|today)|tomorrow"
    r"|intends? to|would (?:be (?:held|resumed?|extended|followed|released|deployed|completed|reviewed)|meet"
    r"|take place|resume|start|begin|convene|travel|visit|host|reconvene|last|expire|continue until)"
    r"|has until|have until|deadline|no later than|agreed to (?:meet|reconvene|resume|hold)"
    r"|in the coming (?:days|weeks)|reconvene)\b"
)
_WISH = re.compile(
    r"\b(?:called? (?:for|on)|calls? (?:for|on)|urged?|urges|demand(?:s|ed)?|appeal(?:s|ed)?|propos(?:es|ed|al)"
    r"|offer(?:s|ed)?|suggest(?:s|ed)?|should|could|might"
    r"|(?-i:may) (?!\d)|hopes?|hoped|if|unless|would|willing|ready to|in case|potential|possible|threaten(?:s|ed)?"
    r"|prepar(?:es|ed|ing) (?:to|for)|fear(?:s|ed)?|"
    r"warn(?:s|ed)? (?:of|that|against)|risk of|prevent|avoid|in order to|seeks? to|sought to|calling (?:for|on)"
    r"|urging)\b",
    re.I,
)


CONDITION = re.compile(r"(?:,|\(| -) ?(?:if|unless|provided|assuming|so long as|depending)\b", re.I)
"""What opens the condition on which a thing is to be: its verb is not that of the thing."""


def is_future(text: str) -> bool:
    """Say whether the sentence looks ahead."""
    return bool(_FUTURE.search(lower(text)))


def is_wish(text: str) -> bool:
    """Say whether the sentence wishes, proposes, warns or supposes rather than tells."""
    return bool(_WISH.search(text))


_AHEAD = re.compile(
    r"\b(?:will|shall|(?:is|are|remains?) (?:also |now |tentatively |provisionally |still )?(?:expected"
    r"|scheduled|due|set(?! (?:on fire|fire|alight|ablaze|up|off|free|down))|planned|slated|supposed|obliged|required|invited)"
    r"|(?:have|has) been (?:invited|scheduled|planned|set|convened|called|summoned) (?:to|for)|expected to"
    r"|scheduled (?:for|to)|(?<!were )(?<!was )(?<!been )due (?:on|to|in|by)|planned for|plans? to|(?:is|are) to"
    r"|to (?<!said to )(?<!seems to )(?<!known to )(?<!believed to )(?<!thought to )(?<!claimed to )(?<!found to )(?<!reported to )(?<!had to )"
    r"be (?:\w+ed|held|taken"
    r"|put|given|made|set|sent|brought|built|drawn)"
    r"|(?:was|were) to (?!the\b|a\b|have\b)\w+"
    r"|must|tomorrow|intends? to|would (?!have\b|not\b|like\b|rather\b|never\b|only\b)\w+|has until|have until|deadline|no later than"
    r"|(?:promise[sd]?|pledge[sd]?|undert(?:ook|akes?|aken)|vow(?:s|ed)|invitation) to \w+"
    r"|agreed to (?:meet|reconvene|resume|hold|return)|reconvenes?"
    r"|(?:has|have) (?:to \w+|(?:\w+ )?(?:hours?|days?|weeks?|months?) to)|(?:accepted|consented) to (?:come|meet|attend|travel|return)"
    r"|(?:was|were) (?:then )?(?:planned|scheduled|set(?! on fire)|due|expected|foreseen|fixed) (?:for|in|on)"
    r"|(?:extended|renewed|prolonged|valid|in force|runs?|lasts?) (?:[\w-]+ ){0,5}(?:until|till|through)"
    r"|(?:is|are) (?:also |now )?(?:meeting|holding|hosting|travell?ing|flying|returning|visiting|leaving|arriving"
    r"|convening|opening|gathering|being prepared)"
    r"|(?:moved|postponed|put off|put back|delayed|rescheduled|deferred|brought forward|slipped|slid"
    r"|adjourned) (?:from [\w ]{3,20} )?(?:to|until|for)"
    r"|meets? again|in the coming|expires|lapses|runs out|(?:enters|comes|goes) into (?:force|effect)|takes effect)(?!\w)",
    re.I,
)
_BACK = re.compile(
    r"(?<!\bbe )\b(?:was|were|had|has been|have been|did|met|held|took|came|began|broke|said|told|went|put|led"
    r"|left|hit"
    r"|struck|fell|saw|gave|made|shot|fought|rose|ran|spoke|brought|since"
    r"|(?<!\bin )(?<!\ba )(?<!\ban )(?<!\bthe )(?<!\bof )"
    r"(?!(?:expected|scheduled|planned|invited|supposed|required|obliged|slated|agreed|promised|pledged|vowed"
    r"|provided|armed|led|united|proposed|need|speed|indeed|red|bed|hundred)\b)[a-z]{2,}ed)\b",
    re.I,
)
_DUE = re.compile(r"\b(?:by|before|until|(?:no|not) later than|nlt)(?: the)? $", re.I)
_HAD = re.compile(r"\w+,? [^,.;]{0,40}\bhad (?!to\b)\w+")
"""By a day, something had been done."""
_LABEL = re.compile(r"[\w ]{3,24}: ")
"""A day that opens a line of a calendar: what follows tells of that day, whatever its verbs."""
_NEXT = re.compile(
    r"\b(?:next|upcoming|forthcoming|some ?time (?:in|next|around))\b|\b(?:further|follow-up|another) (?:[\w-]+ )?(?:round|meeting|session|summit)\b"
)
_PRESENT = re.compile(
    r"\b(?:convenes|meets|opens|resumes|reopens|begins|starts|leaves|returns|votes|holds|travels|arrives|hosts|follows|flies"
    r"|goes|takes (?:place|up|over)|ends|falls due"
    r"|sits|gathers|considers|elects|receives|continues|expires|lapses|closes|enters|comes|runs"
    r"|decides|rules"
    r"|signs|withdraws|pulls (?:out|back)|hands (?:over|in)|debates|reports|inaugurates"
    r"|(?<!to )(?:leave|meet|gather|arrive|fly|travel|go|come|sit|reconvene|depart|resume|follow"
    r"|take (?:place|up|over|effect)|pull (?:out|back)|hand (?:over|in)))\b[^,;]{0,60}$"
)
_NOW = re.compile(
    r"\b(?:meets|opens|begins|starts|ends|expires|lapses|closes|resumes|reopens|takes (?:place|effect)|falls due|runs out|convenes"
    r"|leaves|goes|comes|returns|arrives|flies)\b"
)
"""Verbs in the present that put what is said of them at the day behind them."""
_SET_FOR = re.compile(
    r"\b(?:announced|called|fixed|billed|set|planned|scheduled|slated|invited|summoned|pencil+ed|booked|earmarked|envisaged|foreseen"
    r"|tabled|lined up|listed|down|under consideration|on the (?:agenda|calendar|programme|schedule))(?: [\w-]+){0,7} for(?: the)? $",
    re.I,
)
_PACT = r"(?:accord|agreement|truce|cease-?fire|deal|pact|treaty|armistice|memorandum|protocol|resolution|declaration|communiqu[eé])"
_NAMED_BY = re.compile(
    rf"\b{_PACT}(?: \w+)? (?:of|dated) (?:the )?$"
    rf"|\b(?:{_PACT}|swap|exchange|arrangement|understanding|pause) (?:agreed|signed|reached|concluded|struck|adopted|announced"
    r"|declared|initialled|brokered)"
    r"(?: (?:in|at) \w+)? (?:on|in|last) (?:the )?$"
)
_NAMES = re.compile(rf"[a-z]+'s (?:[a-z]+ )?{_PACT}\b")
"""A day that names an agreement lies back, whatever the verb says: "under the accord of 3 April", "Sunday's deal"."""
_LAUNCHED = re.compile(
    rf"\b(?:announc|declar|offer|order|proclaim|unveil|pledg|promis|approv|agree)\w*\b(?P<what>[^.;]*\b(?:{_PACT}|halt|pause|lull|freeze"
    r"|moratorium|curfew|cessation)\b[^.;]*) (?:(?:starting|beginning|commencing|effective)(?: from| on| at| as of)?|from|as of"
    r"|to (?:begin|start|take effect)(?: on)?)(?: midnight| noon| dawn)?(?: on)? $",
    re.I,
)
"""Before the day on which something begins that somebody announced: it lies ahead of the announcement."""
_WEEKDAY = re.compile(rf"\b(?:{ANY_WEEKDAY})\b", re.I)
_OF_DAY = re.compile(r"[a-z]+(?P<own>'s)?", re.I)
_READY = re.compile(r"\b(?:prepar|plan|ready|brac|ahead of)[^.;,]*$", re.I)
_BREAK = re.compile(r"[;:]|, (?:but|and|while|which|where|when|a day|hours|days)\b|\. ")


@lru_cache(maxsize=1024)
def tense_at(text: str, at: int) -> bool | None:
    """Return True when the verb that governs the date at offset `at` looks ahead, False when back, None without one.

    The nearest cue before the date decides, or the first one after it where its clause has none before.
    """
    before = text[max(0, at - 160) : at]
    fixed = _fixed_by(text, at, before)
    if fixed is not None:
        return fixed
    if not before.strip(" -*") and _LABEL.match(text, at):
        return None
    due = _DUE.search(before) is not None
    cut = [m.end() for m in _BREAK.finditer(before)]
    clause = before[cut[-1] :] if cut else before
    for words in (clause, before):
        ahead, back = _last(_AHEAD, words), _last(_BACK, words)
        ahead = max(ahead, _last(_NOW, words))
        if ahead >= 0 or back >= 0:
            return True if ahead >= back else None if due else False
    if due and _HAD.match(text, at):
        return False
    if due or _PRESENT.search(clause):
        return True
    return _tense_after(text[at : at + 120], before)


def _fixed_by(text: str, at: int, before: str) -> bool | None:
    """Return the tense of a day that is set for something, or that names an agreement, whatever the verb; None for any other."""
    launched = _LAUNCHED.search(before)
    if launched and not _WEEKDAY.search(launched["what"]):
        return True
    if _SET_FOR.search(before + "for " if text.startswith("for ", at) else before):
        return True
    named = _NAMED_BY.search(before) is not None or _NAMES.match(text, at) is not None
    return False if named or is_of_attack(text, at) else None


def is_of_attack(text: str, at: int) -> bool:
    """Return whether the day at an offset names an attack gone by: "revenge for Tuesday's strike", "the Tuesday raids"."""
    day, before = _OF_DAY.match(text, at), text[max(0, at - 160) : at].lower()
    told = day is not None and (day["own"] or before.endswith(" the ")) and OF_ATTACK.match(text, day.end())
    return bool(told) and _READY.search(before) is None


def _tense_after(after: str, before: str) -> bool | None:
    """Return the tense of the first cue after a date; without one, True beside a "next meeting"."""
    after = CONDITION.split(after)[0]
    first, past = _AHEAD.search(after), _BACK.search(after)
    if first and first[0].lower().startswith(("agreed", "promised", "pledged", "undertook", "vowed")):
        return False
    if first and past:
        return first.start() < past.start()
    if first or past:
        return bool(first)
    return True if _NEXT.search(before + after) else None


def _last(pattern: re.Pattern[str], words: str) -> int:
    return max((m.start() for m in pattern.finditer(words)), default=-1)
