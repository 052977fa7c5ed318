"""``python -m refreshbooks``: the command line."""

import sys

from refreshbooks.cli import main

__all__: list[str] = []

if __name__ == "__main__":
    sys.exit(main())
