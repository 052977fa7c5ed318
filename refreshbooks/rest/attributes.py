"""What a REST client has as attributes; for type checkers and editors alone.

Made from the catalog by ``make stubs``: change the catalog, and not this file.
"""

from refreshbooks.rest.api.accounting import AccountingResource
from refreshbooks.rest.api.accounting_business import AccountingBusinessResource
from refreshbooks.rest.api.addressed import AddressedResource
from refreshbooks.rest.api.comments import CommentsResource, CommentsSubResource
from refreshbooks.rest.api.events import EventsResource
from refreshbooks.rest.api.files import FileResource
from refreshbooks.rest.api.group import Group
from refreshbooks.rest.api.payments import PaymentsResource
from refreshbooks.rest.api.projects import ProjectsResource
from refreshbooks.rest.api.timetracking import TimetrackingResource
from refreshbooks.rest.api.uploads import UploadsResource

__all__ = ["Attributes", "Reports"]


class Reports(Group):
    """What stands under ``client.reports``."""

    account_statement: AddressedResource
    """Account statement: a client's invoices and payments.

    Documented, and not seen at work.
    """

    accounts_aging: AddressedResource
    """Accounts aging: how long clients have owed.

    Documented, and not seen at work.
    """

    balance_sheet: AddressedResource
    """Balance sheet, as of one or more days.

    Documented, and not seen at work.
    """

    bank_reconciliation_summary: AddressedResource
    """Bank reconciliation: what the bank and the books say.

    Documented, and not seen at work.
    """

    cash_flow: AddressedResource
    """Cash flow.

    Inferred: nobody showed it at work.
    """

    download: FileResource
    """Reports as CSV, by the download_token that the report itself answers.

    Documented, and not seen at work.
    """

    expense_details: AddressedResource
    """Expense details: the expenses of a period.

    Documented, and not seen at work.
    """

    general_ledger: AddressedResource
    """General ledger.

    Inferred: nobody showed it at work.
    """

    invoice_details: AddressedResource
    """Invoice details: the invoices of a period.

    Documented, and not seen at work.
    """

    item_sales: AddressedResource
    """Item sales: what was sold how often.

    Documented, and not seen at work.
    """

    payments_collected: AddressedResource
    """Payments collected in a period."""

    profitloss: AddressedResource
    """Profit and loss."""

    profitloss_entity: AddressedResource
    """Profit and loss, as the Node SDK asks for it."""

    revenue_by_client: AddressedResource
    """Revenue by client.

    Documented, and not seen at work.
    """

    taxsummary: AddressedResource
    """Tax summary: taxes collected and paid."""

    trial_balance: AddressedResource
    """Trial balance: debits and credits by account.

    Documented, and not seen at work.
    """


