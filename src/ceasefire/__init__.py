"""The joint record of a ceasefire."""
