"""An account of its own for each test, called by the library's own client."""

import unittest
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest

from refreshbooks import api, exceptions
from refreshbooks.sandbox import Sandbox

NOON = datetime(2026, 5, 4, 16, 0, tzinfo=timezone.utc)  # twelve o'clock in New York


class AccountTest(unittest.TestCase):
    """``self.c`` calls a fresh sandbox, where the day is 4 May 2026."""

    def setUp(self) -> None:
        self.moment = NOON
        self.sandbox = Sandbox(clock=lambda: self.moment)
        self.addCleanup(self.sandbox.close)
        self.c = api.TokenClient(self.sandbox.classic_url, self.sandbox.token)
        self.addCleanup(api.close, self.c)

    def let_pass(self, **time: float) -> None:
        """Moves the sandbox's clock on."""
        self.moment += timedelta(**time)

    def client(self, **values: object) -> int:
        """Makes a client and returns its number."""
        given = {"email": "jo@example.com", "first_name": "Jo", "last_name": "Marsh", **values}
        return int(self.c.client.create(client=given).client_id)

    def invoice(self, *lines: dict[str, object], **values: object) -> int:
        """Makes an invoice, by default of 40, for a client of its own."""
        values.setdefault("client_id", self.client() if "client_id" not in values else 0)
        lines = lines or (a_line(10, 4),)
        made = self.c.invoice.create(invoice={**values, "lines": list(lines)})
        return int(made.invoice_id)

    def shown(self, invoice_id: object) -> Any:
        """Returns an invoice as the sandbox shows it."""
        return self.c.invoice.get(invoice_id=invoice_id).invoice


def a_line(unit_cost: object, quantity: object, **values: object) -> dict[str, object]:
    """Returns a line as a program writes it."""
    return {"name": "Digging", "unit_cost": unit_cost, "quantity": quantity, **values}


def refused(code: int, text: str, method: Any, /, **params: object) -> None:
    """Asserts that a call is refused, with a code and a text that contains another."""
    with pytest.raises(exceptions.FailedRequest) as caught:
        method(**params)
    assert caught.value.code == code, caught.value
    assert text in caught.value.messages[0]
