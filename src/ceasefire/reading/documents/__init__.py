"""Documents: files, pages, feeds and mail as they arrive, turned into plain text."""
