"""What the transport by requests does with a session and its surroundings."""

import io
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest import TestCase, mock

import requests
import urllib3
from requests.adapters import BaseAdapter, HTTPAdapter

from refreshbooks import api, exceptions
from refreshbooks.transports.use_requests import Transport
from tests.marks import integration
from tests.servers import OK, Reply, Request, serving
from tests.transports.cases import (
    environment,
    full_house,
)

ENTITY = b"<request/>"


def authorized() -> dict[str, str]:
    return {"Authorization": "Basic ours"}


class Upper(HTTPAdapter):
    """An adapter of a user's own."""

    def add_headers(self, request: Any, **settings: Any) -> None:
        request.headers["X-Mounted"] = "yes"


class Canned(BaseAdapter):
    """An adapter that answers by itself, as replacements in tests do."""

    def __init__(self, content: bytes | Exception | None) -> None:
        super().__init__()
        self.content = content

    def send(self, request: Any, *args: Any, **settings: Any) -> requests.Response:
        if isinstance(self.content, Exception):
            raise self.content
        response = requests.Response()
        response.status_code, response.request, response.url = 200, request, request.url
        if self.content is not None:
            response._content = self.content
        return response

    def close(self) -> None:
        """Has nothing to close."""


@integration
class SessionsTest(TestCase):
    def called(self, change: Callable[[requests.Session], object], **options: Any) -> Request:
        """Returns the request of a call after something was set on the session."""
        with environment(), serving() as server:
            transport = Transport(server.api_url, authorized, **options)
            change(transport.session)
            assert transport(ENTITY) == OK
        assert len(server.requests) == 1
        return server.requests[0]

    def test_what_is_set_on_the_session_goes_out(self) -> None:
        def cookie(session: requests.Session) -> None:
            session.cookies.set("a", "b")

        changes: dict[str, tuple[Callable[[requests.Session], object], Callable[[Request], Any]]]
        changes = {
            "Basic bWU6d29yZA==": (
                lambda session: setattr(session, "auth", ("me", "word")),
                lambda request: request.headers["Authorization"],
            ),
            "/api/2.1/xml-in?a=1": (
                lambda session: session.params.update(a=1),  # type: ignore[union-attr]
                lambda request: request.path,
            ),
            "a=b": (cookie, lambda request: request.headers["Cookie"]),
            "1": (
                lambda session: session.headers.update({"X-Own": "1"}),
                lambda request: request.headers["X-Own"],
            ),
            "Mine/1.0": (
                lambda session: session.headers.update({"user-agent": "Mine/1.0"}),
                lambda request: request.headers["User-Agent"],
            ),
            "text/xml": (
                lambda session: session.headers.update({"Content-Type": "text/xml"}),
                lambda request: request.headers["Content-Type"],
            ),
            "yes": (
                lambda session: session.mount("http://", Upper()),
                lambda request: request.headers["X-Mounted"],
            ),
        }
        for sent, (change, look) in changes.items():
            for session in (None, requests.Session()):
                assert look(self.called(change, session=session)) == sent

    def test_who_calls_is_named_by_an_argument_the_factory_or_the_session_in_this_order(
        self,
    ) -> None:
        def sent(named: dict[str, str], argument: str | None, session: Any) -> list[str]:
            def auth() -> dict[str, str]:
                return {**authorized(), **named}

            with environment(), serving() as server:
                options = {} if session is None else {"session": session}
                client = api.AuthorizingClient(server.url, auth, user_agent=argument, **options)
                client.transport.session.headers["user-agent"] = "Session/1.0"
                client.staff.current()
            return server.requests[0].headers.get_all("User-Agent")

        for session in (None, requests.Session()):
            assert sent({"User-AGENT": "Mine/1.0"}, "Shop/1.0", session) == ["Shop/1.0"]
            assert sent({"User-AGENT": "Mine/1.0"}, None, session) == ["Mine/1.0"]
            assert sent({}, None, session) == ["Session/1.0"]

    def test_a_header_of_the_session_goes_away_by_none(self) -> None:
        def drop(session: requests.Session) -> None:
            session.headers["Accept"] = None  # type: ignore[assignment]

        assert "Accept" not in self.called(drop).headers
        assert "Accept" in self.called(lambda session: None).headers

    def test_our_authorization_wins_over_netrc_on_both_ways(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            netrc = Path(folder, "netrc")
            netrc.write_text("default login someone password else\n")
            for session in (None, requests.Session()):
                with serving() as server, environment(NETRC=str(netrc)):
                    Transport(server.api_url, authorized, session=session)(ENTITY)
                assert server.requests[0].headers["Authorization"] == "Basic ours"

    def test_hooks_hear_of_the_answer_and_may_read_it(self) -> None:
        heard: list[str] = []

        def hook(response: requests.Response, **settings: Any) -> None:
            heard.append(response.text)

        self.called(lambda session: session.hooks["response"].append(hook))
        assert heard == [OK.decode()]

    def test_an_own_session_keeps_no_cookies_and_a_user_s_keeps_them(self) -> None:
        for session, kept in ((None, None), (requests.Session(), "s=1")):
            with environment(), serving(Reply(headers={"Set-Cookie": "s=1"})) as server:
                transport = Transport(server.api_url, authorized, session=session)
                transport(ENTITY)
                transport(ENTITY)
            assert server.requests[1].headers["Cookie"] == kept

    def test_nor_does_an_own_session_keep_them_on_the_long_way(self) -> None:
        with environment(), serving(Reply(headers={"Set-Cookie": "s=1"})) as server:
            transport = Transport(server.api_url, authorized)
            transport.session.params = {"a": "1"}
            transport(ENTITY)
            transport(ENTITY)
        assert [request.headers["Cookie"] for request in server.requests] == [None, None]

    def test_whether_an_adapter_of_a_user_s_own_had_sent_is_not_known(self) -> None:
        for error in (requests.ConnectTimeout("late"), requests.exceptions.ProxyError("shut")):
            session = requests.Session()
            session.mount("mem://", Canned(error))
            with self.assertRaises(type(error)) as caught:
                Transport("mem://books/", authorized, session=session)(ENTITY)
            assert isinstance(caught.exception, exceptions.NoResponse)
            assert caught.exception.sent

    def test_what_a_hook_fails_at_comes_after_the_request(self) -> None:
        with serving() as gone:
            pass
        with full_house() as busy:
            for url in (gone.api_url, busy, "no address"):
                session = requests.Session()
                session.hooks["response"] = [lambda *a, at=url, **k: requests.get(at, timeout=0.1)]
                with environment(), serving() as server:
                    with self.assertRaises(exceptions.NoResponse) as caught:
                        Transport(server.api_url, authorized, session=session)(ENTITY)
                assert len(server.requests) == 1
                assert caught.exception.sent, url

    def test_an_adapter_that_tries_again_has_sent_if_it_ever_did(self) -> None:
        for reply in (None, Reply(b"", 503, {"Connection": "close"}, hang_up=True)):

            def last(request: Request, reply: Reply | None = reply) -> Reply | None:
                server.shutdown()
                server.socket.close()
                return reply

            session = requests.Session()
            policy = urllib3.Retry(2, allowed_methods=None, status_forcelist=[503])
            session.mount("http://", HTTPAdapter(max_retries=policy))
            with environment(), serving(last) as server:
                for sent in (True, False):
                    with self.assertRaises(exceptions.NoResponse) as caught:
                        Transport(server.api_url, authorized, session=session)(ENTITY)
                    assert caught.exception.sent is sent
                    assert "refused" in str(caught.exception)
                    session.close()
            assert len(server.requests) == 1

    def test_a_user_s_session_is_used_and_left_open(self) -> None:
        session = requests.Session()
        with environment(), serving() as server:
            transport = Transport(server.api_url, authorized, session=session)
            assert transport.session is session
            transport(ENTITY)
            transport.close()
            transport(ENTITY)
            session.close()
        assert server.connections == 1

    def test_whoever_replaces_a_step_of_requests_is_heard(self) -> None:
        steps: list[str] = []

        def heard(step: str, of: Any) -> Any:
            original = getattr(of, step)

            def replaced(*args: Any, **settings: Any) -> Any:
                steps.append(step)
                return original(*args, **settings)

            return mock.patch.object(of, step, replaced)

        with environment(), serving() as server:
            transport = Transport(server.api_url, authorized)
            for step in ("post", "request", "send", "get_adapter"):
                for of in (requests.Session, transport.session):
                    steps.clear()
                    with heard(step, of):
                        transport(ENTITY)
                    assert step in steps, step
            with heard("send", HTTPAdapter):
                transport(ENTITY)
        assert len(server.requests) == 9

    def test_what_is_no_session_is_refused_before_any_call(self) -> None:
        for session, named in ((requests.Session, "Session"), ("me", "str"), (5, "int")):
            refusal = f"^session: a session is an object .*, not {named}$"
            with self.assertRaisesRegex(exceptions.BadParameter, refusal):
                api.TokenClient("books.example.com", "t", session=session)
        with self.assertRaisesRegex(exceptions.BadParameter, "^timeout: a timeout is a number"):
            api.TokenClient("books.example.com", "t", timeout="soon")
        with self.assertRaisesRegex(TypeError, "unexpected keyword argument 'tries'"):
            api.TokenClient("books.example.com", "t", tries=3)

    def test_a_session_that_is_more_than_one_is_asked(self) -> None:
        class Counting(requests.Session):
            sent = 0

            def send(self, *args: Any, **settings: Any) -> requests.Response:
                Counting.sent += 1
                return super().send(*args, **settings)

        self.called(lambda session: None, session=Counting())
        assert Counting.sent == 1

    def test_an_adapter_that_has_no_connection_answers_too(self) -> None:
        for content, expected in ((OK, OK), (None, b"")):
            session = requests.Session()
            session.mount("mem://", Canned(content))
            assert Transport("mem://books/", authorized, session=session)(ENTITY) == expected

    def test_an_adapter_may_answer_with_any_file_and_no_more_of_it_is_read(self) -> None:
        class Filed(Canned):
            def send(self, request: Any, *args: Any, **settings: Any) -> requests.Response:
                response = super().send(request)
                response.raw = self.raw = io.BytesIO(OK)
                return response

        adapter, session = Filed(None), requests.Session()
        session.mount("mem://", adapter)
        transport = Transport("mem://books/", authorized, session=session)
        assert transport(ENTITY) == OK
        with mock.patch("refreshbooks.transports.bodies.LARGEST", 9):
            with self.assertRaises(exceptions.BadResponse):
                transport(ENTITY)
        assert adapter.raw.closed

    def test_an_answer_that_is_too_large_ends_its_connection_on_the_long_way(self) -> None:
        with environment(), serving(Reply(bytes(2**21))) as server:
            with mock.patch("refreshbooks.transports.bodies.LARGEST", 2**20):
                session = requests.Session()
                with self.assertRaises(exceptions.BadResponse):
                    Transport(server.api_url, authorized, session=session)(ENTITY)
            assert server.hung_up.wait(10)

    def test_a_redirect_is_not_followed_on_the_long_way_either(self) -> None:
        with environment(), serving() as elsewhere:
            with serving(Reply(b"", 302, {"Location": elsewhere.api_url})) as server:
                with self.assertRaises(exceptions.AccountMoved):
                    Transport(server.api_url, authorized, session=requests.Session())(ENTITY)
        assert (len(server.requests), len(elsewhere.requests)) == (1, 0)

    def test_what_is_no_bytes_is_left_to_the_session(self) -> None:
        with environment(), serving() as server:
            Transport(server.api_url, authorized)({"a": "1"})  # type: ignore[arg-type]
        assert server.requests[0].body == b"a=1"

    def test_a_forked_process_makes_every_pool_anew_and_keeps_adapters_of_other_kinds(self) -> None:
        session = requests.Session()
        session.mount("mem://", Canned(OK))
        session.mount("http://", Upper(pool_maxsize=3))
        with environment(), serving() as server:
            transport = Transport(server.api_url, authorized, session=session)
            transport(ENTITY)
            # The number of another process tells what os.fork() would.
            with mock.patch("os.getpid", return_value=os.getpid() + 1):
                transport(ENTITY)
                transport(ENTITY)
        assert [request.connection for request in server.requests] == [0, 1, 1]
        assert server.requests[1].headers["X-Mounted"] == "yes"
