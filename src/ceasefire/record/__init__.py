"""Takes: statements as plain JSON, from named offices.
Gives: one signed, append-only ledger per office, with proofs, in one folder.
Promises: nothing acknowledged is lost; nothing changes unseen.
Never: knows what a ceasefire is.
"""

from ceasefire.record.backup import backup, restore
from ceasefire.record.entries import Entry
from ceasefire.record.envelope import SourceRef
from ceasefire.record.errors import RecordError
from ceasefire.record.filing import Draft
from ceasefire.record.store import Store
from ceasefire.record.verify_report import VerifyReport

__all__ = ["Draft", "Entry", "RecordError", "SourceRef", "Store", "VerifyReport", "backup", "restore"]
