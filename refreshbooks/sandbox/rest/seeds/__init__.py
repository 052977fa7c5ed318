"""A ready-made small business: gardens and yards, two years of work, for REST.

It is the business of the Classic side's seeds in the words of this API: the same
names, places and prices, thrown with the same dice, but other records. They are
made one after another by the behaviours that answer calls, each at its own
moment, and so all sums, numbers and references agree.
"""

from refreshbooks.catalog import rest as catalog
from refreshbooks.sandbox.rest import days, stamps
from refreshbooks.sandbox.rest.call import Call
from refreshbooks.sandbox.rest.seeds import papers, people, spending, stock, work
from refreshbooks.sandbox.rest.seeds.business import Business
from refreshbooks.sandbox.rest.seeds.hand import Calls, Hand
from refreshbooks.sandbox.seeds import MOST_INVOICES, check
from refreshbooks.sandbox.seeds.desk import Desk
from refreshbooks.sandbox.seeds.dice import Dice
from refreshbooks.sandbox.seeds.times import Times
from refreshbooks.sandbox.store import Book, Store

__all__ = ["MOST_INVOICES", "sow"]


def sow(calls: Calls, *, invoices: int = 200, seed: int = 1) -> dict[str, int]:
    """Fills a fresh book with a small business, wholly or not at all.

    The same arguments give the same records under the same numbers, on every
    machine. With another time nothing but the days are others, and what follows
    from the calendar.

    Args:
        calls: The REST side of an account that has no records but what all have.
        invoices: How many invoices there are to be, up to 100,000; of other
            records there are as many as go with them.
        seed: Which business it is to be, a whole number from 0 to 4,294,967,295.

    Returns:
        How many records of each resource were made.

    Raises:
        ValueError: If one of the numbers is out of its bounds.
        RuntimeError: If the account has, or ever had, records of its own.
    """
    check(invoices, seed)
    call = calls.call("invoices")
    book, fresh = call.book, _fresh(calls)
    with book.store.transaction():
        if book.given() != fresh:
            raise RuntimeError("Only a fresh account can be seeded; reset this one first.")
        desk = Desk(book)
        times = Times(stamps.eastern(call.at))
        _run(Business(Hand(calls, desk), Dice(seed), times, invoices))
        desk.put_away()
        days.catch_up(call)
        days.mark_overdue(call)
        return _made(desk, fresh)


def _run(business: Business) -> None:
    stock.furnish(business)
    people.find_clients(business)
    work.plan_projects(business)
    work.log_hours(business)
    spending.spend(business)
    papers.write_papers(business)


def _fresh(calls: Calls) -> dict[str, int]:
    """Returns the numbers that have been given in an account of which nobody made use."""
    store = Store()
    try:
        book = store.book("rest", "fresh")
        book.give("book", 1)
        for name in catalog.names():
            _sown(calls.call(name), book)
        return book.given()
    finally:
        store.close()


def _sown(call: Call, book: Book) -> None:
    call.book = book
    call.behaviour.seeds(call)


def _made(desk: Desk, fresh: dict[str, int]) -> dict[str, int]:
    given = desk.given()
    made = {name: given.get(name, 0) - fresh.get(name, 0) for name in catalog.names()}
    return {name: count for name, count in made.items() if count}
