"""Places: which ground a text means by a zone, and whether an incident lies there."""
