"""Errors a person can act on. Every message says what is wrong and what to do."""

from __future__ import annotations


class RashomonError(Exception):
    """Base of all errors this program raises on purpose; the command line prints them without a traceback."""


class InputError(RashomonError):
    """The input as a whole cannot be used (a missing path, an empty folder, two documents under one name)."""


class LexiconError(RashomonError):
    """A lexicon file is malformed; the message names file and line."""


class GazetteerError(RashomonError):
    """The gazetteer cannot be built or opened."""


class LedgerError(RashomonError):
    """The ledger cannot be opened, read or written (a read-only folder, a full disk, another program's file)."""


class CorrectionError(RashomonError):
    """A correction cannot be read, or names words that are not where it says."""


class PluginError(RashomonError):
    """A plug-in cannot be loaded, or breaks while it works; the message names it."""
