"""Gateways: through which cards are charged. A fresh account has two.

Nobody can make one by a call, and one that is deleted is gone for good.
"""

import hashlib

from refreshbooks.sandbox.rest import records
from refreshbooks.sandbox.rest.behaviour import Behaviour
from refreshbooks.sandbox.rest.call import Call
from refreshbooks.sandbox.rest.envelopes import Answer

__all__ = ["BEHAVIOUR"]

_NAMES = ("stripe", "fbpay")
_LETTERS = 32


def _seed(call: Call) -> None:
    for name in _NAMES:
        said = f"{call.business.account_id} {name}"
        connection = hashlib.sha256(said.encode()).hexdigest()[:_LETTERS]
        records.make(call, {"gateway_name": name, "connectionid": connection})


def _delete(call: Call) -> Answer:
    call.drop(call.kind, call.addressed())
    return call.family.gone()


BEHAVIOUR = Behaviour(verbs={"delete": _delete}, seeds=_seed)
