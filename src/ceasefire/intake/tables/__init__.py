"""Tables as they arrive: bytes to text, text to rows, rows to bodies by a mapping, one by one or in bulk."""
