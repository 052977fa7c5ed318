"""Reports as CSV, by the download_token that the report itself answers."""

from refreshbooks.catalog.rest.model import Resource

__all__ = ["RESOURCE"]

RESOURCE = Resource(
    name="report_download",
    family="accounting",
    certainty="documented",
    seen_in=("docs",),
    attribute="reports.download",
    scope="account_id",
    single_path="links/reports/{download_token}/{report}.csv",
    methods=("get",),
    binary=True,
    scopes=("user:reports:read",),
    note="The report is named as in its address, such as invoice_details.",
)
