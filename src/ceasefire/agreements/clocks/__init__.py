"""Clocks: terms, calendar time, duties and their deadlines."""
