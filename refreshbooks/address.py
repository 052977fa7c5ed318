"""Where to call: a domain or a full URL becomes the API's address, or a refusal.

People write an account's address in several ways; whatever is accepted here
names one host and the API's own path and nothing else. A refusal comes before
anything is sent and says what to write instead.
"""

import re
import socket
from urllib.parse import urlsplit

from refreshbooks.exceptions import BadParameter

__all__ = ["API_PATH", "api_url", "loopback_host", "refuse_plain_http", "without_credentials"]

API_PATH = "/api/2.1/xml-in"

_SCHEME = re.compile(r"(?i)(https?)://")
# One label of a name: underscores occur in account names, so they may pass.
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?"
_NAME = re.compile(rf"{_LABEL}(?:\.{_LABEL})*")
_AUTHORITY = re.compile(
    r"(?P<host>\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(?::(?P<port>[0-9]{1,5}))?",
)
_SHOWN = re.compile("[?#]")
_LONGEST_NAME = 253
_LAST_PORT = 65535
_PLAIN = (
    "plain http would show the token to everybody on the way: write https, or ask for http by"
    " name with allow_http=True"
)


def api_url(domain: str, *, allow_http: bool = False) -> str:
    """Returns the address that an account is called at.

    A host name is called over https, with a port where it names one:

        >>> api_url('example.freshbooks.com')
        'https://example.freshbooks.com/api/2.1/xml-in'
        >>> api_url('books.example.com:8443')
        'https://books.example.com:8443/api/2.1/xml-in'

    A full URL may say ``http`` for this machine itself, where a sandbox runs:

        >>> api_url('http://127.0.0.1:8080/')
        'http://127.0.0.1:8080/api/2.1/xml-in'

    Names outside ASCII are refused rather than guessed at, since two standards
    for them disagree: write the ``xn--`` form.

    Args:
        allow_http: Accept plain http beyond this machine; everybody on the way
            can then read the token.

    Raises:
        BadParameter: If the value is no host, or carries more than one: a user
            name, a path, a query, white space.
    """
    if not isinstance(domain, str):
        raise BadParameter(
            f"the domain must be text such as 'example.freshbooks.com', not {type(domain).__name__}"
        )
    scheme, authority = _parted(domain)
    host, port = _host_and_port(authority)
    if scheme == "http" and not allow_http and not _is_loopback(host):
        raise BadParameter(_PLAIN)
    return f"{scheme}://{host}{port}{API_PATH}"


def without_credentials(url: object) -> str:
    """Returns an address as it may be shown: without user name, query or fragment.

    >>> without_credentials('https://user:secret@example.com:8443/api?key=1')
    'https://example.com:8443/api'

    It stands in messages, so whatever is no address is shown as far as it goes.
    """
    scheme, slashes, rest = _SHOWN.split(str(url), maxsplit=1)[0].rpartition("://")
    authority, slash, path = rest.partition("/")
    return f"{scheme}{slashes}{authority.rpartition('@')[2]}{slash}{path}"


def loopback_host(url: str) -> str | None:
    """Returns the host of an address on this machine, and None for every other one.

    >>> loopback_host('http://127.0.0.1:8080/api')
    '127.0.0.1'
    >>> loopback_host('https://example.com/')
    """
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return None
    return host if _is_loopback(f"[{host}]" if ":" in host else host) else None


def refuse_plain_http(url: str, *, path: str) -> None:
    """Does nothing about an address that a secret may be sent to.

    >>> refuse_plain_http('http://127.0.0.1:8080/api', path="base_url")

    Args:
        path: What the address was made from.

    Raises:
        BadParameter: It is one of plain http beyond this machine.
    """
    try:
        parts = urlsplit(url.lstrip())
    except ValueError:
        return  # it is none, as whoever sends will say
    if parts.scheme == "http" and parts.hostname and loopback_host(url.lstrip()) is None:
        raise BadParameter(_PLAIN, path=path)


def _parted(domain: str) -> tuple[str, str]:
    """Returns the scheme, and what should be a host with or without a port."""
    if not domain.isascii() or not domain.isprintable() or set(domain) & set(" \\"):
        raise BadParameter(
            "the domain holds white space, a backslash, a control character or a letter outside"
            " ASCII: write the plain host name (an international one in its xn-- form)"
        )
    if "@" in domain:
        raise BadParameter("the domain holds a user name: credentials are given by themselves")
    named = _SCHEME.match(domain)
    if named is None:
        return "https", domain
    authority, slash, path = domain[named.end() :].partition("/")
    if slash + path not in ("", "/", API_PATH):
        raise BadParameter(f"the address may end in {API_PATH} or right after the host, not else")
    return named[1].lower(), authority


def _host_and_port(authority: str) -> tuple[str, str]:
    parts = _AUTHORITY.fullmatch(authority)
    if parts is None or not _is_host(parts["host"]):
        raise BadParameter(
            "the domain is no host name: write 'example.freshbooks.com', a host with a port, or"
            " a full URL without user name, query or fragment"
        )
    if parts["port"] is None:
        return parts["host"], ""
    if not 0 < int(parts["port"]) <= _LAST_PORT:
        raise BadParameter(f"the domain's port must lie between 1 and {_LAST_PORT}")
    return parts["host"], f":{int(parts['port'])}"


def _is_host(host: str) -> bool:
    if host.startswith("["):
        return _reads_as(socket.AF_INET6, host[1:-1])
    if host.rpartition(".")[2].isdigit():
        # A last label of digits can only be an address in the usual four parts;
        # resolvers read 127.1 and the like each in their own way.
        return _reads_as(socket.AF_INET, host)
    return len(host) <= _LONGEST_NAME and _NAME.fullmatch(host) is not None


def _is_loopback(host: str) -> bool:
    if host.startswith("["):
        loopback = socket.inet_pton(socket.AF_INET6, "::1")
        return _is_host(host) and socket.inet_pton(socket.AF_INET6, host[1:-1]) == loopback
    if host.lower() == "localhost":
        return True
    return host.startswith("127.") and _reads_as(socket.AF_INET, host)


def _reads_as(family: int, host: str) -> bool:
    try:
        socket.inet_pton(family, host)
    except OSError:
        return False
    return True
