"""Grants in files of one folder, for all processes of a machine.

Each identity has two files there, both named by a hash of it: the grant
(``3f2c9….json``), for its owner alone, and a lock (``3f2c9….lock``), which is empty
and stays. A grant is written beside its place, brought to the disk, and moved there in
one step: whoever reads it sees the one before or the one after, and so does whoever
comes after a power cut.
"""

import contextlib
import hashlib
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from refreshbooks.credentials.errors import StoreFailed
from refreshbooks.credentials.grants import Grant
from refreshbooks.exceptions import MissingExtra

__all__ = ["FileStore", "folder_of_the_user", "locked"]

# Far more than a grant needs.
_LARGEST = 100_000


class FileStore:
    """Keeps grants in files that only their owner can read.

    Args:
        folder: Where; it is made if it is missing. Without it, a folder in the home of
            whoever runs the program.
    """

    def __init__(self, folder: str | os.PathLike[str] | None = None) -> None:
        self._folder = folder_of_the_user() if folder is None else Path(folder).absolute()

    def __repr__(self) -> str:
        return f"<{type(self).__name__} in {self._folder}>"

    def load(self, identity: str) -> Grant | None:
        """Returns what is kept under an identity, or None.

        Raises:
            StoreFailed: The file cannot be read, or is not one of ours.
        """
        path = self._path(identity, "json")
        try:
            with open(path, "rb") as file:
                content = file.read(_LARGEST)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise StoreFailed(f"the grant in {path} cannot be read: {_reason(error)}") from error
        return _grant(content, identity, path)

    def save(self, identity: str, grant: Grant) -> None:
        """Keeps a grant; when this returns, it is on the disk.

        Raises:
            StoreFailed: It cannot be written. What was there before still is.
        """
        text = json.dumps({"identity": identity, "grant": grant.as_dict()}, indent=1)
        path = self._path(identity, "json")
        try:
            _make(self._folder)
            _replace(path, text.encode("ascii"))
        except OSError as error:
            raise StoreFailed(f"the grant cannot be kept in {path}: {_reason(error)}") from error

    def delete(self, identity: str) -> None:
        """Forgets what is kept, and what a process that was killed in the middle left behind.

        Raises:
            StoreFailed: It cannot be deleted.
        """
        path = self._path(identity, "json")
        try:
            for written in [path, *self._folder.glob(f".{path.stem}.*.part")]:
                written.unlink(missing_ok=True)
        except OSError as error:
            raise StoreFailed(f"{path} cannot be deleted: {_reason(error)}") from error

    def held(self, identity: str, wait: float) -> contextlib.AbstractContextManager[None]:
        """Keeps out other threads and processes; see :meth:`Store.held`."""
        return locked(self._path(identity, "lock"), wait)

    def _path(self, identity: str, suffix: str) -> Path:
        # A hash, since an identity may be an e-mail address, and two may differ in nothing
        # that a file's name keeps.
        name = hashlib.sha256(identity.encode("utf-8", "surrogatepass")).hexdigest()[:40]
        return self._folder / f"{name}.{suffix}"


@contextlib.contextmanager
def locked(path: Path, wait: float) -> Iterator[None]:
    """Holds a lock file; the system frees it when a process is killed.

    Raises:
        TimeoutError: Others held it for longer than was to be waited.
        StoreFailed: There cannot be such a file.
        MissingExtra: filelock is not installed.
    """
    try:
        import filelock
    except ImportError as missing:
        raise MissingExtra("sharing tokens between processes", "tokens") from missing

    lock = filelock.FileLock(path, timeout=wait, mode=0o600)
    try:
        _make(path.parent)
        lock.acquire()
    except filelock.Timeout:
        raise TimeoutError(f"another thread or process held {path} for {wait:g} s") from None
    except OSError as error:
        raise StoreFailed(f"the lock {path} cannot be used: {_reason(error)}") from error
    try:
        yield
    finally:
        lock.release()


def folder_of_the_user() -> Path:
    """Returns the folder for grants in the home of whoever runs the program.

    Raises:
        StoreFailed: There is no home.
    """
    # Nothing but the home is asked for: a shell and a cron job have to meet here.
    state = "AppData/Local" if sys.platform == "win32" else ".local/state"
    try:
        return Path.home() / state / "refreshbooks" / "tokens"
    except RuntimeError as error:
        raise StoreFailed(f"no folder for tokens: {error}; name one") from error


def _grant(content: bytes, identity: str, path: Path) -> Grant:
    try:
        kept: Any = json.loads(content)
        owner, grant = kept["identity"], Grant.from_dict(kept["grant"])
    except (ValueError, TypeError, KeyError, RecursionError):
        # What the cause says may hold a piece of a token.
        raise StoreFailed(
            f"{path} holds no grant that this library has written: move it away, and have the"
            " user give consent anew"
        ) from None
    if owner != identity:
        raise StoreFailed(f"{path} holds the grant of another identity: move it away")
    return grant


def _make(folder: Path) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def _replace(path: Path, content: bytes) -> None:
    draft = path.with_name(f".{path.stem}.{os.urandom(8).hex()}.part")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with open(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(descriptor)
        os.replace(draft, path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    _bring_to_disk(path.parent)


def _bring_to_disk(folder: Path) -> None:
    """Makes a renaming survive a power cut, where the system can."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _reason(error: OSError) -> str:
    return error.strerror or type(error).__name__
