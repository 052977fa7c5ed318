"""Projects, and the hours that were spent on them."""

from datetime import timedelta

from refreshbooks.sandbox.rest.seeds.business import Business
from refreshbooks.sandbox.seeds import words
from refreshbooks.sandbox.store import Record

__all__ = ["log_hours", "plan_projects"]

_FEWEST_PROJECTS, _INVOICES_PER_PROJECT = 8, 50
_FEWEST_ENTRIES, _INVOICES_PER_ENTRY = 24, 3
_QUARTER = 900
_TYPES = ("hourly_rate", "fixed_price")


def plan_projects(business: Business) -> None:
    """Makes projects: every eighth one is work inside the house."""
    count = max(_FEWEST_PROJECTS, business.invoices // _INVOICES_PER_PROJECT)
    for number in range(count):
        project = _project(business, number)
        if number % 8 != 7:
            project["client_id"] = business.one_of(business.clients, number, count)["id"]
        moment = business.times.at(number, count)
        business.projects.append(business.hand.make("projects", moment, project))


def _project(business: Business, number: int) -> Record:
    dice = business.dice
    first = dice.below(len(business.tasks) - 2)
    project: Record = {
        "title": f"{dice.pick(words.WORK)} {number + 1}",
        "description": dice.pick(words.NOTES),
        "internal": number % 8 == 7,
        "project_type": _TYPES[number % len(_TYPES)],
        "services": [{"id": task["id"]} for task in business.tasks[first : first + 3]],
        "complete": number % 5 == 4,
    }
    if project["project_type"] == "fixed_price":
        return {**project, "fixed_price": f"{100 * dice.between(3, 90)}.00"}
    return {**project, "rate": f"{dice.between(30, 90)}.00"}


def log_hours(business: Business) -> None:
    """Makes time entries; older ones are billed."""
    count = max(_FEWEST_ENTRIES, business.invoices // _INVOICES_PER_ENTRY)
    dice = business.dice
    for number in range(count):
        project = business.one_of(business.projects, number, count)
        moment = business.times.at(number, count)
        # Work is begun before it is written down.
        begun = business.hand.call("time_entries", moment - timedelta(hours=1)).stamp("utc")
        entry = {
            "is_logged": True,
            "duration": _QUARTER * dice.between(1, 36),
            "started_at": begun,
            "client_id": project.get("client_id"),
            "project_id": project["id"],
            "service_id": dice.pick(project["services"])["id"],
            "note": dice.pick(words.NOTES) if dice.one_in(3) else "",
            "billable": not project["internal"],
            "billed": number * 2 < count and dice.one_in(2) and not project["internal"],
        }
        business.hand.make("time_entries", moment, entry)
