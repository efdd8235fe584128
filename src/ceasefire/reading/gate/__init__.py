"""Gate: what a claim says must stand in the words it points at."""
