"""Dates: their written forms, and the day each one means."""
