"""Names that tests give the reader: those of the two examples and of the other truces that the practice texts tell of."""

from pathlib import Path

from ceasefire.reading.known_names.bundle import joined
from ceasefire.reading.known_names.in_folder import names_in_folder

EXAMPLES = Path(__file__).resolve().parents[2] / "src" / "ceasefire" / "examples"
FOLDERS = (Path(__file__).parent / "names", EXAMPLES / "astana" / "names", EXAMPLES / "doha" / "names")
NAMES = joined(*map(names_in_folder, FOLDERS))
"""All of them, with the package's."""
SYRIA = joined(names_in_folder(EXAMPLES / "astana" / "names"))
"""Those of the Astana example alone."""
