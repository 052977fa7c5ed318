"""The current API's clients, served by a process of its own after a given wait.

Answers are made once, so that what is measured is the client. Clients of the
account are of a usual size, about 1.6 KB each.
"""

import contextlib
import functools
import json
import multiprocessing
import ssl
import threading
from collections.abc import Iterator
from multiprocessing.connection import Connection
from typing import Any, NamedTuple
from urllib.parse import parse_qs, urlsplit

__all__ = ["ACCOUNT", "PER_PAGE", "Served", "serving"]

ACCOUNT = "ACM123"
PER_PAGE = 100
JSON = {"Content-Type": "application/json"}


class Served(NamedTuple):
    """Where the clients are served.

    Attributes:
        url: The address, as ``FRESHBOOKS_API_URL`` takes it.
        authorities: A file with whom to trust over TLS; empty for plain HTTP.
    """

    url: str
    authorities: str = ""

    @property
    def clients(self) -> str:
        """The address of the list of clients."""
        return f"{self.url}/accounting/account/{ACCOUNT}/users/clients"


@contextlib.contextmanager
def serving(clients: int = 1, latency: float = 0.0, *, tls: bool = False) -> Iterator[Served]:
    """Serves so many clients until the end of the block.

    Args:
        latency: Seconds that every answer waits.
        tls: Whether over TLS, with a certificate made for the occasion.
    """
    with contextlib.ExitStack() as stack:
        certificate, authorities = stack.enter_context(_certified()) if tls else ("", "")
        ready, telling = multiprocessing.Pipe(duplex=False)
        server = multiprocessing.get_context("spawn").Process(
            target=_serve, args=(telling, clients, latency, certificate), daemon=True
        )
        server.start()
        stack.callback(server.join)
        stack.callback(server.terminate)
        scheme = "https" if tls else "http"
        yield Served(f"{scheme}://127.0.0.1:{ready.recv()}", authorities)


@contextlib.contextmanager
def _certified() -> Iterator[tuple[str, str]]:
    """Hands over a file with a certificate and its key, and one with who has signed it."""
    import trustme  # for those who measure TLS

    authority = trustme.CA()
    issued = authority.issue_cert("127.0.0.1")
    with issued.private_key_and_cert_chain_pem.tempfile() as certificate:
        with authority.cert_pem.tempfile() as authorities:
            yield certificate, authorities


def _serve(telling: Connection, clients: int, latency: float, certificate: str) -> None:
    # Here, since only the server's process needs it.
    from tests.servers import Reply, Request, Server

    never = threading.Event()

    def script(request: Request) -> Reply:
        never.wait(latency)
        address = urlsplit(request.path)
        if address.path.endswith("/clients"):
            page = parse_qs(address.query).get("page", ["1"])[0]
            return Reply(_page(int(page), clients), 200, JSON)
        return Reply(_single(), 200, JSON)

    server = Server(script)
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    telling.send(server.server_port)
    server.serve_forever()


def _client(number: int) -> dict[str, Any]:
    texts = ("bus_phone", "fax", "home_phone", "mob_phone", "note", "vat_number", "s_street")
    return {
        "id": number,
        "userid": number,
        "accounting_systemid": ACCOUNT,
        "organization": "Example Gardens",
        "fname": "Ada",
        "lname": "Example",
        "email": f"ada{number}@example.com",
        "currency_code": "CAD",
        "language": "en",
        "updated": "2026-05-01 10:31:59",
        "signup_date": "2026-04-01 08:00:00",
        "vis_state": 0,
        "p_street": "1 Example Street",
        "p_city": "Toronto",
        "p_country": "Canada",
        **dict.fromkeys(texts, ""),
        **{f"setting_{index}": "a word about it" for index in range(25)},
    }


@functools.lru_cache(maxsize=1)
def _single() -> bytes:
    return json.dumps({"response": {"result": {"client": _client(12345)}}}).encode()


@functools.lru_cache(maxsize=100)
def _page(page: int, total: int) -> bytes:
    # The newest first, as the service lists them.
    newest = total - (page - 1) * PER_PAGE
    rows = [_client(number) for number in range(newest, max(newest - PER_PAGE, 0), -1)]
    pages = -(-total // PER_PAGE)
    paging = {"page": page, "pages": pages, "per_page": PER_PAGE, "total": total}
    return json.dumps({"response": {"result": {"clients": rows, **paging}}}).encode()
