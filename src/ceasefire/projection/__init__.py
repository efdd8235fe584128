"""Projection: statements as rows of the stated tables.

Takes: the entries of all ledgers in order, and the blobs they name.
Gives: every stated table of the vocabulary.
Promises: one field of a body fills one column, in one line of one file; the same entries give the same tables.
Never: counts, links or judges; what it works out is the interval in UTC of days, units, and which statement a label means.
"""

from ceasefire.projection.restate import Entries, restated
from ceasefire.projection.stated_tables import STATED, build

__all__ = ["STATED", "Entries", "build", "restated"]
