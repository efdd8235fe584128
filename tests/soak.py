"""How long a test may look: few rounds under `make test`, many under `make soak`."""

import os

SOAK = bool(os.environ.get("CEASEFIRE_SOAK"))
"""True under `make soak`, which also draws its examples anew; `make test` draws the same ones each time."""


def rounds(few: int, many: int) -> int:
    """Return how many rounds or examples to run: `few` under `make test`, `many` under `make soak`."""
    return many if SOAK else few
