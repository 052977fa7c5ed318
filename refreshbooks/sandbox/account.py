"""One account of a sandbox: its books in both APIs, and all that tests have a hand in."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from refreshbooks.sandbox.classic.app import PATH, App
from refreshbooks.sandbox.classic.manner import ClassicManner
from refreshbooks.sandbox.clock import Clock
from refreshbooks.sandbox.credentials import Credentials
from refreshbooks.sandbox.delivery import REST, Deliveries, Delivery
from refreshbooks.sandbox.door import Door
from refreshbooks.sandbox.faults import Faults
from refreshbooks.sandbox.journal import Journal
from refreshbooks.sandbox.manners import Manner
from refreshbooks.sandbox.rest.attributes import RestAttributes
from refreshbooks.sandbox.rest.manner import RestManner
from refreshbooks.sandbox.rest.side import Side, is_rest
from refreshbooks.sandbox.server import Server
from refreshbooks.sandbox.store import Book, Store
from refreshbooks.sandbox.watch import Watch

if TYPE_CHECKING:
    import requests

__all__ = ["Account", "Premises"]


@dataclass
class Premises:
    """What all accounts of one sandbox share.

    Attributes:
        store: Where their books are.
        time: Returns the time, with a zone; their clocks run as it does.
        door: Through which all connections come, to whatever account.
        server: Where they are reached, as soon as it listens.
        is_open: Whether the sandbox still serves.
        sides: Their REST sides.
    """

    store: Store
    time: Callable[[], datetime]
    door: Door = field(default_factory=Door)
    server: Server | None = None
    is_open: bool = True
    sides: list[Side] = field(default_factory=list)

    @property
    def url(self) -> str:
        """The address of the server, without a slash at the end."""
        return self.server.url if self.server else ""

    def require_open(self) -> None:
        """Raises RuntimeError if the sandbox is closed."""
        if not self.is_open:
            raise RuntimeError("This sandbox is closed; make another one.")


class Account(RestAttributes):
    """One account: books, credentials, faults, journal and a clock of its own.

    Accounts of one sandbox never see each other's records. What changes the
    account raises ``RuntimeError`` once the sandbox is closed.
    """

    def __init__(self, name: str, premises: Premises) -> None:
        self._name = name
        self._premises = premises
        self._store = premises.store
        self._credentials = Credentials.kept_in(self._store, name)
        self._clock = Clock(premises.time)
        self._deliveries = Deliveries(self._clock.now)
        self._classic = App(
            self._store,
            self._credentials,
            clock=self._clock.now,
            account=name,
            deliveries=self._deliveries,
        )
        self._rest = Side(
            self._store,
            name,
            self._clock.now,
            neighbours=premises.sides,
            delivery=Delivery(self._store.book("rest", name), REST, self._deliveries),
        )
        faults = Faults(premises.door)
        self._watch = Watch(
            self._answer,
            clock=self._clock.now,
            faults=faults,
            user=lambda environ: self._side(environ).user(environ),
            manner=_manner,
        )

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.name!r} at {self.url}>"

    @property
    def name(self) -> str:
        """What the account is called in the sandbox."""
        return self._name

    @property
    def url(self) -> str:
        """The address of the server, without a slash at the end."""
        return self._premises.url

    @property
    def classic_url(self) -> str:
        """The address that takes the calls of the Classic API."""
        return self.url + PATH

    @property
    def rest_url(self) -> str:
        """The address that all addresses of the REST API begin with, and those of its OAuth."""
        return self.url

    @property
    def token(self) -> str:
        """The administrator's token, for HTTP Basic."""
        return self._credentials.token

    @property
    def consumer_key(self) -> str:
        """Names the application in OAuth."""
        return self._credentials.consumer_key

    @property
    def consumer_secret(self) -> str:
        """The application's secret in OAuth."""
        return self._credentials.consumer_secret

    @property
    def oauth_token(self) -> str:
        """Names the access that the administrator granted to the application."""
        return self._credentials.oauth_token

    @property
    def oauth_token_secret(self) -> str:
        """The secret of that access."""
        return self._credentials.oauth_token_secret

    @property
    def clock(self) -> Clock:
        """The account's time; what it tells is stamped on records."""
        return self._clock

    @property
    def faults(self) -> Faults:
        """Trouble on command: what befalls the account's calls."""
        return self._watch.faults

    @property
    def journal(self) -> Journal:
        """Every call of the account, with what came of it."""
        return self._watch.journal

    @property
    def deliveries(self) -> Deliveries:
        """What was posted to callbacks and webhooks, with what came of it."""
        return self._deliveries

    @property
    def snapshots(self) -> list[str]:
        """The names of the snapshots that were taken of the account."""
        prefix = f"{self.name}/"
        kept = self._store.books("snapshot", prefix)
        return [name.removeprefix(prefix) for name in kept]

    def seed(self, invoices: int = 200, *, seed: int = 1, api: str = "classic") -> dict[str, int]:
        """Fills the books of one API with a ready-made small business, wholly or not at all.

        Two years of work, up to the account's own time: clients in three
        currencies with contacts, items, tasks, taxes, categories, staff,
        contractors, projects, hours, expenses, estimates, recurring profiles, and
        invoices of every status with the payments that belong to them. The same
        arguments give the same records under the same numbers, only the days
        follow the clock.

        Args:
            invoices: How many invoices to make, up to 100,000; the other records
                come in proportion. From 11 on every status is among them.
            seed: Which business it is to be, a whole number from 0.
            api: ``classic`` or ``rest``; neither sees what is in the books of the other.

        Returns:
            How many records of each resource were made, such as ``{"invoice": 200}``.
            Some of them are archived or deleted, so that lists have fewer: without a
            filter neither API shows what is deleted.

        Raises:
            ValueError: If one of the numbers is out of its bounds, or there is no such
                API.
            RuntimeError: If anything was ever made in the account since it was new
                or last reset; or if the sandbox is closed.
        """
        self._premises.require_open()
        if api == "rest":
            return self._rest.sown(invoices=invoices, seed=seed)
        if api != "classic":
            raise ValueError(f"There is no API {api!r}; there are 'classic' and 'rest'.")
        from refreshbooks.sandbox import seeds  # many words, for those who want them

        return seeds.sow(self._book, self._classic.now, invoices=invoices, seed=seed)

    def snapshot(self, name: str) -> None:
        """Keeps the books as they are now: records, the numbers given, and files.

        Args:
            name: What to call it. An earlier snapshot of that name is replaced.

        Raises:
            ValueError: If the name is empty.
        """
        self._premises.require_open()
        if not name:
            raise ValueError("A snapshot needs a name.")
        with self._store.transaction():
            for book, kept in self._pairs(name):
                book.copy_to(kept)

    def restore(self, name: str) -> None:
        """Puts the books back as they were in a snapshot, wholly or not at all.

        The snapshot stays and can be restored again. Calls that are under way
        come either before or after it. Credentials, faults, journal and clock
        stay as they are.

        Raises:
            LookupError: If there is no snapshot of that name. The text names those
                that there are.
        """
        self._premises.require_open()
        known = self.snapshots
        if name not in known:
            there = ", ".join(map(repr, known)) or "none"
            raise LookupError(f"No snapshot is called {name!r}; there are: {there}.")
        with self._store.transaction():
            for book, kept in self._pairs(name):
                kept.copy_to(book)

    def session(self) -> "requests.Session":
        """Returns a session of requests that calls the sandbox without a network.

        It reaches this sandbox and nothing else, at the address that the sandbox
        has in the network, and meets with the same answers and the same troubles
        there. Like any other it says by its credentials which account it means.

        Raises:
            RuntimeError: If the sandbox is closed.
        """
        from refreshbooks.sandbox import in_process  # loads requests

        self._premises.require_open()
        assert self._premises.server is not None
        return in_process.session(self.url, self._premises.server.serve)

    def reset(self) -> None:
        """Makes the account as it was at first.

        The books are put back, faults, journal and deliveries are emptied, calls that
        a fault keeps waiting are given up, and the clock runs on time. Credentials
        stay good, snapshots are kept, and other accounts are not touched.
        """
        self._premises.require_open()
        self._watch.reset()
        self._clock.reset()
        self._classic.reset()
        self._rest.reset()
        self._deliveries.clear()

    @property
    def _book(self) -> Book:
        return self._store.book("classic", self.name)

    def _pairs(self, name: str) -> Iterator[tuple[Book, Book]]:
        """Yields each of the account's books with the one that a snapshot keeps it in."""
        for api, kept in (("classic", "snapshot"), ("rest", "rest snapshot")):
            yield self._store.book(api, self.name), self._store.book(kept, f"{self.name}/{name}")

    def _side(self, environ: dict[str, Any]) -> App | Side:
        return self._rest if is_rest(environ.get("PATH_INFO", "")) else self._classic

    def _answer(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        return self._side(environ)(environ, start_response)


def _manner(environ: dict[str, Any]) -> Manner:
    speaks = RestManner if is_rest(environ.get("PATH_INFO", "")) else ClassicManner
    return speaks(environ)
