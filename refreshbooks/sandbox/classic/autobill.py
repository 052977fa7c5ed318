"""Auto-billing: the card that a recurring profile charges.

All of it is given or none. The card's number is never kept: what the book holds
is what answers show, twelve stars and the last four digits. Only the account's
own currency can be charged, by a gateway that can charge without asking.
"""

from refreshbooks.sandbox.classic import failures
from refreshbooks.sandbox.classic.call import Call
from refreshbooks.sandbox.classic.defaults import BASE_CURRENCY
from refreshbooks.sandbox.classic.gateway import GATEWAYS
from refreshbooks.sandbox.store import Record

__all__ = ["kept"]

_SHORTEST, _LONGEST = 12, 19
_MONTHS = 12


def kept(call: Call, profile: Record, before: Record | None) -> Record:
    """Returns what the book keeps of a profile's auto-billing; empty for none.

    Left out it stays as it was, sent empty it ends.
    """
    old: Record = (before or {}).get("autobill") or {}
    sent: Record | None = call.values.get("autobill")
    new = old if sent is None else sent and _checked(call, sent, old)
    if new and profile["currency_code"] != BASE_CURRENCY:
        raise failures.invalid("currency_code", f"Cards are charged in {BASE_CURRENCY} only.")
    return new


def _checked(call: Call, sent: Record, old: Record) -> Record:
    card = sent["card"]
    return {
        "gateway_name": _gateway(sent["gateway_name"]),
        "card": {
            "number": _masked(card["number"], old.get("card", {}).get("number")),
            "name": card["name"],
            "expiration": _expiration(call, card["expiration"]),
        },
    }


def _gateway(name: str) -> str:
    for gateway in GATEWAYS:
        if gateway["name"].lower() == name.lower() and gateway["autobill_capable"] == "1":
            return gateway["name"]
    raise failures.invalid("gateway_name", "No enabled gateway of that name charges by itself.")


def _masked(number: str, old: str | None) -> str:
    # A program that sends back what it read means the card that is there.
    if number == old:
        return number
    digits = "".join(filter(str.isdigit, number))
    if not digits.isascii() or not _SHORTEST <= len(digits) <= _LONGEST:
        raise failures.invalid("number", "That is no card's number.")
    return "*" * 12 + digits[-4:]


def _expiration(call: Call, expiration: Record) -> Record:
    year, month = int(expiration["year"]), int(expiration["month"])
    if not 1 <= month <= _MONTHS:
        raise failures.invalid("month")
    if (year, month) < (call.now.year, call.now.month):
        raise failures.invalid("expiration", "The card has expired.")
    return {"month": f"{month:02}", "year": str(year)}
