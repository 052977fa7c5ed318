"""The application that is registered for each account.

>>> application = Application.kept_in(Store(), "sandbox")
>>> application
Application(number=1)
>>> len(application.client_id), len(application.client_secret)
(64, 64)
"""

import json
import secrets
from dataclasses import asdict, dataclass, field

from refreshbooks.sandbox.store import Store

__all__ = ["Application"]

# Under this name a store remembers the applications of all accounts, by name.
_FACT = "applications"


@dataclass(frozen=True)
class Application:
    """What the application of one account is known by. None of it shows in the repr.

    Attributes:
        number: Which account it was registered for, counted from 1.
        client_id: Names the application.
        client_secret: The application's secret.
        salt: Makes what the consent page hands out hard to guess.
    """

    number: int
    client_id: str = field(repr=False)
    client_secret: str = field(repr=False)
    salt: str = field(repr=False)

    @classmethod
    def kept_in(cls, store: Store, account: str) -> "Application":
        """Returns what a store remembers for an account; a new one is given a fresh one."""
        with store.transaction():
            known: dict[str, dict[str, str | int]] = json.loads(store.fact(_FACT) or "{}")
            if account not in known:
                known[account] = asdict(cls._invented(len(known) + 1))
                store.remember(_FACT, json.dumps(known))
            return cls(**known[account])  # type: ignore[arg-type]

    @classmethod
    def _invented(cls, number: int) -> "Application":
        return cls(number, *(secrets.token_hex(32) for _ in range(3)))
