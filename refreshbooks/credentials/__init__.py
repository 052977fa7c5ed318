"""The one room that keeps secrets: grants of OAuth 2.0, each under an identity.

An identity is whatever tells the users of a program apart: a user's number, an
e-mail address. A store keeps one grant under each, and lends a lock for it, so that
of all who share a grant only one refreshes it::

    store = credentials.FileStore("/var/lib/myapp/tokens")
    client = Client(client_id, client_secret, redirect_uri, store=store, identity="user 17")

:class:`MemoryStore` is for one process, :class:`FileStore` for all of a machine,
:class:`KeyringStore` for a person's own machine, :class:`CallableStore` for whatever
else there is. Anything with the methods of :class:`Store` will do.
"""

from refreshbooks.credentials.elsewhere import CallableStore
from refreshbooks.credentials.errors import StoreFailed
from refreshbooks.credentials.grants import Grant, Store
from refreshbooks.credentials.in_files import FileStore
from refreshbooks.credentials.in_keyring import KeyringStore
from refreshbooks.credentials.in_memory import MemoryStore

__all__ = [
    "CallableStore",
    "FileStore",
    "Grant",
    "KeyringStore",
    "MemoryStore",
    "Store",
    "StoreFailed",
]
