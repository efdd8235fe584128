"""The parts of the report: each takes the material and gives what its template prints."""
