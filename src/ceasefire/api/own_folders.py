"""Where a reader's own files lie, outside any record: the trust file, the heads kept, and the tables kept.

A record's folder may come from anybody, so nothing that decides what is believed is read from it. `CEASEFIRE_HOME` puts
all three under one folder, for a stick or a test.
"""

import os
from pathlib import Path
from typing import Final

import platformdirs

HOME: Final = "CEASEFIRE_HOME"
_NAME: Final = "ceasefire"


def config() -> Path:
    """Return the folder of what the reader decides, as the trust file; it need not be there."""
    return _own("config") or platformdirs.user_config_path(_NAME, appauthor=False)


def state() -> Path:
    """Return the folder of what the program remembers, as the heads it has seen; it need not be there."""
    return _own("state") or platformdirs.user_state_path(_NAME, appauthor=False)


def cache() -> Path:
    """Return the folder of what can be made again, as computed tables; it need not be there."""
    return _own("cache") or platformdirs.user_cache_path(_NAME, appauthor=False)


def _own(part: str) -> Path | None:
    home = os.environ.get(HOME)
    return Path(home).expanduser() / part if home else None
