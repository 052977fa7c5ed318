"""Taxes: short names that differ."""

from refreshbooks.sandbox.classic import failures
from refreshbooks.sandbox.classic.behaviour import Behaviour
from refreshbooks.sandbox.classic.call import Call
from refreshbooks.sandbox.classic.fields import fall_back, tidy
from refreshbooks.sandbox.classic.names import check_unique
from refreshbooks.sandbox.store import Record

__all__ = ["BEHAVIOUR"]

_LONGEST_NAME = 15


def _complete(call: Call, tax: Record, before: Record | None) -> None:
    fall_back(tax, before, name="", compound="0")
    if len(tax["name"]) > _LONGEST_NAME:
        raise failures.invalid("name", f"It has at most {_LONGEST_NAME} characters.")
    check_unique(call, tax)
    tidy(tax, "rate")


BEHAVIOUR = Behaviour(complete=_complete)
