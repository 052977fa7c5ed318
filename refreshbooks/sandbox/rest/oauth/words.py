"""What OAuth's refusals are in words, where the library has none."""

from collections.abc import Iterable, Mapping

__all__ = ["UNKNOWN", "completed", "of", "unregistered"]

UNKNOWN = (
    " Each account of the sandbox has an application of its own: its client id is in"
    " client_id, and is printed where the sandbox is started."
)

_WORDS = {
    "access_denied": "The user did not let the application in.",
    "invalid_client": "The application is unknown, or showed another secret than its own.",
    "invalid_grant": "The code or token is unknown, used up, expired or revoked, belongs to another"
    " application, or was sent to another redirect URI.",
    "invalid_request": "A parameter is missing, twice there, or malformed.",
    "invalid_scope": "One of the scopes is unknown, or none of the application's.",
    "unsupported_grant_type": "Codes and refresh tokens are exchanged here, and nothing else.",
    "unsupported_response_type": "Codes are handed out here, and nothing else.",
}


def of(error: str, said: str | None = None) -> str:
    """Returns what a refusal is in words.

    Args:
        error: The standard's word for it.
        said: What the library says.
    """
    return said or _WORDS.get(error, "The request is refused.")


def unregistered(redirect_uri: str, registered: Iterable[str]) -> str:
    """Returns what helps who is sent to an address that is not registered."""
    return (
        f" {redirect_uri} is not registered; these are: {', '.join(registered)}. Others are"
        " registered by redirect_uris, or where the sandbox is started by --redirect-uri."
    )


def completed(told: Mapping[str, object]) -> dict[str, object]:
    """Returns an answer; a refusal with words to it.

    >>> completed({"active": False})
    {'active': False}
    >>> completed({"error": "invalid_scope"})["error_description"]
    "One of the scopes is unknown, or none of the application's."
    """
    if "error" not in told:
        return dict(told)
    said = told.get("error_description")
    return {**told, "error_description": of(str(told["error"]), str(said) if said else None)}
