"""The service on this machine: real HTTP, real authentication, real state, both APIs.

>>> with Sandbox() as sandbox:
...     sandbox.classic_url == f"{sandbox.url}/api/2.1/xml-in", sandbox.rest_url == sandbox.url
(True, True)

Several accounts live in one sandbox and know nothing of each other:

>>> with Sandbox() as sandbox:
...     other = sandbox.account("other")
...     other.url == sandbox.url, other.token == sandbox.token
(True, False)
"""

import ssl
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import TracebackType

from refreshbooks.sandbox.accounts import DEFAULT, Account, Accounts, Premises
from refreshbooks.sandbox.clock import system_time
from refreshbooks.sandbox.database import naming
from refreshbooks.sandbox.server import Server
from refreshbooks.sandbox.store import Store
from refreshbooks.sandbox.tls import Certificates

__all__ = ["Account", "Sandbox"]


class Sandbox(Account):
    """Accounts, served on a port of this machine from the first line on.

    It is itself the first of them, named "sandbox", so whoever needs but one
    thinks of nothing else; :meth:`account` makes others at the same address.

    Several sandboxes live side by side in one process; each has accounts and a
    port of its own. A closed one stays closed: to enter it in a ``with`` block or
    to reset it raises ``RuntimeError``.

    Args:
        database: A file to keep the books and the credentials in; a new one is
            readable by its owner alone. None keeps them in memory until the
            sandbox is closed.
        port: The port to listen on; 0 lets the system choose a free one.
        clock: Returns the time, with a zone. What it says is stamped on records,
            unless an account's own clock is set to another time.
        tls: Whether it is reached by https, with a certificate of its own that the
            authority in :attr:`ca_file` vouches for.

    Raises:
        MissingExtra: If the machine has no time zones, and nothing brought them; or
            if nothing brought what makes certificates.
        OSError: If the port is taken.
        sqlite3.Error: If the file cannot be opened, or holds something else; the
            text names it and the reason.
    """

    def __init__(
        self,
        database: str | Path | None = None,
        port: int = 0,
        *,
        clock: Callable[[], datetime] = system_time,
        tls: bool = False,
    ) -> None:
        self._certificates = Certificates() if tls else None
        try:
            with naming(database):
                self._open(Store(database), port, clock)
        except BaseException:
            self._forget_certificates()
            raise

    def _open(self, store: Store, port: int, clock: Callable[[], datetime]) -> None:
        try:
            super().__init__(DEFAULT, Premises(store, clock))
            self._accounts = Accounts(self, self._premises)
            self._premises.server = self._server = Server(
                self._accounts,
                port,
                door=self._premises.door,
                tls=self._certificates.server_context if self._certificates else None,
            )
        except BaseException:
            store.close()
            raise

    def __enter__(self) -> "Sandbox":
        self._premises.require_open()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.url}>"

    @property
    def accounts(self) -> tuple[Account, ...]:
        """The accounts that there are, this one first."""
        return tuple(self._accounts)

    @property
    def ca_file(self) -> Path | None:
        """Where the authority's certificate is that programs are to trust; None without TLS.

        It is there until the sandbox is closed.
        """
        return self._certificates.ca_file if self._certificates else None

    @property
    def ssl_context(self) -> ssl.SSLContext | None:
        """A new context for clients that trust this sandbox alone; None without TLS."""
        return self._certificates.client_context() if self._certificates else None

    def account(self, name: str) -> Account:
        """Returns the account of a name; makes it when it is first asked for.

        With a database file the accounts are there again next time, with their
        books and their credentials.

        Args:
            name: Up to 64 English letters, digits, dots, dashes and underscores,
                of which the first is a letter or digit.

        Raises:
            ValueError: If the name is none.
            RuntimeError: If the sandbox is closed.
        """
        return self._accounts.account(name)

    def close(self) -> None:
        """Stops the server. What a file holds stays in it. Twice is fine."""
        self._accounts.close()
        self._server.close()
        self._store.close()
        self._forget_certificates()

    def _forget_certificates(self) -> None:
        if self._certificates is not None:
            self._certificates.close()
