"""What all reports share: what they are asked, and how they are answered.

Parameters are plain (``start_date=2026-01-01``). Left out, the first day is that
of the year, the last one today, and the currency the business's own. That, and
which words divide the time, is this sandbox's choice.
"""

import hashlib
from datetime import date

from refreshbooks.sandbox.rest import refusals
from refreshbooks.sandbox.rest.call import Call
from refreshbooks.sandbox.rest.envelopes import Answer
from refreshbooks.sandbox.rest.query import boolean
from refreshbooks.sandbox.store import Record

__all__ = ["answer", "currency", "day", "days", "flag", "span"]

_BACKWARDS = 1007


def answer(call: Call, report: Record) -> Answer:
    """Answers a report under its name, with a token to download it by."""
    asked = repr((call.resource.name, sorted(call.query.values.items()), call.business.account_id))
    token = hashlib.sha256(asked.encode()).hexdigest()
    return call.family.single(call.resource, {**report, "download_token": token})


def span(call: Call) -> tuple[str, str]:
    """Returns the first and the last day of a report, both included.

    Raises:
        Refusal: 1007, if the last one comes first.
    """
    start = day(call, "start_date", f"{call.today[:4]}-01-01")
    end = day(call, "end_date", call.today)
    if call.query.plain("start_date") and end < start:
        text = "The end date comes before the start date."
        backwards = refusals.Problem(_BACKWARDS, "range", "end_date", end, text)
        raise refusals.Refusal(422, backwards)
    return min(start, end), end


def day(call: Call, name: str, otherwise: str) -> str:
    """Returns the day that a parameter says, or the other one where it says none."""
    text = call.query.plain(name)
    return _checked(name, text) if text else otherwise


def days(call: Call, name: str) -> list[str]:
    """Returns the days that a repeated parameter says."""
    return [_checked(name, text) for text in call.query.listed(name) if text]


def currency(call: Call) -> str:
    """Returns the currency that a report is asked in."""
    return call.query.plain("currency_code") or call.business.currency_code


def flag(call: Call, name: str) -> bool:
    """Returns what a parameter says that is true or false, or false.

    Raises:
        Refusal: 1032, if it says neither.
    """
    text = call.query.plain(name)
    said = boolean(text) if text else False
    if said is None:
        raise refusals.invalid(name, text, "filter_boolean")
    return said


def _checked(name: str, text: str) -> str:
    try:
        if date.fromisoformat(text).isoformat() == text:
            return text
    except ValueError:
        pass
    raise refusals.invalid(name, text, "filter_date")
