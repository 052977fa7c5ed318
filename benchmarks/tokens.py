"""One stored token for fifty processes, and a few that are killed: ``python -m benchmarks.tokens``.

First they all work through five expiries: three times the token ends by their own clock,
twice the service says sooner than expected that it has ended. Each time one of them has
to renew it, and no call may be refused. Then, round after round, one is killed in the
middle of a refresh. If the service had not acted yet, or the new token was stored, nothing
is lost. In between, the others work on until the access token ends, and then say that
consent is needed. Whatever else happens ends the program with 1.
"""

import collections
import contextlib
import dataclasses
import datetime
import os
import random
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from refreshbooks.credentials import FileStore
from refreshbooks.rest import Client
from refreshbooks.sandbox import Account, Sandbox
from tests.rest.sharing import IDENTITY, Sharing, all_at_once, sharing

__all__ = ["main"]

PROCESSES = 50
CALLS = 10
# Seconds that a token lives where its end is waited for.
LIFETIME = 15
EARLY, SUDDEN = 3, 2

KILLS = 20
# Seconds that the service takes before it acts on a refresh, and to send its answer.
SLOWLY = 0.15

_TOKEN_CALL = "oauth.token"


@dataclasses.dataclass
class Books:
    """A sandbox, a store of tokens, and who uses them."""

    sandbox: Account
    store: FileStore
    folder: Path

    @contextlib.contextmanager
    def shared_by(self, count: int) -> Iterator[list[Sharing]]:
        """Runs so many processes."""
        application = (
            self.sandbox.client_id,
            self.sandbox.client_secret,
            self.sandbox.redirect_uri,
        )
        with sharing(count, self.sandbox.rest_url, self.folder, application) as sharers:
            yield sharers

    def consent(self) -> None:
        """Has the user give consent, and keeps the grant."""
        with Client(
            self.sandbox.client_id,
            self.sandbox.client_secret,
            self.sandbox.redirect_uri,
            store=self.store,
            identity=IDENTITY,
        ) as client:
            way = client.authorization()
            code = way.code(self.sandbox.consent(way.url))
            client.get_access_token(code, verifier=way.verifier)

    def refreshes(self) -> list[int]:
        """Returns the statuses of the refreshes since this was last asked."""
        statuses = [entry.status for entry in self.sandbox.journal if entry.method == _TOKEN_CALL]
        self.sandbox.journal.clear()
        return statuses


@contextlib.contextmanager
def books() -> Iterator[Books]:
    """Opens a sandbox in which a user has given consent."""
    with Sandbox() as sandbox, tempfile.TemporaryDirectory() as folder:
        os.environ["FRESHBOOKS_API_URL"] = sandbox.rest_url
        made = Books(sandbox, FileStore(folder), Path(folder))
        made.consent()
        made.refreshes()
        yield made


def main() -> None:
    """Prints both tables; ends with status 1 if anything was lost or refused."""
    kept = [*_expiries(), *_kills()]
    if not all(kept):
        raise SystemExit("MISSED: a call was refused, a token renewed twice, or a grant lost")


def _expiries() -> Iterator[bool]:
    print(f"{PROCESSES} processes, {CALLS} calls each, at each expiry of one stored token")
    print(f"{'':<44} {'refreshes':>9} {'refused':>7} {'calls':>6} {'failed':>6} {'seconds':>7}")
    with books() as made:
        made.sandbox.token_lifetime = LIFETIME
        with made.shared_by(PROCESSES) as sharers:
            # Their first refresh brings a token of that life.
            all_at_once(sharers, 1)
            made.sandbox.clock.advance(hours=13)
            all_at_once(sharers, 1)
            made.refreshes()
            for number in range(EARLY):
                _wait_until_due(made.store)
                # The last one lives on, so that the next ends are the service's alone.
                if number == EARLY - 1:
                    made.sandbox.token_lifetime = 12 * 3600
                yield _expiry(made, sharers, "ends by the clients' clock")
            for _ in range(SUDDEN):
                made.sandbox.clock.advance(hours=13)
                yield _expiry(made, sharers, "ends sooner, by the service's word")


def _wait_until_due(store: FileStore) -> None:
    grant = store.load(IDENTITY)
    assert grant is not None
    assert grant.due_at is not None
    threading.Event().wait(max(0.0, grant.due_at - time.time()) + 0.05)


def _expiry(made: Books, sharers: Sequence[Sharing], name: str) -> bool:
    started = time.perf_counter()
    outcomes = all_at_once(sharers, CALLS)
    seconds = time.perf_counter() - started
    statuses = made.refreshes()
    refused = sum(status != 200 for status in statuses)
    failed = sum(outcome != "ok" for outcome in outcomes)
    print(
        f"{name:<44} {len(statuses):>9} {refused:>7} {len(outcomes):>6} {failed:>6} {seconds:>7.1f}"
    )
    return statuses == [200] and not failed


def _kills() -> Iterator[bool]:
    print(f"\n{KILLS} times, one of 3 processes killed in the middle of a refresh")
    chance = random.Random(1)
    found: collections.Counter[str] = collections.Counter()
    with books() as made:
        made.sandbox.faults.add("delay", method=_TOKEN_CALL, seconds=SLOWLY)
        made.sandbox.faults.add("slow", method=_TOKEN_CALL, seconds=SLOWLY)
        for _ in range(KILLS):
            found[_kill(made, chance.uniform(0, 3 * SLOWLY))] += 1
    for name, count in sorted(found.items()):
        print(f"{name:<60} {count:>3}")
    yield not any(name.startswith("MISSED") for name in found)


def _kill(made: Books, after: float) -> str:
    """Kills one some seconds after it began to renew the token, and says what came of it."""
    _make_due(made.store)
    with made.shared_by(3) as (one, *others):
        all_at_once([one, *others], 0)
        one.ask(1)
        threading.Event().wait(after)
        one.kill()
        threading.Event().wait(2 * SLOWLY)  # until whatever was sent has come
        grant = made.store.load(IDENTITY)
        is_lost = grant is None or grant.refresh_token != made.sandbox.refresh_token
        before = set(all_at_once(others, CALLS))
        made.sandbox.clock.advance(hours=13)
        after_it = set(all_at_once(others, CALLS))
    if is_lost:
        made.consent()
    if before != {"ok"} or after_it != {"ConsentNeeded" if is_lost else "ok"}:
        return f"MISSED: {'lost' if is_lost else 'kept'}, {sorted(before)}, {sorted(after_it)}"
    if is_lost:
        return "lost between answer and store: worked on to its end, then asked"
    return "nothing lost: worked on"


def _make_due(store: FileStore) -> None:
    """Has a token that is good for long seem to end soon."""
    grant = store.load(IDENTITY)
    assert grant is not None
    ends = time.time() + 200
    told = datetime.datetime.fromtimestamp(ends, datetime.timezone.utc)
    changes = {"expires_at": told, "received_at": ends - 43200, "lifetime": 43200}
    store.save(IDENTITY, dataclasses.replace(grant, **changes))


if __name__ == "__main__":
    main()
