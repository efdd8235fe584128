"""Lists held against each other: which accounts of another list may be that of one account, and whether none is.

Several accounts of one list may be of one account of the other, which sums them. `both`, `tolls` <- `asking`.
"""
