"""Profit and loss: what was earned and spent, stretch by stretch, without taxes.

Rows hold rows: sales hold invoices, credits and other income; an expense
category at the top those below it, and these expenses and bills. What goods for
sale cost stands among the income, below zero, so that those rows come to the
gross profit. Where manual journal entries touch income or expenses they are rows
beside the others. The documentation's examples show the rows and their words;
that whole months count, from the month of the first day to that of the last, and
one month is a stretch where nobody says otherwise, is this sandbox's reading.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from refreshbooks.sandbox import money
from refreshbooks.sandbox.rest import refusals, reporting
from refreshbooks.sandbox.rest.amounts import money_of
from refreshbooks.sandbox.rest.behaviour import Behaviour
from refreshbooks.sandbox.rest.call import Call
from refreshbooks.sandbox.rest.dealings import dealings
from refreshbooks.sandbox.rest.envelopes import Answer
from refreshbooks.sandbox.rest.ledger import accounts, journal
from refreshbooks.sandbox.rest.ledger.entries import ENTRIES
from refreshbooks.sandbox.rest.periods import RESOLUTIONS, Period, periods
from refreshbooks.sandbox.store import Record

__all__ = ["BEHAVIOUR", "Statement"]

_ZERO = Decimal(0)
_MANUAL = "Journal Entry"
_SALES, _COSTS = "Sales", "Cost of Goods Sold"
_HUNDRED = Decimal(100)


class Statement:
    """What was earned and spent in a currency, in each of several stretches of time.

    Attributes:
        amounts: For each path of rows, from the top down, what was earned (above
            zero) or spent in each stretch. A path begins with ``Sales``, ``Cost of
            Goods Sold`` or the name of an expense account.
    """

    def __init__(
        self, call: Call, currency: str, stretches: list[Period], *, cash_based: bool
    ) -> None:
        self._stretches = stretches
        self._currency = currency
        self._categories = {one["id"]: one for one in call.book.select("expense_categories")}
        self.amounts: dict[tuple[str, ...], list[Decimal]] = {}
        span = (stretches[0].start, stretches[-1].end)
        for one in dealings(call.book, currency, *span, cash_based=cash_based):
            if one.is_income:
                self._add((_SALES, one.word), one.date, one.amounts.net)
            for category, amount in one.spent:
                self._add((*self._path(category), one.word), one.date, amount)
        self._add_manual(call, *span)

    def sums(self, *beginning: str) -> list[Decimal]:
        """Returns what all rows below a path come to, stretch by stretch."""
        depth = len(beginning)
        below = [sums for path, sums in self.amounts.items() if path[:depth] == beginning]
        return [money.summed(sums[place] for sums in below) for place in self._places]

    def row(self, description: str, sums: list[Decimal], kind: str, *path: str) -> Record:
        """Returns one row, with those below its path."""
        below = sorted({known[len(path)] for known in self.amounts if self._is_below(known, path)})
        children = [
            self.row(self._named(name, path), self.sums(*path, name), kind, *path, name)
            for name in below
        ]
        return _row(description, sums, kind, self._currency, children)

    def spent(self) -> list[Decimal]:
        """Returns what was spent, but for goods."""
        rows = [self.sums(name) for name in self.expenses()]
        return [money.summed(sums[place] for sums in rows) for place in self._places]

    def expenses(self) -> list[str]:
        """Returns the names of the expense accounts that have any."""
        return sorted({path[0] for path in self.amounts} - {_SALES, _COSTS})

    @property
    def _places(self) -> range:
        return range(len(self._stretches))

    def _is_below(self, known: tuple[str, ...], path: tuple[str, ...]) -> bool:
        return bool(path) and known[: len(path)] == path and len(known) > len(path)

    def _named(self, name: str, path: tuple[str, ...]) -> str:
        # What is booked on a category that has others below it is said to be general.
        return f"{name} (general)" if path and name == path[-1] else name

    def _path(self, number: int) -> tuple[str, ...]:
        category = self._categories.get(number, {})
        if category.get("is_cogs"):
            return (_COSTS,)
        name = str(category.get("category", ""))
        parent = self._categories.get(category.get("parentid"))
        return (str(parent["category"]), name) if parent else (name, name)

    def _add_manual(self, call: Call, start: str, end: str) -> None:
        known = accounts.by_purpose(call.book)
        for document in journal.documents(call.book, "journal_entries", start, end):
            entry = ENTRIES["journal_entries"](document)
            for posting in entry.postings if entry.currency == self._currency else ():
                account = known[posting.account]
                if account.type == "income":
                    self._add((_SALES, _MANUAL), entry.date, -posting.amount)
                elif account.sub_type == _COSTS:
                    self._add((_COSTS, _MANUAL), entry.date, posting.amount)
                elif account.type == "expense":
                    self._add((account.parent, account.name, _MANUAL), entry.date, posting.amount)

    def _add(self, path: tuple[str, ...], day: str, amount: Decimal) -> None:
        sums = self.amounts.setdefault(path, [_ZERO] * len(self._stretches))
        for place, stretch in enumerate(self._stretches):
            if stretch.start <= day <= stretch.end:
                sums[place] += amount


def _get(call: Call) -> Answer:
    start, end = reporting.span(call)
    resolution = call.query.plain("resolution") or "m"
    if resolution not in RESOLUTIONS:
        raise refusals.invalid("resolution", resolution)
    stretches = periods(start, end, resolution)
    currency, cash_based = reporting.currency(call), reporting.flag(call, "cash_based")
    statement = Statement(call, currency, stretches, cash_based=cash_based)
    report = {
        "cash_based": cash_based,
        "company_name": call.business.name,
        "currency_code": currency,
        "dates": [{"end_date": one.end, "start_date": one.start} for one in stretches],
        "end_date": end,
        "labels": [one.start for one in stretches],
        "resolution": resolution,
        "start_date": start,
        **_rows(statement, currency),
    }
    return reporting.answer(call, report)


def _rows(statement: Statement, currency: str) -> Record:
    sales, costs = statement.sums(_SALES), [-cost for cost in statement.sums(_COSTS)]
    gross, spent = list(_added(sales, costs)), statement.spent()
    net = list(_added(gross, [-amount for amount in spent]))
    expenses = [
        statement.row(name, statement.sums(name), "debit", name) for name in statement.expenses()
    ]
    return {
        "expenses": expenses,
        "gross_margin": _margin(gross, sales),
        "income": [
            statement.row(_SALES, sales, "credit", _SALES),
            _row(_COSTS, costs, "credit", currency),
        ],
        "net_profit": _row(f"Net Profit ({currency})", net, "credit", currency),
        "total_expenses": _row("Total Expenses", spent, "debit", currency),
        "total_income": _row("Gross Profit", gross, "credit", currency),
    }


def _row(
    description: str, sums: list[Decimal], kind: str, code: str, children: Iterable[Record] = ()
) -> Record:
    return {
        "children": list(children),
        "data": [money_of(amount, code) for amount in sums],
        "description": description,
        "entry_type": kind,
        "total": money_of(money.summed(sums), code),
    }


def _margin(gross: list[Decimal], sales: list[Decimal]) -> Record:
    """Returns gross profit in per cent of sales; nothing of nothing is nothing."""
    together = _percent(money.summed(gross), money.summed(sales))
    shares = [_percent(part, whole) for part, whole in zip(gross, sales, strict=True)]
    row = _row("Gross Margin", shares, "none", "%")
    return {**row, "total": money_of(together, "%")}


def _percent(part: Decimal, whole: Decimal) -> Decimal:
    return money.cents(part * _HUNDRED / whole) if whole else _ZERO


def _added(first: list[Decimal], second: list[Decimal]) -> Iterator[Decimal]:
    return (one + other for one, other in zip(first, second, strict=True))


BEHAVIOUR = Behaviour(verbs={"get": _get})
