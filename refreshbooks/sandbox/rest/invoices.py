"""Invoices: made for a client, sent, paid.

The due day cannot be written; it follows from ``due_offset_days``. Only the
statuses from 0 to 3 can be: what comes of payments, payments decide.
"""

from refreshbooks.sandbox.rest import papers, refusals, standing
from refreshbooks.sandbox.rest.amounts import decimal_of, money_of
from refreshbooks.sandbox.rest.behaviour import Behaviour
from refreshbooks.sandbox.rest.call import Call
from refreshbooks.sandbox.store import Condition, Record

__all__ = ["BEHAVIOUR", "balance", "payments_of"]

_DEFAULTS: Record = {
    "address": "",
    "allowed_gateways": [],
    "auto_bill": False,
    "autobill_status": None,
    "basecampid": 0,
    "due_offset_days": 0,
    "estimateid": 0,
    "ext_archive": 0,
    "gmail": False,
    "lines": [],
    "notes": "",
    "ownerid": 1,
    "parent": 0,
    "payment_details": "",
    "sentid": 1,
    "show_attachments": False,
    "template": "clean-grouped",
    "use_default_presentation": True,
}
_INVOICED = 6
_SOMETHING = 0.01


def _check(call: Call, values: Record, before: Record | None) -> None:
    if before is None or "customerid" in values:
        papers.client_of(call, values.get("customerid"))
    status = values.get("status")
    if status is None:
        values.pop("status", None)
    elif status not in standing.WRITABLE:
        raise refusals.invalid("status", status)


def _complete(call: Call, invoice: Record, before: Record | None) -> None:
    if before is None:
        _begin(call, invoice)
    elif invoice["status"] != before["status"]:
        invoice["sent_as"] = invoice["status"]
    invoice["due_date"] = standing.due_date(invoice["create_date"], invoice["due_offset_days"])
    papers.charge(call, invoice, before, "invoiceid")
    balance(call, invoice)
    # Its microseconds are those of the clock.
    invoice["version"] = f"{call.stamp()}.{call.at.microsecond:06}"


def _begin(call: Call, invoice: Record) -> None:
    invoice["accountid"] = call.business.account_id
    papers.address(call, invoice, papers.client_of(call, invoice["customerid"]))
    papers.number(call, "invoice_number", invoice)
    status = invoice.get("status")
    invoice["sent_as"] = standing.DRAFT if status is None else status
    invoice["payment_ids"] = []
    # Nobody says what actions do in a create; here they do the same.
    if papers.take_off(invoice, "action_email", "action_mark_as_sent"):
        standing.send(invoice)


def balance(call: Call, invoice: Record) -> None:
    """Writes into an invoice how far it is paid."""
    standing.settle(invoice, payments_of(call, invoice), call.today)


def payments_of(call: Call, invoice: Record) -> list[Record]:
    """Returns the payments of an invoice that count.

    Their numbers stand in the record: nobody goes through all the payments.
    """
    found = (call.book.get("payments", number) for number in invoice["payment_ids"])
    return [payment for payment in found if payment and payment["folder"] != "deleted"]


def _settle(call: Call, before: Record | None, after: Record | None) -> None:
    """Marks the estimate that a new invoice was made from."""
    if before is None and after and after["estimateid"]:
        estimate = call.book.get("estimates", after["estimateid"])
        if estimate:
            estimate |= {"invoiced": True, "status": _INVOICED, "ui_status": "invoiced"}
            call.save("estimates", estimate)


def _view(call: Call, invoice: Record) -> Record:
    client = call.book.get("clients", invoice["customerid"]) or {}
    # Known by its name only: what came in, in the account's own currency.
    net = money_of(decimal_of(invoice["paid"]), invoice["currency_code"])
    current = client.get("organization") or invoice["current_organization"]
    shown = {**invoice, "current_organization": current, "net_paid_amount": net}
    return {**shown, "owner": _owner(call, invoice)}


def _owner(call: Call, invoice: Record) -> Record | None:
    staff = call.book.get("staff", invoice["ownerid"] or 0) if "owner" in call.includes else None
    names = ("id", "userid", "fname", "lname", "email", "organization")
    return {name: staff.get(name) for name in names} if staff else None


def _email(call: Call, invoice: Record) -> None:
    standing.send(invoice)
    call.announce("invoice.sendByEmail", invoice["id"])


def _mark_as_sent(call: Call, invoice: Record) -> None:
    standing.send(invoice)


def _paid(call: Call, is_paid: bool) -> Condition:
    return Condition("payment_status", "in", ["paid"] if is_paid else ["unpaid", "partial"])


def _outstanding(call: Call, is_owed: bool) -> Condition:
    return Condition("outstanding.amount", "least" if is_owed else "below", _SOMETHING)


BEHAVIOUR = Behaviour(
    check=_check,
    complete=_complete,
    settle=_settle,
    view=_view,
    actions={"action_email": _email, "action_mark_as_sent": _mark_as_sent},
    filters={"paid": _paid, "outstanding": _outstanding},
    names={"date": "create_date", "invoice_date": "create_date"},
    defaults=_DEFAULTS,
    locked=("due_date",),
    columns={"client_id": "customerid", "date": "create_date"},
)
