"""One create at a time, and none after another whose outcome nobody heard of.

In the folder are two kinds of files. A lock file (``3f2.lock``) is held by whoever
looks and creates; it is empty, stays, and stands for many keys, so that there are
never more than a few thousand. A note (``3f2c9….sent``) belongs to one key. It is
there from just before a create is sent until its outcome is known:

=============================  ============================================
killed                         what the next one finds
=============================  ============================================
before the note is written     nothing; and nothing was sent
after the note, before it was  a note: it waits, looks, finds nothing,
sent                           creates
after it was sent              a note: it waits until the create is applied
                               or never will be, looks, and knows
after the answer, before the   a note: it waits, looks, and finds
note is gone
after the note is gone         nothing; it looks, and finds
=============================  ============================================

Times in a note are of the clock that goes forward only. All processes of a host
read the same one, and it begins anew when the host does: a note from before then
seems younger than it is, never older, so it is waited for too long at worst.
"""

import contextlib
import hashlib
import json
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from refreshbooks.exceptions import BadParameter, MissingExtra, NotCreated

__all__ = ["Unfinished", "folder_of_locks"]


class Unfinished:
    """The lock and the note of one key.

    Args:
        folder: Where they are, see :func:`folder_of_locks`.
        identity: What is the same for all who look for the same record.
        clock: Returns seconds that only go forward, the same for all processes.
    """

    def __init__(self, folder: Path, identity: object, clock: Callable[[], float]) -> None:
        # A hash, since a key may be somebody's e-mail address.
        name = hashlib.sha256(json.dumps(identity).encode()).hexdigest()
        self._lock = folder / f"{name[:3]}.lock"
        self._note = folder / f"{name[:40]}.sent"
        self._clock = clock

    @contextlib.contextmanager
    def held(self, wait: float, what: object) -> Iterator[None]:
        """Keeps others out, in this process too, until the end of the block.

        Args:
            wait: Seconds to wait for whoever holds the lock.
            what: Says in an error what is looked for.

        Raises:
            NotCreated: The lock was not to be had.
        """
        try:
            import filelock
        except ImportError as missing:
            raise MissingExtra("find_or_create", "once") from missing

        lock = filelock.FileLock(self._lock, timeout=wait, mode=0o600)
        try:
            lock.acquire()
        except filelock.Timeout as timeout:
            raise NotCreated(
                f"{what}: another thread or process has been at it for {wait:g} s; call again"
            ) from timeout
        except OSError as error:
            raise NotCreated(f"{what}: the lock file cannot be used: {error}") from error
        try:
            yield
        finally:
            lock.release()

    def begin(self, settle: float) -> None:
        """Notes that a create is about to be sent.

        Args:
            settle: Seconds after which it is applied or never will be.

        Raises:
            NotCreated: The note cannot be written, so nothing may be sent.
        """
        text = json.dumps({"at": self._clock(), "settle": settle})
        try:
            descriptor = os.open(self._note, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with open(descriptor, "w", encoding="ascii") as file:
                file.write(text)
                file.flush()
                os.fsync(descriptor)
        except OSError as error:
            raise NotCreated(f"nothing was sent, since it cannot be noted: {error}") from error

    def end(self) -> None:
        """Notes that the outcome is known."""
        # What is left of it costs the next one a wait, which is less than an id.
        with contextlib.suppress(OSError):
            self._note.unlink()

    def seconds_left(self, settle: float) -> float:
        """Returns how long the server may still be at work; 0 if nothing is unfinished.

        Args:
            settle: Seconds to allow where a note does not say it, since its writer
                was killed in the middle.
        """
        try:
            note = json.loads(self._note.read_text("ascii"))
            elapsed = self._clock() - float(note["at"])
            settle = float(note["settle"])
        except FileNotFoundError:
            return 0.0
        except (OSError, ValueError, TypeError, KeyError):
            elapsed = 0.0
        return max(0.0, settle - max(0.0, elapsed))


def folder_of_locks(given: str | os.PathLike[str] | None) -> Path:
    """Returns the folder for locks and notes; makes it, for its owner alone.

    Raises:
        BadParameter: There cannot be such a folder.
    """
    try:
        folder = _of_the_user() if given is None else Path(given)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except (OSError, RuntimeError) as error:
        raise BadParameter(f"no folder for lock files: {error}; name one", path="locks") from error
    if not os.access(folder, os.W_OK | os.X_OK):
        raise BadParameter(f"{folder} cannot be written to; name another folder", path="locks")
    return folder


def _of_the_user() -> Path:
    # Nothing but the home is asked for: variables such as XDG_STATE_HOME differ
    # between a shell and a cron job, and both have to meet here.
    state = "AppData/Local" if sys.platform == "win32" else ".local/state"
    return Path.home() / state / "refreshbooks" / "locks"
