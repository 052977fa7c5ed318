"""What a new record takes where an element was left out.

The catalog gives the defaults: most are texts, some are words for what is
worked out when the call comes, and those are worked out here.
"""

import secrets
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from refreshbooks.catalog import parts
from refreshbooks.catalog.model import Field
from refreshbooks.sandbox.classic.call import Call
from refreshbooks.sandbox.store import Record

__all__ = ["BASE_CURRENCY", "fill_defaults"]

BASE_CURRENCY = "USD"


def fill_defaults(call: Call, fields: Iterable[Field], record: Record) -> None:
    """Puts the catalog's defaults where a new record lacks an element.

    An element sent empty was asked to be empty and stays so. Children of lists
    get theirs too.
    """
    for described in fields:
        name = described.name
        if described.type == "list" and described.fields:
            for item in record.get(name) or []:
                fill_defaults(call, described.fields, item)
        elif described.default is not None and name not in record:
            record[name] = _default(call, described, record)


def _default(call: Call, described: Field, record: Record) -> str:
    work_out = _WORKED_OUT.get(str(described.default))
    return work_out(call, record) if work_out else str(described.default)


def _full_name(call: Call, record: Record) -> str:
    return f"{record.get('first_name', '')} {record.get('last_name', '')}".strip()


def _language(call: Call, record: Record) -> str:
    client = call.find("client", record.get("client_id", ""))
    language: str = client.get("language") or "en"
    return language


_WORKED_OUT: Mapping[str, Callable[[Call, dict[str, Any]], str]] = {
    parts.TODAY: lambda call, record: call.today,
    parts.CALLER: lambda call, record: call.user,
    parts.RANDOM: lambda call, record: secrets.token_urlsafe(12),
    parts.BASE_CURRENCY: lambda call, record: BASE_CURRENCY,
    parts.FIRST_AND_LAST_NAME: _full_name,
    # Documents number themselves.
    parts.NEXT_NUMBER: lambda call, record: "",
    parts.LANGUAGE_OF_CLIENT: _language,
}
