"""Currencies: the same list for every account."""

from refreshbooks.sandbox.classic.behaviour import Behaviour
from refreshbooks.sandbox.classic.call import Call
from refreshbooks.sandbox.classic.currencies import CURRENCIES
from refreshbooks.sandbox.classic.listing import page_of

__all__ = ["BEHAVIOUR"]

_RECORDS = [{"code": code, "name": name} for code, name in CURRENCIES.items()]


def _list(call: Call) -> dict[str, object]:
    return {"currencies": page_of(call, _RECORDS)}


BEHAVIOUR = Behaviour(actions={"list": _list})
