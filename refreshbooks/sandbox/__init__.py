"""A Classic server on this machine: real HTTP, real authentication, real state.

>>> with Sandbox() as sandbox:
...     sandbox.classic_url == f"{sandbox.url}/api/2.1/xml-in"
True
"""

from collections.abc import Callable
from datetime import datetime, timezone
from pathlib import Path
from types import TracebackType

from refreshbooks.sandbox.classic.app import PATH, App
from refreshbooks.sandbox.credentials import Credentials
from refreshbooks.sandbox.database import naming
from refreshbooks.sandbox.server import Server
from refreshbooks.sandbox.store import Store

__all__ = ["Sandbox"]


def _system_clock() -> datetime:
    return datetime.now(timezone.utc)


class Sandbox:
    """One account, served on a port of this machine from the first line on.

    Several sandboxes live side by side in one process; each has books,
    credentials and a port of its own. A closed one stays closed: to enter it in
    a ``with`` block or to reset it raises ``RuntimeError``.

    Args:
        database: A file to keep the books and the credentials in; a new one is
            readable by its owner alone. None keeps them in memory until the
            sandbox is closed.
        port: The port to listen on; 0 lets the system choose a free one.
        clock: Returns the time, with a zone. What it says is stamped on records.

    Raises:
        MissingExtra: If the machine has no time zones, and nothing brought them.
        OSError: If the port is taken.
        sqlite3.Error: If the file cannot be opened, or holds something else; the
            text names it and the reason.
    """

    def __init__(
        self,
        database: str | Path | None = None,
        port: int = 0,
        *,
        clock: Callable[[], datetime] = _system_clock,
    ) -> None:
        self._is_open = True
        with naming(database):
            self._store = Store(database)
            try:
                self._credentials = Credentials.kept_in(self._store)
                self._classic = App(self._store, self._credentials, clock=clock)
                self._server = Server(self._classic, port)
            except BaseException:
                self._store.close()
                raise

    def __enter__(self) -> "Sandbox":
        self._require_open()
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
    def url(self) -> str:
        """The address of the server, without a slash at the end."""
        return self._server.url

    @property
    def classic_url(self) -> str:
        """The address that takes the calls of the Classic API."""
        return self.url + PATH

    @property
    def token(self) -> str:
        """The administrator's token, for HTTP Basic."""
        return self._credentials.token

    @property
    def consumer_key(self) -> str:
        """Names the application in OAuth."""
        return self._credentials.consumer_key

    @property
    def consumer_secret(self) -> str:
        """The application's secret in OAuth."""
        return self._credentials.consumer_secret

    @property
    def oauth_token(self) -> str:
        """Names the access that the administrator granted to the application."""
        return self._credentials.oauth_token

    @property
    def oauth_token_secret(self) -> str:
        """The secret of that access."""
        return self._credentials.oauth_token_secret

    def reset(self) -> None:
        """Puts the books back as they were at first. The credentials stay good.

        Raises:
            RuntimeError: If the sandbox is closed.
        """
        self._require_open()
        self._classic.reset()

    def close(self) -> None:
        """Stops the server. What a file holds stays in it. Twice is fine."""
        self._is_open = False
        self._server.close()
        self._store.close()

    def _require_open(self) -> None:
        if not self._is_open:
            raise RuntimeError("This sandbox is closed; make another one.")
