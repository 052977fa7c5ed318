"""What all resources have in common: a row of the catalog, and a client to send by."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, ClassVar, NamedTuple, Protocol

from refreshbooks.catalog.rest.description import described
from refreshbooks.catalog.rest.model import Resource as Row
from refreshbooks.exceptions import BadParameter
from refreshbooks.exchange import Call, Rules
from refreshbooks.files import Answer
from refreshbooks.rest import advice, checks
from refreshbooks.rest.asked import Asked, names_in
from refreshbooks.rest.errors import FreshBooksNotImplementedError
from refreshbooks.rest.families import FAMILIES, Family
from refreshbooks.rest.models import ListResult, Result
from refreshbooks.rest.query import escaped, query_string
from refreshbooks.rest.request import Request, address, filled, plain_query
from refreshbooks.rest.uploads import Form

__all__ = ["VERBS", "Caller", "Id", "Resource", "Verb"]

Id = int | str
"""What names a record, an account or a business."""


class Caller(Protocol):
    """What a resource needs of its client."""

    base_url: str
    rules: Rules
    check: bool

    def headers(self, api_version: str = "") -> dict[str, str]:
        """Returns what is said with every request, but for the token."""

    def carried(self, call: Call, family: Family) -> Any:
        """Returns what a call comes to; or what is awaited for it."""


class Verb(NamedTuple):
    """What a call of a resource is on the wire.

    Attributes:
        method: The HTTP method.
        path: The attribute of the row that has the address.
        lists: Whether the answer holds rows.
    """

    method: str
    path: str
    lists: bool = False


VERBS: Mapping[str, Verb] = {
    "get": Verb("GET", "single_path"),
    "list": Verb("GET", "path", lists=True),
    "create": Verb("POST", "create_path"),
    "update": Verb("PUT", "single_path"),
    "delete": Verb("DELETE", "single_path"),
    "archive": Verb("PUT", "single_path"),
    "verify": Verb("PUT", "single_path"),
    "resend_verification": Verb("PUT", "single_path"),
    "defaults": Verb("GET", "defaults_path"),
    "upload": Verb("POST", "path"),
}


class Resource:
    """One resource of an API: its calls, each sent by the client that it came from.

    It is cheap, and shares the client's connections, tokens and rules.

    Attributes:
        takes: How many ids each call takes.
    """

    takes: ClassVar[Mapping[str, int]] = {}

    def __init__(self, row: Row, client: Caller) -> None:
        self._row = row
        self._client = client
        self._family = FAMILIES[row.family]
        # So that help() tells how sure it is that this works.
        self.__doc__ = described(row.name)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._row.attribute}>"

    def __dir__(self) -> list[str]:
        hidden = {*VERBS, "fits", "takes"} - set(self._row.methods)
        return [name for name in super().__dir__() if name not in hidden]

    @classmethod
    def fits(cls, row: Row) -> bool:
        """Says whether the calls of a resource take what the calls of this class take."""
        return all(
            cls.takes.get(verb) == len(names_in(_template(row, verb))) for verb in row.methods
        )

    def _one(self, verb: str, ids: Sequence[object], **given: Any) -> Result:
        found: Result = self._call(verb, ids, **given)
        return found

    def _many(self, verb: str, ids: Sequence[object], **given: Any) -> ListResult:
        found: ListResult = self._call(verb, ids, **given)
        return found

    def _call(  # noqa: PLR0913
        self,
        verb: str,
        ids: Sequence[object],
        *,
        record: Any = None,
        includes: Any = None,
        builders: Iterable[Any] | None = None,
        parameters: Mapping[str, object] | None = None,
        form: Form | None = None,
        streams: bool = False,
    ) -> Any:
        if verb == "delete" and self._row.deleted:
            record = dict([self._row.deleted])
        asked = Asked(
            method=self._name(verb),
            verb=verb,
            http_method=_http_method(self._row, verb),
            row=self._row,
            ids=dict(zip(self._wanted(verb), ids, strict=True)),
            record=record,
            builders=_builders(builders) if includes is None else _builders([includes], "includes"),
            parameters=parameters or {},
        )
        return self._client.carried(self._exchange_of(asked, form, streams), self._family)

    def _name(self, verb: str) -> str:
        """Returns the name of a call in logs and errors."""
        return f"{self._row.attribute}.{verb}"

    def _wanted(self, verb: str) -> list[str]:
        """Returns the names of the ids that a call takes, in their order."""
        self._require(verb)
        return [*names_in(_template(self._row, verb))]

    def _bound(
        self, verb: str, ids: tuple[object, ...], named: dict[str, object]
    ) -> Sequence[object]:
        """Returns the ids of an address in its order; those given by name are taken out."""
        wanted = self._wanted(verb)
        further = wanted[len(ids) :]
        if len(ids) > len(wanted) or not set(further) <= named.keys():
            raise TypeError(f"{self._row.attribute}.{verb} takes {', '.join(wanted) or 'no id'}")
        return [*ids, *(named.pop(name) for name in further)]

    def _require(self, verb: str) -> None:
        """Refuses a call that the resource does not have.

        Raises:
            FreshBooksNotImplementedError: It has no such call.
        """
        if verb not in self._row.methods:
            raise FreshBooksNotImplementedError(self._row.plural or self._row.attribute, verb)

    def _exchange_of(self, asked: Asked, form: Form | None, streams: bool) -> Call:
        def encode() -> Request:
            checks.check(asked, refuses=self._client.check)
            return self._request(asked, form, streams)

        return Call(
            method=asked.method,
            is_read=asked.is_read,
            encode=encode,
            decode=lambda answer: self._decoded(asked, answer),
            explain=lambda error: advice.explained(error, asked),
            rules=self._client.rules,
        )

    def _request(self, asked: Asked, form: Form | None, streams: bool) -> Request:
        headers = self._client.headers(self._row.api_version)
        path = filled(_template(self._row, asked.verb), asked.ids)
        body = form.body if form else None
        if form is not None:
            headers["Content-Type"] = form.content_type
        elif asked.record is not None:
            headers["Content-Type"] = "application/json"
            body = self._family.sent(self._row, asked.record)
        url = address(self._client.base_url, path, *self._queries(asked))
        return Request(asked.http_method, url, headers, body, is_streamed=streams)

    def _queries(self, asked: Asked) -> Iterator[str]:
        # A row's own parameters belong to its defaults, where it has some.
        if asked.verb == ("defaults" if self._row.defaults_path else "get"):
            yield escaped(self._row.query)
        yield query_string(asked.builders, self._family.name)
        yield plain_query(asked.parameters)

    def _decoded(self, asked: Asked, answer: Answer) -> Any:
        read = self._family.rows if VERBS[asked.verb].lists else self._family.record
        return read(self._row, answer.status, answer)


def _builders(given: Any, path: str = "builders") -> tuple[Any, ...]:
    """Returns what may be asked for by builders, each of them one."""
    if hasattr(given, "build"):
        raise BadParameter("this is a list: write builders=[...]", path=path)
    asked = tuple(given or ())
    for each in asked:
        if not hasattr(each, "build"):
            raise BadParameter(f"a {type(each).__name__} is no builder", path=path)
    return asked


def _template(row: Row, verb: str) -> str:
    path = getattr(row, VERBS[verb].path) or row.path
    return FAMILIES[row.family].template(path)


def _http_method(row: Row, verb: str) -> str:
    return row.delete if verb == "delete" else VERBS[verb].method
