"""Going through what was read and what was left: accept, mend, refuse, add; no terminal is known here."""
