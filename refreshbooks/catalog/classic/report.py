"""Reports: sums over the books. None has pages; amounts show two digits."""

from dataclasses import replace

from refreshbooks.catalog import parts
from refreshbooks.catalog.model import Field, Method, Resource

__all__ = ["RESOURCE"]

_CLIENT = Field("client_id", "id")
_DATES = parts.DATED_BETWEEN
_GROUP_BY = Field("group_by", "enum", ("date",), note="date: a report for each month.")
_MONTH = (
    Field("year", "int", note="With group_by."),
    Field("month", "int", note="With group_by; padded in getProfitDetails, bare in the others."),
)


def _reports(*fields: Field, note: str = "") -> tuple[Field, ...]:
    return (Field("reports", "list", item="report", fields=fields, note=note),)


def _sums(*names: str) -> tuple[Field, ...]:
    return tuple(Field(name, "decimal") for name in names)


RESOURCE = Resource(
    name="report",
    record="report",
    plural="reports",
    methods=(
        Method(
            "report.getClientDetails",
            (replace(_CLIENT, required=True),),
            _reports(
                _CLIENT,
                Field(
                    "balances",
                    "list",
                    item="balance",
                    fields=(*_sums("total", "paid", "outstanding"), Field("currency_code")),
                    note="One for each currency.",
                ),
            ),
        ),
        Method(
            "report.getEstimateDetails",
            (_CLIENT, *_DATES),
            _reports(
                Field("currency_code"),
                *_sums("estimated", "accepted", "invoiced"),
                note="One for each currency.",
            ),
        ),
        Method(
            "report.getExpenseDetails",
            (_CLIENT, *_DATES, _GROUP_BY),
            _reports(*_sums("unbilled", "invoiced", "recouped", "internal"), *_MONTH),
            note="Whatever the currency.",
        ),
        Method(
            "report.getInvoiceDetails",
            (
                Field("status", note="It is shown with a folder's name."),
                _CLIENT,
                *_DATES,
                _GROUP_BY,
            ),
            _reports(
                *_sums("billed", "collected", "outstanding"),
                Field("currency_code"),
                *_MONTH,
                note="One for each currency, and month.",
            ),
            order="by currency code; with group_by, by date",
            note="Drafts do not count.",
        ),
        Method(
            "report.getProfitDetails",
            (*(replace(day, required=True) for day in _DATES), _GROUP_BY),
            _reports(*_sums("income", "expenses", "profit"), Field("currency_code"), *_MONTH),
            note="In the account's base currency; others are converted.",
        ),
    ),
)
