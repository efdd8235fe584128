"""What lies in a record's folder beside the ledgers: the office's own, and what versions up to 0.3 read unsigned."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from ceasefire.record import plain_files
from ceasefire.record.folder_check import Beside

SETTINGS: Final = "publication.toml"
RULES: Final = "rules.yaml"
ASIDE: Final = "aside"
DEMO: Final = "demo"
"""The digest of the ledgers' heads as the demonstration left them."""
BESIDE: Final = Beside(
    files={
        name: f"lies beside the ledgers and is not read; file it: ceasefire file {name}" for name in (SETTINGS, RULES)
    },
    own=(ASIDE,),
    others=(DEMO,),
)
"""Settings and rules of earlier versions go along with every copy, until they are filed; what was set aside only with the
private keys."""


def unread_files(folder: Path) -> Iterator[str]:
    """Yield in words which files lie in a record's folder that earlier versions read and this one does not."""
    for name, words in BESIDE.files.items():
        if plain_files.is_file(folder / name):
            yield f"{name} {words}"
