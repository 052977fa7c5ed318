"""Recurring profiles: when each began, and on which days it made its invoices."""

from dataclasses import dataclass, field
from datetime import datetime

from refreshbooks.catalog.classic.recurring import FREQUENCIES
from refreshbooks.sandbox import schedule
from refreshbooks.sandbox.classic import recurring
from refreshbooks.sandbox.classic.defaults import BASE_CURRENCY
from refreshbooks.sandbox.seeds.business import Business
from refreshbooks.sandbox.seeds.lines import document
from refreshbooks.sandbox.seeds.times import Times
from refreshbooks.sandbox.store import Record

__all__ = ["Profile", "begin", "close_some", "next_invoice", "planned"]

# How often there is a turn, and about how many days lie between two.
_FREQUENCIES = (("monthly", 30), ("weekly", 7), ("2 months", 61), ("4 weeks", 28), ("yearly", 365))
_LONGEST = 700
_MOST_TURNS = 8
_FIRST_TURNS = 3
_CARD_YEARS = 3
_CARD_NUMBER = "4242424242424242"  # one that payment services keep for trials
# What becomes of some profiles of so many.
_ROUND = 12
_CLOSED = {1: {"stopped": "1"}, 2: {"folder": "archived"}, 3: {"folder": "deleted"}}


@dataclass
class Profile:
    """A profile before it is made.

    Attributes:
        number: How many there were before it.
        frequency: The word that is sent.
        days: Those on which it makes invoices, from the first.
        occurrences: How many it is meant to make; 0 for no end.
        made: The record, as soon as there is one.
    """

    number: int
    frequency: str
    days: list[str]
    occurrences: int
    made: Record = field(default_factory=dict)

    @property
    def is_by_card(self) -> bool:
        """Whether it charges by itself: the first one does, and every third."""
        return self.number % 3 == 0


def planned(business: Business, invoices: int) -> list[Profile]:
    """Returns profiles that have made so many invoices together."""
    profiles: list[Profile] = []
    left = invoices
    while left:
        profile = _planned(business, len(profiles), left)
        profiles.append(profile)
        left -= len(profile.days)
    return profiles


def _planned(business: Business, number: int, most: int) -> Profile:
    frequency, between = _FREQUENCIES[number % len(_FREQUENCIES)]
    turns = business.dice.between(_FIRST_TURNS, _MOST_TURNS)
    first = business.times.ago(min(turns * between + between // 2, _LONGEST))
    until = business.times.ago(0)
    days = list(schedule.days(first, FREQUENCIES[frequency], after="", until=until))
    return Profile(number, frequency, days[:most], most if len(days) > most else 0)


def begin(business: Business, profile: Profile, moment: datetime) -> None:
    """Makes the record of a profile, without its first invoice."""
    # Cards are charged in the account's own currency only.
    paying = [one for one in business.clients if one["currency_code"] == BASE_CURRENCY]
    clients = paying if profile.is_by_card else business.clients
    client = business.one_of(clients, business.times.passed(moment), Times.DAYS)
    record: Record = {
        **document(business, client),
        "frequency": profile.frequency,
        "occurrences": str(profile.occurrences),
        "send_email": "0" if profile.number % 6 == 5 else "1",
    }
    if profile.is_by_card:
        record["autobill"] = _card(business, client)
    profile.made = business.hand.make("recurring", moment, record)


def _card(business: Business, client: Record) -> Record:
    name = f"{client['first_name']} {client['last_name']}"
    expiration = {"month": "9", "year": str(business.times.now.year + _CARD_YEARS)}
    card = {"number": _CARD_NUMBER, "name": name, "expiration": expiration}
    return {"gateway_name": "Stripe", "card": card}


def next_invoice(business: Business, profile: Profile, moment: datetime) -> Record:
    """Has a profile make its invoice of a day, and returns that."""
    call = business.hand.call("recurring", moment)
    profile.made = business.hand.read("recurring", profile.made["recurring_id"])
    return business.hand.read("invoice", recurring.make_invoice(call, profile.made))


def close_some(business: Business, profiles: list[Profile]) -> None:
    """Stops some profiles, and puts some into the other folders."""
    for profile in profiles:
        changes = _CLOSED.get(profile.number % _ROUND)
        if changes:
            last = datetime.fromisoformat(profile.days[-1])
            made = business.hand.read("recurring", profile.made["recurring_id"])
            business.hand.change("recurring", last, made, **changes)
