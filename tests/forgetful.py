"""A service of one list that loses answers and is slow to apply what it was sent.

It is a function from bytes to bytes, as a transport is, and keeps its records in a
file, so that the processes of a test see the same ones. Its time is a fake one.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree

from refreshbooks import api, client, exceptions
from refreshbooks.exchange import Rules
from refreshbooks.retry import Repeats

__all__ = ["Clock", "Fate", "Forgetful", "Killed", "client_of", "silence"]


class Killed(BaseException):
    """Stands for the end of the program."""


class Clock:
    """A time that passes only while somebody sleeps."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        """Returns the seconds."""
        return self.now

    def sleep(self, seconds: float) -> None:
        """Lets time pass."""
        self.slept.append(seconds)
        self.now += seconds


@dataclass(frozen=True)
class Fate:
    """What becomes of one create.

    Attributes:
        applied_after: Seconds until the record is there; None for never.
        raised: Makes the error in place of the answer, if there is none.
        takes: Seconds until the answer or the error comes.
    """

    applied_after: float | None = 0.0
    raised: Callable[[], BaseException] | None = None
    takes: float = 0.0


class Forgetful:
    """The service.

    Args:
        path: Where its records are.
        clock: Its time.
        fates: What becomes of the creates, in their order; all further ones go well.
    """

    def __init__(self, path: Path, clock: Clock, fates: Iterable[Fate] = ()) -> None:
        self.path = path
        self.clock = clock
        self.fates = list(fates)
        self.sent: list[str] = []
        self.filters: list[dict[str, str]] = []

    @property
    def everything(self) -> list[dict[str, Any]]:
        """All records, those among them that are still to be applied."""
        return json.loads(self.path.read_text()) if self.path.exists() else []

    @property
    def records(self) -> list[dict[str, Any]]:
        """What a list shows now."""
        return [record for record in self.everything if record["from"] <= self.clock.now]

    def add(self, resource: str, **fields: str) -> int:
        """Makes a record by other means and returns its id."""
        return self._made(resource, fields, 0.0)

    def __call__(self, entity: bytes) -> bytes:
        """Answers one request document."""
        request = etree.fromstring(entity)
        method = request.get("method", "")
        self.sent.append(method)
        resource, _, verb = method.partition(".")
        return (
            self._created(resource, request)
            if verb == "create"
            else self._listed(resource, request)
        )

    def _created(self, resource: str, request: Any) -> bytes:
        fate = self.fates.pop(0) if self.fates else Fate()
        fields = {child.tag: child.text or "" for child in request[0]}
        made = None
        if fate.applied_after is not None:
            made = self._made(resource, fields, fate.applied_after)
        self.clock.now += fate.takes
        if fate.raised is not None:
            raise fate.raised()
        return _response(f"<{resource}_id>{made}</{resource}_id>")

    def _made(self, resource: str, fields: dict[str, str], after: float) -> int:
        everything = self.everything
        record = {"id": len(everything) + 1, "resource": resource, "fields": fields}
        everything.append({**record, "from": self.clock.now + after})
        self.path.write_text(json.dumps(everything))
        return len(everything)

    def _listed(self, resource: str, request: Any) -> bytes:
        asked = {child.tag: child.text or "" for child in request}
        page, per_page = (int(asked.pop(name)) for name in ("page", "per_page"))
        self.filters.append(asked)
        rows = [record for record in self.records if record["resource"] == resource]
        pages = -(-len(rows) // per_page)
        shown = "".join(map(_row, rows[(page - 1) * per_page : page * per_page]))
        numbers = f'page="{page}" per_page="{per_page}" pages="{pages}" total="{len(rows)}"'
        plural = {"staff": "staff_members", "category": "categories"}.get(resource, f"{resource}s")
        return _response(f"<{plural} {numbers}>{shown}</{plural}>")


def client_of(service: Callable[[bytes], bytes], clock: Clock, **options: Any) -> client.Client:
    """Returns a client of the service, whose waits pass in its time."""
    policy = api.Retry(clock=clock, sleep=clock.sleep, **options)
    return client.Client(
        api.default_request_encoder,
        service,
        api.default_response_decoder,
        rules=Rules(repeats=Repeats(policy)),
    )


def silence() -> exceptions.NoResponse:
    """Returns the error of an answer that did not come."""
    return exceptions.NoResponse("silence", sent=True)


def _row(record: dict[str, Any]) -> str:
    element = etree.Element("member" if record["resource"] == "staff" else record["resource"])
    # Lists pad their ids, answers to a create do not.
    etree.SubElement(element, f"{record['resource']}_id").text = f"{record['id']:011}"
    for name, text in record["fields"].items():
        etree.SubElement(element, name).text = text
    return etree.tostring(element, encoding="unicode")


def _response(inside: str) -> bytes:
    return (
        f'<response xmlns="http://www.freshbooks.com/api/" status="ok">{inside}</response>'.encode()
    )
