"""Grouping: pairs to incidents, under judgements, contradictions and the competition of one source's reports.

`source_competition`, `cluster`, `contradiction`, `judgements` and `heeded` do not import each other; `members` serves two of them.
"""
