"""Files: an author's file in; a checked instrument, or every error with its place and its mend, out."""
