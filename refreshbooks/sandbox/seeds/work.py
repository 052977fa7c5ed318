"""Projects of every bill method, the hours spent on them, and what else was spent."""

from decimal import Decimal

from refreshbooks.sandbox import money
from refreshbooks.sandbox.seeds import words
from refreshbooks.sandbox.seeds.business import Business
from refreshbooks.sandbox.store import Record

__all__ = ["log_hours", "plan_projects", "spend"]

_FEWEST_PROJECTS, _INVOICES_PER_PROJECT = 8, 50
_FEWEST_ENTRIES, _INVOICES_PER_ENTRY = 24, 3
_FEWEST_EXPENSES, _INVOICES_PER_EXPENSE = 12, 6
_BILL_METHODS = ("task-rate", "flat-rate", "project-rate", "staff-rate")
_BY_RATE = ("project-rate", "flat-rate")
_QUARTERS = 4
_INVOICED = "2"
# Of so many expenses one is archived and one deleted.
_ROUND, _ARCHIVED, _DELETED = 12, 7, 9


def plan_projects(business: Business) -> None:
    """Makes projects: every eighth one is work inside the house."""
    count = max(_FEWEST_PROJECTS, business.invoices // _INVOICES_PER_PROJECT)
    for number in range(count):
        project = _project(business, number)
        if number % 8 != 7:
            client = business.one_of(business.clients, number, count)
            project["client_id"] = client["client_id"]
        moment = business.times.at(number, count)
        business.projects.append(business.hand.make("project", moment, project))


def _project(business: Business, number: int) -> Record:
    dice = business.dice
    bill_method = _BILL_METHODS[number % len(_BILL_METHODS)]
    first_task = dice.below(len(business.tasks) - 2)
    tasks = [
        {"task_id": task["task_id"], "rate": task["rate"]}
        for task in business.tasks[first_task : first_task + 3]
    ]
    staff = business.staff[: dice.between(1, len(business.staff))]
    project: Record = {
        "name": f"{dice.pick(words.WORK)} {number + 1}",
        "description": dice.pick(words.NOTES),
        "bill_method": bill_method,
        "tasks": tasks,
        "staff": [{"staff_id": member["staff_id"]} for member in staff],
    }
    if bill_method in _BY_RATE:
        project["rate"] = str(dice.between(30, 90))
    if dice.one_in(2):
        project["hour_budget"] = str(10 * dice.between(1, 12))
    return project


def log_hours(business: Business) -> None:
    """Makes time entries, of those who are on the projects; older ones are billed."""
    count = max(_FEWEST_ENTRIES, business.invoices // _INVOICES_PER_ENTRY)
    dice = business.dice
    for number in range(count):
        project = business.one_of(business.projects, number, count)
        quarters = Decimal(dice.between(1, 36))
        entry = {
            "project_id": project["project_id"],
            "task_id": dice.pick(project["tasks"])["task_id"],
            "staff_id": dice.pick(project["staff"])["staff_id"],
            "hours": money.plain(quarters / _QUARTERS),
            "notes": dice.pick(words.NOTES) if dice.one_in(3) else "",
        }
        moment = business.times.at(number, count)
        made = business.hand.make("time_entry", moment, entry)
        if number * 2 < count and dice.one_in(2):
            business.hand.change("time_entry", moment, made, billed="1")


def spend(business: Business) -> None:
    """Makes expenses: for nobody, for clients, and such as stand on an invoice."""
    count = max(_FEWEST_EXPENSES, business.invoices // _INVOICES_PER_EXPENSE)
    for number in range(count):
        moment = business.times.at(number, count)
        expense = business.hand.make("expense", moment, _expense(business, number, count))
        if number % 6 == 4:
            business.hand.change("expense", moment, expense, status=_INVOICED)
        folder = {_ARCHIVED: "archived", _DELETED: "deleted"}.get(number % _ROUND)
        if folder:
            business.hand.change("expense", moment, expense, folder=folder)


def _expense(business: Business, number: int, count: int) -> Record:
    dice = business.dice
    expense: Record = {
        "staff_id": dice.pick(business.staff)["staff_id"],
        "category_id": dice.pick(business.categories)["category_id"],
        "amount": money.plain(Decimal(dice.between(300, 40_000)) / 100),
        "vendor": dice.pick(words.VENDORS),
        "notes": dice.pick(words.NOTES) if dice.one_in(3) else "",
    }
    if number % 2 == 0:
        project = business.one_of(business.projects, number, count)
        if project.get("client_id"):
            of_project = {"project_id": project["project_id"], "client_id": project["client_id"]}
            return {**expense, **of_project}
        expense["client_id"] = business.one_of(business.clients, number, count)["client_id"]
    if dice.one_in(3):
        tax = dice.pick(business.taxes["USD"])
        expense |= {"tax1_name": tax["name"], "tax1_percent": tax["rate"]}
    return expense
