"""The front door: clients of the FreshBooks Classic API.

>>> from refreshbooks import api
>>> c = api.TokenClient("example.freshbooks.com", "0123456789abcdef0123456789abcdef")
>>> c.invoice.create
<RemoteMethod invoice.create of example.freshbooks.com>

Attribute chains become calls, arguments become XML, and answers come back as
``lxml.objectify`` trees. Here the parts of the other modules are put together;
whoever wants other parts calls :func:`AuthorizingClient` or makes a
:class:`refreshbooks.client.Client`.
"""

# Version 2.0's star import gave this name and the modules below.
from __future__ import print_function

import decimal
import functools
import sys
from collections.abc import Callable, Iterable
from typing import Any

from lxml import objectify

from refreshbooks import adapters, address, client, files, masking, parsing, transport
from refreshbooks.exceptions import BadParameter
from refreshbooks.exchange import Limit, Rules, checked_limit
from refreshbooks.leaves import DecimalElement, check_decimal_element, decimal_type
from refreshbooks.once import find_or_create
from refreshbooks.paging import paginate
from refreshbooks.retry import Repeats, Retry, policy_of

__all__ = [
    "AuthorizingClient",
    "DecimalElement",
    "HeadersFactory",
    "OAuthClient",
    "Retry",
    "TokenClient",
    "Types",
    "adapters",
    "api_url",
    "build_headers",
    "check_decimal_element",
    "client",
    "close",
    "decimal",
    "decimal_type",
    "default_request_encoder",
    "default_response_decoder",
    "find_or_create",
    "functools",
    "list_element_type",
    "logging_request_encoder",
    "logging_response_decoder",
    "objectify",
    "paginate",
    "print_function",
    "rate_limit",
    "response_decoder_of_2_0",
    "sys",
    "transport",
    "types",
    "with_options",
]

HeadersFactory = transport.HeadersFactory

_OF_THE_RULES = frozenset({"retry", "retries", "read_only", "limit"})
_OPTIONS = _OF_THE_RULES | {"allow_http", "session", "signature_method", "timeout"}

api_url = address.api_url


def list_element_type(_name: str, **fields: object) -> tuple[str, dict[str, object]]:
    """Returns one element of a list, such as a line of an invoice.

    >>> list_element_type("line", name="Yard Work", quantity=4)
    ('line', {'name': 'Yard Work', 'quantity': 4})
    """
    return _name, fields


class Types:
    """Makers of list elements, one for each name you ask for.

    >>> types.line(name="Yard Work")
    ('line', {'name': 'Yard Work'})
    """

    def __getattr__(self, name: str) -> "functools.partial[tuple[str, dict[str, object]]]":
        if name.startswith("_"):
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
        return functools.partial(list_element_type, name)


types = Types()

default_request_encoder = adapters.xml_request


def default_response_decoder(entity: bytes, *args: Any, **kwargs: Any) -> Any:
    """Returns an answer as a tree, or the file that came instead of one.

    Args:
        entity: The body of the answer. A PDF or a receipt comes back as it is,
            bytes with ``.content_type``, ``.headers`` and ``.save(path)``.
        *args: Handed to ``objectify.fromstring``, together with ``kwargs``: a
            parser of your own, for instance, which then decides how the tree
            reads numbers.

    Raises:
        FailedRequest: The service refused the call.
        BadResponse: The answer is neither a response document nor a file.
    """
    if files.is_answer_file(entity):
        return files.as_answer(entity)
    return adapters.fail_to_exception_response(parsing.parse(entity, *args, **kwargs))


def response_decoder_of_2_0(entity: bytes) -> Any:
    """Returns an answer with the types that version 2.0 read into it.

    Number ``00042`` is then 42 and prints so, and ``true`` is a boolean. Give it
    as ``response_decoder`` to a client whose users count on that.
    """
    if files.is_answer_file(entity):
        return files.as_answer(entity)
    return adapters.fail_to_exception_response(parsing.parse_as_2_0(entity))


def logging_request_encoder(method: str, /, **params: object) -> bytes:
    """Encodes a request and prints it, without its secrets, to standard error."""
    print(f"--- Request ({method}) ---", file=sys.stderr)
    entity = default_request_encoder(method, **params)
    print(masking.mask(entity.decode("utf-8", "replace")), file=sys.stderr)
    return entity


