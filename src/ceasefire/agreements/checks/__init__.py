"""Checks: what the form of a file cannot show, seen against the other files or a record."""
