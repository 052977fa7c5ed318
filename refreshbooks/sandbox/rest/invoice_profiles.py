"""Recurring invoices: profiles that make an invoice at intervals.

A profile whose first day is today makes its first invoice at once. Those of
later days are made when the next call comes, dated and stamped as if they had
been made on their days. Days before the profile was made bring none, nor does a
day that passes twice, or while the profile is disabled, archived or deleted.

The letters of frequencies are only half known: ``m`` was seen, the others
follow from it.
"""

import uuid
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta, timezone

from refreshbooks.sandbox import schedule
from refreshbooks.sandbox.rest import papers, records, refusals, standing
from refreshbooks.sandbox.rest.behaviour import Behaviour
from refreshbooks.sandbox.rest.call import Call
from refreshbooks.sandbox.store import Record

__all__ = ["BEHAVIOUR", "catch_up", "make_invoice"]

_FREQUENCIES = ("w", "2w", "4w", "m", "2m", "3m", "6m", "y", "2y")
_DEFAULTS: Record = {
    "auto_bill": False,
    "disable": False,
    "discount_value": "0",
    "due_offset_days": 0,
    "frequency": "m",
    "include_unbilled_time": False,
    "lines": [],
    "notes": "",
    "numberRecurring": 0,
    "occurrences_to_date": 0,
    "ownerid": 1,
    "payment_details": "",
    "require_auto_bill": False,
    "send_email": True,
    "send_gmail": False,
}
_COPIED = (
    *("customerid", "fname", "lname", "organization", "street", "street2", "city", "province"),
    *("country", "code", "address", "vat_name", "vat_number", "language", "currency_code"),
    *("notes", "terms", "po_number", "payment_details", "discount_value", "due_offset_days"),
    *("auto_bill", "deposit_amount", "deposit_percentage", "ownerid"),
)
# In the morning on the service's clocks, and on the same day.
_HOUR = 12
_LOOK_AHEAD = 800


def _check(call: Call, values: Record, before: Record | None) -> None:
    if before is None or "customerid" in values:
        papers.client_of(call, values.get("customerid"))
    if values.get("frequency") is not None and values["frequency"] not in _FREQUENCIES:
        raise refusals.invalid("frequency", values["frequency"])
    if (values.get("numberRecurring") or 0) < 0:
        raise refusals.invalid("numberRecurring", values["numberRecurring"])


def _complete(call: Call, profile: Record, before: Record | None) -> None:
    if before is None:
        papers.address(call, profile, papers.client_of(call, profile["customerid"]))
        yesterday = datetime.fromisoformat(call.today) - timedelta(days=1)
        profile["last_day"] = yesterday.date().isoformat()
    papers.charge(call, profile, before)


def _settle(call: Call, before: Record | None, after: Record | None) -> None:
    """Makes the invoice of today, if the profile begins today."""
    if before is None and after and call.today in _days(after, until=call.today):
        make_invoice(call, after)


def catch_up(call: Call) -> None:
    """Makes the invoices of all days that have come since the last call."""
    turns = [
        (day, profile["id"])
        for profile in call.book.select("invoice_profiles")
        for day in _days(profile, until=call.today)
    ]
    for day, number in sorted(turns):
        moment = datetime.fromisoformat(day).replace(hour=_HOUR, tzinfo=timezone.utc)
        then = replace(call, at=min(moment, call.at))
        make_invoice(then, call.find("invoice_profiles", number))


def _days(profile: Record, until: str) -> Iterator[str]:
    """Yields the days, after the last one, on which a profile makes invoices."""
    if profile["disable"] or profile["folder"] != "active":
        return
    most, made = profile["numberRecurring"] or 0, profile["occurrences_to_date"]
    first, frequency = profile["create_date"], profile["frequency"]
    for day in schedule.days(first, frequency, after=profile["last_day"], until=until):
        if most and made >= most:
            return
        made += 1
        yield day


def make_invoice(call: Call, profile: Record) -> Record:
    """Makes the invoice that a profile makes on the day of a call, and returns it."""
    said = {field: profile[field] for field in _COPIED if profile.get(field) is not None}
    # The invoice names the profile that it comes from as its parent.
    own = {"create_date": call.today, "parent": profile["id"], "uuid": _name(call, profile)}
    status = standing.SENT if profile["send_email"] else standing.DRAFT
    lines = [dict(line) for line in profile["lines"]]
    made = records.make(call.about("invoices"), {**said, **own, "status": status, "lines": lines})
    profile["occurrences_to_date"] += 1
    profile["last_day"] = call.today
    call.save("invoice_profiles", profile)
    return made


def _name(call: Call, profile: Record) -> str:
    """Returns the uuid of the next invoice, which is the same in every run."""
    number = f"profile {profile['id']} invoice {profile['occurrences_to_date']}"
    return str(uuid.uuid5(uuid.UUID(call.business.business_uuid), number))


def _view(call: Call, profile: Record) -> Record:
    if "next_issue_date" not in call.includes:
        return profile
    ahead = datetime.fromisoformat(call.today) + timedelta(days=_LOOK_AHEAD)
    following = next(_days(profile, until=ahead.date().isoformat()), None)
    return {**profile, "next_issue_date": following}


BEHAVIOUR = Behaviour(
    check=_check,
    complete=_complete,
    settle=_settle,
    view=_view,
    names={"clientid": "customerid", "clientids": "customerid"},
    defaults=_DEFAULTS,
    columns={"client_id": "customerid", "date": "create_date"},
)
