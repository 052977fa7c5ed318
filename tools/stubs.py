"""Writes all modules of types that are made from the catalog: ``make stubs``."""

import sys

from tools import aio_attributes, aio_resources, rest_attributes

__all__ = ["MADE", "main"]

MADE = (rest_attributes, aio_attributes, aio_resources)


def main() -> None:
    """Writes them."""
    for made in MADE:
        made.WRITTEN.write_text(made.source(), encoding="utf-8")
        sys.stdout.write(f"{made.WRITTEN.parent.name}/{made.WRITTEN.name}\n")


if __name__ == "__main__":
    main()
