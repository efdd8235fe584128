"""Lexicon: the language data of the reader, as files."""
