"""The ledger: what the books come to, by account.

:mod:`.chart` says which accounts there are, :mod:`.entries` what each document
does to them, :mod:`.journal` reads both out of a book.
"""
