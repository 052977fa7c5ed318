"""How the service writes moments: each room of it in its own way.

>>> moment = datetime(2026, 5, 1, 16, 30, tzinfo=timezone.utc)
>>> written(moment, "datetime")
'2026-05-01 12:30:00'
>>> written(moment, "utc")
'2026-05-01 16:30:00'
>>> written(moment, "utc", "timetracking")
'2026-05-01T16:30:00Z'
"""

from datetime import datetime, timezone

__all__ = ["eastern", "written"]

# Times of these families have a T; the second text stands at the end.
_ENDS = {
    "projects": "",
    "comments": "",
    "timetracking": "Z",
    "events": "Z",
    "auth": "Z",
}


def eastern(moment: datetime) -> datetime:
    """Returns what the clocks on the wall of the service's office show."""
    import zoneinfo  # looked up by the first call only

    try:
        return moment.astimezone(zoneinfo.ZoneInfo("America/New_York")).replace(tzinfo=None)
    except zoneinfo.ZoneInfoNotFoundError as error:
        from refreshbooks.exceptions import MissingExtra

        raise MissingExtra("The sandbox, on a machine without time zones,", "sandbox") from error


def written(moment: datetime, kind: str, family: str = "accounting") -> str:
    """Returns a moment as a family writes it.

    Args:
        moment: With a zone.
        kind: ``utc``, or ``datetime`` for the Eastern clocks of accounting.
    """
    in_utc = moment.astimezone(timezone.utc).replace(tzinfo=None)
    if family == "accounting_businesses":
        return in_utc.isoformat("T", "microseconds") + "Z"
    if family in _ENDS:
        return in_utc.isoformat("T", "seconds") + _ENDS[family]
    return (in_utc if kind == "utc" else eastern(moment)).isoformat(" ", "seconds")
