"""Mentions: numbers, names, places, people, casualties and who speaks, found in one sentence."""
