"""Memory that was freed, given back to the system, where the C library keeps it for later."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from functools import lru_cache


def give_back() -> None:
    """Give the memory that this process has freed back to the system, where its C library can (glibc); else do nothing.

    glibc keeps what was freed between blocks that are still in use. After ten million reports were scored by many small
    arrays that was a third of the process.
    """
    _trim()(0)


@lru_cache(maxsize=1)
def _trim() -> Callable[[int], object]:
    try:
        found: Callable[[int], object] = ctypes.CDLL(None).malloc_trim
    except (AttributeError, OSError, TypeError):
        return lambda pad: None
    return found
