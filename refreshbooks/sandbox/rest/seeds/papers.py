"""What goes to clients: estimates, invoices, recurring ones, credits; and payments.

They are made in the order of their days, so that numbers and days agree. Every
status that calls can bring about comes up.
"""

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from refreshbooks.sandbox import schedule
from refreshbooks.sandbox.rest import invoice_profiles
from refreshbooks.sandbox.rest.seeds import payments
from refreshbooks.sandbox.rest.seeds.business import Business
from refreshbooks.sandbox.rest.seeds.lines import document
from refreshbooks.sandbox.seeds.times import Times
from refreshbooks.sandbox.store import Record

__all__ = ["write_papers"]

_DISPUTED, _DRAFT, _SENT, _VIEWED = range(4)
_STATUSES = {"disputed": _DISPUTED, "draft": _DRAFT, "sent": _SENT, "viewed": _VIEWED}
# Each comes up once at even distances; then the die decides, by weight.
_FIRST = ("paid", "sent", "viewed", "partial", "draft", "disputed", "by credit", "too much")
_BY_WEIGHT = (*("paid",) * 9, *("sent",) * 2, *("viewed",) * 2, *("partial",) * 2, "draft")
_BY_TURN = ("paid", "paid", "sent", "viewed")
_PAYING = {
    "paid": payments.pay,
    "partial": payments.pay_in_part,
    "by credit": payments.pay_from_credit,
    "too much": payments.pay_too_much,
}
_TERMS = (0, 14, 30, 30)

_FEWEST_ESTIMATES, _INVOICES_PER_ESTIMATE = 12, 10
_ESTIMATE_STATUSES = (5, 2, 3, 1, 4)
_ACCEPTED = 5
_PER_CENT_BY_PROFILES = 15
_FREQUENCIES = (("m", 30), ("w", 7), ("2m", 61), ("4w", 28), ("y", 365))
_FIRST_TURNS, _MOST_TURNS, _LONGEST = 3, 8, 700
# What becomes of some papers of so many: one is archived, one deleted.
_ROUND, _STATES = 25, {12: 2, 21: 1}
_MORNING = 8

_Step = tuple[datetime, Callable[[datetime], None]]


@dataclass
class _Profile:
    """A profile before it is made, the days of its invoices, and the record."""

    frequency: str
    days: list[str]
    is_cut_short: bool
    made: Record = field(default_factory=dict)


def write_papers(business: Business) -> None:
    """Makes all documents, and the payments of invoices."""
    _Office(business).work()


class _Office:
    """Where the documents are written, one after another."""

    def __init__(self, business: Business) -> None:
        self._business = business
        self._profiles = list(_planned(business))
        turns = sum(len(profile.days) for profile in self._profiles)
        self._invoices = business.invoices - turns
        self._firsts = {
            place * self._invoices // len(_FIRST): status
            for place, status in reversed(list(enumerate(_FIRST)))
        }
        self._accepted: deque[Record] = deque()

    def work(self) -> None:
        """Writes everything in the order of its days."""
        for moment, write in sorted(self._steps(), key=lambda step: step[0]):
            write(moment)

    def _steps(self) -> Iterator[_Step]:
        times = self._business.times
        estimates = max(_FEWEST_ESTIMATES, self._business.invoices // _INVOICES_PER_ESTIMATE)
        for number in range(estimates):
            yield times.at(number, estimates), partial(self._estimate, number, estimates)
        for profile in self._profiles:
            for day in profile.days:
                moment = datetime.fromisoformat(day).replace(hour=_MORNING)
                yield moment, partial(self._turn, profile)
        for number in range(self._invoices):
            yield times.at(number, self._invoices), partial(self._invoice, number)

    def _estimate(self, number: int, count: int, moment: datetime) -> None:
        business, status = self._business, _ESTIMATE_STATUSES[number % len(_ESTIMATE_STATUSES)]
        said = document(business, business.one_of(business.clients, number, count))
        said |= {"status": status, "create_date": moment.date().isoformat()}
        estimate = business.hand.make("estimates", moment, said)
        # Every other one that is accepted has not been invoiced yet.
        if status == _ACCEPTED and number % 2 == 0:
            self._accepted.append(estimate)

    def _turn(self, profile: _Profile, moment: datetime) -> None:
        business = self._business
        if profile.made:
            made = business.hand.read("invoice_profiles", profile.made["id"])
            call = business.hand.call("invoice_profiles", moment)
            invoice = invoice_profiles.make_invoice(call, made)
        else:
            self._begin(profile, moment)
            # The profile has made it by itself, since this is its first day.
            invoice = business.hand.latest("invoices")
        self._settle(invoice, business.dice.pick(_BY_TURN), moment)

    def _begin(self, profile: _Profile, moment: datetime) -> None:
        business = self._business
        passed = business.times.passed(moment)
        client = business.one_of(business.clients, passed, Times.DAYS)
        said = {
            **document(business, client),
            "create_date": profile.days[0],
            "frequency": profile.frequency,
            "numberRecurring": len(profile.days) if profile.is_cut_short else 0,
        }
        profile.made = business.hand.make("invoice_profiles", moment, said)

    def _invoice(self, number: int, moment: datetime) -> None:
        business, first = self._business, self._firsts.get(number)
        state = None if first else _STATES.get(number % _ROUND)
        status = "draft" if state else first or business.dice.pick(_BY_WEIGHT)
        said = self._as_estimated() or self._new(number)
        said |= {
            "uuid": business.letters(),
            "create_date": moment.date().isoformat(),
            "due_offset_days": business.dice.pick(_TERMS),
            "status": _STATUSES.get(status, _SENT),
        }
        invoice = business.hand.make("invoices", moment, said)
        if state:
            business.hand.change("invoices", moment, invoice, vis_state=state)
        self._settle(invoice, status, moment)

    def _new(self, number: int) -> Record:
        business = self._business
        client = business.one_of(business.clients, number, self._invoices)
        return document(business, client)

    def _as_estimated(self) -> Record | None:
        if not self._accepted:
            return None
        estimate = self._accepted.popleft()
        said = {name: estimate[name] for name in ("customerid", "currency_code", "discount_value")}
        lines = [dict(line) for line in estimate["lines"]]
        return {**said, "estimateid": estimate["id"], "lines": lines}

    def _settle(self, invoice: Record, status: str, moment: datetime) -> None:
        """Brings an invoice to a status, by payments where those decide it."""
        business = self._business
        pay = _PAYING.get(status)
        if pay:
            pay(business, moment, invoice)
        elif _STATUSES[status] != invoice["status"]:
            business.hand.change("invoices", moment, invoice, status=_STATUSES[status])


def _planned(business: Business) -> Iterator[_Profile]:
    """Yields profiles that have made their share of the invoices together."""
    left, number = business.invoices * _PER_CENT_BY_PROFILES // 100, 0
    while left:
        frequency, between = _FREQUENCIES[number % len(_FREQUENCIES)]
        turns = business.dice.between(_FIRST_TURNS, _MOST_TURNS)
        first = business.times.ago(min(turns * between + between // 2, _LONGEST))
        until = business.times.ago(0)
        days = list(schedule.days(first, frequency, after="", until=until))
        yield _Profile(frequency, days[:left], len(days) > left)
        left -= len(days[:left])
        number += 1
