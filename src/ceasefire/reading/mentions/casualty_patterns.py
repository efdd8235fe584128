"""Patterns of casualties; all are run on lower-cased text whose numbers are overwritten with the mark \u00a7.

The persons stand in `lexicon/en/casualties.toml`; what has groups, spans between slots or looks around stays here.
"""

from __future__ import annotations

import re

from ceasefire.reading.lexicon.gazetteer_names import demonyms
from ceasefire.reading.lexicon.load import alternation, forms

_PERSON = alternation("en", "casualties", "person")
_PEOPLES = "|".join(f"{re.escape(word.lower())}s" for word in demonyms() if not word.endswith(("s", "h", "ese")))
_FIGHTERS = (
    r"(?:soldiers?|fighters?|rebels?|guerrillas?|militiam[ae]n|policem[ae]n|officers?|guards?|marines?|comrades?|servicem[ae]n|men|troopers?"
    r"|gunm[ae]n|combatants?|sergeants?|corporals?|conscripts?|volunteers?|sappers?|rangers?)"
)
_PERSONS = (
    rf"{alternation('en', 'casualties', 'persons')}|(?:{_PERSON})s|{_PEOPLES}"
    r"|of (?:its|their|our|his) (?:men|soldiers|fighters|members|troops|personnel)"
)
# people of a country or creed ("12 Ruritanians"): a name in the plural right after a number, overwritten with \u00fe
_PEOPLE_OF = r"\u00fe{4,}"
PERSONS = rf"(?:{_PERSONS}|{_PERSON}|{_PEOPLE_OF})"
NAMED_PEOPLE = re.compile(r"(?<=\u00a7 )(?P<a>[A-Z][a-z]{2,}s)\b(?: and (?P<b>[A-Z][a-z]{2,}s)\b)?")
ARTICLE = re.compile(
    rf"(?<!no )\b(?:an?|another|one)\b(?= (?:(?!and\b)[\w'-]+,? ){{0,4}}?(?:{_PERSON})\b(?! and (?:{_PERSON})\b))"
    r"|\banother(?= (?:(?!on|near|recent)[a-z]+ly )?(?:hurt|wounded|injured|dead|maimed)\b)"
)
BESIDE = re.compile(
    rf"(?<=\u00a7 )(?:[\w'-]+ ){{0,3}}?(?:{_PERSON}|{_PERSONS})(?:,| and|, and) (?P<x>his|her|their)(?= (?:[\w'-]+ ){{0,2}}?(?:{_PERSON})\b)"
    rf"|\b(?P<y>the|his|her|its|their)(?= (?:[\w'-]+ ){{0,2}}?(?:{_PERSON})(?:, [^,;.]{{2,40}}(?:, \d\d)?,)? and (?:his |her |their |its )?\u00a7)"
)
"""One person beside others of a toll, who has no number: "a man and his wife", "the driver and two guards"."""
BESIDE_WORDS = (" and \u00a7", " and his ", " and her ", " and their ", ", his ", ", her ", ", their ")
"""What every match of BESIDE has."""
NOT_PERSON = (
    r"(?!(?:and|or|were|was|are|is|had|have|has|who|that|which|in|on|at|by|when|after|with|of|killed|wounded"
    r"|injured|hurt|dead|including|been|to|from|for|died)\b)"
)
OF_THEM = r"(?: of (?:its|their|the|our|his|those|these|whom))?"
_NUMBER = "\u00a7(?<!\u00a7\u00a7)\u00a7*"
"""A number from its first mark on: those behind it begin nothing else, and the first is found at once."""
PN = (
    rf"{_NUMBER}{OF_THEM}(?:(?: {NOT_PERSON}[\w'/-]+){{0,5}}? (?:{PERSONS})\b(?: and (?!wounded\b)(?:{PERSONS})\b)?)?"
    r"(?: (?:inside|aboard|on board|indoors)\b(?! [a-z]+ing\b))?"
)
GROUP = (
    rf"(?P<group>{PN}(?:(?:,| and|, and| as well as|, as well as| plus) (?:(?:his|her|their|its) )?(?:{PN})){{0,4}})"
)
ASIDE = (
    r"(?:,? ?\(?(?:including|among them|amongst them|among whom|of whom|most of them|mostly|mainly|all|both"
    r"|some of them|one of them|two of them|three of them|at least)"
    r"[^();.]{1,90}?(?:,|\))|,? including(?: [\w'/\u00a7-]+,?){1,9}?(?= (?:were|was|have|had|has|died|lost"
    r"|killed))| ?\([^()]{1,60}\)|,[^,;.]{2,60},)?"
)
AUX = (
    r"(?: (?:who|which|were|was|are|is|be|have|has|had|been|being|also|confirmed|believed|feared|left"
    r"|remain|remained|both|all"
    r"|to have|be|said|reported|either|found|now|already|again|later|(?!family|assembly|july|ally|supply|fatally|mortally)[a-z]+ly|then"
    r"|(?:ambushed|shot|abducted|captured|tortured|stabbed|robbed"
    r"|beaten|attacked|raped|kidnapped|detained|arrested) and))*"
)
DEAD = f"(?:{forms('en', 'casualties', 'dead')})"
HURT = f"(?:{forms('en', 'casualties', 'hurt')})"
GONE = (
    r"(?:displaced|uprooted|expelled|evicted|homeless|forced to flee|driven from their homes|forced from their homes"
    r"|driven from (?:their )?(?:homes?|villages)|forced out of their homes|fled|have left their homes"
    r"|forced to leave|evacuated)"
)
TAKEN = (
    r"(?:abducted|kidnapped|taken hostage|detained|arrested|captured|taken prisoner|recruited|missing"
    r"|disappeared|released|freed|exchanged|repatriated|raped|held(?= (?:in|on|by|without|there)\b|[.,;])|set free|let go"
    r"|returned(?= (?:to|home|from)))"
)
BOTH = r"(?:(?:killed|dead) (?:or|and) (?:injured|wounded)|(?:killed|dead)/(?:injured|wounded)|became casualties)"
PASSIVE = re.compile(
    rf"{GROUP}{ASIDE}(?P<aux>{AUX}) (?:(?P<both>{BOTH})|(?P<dead>{DEAD})"
    rf"|(?P<hurt>{HURT})|(?P<gone>{GONE})|(?P<taken>{TAKEN}))\b",
)
FAR = re.compile(
    rf"{GROUP} (?:of|from|in|at|with|on|near|inside|outside|belonging to|working for|including|travelling"
    rf"|aboard) [^,.;:()\u00a7]{{1,60}}?(?P<aux>(?: (?:were|was|are|have|has|had|been|being|found|reportedly"
    rf"|confirmed|also|(?=died|perished|lost)))+)"
    rf" ?(?:(?P<both>{BOTH})|(?P<dead>{DEAD})|(?P<hurt>{HURT})"
    rf"|(?P<gone>{GONE})|(?P<taken>{TAKEN}))\b"
)
FILL = (
    r"(?: (?!(?:and|or|in|on|at|by|when|after|during|near|while|as|the|since|for|inside|outside|from|who|with"
    r"|but|before|around|including|is|are|was|were)\b)[\w'-]+){0,2}"
)
ACTIVE = re.compile(
    rf"\b(?:(?P<both>(?:killed|killing) (?:or|and) (?:injured|injuring|wounded|wounding))"
    rf"|(?P<dead>killing|killed|kills|kill|(?:claim|claims|claimed|claiming|cost|took|taking) the lives of"
    rf"|shot dead|shot and killed|(?:fatally|mortally) (?:wound(?:ed|ing)|injur(?:ed|ing)|shot|shooting|stabbed|stabbing|hit|hitting)"
    rf"|fatal (?:shooting|stabbing|wounding|beating) of|fatal (?:to|for)|massacred|executed|murdered|executing|murdering|beheaded|martyred|deaths? of"
    rf"|(?:killing|murder|assassination|execution|slaying|homicide)s?(?: (?:on|in|near|at|last|this) [^,.;:\u00a7]{{2,40}}?)? of"
    rf"|the loss of|resulted in the deaths? of|shooting dead|slew)"
    rf"|(?P<hurt>shot and (?:wounded|injured)|injuring|injured|injures|wounding|wounded|wounds|hurting|hurt"
    rf"|maiming|injury (?:of|to)|injuries (?:to|of)|wounding of)"
    rf"|(?P<gone>displaced|displacing|uprooted|uprooting|(?:forced|forcing|drove|driving|prompted|prompting)"
    rf"|displacement of)"
    rf"|(?P<taken>abducted|abducting|kidnapped|kidnapping|detained|detaining|arrested|arresting|captured"
    rf"|capturing|released|releasing|freed|freeing|recruited|abductions? of|release of|arrests? of|detention of"
    rf"|recruitment of|raped|repatriated))"
    rf"(?:{FILL}) {GROUP}"
)
LEFT = re.compile(
    rf"\b(?:left|leaving|leaves|with|had|reported|reporting|leave) (?:behind )?{GROUP}"
    rf"(?: and (?:an un\w+ number of|several|some|many|other) [\w'-]+(?: [\w'-]+)?)?{ASIDE}(?P<aux>) (?:"
    rf"(?P<both>{BOTH})|(?P<dead>dead|killed|corpses|bodies)|(?P<hurt>injured|wounded|hurt)"
    rf"|(?P<gone>homeless|displaced)|(?P<taken>missing))\b"
)
LIVES = re.compile(
    rf"\b(?P<dead>claim(?:s|ed|ing)?|costs?|costing|cost of|took|taken|taking)(?: (?:an estimated"
    rf"|the))? {GROUP}(?: (?:(?:their|his|her) )?li(?:ves|fe)\b|(?<=lives)| of (?:its|their|our) own\b)"
)
LOST = re.compile(
    r"\b(?P<dead>lost|losing|loses|lose|loss of) (?P<group>\u00a7+(?: of (?:its|their|our|his))?(?: [a-z-]+){0,2}? "
    r"(?:men|women|soldiers|fighters|troops|policemen|officers|comrades|guards|rangers|militiamen|peacekeepers|servicemen"
    r"|gunmen|people|members|fishermen|farmers|sons|brothers|children|relatives|civilians)\b)"
    r"(?! to\b(?! (?:(?:an?|the|enemy|hostile|rebel|army|roadside|tank|sniper) )*(?:fire|mines?|landmines?|snipers?|shells?|shelling|bombs?|ieds?"
    r"|rockets?|drones?|gunfire|bullets?|mortars?|ambush(?:es)?|attacks?|strikes?|explosions?|booby-traps?)\b))"
)
HURT_WITH = re.compile(
    rf"(?<!body of )(?<!bodies of ){GROUP}(?: [^,.;:\u00a7]{{1,50}})? (?:with|for) (?:[\w-]+ )?"
    r"(?:shrapnel|gunshot|bullet|blast|knife|stab|burn|splinter) (?P<hurt>wounds?)\b"
)
FELL = re.compile(
    r"(?P<group>\u00a7+ (?:of (?:the (?:latter|former|soldiers|rebels|fighters|defenders|attackers)|its|their|our|them|these|whom)"
    rf"(?: {_FIGHTERS})?|(?:[a-z-]+ )?{_FIGHTERS}))(?: (?:have|had|also))* (?P<dead>fell|fallen)"
    r"(?=[.,;:)]|$| (?:in|near|at|during|when|while|before|there|that|this|and|on (?:the \d|\d|\w+day|both))\b)"
)
NONE_LEFT = re.compile(
    r"\bnone of (?:(?:the|its|their|those) )?(?P<group>\u00a7+(?: [a-z-]+){0,3}?) (?P<dead>survived|lived)\b"
)
NOMINAL = re.compile(
    rf"(?P<group>{_NUMBER})(?: (?:civilian|combatant|military|child|confirmed|reported|police|battle"
    r"|conflict-related|rebel|related|verified|violent|total|army))*(?: (?:(?P<both>casualties)|(?P<dead>deaths"
    r"|fatalities|death|fatality|dead|kia|killings|martyrs|fatally(?=[.,;)]|$))|(?P<hurt>injuries|wounded|injured|wia|injury)"
    r"|(?P<taken>abductions|kidnappings|arrests|detentions))\b)"
)
TOLL = re.compile(
    r"\b(?:(?P<dead>(?:death )?toll|number (?:of )?(?:\w+ )?(?:dead|deaths|killed|fatalities)"
    r"|(?<![\w\u00a7)] )(?:fatalities"
    r"|killed|deaths|dead)(?= ?[:(])|(?:put|puts|estimated) the (?:number of )?(?:dead|death toll|toll))"
    r"|(?P<hurt>number (?:of )?(?:\w+ )?(?:wounded|injured)|(?:injured|wounded"
    r"|injuries)(?= ?[:(]))|(?P<both>casualties(?= ?[:(] ?\u00a7+(?!\u00a7)(?! [\w' -]{0,40}(?:killed|wounded"
    r"|dead|deaths|injured|hurt))))|(?P<gone>(?:displaced|idps)(?= ?[:(])))"
    r"(?:(?: (?:in|from|of|for|since|had|has|have|has now|to|at|the|by|a|put|now|was|is|were|stood|stands|rose"
    r"|risen|climbed|reached|rises|climbs|increased|passed|higher|revised|down|dropped|exceeded|people|killed"
    r"|its|their|[\w'-]+)){0,12}? (?:to|at|of|reached|was|is|passed|exceeded|as|stands at|hit|topped)"
    r"| ?[:(]) ?(?P<group>\u00a7+)(?!\u00a7)"
    rf"(?! (?:[\w'-]+ ){{0,2}}?(?:{_PERSON})\b)"
)
INCLUDING = re.compile(
    rf"(?:(?:including|among them|among whom (?:were|are)|of whom|comprising|\() (?:{PN}(?:(?:,| and"
    rf"|, and) (?:{PN})){{0,3}})|, {_NUMBER} of (?:them|whom) (?:[a-z-]+ )?(?:{PERSONS})\b)"
)
EACH = re.compile(r"\u00a7+(?P<words>(?: [\w'/-]+){0,5}?) (?P<noun>" + PERSONS + r")\b")
NOBODY = re.compile(
    r"\b(?:(?P<both>(?:no|nil|zero) casualties|without (?:causing )?(?:any )?casualties)"
    r"|(?P<dead>no (?:deaths|fatalities|loss of life)|without (?:any )?loss of life)|(?P<hurt>no injuries)"
    rf"|(?:no ?one|nobody|no (?:[\w'-]+ ){{0,2}}?{PERSONS}) "
    r"(?:(?:was|were|has been|have been) (?:reported )?|(?:has|have) (?=died)|(?=\w+(?:[,.;]|$)))"
    r"(?P<done>(?:killed|dead|died|hurt|injured|wounded)(?: (?:or|and|nor) (?:killed|hurt|injured|wounded))?))\b"
)
HEADLINE_BEFORE = re.compile(r"\u00a7+(?: [\w'-]+){0,4} $")
HEADLINE_AFTER = re.compile(
    rf" \u00a7+(?: [\w'-]+){{0,2}} (?:{DEAD}|{HURT}|missing|displaced|abducted|detained|arrested)\b"
)
SPOKEN_FOR = re.compile(r"^ (?:toll|certificates?|threats?|penalt|squads?|row)")
TRIED = (
    (("left", "leav", "with", "had", "report"), LEFT),
    (("claim", "cost", "took", "tak"), LIVES),
    ((), TOLL),
    ((), ACTIVE),
    ((), PASSIVE),
    ((), FAR),
    (("los",), LOST),
    ((" wound",), HURT_WITH),
    ((" fell", " fallen"), FELL),
    (("none of",), NONE_LEFT),
    ((), NOMINAL),
)
"""The patterns in the order in which they are tried, with letters of which some stand in every match; none where they are many."""
