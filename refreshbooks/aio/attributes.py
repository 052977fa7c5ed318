"""What an awaited REST client has as attributes; for type checkers and editors alone.

Made from the catalog by ``make stubs``: change the catalog, and not this file.
"""

from refreshbooks.aio.resources import (
    AwaitedAccountingBusinessResource,
    AwaitedAccountingResource,
    AwaitedAddressedResource,
    AwaitedCommentsResource,
    AwaitedCommentsSubResource,
    AwaitedEventsResource,
    AwaitedFileResource,
    AwaitedPaymentsResource,
    AwaitedProjectsResource,
    AwaitedTimetrackingResource,
    AwaitedUploadsResource,
)

__all__ = ["AwaitedAttributes", "AwaitedReports"]


class AwaitedReports:
    """What stands under ``client.reports``."""

    account_statement: AwaitedAddressedResource
    """Account statement: a client's invoices and payments.

    Documented, and not seen at work.
    """

    accounts_aging: AwaitedAddressedResource
    """Accounts aging: how long clients have owed.

    Documented, and not seen at work.
    """

    balance_sheet: AwaitedAddressedResource
    """Balance sheet, as of one or more days.

    Documented, and not seen at work.
    """

    bank_reconciliation_summary: AwaitedAddressedResource
    """Bank reconciliation: what the bank and the books say.

    Documented, and not seen at work.
    """

    cash_flow: AwaitedAddressedResource
    """Cash flow.

    Inferred: nobody showed it at work.
    """

    download: AwaitedFileResource
    """Reports as CSV, by the download_token that the report itself answers.

    Documented, and not seen at work.
    """

    expense_details: AwaitedAddressedResource
    """Expense details: the expenses of a period.

    Documented, and not seen at work.
    """

    general_ledger: AwaitedAddressedResource
    """General ledger.

    Inferred: nobody showed it at work.
    """

    invoice_details: AwaitedAddressedResource
    """Invoice details: the invoices of a period.

    Documented, and not seen at work.
    """

    item_sales: AwaitedAddressedResource
    """Item sales: what was sold how often.

    Documented, and not seen at work.
    """

    payments_collected: AwaitedAddressedResource
    """Payments collected in a period."""

    profitloss: AwaitedAddressedResource
    """Profit and loss."""

    profitloss_entity: AwaitedAddressedResource
    """Profit and loss, as the Node SDK asks for it."""

    revenue_by_client: AwaitedAddressedResource
    """Revenue by client.

    Documented, and not seen at work.
    """

    taxsummary: AwaitedAddressedResource
    """Tax summary: taxes collected and paid."""

    trial_balance: AwaitedAddressedResource
    """Trial balance: debits and credits by account.

    Documented, and not seen at work.
    """


