"""What stands in a body at some path, be it XML, JSON or a form.

>>> Inside(b"<request><client><email>ann</email></client></request>").texts("client/email")
['ann']
>>> Inside(b'{"invoice": {"lines": [{"qty": "1"}, {"qty": "2"}]}}').texts("invoice/lines/qty")
['1', '2']
>>> Inside(b"grant_type=refresh_token&client_id=abc").texts("grant_type")
['refresh_token']
"""

import json
from typing import Any
from urllib.parse import parse_qs

from lxml import etree

__all__ = ["Inside", "check_path", "spelled"]


class Inside:
    """A body, taken apart as far as it is understood."""

    def __init__(self, body: bytes) -> None:
        start = body.lstrip()[:1]
        self._root = _xml(body) if start not in (b"{", b"[") else None
        self._value = _json(body) if self._root is None else None

    def texts(self, path: str) -> list[str]:
        """Returns the texts at a path of names with slashes between them."""
        if self._root is not None:
            return [element.text or "" for element in self._root.findall(path)]
        found = [self._value]
        for name in path.split("/"):
            inner = (one[name] for one in found if isinstance(one, dict) and name in one)
            found = [item for one in inner for item in (one if isinstance(one, list) else [one])]
        return [spelled(one) for one in found]


def spelled(value: object) -> str:
    """Returns a value as a text, in the way of JSON where that has one of its own.

    >>> spelled(True), spelled(None), spelled(7), spelled("a")
    ('true', 'null', '7', 'a')
    """
    if value is None or isinstance(value, (bool, dict, list)):
        return json.dumps(value)
    return str(value)


def check_path(path: str) -> None:
    """Refuses what is no path.

    Raises:
        ValueError: It says what one looks like.
    """
    try:
        etree.Element("request").findall(path)
    except (SyntaxError, LookupError, TypeError, ValueError) as error:
        raise ValueError(f"{path!r} is no path of elements, such as 'client/email'.") from error


def _xml(body: bytes) -> Any:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    try:
        return etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _json(body: bytes) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True)
