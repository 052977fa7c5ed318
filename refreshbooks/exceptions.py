"""Every error that leaves the library, drawn as one tree.

::

    RefreshbooksError
    +- FailedRequest                      Classic answered status="fail"
    |  +- GeneralError                    codes 1xxxx: the account
    |  +- AuthenticationError             codes 2xxxx: who you are
    |  +- AuthorizationError              codes 3xxxx: what you may do
    |  +- ValidationError                 codes 4xxxx: the request
    |  +- ProcessingError                 codes 5xxxx: the records
    +- TransportException                 an HTTP status of 300 or more
    |  +- RateLimited                     429: told to wait
    |  +- AccountMoved                    the address redirects
    +- NoResponse   (also OSError)        no answer came
    |  +- OutcomeUnknown                  ... after a write was sent: it may have been applied
    |     +- UnknownAfterStatus           (also TransportException) ... and a status of 5xx came
    +- BadResponse  (also lxml's XMLSyntaxError and ValueError)
    |                                     an answer that is no response document
    +- BadParameter (also TypeError and ValueError)
    |                                     a value with no XML form
    +- WriteRefused (also PermissionError) a client that only reads was to write
    +- NotCreated                         nobody can tell whether the record is there already
    +- MissingExtra (also ImportError)    an optional dependency is not installed

The second parents are the classes that version 2.0 let escape, so ``except``
clauses written for it go on working. All errors survive pickling, and none
shows a secret in its text.
"""

import functools
from typing import Any

from lxml import etree

from refreshbooks import masking

__all__ = [
    "AccountMoved",
    "AuthenticationError",
    "AuthorizationError",
    "BadParameter",
    "BadResponse",
    "FailedRequest",
    "GeneralError",
    "MissingExtra",
    "NoResponse",
    "NotCreated",
    "OutcomeUnknown",
    "PagingWarning",
    "ProcessingError",
    "RateLimited",
    "RefreshbooksError",
    "TransportException",
    "UnknownAfterStatus",
    "ValidationError",
    "WriteRefused",
    "also",
    "failure_class",
]


class RefreshbooksError(Exception):
    """The root of everything that this library raises on purpose.

    Attributes:
        method: The method called, such as ``"invoice.create"``; None where the
            error did not come of a call.
        hint: What to do about it, where the library has something to add.
        status: The HTTP status of the answer, where an answer is what went wrong.
        besides: The class of an HTTP library that the error is also of, if any.
    """

    method: str | None = None
    status: int | None = None
    hint: str | None = None
    besides: Any = None

    def __repr__(self) -> str:
        return f"{type(self).__name__}({masking.mask(', '.join(map(repr, self.args)))})"

    def __reduce__(self) -> Any:
        return self._rebuilder(), (self.args, self.__dict__)

    def _rebuilder(self) -> Any:
        return functools.partial(_rebuilt, type(self))


class FailedRequest(RefreshbooksError):
    """The service understood the call and refused it: ``status="fail"``.

    Attributes:
        error: The first ``<error>`` element, still in its tree, or text.
        code: The service's five-digit code as an int; None where it sent none.
        field: The name of the offending parameter, where the service told it.
        messages: The texts of all ``<error>`` elements, in order.
    """

    def __init__(
        self,
        error: object,
        *,
        code: int | None = None,
        field: str | None = None,
        messages: tuple[str, ...] = (),
    ) -> None:
        super().__init__(error)
        self.error: Any = error
        self.code = code
        self.field = field
        self.messages = messages

    def __str__(self) -> str:
        text = masking.mask(repr(self.error))
        return f"{text} ({self.hint})" if self.hint else text


class GeneralError(FailedRequest):
    """Codes 10000 to 19999: something about the account as a whole."""


class AuthenticationError(FailedRequest):
    """Codes 20000 to 29999: the credential is not good."""


class AuthorizationError(FailedRequest):
    """Codes 30000 to 39999: the credential is good, but not for this."""


class ValidationError(FailedRequest):
    """Codes 40000 to 49999: the request itself is wrong."""


