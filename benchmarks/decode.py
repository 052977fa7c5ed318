"""What decoding a list and reading it costs beyond plain objectify.

Run by ``python -m benchmarks.decode``.

The floor is lxml as it ships: without the decimal type that version 2.0, and so
we, register with objectify, which slows every text that is no number.
"""

from typing import Any

from lxml import objectify

from benchmarks import rounds
from refreshbooks import leaves, parsing

__all__ = ["main"]

WANTED = 1.2

_INVOICE = (
    "<invoice><invoice_id>{0}</invoice_id><client_id>13</client_id><number>{0:07}</number>"
    "<organization>Garden &amp; Sons</organization><amount>{0}.50</amount>"
    "<amount_outstanding>0.00</amount_outstanding><status>paid</status>"
    "<date>2026-03-01 00:00:00</date><currency_code>CAD</currency_code><po_number/>"
    "<discount>10</discount><notes>Thank you.</notes><p_code>04410</p_code></invoice>"
)
LIST = (
    '<?xml version="1.0" encoding="utf-8"?>\n'
    '<response xmlns="http://www.freshbooks.com/api/" status="ok">'
    '<invoices page="1" per_page="100" pages="1" total="100">'
    + "".join(_INVOICE.format(number) for number in range(100, 200))
    + "</invoices></response>"
).encode()


def read(response: Any) -> None:
    """Reads nine leaves of each invoice, as a program that prints a table does."""
    for invoice in response.invoices.invoice:
        str(invoice.invoice_id)
        str(invoice.client_id)
        str(invoice.number)
        str(invoice.organization)
        str(invoice.amount)
        str(invoice.amount_outstanding)
        str(invoice.status)
        str(invoice.date)
        str(invoice.currency_code)


def touch(response: Any) -> None:
    """Walks to the same nine leaves and leaves them alone."""
    for invoice in response.invoices.invoice:
        (invoice.invoice_id, invoice.client_id, invoice.number)
        (invoice.organization, invoice.amount, invoice.amount_outstanding)
        (invoice.status, invoice.date, invoice.currency_code)


def main() -> None:
    """Prints the ratios."""
    leaves.decimal_type.unregister()
    for name, walk in (("read", read), ("touch", touch)):
        ratio = rounds.compare(
            lambda walk=walk: walk(parsing.parse(LIST)),
            lambda walk=walk: walk(objectify.fromstring(LIST)),
            rounds=31,
            calls=20,
        )
        rounds.report(f"decode 100 invoices and {name} nine leaves", ratio, WANTED)


if __name__ == "__main__":
    main()
