"""Output: the answer as tables, in words, and as pairs for people to look at.

`evidence` <- `link_tables` <- `incidents`, `linked` <- `review`; `counted_parts` <- `wholes` <- `notes`.
"""
