"""Compat: matching with the semantics of other published tools, for comparison with their results."""
