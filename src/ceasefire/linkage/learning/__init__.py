"""Learning: weights from the reports themselves, and from judged pairs where there are any.

`sampling`, `weights` <- `supervised` <- `unsupervised`.
"""
