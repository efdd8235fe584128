"""`python -m ceasefire.cli` is the command `ceasefire`."""

from ceasefire.cli.main import main

if __name__ == "__main__":
    main()
