"""Clients whose calls are awaited: the same answers, errors, repeats, refusals and log lines."""

import asyncio
import copy
import gc
import itertools
import pickle
import sys
import tempfile
import threading
import time
import unittest
from unittest import mock

from refreshbooks import aio, api, exceptions, transports
from refreshbooks.sandbox import Sandbox
from tests.aio.running import Awaiting, leaving_nothing
from tests.marks import integration
from tests.servers import OK, Reply, serving
from tests.transports.cases import environment, names_that_lead_here, stranger_tls
from tests.troubled import CREATED, CUT_OFF, DROPPED, PAGE, after, status

TOKEN = "0123456789abcdef" * 2


def echo(request):
    """Answers with the request's own number."""
    number = request.body.partition(b"<invoice_id>")[2].partition(b"<")[0]
    return Reply(b'<response status="ok"><invoice_id>%s</invoice_id></response>' % number)


async def no_sleep(seconds):
    """Is a wait that is over at once."""


AT_ONCE = api.Retry(sleep=no_sleep)


def client(server, **options):
    options = {"retry": AT_ONCE, **options}
    return aio.TokenClient(server.api_url, TOKEN, **options)


@integration
class CallsTest(Awaiting):
    def test_a_call_is_awaited_and_returns_the_tree(self):
        async def main():
            with Sandbox() as sandbox:
                async with aio.TokenClient(sandbox.classic_url, sandbox.token) as c:
                    made = await c.client.create(client=dict(first_name="Ann", email="a@b.example"))
                    got = await c.client.get(client_id=made.client_id)
            assert (got.client.first_name, got.client.client_id) == ("Ann", made.client_id)

        leaving_nothing(main)

    def test_a_refusal_is_the_same_error_with_method_and_hint(self):
        async def main():
            with Sandbox() as sandbox:
                async with aio.TokenClient(sandbox.classic_url, sandbox.token) as c:
                    with self.assertRaises(exceptions.FailedRequest) as caught:
                        await c.invoice.get(invoice_id=1)
                with api.TokenClient(sandbox.classic_url, sandbox.token) as waiting:
                    with self.assertRaises(exceptions.FailedRequest) as expected:
                        waiting.invoice.get(invoice_id=1)
            assert str(caught.exception) == str(expected.exception)
            assert type(caught.exception) is type(expected.exception)
            assert caught.exception.method == "invoice.get"

        leaving_nothing(main)

    def test_oauth_signs_by_both_methods(self):
        async def main(method):
            with Sandbox() as sandbox:
                keys = (sandbox.consumer_key, sandbox.consumer_secret)
                keys += (sandbox.oauth_token, sandbox.oauth_token_secret)
                options = {"signature_method": method}
                async with aio.OAuthClient(sandbox.classic_url, *keys, **options) as c:
                    await asyncio.gather(*(c.staff.current() for _ in range(5)))
                wrong = (*keys[:3], "wrong")
                async with aio.OAuthClient(sandbox.classic_url, *wrong, **options) as c:
                    with self.assertRaises(exceptions.TransportException) as caught:
                        await c.staff.current()
                assert caught.exception.status == 401

        for method in ("PLAINTEXT", "HMAC-SHA1"):
            with self.subTest(method):
                leaving_nothing(lambda method=method: main(method))

    def test_many_calls_at_once_each_get_their_own_answer(self):
        async def main():
            with serving(echo) as server:
                async with client(server) as c:
                    calls = (c.invoice.get(invoice_id=number) for number in range(200))
                    answers = await asyncio.gather(*calls)
                assert [answer.invoice_id for answer in answers] == list(range(200))
                assert server.connections <= 100

        leaving_nothing(main)

    def test_a_header_factory_of_ones_own_is_asked_for_each_call(self):
        async def main():
            with serving() as server:
                numbers = itertools.count()
                factory = lambda: {"X-Call": str(next(numbers))}  # noqa: E731
                async with aio.AuthorizingClient(
                    server.api_url, factory, user_agent="Shop/1.0"
                ) as c:
                    await c.staff.current()
                    await c.staff.current()
                said = [
                    (one.headers["X-Call"], one.headers["User-Agent"]) for one in server.requests
                ]
                assert said == [("0", "Shop/1.0"), ("1", "Shop/1.0")]

        leaving_nothing(main)

    def test_a_write_is_one_line_of_the_log_and_names_no_secret(self):
        async def main():
            with serving(Reply(CREATED)) as server, self.assertLogs(level="DEBUG") as logs:
                async with client(server) as c:
                    await c.invoice.create(invoice=dict(client_id=8))
            assert "INFO:refreshbooks:invoice.create: done, invoice_id 344" in logs.output
            assert any(line.startswith("DEBUG:httpcore2") for line in logs.output)
            basic = api.transport.TokenAuthorization(TOKEN)()["Authorization"].split()[1]
            assert TOKEN not in str(logs.output)
            assert basic not in str(logs.output)

        asyncio.run(main())

    def test_a_call_that_nobody_awaits_is_not_made_and_python_says_so(self):
        said = "'staff.current' was never awaited"
        with serving() as server, self.assertWarnsRegex(RuntimeWarning, said):
            client(server).staff.current()
        assert server.requests == []

    def test_silence_is_also_an_error_of_httpx2(self):
        async def main():
            import httpx2

            with serving(after(None)) as server:
                async with client(server, retries=0) as c:
                    with self.assertRaises(httpx2.RemoteProtocolError) as caught:
                        await c.invoice.list()
            error = caught.exception
            assert isinstance(error, exceptions.NoResponse)
            assert error.method == "invoice.list"
            again = pickle.loads(pickle.dumps(error))
            assert (type(again), str(again), again.sent) == (type(error), str(error), True)

        leaving_nothing(main)

    def test_a_value_with_no_form_sends_nothing(self):
        async def main():
            with serving() as server:
                with self.assertRaises(exceptions.BadParameter) as caught:
                    await client(server).invoice.create(invoice=dict(lines=object()))
                assert caught.exception.method == "invoice.create"
                assert server.requests == []

        leaving_nothing(main)


