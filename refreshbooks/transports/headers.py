"""What a request says about itself: who is calling, and what it carries."""

import sys
from collections.abc import Mapping

import refreshbooks

__all__ = ["DEFAULT_USER_AGENT", "completed", "with_header"]

_PYTHON = ".".join(str(part) for part in sys.version_info[:2])

DEFAULT_USER_AGENT = f"refreshbooks/{refreshbooks.__version__} python/{_PYTHON}"


_DEFAULTS = {"User-Agent": DEFAULT_USER_AGENT, "Content-Type": "application/xml"}


def completed(
    headers: Mapping[str, str], entity: object, standing: Mapping[str, str]
) -> dict[str, str]:
    """Returns all headers of a request, each once, however it is spelt.

    >>> completed({"user-agent": "Shop/1.0"}, b"<request/>", {"Accept": "*/*"})
    {'user-agent': 'Shop/1.0', 'Content-Type': 'application/xml', 'Accept': '*/*'}

    Args:
        headers: From a headers factory. A None among them takes a standing one
            away.
        entity: What is sent. Only itself can know its media type where that
            has a boundary in it; so its ``content_type`` comes before all.
        standing: What is sent with every request, unless it is among
            ``headers``. Our own user agent among those is nobody's wish.
    """
    wished = {name: headers[name] for name in headers if headers[name] != DEFAULT_USER_AGENT}
    once: dict[str, tuple[str, str]] = {}
    for said in (_DEFAULTS, standing, wished):
        once.update({name.lower(): (name, value) for name, value in said.items()})
    content_type = getattr(entity, "content_type", None)
    if content_type is not None:
        once["content-type"] = ("Content-Type", content_type)
    return {name: value for name, value in once.values() if value is not None}


def with_header(headers: Mapping[str, str], name: str, value: str) -> dict[str, str]:
    """Returns the headers with one set, in place of any other spelling of it.

    >>> with_header({"connection": "close"}, "Connection", "Keep-Alive")
    {'Connection': 'Keep-Alive'}
    """
    others = {other: headers[other] for other in headers if other.lower() != name.lower()}
    return {**others, name: value}
