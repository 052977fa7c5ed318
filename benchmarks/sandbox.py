"""The sandbox beside a bare WSGI callable on the same server.

Imports excluded: from the constructor to the first answer, and ``invoice.get``
calls a second. The calls go over one connection that stays open, by
``http.client``, from the same process; so both sides carry the caller's cost.
"""

import base64
import http.client
from collections.abc import Callable, Iterable
from typing import Any

from benchmarks.rounds import compare
from refreshbooks.sandbox import Sandbox
from refreshbooks.sandbox.server import Server

_ADDRESS = "/api/2.1/xml-in"
_CLIENT = "<client><email>ann@example.com</email></client>"
_INVOICE = (
    "<invoice><client_id>1</client_id><lines><line><name>Yard Work</name>"
    "<unit_cost>10</unit_cost><quantity>4</quantity></line></lines></invoice>"
)


def main() -> None:
    """Prints both comparisons, each as milliseconds or calls, and their ratio."""
    start = compare(_first_answer, _first_bare_answer, rounds=9, calls=10)
    print(
        f"constructor to first answer  {start.ours * 1e3:6.2f} ms"
        f"  bare {start.floor * 1e3:6.2f} ms  ratio {start.median:.2f}"
    )
    with Sandbox() as sandbox:
        call = _caller(sandbox.url, sandbox.token)
        for method, inside in [("client.create", _CLIENT), ("invoice.create", _INVOICE)]:
            call(_request(method, inside))
        question = _request("invoice.get", "<invoice_id>1</invoice_id>")
        bare = Server(_bare(call(question)))
        call_bare = _caller(bare.url, "")
        calls = compare(lambda: call(question), lambda: call_bare(question), calls=300)
        bare.close()
    print(
        f"invoice.get a second         {1 / calls.ours:6.0f}   "
        f"  bare {1 / calls.floor:6.0f}     ratio {calls.median:.2f}"
    )


def _first_answer() -> None:
    with Sandbox() as sandbox:
        _caller(sandbox.url, sandbox.token)(_request("staff.current"))


def _first_bare_answer() -> None:
    server = Server(_bare(b"<response/>"))
    _caller(server.url, "")(_request("staff.current"))
    server.close()


def _request(method: str, inside: str = "") -> bytes:
    return f'<request method="{method}">{inside}</request>'.encode()


def _caller(url: str, token: str) -> Callable[[bytes], bytes]:
    connection = http.client.HTTPConnection(url.removeprefix("http://"))
    known = base64.b64encode(f"{token}:X".encode()).decode()
    headers = {"Authorization": f"Basic {known}", "Content-Type": "application/xml"}

    def call(entity: bytes) -> bytes:
        connection.request("POST", _ADDRESS, entity, headers)
        return connection.getresponse().read()

    return call


def _bare(answer: bytes) -> Callable[[dict[str, Any], Callable[..., object]], Iterable[bytes]]:
    def application(
        environ: dict[str, Any], start_response: Callable[..., object]
    ) -> Iterable[bytes]:
        environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
        headers = [("Content-Type", "application/xml"), ("Content-Length", str(len(answer)))]
        start_response("200 OK", headers)
        return [answer]

    return application


if __name__ == "__main__":
    main()
