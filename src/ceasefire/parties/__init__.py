"""Parties: who a name means, and who speaks; `parties.authority` says who speaks for whom under a charter.

Takes: the tables of parties and sources, charters and acceptances.
Gives: what a text names (all of, one of, unknown, left open), whose word a report is, which sources are of one family.
Promises: one reading of names and of authority for the whole house; every ambiguity of the words is kept.
Never: guesses a body that the text does not name; gives a body a word that no office of its own signed.
"""

from ceasefire.parties.directory import Directory
from ceasefire.parties.naming import Clause, Naming
from ceasefire.parties.speakers import Speaker, Speakers
from ceasefire.parties.spelling import fold
from ceasefire.parties.words import says_unknown, says_unknown_whole

__all__ = ["Clause", "Directory", "Naming", "Speaker", "Speakers", "fold", "says_unknown", "says_unknown_whole"]
