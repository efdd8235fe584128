"""Language: the form of a coded instrument; `files` reads it, `in_words` says it."""