@integration
class RepeatsTest(Awaiting):
    def each(self, main, troubles):
        """Runs a coroutine function with one trouble after the other."""

        async def all_of_them():
            for trouble in troubles:
                with self.subTest(trouble=trouble):
                    await main(trouble)

        leaving_nothing(all_of_them)

    def test_a_read_is_repeated_after_whatever_may_pass(self):
        async def main(trouble):
            with serving(after(trouble, trouble)) as server:
                async with client(server) as c:
                    await c.invoice.list()
                assert len(server.requests) == 3

        self.each(main, (DROPPED, CUT_OFF, PAGE, *map(status, (429, 502, 503, 504))))

    def test_a_write_in_doubt_is_sent_once_and_says_where_to_look(self):
        async def main(trouble):
            with serving(after(trouble)) as server:
                async with client(server) as c:
                    with self.assertRaises(exceptions.OutcomeUnknown) as caught:
                        await c.invoice.create(invoice=dict(client_id=8))
                assert caught.exception.check == "invoice.list(client_id=8)"
                assert len(server.requests) == 1

        self.each(main, (DROPPED, CUT_OFF, PAGE, *map(status, (500, 502, 503, 504))))

    def test_a_write_that_came_too_early_is_repeated(self):
        async def main():
            with serving(after(status(429), status(429))) as server:
                async with client(server) as c:
                    created = await c.invoice.create()
            assert created.invoice_id == 344
            assert len(server.requests) == 3

        leaving_nothing(main)

    def test_a_write_that_never_left_is_repeated(self):
        async def main():
            waits = []
            with serving() as gone:
                pass
            async with client(gone, retry=api.Retry(sleep=waits.append)) as c:
                with self.assertRaises(exceptions.NoResponse) as caught:
                    await c.invoice.create()
            assert not isinstance(caught.exception, exceptions.OutcomeUnknown)
            assert len(waits) == 2

        leaving_nothing(main)

    def test_the_wait_before_a_repeat_leaves_the_loop_to_others(self):
        async def main():
            with serving(after(status(503))) as server:
                async with client(server, retry=api.Retry(random=lambda: 0.1)) as c:
                    call = asyncio.ensure_future(c.invoice.list())
                    turns = 0
                    while not call.done():
                        await asyncio.sleep(0.001)
                        turns += 1
                    await call
            assert turns > 5

        with mock.patch("time.sleep", side_effect=AssertionError):
            leaving_nothing(main)

    def test_a_client_that_only_reads_refuses_every_write(self):
        async def main():
            with serving() as server:
                async with client(server, read_only=True) as c:
                    with self.assertRaises(exceptions.WriteRefused):
                        await c.invoice.create()
                    await c.invoice.list()
                assert len(server.requests) == 1

        leaving_nothing(main)

    def test_each_attempt_waits_for_its_turn(self):
        async def main():
            order = []

            class Limit:
                async def wait_async(self):
                    order.append("turn")

            with serving(after(None)) as server:
                async with client(server, limit=Limit()) as c:
                    await c.invoice.list()
            assert order == ["turn", "turn"]

        leaving_nothing(main)


