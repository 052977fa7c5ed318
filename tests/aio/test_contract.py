"""Holds the awaited transport to the contract of all transports."""

from typing import Any
from unittest import SkipTest

from tests.aio.loops import Blocking, background_loop
from tests.marks import integration
from tests.transports import exchanges, troubles


class _Awaited(exchanges.Exchanges, troubles.Troubles):
    # A forked process has no thread that would run the loop of its parent.
    test_a_forked_process_opens_connections_of_its_own = None

    @classmethod
    def setUpClass(cls) -> None:
        try:
            from refreshbooks.transports import async_httpx2
        except ImportError as missing:
            raise SkipTest("httpx2 is not installed") from missing
        running = background_loop()
        loop = running.__enter__()
        cls.addClassCleanup(running.__exit__, None, None, None)
        cls.Transport = staticmethod(
            lambda *given, **options: Blocking(async_httpx2.Transport(*given, **options), loop)
        )


@integration
class Test_async_httpx2(_Awaited):  # noqa: N801
    """The way of its own connections."""


del _Awaited
