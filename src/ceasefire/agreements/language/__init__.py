"""Language: the form of a coded instrument, its loading, comparison and explanation."""
