"""Grouping: pairs to incidents, under judgements, contradictions and the competition of one source's reports.

`source_competition`, `contradiction`, `judgements` and `heeded` do not import each other; `members` <- `contradiction`; `judgements`
<- `report_names`; `members`, `source_competition`, `unbarred` <- `cluster`.
"""
