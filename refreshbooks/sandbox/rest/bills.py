"""Bills: what vendors are to be paid. Everything but the lines is worked out.

A bill that is not paid when its due day is past is overdue, by the account's
clock; a due day that passes is noticed by the next call.
"""

from collections.abc import Iterable
from decimal import Decimal

from refreshbooks.catalog.rest.model import Field
from refreshbooks.sandbox import money
from refreshbooks.sandbox.rest import papers, refusals
from refreshbooks.sandbox.rest.amounts import decimal_of, money_of, plain_of, price_of
from refreshbooks.sandbox.rest.behaviour import Behaviour
from refreshbooks.sandbox.rest.call import Call
from refreshbooks.sandbox.rest.standing import due_date
from refreshbooks.sandbox.store import Record

__all__ = ["BEHAVIOUR", "balance", "word"]

_PLACES = ("1", "2")
_PLAIN_LINE: Record = {
    "description": "",
    "quantity": "1",
    **{f"tax_{what}{place}": None for what in ("name", "percent") for place in _PLACES},
    **{f"tax_authorityid{place}": None for place in _PLACES},
}
_PAYMENT = ("id", "amount", "billid", "paid_date", "payment_type", "note", "vis_state")


def _check(call: Call, values: Record, before: Record | None) -> None:
    if before is None or "vendorid" in values:
        vendor = call.find("bill_vendors", values.get("vendorid") or 0, "vendorid")
        if vendor["folder"] == "deleted":
            raise refusals.deleted("bill_vendor", "vendorid", values["vendorid"])
    for line in values.get("lines") or ():
        if not line.get("categoryid"):
            raise refusals.missing("categoryid")
        call.find("expense_categories", line["categoryid"], "categoryid")


def _complete(call: Call, bill: Record, before: Record | None) -> None:
    if before is None:
        bill["payment_ids"] = []
    bill["due_date"] = due_date(bill["issue_date"], bill["due_offset_days"])
    has_moved = before is not None and papers.changes_currency(bill, before)
    if before is None or has_moved or bill["lines"] != before["lines"]:
        currency = bill["currency_code"]
        bill["lines"] = [
            _line(call, {**_PLAIN_LINE, **line}, place, currency)
            for place, line in enumerate(bill["lines"] or (), 1)
        ]
    _sum_up(bill)
    balance(call, bill)


def _line(call: Call, line: Record, place: int, currency: str) -> Record:
    category = call.find("expense_categories", line["categoryid"], "categoryid")
    line |= {"list_index": place, "category": category["category"]}
    line["quantity"] = plain_of(line["quantity"])
    line["unit_cost"] = price_of(decimal_of(line.get("unit_cost")), currency)
    counted = money.Line(decimal_of(line["unit_cost"]), decimal_of(line["quantity"]))
    taxes = [_tax(line, which, counted.amount) for which in _PLACES]
    for which, tax in zip(_PLACES, taxes, strict=True):
        line[f"tax_amount{which}"] = None if tax is None else money_of(tax, currency)
    line["amount"] = money_of(counted.amount, currency)
    together = money.summed([counted.amount, *(tax for tax in taxes if tax is not None)])
    line["total_amount"] = money_of(together, currency)
    return line


def _tax(line: Record, which: str, amount: Decimal) -> Decimal | None:
    """Returns what a tax of a line comes to, to the cent; None where there is none."""
    percent = line.get(f"tax_percent{which}")
    return None if percent is None else money.cents(amount * decimal_of(percent) / 100)


def _sum_up(bill: Record) -> None:
    lines, currency = bill["lines"], bill["currency_code"]
    amount, whole = _total(lines, "amount"), _total(lines, "total_amount")
    bill["amount"] = money_of(amount, currency)
    bill["total_amount"] = money_of(whole, currency)
    bill["tax_amount"] = money_of(whole - amount, currency)
    first = lines[0] if lines else {}
    bill["overall_category"] = first.get("category")
    bill["overall_description"] = first.get("description")


def balance(call: Call, bill: Record) -> None:
    """Writes into a bill what is paid, what is left, and how it stands."""
    payments = _payments(call, bill)
    counted = [one for one in payments if one["folder"] != "deleted"]
    currency = bill["currency_code"]
    paid = money.Balance(decimal_of(bill["total_amount"]), _total(counted, "amount"))
    bill["paid"] = money_of(paid.paid, currency)
    bill["outstanding"] = money_of(paid.outstanding, currency)
    bill["bill_payments"] = [{name: one[name] for name in _PAYMENT} for one in counted]
    bill["status"] = word(bill, call.today)


def word(bill: Record, today: str) -> str:
    """Returns how a bill stands on a day."""
    paid = money.Balance(decimal_of(bill["total_amount"]), decimal_of(bill["paid"]))
    if paid.is_settled:
        return "paid"
    if paid.outstanding > 0 and bill["due_date"] < today:
        return "overdue"
    return "partial" if paid.is_begun else "unpaid"


def _payments(call: Call, bill: Record) -> list[Record]:
    found = (call.book.get("bill_payments", number) for number in bill["payment_ids"])
    return [payment for payment in found if payment]


def _total(records: Iterable[Record], field: str) -> Decimal:
    return money.summed(decimal_of(record[field]) for record in records)


def _view(call: Call, bill: Record) -> Record:
    vendor = call.book.get("bill_vendors", bill["vendorid"])
    if vendor is None:
        return bill
    names = {described.name for described in _vendor_fields(call)}
    about = call.about("bill_vendors")
    shown = about.behaviour.view(about, vendor)
    return {**bill, "vendor": {name: shown.get(name) for name in sorted(names)}}


def _vendor_fields(call: Call) -> Iterable[Field]:
    return next(one.fields for one in call.resource.fields if one.name == "vendor")


BEHAVIOUR = Behaviour(
    check=_check,
    complete=_complete,
    view=_view,
    names={"statuses": "status"},
    defaults={"bill_number": None, "lines": []},
    columns={"client_id": "vendorid", "date": "issue_date"},
)
