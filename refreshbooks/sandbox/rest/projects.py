"""Projects: titled, filtered by bare names, with the people who work on them.

What a service knows, such as the group and the abilities, the sandbox knows of
one person only: the owner.
"""

from refreshbooks.sandbox.rest import records, refusals
from refreshbooks.sandbox.rest.amounts import decimal_of, price_of
from refreshbooks.sandbox.rest.behaviour import Behaviour
from refreshbooks.sandbox.rest.call import Call
from refreshbooks.sandbox.rest.envelopes import Answer
from refreshbooks.sandbox.rest.query import boolean
from refreshbooks.sandbox.store import Condition, Record

__all__ = ["ABILITIES", "BEHAVIOUR"]

# What an owner may do with a project, as a capture of one without time shows it.
ABILITIES = {
    "can_edit": True,
    "can_archive": True,
    "can_generate_invoice": False,
    "can_delete": True,
    "can_invite_team_member": True,
    "can_manage_services": True,
    "can_view_team_time": True,
    "can_edit_hourly_budget": True,
    "can_edit_client": True,
    "can_edit_project_manager": True,
    "can_view_invoices_tab": True,
    "can_view_fixed_price": True,
    "can_edit_fixed_price": True,
    "can_edit_end_date": True,
    "can_edit_flat_rate": True,
    "can_edit_project_type": True,
    "can_edit_title": True,
    "can_view_review_tab": True,
    "can_view_discuss_tab": True,
    "can_track_time": True,
    "can_create_comment": True,
}
_DEFAULTS: Record = {
    "active": True,
    "billed_amount": "0.00",
    "billed_status": "unbilled",
    "billing_method": "project_rate",
    "complete": False,
    "expense_markup": "0",
    "internal": False,
    "sample": False,
    "services": [],
}
_LONGEST_TITLE = 255
# Time entries that are not deleted.
_KEPT = Condition("folder", "in", ("active", "unlogged"))
_PRICES = ("fixed_price", "rate")


def _check(call: Call, values: Record, before: Record | None) -> None:
    if len(values.get("title") or "") > _LONGEST_TITLE:
        raise refusals.too_long("title", values["title"])


def _complete(call: Call, project: Record, before: Record | None) -> None:
    if before is None:
        project["group_number"] = call.book.next_id("groups")
        is_fixed = project.get("fixed_price") is not None
        project.setdefault("project_type", "fixed_price" if is_fixed else "hourly_rate")
    for name in _PRICES:
        if project.get(name) is not None:
            project[name] = price_of(decimal_of(project[name]), "")["amount"]


def _view(call: Call, project: Record) -> Record:
    shown = {**project, "services": _services(call, project), "logged_duration": None}
    if "include_logged_duration" in call.includes:
        on_this = Condition("project_id", "is", project["serial"])
        sums = call.book.sums("time_entries", "duration", ["project_id"], _KEPT, on_this)
        shown["logged_duration"] = sum(total for _, total in sums)
    if call.verb == "list":
        if not boolean(call.query.plain("skip_group") or ""):
            shown["group_id"] = project["group_number"]
        return shown
    return {**shown, "group": _group(call, project)}


def _services(call: Call, project: Record) -> list[Record]:
    """Returns what is known of the services that a project was given by their ids."""
    named = [call.book.get("services", service.get("id") or 0) for service in project["services"]]
    names = ("business_id", "id", "name", "billable", "vis_state")
    return [{name: service[name] for name in names} for service in named if service]


def _group(call: Call, project: Record) -> Record:
    owner = call.business
    member = {
        "id": project["group_number"],
        "identity_id": owner.identity_id,
        "role": "owner",
        "first_name": owner.first_name,
        "last_name": owner.last_name,
        "email": owner.email,
        "company": owner.name,
        "active": True,
    }
    return {"id": project["group_number"], "members": [member], "pending_invitations": []}


def _get(call: Call) -> Answer:
    answer = records.get(call)
    abilities = [{"name": name, "value": value} for name, value in ABILITIES.items()]
    return Answer({**answer.body, "abilities": abilities})


def _meta(call: Call, conditions: object) -> Record:
    # Captures show that any key is repeated here, also one that nothing is sorted by.
    asked = call.query.plain("sort")
    return {"sort": [asked] if asked else []}


BEHAVIOUR = Behaviour(
    check=_check,
    complete=_complete,
    view=_view,
    verbs={"get": _get},
    meta=_meta,
    defaults=_DEFAULTS,
    hidden=("group", "group_id"),
    extra=("group", "group_id"),
)
