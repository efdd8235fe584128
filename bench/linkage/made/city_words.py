"""The words of the world `city`: how each side names the others, what acts are called, and what they are mistaken for."""

from typing import Final

from bench.linkage.made.city_ground import ARMY, GROUP

ALIASES: Final[dict[str, dict[int, tuple[str, ...]]]] = {
    "fair": {
        ARMY: ("government forces", "Army of the Republic", "security forces"),
        GROUP: ("Dawn Brigades", "armed groups", "Joint Room of the East"),
    },
    "army": {
        ARMY: ("Army of the Republic", "our forces"),
        GROUP: ("militants", "terrorist groups", "gunmen of the so-called Dawn Brigades"),
    },
    "group": {
        ARMY: ("forces of the Republic", "the army and its militias", "the Republic's army"),
        GROUP: ("the Brigades", "Dawn Brigades", "fighters"),
    },
}
NOBODY: Final = ("unknown gunmen", "unidentified", "unknown party")
ACT_WORDS: Final = {
    "sniper": ("sniper fire", "a sniper's bullet", "sniping", "shots by a sniper"),
    "mortar": ("mortar shells", "shelling", "mortar fire", "a mortar round"),
    "rocket": ("rocket fire", "rockets", "a rocket", "shelling with rockets"),
    "air": ("an air strike", "air raids", "barrel bombs", "a strike by warplanes"),
    "drone": ("a drone strike", "a drone", "a bomb from a quadcopter"),
    "clash": ("clashes", "fighting in the alleys", "an exchange of fire", "an attack on a position"),
    "raid": ("raids and arrests", "a search campaign", "a dawn raid", "arrests at homes"),
    "abduct": ("an abduction", "kidnapping", "the disappearance of residents"),
    "killing": ("an assassination", "shooting by gunmen", "an execution", "a body found shot"),
    "carbomb": ("a car bomb", "an explosion", "a booby-trapped car", "a vehicle bomb"),
    "ied": ("a roadside bomb", "an explosive device", "a blast", "a motorbike bomb"),
    "arms": ("gunfire", "random shooting", "stray bullets", "shooting"),
    "mine": ("a remnant of war", "an unexploded shell", "a mine"),
    "aid": ("a convoy stopped", "aid trucks turned back", "closure of the crossing to aid", "medicines taken off trucks"),
}  # fmt: skip
FIRST_NAMES: Final = (
    "Samir",
    "Layla",
    "Omar",
    "Huda",
    "Yusuf",
    "Maryam",
    "Anas",
    "Rana",
    "Khalil",
    "Nour",
    "Ziad",
    "Salma",
    "Fadi",
    "Amal",
    "Bilal",
)
FAMILIES: Final = (
    "Darubi",
    "al-Qasmari",
    "Haddun",
    "Shalabin",
    "Barakun",
    "Nasrun",
    "Kattar",
    "Murjan",
    "Zaytuni",
    "Sabbun",
    "Hariq",
    "Tellawi",
    "al-Jisri",
)


MISTAKEN: Final = {
    "sniper": ("arms", "arms", "killing"),
    "mortar": ("rocket", "ied", "air"),
    "rocket": ("mortar", "mortar", "air"),
    "air": ("mortar", "drone", "rocket"),
    "drone": ("mortar", "air", "ied"),
    "carbomb": ("ied", "mortar"),
    "ied": ("carbomb", "mine", "mortar"),
    "mine": ("ied", "ied"),
    "arms": ("sniper", "clash"),
    "clash": ("arms", "arms", "mortar"),
    "killing": ("arms", "sniper"),
    "raid": ("clash", "abduct"),
    "abduct": ("raid",),
    "aid": ("aid",),
}
"""What an act is mistaken for by who only heard it."""
_BLAST: Final = (
    """
a bread queue/people waiting for bread;a family home/a house;a bus/a minibus
a wedding tent/a wedding;a water tank/the water point;a playground/children at play
a bakery/the bakery;a petrol stall/a fuel seller;a funeral/mourners
a three-storey building/a residential block;a pharmacy/the pharmacy;an ambulance/a rescue vehicle
a taxi stand/taxis;a clothes shop/shops;a shelter/a cellar
""".strip()
    .replace("\n", ";")
    .split(";")
)
_SHOT: Final = (
    """
while crossing the road/on the way across;a taxi driver/a driver;an old woman/a grandmother
on a balcony/at the window;a student/a pupil;a street seller/a vendor
on a motorbike/a motorcyclist;carrying water/fetching water;a teacher/a school teacher
a nurse/a medic
""".strip()
    .replace("\n", ";")
    .split(";")
)
_HOME: Final = (
    """
after evening prayers/outside the mosque;at a checkpoint/at the barrier;two brothers/brothers
a lawyer/an advocate;a shop owner/a trader;from a bus/passengers
a local journalist/a media worker;students/university students
""".strip()
    .replace("\n", ";")
    .split(";")
)
_AID: Final = (
    """
surgical kits/medical kits;flour/flour sacks;eleven trucks/11 trucks
baby milk/infant formula;fuel for hospitals/fuel
""".strip()
    .replace("\n", ";")
    .split(";")
)
SCENES: Final = {
    **dict.fromkeys(("mortar", "rocket", "air", "drone", "carbomb", "ied", "mine"), _BLAST),
    **dict.fromkeys(("sniper", "arms", "killing", "clash"), _SHOT),
    **dict.fromkeys(("raid", "abduct"), _HOME),
    "aid": _AID,
}
"""What was hit, in two ways of saying it."""
SPELT: Final = (
    ("Yusuf", "Youssef"),
    ("Huda", "Hoda"),
    ("Maryam", "Mariam"),
    ("Nour", "Nur"),
    ("Khalil", "Khaleel"),
    ("al-", ""),
    ("un", "oun"),
)
"""How the same name is spelt by another."""
