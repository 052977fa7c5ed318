"""Certificates for a sandbox that is reached by https: an authority of its own, each time.

Programs trust the authority if they are handed its file, and no other program
does: its key is in no file, and gone with the sandbox.
"""

import contextlib
import ssl
import tempfile
from pathlib import Path

__all__ = ["Certificates"]

_NAMES = ("127.0.0.1", "localhost", "::1")


class Certificates:
    """A certificate for this machine, and who vouches for it.

    Attributes:
        ca_file: Where the authority's certificate is, until :meth:`close`.
        server_context: What the server's end of connections is made with.

    Raises:
        MissingExtra: If the library that makes them is not installed.
    """

    def __init__(self) -> None:
        try:
            import trustme
        except ImportError as error:
            from refreshbooks.exceptions import MissingExtra

            raise MissingExtra("A sandbox that is reached by https", "tls") from error
        authority = trustme.CA(organization_name="refreshbooks sandbox")
        self._folder = tempfile.TemporaryDirectory(prefix="refreshbooks-sandbox-")
        self.ca_file = Path(self._folder.name) / "ca.pem"
        authority.cert_pem.write_to_path(self.ca_file)
        self.server_context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert(*_NAMES).configure_cert(self.server_context)

    def client_context(self) -> ssl.SSLContext:
        """Returns a context that trusts this authority and no other."""
        return ssl.create_default_context(cafile=str(self.ca_file))

    def close(self) -> None:
        """Throws the file away. Twice is fine."""
        with contextlib.suppress(FileNotFoundError):
            self._folder.cleanup()
