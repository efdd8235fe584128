"""Stated tables of the kinds that say whose word counts, in the notation of `tables_stated`."""

from typing import Final

from ceasefire.vocabulary.columns import Column, columns

STATED_AUTHORITY: Final[dict[str, tuple[Column, ...]]] = {
    "charters": columns("""
charter_id=@id                     str      statement id
mechanism                          str      mechanism that it founds
title                              str      title
follows                            str      version that it follows, by statement id
rules                              str      digest of the file of its decision rules
terms=title:terms                  str      the whole body as JSON
ledger=@origin                     str      origin of the ledger that holds it: who proposes it
seq=@seq                           i64      position in its ledger, from 0
"""),
    "acceptances": columns("""
acceptance_id=@id                  str      statement id
charter                            str      charter version, by statement id
of                                 str      body that accepts or declines
stand                              str      accept, decline
reason                             str      why
cites=@cites                       list:str ids it rests on
ledger=@origin                     str      origin of the ledger that holds it
seq=@seq                           i64      position in its ledger, from 0
"""),
    "rules": columns("""
rule_id=@id                        str      statement id
mechanism                          str      mechanism whose rules they are
title                              str      title
sha256                             str      digest of the file that holds the rules and their cases
here=sha256:here                   bool     the file is here and whole
ledger=@origin                     str      origin of the ledger that holds it
seq=@seq                           i64      position in its ledger, from 0
superseded=@superseded             bool     superseded by later rules of its office
"""),
    "settings": columns("""
settings_id=@id                    str      statement id
sha256                             str      digest of the file that holds the settings
here=sha256:here                   bool     the file is here and whole
ledger=@origin                     str      origin of the ledger that holds it
seq=@seq                           i64      position in its ledger, from 0
superseded=@superseded             bool     superseded by later settings of its office
"""),
    "findings": columns("""
finding_id=@id                     str      statement id
mechanism                          str      mechanism that decided
about                              list:str reports of the incident
rule                               str      rule under which it decided
axis                               str      axis it rules on
state                              str      decided, no_decision
value                              str      value decided
positions                          list:str positions it rests on
decided_on                         date     day of the decision
reason                             str      why
cites=@cites                       list:str ids it rests on
ledger=@origin                     str      origin of the ledger that holds it
seq=@seq                           i64      position in its ledger, from 0
"""),
    "questions": columns("""
question_id=@id                    str      statement id
thing=id                           str      id of the question
text                               str      the question
options                            list:str answers offered
ledger=@origin                     str      origin of the ledger that holds it
"""),
    "stances": columns("""
stance_id=@id                      str      statement id
question                           str      question, by its id
of                                 str      body that holds it
words                              str      what it holds, in its words
stand                              str      concur, dissent, abstain
option                             str      answer offered that it takes
said_by                            str      who says so
publisher=@publisher               str      who prints it
date_start=when.start              date     when
claimed_at=@claimed_at             str      when signed
address=@address                   str      address
cites=@cites                       list:str ids it rests on
ledger=@origin                     str      origin of the ledger that holds it
seq=@seq                           i64      position in its ledger, from 0
superseded=@superseded             bool     superseded by a later stance of its office
superseded_seq=@superseded_seq     i64      position in its ledger of what supersedes it
superseded_cites=@superseded_cites list:str ids on which what supersedes it rests
"""),
    "complaints": columns("""
complaint_id=@id                   str      statement id
label                              str      own id
by                                 str      body that complains
about                              list:str reports of the incident
against                            str      whom it names
asks                               str      what it asks
received                           date     day on which it was received
claimed_at=@claimed_at             str      when signed
cites=@cites                       list:str ids it rests on
ledger=@origin                     str      origin of the ledger that holds it
seq=@seq                           i64      position in its ledger, from 0
"""),
    "replies": columns("""
reply_id=@id                       str      statement id
to                                 str      remedy or complaint that it answers, by id or label
by                                 str      who replies
says                               str      the reply
date_start=when.start              date     when
claimed_at=@claimed_at             str      when signed
told_complainant                   bool     the complainant was told
cites=@cites                       list:str ids it rests on
ledger=@origin                     str      origin of the ledger that holds it
seq=@seq                           i64      position in its ledger, from 0
"""),
}

TABLE_OF_AUTHORITY: Final[dict[str, str]] = {
    "charter": "charters",
    "acceptance": "acceptances",
    "rule": "rules",
    "settings": "settings",
    "finding": "findings",
    "question": "questions",
    "stance": "stances",
    "complaint": "complaints",
    "reply": "replies",
}