def logging_response_decoder(response: bytes) -> Any:
    """Prints an answer, without its secrets, to standard error and decodes it."""
    print("--- Response ---", file=sys.stderr)
    text = response.decode("utf-8", "replace") if isinstance(response, bytes) else str(response)
    print(masking.mask(text), file=sys.stderr)
    return default_response_decoder(response)


def build_headers(
    authorization_headers: HeadersFactory, user_agent: str | None = None
) -> HeadersFactory:
    """Returns a factory that adds our user agent and keep-alive to yours.

    Args:
        authorization_headers: A callable without arguments that returns a new
            dict of headers for each request.
        user_agent: The name of your program, sent instead of the library's.
    """
    return transport.UserAgentHeaders(transport.KeepAliveHeaders(authorization_headers), user_agent)


def AuthorizingClient(
    domain: str,
    auth: HeadersFactory,
    request_encoder: client.RequestEncoder = default_request_encoder,
    response_decoder: client.ResponseDecoder = default_response_decoder,
    user_agent: str | None = None,
    *,
    allow_http: bool = False,
    retry: Retry | None = None,
    retries: int | None = None,
    read_only: bool = False,
    limit: Limit | None = None,
    transport_class: Callable[..., client.Transport] | None = None,
    client_class: type[client.Client] = client.Client,
    **options: Any,
) -> client.Client:
    """Returns a client that authorises itself in a way of your own.

    Args:
        domain: The account's host name (``example.freshbooks.com``), with a
            port where it has one, or the full address of its API.
        auth: A callable without arguments that returns a new dict of headers.
        allow_http: Whether plain http may be used for a host that is not this
            machine. A credential is readable on the way there.
        retry: How calls are repeated where that is safe; by default as
            :class:`Retry` says.
        retries: How often at the most, whatever ``retry`` says; 0 turns repeating
            off.
        read_only: Whether every write is refused before it is sent.
        limit: Keeps the client from calling too often, see :func:`rate_limit`.
        transport_class: How the bytes travel; called with the address, a headers
            factory and the options. Where it is left out,
            ``transport.HttpTransport`` as it is when the client is made.
        client_class: What the client is an instance of.
        **options: Of the transport: ``timeout`` in seconds, one number or a
            pair of connect and read; ``session``, a ``requests.Session`` of
            your own.

    Raises:
        BadParameter: The domain is no address that a credential may go to, or
            an option has a value that it cannot have.
        TypeError: There is no such option.
    """
    if not callable(auth):
        raise BadParameter(f"auth is called for the headers, and a {type(auth).__name__} cannot be")
    _check_names(options)
    url = _url(domain, allow_http)
    repeats = Repeats(policy_of(retry, retries))
    way = transport.HttpTransport if transport_class is None else transport_class
    return client_class(
        request_encoder,
        way(url, build_headers(auth, user_agent), **options),
        response_decoder,
        rules=Rules(repeats, _names_under, read_only, checked_limit(limit)),
    )


def TokenClient(
    domain: str,
    token: str | bytes,
    user_agent: str | None = None,
    request_encoder: client.RequestEncoder = default_request_encoder,
    response_decoder: client.ResponseDecoder = default_response_decoder,
    **options: Any,
) -> client.Client:
    """Returns a client that authorises itself by a user's API token.

    Args:
        token: As the account shows it under "FreshBooks API"; it decides which
            user makes the calls.
        **options: As of :func:`AuthorizingClient`.

    Raises:
        BadParameter: The domain or the token cannot be used.
    """
    return AuthorizingClient(
        domain,
        transport.TokenAuthorization(token),
        request_encoder,
        response_decoder,
        user_agent,
        **options,
    )


