"""What a reader brings to the check of a record: the words it knows, the keys it trusts, the heads it kept."""

from __future__ import annotations

import msgspec

from ceasefire.record.filing import Reading
from ceasefire.record.folder_check import Beside, BlobsOf
from ceasefire.record.identity import Pins
from ceasefire.record.kept_notes import Remembered


class Reader(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that is asked of others while a record is examined; the record itself knows no kinds but two.

    `reading(kind, edition, body)` names what is not understood and raises ValueError for a body that does not fit;
    `blobs_of(kind, body)` gives the blobs that a body names; `beside` says what else is expected in the folder; `pins`
    are the ids of the first statement keys that are trusted, by origin; `remembered` gives the heads that the reader's
    own machine kept, by origin and first key.
    """

    reading: Reading | None = None
    blobs_of: BlobsOf | None = None
    beside: Beside = Beside()
    pins: Pins = {}
    remembered: Remembered | None = None
