"""The accounts of a sandbox: whose call it is.

All accounts share one address. A call belongs to the account whose token, or
whose consumer key and OAuth token, it names; a page to the account whose secret
it has; what is said at OAuth 2.0's addresses to the account whose application it
is about. What nobody claims goes to the default account, which refuses it.
"""

import re
import threading
from collections.abc import Iterable, Iterator
from typing import Any

from refreshbooks.sandbox.account import Account, Premises
from refreshbooks.sandbox.credentials import Credentials, claim
from refreshbooks.sandbox.rest import claims
from refreshbooks.sandbox.rest.side import is_rest

__all__ = ["DEFAULT", "Account", "Accounts", "Premises"]

DEFAULT = "sandbox"
# Below it are the handles of all accounts, for programs in any language.
_ADMIN = "/_sandbox/"
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")


class Accounts:
    """The accounts by name. As a WSGI application, the way to each, and to the handles.

    Args:
        default: The account that is always there, and takes what is nobody's.
        premises: What it shares with the others. Accounts that its store
            remembers are there from the beginning.
    """

    def __init__(self, default: Account, premises: Premises) -> None:
        self._default = default
        self._premises = premises
        self._lock = threading.Lock()
        self._by_name = {default.name: default}
        for name in Credentials.accounts(premises.store):
            self.account(name)

    def __iter__(self) -> Iterator[Account]:
        return iter(self._by_name.values())

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        if f"{environ.get('PATH_INFO', '')}/".startswith(_ADMIN):
            from refreshbooks.sandbox.admin import Admin  # seldom asked for

            return Admin(self)(environ, start_response)
        return self._meant(environ)._watch(environ, start_response)

    def account(self, name: str) -> Account:
        """Returns the account of a name; makes it when it is first asked for.

        Raises:
            ValueError: If the name is none.
        """
        if name not in self._by_name:
            _check(name)
            self._premises.require_open()
            with self._lock:
                if name not in self._by_name:
                    # A new one, since others may be walking through the old one.
                    made = Account(name, self._premises)
                    self._by_name = {**self._by_name, name: made}
        return self._by_name[name]

    def close(self) -> None:
        """Ends what could keep the server from closing."""
        self._premises.is_open = False
        for one in self:
            one._watch.close()
            one._deliveries.close()

    def _meant(self, environ: dict[str, Any]) -> Account:
        path = environ.get("PATH_INFO", "")
        if is_rest(path):
            return self._of_rest(environ)
        claimed = claim(environ.get("HTTP_AUTHORIZATION", ""))
        owners = [one for one in self if one._classic.has_page(path)]
        owners += [one for one in self if one._credentials.are_claimed_by(claimed)]
        return owners[0] if owners else self._default

    def _of_rest(self, environ: dict[str, Any]) -> Account:
        owner = claims.owner(self._premises.store, environ)
        client_id = claims.client_id(environ)
        path = environ.get("PATH_INFO", "")
        for one in self:
            if one.name == owner or one.client_id == client_id or one._rest.has_page(path):
                return one
        return self._default


def _check(name: str) -> None:
    if not (isinstance(name, str) and _NAME.fullmatch(name)):
        raise ValueError(
            f"{name!r} cannot be an account's name: up to 64 English letters, digits, dots,"
            " dashes and underscores can, of which the first is a letter or digit."
        )
