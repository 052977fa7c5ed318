"""The awaited client of the current API: the same answers, errors, repeats, tokens and files."""

import asyncio
import datetime
import gc
import logging
import os
import tempfile
import threading
import time
import warnings
from pathlib import Path

from refreshbooks import aio, exceptions, rest
from refreshbooks.credentials import FileStore, Grant
from refreshbooks.files import Answer
from refreshbooks.sandbox import Sandbox
from tests.aio.running import Awaiting, cancelled_when, leaving_nothing
from tests.marks import integration
from tests.servers import Reply, serving

JSON = {"Content-Type": "application/json"}
FOUND = Reply(b'{"response": {"result": {"client": {"id": 7}}}}', 200, JSON)
NEW = (
    b'{"access_token": "new", "refresh_token": "r2", "token_type": "Bearer",'
    b' "expires_in": 43200, "created_at": %d}'
)
REFUSED = Reply(
    b'{"response": {"errors": [{"errno": 1012, "message": "Client not found."}]}}',
    404,
    JSON,
)


async def no_sleep(seconds):
    """Is a wait that is over at once."""


AT_ONCE = rest.Retry(sleep=no_sleep)


def client(server, **options):
    options = {"access_token": "a token", "retry": AT_ONCE, **options}
    made = aio.RestClient("an_app", **options)
    made.base_url = server.url
    made.token_url = f"{server.url}/auth/oauth/token"
    return made


def account(sandbox, **options):
    made = client(sandbox, access_token=sandbox.access_token, **options)
    made.base_url = sandbox.rest_url
    return made


