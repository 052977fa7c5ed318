"""How bytes travel: one module for each HTTP library.

A transport is a callable that takes a request document as bytes and returns the
answer's body as :class:`~refreshbooks.files.Answer`. Each module named
``use_...`` has a class ``Transport(url, headers_factory)`` that keeps one
contract: certificates are verified, every wait has a limit, a redirect is
reported and never followed, nothing is repeated behind the caller's back, and
errors are the library's own with the HTTP library's as their cause. That of
``async_httpx2`` is awaited and keeps the same one.
"""

__all__: list[str] = []
