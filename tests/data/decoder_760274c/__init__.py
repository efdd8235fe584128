"""The vocabulary of state 760274c for bodies, as it was: what a program of that day knows. Never changed."""
