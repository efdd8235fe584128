"""Scoring: pairs near in time and place, compared field by field and weighed in bits.

`dense_cells` <- `block` <- `pairs` <- `compare` <- `score` <- `in_runs`; `bits`, `fields`, `inside` <- `score`; `fields` <- `compare`,
`monotone`, `shares`.
"""
