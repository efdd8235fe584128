"""Text: characters folded, page boilerplate dropped, sentences cut."""
