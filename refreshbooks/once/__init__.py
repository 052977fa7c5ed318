"""A create that is safe to run again: the record is looked for first.

The service knows no uniqueness and no keys that would make a call idempotent.
What can be done about that on this side is done here:
:mod:`~refreshbooks.once.sought` knows when a record is the one that was meant,
:mod:`~refreshbooks.once.unfinished` keeps others out and remembers an attempt
whose outcome nobody heard of, :mod:`~refreshbooks.once.making` looks and creates, in either API;
:mod:`~refreshbooks.once.classic` knows how that is done in this one.
"""

from collections.abc import Iterable
from os import PathLike
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from refreshbooks.once.making import Found

__all__ = ["find_or_create"]


def find_or_create(  # noqa: PLR0913
    create: Any,
    /,
    *,
    by: str | Iterable[str] | None = None,
    marker: str | None = None,
    settle: float | None = None,
    wait: float = 900.0,
    locks: str | PathLike[str] | None = None,
    **params: Any,
) -> "Found":
    """Returns the one record that a create would make; makes it if it is not there.

    ::

        found = api.find_or_create(
            c.client.create, by="email", client=dict(email="ann@example.com", first_name="Ann")
        )
        found.id, found.created

    A record is known again by values of its own, its natural key (``by="email"``,
    ``by=("project_id", "task_id", "date")``), or by a marker that this function
    writes into its notes, ``[order 1234]`` behind whatever else stands there
    (``marker="order 1234"``), or by both together. Each has to suit all of the
    record's kind: two records of the same key are an error, and none of them is
    chosen.

    **How it is looked for.** In the resource's list, where active and archived
    records are and deleted ones are not. The service narrows the list by those
    values it has a filter for; else all pages are read, one call for each 100
    records. Add ``by="client_id"`` to a marker where that saves most of them.
    What comes back is compared here: e-mail addresses in any letter case (in which
    the service's own filter has to find them), ids and amounts as numbers, dates by
    their day, other text exactly but for white space.
    A marker is found as a whole: ``order 12`` is not in ``[order 123]``. Nothing
    else of a record found is compared, and nothing of it is changed.

    **What is promised**, to all threads and processes of one user of this host that
    ask with the same key: they take turns, by a lock file, so that one creates and
    the others find. If the answer to a create is lost, the timeout is waited out
    before the record is looked for, and only if it is not there then is it created
    again, as often as the client's :class:`~refreshbooks.retry.Retry` allows. If the
    program is killed meanwhile, or ended by Ctrl-C, a note beside the lock file says
    so, and whoever comes next waits first.

    **What cannot be promised.** The service itself knows no uniqueness. So two hosts
    that do the same at once, two users of one host, or anybody who creates the
    record by other means between our look and our create, make two of them. So
    does the service if it applies a create later than ``settle`` seconds after it
    was sent, or if it keeps a key or a marker otherwise than it was sent, such as a
    note cut short. The clients of all programs have to name the account by the same
    host.

    Args:
        create: The method, such as ``c.client.create``.
        by: The names of the values that make out the record: one name, or several.
        marker: Your own name for the record, without square brackets.
        settle: Seconds after which a create that was sent is applied, or never
            will be. By default what the transport waits for connection and answer.
        wait: Seconds to wait for another thread or process that is at it.
        locks: A folder on a disk of this host that nobody cleans up, the same for
            all who take turns. By default one in the user's home; if that is shared
            among hosts, choose another one. File names show nothing of the key.
        **params: What ``create`` takes.

    Returns:
        The record's ``id`` (an int), the ``record`` as the list shows it, and whether
        it was ``created`` by this call. Of a new one ``record`` is the answer of
        ``create``, which holds little but the id.

    Raises:
        BadParameter: There is no key, or a value of it is missing or empty. Nothing
            was sent.
        NotCreated: Several records have the key, the list could not be read as a
            whole, or the lock was not to be had. Nothing was created.
        OutcomeUnknown: Answers to all attempts were lost, and at the last look the
            record was not there; or Ctrl-C came while a create was under way. Call
            again with the same key.
        MissingExtra: filelock is not installed.
    """
    # Few programs need it, and all import the front door.
    from refreshbooks.once import classic

    return classic.find_or_create(
        create, params, by=by, marker=marker, settle=settle, wait=wait, locks=locks
    )
