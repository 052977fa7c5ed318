"""What goes to clients: estimates, invoices, and invoices that profiles make.

They are made in the order of their days, so that numbers and days agree. Every
status comes up: those that payments decide, by payments; those that only
clients and cards make, as the web pages would.
"""

from collections import deque
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial

from refreshbooks.sandbox.seeds import payments, profiles
from refreshbooks.sandbox.seeds.business import Business
from refreshbooks.sandbox.seeds.lines import document
from refreshbooks.sandbox.seeds.profiles import Profile
from refreshbooks.sandbox.store import Record

__all__ = ["write_papers"]

# Each comes up once at even distances; then the die decides, by weight.
_STATUSES = ("paid", "sent", "viewed", "partial", "draft", "disputed", "pending", "declined")
_SENDABLE = ("draft", "sent", "viewed", "disputed")
_BY_WEIGHT = (*("paid",) * 9, *("sent",) * 3, *("viewed",) * 2, *("partial",) * 2, "draft")
_BY_CARD = ("auto-paid", "retry", "failed")
_BY_CARD_BY_WEIGHT = (*("auto-paid",) * 8, "retry", "failed")
_ALL = len(_STATUSES) + len(_BY_CARD)
_PER_CENT_BY_PROFILES = 15

_ESTIMATE_STATUSES = ("accepted", "sent", "viewed", "draft", "replied", "disputed")
_FEWEST_ESTIMATES, _INVOICES_PER_ESTIMATE = 12, 10

# What becomes of one invoice of so many, and of one estimate of so many.
_INVOICE_ROUND, _ARCHIVED_INVOICE, _DELETED_INVOICE = 25, 12, 21
_ESTIMATE_ROUND, _ARCHIVED_ESTIMATE, _DELETED_ESTIMATE = 12, 7, 9

_Step = tuple[datetime, Callable[[datetime], None]]


def write_papers(business: Business) -> None:
    """Makes all documents, and the payments of invoices."""
    _Office(business).work()


class _Office:
    """Where the documents are written, one after another."""

    def __init__(self, business: Business) -> None:
        self._business = business
        self._profiles = profiles.planned(business, _by_profiles(business.invoices))
        by_profiles = sum(len(profile.days) for profile in self._profiles)
        self._invoices = business.invoices - by_profiles
        self._firsts = {
            place * self._invoices // len(_STATUSES): status
            for place, status in reversed(list(enumerate(_STATUSES)))
        }
        self._accepted: deque[Record] = deque()
        self._charged = 0

    def work(self) -> None:
        """Writes everything in the order of its days."""
        for moment, write in sorted(self._steps(), key=lambda step: step[0]):
            write(moment)
        profiles.close_some(self._business, self._profiles)

    def _steps(self) -> Iterator[_Step]:
        times = self._business.times
        estimates = max(_FEWEST_ESTIMATES, self._business.invoices // _INVOICES_PER_ESTIMATE)
        for number in range(estimates):
            yield times.at(number, estimates), partial(self._estimate, number, estimates)
        for profile in self._profiles:
            for day in profile.days:
                yield datetime.fromisoformat(day), partial(self._turn, profile)
        for number in range(self._invoices):
            yield times.at(number, self._invoices), partial(self._invoice, number)

    def _estimate(self, number: int, count: int, moment: datetime) -> None:
        business, status = self._business, _ESTIMATE_STATUSES[number % len(_ESTIMATE_STATUSES)]
        client = business.one_of(business.clients, number, count)
        estimate = business.hand.make("estimate", moment, document(business, client))
        if status != "draft":
            business.hand.change("estimate", moment, estimate, status=status)
        if status == "accepted":
            self._accepted.append(estimate)
        folders = {_ARCHIVED_ESTIMATE: "archived", _DELETED_ESTIMATE: "deleted"}
        folder = folders.get(number % _ESTIMATE_ROUND)
        if folder:
            business.hand.change("estimate", moment, estimate, folder=folder)

    def _turn(self, profile: Profile, moment: datetime) -> None:
        business = self._business
        if not profile.made:
            profiles.begin(business, profile, moment)
        invoice = profiles.next_invoice(business, profile, moment)
        self._settle(invoice, self._status_of_turn(profile), moment)

    def _status_of_turn(self, profile: Profile) -> str:
        if not profile.is_by_card:
            return self._business.dice.pick(("paid", "paid", "sent", "viewed"))
        self._charged += 1
        if self._charged <= len(_BY_CARD):
            return _BY_CARD[self._charged - 1]
        return self._business.dice.pick(_BY_CARD_BY_WEIGHT)

    def _invoice(self, number: int, moment: datetime) -> None:
        business, first = self._business, self._firsts.get(number)
        folders = {_ARCHIVED_INVOICE: "archived", _DELETED_INVOICE: "deleted"}
        folder = None if first else folders.get(number % _INVOICE_ROUND)
        status = "draft" if folder == "deleted" else first or business.dice.pick(_BY_WEIGHT)
        said = self._as_estimated() or self._new(number)
        said["status"] = status if status in _SENDABLE else "sent"
        invoice = business.hand.make("invoice", moment, said)
        if folder:
            business.hand.change("invoice", moment, invoice, folder=folder)
        self._settle(invoice, status, moment)

    def _new(self, number: int) -> Record:
        business = self._business
        client = business.one_of(business.clients, number, self._invoices)
        return document(business, client)

    def _as_estimated(self) -> Record | None:
        if not self._accepted:
            return None
        estimate = self._accepted.popleft()
        said = {name: estimate[name] for name in ("client_id", "currency_code", "discount")}
        lines = [dict(line) for line in estimate["lines"]]
        return {**said, "estimate_id": estimate["estimate_id"], "lines": lines}

    def _settle(self, invoice: Record, status: str, moment: datetime) -> None:
        """Brings an invoice to a status, by payments where those decide it."""
        business = self._business
        if status == "paid":
            payments.pay(business, moment, invoice)
        elif status == "partial":
            payments.pay_in_part(business, moment, invoice)
        elif status != invoice["status"]:
            business.hand.change("invoice", moment, invoice, status=status)
        if status == "auto-paid":
            payments.pay_by_card(business, moment, invoice)


def _by_profiles(invoices: int) -> int:
    """Returns how many of the invoices profiles make."""
    if invoices < _ALL:
        return max(invoices - len(_STATUSES), 0)
    return max(invoices * _PER_CENT_BY_PROFILES // 100, len(_BY_CARD))
