"""Watches a whole run of the tests for secrets that come to light.

Secrets are noted where they are made or handed over: the tokens and secrets
given to clients, the credentials of every account of every sandbox, the tokens,
codes and verifiers that it hands out, and the passwords and card numbers of documents
that are sent. Texts are gathered where
somebody could read them:

- log lines of every logger, down to DEBUG, with their tracebacks;
- ``str``, ``repr`` and the traceback of each of our errors;
- what tests print, and what programs that they start print;
- ``repr`` of clients of both APIs, transports, authorizations, sandboxes and accounts;
- journal entries: their ``repr``, and both documents as they are shown.

Each text is searched for every secret noted so far, as it is and as it stands in
Basic authorization, in an address (escaped once and twice), in XML and in a
``repr``. What is found makes the run fail; the end of the run
names the test and the place, never the secret.

oauthlib's log tells, at DEBUG, the names in a signature (the consumer key and the
OAuth token) where the sandbox or a test verifies or signs by it; they are looked for
everywhere else. A secret of less than 10 characters, or of less than 6 different ones, would be
found in innocent texts and is passed over. So is the greeting of the ``sandbox``
command, which tells its credentials on purpose.

All this stands outside the library: its functions are wrapped by :func:`watch`,
for pytest alone, by ``conftest.py``.
"""

import base64
import functools
import logging
import re
import subprocess
import traceback
from collections.abc import Callable
from typing import Any
from urllib.parse import quote
from xml.sax.saxutils import escape

from refreshbooks import client, exceptions, transport
from refreshbooks.transports import posting

__all__ = ["Secrecy", "watch"]

SHORTEST = 10
FEWEST_CHARACTERS = 6

ON_PURPOSE = {
    # It asks for an address with a token in it, which urllib3 writes down.
    (
        "tests/sandbox/test_watch.py::JournalTest::test_no_credential_is_in_any_entry",
        "log line of urllib3.connectionpool",
    ),
    # A user's own function tells it, in an error that is the cause of ours.
    (
        "tests/credentials/test_stores.py::CallableStoreTest"
        "::test_what_the_functions_raise_comes_out_as_our_error_with_its_cause",
        "an error, StoreFailed",
    ),
}
"""Tests that tell a secret themselves, and where."""

# So many objects are held until they are looked at, at the latest.
_MOST_HELD = 500

_RUN = re.compile(rf"[A-Za-z0-9]{{{SHORTEST},}}")
_GREETING = re.compile(r"(?m)^  (?:token|consumer key|consumer secret|OAuth token\S*.*?)  +\S+$")
_CARD = re.compile("[0-9]{13,19}").fullmatch
_IN_DOCUMENTS = re.compile(
    rb"<(?:password|token|verifier)>([^<]+)<|<card>(?:(?!</card>).)*?<number>([^<]+)<", re.DOTALL
)


class Secrecy:
    """The secrets that were noted, and where they came to light."""

    def __init__(self) -> None:
        self.test = "before the first test"
        self.leaks: set[str] = set()
        self.searched = 0
        self._forms: set[str] = set()
        # By their first signs where these are letters and digits, which is quick to find.
        self._by_beginning: dict[str, set[str]] = {}
        self._others: set[str] = set()
        self._names: set[str] = set()
        self._held: list[tuple[str, Any]] = []

    @property
    def noted(self) -> int:
        """How many secrets are known, in how many spellings."""
        return len(self._forms)

    def note_name(self, name: object) -> None:
        """Remembers a secret that oauthlib may tell its log."""
        self.note(name)
        self._names |= spellings(name) if isinstance(name, str) else set()

    def note_those_in(self, document: object) -> None:
        """Remembers the passwords and card numbers of a request document."""
        if isinstance(document, bytes):
            for found in _IN_DOCUMENTS.finditer(document):
                self.note(found[1] or found[2])

    def note(self, secret: object) -> None:
        """Remembers a secret, unless it is too plain to be one."""
        text = secret.decode("utf-8", "replace") if isinstance(secret, bytes) else secret
        if isinstance(text, str) and is_one(text) and text not in self._forms:
            for form in spellings(text):
                self._remember(form)

    def _remember(self, form: str) -> None:
        self._forms.add(form)
        run = max(_RUN.findall(form), key=len, default="")
        if run:
            self._by_beginning.setdefault(run[:SHORTEST], set()).add(form)
        else:
            self._others.add(form)

    def search(self, place: str, text: str) -> None:
        """Searches a text for secrets."""
        self.searched += 1
        text = _GREETING.sub("", text)
        sought = self._candidates(text)
        if place.startswith("log line of oauthlib"):
            sought -= self._names
        told = any(form in text for form in sought)
        if told and (self.test, place) not in ON_PURPOSE:
            self.leaks.add(f"{self.test}: {place}")

    def _candidates(self, text: str) -> set[str]:
        found = set(self._others)
        for run in set(_RUN.findall(text)):
            for start in range(len(run) - SHORTEST + 1):
                found |= self._by_beginning.get(run[start : start + SHORTEST], set())
        return found

    def hold(self, place: str, thing: Any) -> None:
        """Keeps a thing until it is finished and can be looked at."""
        if len(self._held) > _MOST_HELD:
            self.look()
        self._held.append((place, thing))

    def look(self) -> None:
        """Searches what the things that were held show of themselves."""
        held, self._held = self._held, []
        for place, thing in held:
            self.search(place, _shown(thing))


