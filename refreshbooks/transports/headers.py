"""What a request says about itself: who is calling, and what it carries."""

import sys
from collections.abc import Mapping

import refreshbooks

__all__ = ["DEFAULT_USER_AGENT", "completed"]

_PYTHON = ".".join(str(part) for part in sys.version_info[:2])

DEFAULT_USER_AGENT = f"refreshbooks/{refreshbooks.__version__} python/{_PYTHON}"

_NOTHING: Mapping[str, str] = {}


def completed(
    headers: Mapping[str, str], entity: object, standing: Mapping[str, str] = _NOTHING
) -> dict[str, str]:
    """Returns the headers of a request with what every request should say.

    >>> completed({"User-Agent": "Shop/1.0"}, b"<request/>")
    {'User-Agent': 'Shop/1.0', 'Content-Type': 'application/xml'}

    Args:
        headers: From a headers factory.
        entity: What is sent. Only itself can know its media type where that
            has a boundary in it; so its ``content_type`` comes before all.
        standing: What is sent anyway, unless it is among ``headers``.
    """
    complete = dict(headers)
    known = {name.lower() for name in (*headers, *standing)}
    if "user-agent" not in known:
        complete["User-Agent"] = DEFAULT_USER_AGENT
    content_type = getattr(entity, "content_type", None)
    if content_type is not None:
        complete = {name: complete[name] for name in complete if name.lower() != "content-type"}
        complete["Content-Type"] = content_type
    elif "content-type" not in known:
        complete["Content-Type"] = "application/xml"
    return complete
