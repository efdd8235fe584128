"""Bulletins: the daily lists of who counted how many cases where, of any truce, in the languages that have a file of words.

Takes: the text of one bulletin, and the names of parties and places that are known.
Gives: counts by party and place, what one confirms of the other's, and the further numbers; each with its words.
Promises: no number that does not stand in the quote, but for a sum of parts without a total and "the rest" of a told one.
Never: shares a total out over places, or mends arithmetic; what does not add up is flagged and kept as told.
"""

from ceasefire.reading.bulletins.model import Bulletin, Entry, Slip
from ceasefire.reading.bulletins.reader import read_bulletin
from ceasefire.reading.bulletins.word_data import languages

__all__ = ["Bulletin", "Entry", "Slip", "languages", "read_bulletin"]
