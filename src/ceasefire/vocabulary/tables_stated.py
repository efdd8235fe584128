"""Tables that restate what the ledgers hold, one row a statement: a column is one line here and nowhere else.

A column comes from the field of the body that has its name, unless `=` says otherwise:

    place=where.name          the field `name` of the part `where`; nothing where the part is not stated
    lat=where.lat_e7/1e7      divided
    date_end=when:last_day    by a function of days (`column_sources`), or of `projection.statement_rows`
    ledger=@origin            of the statement around the body
    reply=<says               of the reply that answers this statement
    publisher=a|b  or  a|0    b, or 0, where a states nothing

`column_sources` reads this notation.
"""

from typing import Final

from ceasefire.vocabulary.columns import Column, columns
from ceasefire.vocabulary.tables_authority import STATED_AUTHORITY, TABLE_OF_AUTHORITY

STATED: Final[dict[str, tuple[Column, ...]]] = {
    "statements": columns("""
statement_id=@id                   str      id of the statement (64 hex digits), or batch id#row
ledger=@origin                     str      origin of the ledger that holds it
office=@office                     str      name of that ledger's office: a label, which two ledgers may share
party=@party                       str      party of that office
seq=@seq                           i64      position in its ledger, from 0
kind=@kind                         str      statement kind
label=@label                       str      the office's own id for the thing
claimed_at=@claimed_at             str      when the office says it signed (UTC)
cites=@cites                       list:str ids it rests on
supersedes=@supersedes             str      id it supersedes
superseded_by=@superseded_by       str      id that supersedes it, when there is one
rival_heads=@rival_heads           bool     two statements supersede the same one
first_id=@first_id                 str      this statement, or the one that it corrects, directly or through others
address=@address                   str      address of the source it retells
publisher=@publisher               str      publisher of the source
source_sha256=@sha256              str      digest of the source file
row=@row                           i64      row in the source file
cell=@cell                         str      cell or column
quote=@quote                       str      exact words
"""),
    "unread": columns("""
statement_id=@id                   str      id of the statement, or batch id#row
ledger=@origin                     str      origin of the ledger that holds it
seq=@seq                           i64      position in its ledger, from 0
kind=@kind                         str      statement kind
state                              str      not_understood, partly_understood, does_not_fit, blob_missing, blob_altered, repeated, foreign_key
reason                             str      what of it cannot be read, or why it does not count
"""),
    "parties": columns("""
party_id=id                        str      id
name                               str      name
role                               str      role in the mechanism
answers_for                        list:str parties it answers for
part_of                            list:str groups it belongs to
classes                            list:str classes such as government or armed_opposition
aliases=aliases:spellings          list:str spellings met in sources
statement_id=@id                   str      statement
ledger=@origin                     str      origin of the ledger that holds it
seq=@seq                           i64      position in its ledger, from 0
"""),
    "sources": columns("""
source_id=id                       str      id
name                               str      name
kind_of                            str      monitor, agency, ministry ...
country                            str      country
related_to                         list:str parties it is related to
aliases                            list:str spellings
statement_id=@id                   str      statement
ledger=@origin                     str      origin of the ledger that holds it
seq=@seq                           i64      position in its ledger, from 0
"""),
    "reports": columns("""
report_id=@id                      str      statement id, or batch id#row
label                              str      the source's own id
ledger=@origin                     str      origin of the ledger that holds it
source                             str      who says so
publisher=publisher|@publisher     str      who prints it
address=@address                   str      address
language                           str      language
published                          date     day of publication
date_start=when.start              date     first day told
date_end=when:last_day             date     last day told, included
date_precision=when.precision|0    i8       UCDP date_prec, 0 not told
utc_start=when:utc_start           ts       start of the interval that holds the occurrence
utc_end=when:utc_end               ts       its end, excluded
place=where.name                   str      place as named
country=where.country              str      country as named
admin1=where.admin1                str      governorate or province as named
admin2=where.admin2                str      district
admin3=where.admin3                str      sub-district
pcode=where.pcode                  str      P-code
lat=where.lat_e7/1e7               f64      degrees north
lon=where.lon_e7/1e7               f64      degrees east
place_precision=where.precision|0  i8       UCDP where_prec, 0 not told
radius_km=where.radius_m/1e3       f64      radius told for the place
event_type                         str      what the source says happened
category                           str      two-level category
weapon                             str      as stated
actor_alleged                      str      who did it, as alleged
actor_target                       str      who or what was hit
denied_by                          str      who denies it
exempt_by=exemption.asserted_by    str      who asserts that the target is exempt
exempt_basis=exemption.basis       str      on what ground
killed_low=killed.low              i32      at least
killed_high=killed.high            i32      at most
killed_civilians                   i32      civilians among them
killed_children                    i32      children among them
injured_low=injured.low            i32      at least
injured_high=injured.high          i32      at most
attribution                        str      attribution, paraphrased
summary                            str      one sentence
origin_place=origin.name           str      from where it was done, as named
origin_country=origin.country      str      country of that place
origin_admin1=origin.admin1        str      governorate or province of that place
origin_lat=origin.lat_e7/1e7       f64      degrees north
origin_lon=origin.lon_e7/1e7       f64      degrees east
origin_precision=origin.precision|0 i8      UCDP where_prec, 0 not told
origin_radius_km=origin.radius_m/1e3 f64    radius told for that place
first_id=@first_id                 str      this report, or the statement that it corrects, directly or through others
first_filed=@first_filed           str      when that was signed, as the office says (UTC)
first_seq=@first_seq               i64      its position in its ledger
"""),
    "tallies": columns("""
tally_id=@id                       str      statement id, or batch id#row
label                              str      own id
ledger=@origin                     str      origin of the ledger that holds it
date_start=period.start            date     first day of the period
date_end=period:last_day           date     last day, included
utc_start=period:utc_start         ts       start of the period
utc_end=period:utc_end             ts       its end, excluded
counted_by                         str      who counts
measure                            str      what is counted
unit                               str      count unit
place=place|where.name             str      province, or ALL
low=count.low                      i64      at least
high=count.high                    i64      at most
vague=count.vague                  str      the words, where no number is told
as_of                              date     day the count was stated for
said_by                            str      who states it
publisher=publisher|@publisher     str      who prints it
address=@address                   str      address
language                           str      language
subject                            str      what the count is about
method                             str      how it was counted
breakdown                          str      of a total: whether the source gives all its parts (complete, incomplete)
note                               str      note
"""),
    "meetings": columns("""
meeting_id=@id                     str      statement id
label                              str      own id
thing=id                           str      id of the meeting, where given
process                            str      series of talks
round                              i32      number of the round
kind_of                            str      round, call, visit ...
status                             str      held, expected ...
date_start=when.start              date     first day
date_end=when:last_day             date     last day
date_precision=when.precision      i8       UCDP date_prec
place=where.name                   str      where
present=present:attended           list:str who came
absent=present:stayed_away         list:str who stayed away
outcome                            str      outcome
said_by                            str      who says so
publisher=publisher|@publisher     str      who prints it
published                          date     when
claimed_at=@claimed_at             str      when signed
address=@address                   str      address
ledger=@origin                     str      origin of the ledger that holds it
"""),
    "assertions": columns("""
assertion_id=@id                   str      statement id
subject                            str      thing spoken of
property                           str      which property of it
value                              str      value stated
date_start=when.start              date     where the value is a day: first
date_end=when:last_day             date     last
said_by                            str      who says so
publisher=publisher|@publisher     str      who prints it
published                          date     when
as_of                              date     as of
resolves                           bool     the compiler's argued answer
ground                             str      on what ground
address=@address                   str      address
ledger=@origin                     str      origin of the ledger that holds it
note                               str      note
"""),
    "zones": columns("""
zone_id=id                         str      area
version                            i32      version
name                               str      name
status                             str      drawn or described_only
area_type                          str      legal kind of ground
valid_from                         date     first day
valid_to                           date     first day no longer covered
uncertainty_km=uncertainty_m/1e3   f64      how far the real line may lie from the drawn one
basis                              str      what the reading rests on
wkb=polygons:wkb                   bin      geometry, WGS84
country                            list:str countries in which it lies
admin1                             list:str every first-level unit that it may touch
hull=hull:hull_wkb                 bin      outer line beyond which it does not reach, WGS84
admin1_whole                       list:str every first-level unit that the text puts into it whole
lies_in                            list:str zones in each of which it lies whole by the text
statement_id=@id                   str      statement
ledger=@origin                     str      origin of the ledger that holds it
seq=@seq                           i64      position in its ledger, from 0
"""),
    "agreements": columns("""
agreement_id=id                    str      instrument
title                              str      title
symbol                             str      symbol
signed                             date     day of signature
reading                            str      digest of the coded file
statement_id=@id                   str      statement
ledger=@origin                     str      origin of the ledger that holds it
seq=@seq                           i64      position in its ledger, from 0
"""),
    "accessions": columns("""
instrument                         str      instrument
joined                             list:str who
class_of                           str      class, where members are not named
date_start=when.start              date     when
date_end=when:last_day             date     last day of that time
announced_by                       str      who announced it
withdrew                           bool     left instead of joined
low=count.low                      i64      count, at least
high=count.high                    i64      at most
members_known                      bool     false: count only
statement_id=@id                   str      statement
ledger=@origin                     str      origin of the ledger that holds it
seq=@seq                           i64      position in its ledger, from 0
"""),
    "designations": columns("""
list_id=list                       str      list
version                            i32      version
name                               str      name
by                                 str      whose list
valid_from                         date     first day
valid_to                           date     first day no longer covered
members                            list:str members
members_known                      bool     false: count only
statement_id=@id                   str      statement
ledger=@origin                     str      origin of the ledger that holds it
seq=@seq                           i64      position in its ledger, from 0
"""),
    "acts": columns("""
act_id=@id                         str      statement id
act                                str      extension, map_approval ...
instrument                         str      instrument
provision                          str      provision
by                                 list:str who
date_start=when.start              date     when
date_end=when:last_day             date     last day of that time
term_to                            date     new end of the term
zone                               str      zone
outcome                            str      outcome
claimed_at=@claimed_at             str      when signed
cites=@cites                       list:str ids it rests on
ledger=@origin                     str      origin of the ledger that holds it
seq=@seq                           i64      position in its ledger, from 0
"""),
    "judgements": columns("""
judgement_id=@id                   str      statement id
a                                  str      report
b                                  str      report
verdict                            str      same, different, unsure, part_of
ledger=@origin                     str      origin of the ledger of the office that judges
reason                             str      why
claimed_at=@claimed_at             str      when
superseded=@superseded             bool     superseded by a later judgement
"""),
    "positions": columns("""
position_id=@id                    str      statement id
about                              list:str reports of the incident
axis                               str      occurrence, responsibility, legal
value                              str      value on that axis
of                                 str      body that holds it
role                               str      in which role
stand                              str      concur, dissent, abstain
against                            str      whom it names
standard_of_proof                  str      standard of proof
reason                             str      why
evidence                           list:str cited statements
date_start=when.start              date     when
claimed_at=@claimed_at             str      when signed
cites=@cites                       list:str ids it rests on: the charter version it speaks under among them
ledger=@origin                     str      origin of the ledger that holds it
seq=@seq                           i64      position in its ledger, from 0
superseded=@superseded             bool     superseded by a later position
superseded_seq=@superseded_seq     i64      position in its ledger of what supersedes it
superseded_cites=@superseded_cites list:str ids on which what supersedes it rests
"""),
    "parameters": columns("""
parameters_id=@id                  str      statement id
ledger=@origin                     str      origin of the ledger that holds it
seq=@seq                           i64      position in its ledger, from 0
purpose                            str      what the set is for: linkage
sha256                             str      digest of the file that holds the set
form                               i64      number of the form of that file
here=sha256:here                   bool     the file is here and whole
method                             str      how it was learnt
learnt_from=heads:heads            list:str heads of the ledgers it was learnt from: origin, size and root
reports                            i64      reports that the record held when it was learnt
pairs                              i64      pairs of reports compared to learn it
labels                             i64      judged pairs among these
claimed_at=@claimed_at             str      when signed
superseded=@superseded             bool     superseded by a later set of its office
"""),
    "duty_reports": columns("""
duty_report_id=@id                 str      statement id
instrument                         str      instrument
provision                          str      provision
says                               str      met, missed, under_way ...
said_by                            str      who says so
holder                             str      whose duty
date_start=when.start              date     when
date_end=when:last_day             date     last day of that time
method                             str      by what method
about                              list:str reports of the incident whose clock it speaks of
phase                              i64      stage of the duty, from 1
percent                            i64      how much is done by then
claimed_at=@claimed_at             str      when signed
address=@address                   str      address
ledger=@origin                     str      origin of the ledger that holds it
seq=@seq                           i64      position in its ledger, from 0
"""),
    "coverage": columns("""
coverage_id=@id                    str      statement id
by                                 str      who watched
zone                               str      which zone
place=where.name                   str      where
date_start=when.start              date     from
date_end=when:last_day             date     to, included
posts                              i64      posts
patrols                            i64      patrols
hours                              i64      hours
denied                             i64      times access was denied
means                              str      by what means
"""),
    "remedies": columns("""
remedy_id=@id                      str      statement id
about                              list:str reports of the incident
asked_by                           str      who asks
asked_of                           str      of whom
what                               str      what
deadline                           date     by when
date_start=when.start              date     when it was asked
claimed_at=@claimed_at             str      when signed
reply_id=<@id                      str      statement id of the reply
replied_by=<by                     str      who replied
reply=<says                        str      the reply
told_complainant=<told_complainant bool     the complainant was told
label=@label                       str      the office's own id for it
cites=@cites                       list:str ids it rests on
ledger=@origin                     str      origin of the ledger that holds it
seq=@seq                           i64      position in its ledger, from 0
"""),
    **STATED_AUTHORITY,
}

FILING: Final = ("first_id", "first_filed", "first_seq")
"""Columns that say when a row was first filed: only the ledger can tell, so they are never read from a batch."""

TABLE_OF: Final[dict[str, str]] = {
    "zone": "zones",
    "party": "parties",
    "source": "sources",
    "report": "reports",
    "tally": "tallies",
    "meeting": "meetings",
    "assertion": "assertions",
    "agreement": "agreements",
    "accession": "accessions",
    "designation": "designations",
    "act": "acts",
    "judgement": "judgements",
    "position": "positions",
    "parameters": "parameters",
    "duty_report": "duty_reports",
    "coverage": "coverage",
    "remedy": "remedies",
    **TABLE_OF_AUTHORITY,
}
"""The table in which statements of a kind stand one a row. Rows of a batch stand in the table of its `row_kind`;
a `reply` to a remedy also stands in the row of that remedy."""

KIND_OF: Final[dict[str, str]] = {table: kind for kind, table in TABLE_OF.items()}
"""The kind of the statements of a stated table."""

ID_OF: Final[dict[str, str]] = {
    table: next(column.name for column in columns_ if column.source == "@id") for table, columns_ in STATED.items()
}
"""The column of each stated table that holds the id of the statement, or `id#row`."""
