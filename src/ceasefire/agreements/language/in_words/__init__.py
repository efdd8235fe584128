"""In words: what a coding says, takes for granted and changes, in plain English, and nothing beyond it."""
