"""What one request to the admin API asks for."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from refreshbooks.sandbox.admin.refusal import Refusal

if TYPE_CHECKING:
    from refreshbooks.sandbox.accounts import Account, Accounts

__all__ = ["Request"]

_TRUTH = {"true": True, "1": True, "false": False, "0": False}


@dataclass
class Request:
    """One request, looked at so far that it can be carried out.

    Attributes:
        accounts: All accounts there are.
        account: The one it is about.
        names: What stood in the path, by the names that the route has for it.
        query: What stood behind the question mark.
        arguments: What stood in the body.
        status: With which HTTP status it is answered.
    """

    accounts: "Accounts"
    account: "Account"
    names: dict[str, str]
    query: dict[str, str]
    arguments: dict[str, Any]
    status: int = 200

    def allow(self, *known: str, in_address: bool) -> None:
        """Refuses whatever else was sent along; ``...`` among the names allows all.

        Args:
            known: The names of the arguments.
            in_address: Whether they stand behind the question mark, not in the body.
        """
        strange = sorted((self.query.keys() | self.arguments.keys()) - set(known))
        if strange and "..." not in known:
            takes = ", ".join(known) or "nothing"
            raise Refusal(400, f"This takes {takes}, not {', '.join(strange)}.")
        if self.arguments if in_address else self.query:
            place = "in the address, behind a question mark" if in_address else "in the body"
            raise Refusal(400, f"What this takes stands {place}.")

    def words(self) -> dict[str, Any]:
        """Returns what stood behind the question mark, each as what it stands for."""
        return {name: _WORDS.get(name, str)(text) for name, text in self.query.items()}

    def moment(self, name: str) -> datetime | None:
        """Returns an argument that is a moment, or None where there is none."""
        text = self.arguments.get(name)
        if text is None:
            return None
        try:
            # Python 3.10 does not know the Z.
            moment = datetime.fromisoformat(text.removesuffix("Z") + "+00:00" * text.endswith("Z"))
        except (AttributeError, ValueError):
            moment = None
        if moment is None or moment.utcoffset() is None:
            raise Refusal(400, f"{name} is a moment with its zone, such as 2026-05-01T12:00:00Z.")
        return moment


def _whole(text: str) -> int:
    try:
        return int(text)
    except ValueError as error:
        raise Refusal(400, f"{text!r} is no whole number.") from error


def _count(text: str) -> int:
    number = _whole(text)
    if number < 0:
        raise Refusal(400, f"{text!r} is less than nothing.")
    return number


def _seconds(text: str) -> float:
    try:
        return float(text)
    except ValueError as error:
        raise Refusal(400, f"{text!r} is no number of seconds.") from error


def _truth(text: str) -> bool:
    if text.lower() not in _TRUTH:
        raise Refusal(400, f"{text!r} is neither true nor false.")
    return _TRUTH[text.lower()]


def _fields(text: str) -> dict[str, str]:
    try:
        fields = json.loads(text)
    except (ValueError, RecursionError):
        fields = None
    if not isinstance(fields, dict):
        raise Refusal(400, 'fields is a JSON object, such as {"client/email": "ann@example.com"}.')
    return fields


# Everything else stands for itself.
_WORDS: dict[str, Callable[[str], Any]] = {
    "status": _whole,
    "after": _whole,
    "most": _count,
    "applied": _truth,
    "fault": lambda text: _TRUTH.get(text.lower(), text),
    "fields": _fields,
    "timeout": _seconds,
}
