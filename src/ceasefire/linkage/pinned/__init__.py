"""Pinned: the learnt set that links are computed under, so that links of old reports do not move when others are filed.

`limits` <- `shipped` <- `in_force`. `prior.toml` is the set that comes with the program.
"""
