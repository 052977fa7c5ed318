"""What may be sent again, and what may not."""

__all__ = ["is_read"]


def is_read(method: str) -> bool:
    """Says whether a method leaves the books as they are.

    >>> [is_read(name) for name in ("invoice.list", "invoice.getPDF", "invoice.create")]
    [True, True, False]
    """
    last = method.rpartition(".")[2]
    return last in ("list", "current") or last.startswith("get")
