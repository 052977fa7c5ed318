"""The database behind a store: for its owner's eyes alone, and named where it fails."""

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

__all__ = ["connected", "naming"]

_MEMORY = ":memory:"


def connected(path: str | Path | None) -> sqlite3.Connection:
    """Returns a connection that all threads may take turns with.

    A new file is its owner's alone, since credentials are kept in it. One that
    is there keeps its rights. SQLite gives those beside it the same.

    Args:
        path: The file; None for memory.

    Raises:
        sqlite3.Error: If the file cannot be opened.
    """
    if path is not None and str(path) != _MEMORY:
        _prepare(Path(path))
    connection = sqlite3.connect(
        _MEMORY if path is None else path, isolation_level=None, check_same_thread=False
    )
    # SQLite's own lower() knows English letters only.
    connection.create_function("folded", 1, str.casefold, deterministic=True)
    return connection


@contextlib.contextmanager
def naming(path: str | Path | None) -> Iterator[None]:
    """Lets what SQLite says inside begin with the name of the file it is about."""
    try:
        yield
    except sqlite3.Error as error:
        place = path or "memory"
        raise type(error)(f"cannot keep the books in {place}: {error}") from error


def _prepare(path: Path) -> None:
    # One that is there must not be opened here: closing it again would take away
    # the locks that SQLite holds on it in this process.
    try:
        Path(os.path.realpath(path)).touch(mode=0o600, exist_ok=False)
    except FileExistsError as error:
        if path.is_dir():
            raise sqlite3.OperationalError("Is a directory") from error
    except OSError as error:
        raise sqlite3.OperationalError(error.strerror) from error
