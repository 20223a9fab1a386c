"""Rashomon: a reconciled ledger of claims from contradicting news reports of violence."""

__version__ = "0.1.0"
