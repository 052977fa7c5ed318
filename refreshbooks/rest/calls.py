"""One call, step by step: the steps of an exchange, and the token that goes along.

:func:`authorized` goes around :func:`refreshbooks.exchange.exchange`. It puts the token
of the moment on every request that is sent, and has one step more, :class:`Refresh`:
shortly before the token ends, and once when the service says that it has ended. Whoever
drives it sends, waits and refreshes, and decides nothing.
"""

from collections.abc import Callable, Generator
from typing import Any, NamedTuple, Protocol

from refreshbooks.exchange import Send, Step
from refreshbooks.rest.errors import ConsentNeeded, Unauthenticated
from refreshbooks.rest.request import Request

__all__ = ["Refresh", "RestStep", "Tokens", "authorized"]


_UNAUTHENTICATED = 401
_NO_TOKEN = "this client has no access token; send the user to client.authorization(...).url"


class Tokens(Protocol):
    """What a client holds to say who it is."""

    @property
    def access_token(self) -> str | None:
        """The token of the moment."""

    @property
    def refresh_token(self) -> str | None:
        """What a new token costs."""

    @property
    def can_refresh(self) -> bool:
        """Whether there may be a way to a newer token."""

    def is_due(self) -> bool:
        """Says whether the token should be replaced before it is used again."""

    def refresh(self, used: str | None, *, early: bool = False) -> bool:
        """Says whether there is a newer token now than the one that was used."""


class Refresh(NamedTuple):
    """See to it that there is a newer token, and say whether there is.

    Attributes:
        used: The token that is due, or that was refused.
        early: Whether it is still good as far as anybody knows.
    """

    used: str | None
    early: bool

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"


RestStep = Step | Refresh


def authorized(
    steps: Generator[Step, Any, Any], tokens: Tokens, refuse: Callable[[Any], None]
) -> Generator[RestStep, Any, Any]:
    """Returns the steps of a call, with the token on what is sent.

    Args:
        steps: Of the exchange; what it sends are requests without a token.
        tokens: Asked for the token before each request.
        refuse: Called with each answer; raises if its status is no success.

    Raises:
        RefreshbooksError: As the exchange does. What goes wrong with a refresh is
            raised as it is, since the call itself was not sent, or was refused.
    """
    came: Any = None
    error: BaseException | None = None
    try:
        step = next(steps)
        while True:
            if isinstance(step, Send):
                came, error = yield from _sent(step.entity, tokens, refuse)
            else:
                came, error = yield from _tried(step)
            step = steps.send(came) if error is None else steps.throw(error)
    except StopIteration as end:
        return end.value
    finally:
        steps.close()
        # Or an error would hold itself, and a large answer with it, by its traceback.
        came = error = None


_Outcome = tuple[Any, BaseException | None]


def _sent(
    request: Request, tokens: Tokens, refuse: Callable[[Any], None]
) -> Generator[RestStep, Any, _Outcome]:
    if tokens.is_due():
        yield Refresh(tokens.access_token, early=True)
    elif not tokens.access_token and tokens.can_refresh:
        yield Refresh(None, early=False)
    used = tokens.access_token
    if not used:
        return None, ConsentNeeded(_UNAUTHENTICATED, _NO_TOKEN)
    came, error = yield from _tried(Send(request.bearing(used)), refuse)
    is_ended = isinstance(error, Unauthenticated) and tokens.can_refresh
    if is_ended and (yield Refresh(used, early=False)):
        came, error = yield from _tried(Send(request.bearing(tokens.access_token)), refuse)
    elif isinstance(error, Unauthenticated) and not tokens.refresh_token:
        error = ConsentNeeded.of(error)
    return came, error


def _tried(
    step: Step, refuse: Callable[[Any], None] | None = None
) -> Generator[RestStep, Any, _Outcome]:
    try:
        came = yield step
        if refuse is not None:
            refuse(came)
    except BaseException as error:  # noqa: BLE001  # the exchange decides about all
        return None, error
    return came, None
