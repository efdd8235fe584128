"""The façade: one record as a Python object, its tables, and the stages in order.

Takes: a record's folder.
Gives: the stated tables, the computed tables, filing, linking, testing, reporting: all that the command line can do.
Promises: every computed table can be deleted and rebuilt from the ledgers alone, to the same bytes.
Never: holds a rule of a room; knows a particular truce.
"""

from ceasefire.api.opening import backup, create, open_or_create, open_record, restore, verify_folder
from ceasefire.api.record import Record

__all__ = ["Record", "backup", "create", "open_or_create", "open_record", "restore", "verify_folder"]
