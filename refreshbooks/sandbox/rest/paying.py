"""What payments of invoices and of bills share: an amount, and whose it is."""

from refreshbooks.sandbox.rest import refusals
from refreshbooks.sandbox.rest.amounts import code_of, decimal_of, money_of
from refreshbooks.sandbox.rest.call import Call, resource_of
from refreshbooks.sandbox.store import Record

__all__ = ["check", "note_down"]


def check(call: Call, values: Record, before: Record | None, *, kind: str, field: str) -> None:
    """Refuses a payment of nothing, of what is not there, or in another currency.

    Args:
        kind: Of what is paid: ``invoices`` or ``bills``.
        field: What names it in the payment.
    """
    number = values.get(field, before and before[field])
    owner = call.find(kind, number or 0, field)
    if owner["folder"] == "deleted":
        raise refusals.deleted(resource_of(kind).single, field, number)
    if "amount" in values:
        code = code_of(call.sent.get("amount")) or owner["currency_code"]
        amount = decimal_of(values["amount"])
        if amount <= 0 or code != owner["currency_code"]:
            raise refusals.invalid("amount", call.sent.get("amount"))
        values["amount"] = money_of(amount, code)
    elif before and before["amount"]["code"] != owner["currency_code"]:
        raise refusals.invalid(field, number)


def note_down(owner: Record, payment: Record, field: str) -> None:
    """Writes the payment's number among those that the owner knows, or out of them."""
    others = [number for number in owner["payment_ids"] if number != payment["id"]]
    is_its = payment.get(field) == owner["id"]
    owner["payment_ids"] = [*others, payment["id"]] if is_its else others