class ProcessingError(FailedRequest):
    """Codes 50000 to 59999: the records do not allow it."""


_FAILURES: dict[int, type[FailedRequest]] = {
    1: GeneralError,
    2: AuthenticationError,
    3: AuthorizationError,
    4: ValidationError,
    5: ProcessingError,
}


def failure_class(code: int | None) -> type[FailedRequest]:
    """Returns the error class for a code of the service.

    The first of its five digits tells the kind, by a post of the service's
    staff; a code outside the known ranges gives :class:`FailedRequest` itself.
    """
    return FailedRequest if code is None else _FAILURES.get(code // 10000, FailedRequest)


class TransportException(RefreshbooksError):
    """The answer's HTTP status says that no response document came.

    Attributes:
        status: The HTTP status, an int.
        content: The body as bytes, unmasked: a 401 of Classic carries XML with
            ``<error>`` and ``<code>`` in it.
        retry_after: Seconds to wait as the service asked for, or None where it
            named no time.
    """

    status: int
    retry_after: float | None = None

    def __init__(self, status: int, content: bytes) -> None:
        super().__init__(status, content)
        self.status = status
        self.content = content

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.status!r}, {_masked(self.content)!r})"

    __str__ = __repr__


class RateLimited(TransportException):
    """HTTP 429: too many calls in a short time. The call was not carried out."""

    def __init__(self, status: int, content: bytes, retry_after: float | None = None) -> None:
        super().__init__(status, content)
        self.retry_after = retry_after

    def __str__(self) -> str:
        wait = "" if self.retry_after is None else f" for {self.retry_after:g} seconds"
        text = f"the service asks to wait{wait} (HTTP {self.status}); the call was not carried out"
        return f"{text}: {self.hint}" if self.hint else text


class AccountMoved(TransportException):
    """The account's address redirects elsewhere; nothing was sent there.

    Attributes:
        location: The new address as the service gave it, or None.
    """

    def __init__(self, status: int, content: bytes, location: str | None = None) -> None:
        super().__init__(status, content)
        self.location = location

    def __str__(self) -> str:
        # What follows the path may hold what nobody should see.
        target = (
            masking.mask((self.location or "").partition("?")[0]) or "an address it did not name"
        )
        return (
            f"the account's address redirects to {target} (HTTP {self.status}); the call was not"
            f" repeated there{f'; {self.hint}' if self.hint else ''}"
        )


class NoResponse(RefreshbooksError, OSError):
    """No answer came: a timeout, a refused connection, DNS, TLS.

    What the HTTP library raised is the ``__cause__``, and the error is also of
    that class.

    Attributes:
        sent: Whether the request may have reached the service.
    """

    def __init__(self, message: str, *, sent: bool = True) -> None:
        super().__init__(message)
        self.message = message
        self.sent = sent

    def __str__(self) -> str:
        return masking.mask(f"{self.message}: {self.hint}" if self.hint else self.message)


class OutcomeUnknown(NoResponse):
    """A write was sent, and no answer says whether it was applied.

    No answer came, or a broken one, or a status of 5xx, or Ctrl-C while waiting
    (then the error is a ``KeyboardInterrupt`` too). Look before sending it
    again: a second ``invoice.create`` bills twice.

    Attributes:
        check: The call that would tell, such as ``"invoice.list(client_id=8)"``;
            None where none is known.
    """

    check: str | None = None


class UnknownAfterStatus(OutcomeUnknown, TransportException):
    """A write was sent and the service failed with an HTTP status of 5xx."""

    def __init__(self, message: str, status: int, content: bytes) -> None:
        RefreshbooksError.__init__(self, message)
        self.message = message
        self.sent = True
        self.status = status
        self.content = content


