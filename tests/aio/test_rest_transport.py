"""Requests of any method, awaited: what arrives, what comes back, what is left behind."""

import asyncio
import contextlib
import socket
import threading

from refreshbooks import exceptions
from tests.aio.running import Awaiting, cancelled_when, leaving_nothing
from tests.marks import integration
from tests.servers import Reply, serving
from tests.transports.cases import environment, full_house

BEARER = {"Authorization": "Bearer token"}
JSON = {"Content-Type": "application/json"}
FOUND = b'{"response": {"result": {}}}'


def asked(url, method="GET", body=None, **headers):
    from refreshbooks.transports.pools import Request

    return Request(method, url, {**BEARER, **headers}, body)


def transport(**options):
    from refreshbooks.transports.rest_httpx2 import Transport

    return Transport(**{"timeout": 5, **options})


@contextlib.asynccontextmanager
async def both_ways():
    """Gives a transport of its own connections, and one that goes by a user's client."""
    import httpx2

    async with httpx2.AsyncClient() as session:
        own = transport()
        yield own, transport(session=session)
        await own.aclose()


@integration
class SentTest(Awaiting):
    def test_every_method_arrives_with_its_body_and_headers(self):
        async def main():
            with serving(lambda request: Reply(FOUND, 200, JSON)) as server:
                async with both_ways() as ways:
                    for way in ways:
                        for method, body in (
                            ("POST", b"{}"),
                            ("PUT", b'{"a": 1}'),
                            ("PATCH", b"[]"),
                        ):
                            answer = await way(
                                asked(f"{server.url}/a%2Fb?c=%20", method, body, **JSON)
                            )
                            assert (answer, answer.status) == (FOUND, 200)
                            arrived = server.requests[-1]
                            assert (arrived.method, arrived.path) == (method, "/a%2Fb?c=%20")
                            assert arrived.body == body
                            assert arrived.headers["Content-Type"] == "application/json"
                            assert arrived.headers["Authorization"] == "Bearer token"
                            assert arrived.headers["User-Agent"].startswith("refreshbooks/")

        leaving_nothing(main)

    def test_what_carries_nothing_says_nothing_of_a_body(self):
        async def main():
            with serving(lambda request: Reply(FOUND, 200, JSON)) as server:
                async with both_ways() as ways:
                    for way in ways:
                        for method in ("GET", "DELETE"):
                            await way(asked(f"{server.url}/a", method))
                            said = server.requests[-1].headers
                            assert "Content-Type" not in said
                            assert "Content-Length" not in said
                            assert "Transfer-Encoding" not in said

        leaving_nothing(main)

    def test_calls_to_several_hosts_have_connections_of_their_own_and_keep_them(self):
        async def main():
            with serving() as one, serving() as other:
                way = transport()
                for number in range(3):
                    for server in (one, other):
                        await way(asked(f"{server.url}/{number}"))
                await way.aclose()
            assert (one.connections, other.connections) == (1, 1)

        leaving_nothing(main)


