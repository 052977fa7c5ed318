"""What encoding an invoice costs beyond bare lxml: ``python -m benchmarks.encode``."""

import time
from decimal import Decimal
from typing import Any

from lxml import etree

from benchmarks import rounds
from refreshbooks import adapters

__all__ = ["main"]

WANTED = 1.6

_LINES: list[tuple[str, dict[str, Any]]] = [
    (
        "line",
        {
            "name": f"Garden {number}",
            "description": "Mowing, raking and carrying away",
            "unit_cost": Decimal("45.00"),
            "quantity": number,
            "type": "Item",
        },
    )
    for number in range(1, 11)
]

INVOICE: dict[str, Any] = {
    "client_id": 13,
    "number": "2026-0117",
    "status": "draft",
    "date": "2026-03-01",
    "po_number": None,
    "discount": Decimal("10"),
    "notes": "Thank you.",
    "currency_code": "CAD",
    "lines": _LINES,
}


def by_refreshbooks() -> bytes:
    """Encodes the invoice as a client does."""
    return adapters.xml_request("invoice.create", invoice=INVOICE)


def by_lxml() -> bytes:
    """Makes the same bytes by hand, with nothing asked and nothing checked."""
    root = etree.Element("request", method="invoice.create")
    invoice = etree.SubElement(root, "invoice")
    etree.SubElement(invoice, "client_id").text = str(INVOICE["client_id"])
    etree.SubElement(invoice, "number").text = INVOICE["number"]
    etree.SubElement(invoice, "status").text = INVOICE["status"]
    etree.SubElement(invoice, "date").text = INVOICE["date"]
    etree.SubElement(invoice, "po_number")
    etree.SubElement(invoice, "discount").text = str(INVOICE["discount"])
    etree.SubElement(invoice, "notes").text = INVOICE["notes"]
    etree.SubElement(invoice, "currency_code").text = INVOICE["currency_code"]
    lines = etree.SubElement(invoice, "lines")
    for name, values in _LINES:
        line = etree.SubElement(lines, name)
        etree.SubElement(line, "name").text = values["name"]
        etree.SubElement(line, "description").text = values["description"]
        etree.SubElement(line, "unit_cost").text = str(values["unit_cost"])
        etree.SubElement(line, "quantity").text = str(values["quantity"])
        etree.SubElement(line, "type").text = values["type"]
    return etree.tostring(root)


def main() -> None:
    """Prints the ratio."""
    if by_refreshbooks() != by_lxml():
        raise SystemExit("the two sides do not build the same bytes")
    ratio = rounds.compare(by_refreshbooks, by_lxml, rounds=61, calls=100, clock=time.process_time)
    rounds.report("encode an invoice of ten lines", ratio, WANTED)


if __name__ == "__main__":
    main()
