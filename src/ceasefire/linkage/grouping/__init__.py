"""Grouping: pairs to incidents, under judgements and the competition of one source's reports."""
