"""The balance sheet: what there is and whose it is, as of one or more days.

Both totals agree on every day, since what was earned until then belongs to the
owner: it stands as an account of its own that the chart does not have. Its name
and the words for categories other than ``current`` are this sandbox's.
"""

from collections.abc import Iterable
from decimal import Decimal

from refreshbooks.sandbox import money
from refreshbooks.sandbox.rest import reporting
from refreshbooks.sandbox.rest.amounts import money_of
from refreshbooks.sandbox.rest.behaviour import Behaviour
from refreshbooks.sandbox.rest.call import Call
from refreshbooks.sandbox.rest.envelopes import Answer
from refreshbooks.sandbox.rest.ledger import accounts, journal
from refreshbooks.sandbox.rest.ledger.accounts import SubAccount
from refreshbooks.sandbox.store import Record

__all__ = ["BEHAVIOUR"]

_CURRENT = ("Cash & Bank", "Current Asset", "Current Liability")
_PARTS = (
    ("asset", "current"),
    ("asset", "long_term"),
    ("liability", "current"),
    ("liability", "long_term"),
    ("equity", None),
)
# For whom a balance is good: what stands below zero here is shown above it there.
_SIGNS = {"asset": 1, "liability": -1, "equity": -1}
_EARNED = ("income", "expense")
_RETAINED = "Retained Earnings"


class _Sheet:
    """The balances of all accounts on several days."""

    def __init__(self, call: Call) -> None:
        self.dates = sorted(set(reporting.days(call, "dates"))) or [call.today]
        self.currency = reporting.currency(call)
        self._accounts = accounts.sub_accounts(call.book)
        self._balances = [
            journal.by_account(call.book, journal.journal(call.book, self.currency, end=day))
            for day in self.dates
        ]

    def of_part(self, kind: str, category: str | None) -> list[SubAccount]:
        """Returns the accounts of a part that have ever had a balance."""
        return [
            one
            for one in self._accounts
            if one.type == kind and _category(one) == category and any(self.balances([one], kind))
        ]

    def balances(self, among: Iterable[SubAccount], kind: str) -> list[Decimal]:
        """Returns what accounts come to on each day."""
        numbers = [one.number for one in among]
        sign = _SIGNS[kind]
        return [
            sign * money.summed(sums.get(number, Decimal(0)) for number in numbers)
            for sums in self._balances
        ]

    def earned(self) -> list[Decimal]:
        """Returns what was earned until each day."""
        earning = [one for one in self._accounts if one.type in _EARNED]
        return self.balances(earning, "equity")

    def shown(self, balances: Iterable[Decimal]) -> list[Record]:
        """Returns a balance for each day."""
        return [
            {"balance": money_of(balance, self.currency), "date": day}
            for day, balance in zip(self.dates, balances, strict=True)
        ]


def _get(call: Call) -> Answer:
    sheet = _Sheet(call)
    parts = [_part(sheet, kind, category) for kind, category in _PARTS]
    owned = _total(sheet, [sums for shown, sums in parts if shown["account_type"] == "asset"])
    owed = _total(sheet, [sums for shown, sums in parts if shown["account_type"] != "asset"])
    report = {
        "assets_total": sheet.shown(owned),
        "company_name": call.business.name,
        "currency_code": sheet.currency,
        "data": [shown for shown, _ in parts],
        "dates": sheet.dates,
        "liabilities_and_equity_total": sheet.shown(owed),
    }
    return reporting.answer(call, report)


def _part(sheet: _Sheet, kind: str, category: str | None) -> tuple[Record, list[Decimal]]:
    among = sheet.of_part(kind, category)
    sums = sheet.balances(among, kind)
    parents = {one.parent_number: one.parent for one in among}
    shown = [
        _account(sheet, number, name, [one for one in among if one.parent_number == number])
        for number, name in sorted(parents.items())
    ]
    if kind == "equity":
        earned = sheet.earned()
        sums = [one + other for one, other in zip(sums, earned, strict=True)]
        shown.append(_row(_RETAINED, "", sheet.shown(earned), []))
    part = {"account_type": kind, "accounts": shown, "balances": sheet.shown(sums)}
    return {**part, "category": category}, sums


def _account(sheet: _Sheet, number: str, name: str, among: list[SubAccount]) -> Record:
    below = [
        {
            "balances": sheet.shown(sheet.balances([one], one.type)),
            "sub_account_name": one.name,
            "sub_account_number": one.place,
        }
        for one in among
    ]
    return _row(name, number, sheet.shown(sheet.balances(among, among[0].type)), below)


def _row(name: str, number: str, balances: list[Record], below: list[Record]) -> Record:
    account = {"account_name": name, "account_number": number}
    return {**account, "balances": balances, "sub_accounts": below}


def _total(sheet: _Sheet, parts: list[list[Decimal]]) -> list[Decimal]:
    return [money.summed(sums[place] for sums in parts) for place in range(len(sheet.dates))]


def _category(account: SubAccount) -> str | None:
    if account.type == "equity":
        return None
    return "current" if account.sub_type in _CURRENT else "long_term"


BEHAVIOUR = Behaviour(verbs={"get": _get})