def is_one(text: str) -> bool:
    """Says whether a text can be looked for: it is long and not too uniform.

    >>> is_one("7a1c93f0d5e24b68"), is_one("abc"), is_one("x" * 40)
    (True, False, False)

    The number of a card is one, however uniform.
    """
    return bool(_CARD(text)) or (len(text) >= SHORTEST and len(set(text)) >= FEWEST_CHARACTERS)


def spellings(secret: str) -> set[str]:
    """Returns a secret in the ways in which it may be written.

    >>> sorted(spellings("open&sesame!"))[:3]
    ['b3BlbiZzZXNhbWUh', 'b3BlbiZzZXNhbWUhOg==', 'b3BlbiZzZXNhbWUhOlg=']
    """
    once = quote(secret, "", errors="replace")
    basic = [secret, f"{secret}:", f"{secret}:X"]
    encoded = {base64.b64encode(each.encode("utf-8", "replace")).decode() for each in basic}
    return {secret, once, quote(once, ""), escape(secret), repr(secret)[1:-1], *encoded}


def _shown(thing: Any) -> str:
    try:
        if isinstance(thing, exceptions.RefreshbooksError):
            return "\n".join([str(thing), repr(thing), *traceback.format_exception(thing)])
        return f"{thing!r} {thing}"
    except AttributeError:
        return ""  # refused what it was to be made of, it was never finished


class _Told:
    """An entry of a journal with all that it tells."""

    def __init__(self, entry: Any) -> None:
        self._entry = entry

    def __repr__(self) -> str:
        return f"{self._entry!r} {self._entry.facts()}"


class _Listener(logging.Handler):
    def __init__(self, secrecy: Secrecy) -> None:
        super().__init__(logging.DEBUG)
        self._secrecy = secrecy
        self._line = logging.Formatter("%(name)s %(message)s")

    def emit(self, record: logging.LogRecord) -> None:
        self._secrecy.search(f"log line of {record.name}", self._line.format(record))


def watch() -> Secrecy:
    """Begins to note secrets and to gather texts, in this process, for good."""
    secrecy = Secrecy()
    _watch_logs(secrecy)
    _watch_clients(secrecy)
    _watch_grants(secrecy)
    _watch_sandboxes(secrecy)
    _watch_programs(secrecy)
    return secrecy


def _watch_logs(secrecy: Secrecy) -> None:
    root = logging.getLogger()
    root.addHandler(_Listener(secrecy))
    root.setLevel(logging.DEBUG)


