"""Scoring: pairs near in time and place, compared field by field and weighed in bits.

`bits`, `fields`, `dense_cells`, `shares`, `monotone` <- `block` <- `pairs` <- `compare` <- `score` <- `in_runs`.
"""
