"""The inner hashes of tiles, kept in memory while a record is open, so that many proofs do not hash the same again.

The format keeps the lowest hashes of a tile only. What lies over them follows from them alone: it is used as long as the
tile read from the database is, byte for byte, the one it was made from. So nothing here is believed, and no growth, no
other writer and no damage makes a proof from what is no longer in the file.
"""

from __future__ import annotations

from ceasefire.record import tree

MOST = 512
"""Tiles kept: 16 KiB each, so 8 MiB; those of 130,000 neighbouring entries."""

Name = tuple[int, int, int]
"""Ledger, level and number of a tile."""


class KeptTiles:
    """Heaps of tiles (`tree.heap`) by their names; of more than `MOST`, the first kept goes first."""

    def __init__(self) -> None:
        self._held: dict[Name, tree.Heap] = {}

    def heap(self, name: Name, hashes: bytes) -> tree.Heap:
        """Return what lies over these hashes; computed unless the same hashes stood under this name before."""
        held = self._held.get(name)
        if held is None or held[0] != hashes:
            while len(self._held) >= MOST:
                del self._held[next(iter(self._held))]
            held = self._held[name] = tree.heap(hashes)
        return held
