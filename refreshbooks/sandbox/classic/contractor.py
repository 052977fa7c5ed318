"""Contractors: invited when they are made."""

from refreshbooks.sandbox.classic.behaviour import Behaviour
from refreshbooks.sandbox.classic.call import Call
from refreshbooks.sandbox.classic.fields import fall_back
from refreshbooks.sandbox.store import Record

__all__ = ["BEHAVIOUR"]


def _complete(call: Call, contractor: Record, before: Record | None) -> None:
    fall_back(contractor, before, status="invited", email="", task_id="")
    contractor["projects"] = contractor.get("projects") or []


BEHAVIOUR = Behaviour(complete=_complete)
