"""Plain requests over real HTTP to a sandbox's REST API: no code of our client."""

import contextlib
import unittest
from collections.abc import Iterator
from datetime import datetime, timezone
from typing import Any

import requests

from refreshbooks.sandbox import Sandbox

__all__ = ["NOON", "Asker", "Asking", "asked"]

# Noon in the service's office.
NOON = datetime(2026, 5, 1, 16, tzinfo=timezone.utc)


class Asker:
    """Sends requests to one account's addresses; ``{account_id}`` and the like are filled in."""

    def __init__(self, account: Any) -> None:
        self.account = account
        self.session = requests.Session()
        self.session.trust_env = False

    def __call__(self, method: str, path: str, **more: Any) -> requests.Response:
        """Sends one request; what ``more`` is, requests says."""
        # Asked for each time, since tokens end by the account's clock.
        headers = {"Authorization": f"Bearer {self.account.access_token}"}
        headers.update(more.pop("headers", {}))
        return self.session.request(method, self.url(path), timeout=30, headers=headers, **more)

    @property
    def me(self) -> int:
        """Who the token says that we are."""
        number: int = self("GET", "/auth/api/v1/users/me").json()["response"]["identity_id"]
        return number

    def url(self, path: str) -> str:
        """Returns a whole address."""
        ids = {name: getattr(self.account, name) for name in _IDS}
        for name, value in ids.items():
            path = path.replace("{" + name + "}", str(value))
        return f"{self.account.rest_url}{path}"

    def result(self, method: str, path: str, **more: Any) -> Any:
        """Returns what accounting answers, out of its envelope."""
        answer = self(method, f"/accounting/account/{{account_id}}/{path}", **more)
        assert answer.status_code < 400, answer.text
        return answer.json()["response"]["result"]

    def errors(self, method: str, path: str, **more: Any) -> tuple[int, list[Any]]:
        """Returns with what status and what errors accounting refuses."""
        answer = self(method, f"/accounting/account/{{account_id}}/{path}", **more)
        return answer.status_code, answer.json()["response"]["errors"]


_IDS = ("account_id", "business_id", "business_uuid")


@contextlib.contextmanager
def asked() -> Iterator[Asker]:
    """Gives a sandbox of its own, at noon."""
    with Sandbox() as sandbox:
        sandbox.clock.set(NOON)
        sandbox.clock.freeze()
        asker = Asker(sandbox)
        with asker.session:
            yield asker


class Asking(unittest.TestCase):
    """Tests that share one sandbox, emptied before each."""

    ask: Asker
    _sandbox: contextlib.AbstractContextManager[Asker]

    @classmethod
    def setUpClass(cls) -> None:
        cls._sandbox = asked()
        cls.ask = cls._sandbox.__enter__()

    @classmethod
    def tearDownClass(cls) -> None:
        cls._sandbox.__exit__(None, None, None)

    def setUp(self) -> None:
        self.ask.account.reset()
        self.ask.account.clock.set(NOON)
        self.ask.account.clock.freeze()

    def made(self, path: str, single: str, /, **fields: Any) -> Any:
        """Makes a record in accounting, and returns it."""
        return self.ask.result("POST", path, json={single: fields})[single]
