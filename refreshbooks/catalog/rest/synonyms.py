"""What people write for the names of the REST API, where no likeness of letters shows it.

Each word with the names that may be meant; which of them a resource has, its row tells.
"""

from collections.abc import Mapping

__all__ = ["SYNONYMS"]

_MAILS = ("invoice_customized_email", "estimate_customized_email")
_DAYS = ("invoice_date", "estimate_date", "date_min", "date_max", "start_date")

SYNONYMS: Mapping[str, tuple[str, ...]] = {
    "client_id": ("customerid", "clientid", "userid"),
    "create_date": _DAYS,
    "created": ("created_at",),
    "date": ("create_date", *_DAYS),
    "email_body": _MAILS,
    "email_subject": _MAILS,
    "end": ("end_date",),
    "first_name": ("fname",),
    "last_name": ("lname",),
    "name": ("organization", "title"),
    "price": ("unit_cost", "rate"),
    "quantity": ("qty",),
    "rate": ("unit_cost",),
    "start": ("start_date",),
    "tax": ("taxName1",),
}
