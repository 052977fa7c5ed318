"""Addresses: which method of which resource a request calls.

The rows of the catalog say where their methods are reached; a few are reached
in further ways, since the service takes them and programs use them.

    >>> route, ids = find("GET", "/accounting/account/Abc123/users/clients/7")
    >>> route.resource, route.verb, ids["id"]
    ('clients', 'get', '7')
    >>> path = "/accounting/account/Abc123/users/clients/7"
    >>> method_of("PUT", path, b'{"client": {"vis_state": 1}}')
    'clients.delete'
"""

import functools
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from refreshbooks.catalog import rest as catalog
from refreshbooks.catalog.rest.model import Resource
from refreshbooks.sandbox.rest.refusals import Refusal, not_allowed, nowhere

__all__ = ["Route", "family_of", "find", "method_of", "name_of"]

_PREFIXES = {
    "accounting": "/accounting/account/{account_id}/",
    "accounting_businesses": "/accounting/businesses/{business_uuid}/",
    "events": "/events/account/{account_id}/",
    "projects": "/projects/business/{business_id}/",
    "timetracking": "/timetracking/business/{business_id}/",
    "comments": "/comments/business/{business_id}/",
    "payments": "/payments/account/{account_id}/",
    "uploads": "/uploads/account/{account_id}/",
    "auth": "/auth/",
}
_NAME = re.compile(r"\{(\w+)\}")
_ARCHIVED = {"vis_state": 2}
# What a PUT to a callback does is told by the one key it holds.
_TOLD_BY_KEY = {"verifier": "verify", "resend": "resend_verification"}


@dataclass(frozen=True)
class Route:
    """One way to call a method.

    Attributes:
        method: The HTTP method.
        template: The address, with names in braces.
        resource: The resource's name in the catalog.
        verb: The method, such as ``create``.
    """

    method: str
    template: str
    resource: str
    verb: str

    @functools.cached_property
    def pattern(self) -> re.Pattern[str]:
        """What addresses look like."""
        pieces = _NAME.split(self.template)
        texts = [re.escape(text) for text in pieces[::2]]
        names = [f"(?P<{name}>[^/]+)" for name in pieces[1::2]]
        return re.compile(
            "".join(text + name for text, name in zip(texts, [*names, ""], strict=True))
        )


def find(method: str, path: str) -> tuple[Route, dict[str, str]]:
    """Returns what a request calls, and what stands in its address.

    Raises:
        Refusal: Nothing is there, or not for this HTTP method.
    """
    path = path.rstrip("/")
    found = [
        (route, matched.groupdict())
        for route in _by_length().get(path.count("/"), ())
        if (matched := route.pattern.fullmatch(path))
    ]
    for route, ids in found:
        if route.method == method:
            return route, ids
    raise not_allowed() if found else nowhere()


def family_of(path: str) -> str:
    """Returns the family that an address belongs to, or ``auth``."""
    whole = (
        name for name, prefix in _PREFIXES.items() if path.startswith(prefix.partition("{")[0])
    )
    start = next(whole, "")
    return start or next(
        (n for n in ("uploads", "accounting") if path.startswith(f"/{n}/")), "auth"
    )


def method_of(method: str, path: str, body: bytes = b"") -> str:
    """Returns the name of a method as clients call it; an empty text where it is none.

    A deletion by PUT is a deletion: it is told by its body.
    """
    try:
        route, _ = find(method, path)
    except Refusal:
        return ""
    resource = catalog.find(route.resource)
    assert resource is not None
    return name_of(resource, _spoken(resource, body) if route.verb == "update" else route.verb)


def name_of(resource: Resource, verb: str) -> str:
    """Returns what clients call a method of a resource.

    >>> users = catalog.find("users_me")
    >>> name_of(users, "get")
    'users.me'
    """
    if resource.name == "users_me":
        return "users.me"
    if resource.name.startswith("report_"):
        return resource.attribute
    return f"{resource.attribute or resource.name.partition('_')[0]}.{verb}"


def _spoken(resource: Resource, body: bytes) -> str:
    try:
        sent = json.loads(body)[resource.single]
    except (ValueError, LookupError, TypeError, RecursionError):
        return "update"
    if not isinstance(sent, dict):
        return "update"
    if resource.deleted and sent == dict([resource.deleted]):
        return "delete"
    if sent == _ARCHIVED and "archive" in resource.methods:
        return "archive"
    told = (verb for key, verb in _TOLD_BY_KEY.items() if key in sent and verb in resource.methods)
    return next(told, "update")


@functools.cache
def _by_length() -> dict[int, list[Route]]:
    """Returns all routes by how many slashes they have."""
    routes: dict[int, list[Route]] = {}
    for name in catalog.names():
        resource = catalog.find(name)
        assert resource is not None
        for route in _routes(resource):
            routes.setdefault(route.template.count("/"), []).append(route)
    return routes


def _routes(resource: Resource) -> Iterator[Route]:
    methods = set(resource.methods)
    many, single = resource.path, resource.single_path
    made = {"list": ("GET", many), "create": ("POST", resource.create_path or many)}
    made |= {"get": ("GET", single), "update": ("PUT", single), "delete": ("DELETE", single)}
    made |= {"defaults": ("GET", resource.defaults_path), "upload": ("POST", many)}
    if resource.delete == "PUT":
        methods.discard("delete")
    if resource.family == "accounting" and methods & {"update", "delete"}:
        # Client libraries and documents disagree on who deletes by which of them.
        methods |= {"update", "delete"}
    for verb, (method, path) in made.items():
        if verb in methods and path:
            yield from _reached(resource, method, path, verb)


def _reached(resource: Resource, method: str, path: str, verb: str) -> Iterator[Route]:
    yield Route(method, _whole(resource, path), resource.name, verb)
    if resource.family in ("projects", "comments") and path.partition("/")[0] != resource.path:
        plural = resource.path + ("/{id}" if path.endswith("/{id}") else "")
        if _NAME.findall(path) == _NAME.findall(plural):
            # Seen to work too: single projects at the address of the list.
            yield Route(method, _whole(resource, plural), resource.name, verb)


def _whole(resource: Resource, path: str) -> str:
    return path if path.startswith("/") else _PREFIXES[resource.family] + path
