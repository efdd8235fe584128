"""Scope: every incident against every provision over five elements."""
