"""Files to statements: recognises what it is given, keeps the good rows, sets the bad ones aside with reasons.

Takes: files as they arrive (CSV, XLSX, Parquet, GeoJSON, YAML, TOML), and what the person who files knows about them.
Gives: drafts of statements with their exact place in the source, or Arrow batches for bulk sources, and asides.
Promises: no good row is lost, no bad one guessed; memory stays bounded; a value it cannot point to does not exist.
Never: decides what is true; signs or stores anything.
"""

from ceasefire.intake.aside import write_aside
from ceasefire.intake.model import IntakeError, Options
from ceasefire.intake.plan import plan
from ceasefire.intake.read import Intake, read
from ceasefire.intake.recognise import recognise
from ceasefire.intake.template import template

__all__ = ["Intake", "IntakeError", "Options", "plan", "read", "recognise", "template", "write_aside"]
