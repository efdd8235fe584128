"""The words of the world `wide`: how each newsroom, office and monitor names doers, acts and tolls, in two languages and scripts."""

from typing import Final

from bench.linkage.made.wide_days import Incident
from bench.linkage.made.wide_land import Dice

HERDERS: Final = ("Oruma", "Daali", "Fezwari")
FARMERS: Final = ("Teveli", "Kunsa", "Imbara")
ALIASES: Final[dict[str, dict[str, tuple[str, ...]]]] = {
    "bandits": {
        "news": ("gunmen", "bandits", "armed men", "suspected bandits", "men of Kachi Dune", "unknown gunmen"),
        "army": ("criminal elements", "bandits", "outlaws"),
        "list": ("Unidentified Armed Group (Wandara)", "Kachi Dune Group", "Bandit Militia of the West"),
        "local": ("bandits", "armed men on motorbikes", "thieves", "the boys of Kachi"),
    },
    "insurgents": {
        "news": ("insurgents", "Covenant fighters", "Banner of the Covenant", "suspected insurgents", "gunmen"),
        "army": ("terrorists", "Covenant remnants", "BoC terrorists"),
        "list": ("Banner of the Covenant", "Banner of the Covenant - Northern Wing", "BoC"),
        "local": ("the Banner people", "insurgents", "bush men"),
    },
    "herders": {
        "news": ("{h} herders", "suspected herders", "armed herders", "gunmen", "{h} militiamen"),
        "army": ("suspected herdsmen", "armed militia"),
        "list": ("{h} Ethnic Militia", "{h} Communal Militia (Wandara)"),
        "local": ("{h} people", "herders with guns", "armed men"),
    },
    "farmers": {
        "news": ("{f} farmers", "{f} youths", "local vigilantes", "a {f} militia"),
        "army": ("armed militia", "hoodlums"),
        "list": ("{f} Ethnic Militia", "{f} Communal Militia (Wandara)"),
        "local": ("{f} youths", "farmers", "armed men"),
    },
    "army": {
        "news": ("troops", "soldiers", "the air force", "the army", "security forces"),
        "army": ("own troops", "gallant troops", "the air component", "troops of 7 Division"),
        "list": ("Military Forces of Wandara (2029-)", "Government of Wandara", "Wandara Armed Forces"),
        "local": ("soldiers", "government forces", "army men"),
    },
    "police": {
        "news": ("police", "security operatives"),
        "army": ("police",),
        "list": ("Police Forces of Wandara (2029-)",),
        "local": ("police", "uniformed men"),
    },
    "guards": {
        "news": ("vigilantes", "Village Shield members", "local guards"),
        "army": ("hybrid forces", "local volunteers"),
        "list": ("Village Shield Militia", "VSM"),
        "local": ("our guards", "Shield boys", "vigilantes"),
    },
    "unknown": {
        "news": ("unknown gunmen", "unidentified assailants", "attackers"),
        "army": ("unknown persons",),
        "list": ("Unidentified Armed Group (Wandara)",),
        "local": ("unknown people", "men with masks"),
    },
    "villagers": {"": ("villagers", "residents", "civilians", "farmers"), "list": ("Civilians (Wandara)",)},
    "travellers": {"": ("travellers", "bus passengers", "traders", "commuters"), "list": ("Civilians (Wandara)",)},
    "townspeople": {"": ("residents", "traders", "youths"), "list": ("Civilians (Wandara)",)},
    "aid": {"": ("aid workers", "an NGO vehicle", "health workers"), "list": ("Aid Workers (Wandara)",)},
}
UMBRELLA: Final = ("gunmen", "armed men", "non-state armed group", "armed opposition group", "unidentified actors")
TYPES: Final[dict[str, dict[str, tuple[str, ...]]]] = {
    "news": {"raid": ("killing", "small_arms", "looting", "abduction"), "cattle": ("looting", "looting", "killing"),
             "clash": ("ground_clash", "killing", "other"), "ambush": ("small_arms", "killing", "ground_clash"),
             "kidnap": ("abduction",), "ied": ("explosion", "ied", "mine"), "mine": ("explosion", "mine", "ied"),
             "assault": ("ground_clash", "killing", "small_arms"), "airstrike": ("airstrike", "airstrike", "drone"),
             "operation": ("ground_clash", "small_arms", "force_movement"), "shelling": ("shelling", "rocket", "explosion"),
             "killing": ("killing",), "robbery": ("looting", "other"), "extortion": ("aid_obstruction", "access_denied", "other"),
             "arrest": ("arrest",)},
    "list": {"raid": ("killing", "killing", "looting"), "cattle": ("looting", "killing"), "clash": ("ground_clash",),
             "ambush": ("ground_clash", "killing"), "kidnap": ("abduction",), "ied": ("ied",), "mine": ("ied", "mine"),
             "assault": ("ground_clash", "territory_change"), "airstrike": ("airstrike", "drone"), "operation": ("ground_clash",),
             "shelling": ("shelling",), "killing": ("killing",), "robbery": ("looting",), "extortion": ("aid_obstruction", "other"),
             "arrest": ("arrest",)},
    "ngo": {"raid": ("small_arms", "looting"), "cattle": ("looting",), "clash": ("small_arms", "ground_clash"),
            "ambush": ("small_arms", "abduction"), "kidnap": ("abduction",), "ied": ("ied",), "mine": ("mine", "ied"),
            "assault": ("ground_clash", "small_arms"), "airstrike": ("airstrike",), "operation": ("force_movement", "ground_clash"),
            "shelling": ("shelling", "rocket"), "killing": ("killing", "small_arms"), "robbery": ("looting",),
            "extortion": ("aid_obstruction", "access_denied"), "arrest": ("arrest",)},
}  # fmt: skip
CATEGORIES: Final = {
    "airstrike": "air/strike", "shelling": "fire/artillery", "rocket": "fire/rocket_artillery", "ground_clash": "ground/attack",
    "ied": "explosives/ied", "mine": "explosives/mine", "small_arms": "fire/small_arms", "abduction": "civilians/abduction",
    "arrest": "civilians/arrest", "killing": "civilians/killing", "looting": "civilians/looting", "drone": "air/uav_strike",
    "aid_obstruction": "access/aid_blocked", "territory_change": "ground/seizure", "force_movement": "forces/unspecified",
    "explosion": "explosives/unspecified",
}  # fmt: skip
"""By code, as docs/reference/codes.md has them; the other codes name no category."""
ACTS: Final[dict[str, tuple[str, ...]]] = {
    "raid": ("raided", "stormed", "attacked and burned houses in", "invaded"),
    "cattle": ("rustled cattle at", "drove off {n} cows from", "stole livestock in"),
    "clash": ("clashed with {t} at", "fought {t} over land near", "attacked a {t} settlement at"),
    "ambush": ("ambushed {t}", "opened fire on {t}", "laid an ambush for {t}"),
    "kidnap": ("abducted {m} people", "kidnapped {t}", "took away {m} people from"),
    "ied": ("hit {t} with a roadside bomb", "detonated an explosive against {t}", "bombed {t}"),
    "mine": ("left a mine that struck {t}", "had laid the device that blew up under {t}"),
    "assault": ("attacked a base in", "overran positions at", "assaulted {t} in"),
    "airstrike": ("bombed a camp at", "carried out air strikes on {t} around", "struck {t} from the air at"),
    "operation": ("engaged {t} at", "cleared a hideout of {t} near", "raided an enclave of {t} in"),
    "shelling": ("fired mortars at", "shelled", "lobbed rockets into"),
    "killing": ("shot dead {t} in", "killed {t} at", "murdered a man in"),
    "robbery": ("robbed shops in", "held up {t} in", "broke into a house in"),
    "extortion": ("stopped {t} at a roadblock near", "demanded money from {t} at"),
    "arrest": ("arrested {t} in", "detained several people in", "rounded up suspects in"),
}
AFTER: Final = ("", "", ".", ".", " before fleeing.", ". Residents fled.", ". Many houses were burned.", ". Some are still missing.",
                ". Security forces arrived hours later.", ". The attackers came on motorbikes.")  # fmt: skip
