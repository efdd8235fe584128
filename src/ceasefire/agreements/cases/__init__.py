"""Cases beside the text: what is given made into tables, run through the tests that every incident and duty goes through."""
