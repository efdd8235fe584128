"""What was left unread: numbers in no claim, and sentences like those that hold claims. To propose, never to file."""
