"""Whose word counts, as a report prints it: charters, what bodies hold and others tell, contested law, findings."""