@integration
class OptionsTest(Awaiting):
    def test_options_of_one_call_are_set_around_its_chain(self):
        async def main():
            over = threading.Event()

            def script(request):
                over.wait(10)

            with serving(script) as server:
                async with client(server) as c:
                    hasty = aio.with_options(c.invoice.list, timeout=0.1, retries=0)
                    with self.assertRaises(exceptions.NoResponse) as caught:
                        await hasty()
                over.set()
            assert caught.exception.sent

        leaving_nothing(main)

    def test_a_session_of_ones_own_is_used_and_left_open(self):
        async def main():
            import httpx2

            def answer(request):
                assert request.headers["X-Shop"] == "1"
                assert request.headers["Authorization"].startswith("Basic ")
                return httpx2.Response(200, content=CREATED)

            session = httpx2.AsyncClient(
                transport=httpx2.MockTransport(answer), headers={"X-Shop": "1"}
            )
            domain = "example.freshbooks.com"
            async with aio.TokenClient(domain, TOKEN, session=session) as c:
                assert (await c.invoice.create()).invoice_id == 344
            assert not session.is_closed
            await session.aclose()

        leaving_nothing(main)

    def test_a_session_that_its_owner_has_closed_is_an_error_of_ours(self):
        async def main():
            import httpx2

            session = httpx2.AsyncClient()
            await session.aclose()
            with serving() as server, self.assertRaises(exceptions.NoResponse) as caught:
                await client(server, session=session).invoice.create()
            assert not caught.exception.sent
            assert "closed" in str(caught.exception)

        leaving_nothing(main)

    def test_an_auth_of_a_session_is_honoured(self):
        async def main():
            import httpx2

            with serving() as server:
                async with httpx2.AsyncClient(auth=("shop", "word")) as session:
                    await client(server, session=session).staff.current()
                assert server.requests[0].headers["Authorization"] == "Basic c2hvcDp3b3Jk"

        leaving_nothing(main)

    def test_an_answer_that_a_hook_has_read_is_still_the_answer(self):
        async def main():
            import httpx2

            async def read(response):
                await response.aread()

            with serving(Reply(CREATED)) as server:
                async with httpx2.AsyncClient(event_hooks={"response": [read]}) as session:
                    made = await client(server, session=session).invoice.create()
            assert made.invoice_id == 344

        leaving_nothing(main)

    def test_what_is_no_session_is_refused_at_once(self):
        import httpx2

        for session in (httpx2.AsyncClient, httpx2.Client(), object()):
            with self.assertRaisesRegex(exceptions.BadParameter, "session"):
                aio.TokenClient("example.freshbooks.com", TOKEN, session=session)

    def test_cookies_are_not_kept(self):
        async def main():
            with serving(Reply(headers={"Set-Cookie": "a=1; Path=/"})) as server:
                async with client(server) as c:
                    await c.staff.current()
                    await c.staff.current()
                assert server.requests[1].headers["Cookie"] is None

        leaving_nothing(main)

    def test_a_proxy_of_the_environment_is_asked_with_its_own_password(self):
        async def main():
            with serving(Reply(CREATED)) as proxy, names_that_lead_here():
                named = proxy.url.replace("http://", "http://me:word@")
                with environment(http_proxy=named):
                    host = "http://books.example.com"
                    async with aio.TokenClient(host, TOKEN, allow_http=True) as c:
                        await c.invoice.create()
                (request,) = proxy.requests
                assert request.path == "http://books.example.com/api/2.1/xml-in"
                assert request.headers["Proxy-Authorization"] == "Basic bWU6d29yZA=="

        leaving_nothing(main)

    def test_a_proxy_that_refuses_a_tunnel_was_told_nothing(self):
        async def main():
            with serving(status(407)) as proxy:
                named = proxy.url.replace("http://", "me:word@")
                with environment(https_proxy=named):
                    async with aio.TokenClient("books.example.com", TOKEN, retries=0) as c:
                        with self.assertRaises(exceptions.NoResponse) as caught:
                            await c.invoice.create()
                assert [one.method for one in proxy.requests] == ["CONNECT"]
            assert not caught.exception.sent
            assert "word" not in str(caught.exception)

        leaving_nothing(main)

    def test_authorities_may_be_a_folder(self):
        async def main():
            with serving(tls=stranger_tls()) as server, tempfile.TemporaryDirectory() as folder:
                with environment(REQUESTS_CA_BUNDLE=folder):
                    async with client(server) as c:
                        with self.assertRaises(exceptions.NoResponse) as caught:
                            await c.invoice.create()
            assert "CERTIFICATE_VERIFY_FAILED" in str(caught.exception)
            assert not caught.exception.sent

        leaving_nothing(main)

    def test_an_odd_proxy_is_an_error_of_ours_and_shows_no_password(self):
        async def main():
            for named in ("gopher://me:word@proxy.example.com", "socks4://me:word@[::1"):
                with environment(https_proxy=named):
                    async with aio.TokenClient("books.example.com", TOKEN, retries=0) as c:
                        with self.assertRaises(exceptions.NoResponse) as caught:
                            await c.invoice.create()
                assert not caught.exception.sent
                assert "word" not in str(caught.exception)

        leaving_nothing(main)


