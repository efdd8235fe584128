"""The names that bulletins in the tests speak of."""

from pathlib import Path

from ceasefire.reading.known_names.bundle import joined
from ceasefire.reading.known_names.in_folder import names_in_folder
from ceasefire.reading.lexicon.gazetteer_names import KnownName

ASTANA = Path(__file__).resolve().parents[3] / "src" / "ceasefire" / "examples" / "astana" / "names"


def in_folder(folder: Path) -> tuple[KnownName, ...]:
    """Return the names in the tables of a folder, with the package's."""
    return joined(names_in_folder(folder)).known


SYRIA = in_folder(ASTANA)
PARTIES = {
    "A": "Ardistan",
    "K": "Kolma Front",
    "S": "Republic of Selvia",
    "N": "Northern Council",
    "J": "Joint Monitoring Mission",
}
"""The parties of the invented truces by the letters that stand for them in the tables of counts."""
