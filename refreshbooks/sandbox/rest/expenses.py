"""Expenses: what was spent, on what, and for whom. Taxes are contained in the amount.

A tax may be sent as an amount or as a percentage, which then gives the amount.
The status follows: internal, to be charged to a client, on an invoice, paid.
"""

from decimal import Decimal

from refreshbooks.sandbox import money
from refreshbooks.sandbox.rest import fields, refusals
from refreshbooks.sandbox.rest.amounts import code_of, decimal_of, money_of
from refreshbooks.sandbox.rest.behaviour import Behaviour
from refreshbooks.sandbox.rest.call import Call
from refreshbooks.sandbox.store import Record

__all__ = ["BEHAVIOUR"]

_INTERNAL, _OUTSTANDING, _INVOICED, _RECOUPED = 0, 1, 2, 4
_PLACES = ("1", "2")
_DEFAULTS: Record = {
    "account_name": "",
    "bank_name": "",
    "bill_matches": [],
    "billable": False,
    "clientid": 0,
    "compounded_tax": False,
    "ext_invoiceid": 0,
    "ext_systemid": 0,
    "from_bulk_import": False,
    "include_receipt": False,
    "is_cogs": False,
    "isduplicate": False,
    "markup_percent": "0",
    "notes": "",
    "potential_bill_payment": False,
    "projectid": 0,
}


def _check(call: Call, values: Record, before: Record | None) -> None:
    for field, kind in (("categoryid", "expense_categories"), ("staffid", "staff")):
        if before is None or field in values:
            call.find(kind, values.get(field) or 0, field)
    if values.get("clientid"):
        call.find("clients", values["clientid"], "clientid")
    if "amount" in values and decimal_of(values["amount"]) < 0:
        raise refusals.invalid("amount", call.sent.get("amount"))


def _complete(call: Call, expense: Record, before: Record | None) -> None:
    code = code_of(call.sent.get("amount")) or code_of(before and before["amount"])
    code = code or call.business.currency_code
    expense["amount"] = money_of(decimal_of(expense["amount"]), code)
    _complete_taxes(expense, before, code)
    category = call.find("expense_categories", expense["categoryid"], "categoryid")
    expense["is_cogs"] = bool(category.get("is_cogs"))
    _keep_attachment(call, expense)
    expense["status"] = _status(call, expense)
    expense["version"] = f"{call.stamp()}.{call.at.microsecond:06}"


def _complete_taxes(expense: Record, before: Record | None, code: str) -> None:
    """Writes the amounts of taxes that are known by their percentage."""
    taxes = [_tax(expense, which) for which in _PLACES]
    contained = money.contained_taxes(decimal_of(expense["amount"]), taxes)
    for which, tax, amount in zip(_PLACES, taxes, contained, strict=True):
        name = f"taxAmount{which}"
        said = expense.get(name)
        is_new = before is None or said != before.get(name)
        if tax.percent and not (said and is_new):
            expense[name] = money_of(amount, code)
        elif said:
            expense[name] = money_of(decimal_of(said), code)


def _tax(expense: Record, which: str) -> money.Tax:
    percent = expense.get(f"taxPercent{which}")
    compound = which == "2" and bool(expense["compounded_tax"])
    return money.Tax(expense.get(f"taxName{which}") or "", _decimal(percent), compound=compound)


def _decimal(value: object) -> Decimal:
    return decimal_of(str(value)) if isinstance(value, float) else decimal_of(value)


def _keep_attachment(call: Call, expense: Record) -> None:
    attachment = expense.get("attachment")
    if attachment and not attachment.get("id"):
        number = call.book.next_id("expenses.attachment")
        expense["attachment"] = {**attachment, "id": number, "attachmentid": number}
    expense["has_receipt"] = bool(expense.get("has_receipt") or attachment)


def _status(call: Call, expense: Record) -> int:
    invoice = call.book.get("invoices", expense.get("invoiceid") or 0)
    if invoice:
        return _RECOUPED if invoice["payment_status"] == "paid" else _INVOICED
    return _OUTSTANDING if expense.get("clientid") else _INTERNAL


def _view(call: Call, expense: Record) -> Record:
    # An invoice may have been paid since.
    shown = {**expense, "status": _status(call, expense)}
    if "category" in call.includes:
        category = call.find("expense_categories", expense["categoryid"])
        shown["category"] = fields.shown(call.about("expense_categories"), category)
    return shown


BEHAVIOUR = Behaviour(
    check=_check,
    complete=_complete,
    view=_view,
    defaults=_DEFAULTS,
    columns={"client_id": "clientid"},
)
