"""Gazetteer: places, countries and bodies that the reader knows, as CSV."""
