"""Authority: who speaks for whom under a charter, and whose coding of shared law answers.

Takes: charters and acceptances with their places in their ledgers, the keys the ledgers begin with, and the reader's pin.
Gives: which versions are adopted, for which bodies an entry speaks and in which role, and which office answers for what.
Promises: the same set of entries gives the same answer in any order; what is unclear gives less authority, never more.
Never: looks at when something arrived or claims to have been signed.
"""

from ceasefire.parties.authority.answering import Answering
from ceasefire.parties.authority.resolving import Entry, Seen, resolve
from ceasefire.parties.authority.speaking import Authority, Voice

__all__ = ["Answering", "Authority", "Entry", "Seen", "Voice", "resolve"]
