"""Profit and loss once more, under the address that another official SDK calls."""

from refreshbooks.sandbox.rest.report_profitloss import BEHAVIOUR

__all__ = ["BEHAVIOUR"]
