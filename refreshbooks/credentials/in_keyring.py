"""Grants in the keyring of a person's own machine, which keeps passwords as well."""

import contextlib
import hashlib
import json
from typing import Any

from refreshbooks.credentials import in_files
from refreshbooks.credentials.errors import StoreFailed
from refreshbooks.credentials.grants import Grant
from refreshbooks.exceptions import MissingExtra

__all__ = ["KeyringStore"]


class KeyringStore:
    """Keeps grants in the system's keyring, by the library ``keyring``.

    A server has none; keep grants in files there. Locks are files in the home of
    whoever runs the program, since no keyring lends any.

    Args:
        service: The name under which the keyring shows the entries.
    """

    def __init__(self, service: str = "refreshbooks") -> None:
        self._service = service

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._service!r}>"

    def load(self, identity: str) -> Grant | None:
        """Returns what is kept under an identity, or None.

        Raises:
            StoreFailed: There is no keyring, or what it holds is no grant.
            MissingExtra: The library is not installed.
        """
        text = self._asked("get_password", identity)
        try:
            return None if text is None else Grant.from_dict(json.loads(text))
        except (ValueError, RecursionError):
            raise StoreFailed(
                f"what the keyring holds for {self._service!r} is no grant: delete it there, and"
                " have the user give consent anew"
            ) from None

    def save(self, identity: str, grant: Grant) -> None:
        """Keeps a grant.

        Raises:
            StoreFailed: There is no keyring, or it refuses.
            MissingExtra: The library is not installed.
        """
        self._asked("set_password", identity, json.dumps(grant.as_dict()))

    def delete(self, identity: str) -> None:
        """Forgets what is kept, if there is anything.

        Raises:
            StoreFailed: There is no keyring, or it refuses.
            MissingExtra: The library is not installed.
        """
        if self._asked("get_password", identity) is not None:
            self._asked("delete_password", identity)

    def held(self, identity: str, wait: float) -> contextlib.AbstractContextManager[None]:
        """Keeps out other threads and processes; see :meth:`Store.held`."""
        name = hashlib.sha256(json.dumps([self._service, identity]).encode()).hexdigest()[:40]
        return in_files.locked(in_files.folder_of_the_user() / f"{name}.lock", wait)

    def _asked(self, question: str, *arguments: str) -> Any:
        try:
            import keyring
            import keyring.errors
        except ImportError as missing:
            raise MissingExtra("a store in the keyring", "keyring") from missing

        try:
            return getattr(keyring, question)(self._service, *arguments)
        except keyring.errors.KeyringError as error:
            # What a backend has to say may hold what it was handed.
            raise StoreFailed(
                f"the keyring cannot be used ({type(error).__name__}): where there is none, keep"
                " grants in files"
            ) from None
