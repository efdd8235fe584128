"""The words of the house: statement kinds, code lists, units and table columns.

Takes: nothing.
Gives: typed, strict, frozen structures for every statement kind of edition 1, the code lists, and the tables' columns.
Promises: a word is defined here and nowhere else; edition 1 only ever gains kinds and optional fields.
Never: does I/O; imports another room.
"""

from ceasefire.vocabulary.body_check import check_body
from ceasefire.vocabulary.codes import EDITION
from ceasefire.vocabulary.parts import Body
from ceasefire.vocabulary.statements import BODIES, RESERVED
from ceasefire.vocabulary.tables import TABLES, schema
from ceasefire.vocabulary.understanding import understand

__all__ = ["BODIES", "EDITION", "RESERVED", "TABLES", "Body", "check_body", "schema", "understand"]
