"""Derive: which table is computed from which, and what each needs.

Takes: the pure functions of the rooms.
Gives: the graph of tables.
Promises: the same tables in give the same tables out.
Never: knows a record's folder.
"""

__all__: list[str] = []
