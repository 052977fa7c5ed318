"""Holds every module ``use_*`` of the transports to the one contract.

The contract's cases stand in ``exchanges`` and ``troubles``.
"""

import importlib
import pkgutil
from typing import Any
from unittest import SkipTest

import requests

from refreshbooks import transports
from refreshbooks.exceptions import MissingExtra
from refreshbooks.transports import use_requests
from tests.marks import integration
from tests.transports import exchanges, troubles

NAMES = [one.name for one in pkgutil.iter_modules(transports.__path__) if "use_" in one.name]

# Opens a connection for each call.
UNPOOLED = {"use_urllib2"}


def _held_to_contract(name: str) -> type[Any]:
    module = importlib.import_module(f"refreshbooks.transports.{name}")

    def setUp(self: Any) -> None:
        try:
            module.Transport("http://127.0.0.1:9/", dict)
        except MissingExtra as missing:
            raise SkipTest(str(missing)) from missing

    members = {
        "__module__": __name__,
        "Transport": module.Transport,
        "pools": name not in UNPOOLED,
        "setUp": setUp,
    }
    return type(f"Test_{name}", (exchanges.Exchanges, troubles.Troubles), members)


globals().update({f"Test_{name}": integration(_held_to_contract(name)) for name in NAMES})


@integration
class Test_use_requests_by_a_user_s_session(exchanges.Exchanges, troubles.Troubles):  # noqa: N801
    """The long way through requests."""

    # The session is closed by its owner.
    test_a_closed_transport_opens_new_connections_when_called_again = None
    # requests reads the new address, to offer it, and breaks at one that is none.
    test_a_redirect_to_nowhere_is_still_a_redirect = None

    @staticmethod
    def Transport(*args: Any, **options: Any) -> Any:  # noqa: N802
        return use_requests.Transport(*args, session=requests.Session(), **options)


def test_the_three_ways_of_version_2_0_are_there() -> None:
    assert set(NAMES) >= {"use_requests", "use_urllib2", "use_httplib2"}