class AwaitedAttributes:
    """The resources of a client."""

    abilities: AwaitedProjectsResource
    """Abilities: what the caller may do with projects.

    Documented, and not seen at work.
    """

    attachments: AwaitedUploadsResource
    """Attachments: files of any kind."""

    bill_payments: AwaitedAccountingResource
    """Bill payments: what was paid to vendors."""

    bill_vendors: AwaitedAccountingResource
    """Bill vendors: who sends bills."""

    billable_items: AwaitedAccountingResource
    """Billable items: items and services in one.

    Documented, and not seen at work.
    """

    bills: AwaitedAccountingResource
    """Bills: what vendors ask for."""

    business_group: AwaitedAddressedResource
    """The business and its members.

    Documented, and not seen at work.
    """

    businesses: AwaitedAddressedResource
    """Businesses: making and ending them.

    Documented, and not seen at work.
    """

    callbacks: AwaitedEventsResource
    """Callbacks: addresses that hear of what happens in the account."""

    chart_of_accounts: AwaitedAddressedResource
    """Chart of accounts, with balances.

    Documented, and not seen at work.
    """

    checkout_links: AwaitedAddressedResource
    """Checkout links: where anybody may pay.

    Documented, and not seen at work.
    """

    client_contacts: AwaitedAccountingResource
    """Client contacts: further people at a client.

    Inferred: nobody showed it at work.
    """

    clients: AwaitedAccountingResource
    """Clients: whom the account works for."""

    credit_notes: AwaitedAccountingResource
    """Credit notes: what clients may pay with."""

    estimates: AwaitedAccountingResource
    """Estimates: what a client may agree to."""

    expense_profiles: AwaitedAccountingResource
    """Expense profiles: what makes recurring expenses.

    Documented, and not seen at work.
    """

    expense_vendors: AwaitedAccountingResource
    """Expense vendors: the names that expenses were paid to.

    Seen at work, though no SDK has it.
    """

    expenses: AwaitedAccountingResource
    """Expenses: what the business spent."""

    expenses_categories: AwaitedAccountingResource
    """Expense categories: what money is spent on."""

    gateway_connections: AwaitedAddressedResource
    """Gateway connections: the gateways and what they can do.

    Documented, and not seen at work.
    """

    gateways: AwaitedAccountingResource
    """Gateways: what takes online payments."""

    images: AwaitedUploadsResource
    """Images: logos, banners, photographs."""

    invitations: AwaitedAddressedResource
    """Invitations to the team.

    Documented, and not seen at work.
    """

    invoice_payment_options: AwaitedPaymentsResource
    """Payment options: how an invoice may be paid online."""

    invoice_pdf: AwaitedFileResource
    """Invoices as PDF.

    Inferred: nobody showed it at work.
    """

    invoice_profile_payment_options: AwaitedPaymentsResource
    """Payment options of what makes recurring invoices.

    Documented, and not seen at work.
    """

    invoice_profiles: AwaitedAccountingResource
    """Invoice profiles: what makes recurring invoices."""

    invoice_share_link: AwaitedAccountingResource
    """Share links: where a client sees an invoice without logging in."""

    invoices: AwaitedAccountingResource
    """Invoices: what a client is asked to pay."""

    items: AwaitedAccountingResource
    """Items: what lines are filled in from."""

    journal_entries: AwaitedAccountingResource
    """Journal entries: bookings by hand."""

    journal_entry_accounts: AwaitedAccountingResource
    """Journal entry accounts: the accounts that journal entries book on."""

    journal_entry_details: AwaitedAccountingResource
    """Journal entry details: the lines of all bookings."""

    ledger_account_sub_types: AwaitedAddressedResource
    """Ledger account sub-types: what an account can be.

    Documented, and not seen at work.
    """

    ledger_account_types: AwaitedAddressedResource
    """Ledger account types: asset, equity, expense, income, liability.

    Documented, and not seen at work.
    """

    ledger_accounts: AwaitedAccountingBusinessResource
    """Ledger accounts: the chart of accounts."""

    manual_journal_entries: AwaitedAccountingBusinessResource
    """Manual journal entries: bookings by hand on ledger accounts.

    Documented, and not seen at work.
    """

    other_income: AwaitedAccountingResource
    """Other income: what came in without an invoice."""

    partner_applications: AwaitedAddressedResource
    """Applications of partners.

    Documented, and not seen at work.
    """

    payments: AwaitedAccountingResource
    """Payments: what clients paid."""

    project_threads: AwaitedAddressedResource
    """Project threads: what is discussed in a project.

    Documented, and not seen at work.
    """

    projects: AwaitedProjectsResource
    """Projects: what time is spent on."""

    reports: AwaitedReports
    """Together."""

    retainers: AwaitedCommentsResource
    """Retainers: what clients pay in every period.

    Documented, and not seen at work.
    """

    service_rates: AwaitedCommentsSubResource
    """Service rates: what an hour of a service costs."""

    services: AwaitedCommentsResource
    """Services: what time is spent on, as projects know it."""

    staff: AwaitedAccountingResource
    """Staff: who works in the account."""

    subscription: AwaitedAddressedResource
    """The account's subscription.

    Documented, and not seen at work.
    """

    systems: AwaitedAccountingResource
    """Systems: the account itself."""

    tasks: AwaitedAccountingResource
    """Tasks: what time is spent on, as lines know it."""

    taxes: AwaitedAccountingResource
    """Taxes: what lines may be charged with."""

    team_member_rates: AwaitedCommentsResource
    """Team member rates: what an hour of somebody costs.

    Documented, and not seen at work.
    """

    team_members: AwaitedAddressedResource
    """Team members: who works in the business.

    Documented, and not seen at work.
    """

    time_entries: AwaitedTimetrackingResource
    """Time entries: who worked when, and on what."""

    timers: AwaitedCommentsResource
    """Timers: clocks that run for a time entry.

    Inferred: nobody showed it at work.
    """
