"""The page behind an invoice's share link, for whoever knows its address.

A secret is a digest that nobody guesses, and the number of what it names.
Opening the page of an invoice that was sent makes it viewed.
"""

import hashlib
from html import escape

from refreshbooks.sandbox.rest import invoices, standing
from refreshbooks.sandbox.rest.call import Call
from refreshbooks.sandbox.rest.envelopes import Answer
from refreshbooks.sandbox.rest.printed import printed
from refreshbooks.sandbox.store import Record

__all__ = ["PUBLIC", "address", "invoice_of", "page"]

# Below it are the pages.
PUBLIC = "/link/"
_DIGITS = 64
_LONGEST_ID = 18
_PAGE = """<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>{title}</title></head>
<body>
<pre>
{text}
</pre>
</body>
</html>
"""


def address(call: Call, invoice: Record) -> str:
    """Returns the address of an invoice's page."""
    return f"{call.site}{PUBLIC}{_secret(call, invoice)}"


def invoice_of(call: Call, path: str) -> Record | None:
    """Returns the invoice of this account whose page is at a path, or None."""
    secret = path.removeprefix(PUBLIC)
    number = secret[_DIGITS:]
    if not (number.isascii() and number.isdigit() and len(number) <= _LONGEST_ID):
        return None
    invoice = call.book.get("invoices", int(number))
    if invoice is None or invoice["folder"] == "deleted" or _secret(call, invoice) != secret:
        return None
    return invoice


def page(call: Call, invoice: Record | None, *, opens: bool) -> Answer:
    """Answers the page of an invoice, or that there is none.

    Args:
        opens: Whether somebody opens it, and does not only ask whether it is there.
    """
    if invoice is None:
        return _html("Nothing is here", ["No invoice is shared under this address."], 404)
    if opens and standing.view(invoice):
        invoices.balance(call, invoice)
        call.save("invoices", invoice)
    return _html(f"Invoice {invoice['invoice_number']}", [*printed(invoice, call.business.name)])


def _secret(call: Call, invoice: Record) -> str:
    said = f"{call.business.business_uuid} {invoice['uuid']}"
    return f"{hashlib.sha256(said.encode()).hexdigest()}{invoice['serial']}"


def _html(title: str, lines: list[str], status: int = 200) -> Answer:
    text = _PAGE.format(title=escape(title), text=escape("\n".join(lines)))
    return Answer(content=text.encode(), status=status, media_type="text/html; charset=utf-8")