AFTER_FORCES: Final = (
    "",
    ".",
    ".",
    ". Weapons were recovered.",
    ". The area is calm.",
    ". Motorcycles were destroyed.",
)
FRENCH: Final = {
    "raid": "attaque du village", "cattle": "vol de bétail à", "clash": "conflit éleveurs agriculteurs à",
    "ambush": "embuscade", "kidnap": "enlèvement de personnes", "ied": "explosion d'une bombe",
    "mine": "véhicule saute sur une mine", "assault": "assaut sur le camp de", "airstrike": "bombardement avion vers",
    "operation": "patrouille de l'armée, tirs à", "shelling": "obus tombés sur", "killing": "assassinat à",
    "robbery": "vol à main armée à", "extortion": "barrière, argent demandé à", "arrest": "arrestation à",
}  # fmt: skip
ARABIC_ACTS: Final = {
    "raid": "هجوم على قرية", "cattle": "سرقة أبقار في", "clash": "اشتباك بين الرعاة والمزارعين في",
    "ambush": "كمين على الطريق", "kidnap": "خطف ناس", "ied": "انفجار عبوة", "mine": "انفجار لغم",
    "assault": "هجوم على معسكر", "airstrike": "قصف طيران على", "operation": "تبادل نار مع الجيش في",
    "shelling": "سقوط قذائف على", "killing": "قتل رجل في", "robbery": "نهب مسلح في", "extortion": "حاجز يطلب مال في",
    "arrest": "اعتقال في",
}  # fmt: skip
NUMBERS: Final = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def name_of(dice: Dice, actor: str, style: str, province: int) -> str:
    """Name a doer or target in the manner of a source; communal militias bear the names of their part of the country."""
    forms = ALIASES[actor]
    name = dice.pick(forms.get(style) or forms.get("news") or forms[""])
    return name.format(h=HERDERS[province % 3], f=FARMERS[province % 3])


