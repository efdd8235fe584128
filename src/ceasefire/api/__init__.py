"""The Python face: one record as an object, its tables, and the answers drawn from them.

Takes: a record's folder.
Gives: the stated tables, the computed tables, filing, linking, testing, reporting: all that the command line can do.
Promises: every computed table can be deleted and rebuilt from the ledgers alone, to the same bytes.
Never: holds a rule of a room; knows a particular truce.
"""

from ceasefire.api.opening import backup, open_or_create, restore, verify_folder
from ceasefire.api.record import NoRecord, Record

__all__ = ["NoRecord", "Record", "backup", "open_or_create", "restore", "verify_folder"]
