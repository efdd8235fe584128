"""Exceptions and permissions: who is exempt, by whose word, and which of two provisions goes before."""