def number_word(dice: Dice, count: int) -> str:
    """Write a small number in letters, mostly."""
    return NUMBERS[count] if count <= 10 and dice.chance(0.6) else str(count)


def toll_words(dice: Dice, low: int | None, high: int | None, hurt: int | None) -> str:
    """Say a toll as told: at least so many, so many, dozens; and the injured."""
    if low is None and high is None:
        said = ""
    elif low == 0 and not high:
        said = dice.pick((", no one was killed", ", without loss of life"))
    else:
        most = low or high or 0
        lead = "at least " if high is None else ("dozens, " if high > 2 * most + 10 else "")
        word = number_word(dice, most)
        forms = [", killing {}", ", leaving {} dead", ", {} killed", ", {} people lost their lives"]
        said = dice.pick(forms[: 3 if most == 1 else 4]).format(lead + word)
    if hurt:
        said += f" and {number_word(dice, hurt)} injured" if said else f", injuring {number_word(dice, hurt)}"
    return said


def act_words(dice: Dice, incident: Incident, target: str | None) -> str:
    """Say the act with its object, ready for a place."""
    text = dice.pick(ACTS[incident.kind])
    return text.format(t=target or "people", n=dice.whole(3, 60) * 5, m=number_word(dice, max(1, incident.taken)))


def english(
    dice: Dice, incident: Incident, doer: str | None, target: str | None, where: str, toll: str, when: str
) -> str:
    """Write a sentence as a desk does; the order of its parts and the last clause differ."""
    act, end = (
        act_words(dice, incident, target),
        dice.pick(AFTER_FORCES if incident.doer in ("army", "police") else AFTER),
    )
    bare = (
        act.removesuffix(" in").removesuffix(" at").removesuffix(" near").removesuffix(" from").removesuffix(" around")
    )
    if where[:1].isdigit() or where.startswith("near "):
        joined = f"{bare} "
    else:
        joined = f"{act} " if act.rsplit(" ", 1)[-1] in PLACED else f"{act} in "
    first = (doer or ("security forces" if incident.doer in ("army", "police") else dice.pick(UMBRELLA))).strip()
    order = dice.whole(0, 2)
    if order == 0:
        return f"{first[:1].upper()}{first[1:]} {joined}{where}{when}{toll}{end}"
    if order == 1:
        return f"{where}: {first} {bare}{toll}{when}{end}"
    lead = when.strip() or "Reportedly"
    return f"{lead[:1].upper()}{lead[1:]}, {first} {joined}{where}{toll}{end}"


PLACED: Final = frozenset(
    ["in", "at", "near", "around", "from", "into", "shelled", "raided", "stormed", "invaded", "on"]
)


def short_message(dice: Dice, incident: Incident, place: str, dead: int | None, script: str) -> str:
    """Write what a monitor sends from a telephone: one language in Latin letters, one in Arabic letters."""
    many = max(1, incident.taken)
    if script == "arabic":
        end = f" {dead} قتلى" if dead else dice.pick((" لا قتلى", " الناس خائفون", ""))
        end += f" {many} مخطوف" if incident.kind == "kidnap" else ""
        return f"{ARABIC_ACTS[incident.kind]} {place}{end}"
    end = f", {dead} morts" if dead else dice.pick((", pas de morts", ", la population a peur", ""))
    end += f", {many} personnes prises" if incident.kind == "kidnap" else ""
    return f"{dice.pick(('', 'alerte: ', 'urgent '))}{FRENCH[incident.kind]} {place}{end}"
