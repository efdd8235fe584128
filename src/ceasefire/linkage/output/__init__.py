"""Output: the answer as tables, in words, and as pairs for people to look at.

`report_names` <- `evidence` <- `link_tables` <- `incidents`, `linked` <- `review`; `counted_parts` <- `wholes` <- `notes`.
"""
