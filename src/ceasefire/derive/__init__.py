"""Derive: which table is computed from which, and what each needs.

Takes: the pure functions of the rooms.
Gives: the graph of tables: what each stage makes, the tables and settings it needs, whether it looks as of a day.
Promises: a stage sees what it declares and nothing else; the same in gives the same out.
Never: knows a record's folder.
"""

from ceasefire.derive.graph import Graph, Setting, Stage, stage
from ceasefire.derive.tables import GRAPH

__all__ = ["GRAPH", "Graph", "Setting", "Stage", "stage"]
