"""Clocks: when a provision holds, and what is due by when; `runs` counts what falls due more than once."""
