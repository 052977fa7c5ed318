"""Payment gateways: the account has two that can charge by themselves, and one that cannot."""

from refreshbooks.sandbox.classic.behaviour import Behaviour
from refreshbooks.sandbox.classic.call import Call
from refreshbooks.sandbox.classic.listing import page_of

__all__ = ["BEHAVIOUR", "GATEWAYS"]

GATEWAYS = (
    {"name": "Authorize.Net", "autobill_capable": "1"},
    {"name": "Stripe", "autobill_capable": "1"},
    {"name": "PayPal", "autobill_capable": "0"},
)


def _list(call: Call) -> dict[str, object]:
    wanted = call.sent.get("autobill_capable")
    gateways = [gate for gate in GATEWAYS if wanted in (None, "", gate["autobill_capable"])]
    return {"gateways": page_of(call, gateways)}


BEHAVIOUR = Behaviour(actions={"list": _list})
