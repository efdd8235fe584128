"""What every answer rests on, by statement and digest, and the same answer worked out again from exactly that."""
