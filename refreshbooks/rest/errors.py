"""The errors of the current API, under the names of the official SDK.

::

    RefreshbooksError
    +- FreshBooksError                    the service refused, or nobody can read what it said
    |  +- ValidationError                 400, 422: what was sent is wrong
    |  +- Unauthenticated                 401: the token is not good (any more)
    |  |  +- ConsentNeeded                ... and only the user can help
    |  +- Forbidden                       403: the token is good, but not for this
    |  +- NotFound                        404: there is no such record
    |  +- Conflict                        409: it does not go with what is there already
    |  +- RateLimited                     429: told to wait; nothing was done
    |  +- ServerFailure                   5xx: the service failed
    |  +- BadAnswer                       the status says that it went well, the body says nothing
    +- OutcomeUnknown
    |  +- UnknownAfterAnswer              (also FreshBooksError) a write, and no answer that tells
    +- FreshBooksNotImplementedError      a resource does not have this call
    +- FreshBooksClientConfigError        the client lacks what the call needs

Which body becomes which of them is told by :mod:`refreshbooks.rest.refusals`.
"""

from typing import Any

from refreshbooks import masking
from refreshbooks.exceptions import OutcomeUnknown, RefreshbooksError

__all__ = [
    "BadAnswer",
    "Conflict",
    "ConsentNeeded",
    "Forbidden",
    "FreshBooksClientConfigError",
    "FreshBooksError",
    "FreshBooksNotImplementedError",
    "IgnoredWarning",
    "IncludeWarning",
    "NotFound",
    "RateLimited",
    "ServerFailure",
    "Unauthenticated",
    "UnknownAfterAnswer",
    "ValidationError",
]


class FreshBooksError(RefreshbooksError):
    """The service refused a call, or gave an answer that cannot be read.

    >>> error = NotFound(404, "Client not found.", error_code=1012)
    >>> str(error), error.status_code, error.error_code
    ('Client not found.', 404, 1012)

    Attributes:
        status_code: The HTTP status.
        status: The same, as on the Classic API's errors.
        error_code: The service's own number for what was wrong, a word for
            ``current_user``; None where it told none.
        error_details: All that the service had to say, mostly one dict for each
            mistake; None or empty where it told no more than the message.
        messages: Every message of the body in order, the first mostly that of
            ``str(error)``.
        reason: The service's own word for what was wrong, such as
            ``"invalid_grant"``; None where it told none.
        retry_after: Seconds to wait as the service asked for; None where it
            named no time.
        raw_response: The body as it came, with whatever secrets it holds: read
            from JSON, or text where that could not be done.
    """

    status: int
    reason: str | None = None
    retry_after: float | None = None

    def __init__(
        self,
        status_code: int,
        message: str | None,
        raw_response: Any = None,
        error_code: int | str | None = None,
        error_details: list[Any] | None = None,
    ) -> None:
        super().__init__(message)
        self.status = self.status_code = status_code
        self.raw_response = raw_response
        self.error_code = error_code
        self.error_details = error_details
        self.messages: tuple[str, ...] = (str(message),)

    def note(self, content: bytes) -> None:
        """Has tracebacks show how the answer began, below a text that programs compare."""
        beginning = masking.excerpt(content)
        told = "; ".join(map(masking.mask, self.messages[1:]))
        begins = f"the answer begins: {beginning}" if beginning else ""
        self.__notes__ = ["; ".join(filter(None, [f"HTTP status {self.status}", told, begins]))]

    def advise(self, hint: str | None) -> None:
        """Says what to do about it, in a traceback too (of Python 3.11 and later)."""
        self.hint = hint
        notes: list[str] = getattr(self, "__notes__", [])
        if hint is not None and hint not in notes:
            self.__notes__ = [*notes, hint]

    def __str__(self) -> str:
        # Programs compare it, so that a hint stands in a note below it.
        return masking.mask(str(self.args[0]))

    def __repr__(self) -> str:
        code = "" if self.error_code is None else f", error_code={self.error_code!r}"
        shown = masking.mask(f"{self.args[0]!r}{code}")
        return f"{type(self).__name__}({self.status_code!r}, {shown})"


class ValidationError(FreshBooksError):
    """HTTP 400 or 422: what was sent is wrong; ``messages`` tells every mistake."""


class Unauthenticated(FreshBooksError):
    """HTTP 401, or a refused grant: the token is not good, or not any more."""


class ConsentNeeded(Unauthenticated):
    """A code or a refresh token is spent, consent was refused, or there is no good token.

    Only the user can help: send them to ``client.authorization(...).url`` anew.
    """

    hint: str | None = "only the user can help: send them to client.authorization(...).url"

    @classmethod
    def of(cls, refused: FreshBooksError) -> "ConsentNeeded":
        """Returns the error for a refusal about which nothing else can be done."""
        needed = cls(refused.status_code, refused.args[0], refused.raw_response)
        vars(needed).update(vars(refused))
        needed.advise(cls.hint)
        return needed


class Forbidden(FreshBooksError):
    """HTTP 403: the token is good, but not for this record, field or scope."""


class NotFound(FreshBooksError):
    """HTTP 404: there is no such record, account or address."""


class Conflict(FreshBooksError):
    """HTTP 409: it does not go with what is there already."""


class RateLimited(FreshBooksError):
    """HTTP 429: too many calls in a short time. The call was not carried out."""


class ServerFailure(FreshBooksError):
    """HTTP 500 and above: the service failed; a write may have been applied."""


class BadAnswer(FreshBooksError):
    """The status says that the call went well, and the body cannot be read."""


class FreshBooksNotImplementedError(RefreshbooksError):
    """The resource does not have the call. Nothing was sent.

    >>> str(FreshBooksNotImplementedError("staffs", "create"))
    "The method 'create' does not exist for staffs"
    """

    def __init__(self, resource_name: str, method_name: str) -> None:
        super().__init__(resource_name, method_name)

    def __str__(self) -> str:
        name, method = self.args
        text = f"The method '{method}' does not exist for {name}"
        return f"{text} ({self.hint})" if self.hint else text


class FreshBooksClientConfigError(RefreshbooksError):
    """The client was made without something that the call needs. Nothing was sent."""

    def __init__(self, message: str) -> None:
        super().__init__(message)

    def __str__(self) -> str:
        text = masking.mask(str(self.args[0]))
        return f"{text} ({self.hint})" if self.hint else text


class UnknownAfterAnswer(OutcomeUnknown, FreshBooksError):
    """A write was sent, and its answer leaves open whether it was applied.

    The status was 5xx, or the body cannot be read; the error is of that error's class
    too, and has all that it has.
    """

    def __init__(self, message: str) -> None:
        RefreshbooksError.__init__(self, message)
        self.message = message
        self.sent = True


class IgnoredWarning(UserWarning):
    """What was asked for, or sent, would be ignored by the service without a word."""


class IncludeWarning(UserWarning):
    """A field was read that an answer holds only where an include asked for it."""
