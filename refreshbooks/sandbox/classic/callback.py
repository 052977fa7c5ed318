"""Callbacks: kept and listed. Nothing is posted to them yet, so none becomes verified."""

from urllib.parse import urlsplit

from refreshbooks.sandbox.classic import failures
from refreshbooks.sandbox.classic.behaviour import Behaviour
from refreshbooks.sandbox.classic.call import Call
from refreshbooks.sandbox.store import Record

__all__ = ["BEHAVIOUR"]


def _complete(call: Call, record: Record, before: Record | None) -> None:
    if not _is_http(record["uri"]):
        raise failures.invalid("uri")
    record["verified"] = "0"


def _is_http(uri: str) -> bool:
    try:
        parts = urlsplit(uri)
        return parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False


BEHAVIOUR = Behaviour(complete=_complete)
