"""Holds every module ``use_*`` of the transports to the one contract.

The contract's cases stand in ``exchanges`` and ``troubles``.
"""

import importlib
import pkgutil
from typing import Any
from unittest import SkipTest

from refreshbooks import transports
from refreshbooks.exceptions import MissingExtra
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


def test_the_three_ways_of_version_2_0_are_there() -> None:
    assert set(NAMES) >= {"use_requests", "use_urllib2", "use_httplib2"}