class Attributes:
    """The resources of a client."""

    abilities: ProjectsResource
    """Abilities: what the caller may do with projects.

    Documented, and not seen at work.
    """

    attachments: UploadsResource
    """Attachments: files of any kind."""

    bill_payments: AccountingResource
    """Bill payments: what was paid to vendors."""

    bill_vendors: AccountingResource
    """Bill vendors: who sends bills."""

    billable_items: AccountingResource
    """Billable items: items and services in one.

    Documented, and not seen at work.
    """

    bills: AccountingResource
    """Bills: what vendors ask for."""

    business_group: AddressedResource
    """The business and its members.

    Documented, and not seen at work.
    """

    businesses: AddressedResource
    """Businesses: making and ending them.

    Documented, and not seen at work.
    """

    callbacks: EventsResource
    """Callbacks: addresses that hear of what happens in the account."""

    chart_of_accounts: AddressedResource
    """Chart of accounts, with balances.

    Documented, and not seen at work.
    """

    checkout_links: AddressedResource
    """Checkout links: where anybody may pay.

    Documented, and not seen at work.
    """

    client_contacts: AccountingResource
    """Client contacts: further people at a client.

    Inferred: nobody showed it at work.
    """

    clients: AccountingResource
    """Clients: whom the account works for."""

    credit_notes: AccountingResource
    """Credit notes: what clients may pay with."""

    estimates: AccountingResource
    """Estimates: what a client may agree to."""

    expense_profiles: AccountingResource
    """Expense profiles: what makes recurring expenses.

    Documented, and not seen at work.
    """

    expense_vendors: AccountingResource
    """Expense vendors: the names that expenses were paid to.

    Seen at work, though no SDK has it.
    """

    expenses: AccountingResource
    """Expenses: what the business spent."""

    expenses_categories: AccountingResource
    """Expense categories: what money is spent on."""

    gateway_connections: AddressedResource
    """Gateway connections: the gateways and what they can do.

    Documented, and not seen at work.
    """

    gateways: AccountingResource
    """Gateways: what takes online payments."""

    images: UploadsResource
    """Images: logos, banners, photographs."""

    invitations: AddressedResource
    """Invitations to the team.

    Documented, and not seen at work.
    """

    invoice_payment_options: PaymentsResource
    """Payment options: how an invoice may be paid online."""

    invoice_pdf: FileResource
    """Invoices as PDF.

    Inferred: nobody showed it at work.
    """

    invoice_profile_payment_options: PaymentsResource
    """Payment options of what makes recurring invoices.

    Documented, and not seen at work.
    """

    invoice_profiles: AccountingResource
    """Invoice profiles: what makes recurring invoices."""

    invoice_share_link: AccountingResource
    """Share links: where a client sees an invoice without logging in."""

    invoices: AccountingResource
    """Invoices: what a client is asked to pay."""

    items: AccountingResource
    """Items: what lines are filled in from."""

    journal_entries: AccountingResource
    """Journal entries: bookings by hand."""

    journal_entry_accounts: AccountingResource
    """Journal entry accounts: the accounts that journal entries book on."""

    journal_entry_details: AccountingResource
    """Journal entry details: the lines of all bookings."""

    ledger_account_sub_types: AddressedResource
    """Ledger account sub-types: what an account can be.

    Documented, and not seen at work.
    """

    ledger_account_types: AddressedResource
    """Ledger account types: asset, equity, expense, income, liability.

    Documented, and not seen at work.
    """

    ledger_accounts: AccountingBusinessResource
    """Ledger accounts: the chart of accounts."""

    manual_journal_entries: AccountingBusinessResource
    """Manual journal entries: bookings by hand on ledger accounts.

    Documented, and not seen at work.
    """

    other_income: AccountingResource
    """Other income: what came in without an invoice."""

    partner_applications: AddressedResource
    """Applications of partners.

    Documented, and not seen at work.
    """

    payments: AccountingResource
    """Payments: what clients paid."""

    project_threads: AddressedResource
    """Project threads: what is discussed in a project.

    Documented, and not seen at work.
    """

    projects: ProjectsResource
    """Projects: what time is spent on."""

    reports: Reports
    """Together."""

    retainers: CommentsResource
    """Retainers: what clients pay in every period.

    Documented, and not seen at work.
    """

    service_rates: CommentsSubResource
    """Service rates: what an hour of a service costs."""

    services: CommentsResource
    """Services: what time is spent on, as projects know it."""

    staff: AccountingResource
    """Staff: who works in the account."""

    subscription: AddressedResource
    """The account's subscription.

    Documented, and not seen at work.
    """

    systems: AccountingResource
    """Systems: the account itself."""

    tasks: AccountingResource
    """Tasks: what time is spent on, as lines know it."""

    taxes: AccountingResource
    """Taxes: what lines may be charged with."""

    team_member_rates: CommentsResource
    """Team member rates: what an hour of somebody costs.

    Documented, and not seen at work.
    """

    team_members: AddressedResource
    """Team members: who works in the business.

    Documented, and not seen at work.
    """

    time_entries: TimetrackingResource
    """Time entries: who worked when, and on what."""

    timers: CommentsResource
    """Timers: clocks that run for a time entry.

    Inferred: nobody showed it at work.
    """
