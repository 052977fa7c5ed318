"""Clients: their pages, contacts and credits."""

from refreshbooks.sandbox import money
from refreshbooks.sandbox.classic.behaviour import Behaviour
from refreshbooks.sandbox.classic.call import Call
from refreshbooks.sandbox.classic.documents import Marked, marked
from refreshbooks.sandbox.classic.fields import amount_of, fall_back
from refreshbooks.sandbox.store import Record

__all__ = ["BEHAVIOUR"]


def _complete(call: Call, client: Record, before: Record | None) -> None:
    fall_back(client, before, email="")
    fall_back(client, before, language="en", username=client["email"])
    client["contacts"] = client.get("contacts") or []


def _view(call: Call, client: Record) -> Record:
    return {**client, **_pages(call, client["client_id"]), **_credits(client)}


def _pages(call: Call, client_id: str) -> Record:
    client_view = f"{call.site}/view/{call.secret('client', client_id)}"
    statement = f"{call.site}/view/{call.secret('statement', client_id)}"
    view = f"{call.site}/clients/{client_id}"
    return {
        "url": marked(client_view, deprecated="true"),
        "auth_url": marked(view, deprecated="true"),
        "links": {"client_view": client_view, "view": view, "statement": statement},
    }


def _credits(client: Record) -> Record:
    """Returns all credits, and by its old name the one in the client's currency."""
    own = client["currency_code"]
    left: Record = {own: "0", **client.get("credit_left", {})}
    shown = {code: money.two_digits(amount_of(left, code)) for code in left}
    return {
        "credit": marked(shown[own], currency=own, deprecated="true"),
        "credits": [_credit(code, amount) for code, amount in shown.items()],
    }


def _credit(code: str, amount: str) -> Marked:
    return marked(amount, currency=code)


BEHAVIOUR = Behaviour(complete=_complete, view=_view)