@integration
class LoopsTest(Awaiting):
    def test_a_client_lives_on_in_another_loop(self):
        with serving(echo) as server:
            c = client(server)

            async def main():
                async with c:
                    return await c.invoice.get(invoice_id=7)

            for _ in range(3):
                assert leaving_nothing(main).invoice_id == 7
            assert server.connections == 3

    def test_a_loop_that_ended_without_closing_is_let_go(self):
        with serving(echo) as server:
            c = client(server)

            async def main():
                return await c.invoice.get(invoice_id=7)

            async def later():
                async with c:
                    answer = await main()
                    gc.collect()
                    assert await asyncio.to_thread(server.hung_up.wait, 10)
                    return answer

            asyncio.run(main())
            server.hung_up.clear()
            assert asyncio.run(later()).invoice_id == 7

    def test_loops_of_two_threads_have_connections_of_their_own(self):
        with serving(echo) as server:
            c = client(server)
            got = []

            async def main(number):
                async with c:
                    for _ in range(20):
                        got.append(await c.invoice.get(invoice_id=number) == number)

            threads = [
                threading.Thread(target=asyncio.run, args=[main(number)]) for number in (1, 2)
            ]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            assert len(got) == 40
            assert server.connections == 2

    def test_connections_are_kept_from_call_to_call(self):
        async def main():
            with serving() as server:
                async with client(server) as c:
                    for _ in range(3):
                        await c.staff.current()
                assert server.connections == 1

        leaving_nothing(main)

    def test_connections_that_nobody_needs_any_more_are_closed(self):
        async def main():
            with serving() as server:
                async with client(server) as c:
                    await asyncio.gather(*(c.staff.current() for _ in range(10)))
                    opened = server.connections
                    server.hung_up.clear()
                    later = time.monotonic() + 61
                    with mock.patch("refreshbooks.transports.loops.time") as clock:
                        clock.monotonic = lambda: later
                        await c.staff.current()
                    assert await asyncio.to_thread(server.hung_up.wait, 10)
                assert opened > 1

        leaving_nothing(main)

    def test_a_client_that_was_closed_opens_new_connections(self):
        async def main():
            with serving() as server:
                c = client(server)
                await c.staff.current()
                await aio.close(c)
                await aio.close(c)
                await c.staff.current()
                await aio.close(c)
                assert server.connections == 2

        leaving_nothing(main)

    def test_closing_in_the_middle_of_a_call_closes_at_its_end(self):
        async def main():
            entered, over = threading.Event(), threading.Event()

            def script(request):
                entered.set()
                over.wait(10)
                return Reply(OK)

            with serving(script) as server:
                c = client(server)
                call = asyncio.ensure_future(c.staff.current())
                await asyncio.to_thread(entered.wait, 10)
                await aio.close(c)
                over.set()
                await call

        leaving_nothing(main)


