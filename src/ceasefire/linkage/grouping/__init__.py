"""Grouping: pairs to incidents, under judgements and the competition of one source's reports.

`source_competition`, `cluster` and `judgements` do not import each other.
"""
