"""What answers look like, family by family: records, lists, deletions, refusals.

A verb returns an :class:`Answer`. Most are made by the methods of the family
that the resource belongs to::

    return call.family.single(call.resource, shown)
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from refreshbooks.catalog.rest.model import Resource
from refreshbooks.sandbox.rest import refusals
from refreshbooks.sandbox.rest.refusals import Refusal

__all__ = ["FAMILIES", "Answer", "Family", "Page"]

_JSON = "application/json"


@dataclass(frozen=True)
class Answer:
    """What goes back: a body for JSON, or bytes of another kind.

    Attributes:
        body: What JSON says; None for no body at all.
        status: The HTTP status.
        content: Bytes in the place of JSON.
        media_type: What the body is.
        headers: Further headers.
    """

    body: Any = None
    status: int = 200
    content: bytes | None = None
    media_type: str = _JSON
    headers: tuple[tuple[str, str], ...] = ()

    @property
    def entity(self) -> bytes:
        """The bytes that go out."""
        if self.content is not None:
            return self.content
        return b"" if self.body is None else json.dumps(self.body).encode()


@dataclass(frozen=True)
class Page:
    """Some rows of a list.

    Attributes:
        rows: The records as they are shown.
        page: Which page it is, counted from one.
        per_page: How many rows a page has.
        total: How many rows there are on all pages.
        meta: What the list says beyond that.
    """

    rows: list[Any]
    page: int
    per_page: int
    total: int
    meta: Mapping[str, Any] = field(default_factory=dict)

    @property
    def numbers(self) -> dict[str, Any]:
        """The four numbers by which a program turns the pages."""
        pages = -(-self.total // self.per_page)  # none where nothing is there
        numbers = {"page": self.page, "pages": pages, "per_page": self.per_page}
        return {**numbers, "total": self.total, **self.meta}


class Family:
    """Answers of accounting, and what the other families say otherwise.

    Attributes:
        name: What the catalog calls it.
        per_page: How many rows a page has where nobody asks.
        media_type: What answers say they are.
        is_bracketed: Whether filters stand in ``search[...]``, includes in
            ``include[]`` and sorts end in ``_asc`` or ``_desc``.
        is_wrapped: Whether records in requests stand under the single name.
    """

    name = "accounting"
    per_page = 15
    media_type = _JSON
    is_bracketed = True
    is_wrapped = True

    def single(self, resource: Resource, shown: object) -> Answer:
        """One record."""
        return Answer({"response": {"result": {resource.single: shown}}})

    def listing(self, resource: Resource, page: Page) -> Answer:
        """A page of records."""
        return Answer({"response": {"result": {resource.plural: page.rows, **page.numbers}}})

    def gone(self) -> Answer:
        """After a deletion by the verb DELETE."""
        return Answer({"response": {}})

    def refusal(self, refusal: Refusal, resource: str) -> Answer:
        """What was wrong, about a resource of that single name."""
        errors = [self._error(problem, resource) for problem in refusal.problems]
        return Answer({"response": {"errors": errors}}, refusal.status)

    def _error(self, problem: refusals.Problem, resource: str) -> dict[str, Any]:
        text = problem.text(self.name)
        if not problem.field:
            return {"message": text, "errno": problem.errno}
        return {
            "errno": problem.errno,
            "field": problem.field,
            "message": text,
            "object": resource,
            "value": problem.value,
        }


class _Businesses(Family):
    name = "accounting_businesses"
    is_bracketed = False
    is_wrapped = False

    def single(self, resource: Resource, shown: object) -> Answer:
        return Answer({"data": shown})

    def listing(self, resource: Resource, page: Page) -> Answer:
        return Answer({"data": page.rows})

    def gone(self) -> Answer:
        return Answer(status=204)

    def refusal(self, refusal: Refusal, resource: str) -> Answer:
        # Field-level mistakes are 400 here, other than in the rest of accounting.
        status = 400 if refusal.status == 422 else refusal.status
        details = [_detail(problem, self.name) for problem in refusal.problems]
        text = f"Request failed with status code {status}"
        return Answer({"errors": {"message": text, "status": status, "details": details}}, status)


def _detail(problem: refusals.Problem, family: str) -> dict[str, Any]:
    text = "Not found." if problem.kind in ("not_found", "nowhere") else problem.text(family)
    name = None if problem.kind in ("not_found", "nowhere") else problem.field or None
    reason = f"{name}: {text}" if name else text
    return {"reason": reason, "metadata": {"message": text, "field": name}}


class _Events(Family):
    name = "events"

    def gone(self) -> Answer:
        return Answer(status=204)

    def refusal(self, refusal: Refusal, resource: str) -> Answer:
        body: dict[str, Any] = {"errno": refusal.status, "message": _event_text(refusal)}
        if refusal.status == 422:
            texts = (f"{one.field}: {one.text(self.name)}" for one in refusal.problems)
            body["details"] = list(texts)
        return Answer(body, refusal.status)


def _event_text(refusal: Refusal) -> str:
    if refusal.status == 422:
        return "The request was well-formed but was unable to be followed due to semantic errors."
    if refusal.kind == "not_found":
        return "Requested resource could not be found."
    return refusal.problems[0].text("events")


class _Projects(Family):
    name = "projects"
    per_page = 30
    is_bracketed = False

    def single(self, resource: Resource, shown: object) -> Answer:
        return Answer({resource.single: shown})

    def listing(self, resource: Resource, page: Page) -> Answer:
        meta = {"meta": page.numbers} if resource.paging else {}
        return Answer({resource.plural: page.rows, **meta})

    def gone(self) -> Answer:
        return Answer(status=204)

    def refusal(self, refusal: Refusal, resource: str) -> Answer:
        if refusal.status == 422:
            texts = {one.field: one.text(self.name) for one in refusal.problems}
            return Answer({"errno": 2001, "error": texts}, 422)
        if refusal.kind == "not_found":
            return Answer({"error": "Requested resource could not be found."}, 404)
        return Answer({"error": refusal.problems[0].text(self.name)}, refusal.status)


class _TimeTracking(_Projects):
    name = "timetracking"

    def listing(self, resource: Resource, page: Page) -> Answer:
        meta = page.numbers
        if not page.total:
            meta["per_page"] = 0  # as a capture of an empty list shows it
        return Answer({resource.plural: page.rows, "meta": meta})


class _Comments(_Projects):
    name = "comments"
    per_page = 50


class _Payments(_Projects):
    name = "payments"
    media_type = "application/vnd.api+json"
    is_wrapped = False

    def refusal(self, refusal: Refusal, resource: str) -> Answer:
        if refusal.status == 422:
            errors = [_validation(problem) for problem in refusal.problems]
            text = "A validation error occurred."
            return Answer({"error_type": "validation", "message": text, "errors": errors}, 400)
        if refusal.kind in ("not_found", "nowhere", "no_account"):
            return Answer({"error_type": "not_found", "message": "Resource not found"}, 404)
        text = refusal.problems[0].text(self.name)
        return Answer({"error_type": refusal.kind, "message": text}, refusal.status)


def _validation(problem: refusals.Problem) -> dict[str, Any]:
    kinds = {"required": "value_error.missing", "value": "type_error.enum"}
    return {
        "error_type": kinds.get(problem.kind, f"type_error.{problem.kind}"),
        "message": problem.text("payments"),
        "field": problem.field,
    }


class _Uploads(_Projects):
    name = "uploads"

    def refusal(self, refusal: Refusal, resource: str) -> Answer:
        # Where other families say 405, this one was seen to say 422.
        status = 422 if refusal.kind == "not_allowed" else refusal.status
        return Answer({"error": refusal.problems[0].text(self.name)}, status)


class _Auth(_Projects):
    name = "auth"

    def single(self, resource: Resource, shown: object) -> Answer:
        return Answer({"response": shown})

    def listing(self, resource: Resource, page: Page) -> Answer:
        # Without the number of pages, unlike anywhere else.
        meta = {key: value for key, value in page.numbers.items() if key != "pages"}
        return Answer({"response": page.rows, "meta": meta})

    def refusal(self, refusal: Refusal, resource: str) -> Answer:
        kinds = {"not_found": "invalid_resource", "nowhere": "invalid_resource"}
        text = refusal.problems[0].text(self.name)
        word = kinds.get(refusal.kind, refusal.kind)
        return Answer({"error": word, "error_description": text}, refusal.status)


_ALL = (
    Family,
    _Businesses,
    _Events,
    _Projects,
    _TimeTracking,
    _Comments,
    _Payments,
    _Uploads,
    _Auth,
)

FAMILIES: Mapping[str, Family] = {kind.name: kind() for kind in _ALL}
