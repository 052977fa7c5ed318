"""Records that other records name must be there.

Which kind an element names shows in its own name: ``client_id`` a client,
``tax1_id`` a tax. ``0`` and an empty text name nobody.
"""

from collections.abc import Iterable
from typing import Any

from refreshbooks import catalog
from refreshbooks.catalog.model import Field
from refreshbooks.sandbox.classic import failures
from refreshbooks.sandbox.classic.call import Call, is_number

__all__ = ["check_references"]

_KINDS = {"tax1_id": "tax", "tax2_id": "tax", "parent_id": "category"}
# Required, and yet it may say nobody: the documentation's own expense is 0's.
_NOBODYS = ("expense", "staff_id")


def check_references(call: Call) -> None:
    """Makes sure that every record named in a call exists.

    Raises:
        Failure: 50010, with the name of the element and of what was not found.
    """
    _check(call, call.method.params, call.sent)


def _check(call: Call, fields: Iterable[Field], values: dict[str, Any]) -> None:
    for described in fields:
        value = values.get(described.name)
        if not value:
            continue
        if described.type == "id":
            _check_one(call, described, value)
        elif described.type == "object":
            _check(call, described.fields, value)
        elif described.type == "list" and described.fields:
            for item in value:
                _check(call, described.fields, item)


def _check_one(call: Call, described: Field, number: str) -> None:
    if described.name == "contact_id":
        _check_contact(call, described, number)
        return
    kind = _kind_named(described.name)
    demanded = described.required and (call.kind, described.name) != _NOBODYS
    if kind and (number != "0" or demanded) and not _looks_for_deleted(call, kind, number):
        call.find(kind, number, described.name)


def _looks_for_deleted(call: Call, kind: str, number: str) -> bool:
    # A deleted client's invoices are still there, and a list must find them.
    return call.method.paged and is_number(number) and call.book.get(kind, int(number)) is not None


def _kind_named(name: str) -> str:
    kind = _KINDS.get(name, name.removesuffix("_id"))
    return kind if catalog.resource(kind) else ""


def _check_contact(call: Call, described: Field, number: str) -> None:
    # In a client its own contacts are numbered; documents name those of their client.
    if call.kind == "client" or number == "0":
        return
    client_id = call.values.get("client_id") or call.addressed()["client_id"]
    contacts = call.find("client", client_id).get("contacts") or []
    if number not in {contact.get("contact_id") for contact in contacts}:
        raise failures.not_found(described.name, "contact")
