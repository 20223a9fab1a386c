"""The tables of ``docs/reconciliation.md``, made of the results: no figure there is typed by hand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

BEGIN, END = "<!-- tables: python -m benchmarks.reconcile -->", "<!-- end of tables -->"
#: Methods of the tables, and how they are called there.
SHOWN = {
    "current": "**current**", "minmax": "minmax", "ucdp-style": "ucdp-style", "acled-style": "acled-style", "ibc-style": "ibc-style",
    "third parties first": "current, third parties first", "current, incidents given": "current, incidents given", "median": "median",
    "mean": "mean", "majority": "majority", "last": "last", "first": "first", "max": "maximum", "min": "minimum",
}  # fmt: skip
PLAIN = ("median", "majority", "last", "max", "mean", "min", "first")


def page(text: str, found: Mapping[str, Any]) -> str:
    """The page with its tables made anew."""
    head, rest = text.split(BEGIN)
    tail = rest.split(END)[1]
    return f"{head}{BEGIN}\n{tables(found)}\n{END}{tail}"


def tables(found: Mapping[str, Any]) -> str:
    """All tables, as Markdown."""
    out = [
        f"{len(found['seeds'])} wars (seeds {found['seeds'][0]} to {found['seeds'][-1]}) of {found['articles']} articles for each line. In brackets 95 % intervals.",
    ]
    for key, title in (
        ("faultless", "Nobody makes a mistake"),
        ("defaults", "Habits at their defaults"),
        ("strong", "All habits strong at once"),
    ):
        point = found[key]
        out += [
            "",
            f"### {title}",
            "",
            f"{point['tolls']} tolls of {point['incidents']} incidents; {point['split']} incidents split, {point['merged']} of ours hold several.",
            "",
        ]
        out += [
            "| method | with a best | within 20 % | exact | best / truth | median error | range holds truth | mean width | 5 dead or more: within 20 % | … range holds truth |",
            "|---|---|---|---|---|---|---|---|---|---|",
        ]
        out += [_row(shown, point["methods"][name]) for name, shown in SHOWN.items()]
    out += [
        "",
        "### One habit at a time",
        "",
        "`current` less the plain method: difference in the share within 20 %, over the tolls for which both have a number.",
        "",
    ]
    out += ["| habit | level | current | " + " | ".join(PLAIN[:4]) + " | third parties first |", "|---|---|---|---|---|---|---|---|"]
    for dial, points in found["dials"].items():
        for level, point in points.items():
            against = point["methods"]["against"]
            cells = [_signed(against[m]) for m in (*PLAIN[:4], "third parties first")]
            out.append(f"| {dial} | {level} | {_share(point['methods']['current'], 'near')} | {' | '.join(cells)} |")
    return "\n".join(out)


def _row(shown: str, m: Mapping[str, Any]) -> str:
    bias = "–" if m["bias"] is None else f"{m['bias']:.2f}"
    error = "–" if m["median_error"] is None else f"{m['median_error']:g}"
    width = "–" if m["mean_width"] is None else f"{m['mean_width']:.2f}"
    large = "–" if m["large"]["near"] is None else f"{m['large']['near']:.0%}"
    held = "–" if m["large"]["covered"] is None else f"{m['large']['covered']:.0%}"
    covered = _share(m, "covered") if m["covered"] is not None else "–"
    exact = "–" if m["exact"] is None else f"{m['exact']:.0%}"
    return f"| {shown} | {m['answered'] / m['rows']:.0%} | {_share(m, 'near')} | {exact} | {bias} | {error} | {covered} | {width} | {large} | {held} |"


def _share(m: Mapping[str, Any], name: str) -> str:
    if name not in m["interval"]:
        return "–"
    middle, low, high = m["interval"][name]
    return f"{middle:.0%} ({low * 100:.0f}–{high * 100:.0f})"


def _signed(interval: list[float] | None) -> str:
    """A difference with its interval; bold where the interval leaves out none."""
    if interval is None:
        return "–"
    middle, low, high = (round(x * 100) for x in interval)
    text = f"{middle:+d} ({low:+d} to {high:+d})"
    return f"**{text}**" if interval[1] > 0 or interval[2] < 0 else text
