"""Languages: the same list for every account."""

from refreshbooks.catalog import parts
from refreshbooks.sandbox.classic.behaviour import Behaviour
from refreshbooks.sandbox.classic.call import Call
from refreshbooks.sandbox.classic.listing import page_of

__all__ = ["BEHAVIOUR"]

_NAMES = {
    "en": "English",
    "fr": "French",
    "da": "Danish",
    "nl": "Dutch",
    "et": "Estonian",
    "de": "German",
    "it": "Italian",
    "no": "Norwegian",
    "pt": "Portuguese",
    "es": "Spanish",
    "es-419": "Spanish (Latin America)",
    "sv": "Swedish",
}
_RECORDS = [{"code": code, "name": _NAMES[code]} for code in parts.LANGUAGES]


def _list(call: Call) -> dict[str, object]:
    return {"languages": page_of(call, _RECORDS)}


BEHAVIOUR = Behaviour(actions={"list": _list})
