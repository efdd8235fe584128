"""Tables that are computed from the stated ones and can be deleted and rebuilt."""

from typing import Final

from ceasefire.vocabulary.columns import Column, columns
from ceasefire.vocabulary.tables_computed_authority import COMPUTED_AUTHORITY

COMPUTED: Final[dict[str, tuple[Column, ...]]] = {
    "set_aside": columns("""
statement_id str  id of the statement that is not read, or of a row of a batch (id#row)
ledger       str  origin of the ledger that holds it
seq          i64  position in its ledger, from 0
kind         str  statement kind
state        str  not_understood, partly_understood, does_not_fit, blob_missing, blob_altered, repeated, foreign_key
reason       str  what of it cannot be read, or why it does not count; everything else goes on without it
"""),
    "links": columns("""
report_id    str  report
incident_id  str  the one incident it belongs to
probability  f64  probability that it belongs there
link_kind    str  alone, same, part_of; unsure says that a neighbour is in doubt, not that it belongs nowhere
"""),
    "pairs": columns("""
a            str  report
b            str  report
probability  f64  probability that both speak of one incident
bits         f64  evidence in bits
link_kind    str  same, part_of, unsure, different
judged       str  origins of the ledgers whose judgement decides, if any
words        str  the evidence in words
"""),
    "incidents": columns("""
incident_id  str  incident, called after the report of it that was filed first
reports      i32  reports that speak of it
sources      i32  distinct sources among them: spellings of one source are one; by spelling alone where linked without a record
independent_sources i32 independent ones among these: sources of one owner are one, compilers none; null where linked without a record
date_start   date first day told
date_end     date last day told
utc_start    ts   start of the interval that holds it
utc_end      ts   its end, excluded
lat          f64  degrees north of the most precise report
lon          f64  degrees east
radius_km    f64  radius told
place_precision i8 UCDP where_prec of that report
place        str  place
country      str  country
admin1       str  governorate or province
origin_place str  from where it was done, of the report that tells that most precisely
origin_country str country of that place
origin_admin1 str  governorate or province of that place
origin_lat   f64  degrees north
origin_lon   f64  degrees east
origin_radius_km f64 radius told for that place
origin_precision i8 UCDP where_prec of that place; 0 where nobody tells one
event_types  list:str types told
categories   list:str two-level categories told
actors_alleged list:str actors alleged
targets      list:str targets told
exempt_by    list:str who asserts an exempt target
exempt_basis list:str on what ground or list they assert it
killed_low   i32  smallest lower bound told
killed_high  i32  largest bound told; null where a larger "at least" is told
civilians_killed_low i32 smallest number of civilians told among them; children count where no number of civilians is told
civilians_killed_high i32 largest number of civilians told among them
weakest_link f64  probability of its weakest link
"""),
    "hits": columns("""
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
asserted_by  list:str who asserts that the target is exempt, whatever comes of it
basis        str  on what list or ground
disputed_by  list:str whose account speaks against it
rests_on     list:str statements that the answers rest on: zone versions, accessions, lists, acts
assumes      str  words of the text that the coding leaves out, and who accepted that; null where there are none
grounds      str  digest of everything that the answer rests on (table `grounds`)
why          str  the reason in words
"""),
    "grounds": columns("""
grounds      str  digest of all the parts of one list of grounds
part         str  instrument, language, zone, list, accession, act, meeting, party, claim (an act without effect), contested, code
id           str  id of the thing; of a claim and of what is contested all of it, as JSON
statement_id str  statement that holds it; null for language, claim, contested, code, and for "all parties"
digest       str  digest of its content; of an instrument that of its file, of "all parties" the list of grounds that names each
"""),
    "scope": columns("""
incident_id  str  incident
result       str  in_scope, out_of_scope, exemption_asserted, undetermined, no_act (aid or evacuation, of which no clause speaks)
clauses      list:str provisions hit, as instrument/provision, the most specific first
asserted     list:str provisions that would be hit but for an asserted exemption
open         list:str provisions that cannot be decided
missing      list:str what is missing
asserted_by  list:str who asserts that the target is exempt, whatever comes of it
basis        str  on what list or ground
disputed_by  list:str whose account speaks against it
zone         str  zone it lies in, where one is certain
why          str  the reason in words
"""),
    "duties": columns("""
instrument   str  instrument
provision    str  provision
holder       list:str duty holders by id: parties and classes; empty is unspecified
holder_words str  holders as the coding tells them, whole
owed_to      list:str to whom it is owed, by id; empty where the text does not say
owed_words   str  the same in words
what         str  the duty in words
due          date deadline; of a duty with several, the next one or the last
due_from     date first day that it may mean, where the text says "about"
due_why      str  how the deadline is reckoned
state        str  none_due, not_open, due, overdue, said_met, verified_met, partly_met, late, said_missed, contested, suspended, lapsed, undetermined
runs         i32  runnings of its clock whose deadline is past; null where it has no such clock
runs_met     i32  of these, said or verified as met in time
runs_late    i32  of these, met late or in part
runs_missed  i32  of these, said to be missed, or of which nobody says anything
said         list:str who says what, when
verified     list:str who verified, when
assumes      str  words of the text that the coding leaves out, and who accepted that; null where there are none
lineage      list:str statements that it rests on
"""),
    "duty_runs": columns("""
instrument   str  instrument
provision    str  provision
run_kind     str  period, incident, complaint, meeting, phase
number       i32  place in the order of their deadlines, from 1
thing        str  incident, complaint or meeting that it belongs to
starts       date first day
due          date last day
due_at       ts   the moment itself, where it is reckoned in hours
what         str  what is due by then, in words
state        str  as of duties, but for not_open, lapsed and undetermined
said         list:str who says what, when
verified     list:str who verified, when
why          str  how it is reckoned
lineage      list:str statements that it rests on
"""),
    "provision_index": columns("""
instrument   str  instrument
provision    str  provision; null in rows of what is said of the instrument as a whole
paragraphs   list:str paragraphs of the text that it codes
of_paragraphs i32 paragraphs that the whole text has; null where the coded file does not say
testable     bool an act can go against it, or it has a deadline or clock; null where no such provision is coded
kind         str  kind of the statements counted in this row; null in the one row of a provision that nobody speaks of
statements   i32  statements that name it
incidents    i32  incidents that are in scope under it (in its first row; null in the others)
lineage      list:str those statements
"""),
    "standing": columns("""
incident_id  str  incident
body         str  who speaks: a party or a source family; `all sources` is the open reports together, never a score
body_kind    str  party, source, or all_sources
axis         str  occurrence, responsibility, legal
value        str  what the body holds on that axis; holds_otherwise, abstains, silent where it holds none
stand        str  concur, dissent, abstain, silence
towards      str  value that it dissents from or abstains towards
told_by      str  origin of the ledger that says so of the body; null: its own word, or a report
why          str  method, standard of proof or scope reason, in words
against      list:str whom it names: a party, a name in no table as written, or "one of A, B" where the source leaves it open
independent_sources i32 independent sources, where that is the value
date         date day of the position or of the first report it rests on
entry        str  report, position, scope, silence: what the row rests on; silence: on the positions of others
lineage      list:str statements it rests on
"""),
    "position_checks": columns("""
position_id  str  position
of           str  body that holds it
ledger       str  origin of the ledger that says so
charter      str  charter version under which it speaks; null where that was not seen
role         str  role that this charter gives the body
axis         str  axis
value        str  value
stand        str  concur, dissent, abstain
state        str  counted, superseded, rival, refused, told
rule         str  rule that refused it
why          str  in words
"""),
    "decisions": columns("""
incident_id  str  incident
rule         str  decision rule
axis         str  axis it rules on
state        str  decided, no_decision, pending, no_charter
value        str  value decided
charter      str  charter version whose rule it is
rules        str  digest of the file of rules
heard        list:str whose word was counted, with its value and position
told         list:str positions that others tell of a body, which no rule hears
since        str  when decided, or since when not
due          str  end of the clock
missing      list:str who is missing, since when
dissent      list:str who dissents, with which value and since when
silent       list:str counted as consenting because they said nothing
late         list:str positions that came after
refused      list:str positions not counted, and why
why          str  in words
lineage      list:str positions it rests on
"""),
    "matrix": columns("""
by           str  body that confirms
of           str  body whose entries are confirmed
basis        str  measure of the tallies, or positions on an axis
unit         str  what is counted
period       str  for a sum of days, the period of the settings it lies in, or its first and last day; sums of two are never joined
date         date day; null for a sum
date_start   date first day with both numbers; null for positions
date_end     date last day with both numbers
agreed_low   i64  entries confirmed, at least
agreed_high  i64  entries confirmed, at most
disagreed    i64  entries on which it holds another value; null where not told
entries      i64  entries of the body, the denominator
lineage      list:str statements it rests on
why          str  how it was reckoned
"""),
    "conflicts": columns("""
conflict_id  str  one fact with conflicting statements
kind         str  rival, series, over_time, coarser, bounds_differ, outlets_differ, reports_differ, count_against_list
rival        bool it cannot hold beside another value here: one as of the same day, or a count that was higher earlier
subject      str  thing spoken of
property     str  which property of it
value        str  value as stated
normal       str  value made comparable
said_by      str  who says so
publisher    str  who prints it
as_of        date day as of which the value, or the answer, stands
published    date when printed
answer       bool the compiler's argued answer as of that day rather than a rival
ground       str  on what ground it answers, or what the check found
statement_id str  statement
address      str  address
"""),
    "remedy_states": columns("""
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
why          str  in words: whose word the reply is, and what others tell
lineage      list:str statements it rests on
"""),
    "bulletin_checks": columns("""
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
state        str  adds_up, places_below_total, places_above_total, breakdown_incomplete, total_only, zero, no_total
lineage      list:str statements
"""),
    "counter_falls": columns("""
measure      str  running counter
counted_by   str  who counts
unit         str  count unit
day_before   date day of the higher value
before       i64  higher value stated earlier
day_after    date day of the lower value
after        i64  lower value stated later
lineage      list:str both statements
"""),
    "rates": columns("""
counted_by   str  who counts: whose ledger
measure      str  what is counted
unit         str  count unit of low, high and what is a day
period       str  period of the settings, or all days where these name none
joins        list:str eras that the days with a list lie in, where there are several: the rate joins them
date_start   date first day of the period
date_end     date last day, included
days         i32  days of the period
days_with_list i32 days with a list that was found
days_without_list i32 days without one: missing, not quiet
listed_on    list:str days with a list
low          i64  sum of the lists' totals, at least
high         i64  at most; null where a total is open above
a_day_low    f64  low by days with a list
a_day_high   f64  high by days with a list
lists_left_out i32 lists of the period that overlap those added, which cover most days
days_watched i32  days that this body says it watched; null where it says nothing of any: not known, never zero
days_denied  i32  other days, on which it says that access was denied
days_not_watched i32 days of which it does not say that it watched
posts        i32  the most posts that one statement gives
patrols      i32  patrols, added
hours        i32  hours, added
denied       i32  times access was denied, added
watched_by   list:str who says so
coverage     str  the same days in words, or that nothing is known
lineage      list:str counts, and statements of coverage
"""),
    "clause_coverage": columns("""
instrument   str  instrument
provision    str  provision
zone         str  zone of the provision; null for ground without one, or for incidents in none of its zones for certain
period       str  period of the settings, or all days where these name none
date_start   date first day of the period
date_end     date last day, included
days         i32  days of the period
incidents    i32  incidents in scope under the provision with all their days in the period
days_watched i32  days watched on that ground; null where nobody says what was watched: not known, never zero
days_denied  i32  other days, on which access was denied
days_not_watched i32 days of which nobody says that it watched
posts        i32  the most posts that one statement gives
patrols      i32  patrols, added
hours        i32  hours, added
denied       i32  times access was denied, added
watched_by   list:str who watched
coverage     str  the same days in words, or that nothing is known
lineage      list:str reports of the incidents, and statements of coverage
"""),
    "series": columns("""
counted_by   str  who counts
measure      str  what is counted
unit         str  count unit of value
date_start   date first day of the step
date_end     date last day, included
value        i64  sum of the totals over the days counted; null where no list was found
days_found   i32  days of the step with a list of this body
days_compared i32 days with a list of every body compared; the sum is over these
days         i32  days of the step
lineage      list:str statements
"""),
    "figures": columns("""
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
    **COMPUTED_AUTHORITY,
}
