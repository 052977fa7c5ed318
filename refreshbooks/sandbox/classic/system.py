"""The system: what the account says of itself."""

from refreshbooks.sandbox.classic.behaviour import Behaviour
from refreshbooks.sandbox.classic.call import Call
from refreshbooks.sandbox.classic.documents import marked

__all__ = ["BEHAVIOUR"]

_NO_LIMIT = 2**31 - 1

_COMPANY = {
    "company_name": "Sandbox Gardens",
    "profession": "Landscaping",
    "address": {
        "street1": "1 Example Street",
        "city": "Toronto",
        "province": "Ontario",
        "postal_code": "M5V 1A1",
        "country": "Canada",
    },
}


def _current(call: Call) -> dict[str, object]:
    limit = marked(_NO_LIMIT, deprecated="1")
    return {"system": {**_COMPANY, "api": {"requests": call.requests, "request_limit": limit}}}


BEHAVIOUR = Behaviour(actions={"current": _current})
