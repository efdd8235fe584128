"""Patterns of speech acts and of the words that name a speaker; the words stand in `lexicon/en/speech.toml`."""

from __future__ import annotations

import re

from ceasefire.reading.lexicon.calendar_names import ANY_MONTH, ANY_WEEKDAY
from ceasefire.reading.lexicon.gated import gated
from ceasefire.reading.lexicon.load import alternation, forms


def _any(table: str) -> str:
    """Return the words of a table of speech.toml as alternatives of a pattern."""
    return alternation("en", "speech", table)


VERB = re.compile(
    rf"\b(?P<say>(?:{_any('say')})(?! (?:the lives|(?:[\w-]+ ){{0,3}}lives|responsibility|its first|a place|victory)\b)|gives?"
    rf"|gave)\b|\b(?P<deny>{_any('deny')})\b|\b(?P<blame>{_any('blame')})\b"
)
_TELLS = re.compile(r"^ (?:that|\d|at least|no|evidence|about|an? |multiple|undetermined|one|two|three|four|five|six)")
_GIVES = re.compile(r"^ (?:its|their|a|the) (?:own )?(?:loss|toll|figure|death|number|casualt)")
_NO_ACCESS = re.compile(r"^(?!.{0,40}\b(?:access|entry|passage|permission)\b)")
_FALSE = re.compile(
    r"^ (?:it|this|that|them|(?:the|these|those|such|any such|\w+'s) (?:[\w']+ ){0,2}?"
    r"(?:charge|accusation|claim|allegation|report|version|story|account)s?)"
    r" [^.;]{0,24}\b(?:lies?|false|baseless|fabricat\w+|fairy tales?|propaganda|nonsense|untrue|unfounded|slander|absurd|invent\w+)\b"
)
_PUTS = re.compile(r" toll| number| figure| at ")
NEEDED = {
    **dict.fromkeys(("saw", "found", "heard"), _TELLS),
    **dict.fromkeys(("give", "gives", "gave"), _GIVES),
    **dict.fromkeys(("put", "puts"), _PUTS),
    "held": re.compile(" responsible"),
    **dict.fromkeys(("denied", "denies", "deny"), _NO_ACCESS),
    **dict.fromkeys(("called", "calls", "branded", "brands"), _FALSE),
}
"""Verb of speech that has other meanings -> what must follow it within 60 characters."""
ACCORDING = re.compile(
    r"\b(?:according to|as reported by|citing|as quoted by|as told by|figures? from|data from|based on (?:data"
    r"|reports|figures) from|(?:reported|recorded|registered|documented|confirmed|verified|announced|claimed"
    r"|released|compiled|published|estimated|provided|said|alleged) by) (?P<np>[^,.;:\n]{2,110}?)(?= to have|[,.;:\n]|$)"
)
NOT_SPEECH = gated(rf"\b(?:{_any('before_nouns')}|\d+) $", re.I)
CUT = gated(
    r"(?:[;\"]|(?<!\d):|:(?!\d)|\bthat\b|\bwhose\b|\bbut\b|\bwhile\b|\bwhich\b|\bwhen\b|\bwhere\b|\bwho\b|\balthough\b|\bbecause\b"
    r"|\bwhat\b|\bas\b(?! well)|\bafter\b|\band (?=(?:the|a|an|it|he|she|they) )"
    r"|\band (?=\w+ed )|\(|\)|--| - )",
    re.I,
)
ADVERB = re.compile(
    r"(?:[ ,]*\b(?:has|have|had|also|later|earlier|further|then|meanwhile|however|separately|previously"
    r"|repeatedly|initially|still"
    rf"|(?:on )?(?:{ANY_WEEKDAY})|today|yesterday"
    r"|in turn|jointly"
    r"|immediately|officially|subsequently|again|itself|himself|both|all|did not|does not|itself|strongly"
    r"|have all|reportedly|allegedly|,))+ *$",
    re.I,
)
NOT_SO = re.compile(rf"(?:n't|\b(?:{_any('not_so')}))(?: (?:\w+ly|yet|so far|once|ever|have|had|having|been))* $", re.I)
"""What before a verb of blame or denial says that nobody blames, denies, or rightly so: "did not accuse", "wrongly blamed"."""
NOBODY = re.compile(rf"(?:{_any('nobody')})\b", re.I)
NO_SPEAKER = re.compile(forms("en", "speech", "no_speakers"), re.I)
"""What words hold that were taken for a speaker and name none: "Sunday in a new toll", "army air strikes", "its planes dropped bombs"."""
HEARSAY = gated(rf"\b(?:{forms('en', 'speech', 'hearsay')})\b", re.I)
"""What is told as heard from others, without a speaker: "allegedly", "is said to have"."""
LEAD = re.compile(
    r"^(?:[ ,]*\b(?:\d{1,2}[:.h]\d\d(?: ?(?:hrs|hours|h))?\b|and|but|meanwhile|however|separately|earlier|later|also|for (?:his|its|her|their) part"
    r"|in turn|additionally|moreover|still"
    rf"|on (?:{ANY_WEEKDAY})|today|yesterday|so|yet|now|furthermore|in addition"
    r"|nonetheless|elsewhere|although|while|with)\b[ ,]*)+",
    re.I,
)
LABEL = re.compile(r"(?:\(?\d{1,2}[:.h]\d\d\)?(?: ?hrs)?[ -]+)?(?P<np>[^:,.;\d]{3,50}): ?(?=\S)")
"""The speaker who stands before what he says: "Army statement: ..."."""
STATEMENT = re.compile(
    r"'s? (?:statement|press release|bulletin|report|update)\b|\b(?:statement|press release|bulletin|update)\b"
)
SPEAKER = gated(rf"\b(?:{_any('speakers')})\b", re.I)
TAKEN_UP = re.compile(r"(?:Those|These|This|That|There|Such|Among|Others|Some|Most|Many|Of|It) ")
"""The head of what takes up others and names nobody: "Those included"."""
PRONOUN = re.compile(rf"^(?:{_any('pronouns')})$", re.I)
# "eight fighters reported killed": it is they of whom it is said.
IS_SAID = re.compile(r" (?:by|killed|dead|wounded|injured|missing|hurt|captured|detained|to (?:have|be|belong))\b")
# Nouns that take up the last speaker only where his own words hold the noun.
BODY = re.compile(rf"^the (?P<noun>{_any('bodies')})$", re.I)
OF_A_PERSON = re.compile(rf"\b(?:{forms('en', 'speech', 'persons')})", re.I)
"""An author who is a person, so that "the Mission" in his words is another body."""
DATE_TAIL = re.compile(
    rf",? (?:on|in|late|early|earlier|last|this|at|late on|as of|by) (?:{ANY_WEEKDAY}|{ANY_MONTH}|\d"
    r"|a statement|its|his|the|an interview|a (?:report|press|news|tweet|telegram|briefing)|week|day|month|condition).*$",
    re.I,
)
WEEKDAY_TAIL = re.compile(rf" (?:{ANY_WEEKDAY})\b.*$", re.I)
NAMED_SOURCE = re.compile(
    rf"(?:\((?:[Ss]ource: ?)?|\b[Ss]ource: ?)(?P<np>(?:the )?(?:{_any('short_names')}"
    r"|[A-Z][\w'.-]+(?: [A-Z][\w'.-]+){0,5}(?= ?(?:\)$|\)\.$|\.$|$))))(?:\)|\.|$)(?=\.?$)"
)
CLAUSE = re.compile(
    r"\b(?:was|were|is|are|has|have|had|will|would|could|should|be|been|started|began|hope|hoped|lasted|than"
    r"|killed|wounded|took|came|into)\b|\d{4}$"
)
TARGET = re.compile(
    r" (?:(?:the )?(?:attack|strike|shelling|violence|incident|blast|bombing|killings?|raid|violations?)s? on "
    r"|responsibility on )?"
    r"(?P<np>(?:the )?[^,.;:\"]{2,80}?)(?: (?:of|for|in|after|during|with|over|responsible)\b|[,.;:\"]|$)"
)
OPENING = re.compile(
    r"(?:(?i:during|in|on|over|since|by|for|throughout|between|from|of|within|until|before|after|at|up to) [^,;]{2,70}?"
    r"|(?i:the|this|that|last|a) (?:[\w-]+ ){0,3}?(?:day|night|week|month|quarter|year|period)(?: before| after| earlier)?)"
    r" (?P<np>(?<!to )(?<!by )(?<!with )(?<!and )(?:we|it|they|he|she))"
    r"|(?i:during|in|on|over|since|by|for|throughout|between|from|within|until|up to) [^,;]{2,70}?"
    r" (?P<body>(?<!of )(?<!in )(?<!for )(?<!the )(?<!and )(?<!by )"
    r"the (?!same|last|past|first|second|area|region|end|start|town|city)[A-Za-z][\w' -]{2,50})"
)
"""The speaker behind an opening that no comma closes: "During the 101 days the observatory", "In the month before we"."""