@integration
class CallsTest(Awaiting):
    def test_calls_are_awaited_and_return_what_the_other_client_returns(self):
        async def main():
            with Sandbox() as sandbox:
                async with account(sandbox) as c:
                    made = await c.clients.create(sandbox.account_id, {"fname": "Ann"})
                    got = await c.clients.get(sandbox.account_id, made.id)
                    gone = await c.clients.delete(sandbox.account_id, made.id)
                    me = await c.current_user()
                    business = await c.business()
                    listed = await business.clients.list()
                    told = await c.request("GET", "/auth/api/v1/users/me")
            assert (got.fname, got.data["id"]) == ("Ann", made.id)
            assert gone.vis_state == rest.VisState.DELETED
            assert business.account_id == sandbox.account_id
            assert len(listed) == 0
            assert told["response"]["email"] == me.email

        leaving_nothing(main)

    def test_a_refusal_is_the_same_error(self):
        async def main():
            with serving(lambda request: REFUSED) as server:
                async with client(server) as c:
                    with self.assertRaises(rest.errors.NotFound) as caught:
                        await c.clients.get("abc", 1)
                waiting = rest.Client("an_app", access_token="a token")
                waiting.base_url = server.url
                with waiting, self.assertRaises(rest.errors.NotFound) as expected:
                    waiting.clients.get("abc", 1)
            assert str(caught.exception) == str(expected.exception)
            assert caught.exception.error_code == 1012

        leaving_nothing(main)

    def test_reads_are_repeated_and_writes_are_not(self):
        async def main():
            for call, times in (("get", 3), ("create", 1)):
                with serving(lambda request: Reply(b"", 503, JSON)) as server:
                    async with client(server) as c:
                        with self.assertRaises(rest.FreshBooksError):
                            await getattr(c.clients, call)(
                                "abc", {"fname": "A"} if times == 1 else 3
                            )
                assert len(server.requests) == times

        leaving_nothing(main)

    def test_a_write_whose_answer_is_lost_is_in_doubt(self):
        async def main():
            with serving(lambda request: None) as server:
                async with client(server) as c:
                    with self.assertRaises(exceptions.OutcomeUnknown):
                        await c.clients.create("abc", {"fname": "A"})
            assert len(server.requests) == 1

        leaving_nothing(main)

    def test_a_refused_argument_sends_nothing(self):
        async def main():
            with serving(lambda request: FOUND) as server:
                async with client(server, read_only=True) as c:
                    with self.assertRaises(exceptions.BadParameter):
                        await c.clients.get("abc", None)
                    with self.assertRaises(exceptions.WriteRefused):
                        await c.clients.create("abc", {})
                assert server.requests == []

        leaving_nothing(main)

    def test_a_call_that_nobody_awaits_is_named(self):
        made = aio.RestClient("an_app", access_token="t")
        with warnings.catch_warnings(record=True) as said:
            warnings.simplefilter("always")
            made.clients.get("abc", 1)
            gc.collect()
        assert "'clients.get' was never awaited" in str(said[0].message)

    def test_it_is_closed_by_awaiting_alone(self):
        made = aio.RestClient("an_app", access_token="t")
        for wrong in (made.__enter__, made.close):
            with self.assertRaisesRegex(TypeError, "await aio.close"):
                wrong()
        asyncio.run(aio.close(made))

    def test_what_can_be_set_can_be_set(self):
        async def main():
            with serving(lambda request: FOUND) as server:
                async with client(server, user_agent="Shop/1.0", api_version="2026-01-01") as c:
                    c.timeout = 3
                    c.access_token = "another"
                    await c.clients.get("abc", 7)
            said = server.requests[0].headers
            assert said["Authorization"] == "Bearer another"
            assert said["User-Agent"] == "Shop/1.0"
            assert said["X-API-VERSION"] == "2026-01-01"

        leaving_nothing(main)

    def test_a_transport_of_ones_own_is_awaited(self):
        came = []

        async def transport(request):
            came.append(request)
            return Answer(FOUND.body, headers=JSON)

        async def main():
            async with aio.RestClient("an_app", access_token="t", transport=transport) as c:
                return (await c.clients.get("abc", 7)).id

        assert leaving_nothing(main) == 7
        assert came[0].headers["Authorization"] == "Bearer t"

    def test_each_attempt_waits_for_its_turn(self):
        order, answers = [], [Reply(b"", 503), FOUND]

        class Limit:
            async def wait_async(self):
                order.append("turn")

        def script(request):
            order.append("call")
            return answers.pop(0)

        async def main():
            with serving(script) as server:
                async with client(server, limit=Limit()) as c:
                    await c.clients.get("abc", 7)

        leaving_nothing(main)
        assert order == ["turn", "call"] * 2

    def test_a_session_of_the_wrong_kind_is_refused(self):
        import requests

        with self.assertRaisesRegex(exceptions.BadParameter, "httpx2.AsyncClient"):
            aio.RestClient("an_app", session=requests.Session())

    def test_many_calls_at_once_get_their_own_answers(self):
        def echo(request):
            number = request.path.rpartition("/")[2].encode()
            return Reply(b'{"response": {"result": {"client": {"id": %s}}}}' % number, 200, JSON)

        async def main():
            with serving(echo) as server:
                async with client(server) as c:
                    calls = [c.clients.get("abc", number) for number in range(1, 121)]
                    return [found.id for found in await asyncio.gather(*calls)]

        assert leaving_nothing(main) == list(range(1, 121))


@integration
class CancelledTest(Awaiting):
    def test_a_call_that_is_cancelled_leaves_nothing_and_a_write_is_named(self):
        async def main():
            entered, over = threading.Event(), threading.Event()

            def script(request):
                if entered.is_set():
                    return FOUND
                entered.set()
                over.wait(10)
                return FOUND

            with serving(script) as server, self.assertLogs("refreshbooks", "WARNING") as logs:
                async with client(server) as c:
                    with self.assertRaises(asyncio.CancelledError):
                        call = c.clients.create("abc", {"fname": "A"})
                        await cancelled_when(lambda: entered.wait(10), call)
                    assert (await c.clients.get("abc", 7)).id == 7
                over.set()
            assert "clients.create: broken off by CancelledError" in str(logs.output)

        leaving_nothing(main)


