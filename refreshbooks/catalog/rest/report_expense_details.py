"""Expense details: the expenses of a period."""

from refreshbooks.catalog.rest import parts
from refreshbooks.catalog.rest.model import Resource

__all__ = ["RESOURCE"]

RESOURCE = Resource(
    name="report_expense_details",
    family="accounting",
    certainty="documented",
    seen_in=("docs",),
    attribute="reports.expense_details",
    scope="account_id",
    single_path="reports/accounting/expense_details",
    methods=("get",),
    single="expense_details",
    filters=parts.REPORT_PERIOD,
    scopes=("user:reports:read",),
    note="What it answers is unknown.",
)