def _watch_clients(secrecy: Secrecy) -> None:
    from refreshbooks.optional import oauth

    def token_given(authorization: Any, token: object) -> None:
        secrecy.note(token)
        secrecy.hold("an authorization by token", authorization)

    def oauth_given(signer: Any, key: object, secret: object, *token: object, **_: object) -> None:
        for name, hidden in [(key, secret), token]:
            secrecy.note_name(name)
            secrecy.note(hidden)
        secrecy.hold("an authorization by OAuth", signer)

    before(transport.TokenAuthorization, "__init__", token_given)
    before(oauth.OAuth, "__init__", oauth_given)
    before(posting.Posting, "__call__", lambda way, entity: secrecy.note_those_in(entity))
    before(client.Client, "__init__", lambda made, *_, **__: secrecy.hold("a client", made))
    before(posting.Posting, "__init__", lambda made, *_, **__: secrecy.hold("a transport", made))
    _watch_errors(secrecy)


def _watch_grants(secrecy: Secrecy) -> None:
    """Notes what OAuth 2.0 hands out, and what signs deliveries."""
    from refreshbooks import credentials
    from refreshbooks.rest import client as rest_client
    from refreshbooks.sandbox import delivery
    from refreshbooks.sandbox.rest.oauth import applications, grants

    def made(caller: Any, client_id: object, client_secret: object = None, *_: object, **said: Any):
        secrecy.note(said.get("client_secret", client_secret))
        secrecy.hold("a REST client", caller)

    def noted(_: object, *given: object, **said: object) -> None:
        for secret in (*given[:2], said.get("access_token"), said.get("refresh_token")):
            secrecy.note(secret)

    def registered(
        _: object, number: object, client_id: object, secret: str = "", *__: object, **said: Any
    ):
        secrecy.note(said.get("client_secret", secret))

    before(rest_client.Client, "__init__", made)
    before(credentials.Grant, "__init__", noted)
    before(grants.Issued, "__init__", noted)
    before(grants.Grants, "put_code", lambda _, code, *__: secrecy.note(code))
    before(applications.Application, "__init__", registered)
    after(delivery.Delivery, "_verifier", secrecy.note)


def _watch_errors(secrecy: Secrecy) -> None:
    root = exceptions.RefreshbooksError

    def made(self: Any, *args: Any, **kwargs: Any) -> None:
        super(root, self).__init__(*args, **kwargs)
        secrecy.hold(f"an error, {type(self).__name__}", self)

    root.__init__ = made  # type: ignore[method-assign]


def _watch_sandboxes(secrecy: Secrecy) -> None:
    from refreshbooks import sandbox
    from refreshbooks.sandbox import accounts, credentials, journal

    def invented(_: object, *__: object, **secrets: object) -> None:
        for name, secret in secrets.items():
            is_a_name = name in ("consumer_key", "oauth_token")
            (secrecy.note_name if is_a_name else secrecy.note)(secret)

    before(credentials.Credentials, "__init__", invented)
    before(sandbox.Sandbox, "__init__", lambda it, *_, **__: secrecy.hold("a sandbox", it))
    before(accounts.Account, "__init__", lambda it, *_, **__: secrecy.hold("an account", it))
    before(journal.Journal, "record", _request_noted_by(secrecy))
    after(journal.Journal, "record", lambda entry: secrecy.hold("a journal", _Told(entry)))


def _request_noted_by(secrecy: Secrecy) -> Callable[..., None]:
    return lambda journal, *, request=b"", **facts: secrecy.note_those_in(request)


def _watch_programs(secrecy: Secrecy) -> None:
    def ended(outputs: Any) -> None:
        for output in filter(None, outputs):
            text = output.decode("utf-8", "replace") if isinstance(output, bytes) else output
            secrecy.search("what a program printed", text)

    after(subprocess.Popen, "communicate", ended)


def before(kind: Any, name: str, noted: Callable[..., None]) -> None:
    """Lets a method tell first by which arguments it is called."""
    method = getattr(kind, name)

    @functools.wraps(method)
    def told(self: Any, /, *args: Any, **kwargs: Any) -> Any:
        noted(self, *args, **kwargs)
        return method(self, *args, **kwargs)

    setattr(kind, name, told)


def after(kind: Any, name: str, noted: Callable[[Any], None]) -> None:
    """Lets a method tell in the end what it returned."""
    method = getattr(kind, name)

    @functools.wraps(method)
    def told(self: Any, /, *args: Any, **kwargs: Any) -> Any:
        result = method(self, *args, **kwargs)
        noted(result)
        return result

    setattr(kind, name, told)