@integration
class ListsTest(Awaiting):
    def test_a_list_is_read_as_a_whole_and_prefetches(self):
        async def main():
            with Sandbox() as sandbox:
                async with account(sandbox) as c:
                    for number in range(23):
                        await c.tasks.create(sandbox.account_id, {"name": f"Task {number}"})
                    rows = aio.paginate(c.tasks.list, sandbox.account_id, per_page=5)
                    came = [row.name async for row in rows]
                    business = await c.business()
                    again = [row.name async for row in aio.paginate(business.tasks.list)]
            assert sorted(came) == sorted(again) == sorted(f"Task {n}" for n in range(23))

        leaving_nothing(main)

    def test_builders_go_along_and_a_token_goes_on(self):
        async def main():
            with Sandbox() as sandbox:
                async with account(sandbox) as c:
                    for number in range(12):
                        await c.tasks.create(sandbox.account_id, {"name": f"Task {number}"})
                    asked = {"builders": [rest.SortBuilder().descending("name")], "per_page": 4}
                    async with aio.paginate(c.tasks.list, sandbox.account_id, **asked) as rows:
                        first = [(await anext(rows)).id for _ in range(5)]
                        token = rows.token
                    onward = aio.paginate(c.tasks.list, sandbox.account_id, resume=token, **asked)
                    assert len({*first, *[row.id async for row in onward]}) == 12

        leaving_nothing(main)

    def test_lists_of_another_kind_of_client_are_refused(self):
        waiting, awaited = rest.Client("an_app"), aio.RestClient("an_app")
        with self.assertRaisesRegex(exceptions.BadParameter, "rest.paginate"):
            aio.paginate(waiting.clients.list, "abc")
        with self.assertRaisesRegex(exceptions.BadParameter, "aio.paginate"):
            list(rest.paginate(awaited.clients.list, "abc"))
        c = aio.TokenClient("example", "token")
        for given in ((("abc",), {}), ((), {"builders": []})):
            with self.assertRaisesRegex(exceptions.BadParameter, "by name"):
                aio.paginate(c.client.list, *given[0], **given[1])


@integration
class TokensTest(Awaiting):
    def script(self, *, ends=0, before=lambda: None):
        """Returns a script of a service whose first access token has ended."""
        self.renewed = 0

        def script(request):
            if request.path.endswith("/token"):
                before()
                self.renewed += 1
                return Reply(NEW % time.time(), 200, JSON)
            is_good = request.headers["Authorization"] == "Bearer new"
            return FOUND if is_good else Reply(b'{"error": "unauthenticated"}', 401, JSON)

        return script

    def options(self, **further):
        return {
            "client_secret": "s",
            "redirect_uri": "https://shop.example.com/",
            "access_token": "old",
            "refresh_token": "r1",
            **further,
        }

    def test_a_token_that_ended_is_replaced_once_for_all_calls_under_way(self):
        async def main():
            with serving(self.script()) as server:
                async with client(server, **self.options()) as c:
                    calls = [c.clients.get("abc", 7) for _ in range(20)]
                    assert {found.id for found in await asyncio.gather(*calls)} == {7}
                    assert (c.access_token, c.refresh_token) == ("new", "r2")
            assert self.renewed == 1

        leaving_nothing(main)

    def test_one_that_is_known_to_have_ended_is_replaced_before_it_is_refused(self):
        async def main():
            with serving(self.script()) as server:
                async with client(server, **self.options()) as c:
                    c.access_token_expires_at = datetime.datetime.now(datetime.timezone.utc)
                    await c.clients.get("abc", 7)
            assert [one.path.rpartition("/")[2] for one in server.requests] == ["token", "7"]

        leaving_nothing(main)

    def test_a_grant_that_was_asked_for_is_stored_although_the_call_was_cancelled(self):
        asked, over = threading.Event(), threading.Event()

        def before():
            asked.set()
            assert over.wait(10)

        async def main():
            with (
                serving(self.script(before=before)) as server,
                tempfile.TemporaryDirectory() as home,
            ):
                store = FileStore(os.path.join(home, "tokens"))
                async with client(server, **self.options(store=store, identity="ann")) as c:
                    with self.assertRaises(asyncio.CancelledError):
                        await cancelled_when(lambda: asked.wait(10), c.clients.get("abc", 7))
                    over.set()
                    assert (await c.clients.get("abc", 7)).id == 7
                assert store.load("ann").refresh_token == "r2"
            assert self.renewed == 1

        leaving_nothing(main)

    def test_a_code_and_a_refresh_on_demand_are_awaited(self):
        async def main():
            with serving(self.script()) as server:
                async with client(server, **self.options()) as c:
                    granted = await c.get_access_token("a code")
                    assert granted.access_token == "new"
                    assert (await c.refresh_access_token()).refresh_token == "r2"
            forms = [one.body for one in server.requests]
            assert b"code=a+code" in forms[0]
            assert b"refresh_token=r2" in forms[1]

        leaving_nothing(main)

    def test_what_is_stored_goes_before_what_is_given(self):
        async def main():
            with serving(self.script()) as server, tempfile.TemporaryDirectory() as home:
                store = FileStore(os.path.join(home, "tokens"))
                store.save("ann", Grant("new", "r9"))
                async with client(server, **self.options(store=store, identity="ann")) as c:
                    await c.clients.get("abc", 7)
            assert self.renewed == 0

        leaving_nothing(main)

    def test_a_transport_of_ones_own_carries_token_calls_too(self):
        paths = []

        async def transport(request):
            paths.append(request.url)
            if "token" in request.url:
                return Answer(NEW % 9, headers=JSON)
            is_good = request.headers["Authorization"] == "Bearer new"
            return Answer(FOUND.body if is_good else b"{}", status=200 if is_good else 401)

        async def main():
            async with aio.RestClient("an_app", **self.options(transport=transport)) as c:
                c.base_url = "http://127.0.0.1:1"
                return (await c.clients.get("abc", 7)).id

        assert leaving_nothing(main) == 7
        assert len(paths) == 3


