"""Codebooks: every column of every table that is written or checked here, as data.

A table is ``<name>.yml`` beside this file, the one place that says what its columns are called, hold and mean. The writer takes the names and
their order from it, the checker its codes and rules, and the page under ``docs/codebook/`` is made of it. A format with several tables has a
codebook for each. A file with a leading underscore holds rules that several tables share (``rules_from``).
"""

from __future__ import annotations

from rashomon.exports.codebooks.loading import CodebookError, codebook, codebooks, parse
from rashomon.exports.codebooks.shape import TYPES, Code, Codebook, Column, Former, Rule

__all__ = ["TYPES", "Code", "Codebook", "CodebookError", "Column", "Former", "Rule", "codebook", "codebooks", "parse"]
