"""Every line of the journal, the latest first: what each document was booked as.

The lines are made from the documents when they are asked for, and have the same
numbers each time. Of the filters, days and the sub account are obeyed.
"""

from collections.abc import Iterator
from dataclasses import replace

from refreshbooks.sandbox.rest.amounts import money_of
from refreshbooks.sandbox.rest.behaviour import Behaviour
from refreshbooks.sandbox.rest.call import Call
from refreshbooks.sandbox.rest.envelopes import Answer
from refreshbooks.sandbox.rest.ledger import accounts, journal
from refreshbooks.sandbox.rest.ledger.accounts import SubAccount
from refreshbooks.sandbox.rest.ledger.entries import ENTRIES, Entry, Posting
from refreshbooks.sandbox.rest.listing import page_of
from refreshbooks.sandbox.store import Record

__all__ = ["BEHAVIOUR"]

_RESOURCES = tuple(ENTRIES)
# So many lines an entry has at most, for the sake of their numbers.
_LINES = 10_000
# What an entry says of the document that it was made of.
_NAMES = {
    "invoices": "invoiceid",
    "credit_notes": "creditid",
    "payments": "paymentid",
    "expenses": "expenseid",
    "other_income": "incomeid",
}


def _list(call: Call) -> Answer:
    start, end = (str(call.query.searched(name) or "") for name in ("start_date", "end_date"))
    entries = list(journal.journal(call.book, start=start, end=end))
    entries.sort(key=lambda entry: (entry.date, _number(entry)), reverse=True)
    rows, asked = _Rows(call), str(call.query.searched("sub_accountid") or "")
    # There may be very many lines: only those of the page are written out.
    page = page_of(call, [one for entry in entries for one in rows.places(entry, asked)])
    written = [rows.row(entry, place) for entry, place in page.rows]
    return call.family.listing(call.resource, replace(page, rows=written))


class _Rows:
    """Makes rows of entries."""

    def __init__(self, call: Call) -> None:
        self._ours = {"accounting_systemid": call.business.account_id}
        self._accounts = accounts.by_purpose(call.book)

    def places(self, entry: Entry, asked: str) -> Iterator[tuple[Entry, int]]:
        """Yields the lines of an entry, or those on the account that is asked for."""
        for place, posting in enumerate(entry.postings):
            if asked in ("", str(self._accounts[posting.account].number)):
                yield entry, place

    def row(self, entry: Entry, place: int) -> Record:
        """Returns how a line of an entry is shown."""
        posting, number = entry.postings[place], _number(entry) * _LINES + place
        return {
            **self._ours,
            **_line(entry, posting),
            **self._above_and_below(self._accounts[posting.account]),
            "detailid": number,
            "entry": {**self._ours, **_entry(entry)},
            "id": number,
        }

    def _above_and_below(self, account: SubAccount) -> Record:
        above = {
            "account_name": account.parent,
            "account_number": account.parent_number,
            "account_type": account.type,
            "accountid": account.parent_id,
            "id": account.parent_id,
        }
        below = {
            "account_sub_name": account.name,
            "account_sub_number": account.place,
            "id": account.number,
            "parentid": account.parent_id,
            "sub_accountid": account.number,
        }
        return {"account": {**self._ours, **above}, "sub_account": {**self._ours, **below}}


def _line(entry: Entry, posting: Posting) -> Record:
    amount = money_of(abs(posting.amount), entry.currency)
    return {
        "balance": amount,
        "credit": amount if posting.amount < 0 else None,
        "debit": amount if posting.amount > 0 else None,
        "description": posting.description,
        "detail_type": posting.kind,
        "name": entry.name,
        "user_entered_date": entry.date,
    }


def _number(entry: Entry) -> int:
    return entry.number * len(_RESOURCES) + _RESOURCES.index(entry.resource)


def _entry(entry: Entry) -> Record:
    number = _number(entry)
    about = dict.fromkeys(("categoryid", "clientid", *_NAMES.values()))
    said = {"clientid": entry.client, "entryid": number, "id": number}
    if entry.resource in _NAMES:
        said[_NAMES[entry.resource]] = entry.number
    return {**about, **said}


BEHAVIOUR = Behaviour(verbs={"list": _list})
