"""The unit of evidence: whole numbers of 1/1024 bit, so that sums are exact whatever their order and sharding."""

from typing import Final

UNIT: Final = 1024

FLOOR: Final = -8 * UNIT
"""Pairs with less evidence than this are forgotten and later count as exactly this."""

TOP: Final = 20 * UNIT
"""Evidence above this, about a million to one, counts as this."""
