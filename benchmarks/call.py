"""What a whole call costs beyond the least that would do: ``python -m benchmarks.call``.

A server in a process of its own answers with the same 2 KB each time. One floor
is ``http.client`` on an open connection, the other ``requests.Session.post``;
both read the answer by plain ``objectify.fromstring``.
"""

import http.client
import multiprocessing
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any

import requests
from lxml import objectify

from benchmarks import rounds
from refreshbooks import api

__all__ = ["main"]

WANTED_OF_HTTP_CLIENT = 2.5
WANTED_OF_SESSION_POST = 0.7

_ITEM = (
    "<line><name>Garden work</name><description>Mowing and raking</description>"
    "<unit_cost>45.00</unit_cost><quantity>2</quantity><type>Item</type></line>"
)
ANSWER = (
    '<?xml version="1.0" encoding="utf-8"?>\n'
    '<response xmlns="http://www.freshbooks.com/api/" status="ok"><invoice>'
    "<invoice_id>344</invoice_id><number>0000344</number><amount>1260.00</amount><lines>"
    + 14 * _ITEM
    + "</lines></invoice></response>"
).encode()

_PATH = "/api/2.1/xml-in"
_REQUEST = b'<request method="invoice.get"><invoice_id>344</invoice_id></request>'
_HEADERS = {"Authorization": "Basic YWJjOlg=", "Content-Type": "application/xml"}


def main() -> None:
    """Prints how a call compares with both floors."""
    ready, telling = multiprocessing.Pipe(duplex=False)
    server = multiprocessing.get_context("spawn").Process(
        target=serve, args=(telling,), daemon=True
    )
    server.start()
    try:
        port = ready.recv()
        ours = by_the_library(port)
        for name, floor, wanted in (
            ("call, 2 KB, against http.client", by_http_client(port), WANTED_OF_HTTP_CLIENT),
            ("call, 2 KB, against Session.post", by_session_post(port), WANTED_OF_SESSION_POST),
        ):
            rounds.report(name, rounds.compare(ours, floor), wanted)
    finally:
        server.terminate()
        server.join()


def serve(telling: Connection) -> None:
    """Serves the answer for ever, after telling on which port."""
    # Here, since only the server's process needs it.
    from tests.servers import Reply, Server

    server = Server(lambda request: Reply(ANSWER))
    telling.send(server.server_port)
    server.serve_forever()


def by_the_library(port: int) -> Callable[[], Any]:
    """Returns a call through a client of ours."""
    get = api.TokenClient(f"http://127.0.0.1:{port}", "abc").invoice.get
    return lambda: get(invoice_id=344)


def by_http_client(port: int) -> Callable[[], Any]:
    """Returns the same call by the standard library's connection."""
    connection = http.client.HTTPConnection("127.0.0.1", port)

    def call() -> Any:
        connection.request("POST", _PATH, _REQUEST, _HEADERS)
        return objectify.fromstring(connection.getresponse().read())

    return call


def by_session_post(port: int) -> Callable[[], Any]:
    """Returns the same call by requests as one would write it."""
    session = requests.Session()
    url = f"http://127.0.0.1:{port}{_PATH}"
    return lambda: objectify.fromstring(session.post(url, _REQUEST, headers=_HEADERS).content)


if __name__ == "__main__":
    main()
