"""Bulletins: the daily lists of who counted how many cases where, in English, Russian, Arabic and Turkish.

Takes: the text of one bulletin.
Gives: counts by party and place, what one confirms of the other's, and the further numbers; each with its words.
Promises: a number that does not stand in the quote is not given, but for the sum of the parts where no total is told.
Never: shares a total out over places, or mends arithmetic; what does not add up is flagged and kept as told.
"""

from ceasefire.reading.bulletins.model import Bulletin, Entry, Slip
from ceasefire.reading.bulletins.reader import read_bulletin
from ceasefire.reading.bulletins.word_data import languages

__all__ = ["Bulletin", "Entry", "Slip", "languages", "read_bulletin"]
