"""Holds the awaited transport to the contract of all transports."""

import functools
import ssl
from typing import Any

from tests.aio.running import Awaiting, Blocking, background_loop
from tests.marks import integration
from tests.transports import exchanges, troubles

__all__ = ["Test_async_httpx2", "Test_async_httpx2_by_a_user_s_session"]


class _OnALoop(Awaiting):
    session: Any = staticmethod(lambda: None)

    # A forked process has no thread that would run the loop of its parent.
    test_a_forked_process_opens_connections_of_its_own = None

    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        from refreshbooks.transports import async_httpx2

        cls.running = background_loop()
        loop = cls.running.__enter__()

        def transport(*given: Any, **options: Any) -> Blocking:
            return Blocking(async_httpx2.Transport(*given, session=cls.session(), **options), loop)

        cls.Transport = staticmethod(transport)

    @classmethod
    def tearDownClass(cls) -> None:
        cls.running.__exit__(None, None, None)
        super().tearDownClass()


@integration
class Test_async_httpx2(_OnALoop, exchanges.Exchanges, troubles.Troubles):  # noqa: N801
    """The way over connections of its own."""


@integration
class Test_async_httpx2_by_a_user_s_session(  # noqa: N801
    _OnALoop, exchanges.Exchanges, troubles.Troubles
):
    """The way through an ``httpx2.AsyncClient``."""

    # The session is closed by its owner.
    test_a_closed_transport_opens_new_connections_when_called_again = None
    # Its owner says where authorities and proxies come from, and how many connections there are.
    test_authorities_are_taken_from_where_requests_takes_them = None
    test_no_proxy_of_the_environment_is_told_what_is_for_this_machine = None
    test_threads_get_their_own_answers = None

    @staticmethod
    def session() -> Any:
        import httpx2

        return httpx2.AsyncClient(verify=_trust())


@functools.cache
def _trust() -> ssl.SSLContext:
    return ssl.create_default_context()
