"""Tables that restate what the ledgers hold, one row a statement."""

from typing import Final

from ceasefire.vocabulary.columns import Column, columns

STATEMENT = """
statement_id str  id of the statement (64 hex digits), or batch id#row
ledger       str  office whose ledger holds it
party        str  party of that office
"""

STATED: Final[dict[str, tuple[Column, ...]]] = {
    "statements": columns(
        STATEMENT
        + """
seq          i64  position in its ledger, from 0
kind         str  statement kind
label        str  the office's own id for the thing
claimed_at   str  when the office says it signed (UTC)
cites        list:str ids it rests on
supersedes   str  id it supersedes
superseded_by str id that supersedes it, when there is one
rival_heads  bool two statements supersede the same one
address      str  address of the source it retells
publisher    str  publisher of the source
source_sha256 str digest of the source file
row          i64  row in the source file
cell         str  cell or column
quote        str  exact words
"""
    ),
    "parties": columns("""
party_id     str  id
name         str  name
role         str  role in the mechanism
answers_for  list:str parties it answers for
part_of      list:str groups it belongs to
classes      list:str classes such as government or armed_opposition
aliases      list:str spellings met in sources
statement_id str  statement
"""),
    "sources": columns("""
source_id    str  id
name         str  name
kind_of      str  monitor, agency, ministry ...
country      str  country
related_to   list:str parties it is related to
aliases      list:str spellings
statement_id str  statement
"""),
    "reports": columns("""
report_id    str  statement id, or batch id#row
label        str  the source's own id
ledger       str  office whose ledger holds it
source       str  who says so
publisher    str  who prints it
address      str  address
language     str  language
published    date day of publication
date_start   date first day told
date_end     date last day told, included
date_precision i8 UCDP date_prec, 0 not told
utc_start    ts   start of the interval that holds the occurrence
utc_end      ts   its end, excluded
place        str  place as named
admin1       str  governorate or province as named
admin2       str  district
admin3       str  sub-district
pcode        str  P-code
lat          f64  degrees north
lon          f64  degrees east
place_precision i8 UCDP where_prec, 0 not told
radius_km    f64  radius told for the place
event_type   str  what the source says happened
category     str  two-level category
weapon       str  as stated
actor_alleged str who did it, as alleged
actor_target str  who or what was hit
denied_by    str  who denies it
exempt_by    str  who asserts that the target is exempt
exempt_basis str  on what ground
killed_low   i32  at least
killed_high  i32  at most
killed_civilians i32 civilians among them
killed_children i32 children among them
injured_low  i32  at least
injured_high i32  at most
attribution  str  attribution, paraphrased
summary      str  one sentence
"""),
    "tallies": columns("""
tally_id     str  statement id, or batch id#row
label        str  own id
ledger       str  office
date_start   date first day of the period
date_end     date last day, included
utc_start    ts   start of the period
utc_end      ts   its end, excluded
counted_by   str  who counts
measure      str  what is counted
unit         str  count unit
place        str  province, or ALL
low          i64  at least
high         i64  at most
vague        str  the words, where no number is told
as_of        date day the count was stated for
said_by      str  who states it
publisher    str  who prints it
address      str  address
language     str  language
subject      str  what the count is about
method       str  how it was counted
note         str  note
"""),
    "meetings": columns("""
meeting_id   str  statement id
label        str  own id
thing        str  id of the meeting, where given
process      str  series of talks
round        i32  number of the round
kind_of      str  round, call, visit ...
status       str  held, expected ...
date_start   date first day
date_end     date last day
date_precision i8 UCDP date_prec
place        str  where
present      list:str who came
absent       list:str who stayed away
outcome      str  outcome
said_by      str  who says so
publisher    str  who prints it
published    date when
address      str  address
ledger       str  office
"""),
    "assertions": columns("""
assertion_id str  statement id
subject      str  thing spoken of
property     str  which property of it
value        str  value stated
date_start   date where the value is a day: first
date_end     date last
said_by      str  who says so
publisher    str  who prints it
published    date when
as_of        date as of
resolves     bool the compiler's argued answer
ground       str  on what ground
address      str  address
ledger       str  office
note         str  note
"""),
    "zones": columns("""
zone_id      str  area
version      i32  version
name         str  name
status       str  drawn or described_only
area_type    str  legal kind of ground
valid_from   date first day
valid_to     date first day no longer covered
uncertainty_km f64 how far the real line may lie from the drawn one
basis        str  what the reading rests on
wkb          bin  geometry, WGS84
statement_id str  statement
"""),
    "agreements": columns("""
agreement_id str  instrument
title        str  title
symbol       str  symbol
signed       date day of signature
reading      str  digest of the coded file
statement_id str  statement
"""),
    "accessions": columns("""
instrument   str  instrument
joined       list:str who
class_of     str  class, where members are not named
date_start   date when
date_end     date last day of that time
announced_by str  who announced it
withdrew     bool left instead of joined
low          i64  count, at least
high         i64  at most
members_known bool false: count only
statement_id str  statement
"""),
    "designations": columns("""
list_id      str  list
version      i32  version
name         str  name
by           str  whose list
valid_from   date first day
valid_to     date first day no longer covered
members      list:str members
members_known bool false: count only
statement_id str  statement
"""),
    "acts": columns("""
act_id       str  statement id
act          str  extension, map_approval ...
instrument   str  instrument
provision    str  provision
by           list:str who
date_start   date when
date_end     date last day of that time
term_to      date new end of the term
zone         str  zone
outcome      str  outcome
"""),
    "judgements": columns("""
judgement_id str  statement id
a            str  report
b            str  report
verdict      str  same, different, unsure, part_of
office       str  who judges
reason       str  why
claimed_at   str  when
superseded   bool superseded by a later judgement
"""),
    "positions": columns("""
position_id  str  statement id
about        list:str reports of the incident
axis         str  occurrence, responsibility, legal
value        str  value on that axis
of           str  body that holds it
role         str  in which role
stand        str  concur, dissent, abstain
against      str  whom it names
standard_of_proof str standard of proof
reason       str  why
evidence     list:str cited statements
date_start   date when
claimed_at   str  when signed
ledger       str  office
superseded   bool superseded by a later position
"""),
    "duty_reports": columns("""
duty_report_id str statement id
instrument   str  instrument
provision    str  provision
says         str  met, missed, under_way ...
said_by      str  who says so
holder       str  whose duty
date_start   date when
date_end     date last day of that time
method       str  by what method
address      str  address
"""),
    "coverage": columns("""
coverage_id  str  statement id
by           str  who watched
zone         str  which zone
place        str  where
date_start   date from
date_end     date to, included
posts        i64  posts
patrols      i64  patrols
hours        i64  hours
denied       i64  times access was denied
means        str  by what means
"""),
    "remedies": columns("""
remedy_id    str  statement id
about        list:str reports of the incident
asked_by     str  who asks
asked_of     str  of whom
what         str  what
deadline     date by when
reply_id     str  statement id of the reply
replied_by   str  who replied
reply        str  the reply
told_complainant bool the complainant was told
"""),
}
