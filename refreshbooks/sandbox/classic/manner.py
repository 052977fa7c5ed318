"""How the Classic API calls its calls and refuses them, whatever they are about."""

from typing import Any
from xml.parsers import expat

from refreshbooks import catalog
from refreshbooks.sandbox.answers import Answer, page, redirect
from refreshbooks.sandbox.classic import documents, failures, multipart
from refreshbooks.sandbox.classic.failures import Failure

__all__ = ["ClassicManner", "method_of"]

_XML = "application/xml; charset=utf-8"
_CHALLENGE = ("WWW-Authenticate", 'Basic realm="FreshBooks"')
_NO_SYSTEM = Failure(10030, "System does not exist.")
_ELSEWHERE = "https://moved.example.com/api/2.1/xml-in"


class ClassicManner:
    """Speaks about one call. It has one address, and its method stands in its document."""

    def __init__(self, environ: dict[str, Any]) -> None:
        self._environ = environ

    def method(self, body: bytes) -> str:
        """Returns the method that the document names."""
        return method_of(self._environ.get("CONTENT_TYPE", ""), body)

    def is_known(self, method: str) -> bool:
        """Says whether the catalog has it."""
        return catalog.find(method) is not None

    @property
    def auth(self) -> str:
        """Returns ``token`` or ``oauth``."""
        scheme = self._environ.get("HTTP_AUTHORIZATION", "").partition(" ")[0]
        return "oauth" if scheme.lower() == "oauth" else "token"

    def refused(self, code: int) -> Answer:
        """Returns a page with that status, or what a stranger gets."""
        if code == 401:
            return _document(401, failures.unauthenticated()).with_header(*_CHALLENGE)
        return page(code, "The server does not answer this call.")

    def unknown_account(self) -> Answer:
        """Returns the document that the service sends today."""
        return _document(200, _NO_SYSTEM)

    def disabled(self) -> Answer:
        """Returns a page."""
        return page(400, "The API is not enabled for this account.")

    def deactivated(self, location: str) -> Answer:
        """Returns a redirect to the page that says so."""
        return redirect(302, location)

    def elsewhere(self) -> str:
        """Returns the same path of another host."""
        return _ELSEWHERE

    def shaped(self, shape: str, code: int) -> Answer:
        """Returns what it says anyway: it has no shape but one."""
        return self.refused(code)


def _document(code: int, failure: Failure) -> Answer:
    return Answer.of(code, _XML, documents.failure(failure))


def method_of(content_type: str, body: bytes) -> str:
    """Returns the method that a request names; nothing where it cannot be read.

    >>> method_of("application/xml", b'<request method="client.list"/>')
    'client.list'
    >>> method_of("application/xml", b'<!DOCTYPE request><request method="client.list"/>')
    ''
    """
    if multipart.is_multipart(content_type):
        try:
            body, _ = multipart.parts_of(content_type, body)
        except Failure:
            return ""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = _began
    parser.StartDoctypeDeclHandler = _declared
    try:
        parser.Parse(body, True)
    except _Found as found:
        return str(found)
    except (expat.ExpatError, LookupError, ValueError):
        pass
    return ""


class _Found(Exception):
    """Ends the reading: the method's name, or nothing. What follows does not matter."""


def _began(name: str, attributes: dict[str, str]) -> None:
    raise _Found(attributes.get("method", "") if name == "request" else "")


def _declared(*_: object) -> None:
    # What has a DOCTYPE is no request document.
    raise _Found("")
