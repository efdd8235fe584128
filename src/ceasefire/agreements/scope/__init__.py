"""Scope: every incident against every provision over five elements; `places`, `who_what` and `exceptions` answer parts of it."""