@integration
class AnsweredTest(Awaiting):
    def test_an_answer_of_any_status_comes_back_with_its_headers(self):
        async def main():
            for status in (200, 201, 204, 304, 400, 401, 404, 429, 503):
                reply = Reply(b"" if status in (204, 304) else b"{}", status, {"Retry-After": "7"})
                with serving(lambda request, reply=reply: reply) as server:
                    async with both_ways() as ways:
                        for way in ways:
                            answer = await way(asked(server.url))
                            assert answer.status == status
                            assert answer.headers["retry-after"] == "7"

        leaving_nothing(main)

    def test_silence_says_whether_anything_was_sent_also_where_there_is_no_body(self):
        async def main():
            with serving(lambda request: None) as server:
                async with both_ways() as ways:
                    for way in ways:
                        for method, body in (("POST", b"{}"), ("DELETE", None)):
                            with self.assertRaises(exceptions.NoResponse) as caught:
                                await way(asked(server.url, method, body))
                            assert caught.exception.sent
            with environment(), full_house() as busy:
                for method, body in (("POST", b"{}"), ("DELETE", None)):
                    with self.assertRaises(exceptions.NoResponse) as caught:
                        await transport(timeout=(0.1, 5))(asked(busy, method, body))
                    assert not caught.exception.sent

        leaving_nothing(main)

    def test_a_redirect_is_followed_by_what_reads_alone_and_without_the_token_elsewhere(self):
        async def main():
            with serving(lambda request: Reply(FOUND, 200, JSON)) as other:
                moved = Reply(b"", 302, {"Location": f"{other.url}/file"})
                with serving(lambda request: moved) as server:
                    way = transport()
                    assert (await way(asked(server.url))).status == 200
                    assert (await way(asked(server.url, "POST", b"{}"))).status == 302
                    async with way.open(asked(server.url)) as response:
                        assert response.status_code == 200
                    await way.aclose()
            assert len(other.requests) == 2
            assert all("Authorization" not in one.headers for one in other.requests)

        leaving_nothing(main)

    def test_a_circle_is_left(self):
        async def main():
            with serving(lambda request: Reply(b"", 302, {"Location": "/again"})) as server:
                way = transport()
                assert (await way(asked(server.url))).status == 302
                async with way.open(asked(server.url)) as response:
                    assert response.status_code == 302
                await way.aclose()
            assert len(server.requests) == 10

        leaving_nothing(main)

    def test_what_is_opened_is_read_as_it_comes_and_an_error_of_the_reader_is_its_own(self):
        async def main():
            from refreshbooks.transports import httpx2_calls

            with serving(lambda request: Reply(b"x" * 300_000, 200, JSON)) as server:
                async with both_ways() as ways:
                    for way in ways:
                        async with way.open(asked(server.url)) as response:
                            pieces = [one async for one in httpx2_calls.pieces(response)]
                        assert len(pieces) > 1
                        assert b"".join(pieces) == b"x" * 300_000
                        with self.assertRaises(OSError) as caught:
                            async with way.open(asked(server.url)):
                                raise OSError("the disk is full")
                        assert type(caught.exception) is OSError

        leaving_nothing(main)

    def test_what_a_hook_has_read_is_given_too(self):
        async def main():
            import httpx2

            from refreshbooks.transports import httpx2_calls

            async def read(response):
                await response.aread()

            with serving(lambda request: Reply(FOUND, 200, JSON)) as server:
                async with httpx2.AsyncClient(event_hooks={"response": [read]}) as session:
                    async with transport(session=session).open(asked(server.url)) as response:
                        assert [one async for one in httpx2_calls.pieces(response)] == [FOUND]

        leaving_nothing(main)

    def test_a_body_that_breaks_off_is_no_answer(self):
        async def main():
            from refreshbooks.transports import httpx2_calls

            cut = Reply(raw=b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{", hang_up=True)
            with serving(lambda request: cut) as server:
                async with both_ways() as ways:
                    for way in ways:
                        with self.assertRaises(exceptions.NoResponse) as caught:
                            await way(asked(server.url))
                        assert caught.exception.sent
                        with self.assertRaises(exceptions.NoResponse):
                            async with way.open(asked(server.url)) as response:
                                async for _ in httpx2_calls.pieces(response):
                                    ...

        leaving_nothing(main)

    def test_a_body_where_none_may_be_is_nobody_elses_answer(self):
        body = b"5\r\nwrong\r\n0\r\n\r\n"
        head = b"HTTP/1.1 204 No Content\r\n"
        for said in (b"Transfer-Encoding: chunked\r\n\r\n", b"Content-Length: 15\r\n\r\n"):
            wrong = Reply(raw=head + said + body)

            def script(request, wrong=wrong):
                return wrong if request.method == "DELETE" else Reply(FOUND, 200, JSON)

            async def main(script=script):
                with serving(script) as server:
                    way = transport()
                    assert (await way(asked(f"{server.url}/a", "DELETE"))).status == 204
                    assert await way(asked(f"{server.url}/b", "POST", b"{}")) == FOUND
                    await way.aclose()

            leaving_nothing(main)


@integration
class CancelledTest(Awaiting):
    def test_wherever_it_is_nothing_is_left_behind(self):
        async def main():
            with silent() as port, full_house() as busy:
                for url, size in (
                    (f"http://127.0.0.1:{port}", 30_000_000),
                    (f"https://127.0.0.1:{port}", 1),
                    (busy, 1),
                ):
                    way = transport()
                    for _ in range(2):
                        with self.assertRaises(asyncio.TimeoutError):
                            await asyncio.wait_for(way(asked(url, "POST", b"x" * size)), 0.1)
                    await way.aclose()

        leaving_nothing(main)

    def test_in_the_middle_of_an_answer_and_the_next_call_gets_its_own(self):
        async def main():
            over, entered = threading.Event(), threading.Event()
            half = b"HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n{"

            def script(request):
                if entered.is_set():
                    return Reply(FOUND, 200, JSON)
                entered.set()
                return Reply(raw=half, until=over)

            with serving(script) as server:
                way = transport()
                with self.assertRaises(asyncio.CancelledError):
                    await cancelled_when(lambda: entered.wait(10), way(asked(server.url)))
                assert await way(asked(server.url)) == FOUND
                await way.aclose()
                over.set()

        leaving_nothing(main)


@contextlib.contextmanager
def silent():
    """Gives the port of a server that takes connections and neither reads nor answers."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(20)
        yield listener.getsockname()[1]