class ChainsTest(Awaiting):
    def setUp(self):
        self.c = aio.TokenClient("example.freshbooks.com", TOKEN)

    def test_chains_look_like_those_of_the_other_client(self):
        assert repr(self.c) == "<Client of example.freshbooks.com>"
        assert repr(self.c.invoice.lines.add) == (
            "<RemoteMethod invoice.lines.add of example.freshbooks.com>"
        )
        assert {"invoice", "client"} <= set(dir(self.c))
        assert "create" in dir(self.c.invoice)
        with self.assertRaises(AttributeError):
            self.c._nothing  # noqa: B018

    def test_they_are_copied_and_not_pickled(self):
        for one in (self.c, self.c.invoice.create):
            for made in (copy.copy(one), copy.deepcopy(one)):
                assert type(made) is type(one)
                assert repr(made) == repr(one)
            with self.assertRaisesRegex(TypeError, "is not pickled"):
                pickle.dumps(one)

    def test_what_would_not_wait_is_refused_and_says_what_to_write(self):
        with self.assertRaisesRegex(TypeError, "async with"), self.c:
            pass
        with self.assertRaisesRegex(TypeError, r"await aio\.close"):
            api.close(self.c)

    def test_arguments_go_by_name(self):
        with self.assertRaises(exceptions.BadParameter):
            self.c.invoice.get(1)

    def test_a_transport_is_any_function_that_is_awaited(self):
        async def main():
            async def transport(entity):
                return CREATED

            c = aio.Client(api.default_request_encoder, transport, api.default_response_decoder)
            async with c:
                return await c.invoice.create()

        assert leaving_nothing(main).invoice_id == 344


class MissingTest(unittest.TestCase):
    def test_without_the_extra_a_client_says_which_one_to_install(self):
        for name, make in (
            ("async_httpx2", lambda: aio.TokenClient("example.freshbooks.com", TOKEN)),
            ("rest_httpx2", lambda: aio.RestClient("an_app")),
        ):
            loaded = vars(transports).pop(name, None)
            try:
                with mock.patch.dict(sys.modules, {f"{transports.__name__}.{name}": None}):
                    with self.assertRaisesRegex(exceptions.MissingExtra, r"refreshbooks\[async\]"):
                        make()
            finally:
                if loaded is not None:
                    vars(transports)[name] = loaded
