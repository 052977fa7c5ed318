"""Names that no two records of a kind may share."""

from refreshbooks.sandbox.classic import failures
from refreshbooks.sandbox.classic.call import Call
from refreshbooks.sandbox.store import Condition, Record

__all__ = ["check_unique"]


def check_unique(call: Call, record: Record) -> None:
    """Makes sure that no other record has this one's name.

    Raises:
        Failure: 40060; what the service answers there is not known.
    """
    key = call.resource.key
    for other in call.book.select(call.kind, Condition("name", "is", record["name"])):
        if other[key] != record[key]:
            raise failures.invalid("name", f"There is a {call.kind} of that name.")
