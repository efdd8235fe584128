"""The tables that are kept beside a record, in the reader's own folder, and follow each filing.

| module | idea |
|---|---|
| `index` | where in a table a value stands |
| `table` | one table: rows as they were written once, and what came and went since |
| `places` | where a new row stands among the others |
| `files` | tables in files, and the list of them that is put in place as one |
| `live` | all tables of one record, changed together |
| `ledgers` | what the ledgers hold beyond a former moment |
| `following` | the tables brought to the ledgers as they are, and kept |
"""
