"""How the REST API calls its calls and refuses them, family by family.

>>> manner = RestManner({"REQUEST_METHOD": "POST", "PATH_INFO": "/auth/oauth/token"})
>>> manner.method(b""), manner.auth, manner.refused(400).code
('oauth.token', 'client', 400)
"""

import functools
import json
from typing import Any

from refreshbooks.catalog import rest as catalog
from refreshbooks.sandbox.answers import Answer
from refreshbooks.sandbox.rest import refusals, routes, shapes
from refreshbooks.sandbox.rest.envelopes import FAMILIES
from refreshbooks.sandbox.rest.oauth.addresses import VERBS
from refreshbooks.sandbox.rest.refusals import Problem, Refusal

__all__ = ["RestManner", "method_names"]

_JSON = "application/json"
_ELSEWHERE = "https://moved.example.com"
_INACTIVE = 1042


class RestManner:
    """Speaks about one call. Its method stands in its address, and in what it is about."""

    def __init__(self, environ: dict[str, Any]) -> None:
        self._verb: str = environ["REQUEST_METHOD"]
        self._path: str = environ.get("PATH_INFO", "")
        self._oauth = VERBS.get(self._path.rstrip("/"), "")

    def method(self, body: bytes) -> str:
        """Returns the method as client libraries call it."""
        if self._oauth:
            return f"oauth.{self._oauth}"
        return routes.method_of(self._verb, self._path, body)

    def is_known(self, method: str) -> bool:
        """Says whether the API has it: its name comes from no caller."""
        return True

    @property
    def auth(self) -> str:
        """Returns ``client`` where an application speaks for itself, or ``bearer``."""
        return "client" if self._oauth else "bearer"

    def refused(self, code: int) -> Answer:
        """Returns what the family says; of tokens the gateway before it speaks."""
        if self._oauth:
            return self.shaped("oauth", code)
        if code == 401:
            return self.shaped("gateway", code)
        return self._said(Refusal(code, Problem(code, "refused", message=shapes.words(code))))

    def unknown_account(self) -> Answer:
        """Returns what the family says about ids that are nobody's."""
        return self._said(refusals.no_account())

    def disabled(self) -> Answer:
        """Returns what the family says to whom nothing is allowed."""
        return self._said(refusals.forbidden())

    def deactivated(self, location: str) -> Answer:
        """Returns what the family says; nobody is sent elsewhere."""
        text = "This account is not active."
        return self._said(Refusal(403, Problem(_INACTIVE, "inactive", message=text)))

    def elsewhere(self) -> str:
        """Returns the same path of another host."""
        return _ELSEWHERE + self._path

    def shaped(self, shape: str, code: int) -> Answer:
        """Returns a refusal in a shape, see :mod:`refreshbooks.sandbox.rest.shapes`."""
        return Answer.of(code, _JSON, json.dumps(shapes.shaped(shape, code)).encode())

    def _said(self, refusal: Refusal) -> Answer:
        family = FAMILIES[routes.family_of(self._path)]
        said = family.refusal(refusal, "")
        return Answer.of(refusal.status, said.media_type, said.entity)


@functools.cache
def method_names() -> tuple[str, ...]:
    """Returns the names of all methods, OAuth's with them."""
    names = [f"oauth.{verb}" for verb in dict.fromkeys(VERBS.values())]
    for name in catalog.names():
        resource = catalog.find(name)
        assert resource is not None
        names += [routes.name_of(resource, verb) for verb in resource.methods]
    return tuple(names)
