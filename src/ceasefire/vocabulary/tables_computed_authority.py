"""Computed tables on whose word counts, in the notation of `tables_computed`."""

from typing import Final

from ceasefire.vocabulary.columns import Column, columns

COMPUTED_AUTHORITY: Final[dict[str, tuple[Column, ...]]] = {
    "charter_states": columns("""
charter_id   str  charter version, by statement id
mechanism    str  mechanism
title        str  title
follows      str  version that it follows
proposed_by  str  origin of the ledger that proposes it
accepted_by  list:str bodies that accepted it
declined_by  list:str bodies that declined it
waiting_for  list:str bodies whose acceptance it still waits for
state        str  adopted, proposed, unfit, not_here
pinned       bool the reader's pin names it
in_force     bool it is the version by which questions are answered
fork         list:str other adopted versions that follow the same one
why          str  in words
"""),
    "codings": columns("""
what         str  instrument, zone, list, accession, party, source, act ...
id           str  id of the thing
ledger       str  origin of the ledger whose office coded it so
statement_ids list:str statements that make up this coding
state        str  answers, stands_beside, contested
ground       str  why it answers, or why none does
"""),
    "act_states": columns("""
act_ids      list:str statements that speak of the act
act          str  extension, map_approval ...
instrument   str  instrument
provision    str  provision
zone         str  zone
term_to      date new end of the term
date_start   date day
needs        str  what it takes, and of whom
claimed_by   list:str bodies whose word is there
missing      list:str bodies whose word is missing
told_of      list:str bodies of whom only another's word is there, with who says so
state        str  has_effect, claimed, told
why          str  in words
"""),
    "finding_checks": columns("""
finding_id   str  finding
incident_id  str  incident it is on
ledger       str  origin of the ledger that signed it
rule         str  rule
state        str  holds, differs, cannot_be_checked, told
value        str  value that it states
recomputed   str  what the rule gives on the positions that it cites, as of its day
why          str  in words
lineage      list:str statements it rests on
"""),
    "stances_held": columns("""
question     str  question
text         str  the question in words
of           str  body that holds it
words        str  what it holds, in its words
stand        str  concur, dissent, abstain
option       str  answer offered that it takes
state        str  counted, superseded, rival, refused, told
told_by      str  origin of the ledger that says so of the body; null: its own word
date         date day
why          str  in words
lineage      list:str statements it rests on
"""),
    "complaint_states": columns("""
complaint_id str  complaint
incident_ids list:str incidents it is about
by           str  body that complains
told_by      str  origin of the ledger that says so of the body; null: its own word
against      str  whom it names
asks         str  what it asks
received     date day on which it was received
state        str  open, answered, remedy_asked, found
closed_by    list:str statements that close it, or have come so far
why          str  in words
lineage      list:str statements it rests on
"""),
}
