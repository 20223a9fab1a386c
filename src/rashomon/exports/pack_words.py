"""What a pack says of itself to a stranger."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

_ABOUT = {
    "README.md": "this page",
    "index.html": "the same for reading: incidents, figures, quotes in their context; opens in any browser, offline",
    "incidents.json": "the incidents: when, where, who did it by whose word, the figures with the reasons for them, what is disputed",
    "claims.json": "who claims what: each claim with its quote; `passage` and `at` say where the quote stands in passages.json, `start` and `end` where in the article",
    "passages.json": "the quotes in their context: a sentence or two before and after",
    "documents.json": "the articles: outlet, date, address, hash of the text",
    "decisions.json": "what reviewers decided on these claims: who, when, why",
    "versions.json": "what the ledger said of these incidents from time to time, and why it changed",
    "chain.json": "links of the ledger's sealed log",
    "texts/": "whole articles",
}


def readme(about: Mapping[str, Any], members: Sequence[str]) -> str:
    """The page README.md of a pack."""
    listed = [
        name for name in _ABOUT if name == "README.md" or any(m == name or (name.endswith("/") and m.startswith(name)) for m in members)
    ]
    moved = "".join(f"`{m['asked']}` was asked for; it is `{m['now']}` now.\n" for m in about["redirected"])
    hidden = (
        "Names of private persons are hidden in it. Where a name was hidden, a quote is not verbatim (`verbatim` is false); `proof` is a hash of the\n"
        "true quote with a salt that only the ledger has, so that who holds the ledger can show that it is the one\n"
        "(`rashomon verify PACK --ledger LEDGER`).\n"
        if about["names"] == "masked"
        else "Names of private persons are shown in it: somebody decided so, and that is on record in the ledger. Keep it accordingly.\n"
    )
    lines = "\n".join(f"- `{name}`: {_ABOUT[name]}" for name in listed)
    return f"""# An evidence pack

It holds what news articles claim of {about["counts"]["incidents"]} incident(s) of violence: {about["counts"]["claims"]} claims in
{about["counts"]["documents"]} article(s), each with the words that make it, and the figures that follow by the policy `{about["policy"]}`. It does not say what is true. It says who
says what, in which words, where they part, and why a figure is what it is. A figure without a claim behind it is not in it.

{moved}{hidden}
{about["notice"]}

Made by {about["program"]} from the ledger `{about["ledger_id"]}` at link {about["head"]["seq"]} of its log, `{about["head"]["hash"]}`.

## What is in it
{lines}
- `manifest.json`: what this pack is, with the hash of every file; `SHA256SUMS`: the same for a common tool

## Check it by hand
Unpack it into an empty folder and run `sha256sum -c SHA256SUMS` there (on a Mac: `shasum -a 256 -c SHA256SUMS`). Every line has to say OK.
Then take any claim of `claims.json`: its `quote` stands in the `text` of its passage from character `at` on (counted from 0, in Unicode
characters). Look the article up at its address and compare: `start` and `end` count in the article's text as it was read.

Hashes show that nothing was changed after the pack was made, if you have the hash of the pack itself, or the head of the ledger, from another
hand than the pack.

## Check it with the program
`pip install rashomon`, then `rashomon verify PACK.zip`. It needs no ledger and no network, unpacks nothing, and ends with exit code 0 when every
hash, quote, offset, reference and link holds.
"""
