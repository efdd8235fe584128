"""Names for numpy arrays by what they hold: one alias for each element type, the same in every room.

An alias says the type of the elements; shape and unit stand beside the field or argument that has it, as in
`lat: float64 [n], degrees, nan where not known`.
"""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
"""Measured values: degrees, kilometres, probabilities. Unknown is nan."""
Singles = NDArray[np.float32]
"""Measured values of which there are too many for eight bytes each."""
Ints = NDArray[np.int64]
"""Row numbers, counts, seconds since 1970 (UTC)."""
Codes = NDArray[np.int32]
"""Numbers into a list that stands beside the array, or days since 1970; what stands for "none" is said there."""
Levels = NDArray[np.int8]
"""Small ordered values: states, ranks, classes."""
Bits = NDArray[np.uint16]
"""Up to sixteen flags an element."""
Bytes = NDArray[np.uint8]
"""Up to eight flags an element, small numbers from 0 up, or raw bytes."""
Hashes = NDArray[np.uint64]
"""Hashes of content, and flags where sixteen are too few."""
Bools = NDArray[np.bool_]
"""One condition an element."""
ShortHashes = NDArray[np.uint32]
"""Upper halves of hashes of content."""
Wholes = NDArray[np.integer]
"""Whole numbers of any width, where a function takes positions as int32 and as int64."""
