"""What is cancelled leaves no connection, no task and no half-read answer behind."""

import asyncio
import contextlib
import socket
import threading
from unittest import mock

from refreshbooks import aio, api
from tests.aio.running import Awaiting, cancelled_when, leaving_nothing
from tests.aio.test_clients import TOKEN, client, echo, status
from tests.marks import integration
from tests.servers import OK, Reply, serving
from tests.transports.cases import environment, full_house

HALF = b"HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n" + OK[:20]


@contextlib.contextmanager
def silent():
    """Gives the port of a server that takes connections and neither reads nor answers."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(20)
        yield listener.getsockname()[1]


async def hastily(call):
    """Waits for a call for a short moment."""
    await asyncio.wait_for(call, 0.1)


class Cancelling(Awaiting):
    def held(self):
        """Returns a script that holds the first answer back, and the events around it."""
        entered, over = threading.Event(), threading.Event()
        self.addCleanup(over.set)

        def script(request):
            if entered.is_set():
                return echo(request)
            entered.set()
            over.wait(10)
            return Reply(OK)

        return script, entered, over


class SharedTest(Cancelling):
    def test_a_connection_that_other_calls_use_too_stays_open(self):
        import httpx2

        stream, sent = mock.AsyncMock(), threading.Event()

        class Http2(httpx2.AsyncBaseTransport):
            async def handle_async_request(self, request):
                trace = request.extensions["trace"]
                await trace("connection.connect_tcp.complete", {"return_value": stream})
                inner = mock.Mock(method=request.method.encode())
                await trace("http2.send_request_headers.started", {"request": inner})
                sent.set()
                await asyncio.Event().wait()

        async def main():
            async with httpx2.AsyncClient(transport=Http2()) as session:
                c = aio.TokenClient("books.example.com", TOKEN, session=session)
                with self.assertRaises(asyncio.CancelledError):
                    await cancelled_when(lambda: sent.wait(10), c.invoice.list())

        leaving_nothing(main)
        stream.aclose.assert_not_awaited()


@integration
class CallsTest(Cancelling):
    def left(self, url, size=1):
        """Tries a call at an address where it gets stuck, and then once more."""

        async def main():
            async with aio.TokenClient(url, TOKEN) as c:
                for _ in range(2):
                    with self.assertRaises(asyncio.TimeoutError):
                        await hastily(c.invoice.list(notes="x" * size))

        leaving_nothing(main)

    def test_while_it_connects(self):
        with full_house() as url:
            self.left(url.rstrip("/"))

    def test_while_it_shakes_hands(self):
        with silent() as port:
            self.left(f"https://127.0.0.1:{port}")

    def test_while_it_asks_for_a_tunnel(self):
        for scheme in ("http", "https"):
            with silent() as port, environment(https_proxy=f"{scheme}://127.0.0.1:{port}"):
                self.left("books.example.com")

    def test_while_it_sends(self):
        with silent() as port:
            self.left(f"http://127.0.0.1:{port}", size=30_000_000)

    def test_while_it_waits_for_the_answer(self):
        async def main():
            script, entered, over = self.held()
            with serving(script) as server:
                async with client(server) as c:
                    with self.assertRaises(asyncio.CancelledError):
                        await cancelled_when(lambda: entered.wait(10), c.invoice.list())
                    assert (await c.invoice.get(invoice_id=7)).invoice_id == 7
                over.set()

        leaving_nothing(main)

    def test_in_the_middle_of_the_answer(self):
        async def main():
            over = threading.Event()
            entered = threading.Event()

            def script(request):
                if entered.is_set():
                    return echo(request)
                entered.set()
                return Reply(raw=HALF, until=over)

            with serving(script) as server:
                async with client(server) as c:
                    with self.assertRaises(asyncio.TimeoutError):
                        await hastily(c.invoice.list())
                    assert entered.is_set()
                    assert (await c.invoice.get(invoice_id=7)).invoice_id == 7
                over.set()

        leaving_nothing(main)

    def test_while_it_waits_before_a_repeat(self):
        async def main():
            begun = asyncio.Event()

            async def sleep(seconds):
                begun.set()
                await asyncio.sleep(1000)

            with serving(status(503)) as server:
                async with client(server, retry=api.Retry(sleep=sleep)) as c:
                    call = asyncio.ensure_future(c.invoice.list())
                    await begun.wait()
                    call.cancel()
                    with self.assertRaises(asyncio.CancelledError):
                        await call
                assert len(server.requests) == 1

        leaving_nothing(main)

    def test_while_it_waits_for_its_turn(self):
        async def main():
            class Limit:
                async def wait_async(self):
                    await asyncio.sleep(1000)

            with serving() as server:
                async with client(server, limit=Limit()) as c:
                    with self.assertRaises(asyncio.TimeoutError):
                        await hastily(c.invoice.list())
                assert server.requests == []

        leaving_nothing(main)

    def test_while_all_connections_are_taken(self):
        async def main():
            script, entered, over = self.held()
            with serving(script) as server:
                async with client(server) as c:
                    ahead = asyncio.ensure_future(c.staff.current())
                    await asyncio.to_thread(entered.wait, 10)
                    with self.assertRaises(asyncio.TimeoutError):
                        await hastily(c.invoice.list())
                    over.set()
                    await ahead
                    assert (await c.invoice.get(invoice_id=7)).invoice_id == 7
                assert server.connections == 1
                assert len(server.requests) == 2

        with mock.patch("refreshbooks.transports.loops.MOST", 1):
            leaving_nothing(main)

    def test_many_of_many_and_the_others_get_their_own_answers(self):
        async def main():
            with serving(echo) as server:
                async with client(server) as c:
                    calls = [
                        asyncio.ensure_future(c.invoice.get(invoice_id=number))
                        for number in range(120)
                    ]
                    for turn, call in enumerate(calls):
                        if turn % 3 == 0:
                            await asyncio.sleep(0)
                            call.cancel()
                    came = await asyncio.gather(*calls, return_exceptions=True)
                    again = await asyncio.gather(
                        *(c.invoice.get(invoice_id=number) for number in range(120))
                    )
            assert [answer.invoice_id for answer in again] == list(range(120))
            for number, answer in enumerate(came):
                assert isinstance(answer, asyncio.CancelledError) or answer.invoice_id == number
            assert any(isinstance(answer, asyncio.CancelledError) for answer in came)

        leaving_nothing(main)

    def test_a_write_that_is_cancelled_under_way_is_named_in_the_log(self):
        async def main():
            script, entered, over = self.held()
            with serving(script) as server, self.assertLogs("refreshbooks", "WARNING") as logs:
                async with client(server) as c:
                    with self.assertRaises(asyncio.CancelledError):
                        await cancelled_when(lambda: entered.wait(10), c.invoice.create())
                over.set()
            assert "invoice.create: broken off by CancelledError" in str(logs.output)
            assert "it may have been applied" in str(logs.output)

        leaving_nothing(main)

    def test_a_timeout_of_asyncio_is_only_that(self):
        if not hasattr(asyncio, "timeout"):
            self.skipTest("asyncio.timeout came with Python 3.11")

        async def main():
            script, _, over = self.held()
            with serving(script) as server, self.assertLogs("refreshbooks", "WARNING"):
                async with client(server) as c:
                    with self.assertRaises(TimeoutError) as caught:
                        async with asyncio.timeout(0.1):
                            await c.invoice.create()
                over.set()
            assert type(caught.exception) is TimeoutError

        leaving_nothing(main)

    def test_through_a_session_of_ones_own(self):
        async def main():
            import httpx2

            with silent() as port:
                async with httpx2.AsyncClient() as session:
                    c = aio.TokenClient(f"https://127.0.0.1:{port}", TOKEN, session=session)
                    with self.assertRaises(asyncio.TimeoutError):
                        await hastily(c.invoice.list())

        leaving_nothing(main)
