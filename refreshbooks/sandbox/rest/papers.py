"""What documents for a client share: addressee, currency, number, lines and sums.

The client's name and address are copied when a document is made, and later
changes of the client leave it alone.
"""

from collections.abc import Mapping

from refreshbooks.sandbox.rest import lines, refusals
from refreshbooks.sandbox.rest.amounts import code_of
from refreshbooks.sandbox.rest.call import Call
from refreshbooks.sandbox.store import Record

__all__ = ["address", "changes_currency", "charge", "client_of", "number", "take_off"]

# What a document says of its client, by the client's own names.
_ADDRESS = {
    "fname": "fname",
    "lname": "lname",
    "organization": "organization",
    "current_organization": "organization",
    "street": "p_street",
    "street2": "p_street2",
    "city": "p_city",
    "province": "p_province",
    "country": "p_country",
    "code": "p_code",
    "vat_name": "vat_name",
    "vat_number": "vat_number",
    "language": "language",
}
_DIGITS = 7
# Longer ones are no numbers that somebody counts on with.
_COUNTED_DIGITS = 18
_KIND = "numbering"
# Where the highest number of each kind is remembered.
_PLACES: Mapping[str, int] = {"invoices": 1, "estimates": 2, "credit_notes": 3}


def client_of(call: Call, number: object, field: str = "customerid") -> Record:
    """Returns the client that a document is for.

    Raises:
        Refusal: If there is none of that number, or it is deleted.
    """
    client = call.find("clients", number or 0, field)
    if client["folder"] == "deleted":
        raise refusals.deleted("client", field, number)
    return client


def address(call: Call, document: Record, client: Record) -> None:
    """Copies from the client what a new document leaves out."""
    for field, name in _ADDRESS.items():
        if document.get(field) is None:
            document[field] = client.get(name)
    document["currency_code"] = (
        document.get("currency_code")
        or _currency_of_lines(call)
        or client.get("currency_code")
        or call.business.currency_code
    )


def number(call: Call, field: str, document: Record) -> None:
    """Numbers a document that has no number: one more than the highest so far.

    Numbers that are not all digits are kept as they are and do not count; nor
    does it matter when a program gives one twice. That is ours: nobody says
    whether the service minds.
    """
    place = _PLACES[call.kind]
    kept = call.book.get(_KIND, place)
    highest = int(kept["highest"]) if kept else 0
    if not document.get(field):
        document[field] = f"{highest + 1:0{_DIGITS}}"
    value = _value(document[field])
    if value > highest:
        call.book.put(_KIND, place, {"highest": str(value)})


def charge(call: Call, document: Record, before: Record | None, key: str = "") -> None:
    """Completes the lines of a document where they are new, and works out the sums.

    Args:
        key: The field by which lines name the document, such as ``invoiceid``;
            empty where they do not.
    """
    has_moved = before is not None and changes_currency(document, before)
    said = document.get("lines") or []
    if before is None or has_moved or said != before["lines"]:
        taxes = _taxes(call, said)
        named = {key: document["serial"]} if key else {}
        document["lines"] = lines.complete(
            said, document["currency_code"], named, call.stamp(), taxes.get
        )
    lines.work_out(document)


def changes_currency(document: Record, before: Record) -> bool:
    """Says whether a document has another currency than before; it always has one.

    Raises:
        Refusal: 1004, if it has payments: they are in the currency that it had. That is
            ours: nobody says what the service does.
    """
    known = before["currency_code"]
    document["currency_code"] = document["currency_code"] or known
    has_moved = bool(document["currency_code"] != known)
    if has_moved and before.get("payment_ids"):
        raise refusals.invalid("currency_code", document["currency_code"])
    return has_moved


def take_off(record: Record, *actions: str) -> bool:
    """Takes actions out of a new record, and says whether one of them was asked for."""
    asked = [record.pop(action, None) for action in actions]
    return any(asked)


def _currency_of_lines(call: Call) -> str:
    """Returns the currency that the lines which were sent are in, or an empty text."""
    sent = call.sent.get("lines") or []
    codes = (code_of(line.get("unit_cost")) for line in sent if isinstance(line, dict))
    return next(filter(None, codes), "")


def _taxes(call: Call, said: list[Record]) -> dict[str, Record]:
    """Returns the account's taxes by name, if lines name any."""
    if not any(line.get("taxName1") or line.get("taxName2") for line in said):
        return {}
    return {tax["name"]: tax for tax in call.book.select("taxes")}


def _value(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _COUNTED_DIGITS else 0
