"""Recurring profiles: documents that make invoices at intervals.

A profile that starts today makes its first invoice at once, and ``create`` then
answers that invoice's number too. Those of later days are made when the next
call comes, dated and stamped as if they had been made on their days. What would
have come while a profile was stopped or in another folder never comes. That a
day passed twice, because the clock was put back, makes no second invoice.
Frequencies go in as words and come out as codes.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from refreshbooks.catalog.classic.recurring import FREQUENCIES
from refreshbooks.sandbox import schedule
from refreshbooks.sandbox.classic import autobill, failures, generic, invoice, lines
from refreshbooks.sandbox.classic.behaviour import Behaviour
from refreshbooks.sandbox.classic.call import Call
from refreshbooks.sandbox.classic.fields import fall_back
from refreshbooks.sandbox.store import Condition, Record

__all__ = ["BEHAVIOUR", "catch_up", "make_invoice"]

_TODAY = ("today", 1)

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


def catch_up(call: Call) -> None:
    """Makes the invoices of the days that have passed since the last call."""
    known = call.book.get(*_TODAY)
    if known == {"day": call.today}:
        return
    _keep_today(call)
    before = known["day"] if known else call.today
    turns = [
        (day, profile)
        for profile in call.book.select("recurring")
        for day in _days(profile, after=before, until=call.today)
    ]
    for day, profile in sorted(turns, key=lambda turn: turn[0]):
        make_invoice(replace(call, now=datetime.fromisoformat(day)), profile)


def _keep_today(call: Call) -> None:
    call.book.put(*_TODAY, {"day": call.today})


def _create(call: Call) -> Record:
    answer = generic.create(call)
    made = _begun(call, answer)
    return {**answer, "invoice_id": made} if made else answer


def _update(call: Call) -> Record:
    answer = generic.update(call)
    _begun(call, answer)
    return answer


def _begun(call: Call, answer: Record) -> str | None:
    """Makes the invoice of the first day, if that is today, and returns its number."""
    profile = call.book.get("recurring", int(answer["recurring_id"]))
    assert profile is not None
    begins = profile["date"] == call.today
    is_due = begins and any(_days(profile, after="", until=call.today))
    return make_invoice(call, profile) if is_due else None


def _days(profile: Record, *, after: str, until: str) -> Iterator[str]:
    """Yields the days after one day and until another on which a profile makes invoices."""
    if profile["stopped"] == "1" or profile["folder"] != "active":
        return
    occurrences = int(profile["occurrences"])
    left = occurrences - int(profile.get("made", "0"))
    after = max(after, profile.get("last", ""))
    for day in schedule.days(profile["date"], profile["frequency"], after=after, until=until):
        if occurrences and left <= 0:
            return
        left -= 1
        yield day


def make_invoice(call: Call, profile: Record) -> str:
    """Makes the invoice that a profile makes on the day of a call, and returns its number."""
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
    profile |= {"made": str(int(profile.get("made", "0")) + 1), "last": call.today}
    call.book.put("recurring", int(profile["recurring_id"]), profile)
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
    actions={"create": _create, "update": _update, **lines.line_actions(lines.work_out)},
    filters={"autobill": _with_autobill},
    seeds=_keep_today,
)
