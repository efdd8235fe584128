"""Model reader: an optional language model behind the same gate, off by default."""