def OAuthClient(
    domain: str,
    consumer_key: str,
    consumer_secret: str,
    token: str,
    token_secret: str,
    user_agent: str | None = None,
    request_encoder: client.RequestEncoder = default_request_encoder,
    response_decoder: client.ResponseDecoder = default_response_decoder,
    *,
    signature_method: str = "PLAINTEXT",
    allow_http: bool = False,
    **options: Any,
) -> client.Client:
    """Returns a client that signs its calls by OAuth 1.0a.

    Args:
        consumer_key: The system name of the application's own account.
        consumer_secret: As that account shows it.
        token: An access token that the account's user gave to the application.
        token_secret: The secret that came with it.
        signature_method: ``"PLAINTEXT"``, as the service documents, or
            ``"HMAC-SHA1"``.
        **options: As of :func:`AuthorizingClient`.

    Raises:
        BadParameter: The domain or the signature method cannot be used.
    """
    # Imported here, so that those who use a token do not load OAuth.
    from refreshbooks.optional import oauth

    credentials = (consumer_key, consumer_secret, token, token_secret)
    url = _url(domain, allow_http)
    auth = oauth.OAuth(*credentials, signature_method=signature_method, url=url)
    coders = (request_encoder, response_decoder)
    return AuthorizingClient(domain, auth, *coders, user_agent, allow_http=allow_http, **options)


def with_options(caller: Any, **options: Any) -> Any:
    """Returns a client or a chain with other options, on the same connections.

    Every keyword of a call belongs to the service, so what concerns the call
    itself is said around it::

        api.with_options(c.invoice.getPDF, timeout=60)(invoice_id=1)

    Args:
        caller: A client, or any chain of it.
        **options: ``retry``, ``retries``, ``read_only`` and ``limit`` as of
            :func:`AuthorizingClient`; ``timeout`` in seconds, one number or a
            pair of connect and read.

    Raises:
        TypeError: There is no such option, or the client's transport is one of
            your own that takes none.
    """
    if not isinstance(caller, client.Client | client.RemoteMethod):
        raise TypeError(
            f"with_options takes a client or a method, not the {type(caller).__name__} that a call"
            " returned: write with_options(c.invoice.list, timeout=60)()"
        )
    rules = {name: options.pop(name) for name in _OF_THE_RULES & options.keys()}
    changed = client.with_rules(caller, _changed(caller._rules, **rules)) if rules else caller
    if not options and rules:
        return changed
    change = getattr(caller.transport, "with_options", None)
    if change is None:
        raise TypeError(f"{caller.transport!r} takes no options: it has no with_options()")
    return client.with_transport(changed, change(**options))


def _changed(
    rules: Rules, *, retry: Retry | None = None, retries: int | None = None, **others: Any
) -> Rules:
    if retry is not None or retries is not None:
        others["repeats"] = rules.repeats.by(policy_of(retry or rules.repeats.policy, retries))
    checked_limit(others.get("limit"))
    return rules._replace(**others)


def _check_names(options: Iterable[str]) -> None:
    """Refuses what is nearly the name of an option; a transport may have others of its own."""
    for name in set(options) - _OPTIONS:
        # Needed only here, on the way to an error.
        import difflib

        for meant in difflib.get_close_matches(name, _OPTIONS, n=1, cutoff=0.8):
            raise TypeError(
                f"a client got an unexpected keyword argument {name!r}; did you mean {meant}?"
            )


def rate_limit(calls: int, seconds: float) -> Limit:
    """Returns a limit for one client or for several, which then share it.

    ::

        limit = api.rate_limit(10, 1)  # at most 10 calls in any second
        c = api.TokenClient("example.freshbooks.com", token, limit=limit)

    Each attempt waits for its turn, a repeated one too. Ten calls may come all at
    once; for an even flow write ``rate_limit(1, 0.1)``. Threads and event loops of
    this process share a limit, other processes have their own.

    Args:
        calls: How many calls may begin, 1 or more.
        seconds: In what time.

    Raises:
        BadParameter: One of the two is no such number.
        MissingExtra: pyrate-limiter is not installed.
    """
    from refreshbooks.optional.rate import RateLimit

    return RateLimit(calls, seconds)


def close(caller: client.Client) -> None:
    """Closes a client's connections; a later call opens new ones.

    The same happens at the end of a ``with`` block.
    """
    caller.__exit__()


def _url(domain: str, allow_http: bool) -> str:
    # Programs put a function of one argument in the place of api_url.
    return api_url(domain, allow_http=True) if allow_http else api_url(domain)


def _names_under(prefix: str, *, documented: bool = True) -> tuple[str, ...]:
    # The catalog advises and is read at the first question, not before.
    from refreshbooks import catalog

    return catalog.names_under(prefix, documented=documented)
