"""All forms in which the REST API was ever seen to refuse a call, by name.

Each family has one that it uses; others come from gateways before it, from other
versions of the API, or from services behind it. A fault can ask for any.

    >>> shaped("google_rpc", 404)["details"][0]["reason"]
    '1012'
    >>> shaped("message", 401)
    {'message': 'The call is not allowed without a good token.'}
"""

from collections.abc import Callable, Mapping
from typing import Any

__all__ = ["SHAPES", "UNAUTHENTICATED", "shaped", "words"]

# What the gateway says of a token that is not good, before any family is asked.
UNAUTHENTICATED = {
    "error": "unauthenticated",
    "error_description": "This action requires authentication to continue.",
}

_RPC = "type.googleapis.com/google.rpc"
_WORDS = {
    400: "The call is malformed.",
    401: "The call is not allowed without a good token.",
    403: "The call is not allowed with this token.",
    404: "What was asked for is not there.",
    409: "The call does not go with what is there.",
    422: "A value is not what it has to be.",
    429: "Too many calls; come back later.",
    500: "Something broke while the call was carried out.",
    501: "The service does not do this.",
    502: "The service behind this one gave no good answer.",
    503: "The service is not available now.",
    504: "The service behind this one gave no answer in time.",
}
# The service's own numbers; others are told by the status itself.
_ERRNOS = {400: 1005, 401: 1003, 403: 1003, 404: 1012, 422: 1004}
_RPC_CODES = {400: 3, 401: 16, 403: 7, 404: 5, 409: 6, 422: 3, 429: 8, 501: 12, 503: 14, 504: 4}
_RPC_UNKNOWN = 2
_OAUTH = {400: "invalid_grant", 401: "invalid_client", 503: "temporarily_unavailable"}
_TYPES = {
    400: "validation",
    401: "unauthorized",
    403: "forbidden",
    404: "not_found",
    422: "validation",
}


def words(code: int) -> str:
    """Returns what an HTTP status is in words."""
    return _WORDS.get(code, "The call is refused.")


def shaped(shape: str, code: int) -> dict[str, Any]:
    """Returns a refusal in a shape.

    Raises:
        LookupError: If there is no such shape.
    """
    return SHAPES[shape](code)


def _errno(code: int) -> int:
    return _ERRNOS.get(code, code)


def _entry(code: int) -> dict[str, Any]:
    return {
        "errno": _errno(code),
        "field": "id",
        "message": words(code),
        "object": "record",
        "value": "1",
    }


def _google_rpc(code: int) -> dict[str, Any]:
    metadata = {"object": "record", "message": words(code), "value": "1", "field": "id"}
    info = {
        "@type": f"{_RPC}.ErrorInfo",
        "reason": str(_errno(code)),
        "domain": "accounting.api.example.com",
        "metadata": metadata,
    }
    text = f"The request failed with status {code}."
    return {"code": _RPC_CODES.get(code, _RPC_UNKNOWN), "message": text, "details": [info]}


def _field_violations(code: int) -> dict[str, Any]:
    violations = [{"field": "id", "description": words(code)}]
    links = [{"description": "Documentation", "url": "https://www.example.com/api"}]
    return {
        "code": _RPC_CODES.get(code, _RPC_UNKNOWN),
        "message": words(code),
        "details": [
            {"@type": f"{_RPC}.BadRequest", "fieldViolations": violations},
            {"@type": f"{_RPC}.Help", "links": links},
        ],
    }


def _details(code: int) -> dict[str, Any]:
    metadata = {"message": words(code), "field": "id"}
    detail = {"reason": f"id: {words(code)}", "metadata": metadata}
    text = f"The request failed with status {code}."
    return {"errors": {"message": text, "status": code, "details": [detail]}}


def _error_types(code: int) -> dict[str, Any]:
    one = {"error_type": "value_error", "message": words(code), "field": "id"}
    return {**_error_type(code), "errors": [one]}


def _error_type(code: int) -> dict[str, Any]:
    return {"error_type": _TYPES.get(code, "internal"), "message": words(code)}


def _gateway(code: int) -> dict[str, Any]:
    if code == 401:
        return dict(UNAUTHENTICATED)
    return {"error": "internal_server_error", "error_description": words(code)}


def _oauth(code: int) -> dict[str, Any]:
    word = _OAUTH.get(code, "server_error" if code >= 500 else "invalid_request")
    return {"error": word, "error_description": words(code)}


SHAPES: Mapping[str, Callable[[int], dict[str, Any]]] = {
    "list": lambda code: {"response": {"errors": [_entry(code)]}},
    "no_field": lambda code: {
        "response": {"errors": [{"message": words(code), "errno": _errno(code)}]}
    },
    "object": lambda code: {
        "response": {"errors": {"errno": _errno(code), "message": words(code)}}
    },
    "google_rpc": _google_rpc,
    "details": _details,
    "errno": lambda code: {
        "errno": code,
        "message": words(code),
        "details": [f"id: {words(code)}"],
    },
    "field_violations": _field_violations,
    "error": lambda code: {"error": words(code)},
    "error_object": lambda code: {
        "errno": 2001,
        "error": {"title": words(code), "description": words(code)},
    },
    "error_fields": lambda code: {"errno": 2001, "error": {"id": words(code)}},
    "message": lambda code: {"message": words(code)},
    "error_type": _error_type,
    "error_types": _error_types,
    "gateway": _gateway,
    "oauth": _oauth,
}
