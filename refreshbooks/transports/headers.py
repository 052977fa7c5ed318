"""What a request says about itself: who is calling, and what it carries."""

import sys
from collections.abc import Mapping

import refreshbooks

__all__ = ["DEFAULT_USER_AGENT", "completed"]

_PYTHON = ".".join(str(part) for part in sys.version_info[:2])

DEFAULT_USER_AGENT = f"refreshbooks/{refreshbooks.__version__} python/{_PYTHON}"


def completed(
    headers: Mapping[str, str], entity: object, standing: Mapping[str, str]
) -> dict[str, str]:
    """Returns all headers of a request, each once.

    >>> completed({"User-Agent": "Shop/1.0"}, b"<request/>", {"Accept": "*/*"})
    {'Accept': '*/*', 'User-Agent': 'Shop/1.0', 'Content-Type': 'application/xml'}

    Args:
        headers: From a headers factory. A None among them takes a standing one
            away.
        entity: What is sent. Only itself can know its media type where that
            has a boundary in it; so its ``content_type`` comes before all.
        standing: What is sent with every request, unless it is among
            ``headers``.
    """
    own = {name.lower() for name in headers}
    complete = {name: standing[name] for name in standing if name.lower() not in own}
    complete.update(headers)
    known = {name.lower() for name in complete}
    if "user-agent" not in known:
        complete["User-Agent"] = DEFAULT_USER_AGENT
    content_type = getattr(entity, "content_type", None)
    if content_type is not None:
        complete = {name: complete[name] for name in complete if name.lower() != "content-type"}
        complete["Content-Type"] = content_type
    elif "content-type" not in known:
        complete["Content-Type"] = "application/xml"
    return {name: value for name, value in complete.items() if value is not None}
