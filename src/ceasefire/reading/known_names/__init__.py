"""The names that a text is read with: the package's general ones, joined with those of a folder and of a record."""
