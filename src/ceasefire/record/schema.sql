-- A record, edition 1. docs/reference/record-format.md says what each column holds.
CREATE TABLE meta (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;
CREATE TABLE ledger (
  ledger INTEGER PRIMARY KEY,
  origin TEXT NOT NULL UNIQUE,
  party TEXT NOT NULL,
  office TEXT NOT NULL
) STRICT;
CREATE TABLE entry (
  entry INTEGER PRIMARY KEY,
  ledger INTEGER NOT NULL REFERENCES ledger (ledger),
  seq INTEGER NOT NULL,
  id BLOB NOT NULL,
  kind TEXT NOT NULL,
  filing BLOB,
  envelope BLOB NOT NULL,
  UNIQUE (ledger, seq),
  UNIQUE (ledger, filing)
) STRICT;
CREATE INDEX entry_id ON entry (id);
CREATE INDEX entry_kind ON entry (ledger, kind, seq);
CREATE TABLE reference (
  target BLOB NOT NULL,
  row INTEGER NOT NULL,
  how TEXT NOT NULL,
  ledger INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  PRIMARY KEY (target, row, how, ledger, seq)
) STRICT, WITHOUT ROWID;
CREATE TABLE tile (
  ledger INTEGER NOT NULL REFERENCES ledger (ledger),
  level INTEGER NOT NULL,
  n INTEGER NOT NULL,
  hashes BLOB NOT NULL,
  UNIQUE (ledger, level, n)
) STRICT;
CREATE TABLE head (
  ledger INTEGER PRIMARY KEY REFERENCES ledger (ledger),
  size INTEGER NOT NULL,
  edge BLOB NOT NULL,
  checkpoint TEXT NOT NULL
) STRICT;
CREATE TRIGGER meta_keep_update BEFORE UPDATE ON meta BEGIN SELECT RAISE(ABORT, 'meta is append-only'); END;
CREATE TRIGGER meta_keep_delete BEFORE DELETE ON meta BEGIN SELECT RAISE(ABORT, 'meta is append-only'); END;
CREATE TRIGGER ledger_keep_update BEFORE UPDATE ON ledger BEGIN SELECT RAISE(ABORT, 'ledger is append-only'); END;
CREATE TRIGGER ledger_keep_delete BEFORE DELETE ON ledger BEGIN SELECT RAISE(ABORT, 'ledger is append-only'); END;
CREATE TRIGGER entry_keep_update BEFORE UPDATE ON entry BEGIN SELECT RAISE(ABORT, 'entry is append-only'); END;
CREATE TRIGGER entry_keep_delete BEFORE DELETE ON entry BEGIN SELECT RAISE(ABORT, 'entry is append-only'); END;
CREATE TRIGGER reference_keep_update BEFORE UPDATE ON reference BEGIN SELECT RAISE(ABORT, 'reference is append-only'); END;
CREATE TRIGGER reference_keep_delete BEFORE DELETE ON reference BEGIN SELECT RAISE(ABORT, 'reference is append-only'); END;
CREATE TRIGGER tile_keep_update BEFORE UPDATE ON tile BEGIN SELECT RAISE(ABORT, 'tile is append-only'); END;
CREATE TRIGGER tile_keep_delete BEFORE DELETE ON tile BEGIN SELECT RAISE(ABORT, 'tile is append-only'); END;
CREATE TRIGGER head_grows BEFORE UPDATE ON head WHEN new.size <= old.size OR new.ledger <> old.ledger
BEGIN SELECT RAISE(ABORT, 'a head only grows'); END;
CREATE TRIGGER head_keep_delete BEFORE DELETE ON head BEGIN SELECT RAISE(ABORT, 'head is append-only'); END;
