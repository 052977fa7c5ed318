"""What the passing of days brings: invoices that recur, and dues that are past.

Nothing happens at midnight. The first call of another day does what has become
due since the last one, before anything else; the clock may have been put back,
and then nothing is overdue any more that was not on that day.
"""

from refreshbooks.sandbox.rest import bills, invoice_profiles, standing
from refreshbooks.sandbox.rest.call import Call
from refreshbooks.sandbox.store import Condition

__all__ = ["catch_up", "mark_overdue"]

_TODAY = ("today", 1)
_OVERDUE = "overdue"
# The words that being overdue takes the place of.
_WAITING = {
    "invoices": ("v3_status", ("sent", "viewed", "partial", "deposit-partial", "deposit-paid")),
    "bills": ("status", ("unpaid", "partial")),
}


def catch_up(call: Call) -> None:
    """Does what has become due since the last call."""
    known = call.book.get(*_TODAY)
    today = {"day": call.today}
    if known == today:
        return
    call.book.put(*_TODAY, today)
    if known is not None:
        invoice_profiles.catch_up(call)
        mark_overdue(call)


def mark_overdue(call: Call) -> None:
    """Says of all invoices and bills whether they are overdue today."""
    for kind, (field, words) in _WAITING.items():
        late = (Condition(field, "in", words), Condition("due_date", "before", call.today))
        early = (Condition(field, "is", _OVERDUE), Condition("due_date", "from", call.today))
        changed = [*call.book.select(kind, *late), *call.book.select(kind, *early)]
        for record in changed:
            if kind == "bills":
                record["status"] = bills.word(record, call.today)
            else:
                standing.age(record, call.today)
        call.book.put_all((kind, record["serial"], record) for record in changed)
