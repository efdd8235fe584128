"""The tables of the house: every derived table, its columns, types and meaning. `ceasefire sql` serves these names.

A null means "not told". Days are local days of the zone the source tells them in; `utc_start` and `utc_end` bound the
occurrence as a half-open interval in UTC.
"""

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    import pyarrow as pa


class Column(NamedTuple):
    """One column: its name, its type in the short notation of `schema`, and what it holds."""

    name: str
    type: str
    doc: str


def _columns(text: str) -> tuple[Column, ...]:
    rows = (line.split(None, 2) for line in text.splitlines() if line.strip())
    return tuple(Column(*row) for row in rows)


_STATEMENT = """
statement_id str  id of the statement (64 hex digits), or batch id#row
ledger       str  office whose ledger holds it
party        str  party of that office
"""

_ORIGIN = """
address      str  address of the text that was retold
row          i64  row of that source (1 is the first data row)
"""

TABLES: Final[dict[str, tuple[Column, ...]]] = {
    "statements": _columns(_STATEMENT + """
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
"""),
    "parties": _columns("""
party_id     str  id
name         str  name
role         str  role in the mechanism
answers_for  list:str parties it answers for
part_of      list:str groups it belongs to
classes      list:str classes such as government or armed_opposition
aliases      list:str spellings met in sources
statement_id str  statement
"""),
    "sources": _columns("""
source_id    str  id
name         str  name
kind_of      str  monitor, agency, ministry ...
country      str  country
related_to   list:str parties it is related to
aliases      list:str spellings
statement_id str  statement
"""),
    "reports": _columns("""
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
    "tallies": _columns("""
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
    "meetings": _columns("""
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
    "assertions": _columns("""
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
    "zones": _columns("""
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
    "agreements": _columns("""
agreement_id str  instrument
title        str  title
symbol       str  symbol
signed       date day of signature
reading      str  digest of the coded file
statement_id str  statement
"""),
    "accessions": _columns("""
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
    "designations": _columns("""
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
    "acts": _columns("""
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
    "judgements": _columns("""
judgement_id str  statement id
a            str  report
b            str  report
verdict      str  same, different, unsure, part_of
office       str  who judges
reason       str  why
claimed_at   str  when
superseded   bool superseded by a later judgement
"""),
    "positions": _columns("""
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
    "duty_reports": _columns("""
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
    "coverage": _columns("""
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
    "remedies": _columns("""
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
    "links": _columns("""
report_id    str  report
incident_id  str  incident
probability  f64  probability that it belongs there
link_kind    str  same, part_of, unsure, alone
"""),
    "pairs": _columns("""
a            str  report
b            str  report
probability  f64  probability that both speak of one incident
bits         f64  evidence in bits
link_kind    str  same, part_of, unsure, different
judged       str  office whose judgement decides, if any
words        str  the evidence in words
"""),
    "incidents": _columns("""
incident_id  str  incident (named after its smallest report)
reports      i32  reports that speak of it
sources      i32  distinct sources among them
date_start   date first day told
date_end     date last day told
utc_start    ts   start of the interval that holds it
utc_end      ts   its end, excluded
lat          f64  degrees north of the most precise report
lon          f64  degrees east
radius_km    f64  radius told
place_precision i8 UCDP where_prec of that report
place        str  place
admin1       str  governorate or province
event_types  list:str types told
actors_alleged list:str actors alleged
targets      list:str targets told
exempt_by    list:str who asserts an exempt target
killed_low   i32  smallest lower bound told
killed_high  i32  largest bound told
weakest_link f64  probability of its weakest link
"""),
    "hits": _columns("""
incident_id  str  incident
instrument   str  instrument
provision    str  provision
result       str  in_scope, out_of_scope, exemption_asserted, undetermined
where_       str  yes, no, undetermined
when_        str  yes, no, undetermined
who          str  yes, no, undetermined
what         str  yes, no, undetermined
exempt       str  yes, no, undetermined
missing      list:str what is missing for a decision
asserted_by  list:str who asserts that the target is exempt
basis        str  on what list or ground
disputed_by  list:str whose account speaks against it
why          str  the reason in words
"""),
    "scope": _columns("""
incident_id  str  incident
result       str  in_scope, out_of_scope, exemption_asserted, undetermined
clauses      list:str provisions hit, as instrument/provision
asserted     list:str provisions that would be hit but for an asserted exemption
open         list:str provisions that cannot be decided
missing      list:str what is missing
asserted_by  list:str who asserts that the target is exempt
basis        str  on what list or ground
disputed_by  list:str whose account speaks against it
zone         str  zone it lies in, where one is certain
why          str  the reason in words
"""),
    "duties": _columns("""
instrument   str  instrument
provision    str  provision
holder       list:str duty holders; empty is unspecified
what         str  the duty in words
due          date deadline
due_why      str  how the deadline is reckoned
state        str  none_due, due, overdue, said_met, verified_met, said_missed, contested, lapsed
said         list:str who says what, when
verified     list:str who verified, when
"""),
    "standing": _columns("""
incident_id  str  incident
body         str  who speaks: a party or a source family; `all sources` is the open reports together, never a score
body_kind    str  party, source, or all_sources
axis         str  occurrence, responsibility, legal
value        str  what the body holds on that axis
why          str  method, standard of proof or scope reason, in words
against      list:str whom it names
sources      i32  independent source families, where that is the value
date         date day of the position or of the first report it rests on
entry        str  report, position, scope: what kind of statement the row rests on
lineage      list:str statements it rests on
"""),
    "position_checks": _columns("""
position_id  str  position
of           str  body that holds it
role         str  role it was checked as
axis         str  axis
value        str  value
state        str  counted, superseded, refused, rival
rule         str  rule that refused it
why          str  in words
"""),
    "decisions": _columns("""
incident_id  str  incident
rule         str  decision rule
axis         str  axis it rules on
state        str  decided, no_decision, pending
value        str  value decided
at           str  when decided, or since when not
due          str  end of the clock
missing      list:str who is missing, since when
dissent      list:str who dissents, with which value and since when
silent       list:str counted as consenting because they said nothing
late         list:str positions that came after
refused      list:str positions not counted, and why
why          str  in words
lineage      list:str positions it rests on
"""),
    "matrix": _columns("""
by           str  body that confirms
of           str  body whose entries are confirmed
basis        str  tallies, or positions on an axis
date         date day; null for a sum
agreed_low   i64  entries confirmed, at least
agreed_high  i64  entries confirmed, at most
disagreed    i64  entries on which it holds another value; null where not told
entries      i64  entries of the body, the denominator
lineage      list:str statements it rests on
why          str  how it was reckoned
"""),
    "conflicts": _columns("""
conflict_id  str  one fact told in rival ways
kind         str  rival, over_time, coarser, bounds_differ, outlets_differ, reports_differ, count_against_list
subject      str  thing spoken of
property     str  which property of it
value        str  value as stated
normal       str  value made comparable
said_by      str  who says so
publisher    str  who prints it
as_of        date as of
published    date when printed
answer       bool the compiler's argued answer rather than a rival
ground       str  on what ground it answers, or what the check found
statement_id str  statement
address      str  address
"""),
    "remedy_states": _columns("""
remedy_id    str  statement id
incident_ids list:str incidents it is about
asked_by     str  who asks
asked_of     str  of whom
what         str  what
deadline     date by when
state        str  replied, replied_late, waiting, overdue, no_deadline
replied_by   str  who replied
reply        str  the reply
told         str  told, not_told, not_known: whether the complainant was told
lineage      list:str statements it rests on
"""),
    "bulletin_checks": _columns("""
date_start   date first day of the bulletin's period
date_end     date last day, included
counted_by   str  who counts
measure      str  what is counted
unit         str  count unit
publisher    str  who prints it
address      str  address
stated       i64  total as stated
added        i64  places added up
difference   i64  places added less total stated
state        str  adds_up, places_below_total, places_above_total, total_only, zero, no_total
lineage      list:str statements
"""),
    "series": _columns("""
counted_by   str  who counts
date_start   date first day of the step
date_end     date last day, included
value        i64  sum of the totals over the days counted; null where no list was found
days_found   i32  days of the step with a list of this body
days_compared i32 days with a list of every body compared; the sum is over these
days         i32  days of the step
lineage      list:str statements
"""),
    "figures": _columns("""
figure_id    str  name that stays when the number changes
label        str  what it is
value        f64  value
low          f64  at least
high         f64  at most
text         str  as a person reads it
unit         str  what is counted
kind         str  count, median, rate, ratio, coefficient
scope        str  over what
ledger       str  in whose ledger
coverage     str  what was watched
method       str  how it was made
date_start   date first day
date_end     date last day
numerator    f64  of a rate
denominator  f64  of a rate
note         str  note
statements   i64  number of statements it rests on
lineage      list:str those statements
"""),
}
"""Name of each table, with its columns."""

_TYPES: Final = {
    "str": "string", "i8": "int8", "i32": "int32", "i64": "int64", "f64": "float64", "bool": "bool_", "date": "date32",
    "bin": "binary",
}


def schema(name: str) -> "pa.Schema":
    """Return the Arrow schema of a table; raises KeyError for a table that is not one of the house."""
    import pyarrow as pa

    def arrow(kind: str) -> pa.DataType:
        if kind == "ts":
            return pa.timestamp("s", tz="UTC")
        if kind.startswith("list:"):
            return pa.list_(arrow(kind[5:]))
        return getattr(pa, _TYPES[kind])()

    return pa.schema([pa.field(c.name, arrow(c.type)) for c in TABLES[name]])
