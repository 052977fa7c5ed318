"""Recurring profiles: documents that make invoices at intervals.

A profile that starts today makes its first invoice at once, and ``create`` then
answers that invoice's number too. Invoices of later days are not made here.
Frequencies go in as words and come out as codes.
"""

from refreshbooks.catalog.classic.recurring import FREQUENCIES
from refreshbooks.sandbox.classic import autobill, failures, generic, invoice, lines
from refreshbooks.sandbox.classic.behaviour import Behaviour
from refreshbooks.sandbox.classic.call import Call
from refreshbooks.sandbox.classic.fields import fall_back
from refreshbooks.sandbox.store import Condition, Record

__all__ = ["BEHAVIOUR"]

_COPIED = (
    *lines.ADDRESS,
    "client_id",
    "contacts",
    "staff_id",
    "po_number",
    "discount",
    "currency_code",
    "language",
    "notes",
    "terms",
)


def _complete(call: Call, profile: Record, before: Record | None) -> None:
    fall_back(profile, before, date=call.today, frequency="monthly", occurrences="0", stopped="0")
    fall_back(profile, before, send_email="1", send_snail_mail="0", client_id="")
    if before is None:
        lines.address(call, profile)
    if profile["date"] < call.today and (before is None or profile["date"] != before["date"]):
        raise failures.invalid("date", "A profile starts today at the earliest.")
    profile["frequency"] = FREQUENCIES.get(profile["frequency"], profile["frequency"])
    profile["autobill"] = autobill.kept(call, profile, before)
    profile["charges"] = "1" if profile["autobill"] else "0"
    lines.work_out(call, profile)


def _create(call: Call) -> Record:
    answer = generic.create(call)
    profile = call.find("recurring", answer["recurring_id"])
    if profile["date"] == call.today and profile["stopped"] == "0":
        answer["invoice_id"] = _first_invoice(call, profile)
    return answer


def _first_invoice(call: Call, profile: Record) -> str:
    number = str(call.book.next_id("invoice"))
    made: Record = {
        "invoice_id": number,
        **{field: profile.get(field, "") for field in _COPIED},
        "recurring_id": profile["recurring_id"],
        "date": call.today,
        "folder": "active",
        "status": "sent" if "1" in (profile["send_email"], profile["send_snail_mail"]) else "draft",
        "lines": [_line_of_invoice(call, line) for line in profile["lines"]],
    }
    lines.number(call, "invoice", made)
    made["return_uri"] = _filled_in(profile.get("return_uri", ""), made)
    invoice.make(call, made)
    return number


def _line_of_invoice(call: Call, line: Record) -> Record:
    return {**line, "line_id": str(call.book.next_id("invoice.line"))}


def _filled_in(uri: str, made: Record) -> str:
    uri = uri.replace("::invoice id::", made["invoice_id"])
    return uri.replace("::invoice number::", made["number"])


def _view(call: Call, profile: Record) -> Record:
    return {
        **profile,
        "autobill": profile.get("autobill") or "",
        "contacts": lines.recipients(profile),
        "lines": lines.shown_lines(profile),
    }


def _with_autobill(call: Call, text: str) -> Condition | None:
    return Condition("charges", "is", text) if text else None


BEHAVIOUR = Behaviour(
    complete=_complete,
    view=_view,
    actions={"create": _create, **lines.line_actions(lines.work_out)},
    filters={"autobill": _with_autobill},
)