class BadResponse(RefreshbooksError, etree.XMLSyntaxError, ValueError):
    """An answer came, and it is no response document.

    Attributes:
        content: The answer as it came, bytes.
    """

    def __init__(self, message: str, content: bytes = b"") -> None:
        # lxml's class wants a message, a code, a line and a column.
        super().__init__(message, 0, 0, 0)
        self.message = message
        self.content = content
        # lxml hands over the log of the whole process, with other documents in it.
        self.error_log = self.error_log.filter_domains(())

    @property
    def msg(self) -> str:  # type: ignore[override]
        """What a traceback prints, since this is a ``SyntaxError`` too."""
        return str(self)

    def __reduce__(self) -> Any:
        # lxml's part cannot be pickled (it keeps a parser's log): made anew.
        facts = {"method": self.method, "hint": self.hint}
        return self._maker(), (self.message, self.content), facts

    def _maker(self) -> Any:
        return type(self)

    def __str__(self) -> str:
        beginning = masking.excerpt(self.content)
        begins = f"it begins: {beginning}" if beginning else None
        return "; ".join(filter(None, [masking.mask(self.message), self.hint, begins]))


class BadParameter(RefreshbooksError, TypeError, ValueError):
    """A value that cannot be sent; nothing was sent.

    Attributes:
        problem: What is wrong and what to do about it.
        path: Where the value stood, such as ``invoice.lines[2].quantity``.
    """

    def __init__(self, problem: str, *, path: str = "") -> None:
        super().__init__(problem)
        self.problem = problem
        self.path = path

    def __str__(self) -> str:
        text = f"{self.path}: {self.problem}" if self.path else self.problem
        return masking.mask(text)

    def within(self, outer: str) -> "BadParameter":
        """Returns the same error, said from one level further out."""
        joint = "." if self.path and not self.path.startswith("[") else ""
        return type(self)(self.problem, path=f"{outer}{joint}{self.path}")


class WriteRefused(RefreshbooksError, PermissionError):
    """A client made with ``read_only=True`` was to write. Nothing was sent."""

    def __init__(self, method: str) -> None:
        super().__init__(method)

    def __str__(self) -> str:
        return (
            f"{self.args[0]} was not sent: this client only reads; to write, make one without"
            " read_only=True"
        )


class NotCreated(RefreshbooksError):
    """A record was to be found or created, and whether it is there cannot be told.

    Attributes:
        ids: The ids of the records found, where there are several; else empty.
    """

    def __init__(self, message: str, ids: tuple[int, ...] = ()) -> None:
        super().__init__(message, ids)
        self.ids = ids

    def __str__(self) -> str:
        return masking.mask(self.args[0])


class PagingWarning(UserWarning):
    """A list may not have been read whole, or not as it was asked for."""


class MissingExtra(RefreshbooksError, ImportError):
    """Something optional was asked for and is not installed.

    Attributes:
        extra: The name of the extra to install.
    """

    def __init__(self, what: str, extra: str) -> None:
        super().__init__(what, extra)
        self.extra = extra

    def __str__(self) -> str:
        return f"{self.args[0]} needs an extra: pip install 'refreshbooks[{self.extra}]'"


@functools.cache
def also(ours: Any, theirs: Any) -> Any:
    """Returns a class that is both one of ours and what an HTTP library raised.

    It bears our name; ``except requests.exceptions.Timeout`` catches it too.
    """
    if issubclass(ours, theirs):
        return ours
    members = {
        "__module__": ours.__module__,
        "__doc__": ours.__doc__,
        "besides": theirs,
        "_rebuilder": lambda error: functools.partial(_rebuilt_combined, ours, theirs),
        "_maker": lambda error: functools.partial(_made_combined, ours, theirs),
    }
    return type(ours.__name__, (ours, theirs), members)


def _rebuilt(kind: type[Any], args: tuple[Any, ...], facts: dict[str, Any]) -> Any:
    error = kind.__new__(kind, *args)
    error.args = args
    error.__dict__.update(facts)
    return error


def _rebuilt_combined(ours: Any, theirs: Any, args: tuple[Any, ...], facts: dict[str, Any]) -> Any:
    return _rebuilt(also(ours, theirs), args, facts)


def _made_combined(ours: Any, theirs: Any, *args: object) -> Any:
    return also(ours, theirs)(*args)


def _masked(content: object) -> object:
    return masking.mask_bytes(content) if isinstance(content, bytes) else content
