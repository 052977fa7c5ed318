"""Tests reach this machine and no other.

:func:`guard` refuses, by an audit hook, every look-up and connection that
would leave the loopback interface, however deep below it is made. The module is
called ``sitecustomize`` so that Python programs which the tests start find it
on ``PYTHONPATH`` and are guarded too; nothing is imported but ``sys``, so that
they start as quickly as without it.
"""

import sys

__all__ = ["LeftLoopback", "guard", "is_loopback"]

# What an audit event's arguments hold at which place: an address, or a host.
_PLACES = {
    "socket.connect": 1,
    "socket.sendto": 1,
    "socket.sendmsg": 1,
    "socket.getaddrinfo": 0,
    "socket.gethostbyname": 0,
    "socket.gethostbyaddr": 0,
    "socket.getnameinfo": 0,
}


class LeftLoopback(AssertionError):
    """A test tried to reach another machine.

    No OSError, so that nothing takes it for a network that is down.
    """


def is_loopback(address: object) -> bool:
    """Tells whether a socket's address, or a host alone, is on this machine.

    >>> is_loopback(("127.0.0.1", 80)), is_loopback("::1"), is_loopback("localhost")
    (True, True, True)
    >>> is_loopback(("192.0.2.1", 80)), is_loopback("127.example.com")
    (False, False)

    Paths of Unix sockets, the empty host and none at all are on this machine.
    """
    host = address[0] if isinstance(address, tuple) else address
    if isinstance(host, (bytes, bytearray)):
        host = bytes(host).decode("ascii", "replace")
    if not isinstance(host, str):
        return True
    host = host.lower().removeprefix("::ffff:")
    if host in ("localhost", "::1") or host[:1] in "/\0":
        return True
    return host.startswith("127.") and host.replace(".", "").isdigit()


def guard() -> None:
    """Refuses from now on, in this process, whatever is not on loopback."""
    # Held by the closure, since modules are emptied while Python ends.
    places, is_here, left = _PLACES, is_loopback, LeftLoopback

    def refuse(event: str, arguments: tuple[object, ...]) -> None:
        if event in places and not is_here(arguments[places[event]]):
            raise left(f"{event}: tests stay on this machine, not {arguments[places[event]]!r}")

    sys.addaudithook(refuse)


if __name__ == "sitecustomize":
    guard()
