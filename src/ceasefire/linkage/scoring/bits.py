"""The unit of evidence: whole numbers of 1/1024 bit, so that sums are exact whatever their order and sharding."""

from typing import Final

UNIT: Final = 1024
"""Parts of a bit. A power of two, so that competition can split a score into whole bits and a rest by shifting; a score is
rounded by at most 1/2048 bit in each field, far less than any level weighs."""

FLOOR: Final = -8 * UNIT
"""Pairs with less evidence than this are forgotten and later count as exactly this: 256 to 1 against. Average linkage asks
for the evidence on every pair of two groups, so the floor is also what an unlike pair costs a group. Chosen by hand;
not measured apart."""

TOP: Final = 20 * UNIT
"""Evidence above this, about a million to one, counts as this; keeps sums of odds exact in 64 bits."""

NOWHERE: Final = -3 * UNIT
"""Evidence of a pair of which one tells no place, or a governorate at most, unless its text says more (`compare.nowhere`). Pairs are
gathered from some kilometres round, and the odds before looking are those of such pairs; one without a place is compared with all the
country. Of 617 pairs without a place, of one day and one type, in four made worlds (2,000 reports, seed 2) 28 were true, three bits
less than was told of them; of 1,393 that share no more than a governorate 82."""
