"""Time entries: newest first, with what they come to beside every list.

An entry that is not logged has a timer; nobody has shown what a running one
looks like while it runs, so it stands as it was made.
"""

from collections.abc import Sequence

from refreshbooks.sandbox.rest import filters, records, refusals
from refreshbooks.sandbox.rest.behaviour import Behaviour
from refreshbooks.sandbox.rest.call import Call
from refreshbooks.sandbox.rest.envelopes import Answer
from refreshbooks.sandbox.rest.fields import checked, moment_of
from refreshbooks.sandbox.rest.query import boolean
from refreshbooks.sandbox.rest.stamps import written
from refreshbooks.sandbox.store import Condition, Record

__all__ = ["BEHAVIOUR"]

_DEFAULTS: Record = {
    "active": True,
    "billable": True,
    "billed": False,
    "internal": False,
}


def _create(call: Call) -> Answer:
    values = checked(call, call.sent)
    required = [name for name in ("is_logged", "started_at") if values.get(name) is None]
    problems = [refusals.problem("required", name) for name in required]
    if values.get("is_logged") is not False and values.get("duration") is None:
        problems.append(_lacks_duration(values))
    if problems:
        raise refusals.several(problems)
    return records.one(call, records.make(call, values))


def _lacks_duration(values: Record) -> refusals.Problem:
    if values.get("is_logged") is None:
        return refusals.problem("required", "duration")
    # What is wrong with an entry as a whole stands under this name.
    return refusals.problem("value", "__root__", message="Logged entries must have a duration")


def _complete(call: Call, entry: Record, before: Record | None) -> None:
    entry["updated_at"] = call.stamp("utc")
    if entry.get("folder") != "deleted":
        entry["folder"] = "active" if entry["is_logged"] else "unlogged"
    if entry.get("identity_id") is None:
        entry["identity_id"] = call.business.identity_id
    if before is None:
        is_running = not entry["is_logged"]
        number = call.book.next_id("timers") if is_running else None
        entry["timer"] = {"id": number, "is_running": True} if is_running else None
    elif entry["timer"]:
        entry["timer"]["is_running"] = not entry["is_logged"]
    entry["local_started_at"] = _local(entry)


def _local(entry: Record) -> str | None:
    """Returns what the clock showed where the work was begun, if that is known."""
    import zoneinfo

    try:
        zone = zoneinfo.ZoneInfo(entry.get("local_timezone") or "")
        started = moment_of(entry["started_at"]).astimezone(zone)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError, OverflowError):
        return None
    return started.replace(tzinfo=None).isoformat("T", "seconds")


def _delete(call: Call) -> Answer:
    # Gone from everywhere but the lists that ask for deleted ones.
    entry = {**_found(call), "active": False, "folder": "deleted"}
    records.keep(call, entry, None, "delete")
    return call.family.gone()


def _found(call: Call) -> Record:
    entry = call.addressed()
    if entry["folder"] == "deleted":
        raise refusals.not_found(call.resource.single, "id", entry["id"])
    return entry


def _get(call: Call) -> Answer:
    return records.one(call, _found(call))


def _update(call: Call) -> Answer:
    _found(call)
    return records.update(call)


def _demands(call: Call) -> Sequence[Condition]:
    folders = ["active"]
    if _says(call, "include_deleted"):
        folders.append("deleted")
    if _says(call, "include_unlogged"):
        folders.append("unlogged")
    demanded = [Condition("folder", "in", folders)]
    if not (_says(call, "team") or call.query.plain("identity_id")):
        demanded.append(Condition("status", "is", call.business.identity_id))
    return demanded


def _says(call: Call, name: str) -> bool:
    return boolean(call.query.plain(name) or "") is True


def _meta(call: Call, conditions: Sequence[Condition]) -> Record:
    by = ("client_id", "status", "billable", "billed")
    sums = call.book.sums(call.kind, "duration", by, *conditions)
    # Captures name the two lists, but show them empty: what is in them is our reading.
    return {
        "total_logged": sum(total for *_, total in sums),
        "total_unbilled": sum(total for *_, may_be, is_billed, total in sums if may_be > is_billed),
        "total_logged_per_team_member": _per("identity_id", [(row[1], row[-1]) for row in sums]),
        "total_logged_per_client": _per("client_id", [(row[0], row[-1]) for row in sums]),
    }


def _per(name: str, sums: list[tuple[str, int]]) -> list[Record]:
    totals: dict[str, int] = {}
    for number, total in sums:
        totals[number] = totals.get(number, 0) + total
    return [
        {name: int(number) if number else None, "total_logged": total}
        for number, total in totals.items()
    ]


def _from(call: Call, text: str) -> Condition:
    return filters.since(call, "started_from", text, "started_at")


def _to(call: Call, text: str) -> Condition:
    moment = filters.moment_filter("started_to", text)
    return Condition("started_at", "to", written(moment, "utc", call.resource.family))


def _updated_since(call: Call, text: str) -> Condition:
    return filters.since(call, "updated_since", text)


def _is_demanded(call: Call, text: str) -> None:
    """Adds nothing to what every list demands."""


BEHAVIOUR = Behaviour(
    complete=_complete,
    verbs={"create": _create, "get": _get, "update": _update, "delete": _delete},
    filters={
        "started_from": _from,
        "started_to": _to,
        "updated_since": _updated_since,
        "include_deleted": _is_demanded,
        "include_unlogged": _is_demanded,
        "team": _is_demanded,
    },
    demands=_demands,
    order="-date",
    meta=_meta,
    defaults=_DEFAULTS,
    columns={"date": "started_at", "status": "identity_id"},
)
