"""The families of addresses: where their records are, and what is around them.

One class for each. A family knows the prefix of its addresses, and where in an answer
the record or the rows are. It knows no resource: that is the catalog's row.
"""

from collections.abc import Mapping
from typing import Any, ClassVar

from refreshbooks.catalog.rest.model import Field, Resource
from refreshbooks.rest import values, written
from refreshbooks.rest.errors import FreshBooksError
from refreshbooks.rest.models import ListResult, Result
from refreshbooks.rest.refusals import refusal, unexpected

__all__ = [
    "FAMILIES",
    "Accounting",
    "AccountingBusinesses",
    "Auth",
    "Comments",
    "Events",
    "Family",
    "Payments",
    "Projects",
    "Timetracking",
    "Uploads",
    "family_at",
]

_REDIRECTION = 300
_REFUSAL = 400
_NO_CONTENT = 204

# What an error's body has, whatever its status.
_OF_ERRORS = frozenset({"errno", "error", "error_type", "errors"})


class Family:
    """What the families have in common: an answer that is all record, or all rows.

    Attributes:
        name: Its name in the catalog.
        prefix: What its addresses begin with, a template.
        sdk_class: The official SDK's name for the class of its resources.
        is_bracketed: Whether filters stand in ``search[...]``, includes in ``include[]``,
            and sorts end in ``_asc`` or ``_desc``.
        times: The type of times that the catalog does not declare.
    """

    name: ClassVar[str] = ""
    prefix: ClassVar[str] = ""
    sdk_class: ClassVar[str] = ""
    is_bracketed: ClassVar[bool] = False
    times: ClassVar[str] = "utc"

    def template(self, path: str) -> str:
        """Returns the whole template of an address."""
        return path if path.startswith("/") else f"{self.prefix}/{path}"

    def sent(self, row: Resource, record: object) -> bytes:
        """Returns the body that carries a record.

        Raises:
            BadParameter: Something in it has no JSON form.
        """
        if not row.wrapped:
            return written.document(record, fields=row.fields, times=self.times)
        around = Field(row.single, "object", fields=row.fields)
        return written.document({row.single: record}, fields=[around], times=self.times)

    def refuse(self, answer: Any) -> None:
        """Does nothing about an answer that went well.

        Raises:
            FreshBooksError: Its status says that the call did not.
        """
        if answer.status < _REDIRECTION:
            return
        content = answer if isinstance(answer, bytes) else answer.beginning()
        if answer.status < _REFUSAL:
            raise FreshBooksError(answer.status, "The address redirects, and was not followed")
        raise refusal(self.name, answer.status, content, answer.headers)

    def body(self, status: int, content: bytes) -> Any:
        """Returns the JSON of an answer that went well.

        Raises:
            BadAnswer: It is none.
        """
        return {} if status == _NO_CONTENT else values.loads(content)

    def record(self, row: Resource, status: int, content: bytes) -> Result:
        """Returns the record of an answer."""
        return Result(row.single, self._read(row.single, status, content), shape=row)

    def rows(self, row: Resource, status: int, content: bytes) -> ListResult:
        """Returns the rows of an answer."""
        name = row.plural or row.single
        part = self._read(name, status, content)
        return ListResult(name, row.single or name, part, shape=row)

    def _read(self, key: str, status: int, content: bytes) -> Any:
        body = self.body(status, content)
        if status == _NO_CONTENT:
            return body
        part = self._part(key, body) if isinstance(body, dict) else None
        if not isinstance(part, dict):
            raise unexpected(status, content)
        if key not in part and not _OF_ERRORS.isdisjoint(part):
            # Or it would look as if nothing had been there, or as if all had gone well.
            raise refusal(self.name, status, content, {})
        return part

    def _part(self, key: str, body: dict[str, Any]) -> Any:
        """Returns the part of a body that the record's or the rows' key stands in."""
        return body


class Accounting(Family):
    """Answers hold a ``response``, and in it a ``result``."""

    name = "accounting"
    prefix = "/accounting/account/{account_id}"
    sdk_class = "AccountingResource"
    is_bracketed = True
    times = "datetime"

    def _part(self, key: str, body: dict[str, Any]) -> Any:
        response = body.get("response")
        if isinstance(response, dict):
            return response.get("result", response)
        return body if key in body else None


class AccountingBusinesses(Family):
    """Answers hold ``data``, requests nothing but the record."""

    name = "accounting_businesses"
    prefix = "/accounting/businesses/{business_uuid}"
    sdk_class = "AccountingBusinessResource"

    def _part(self, key: str, body: dict[str, Any]) -> Any:
        if "data" in body:
            return {key: body["data"]}
        # What came here from accounting has kept its envelope.
        return Accounting()._part(key, body)


class Events(Accounting):
    """As in accounting, under another prefix; times are in UTC."""

    name = "events"
    prefix = "/events/account/{account_id}"
    sdk_class = "EventsResource"
    times = "utc"


class Projects(Family):
    """Records and rows stand at the top of an answer."""

    name = "projects"
    prefix = "/projects/business/{business_id}"
    sdk_class = "ProjectsResource"


class Timetracking(Family):
    """As projects."""

    name = "timetracking"
    prefix = "/timetracking/business/{business_id}"
    sdk_class = "TimetrackingResource"


class Comments(Family):
    """As projects: services, their rates, retainers."""

    name = "comments"
    prefix = "/comments/business/{business_id}"
    sdk_class = "CommentsResource"


class Payments(Family):
    """Requests are nothing but the record."""

    name = "payments"
    prefix = "/payments/account/{account_id}"
    sdk_class = "PaymentsResource"


class Uploads(Family):
    """Files go out as forms, and come back as they are."""

    name = "uploads"
    prefix = "/uploads/account/{account_id}"
    sdk_class = "UploadsResource"

    def _part(self, key: str, body: dict[str, Any]) -> Any:
        record = body.get(key)
        if not isinstance(record, dict):
            return None
        return {key: {**record, "link": body["link"]}} if "link" in body else {key: record}


class Auth(Family):
    """Answers hold a ``response``, without a ``result`` in it."""

    name = "auth"
    sdk_class = "AuthResource"

    def _part(self, key: str, body: dict[str, Any]) -> Any:
        if "response" not in body or key == "response":
            return body if key in body else None
        return body["response"]


FAMILIES: Mapping[str, Family] = {
    family.name: family
    for family in (
        Accounting(),
        AccountingBusinesses(),
        Events(),
        Projects(),
        Timetracking(),
        Comments(),
        Payments(),
        Uploads(),
        Auth(),
    )
}


def family_at(path: str) -> Family:
    """Returns the family that an address is of.

    >>> family_at("/accounting/businesses/a-uuid/reports").name
    'accounting_businesses'
    """
    for family in FAMILIES.values():
        if family.prefix and path.startswith(family.prefix.partition("{")[0]):
            return family
    return FAMILIES.get(path.split("/")[1], FAMILIES["auth"])
