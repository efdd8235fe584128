"""Scoring: pairs near in time and place, compared field by field and weighed in bits.

`bits`, `fields`, `dense_cells` <- `block` <- `pairs` <- `compare` <- `score` <- `in_runs`.
"""
