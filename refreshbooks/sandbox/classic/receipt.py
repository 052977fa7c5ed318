"""Receipts: the picture of a bill, one for each expense, kept byte for byte."""

from refreshbooks.sandbox.classic import failures
from refreshbooks.sandbox.classic.attachments import part_named
from refreshbooks.sandbox.classic.behaviour import Behaviour
from refreshbooks.sandbox.classic.call import Call
from refreshbooks.sandbox.classic.documents import File
from refreshbooks.sandbox.store import StoredFile

__all__ = ["BEHAVIOUR"]

_MEDIA_TYPES = ("image/png", "image/jpg", "image/jpeg", "image/gif", "application/pdf")


def _create(call: Call) -> dict[str, object]:
    number = int(call.values["expense_id"])
    if call.book.get_file("expense", number) is not None:
        raise failures.refused("create", "receipt", "The expense has one already.")
    _keep(call, number)
    return {}


def _update(call: Call) -> dict[str, object]:
    _found(call, call.values["expense_id"])
    _keep(call, int(call.values["expense_id"]))
    return {}


def _get(call: Call) -> File:
    kept = _found(call, call.sent["expense_id"])
    return File(kept.content, kept.media_type)


def _delete(call: Call) -> dict[str, object]:
    _found(call, call.sent["expense_id"])
    call.book.drop_file("expense", int(call.sent["expense_id"]))
    _mark(call, call.sent["expense_id"], "0")
    return {}


def _found(call: Call, number: str) -> StoredFile:
    kept = call.book.get_file("expense", int(number))
    if kept is None:
        raise failures.not_found("expense_id", "receipt")
    return kept


def _keep(call: Call, number: int) -> None:
    part = part_named(call, "image", call.values["image"])
    if part.media_type not in _MEDIA_TYPES:
        raise failures.invalid("image", f"It may be {', '.join(_MEDIA_TYPES)}.")
    call.book.put_file("expense", number, StoredFile(part.content, part.media_type))
    _mark(call, str(number), "1")


def _mark(call: Call, number: str, has_receipt: str) -> None:
    call.save("expense", {**call.find("expense", number), "has_receipt": has_receipt})


BEHAVIOUR = Behaviour(
    actions={"create": _create, "update": _update, "get": _get, "delete": _delete}
)
