"""The command line: the words of the user, passed to the Python API.

Takes: words.
Gives: calls to the Python API, and its answers as text or JSON.
Promises: the same words as the Python API; exit status 0 fine, 1 a check found something, 2 usage, 3 rows set aside.
Never: logic; a thing that Python users cannot reach.
"""

from ceasefire.cli.main import cli, main

__all__ = ["cli", "main"]
