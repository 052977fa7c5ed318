"""The accounts of a book, as the ledger knows them."""

from collections.abc import Mapping
from dataclasses import dataclass

from refreshbooks.sandbox.rest.ledger import entries
from refreshbooks.sandbox.store import Book, Record

__all__ = ["KIND", "SubAccount", "by_purpose", "sub_accounts"]

KIND = "ledger_accounts"


@dataclass(frozen=True)
class SubAccount:
    """An account that amounts stand on.

    Attributes:
        number: Its number in journal entries.
        name: What it is called.
        place: The last part of how accountants number it: 2 of ``1200-2``.
        type: ``asset``, ``liability``, ``equity``, ``income`` or ``expense``.
        sub_type: Which of those.
        parent: The name of the account that it is below.
        parent_id: The number of that in journal entries.
        parent_number: How accountants number that.
        purpose: What it is for, as entries name it; empty for a plain account.
    """

    number: int
    name: str
    place: str
    type: str
    sub_type: str
    parent: str
    parent_id: int
    parent_number: str
    purpose: str


def sub_accounts(book: Book) -> list[SubAccount]:
    """Returns the accounts that amounts stand on, in the order of their numbers."""
    records = book.select(KIND)
    parents = {record["uuid"]: record for record in records}
    found = [
        _sub_account(record, parents[record["parent_account"]])
        for record in records
        if record["parent_account"]
    ]
    return sorted(found, key=lambda one: (one.parent_number, one.number))


def by_purpose(book: Book) -> Mapping[str, SubAccount]:
    """Returns those accounts by what entries call them: by purpose, and by number."""
    found: dict[str, SubAccount] = {}
    for one in sub_accounts(book):
        found[entries.account(one.number)] = one
        if one.purpose:
            found[one.purpose] = one
    return found


def _sub_account(record: Record, parent: Record) -> SubAccount:
    return SubAccount(
        number=record["jesa_id"],
        name=record["name"],
        place=record["number"].rpartition("-")[2],
        type=record["type"],
        sub_type=record["sub_type"],
        parent=parent["name"],
        parent_id=parent["jea_id"],
        parent_number=parent["number"],
        purpose=record.get("purpose", ""),
    )
