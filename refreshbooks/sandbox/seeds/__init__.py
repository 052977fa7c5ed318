"""A ready-made small business: gardens and yards, two years of work.

Nothing in it is drawn from a table of finished records: they are made one after
another by the behaviours that answer calls, each at its own moment of the last
two years, and so all sums, numbers and references agree. Only what no call can
make, such as an invoice that a client has disputed, is written as the service's
web pages would write it.
"""

from datetime import datetime

from refreshbooks import catalog
from refreshbooks.sandbox.seeds import papers, people, stock, work
from refreshbooks.sandbox.seeds.business import Business
from refreshbooks.sandbox.seeds.desk import Desk
from refreshbooks.sandbox.seeds.dice import Dice
from refreshbooks.sandbox.seeds.hand import Hand
from refreshbooks.sandbox.seeds.times import Times
from refreshbooks.sandbox.store import Book

__all__ = ["MOST_INVOICES", "check", "sow"]

MOST_INVOICES = 100_000
_LAST_SEED = 2**32 - 1
# What every account has from the first: the administrator.
_FRESH = {"staff": 1}


def sow(book: Book, now: datetime, *, invoices: int = 200, seed: int = 1) -> dict[str, int]:
    """Fills a fresh book with a small business, wholly or not at all.

    The same arguments give the same records under the same numbers, on every
    machine. With another ``now`` nothing but the days are others, and what
    follows from the calendar.

    Args:
        book: The book of an account that has no records but what all have.
        now: The time, on US Eastern clocks, without a zone.
        invoices: How many invoices there are to be, up to 100,000; of other
            records there are as many as go with them. From 11 on every status
            comes up.
        seed: Which business it is to be, a whole number from 0 to 4,294,967,295.

    Returns:
        How many records of each resource were made.

    Raises:
        ValueError: If one of the numbers is out of its bounds.
        RuntimeError: If the account has, or ever had, records of its own.
    """
    check(invoices, seed)
    with book.store.transaction():
        if book.given() != _FRESH:
            raise RuntimeError("Only a fresh account can be seeded; reset this one first.")
        desk = Desk(book)
        _run(Business(Hand(desk), Dice(seed), Times(now), invoices))
        desk.put_away()
        return _made(desk)


def _run(business: Business) -> None:
    stock.furnish(business)
    people.hire_staff(business)
    people.find_clients(business)
    work.plan_projects(business)
    people.hire_contractors(business)
    work.log_hours(business)
    work.spend(business)
    papers.write_papers(business)


def check(invoices: object, seed: object) -> None:
    """Refuses what is out of the bounds of a business of either API.

    Raises:
        ValueError: If one of the numbers is.
    """
    _check("invoices", invoices, MOST_INVOICES)
    _check("seed", seed, _LAST_SEED)


def _check(name: str, number: object, most: int) -> None:
    is_whole = isinstance(number, int) and not isinstance(number, bool)
    if not (is_whole and number in range(most + 1)):
        raise ValueError(f"{name} is a whole number from 0 to {most:,}, not {number!r}.")


def _made(desk: Desk) -> dict[str, int]:
    given = desk.given()
    kinds = [resource.name for resource in catalog.resources() if resource.name in given]
    return {kind: given[kind] - _FRESH.get(kind, 0) for kind in kinds}
