"""What invoices, estimates and recurring profiles share: addressee, lines, sums.

All three are documents for a client. The client's name and address are copied
when the document is made, and later changes of the client leave it alone; so
are name and percentage of a tax, which a line keeps. The sums are worked out
whenever a document is written, by :mod:`refreshbooks.sandbox.money`.
"""

from collections.abc import Callable
from decimal import Decimal

from refreshbooks.sandbox import money
from refreshbooks.sandbox.classic import failures
from refreshbooks.sandbox.classic.behaviour import Action
from refreshbooks.sandbox.classic.call import Call
from refreshbooks.sandbox.classic.documents import marked
from refreshbooks.sandbox.classic.fields import amount_of, is_named, tidy
from refreshbooks.sandbox.store import Condition, Record

__all__ = [
    "ADDRESS",
    "address",
    "line_actions",
    "number",
    "pages",
    "recipients",
    "send",
    "shown_lines",
    "work_out",
]

ADDRESS = (
    "first_name",
    "last_name",
    "organization",
    "p_street1",
    "p_street2",
    "p_city",
    "p_state",
    "p_country",
    "p_code",
    "vat_name",
    "vat_number",
)
_GENERATED_DIGITS = 7
# Longer ones are no numbers that somebody counts on with.
_COUNTED_DIGITS = 18
# Where each kind's highest number is remembered.
_PLACE = {"invoice": 1, "estimate": 2}

_Finish = Callable[[Call, Record], None]


def address(call: Call, document: Record) -> None:
    """Copies from the client what a new document leaves out."""
    client = call.find("client", document["client_id"])
    for field in ADDRESS:
        document.setdefault(field, client.get(field, ""))
    document["language"] = document.get("language") or client.get("language") or "en"
    document["staff_id"] = call.user


def number(call: Call, kind: str, document: Record) -> None:
    """Numbers a document that has no number: one more than the highest so far.

    Numbers that are not all digits (``FB00004``) are kept as they are and do not
    count; nor does it matter when a program gives one twice.
    """
    highest = _highest(call, kind)
    if not document.get("number"):
        document["number"] = f"{highest + 1:0{_GENERATED_DIGITS}}"
    highest = max(highest, _value(document))
    call.book.put("numbering", _PLACE[kind], {"highest": str(highest)})


def work_out(call: Call, document: Record) -> None:
    """Writes each line's amount and the document's, from what the lines say."""
    lines = document["lines"] = document.get("lines") or []
    counted = [_complete(call, line) for line in lines]
    tidy(document, "discount")
    totals = money.total(counted, amount_of(document, "discount"))
    document["amount"] = money.plain(totals.total)


def recipients(document: Record) -> list[Record] | None:
    """Returns the contacts a document goes to, as answers show them.

    Where there are none the list is left out: a widespread program fails on an
    empty one.
    """
    contacts: list[Record] = document.get("contacts") or []
    return [contact for contact in contacts if is_named(contact.get("contact_id"))] or None


def shown_lines(document: Record) -> list[Record]:
    """Returns the lines as answers show them; compound only where they are."""
    lines: list[Record] = document.get("lines") or []
    return [
        {**line, "compound_tax": "1" if line.get("compound_tax") == "1" else None} for line in lines
    ]


def pages(call: Call, kind: str, document: Record) -> Record:
    """Returns where a document can be looked at, under the old names too."""
    document_id = document[f"{kind}_id"]
    client_view = f"{call.site}/view/{call.secret(kind, document_id)}"
    view = f"{call.site}/{kind}s/{document_id}"
    return {
        "url": marked(client_view, deprecated="true"),
        "auth_url": marked(view, deprecated="true"),
        "links": {"client_view": client_view, "view": view, "edit": f"{view}/edit"},
    }


def send(call: Call) -> Record:
    """Sends a document: a draft is sent from then on; it may be sent again."""
    subject, message = call.sent.get("subject"), call.sent.get("message")
    if bool(subject) != bool(message):
        raise failures.missing("message" if subject else "subject")
    document = call.addressed()
    if document["status"] == "draft":
        document["status"] = "sent"
        call.save(call.kind, document)
    return {}


def line_actions(finish: _Finish) -> dict[str, Action]:
    """Returns the calls that change single lines of a document.

    Args:
        finish: Works out what follows from the lines, before the document is
            kept.
    """

    def add(call: Call) -> Record:
        document = call.addressed()
        new = [{**line, "line_id": _next_line(call)} for line in call.sent["lines"]]
        document["lines"] = [*document["lines"], *new]
        _keep(call, document)
        key = call.resource.key
        return {key: document[key], "lines": [line["line_id"] for line in new]}

    def update(call: Call) -> Record:
        document = call.addressed()
        for line in call.sent["lines"]:
            _line_of(document, line["line_id"]).update(line)
        _keep(call, document)
        return {}

    def delete(call: Call) -> Record:
        document = call.addressed()
        document["lines"].remove(_line_of(document, call.sent["line_id"]))
        _keep(call, document)
        return {}

    def _keep(call: Call, document: Record) -> None:
        finish(call, document)
        call.save(call.kind, document)

    return {"lines.add": add, "lines.update": update, "lines.delete": delete}


def _highest(call: Call, kind: str) -> int:
    kept = call.book.get("numbering", _PLACE[kind])
    if kept is not None:
        return int(kept["highest"])
    return max(map(_value, call.book.select(kind)), default=0)


def _value(document: Record) -> int:
    text: str = document.get("number", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _COUNTED_DIGITS else 0


def _complete(call: Call, line: Record) -> money.Line:
    line["type"] = line.get("type") or "Item"
    if not line.get("compound_tax"):
        line["compound_tax"] = _tax_named(call, line.get("tax2_name")).get("compound") or "0"
    unit_cost, quantity = _tidied(line, "unit_cost"), _tidied(line, "quantity")
    taxes = (_tax(call, line, "tax1"), _tax(call, line, "tax2"))
    counted = money.Line(unit_cost, quantity, tuple(tax for tax in taxes if tax.percent))
    line["amount"] = money.plain(counted.amount)
    return counted


def _tax(call: Call, line: Record, place: str) -> money.Tax:
    name, percent = line.get(f"{place}_name", ""), f"{place}_percent"
    if name and not line.get(percent):
        line[percent] = _tax_named(call, name).get("rate")
    compound = place == "tax2" and line["compound_tax"] == "1"
    return money.Tax(name, _tidied(line, percent), compound=compound)


def _tidied(line: Record, field: str) -> Decimal:
    amount = amount_of(line, field)
    line[field] = money.plain(amount)
    return amount


def _tax_named(call: Call, name: str | None) -> Record:
    found = call.book.select("tax", Condition("name", "is", name), limit=1) if name else []
    return found[0] if found else {}


def _line_of(document: Record, line_id: str) -> Record:
    for line in document["lines"]:
        if line["line_id"] == line_id:
            found: Record = line
            return found
    raise failures.not_found("line_id", "line")


def _next_line(call: Call) -> str:
    return str(call.book.next_id(f"{call.kind}.line"))