@integration
class FilesTest(Awaiting):
    def test_a_file_goes_up_and_comes_back_at_once_or_piece_by_piece(self):
        content = b"\x89PNG\r\n\x1a\n" + os.urandom(300_000)

        async def main():
            with Sandbox() as sandbox, tempfile.TemporaryDirectory() as home:
                path = Path(home, "logo.png")
                path.write_bytes(content)
                async with account(sandbox) as c:
                    made = await c.images.upload(sandbox.account_id, file_path=path)
                    whole = await c.images.get(made.jwt)
                    assert (whole.content, whole.filename) == (content, "logo.png")
                    coming = await c.images.get(made.jwt, stream=True)
                    assert (coming.filename, coming.status_code) == ("logo.png", 200)
                    saved = await coming.save(Path(home, "copy.png"))
                    assert saved.read_bytes() == content
                    again = await c.images.get(made.jwt, stream=True)
                    assert await again.read() == content
                    async with await c.images.get(made.jwt, stream=True) as unread:
                        assert repr(unread) == "<AwaitedDownload 200>"

        leaving_nothing(main)

    def test_a_file_that_is_not_there_is_refused_either_way(self):
        async def main():
            with Sandbox() as sandbox:
                async with account(sandbox) as c:
                    for stream in (False, True):
                        with self.assertRaises(rest.errors.NotFound):
                            await c.images.get("no-such-file", stream=stream)

        leaving_nothing(main)

    def test_a_file_that_breaks_off_replaces_nothing(self):
        cut = Reply(raw=b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nhalf", hang_up=True)

        async def main():
            with serving(lambda request: cut) as server, tempfile.TemporaryDirectory() as home:
                path = Path(home, "logo.png")
                path.write_bytes(b"before")
                async with client(server) as c:
                    coming = await c.images.get("a-file", stream=True)
                    with self.assertRaises(exceptions.NoResponse):
                        await coming.save(path)
                assert os.listdir(home) == ["logo.png"]
                assert path.read_bytes() == b"before"

        leaving_nothing(main)

    def test_a_save_that_is_cancelled_leaves_neither_a_draft_nor_a_connection(self):
        entered, over = threading.Event(), threading.Event()

        def script(request):
            entered.set()
            return Reply(raw=b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nhalf", until=over)

        async def main():
            with serving(script) as server, tempfile.TemporaryDirectory() as home:
                async with client(server) as c:
                    coming = await c.images.get("a-file", stream=True)
                    saving = coming.save(Path(home, "logo.png"))
                    with self.assertRaises(asyncio.TimeoutError):
                        await asyncio.wait_for(saving, 0.1)
                    assert os.listdir(home) == []
                over.set()

        leaving_nothing(main)


class QuietTest(Awaiting):
    def test_no_token_shows_in_a_repr_or_a_log(self):
        async def main():
            with serving(lambda request: FOUND) as server:
                with self.assertLogs("refreshbooks", logging.DEBUG) as logs:
                    async with client(server, access_token="sesame") as c:
                        await c.clients.get("abc", 7)
                        return repr(c) + repr(c._transport) + str(logs.output)

        assert "sesame" not in leaving_nothing(main)
