"""The pages behind ``client_view``: what a client sees of a document without a login.

A draft's page is closed: it says that there is nothing to see yet. Opening the
page of a document that was sent makes it viewed.
"""

from html import escape

from refreshbooks.sandbox.classic import addresses
from refreshbooks.sandbox.classic.call import Call
from refreshbooks.sandbox.store import Record

__all__ = ["page"]


def page(call: Call, secret: str, *, opens: bool) -> str | None:
    """Returns the page that a secret names as HTML, or None where it names none.

    Args:
        opens: Whether somebody opens it, and does not only ask whether it is there.
    """
    kind, number = addresses.named(call.salt, secret) or ("", 0)
    document = call.book.get(kind, number)
    if document is None or document["folder"] == "deleted":
        return None
    return _shown(call, kind, document, opens=opens)


def _shown(call: Call, kind: str, document: Record, *, opens: bool) -> str:
    title = f"{kind.capitalize()} {document['number']}"
    if document["status"] == "draft":
        return _html(title, "<p>It has not been sent yet.</p>")
    if opens and document["status"] == "sent":
        document["status"] = "viewed"
        call.save(kind, document)
    sums = f"<p>Total: {escape(document['amount'])} {escape(document['currency_code'])}</p>"
    return _html(title, f"<table>{''.join(map(_row, document['lines']))}</table>{sums}")


def _row(line: Record) -> str:
    names = ("name", "description", "unit_cost", "quantity", "amount")
    cells = (f"<td>{escape(line.get(name, ''))}</td>" for name in names)
    return f"<tr>{''.join(cells)}</tr>\n"


def _html(title: str, body: str) -> str:
    head = f'<meta charset="utf-8"><title>{escape(title)}</title>'
    return f"<!doctype html>\n<html><head>{head}</head><body>\n{body}\n</body></html>\n"
