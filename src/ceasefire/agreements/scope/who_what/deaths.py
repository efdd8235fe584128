"""What the reports of an incident tell of civilians among those killed, as marks that one number holds."""

from typing import Final

import numpy as np

from ceasefire.vocabulary.arrays import Ints

CIVILIANS: Final = 1
"""Some report tells that civilians were killed."""
NO_CIVILIANS: Final = 2
"""Some report tells that no civilian was."""
OTHERS_ALONE: Final = 4
"""People were killed, and every report that says how many of them were civilians says none."""
WAYS: Final = 8
"""A number above all marks together."""


def deaths_told(low: Ints, high: Ints, killed: Ints) -> Ints:
    """Return the marks of each incident, int64 [n]; 0 where nobody tells how many of those killed were civilians.

    low, high: int64 [n], the smallest and the largest number of civilians killed that is told; -1 where none is
    killed:    int64 [n], the largest number of people killed that is told; 0 where none is
    """
    marks = (high > 0) * CIVILIANS + (low == 0) * NO_CIVILIANS + ((high == 0) & (killed > 0)) * OTHERS_ALONE
    return np.asarray(marks, np.int64)
