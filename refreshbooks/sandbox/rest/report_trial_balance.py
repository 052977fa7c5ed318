"""The trial balance: every account with debits or credits, and both sides agree.

An account stands on one side only, with what its entries of the time asked for
come to.
"""

from decimal import Decimal

from refreshbooks.sandbox.rest import reporting
from refreshbooks.sandbox.rest.amounts import money_of
from refreshbooks.sandbox.rest.behaviour import Behaviour
from refreshbooks.sandbox.rest.call import Call
from refreshbooks.sandbox.rest.envelopes import Answer
from refreshbooks.sandbox.rest.ledger import accounts, journal
from refreshbooks.sandbox.rest.ledger.accounts import SubAccount
from refreshbooks.sandbox.store import Record

__all__ = ["BEHAVIOUR"]


def _get(call: Call) -> Answer:
    start, end = reporting.span(call)
    currency = reporting.currency(call)
    balances = journal.by_account(call.book, journal.journal(call.book, currency, start, end))
    rows = [
        _row(one, balances[one.number], currency)
        for one in accounts.sub_accounts(call.book)
        if balances.get(one.number)
    ]
    report = {
        "company_name": call.business.name,
        "currency_code": currency,
        "data": rows,
        "end_date": end,
        "start_date": start,
    }
    return reporting.answer(call, report)


def _row(account: SubAccount, balance: Decimal, currency: str) -> Record:
    return {
        "account_name": account.parent,
        "account_number": account.parent_number,
        "account_sub_name": account.name,
        "account_sub_number": account.place,
        "credit": money_of(max(-balance, Decimal(0)), currency),
        "debit": money_of(max(balance, Decimal(0)), currency),
        "sub_accountid": account.number,
    }


BEHAVIOUR = Behaviour(verbs={"get": _get})
