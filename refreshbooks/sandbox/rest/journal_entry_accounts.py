"""Accounts as journal entries know them, with what stands on each today.

Only what is in the business's own currency is in a balance; it stands above
zero on the side where such accounts grow. Both are this sandbox's choice.
"""

from decimal import Decimal

from refreshbooks.sandbox import money
from refreshbooks.sandbox.rest.behaviour import Behaviour
from refreshbooks.sandbox.rest.call import Call
from refreshbooks.sandbox.rest.envelopes import Answer
from refreshbooks.sandbox.rest.ledger import accounts, journal
from refreshbooks.sandbox.rest.listing import page_of
from refreshbooks.sandbox.store import Record

__all__ = ["BEHAVIOUR"]

_GROWING_BY_DEBITS = ("asset", "expense")


def _list(call: Call) -> Answer:
    currency = call.business.currency_code
    entries = journal.journal(call.book, currency, end=call.today)
    balances = journal.by_account(call.book, entries)
    records = call.book.select(accounts.KIND)
    rows: list[object] = [
        _row(call, one, records, balances) for one in records if not one["parent_account"]
    ]
    return call.family.listing(call.resource, page_of(call, rows))


def _row(
    call: Call, account: Record, records: list[Record], balances: dict[int, Decimal]
) -> Record:
    below = [one for one in records if one["parent_account"] == account["uuid"]]
    together = money.summed(balances.get(one["jesa_id"], Decimal(0)) for one in below)
    return {
        "account_name": account["name"],
        "account_number": account["number"],
        "accountid": account["jea_id"],
        "accounting_systemid": call.business.account_id,
        "id": account["jea_id"],
        "sub_accounts": [_sub_row(call, one, account, balances) for one in below],
        **_standing(call, account, together),
    }


def _sub_row(call: Call, account: Record, parent: Record, balances: dict[int, Decimal]) -> Record:
    number = account["jesa_id"]
    return {
        "account_sub_name": account["name"],
        "account_sub_number": account["number"].rpartition("-")[2],
        "custom": not account["auto_created"],
        "id": number,
        "parentid": parent["jea_id"],
        "sub_accountid": number,
        "transaction_posted": number in balances,
        **_standing(call, account, balances.get(number, Decimal(0))),
    }


def _standing(call: Call, account: Record, balance: Decimal) -> Record:
    sign = 1 if account["type"] in _GROWING_BY_DEBITS else -1
    return {
        "account_type": account["type"],
        "balance": money.plain(sign * balance),
        "created_at": account["begun"],
        "currency_code": call.business.currency_code,
    }


BEHAVIOUR = Behaviour(verbs={"list": _list})
