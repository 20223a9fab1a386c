"""Charts of the reconciliation benchmark as SVG: a panel for each habit, a line for each method, bars for 95 % intervals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from math import exp
from typing import Any

WIDTH, PANEL_W, PANEL_H, LEFT, TOP, COLUMNS = 940, 305, 190, 40, 74, 3
#: Colours that stay apart for those who do not see all of them (Okabe & Ito), and a dash for each.
STYLE = {
    "current": ("#0072b2", ""),
    "current, incidents given": ("#56b4e9", "2 3"),
    "third parties first": ("#56b4e9", "7 2"),
    "minmax": ("#009e73", ""),
    "ucdp-style": ("#cc79a7", "6 3"),
    "acled-style": ("#d55e00", "6 3"),
    "ibc-style": ("#7a5c00", "2 3"),
    "max": ("#d55e00", "3 2"),
    "median": ("#000000", ""),
    "majority": ("#e69f00", "5 2"),
    "last": ("#888888", ""),
}
BESTS = ("current", "third parties first", "acled-style", "max", "median", "last")
RANGES = ("current", "minmax", "ucdp-style", "ibc-style", "median")
#: Name of a chart: (title, measure, methods, what its axis ends at, whether values are factors).
CHARTS: dict[str, tuple[str, str, tuple[str, ...], tuple[float, float], bool]] = {
    "near": ("Share of bests within 20 % of the truth", "near", (*BESTS, "majority"), (0.2, 1.0), False),
    "bias": ("Best over truth (1: neither too high nor too low)", "log", BESTS, (0.5, 1.5), True),
    "covered": ("Share of ranges low–high that hold the truth", "covered", RANGES, (0.5, 1.0), False),
    "width": ("Width of ranges, as a share of the truth (mean)", "width", RANGES, (0.0, 1.6), False),
    "withheld": ("Share of tolls without a best", "withheld", ("current", "ucdp-style", "acled-style"), (0.0, 0.6), False),
}


def draw(results: Mapping[str, Any]) -> dict[str, str]:
    """All charts, by name."""
    return {name: chart(results, *spec) for name, spec in CHARTS.items()}


def chart(results: Mapping[str, Any], title: str, measure: str, methods: Sequence[str], ends: tuple[float, float], factor: bool) -> str:
    """One measure, a panel for each habit."""
    dials = results["dials"]
    rows = -(-len(dials) // COLUMNS)
    height = TOP + rows * PANEL_H + 10
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{escape(title)}" font-family="sans-serif" font-size="11">',
        f"<title>{escape(title)}</title>",
        f'<rect width="{WIDTH}" height="{height}" fill="#fff"/>',
        f'<text x="{LEFT}" y="22" font-size="15" font-weight="bold">{escape(title)}</text>',
    ]
    x = float(LEFT)
    for method in methods:
        colour, dash = STYLE[method]
        name = "lowest to highest told" if method == "median" and measure in ("covered", "width") else method
        out.append(
            f'<path d="M{x:.0f} 44h22" stroke="{colour}" stroke-width="2" stroke-dasharray="{dash}"/><text x="{x + 27:.0f}" y="48">{escape(name)}</text>'
        )
        x += 45 + 6.2 * len(name)
    for n, (dial, points) in enumerate(dials.items()):
        out.append(_panel(dial, points, measure, methods, ends, factor, LEFT + n % COLUMNS * PANEL_W, TOP + n // COLUMNS * PANEL_H))
    return "\n".join([*out, "</svg>"]) + "\n"


def _panel(
    dial: str,
    points: Mapping[str, Any],
    measure: str,
    methods: Sequence[str],
    ends: tuple[float, float],
    factor: bool,
    x0: float,
    y0: float,
) -> str:
    wide, high = PANEL_W - 45, PANEL_H - 52
    levels = [float(level) for level in points]
    place = {level: x0 + 16 + n / max(1, len(levels) - 1) * (wide - 32) for n, level in enumerate(levels)}  # levels are not evenly apart

    def y(value: float) -> float:
        return y0 + high - (min(max(value, ends[0]), ends[1]) - ends[0]) / (ends[1] - ends[0]) * high

    out = [f'<g><text x="{x0}" y="{y0 - 8}" font-weight="bold">{escape(dial)}</text>']
    for tick in (ends[0], (ends[0] + ends[1]) / 2, ends[1]):
        out.append(
            f'<path d="M{x0} {y(tick):.1f}h{wide}" stroke="#ddd"/><text x="{x0 - 4}" y="{y(tick) + 4:.1f}" text-anchor="end" fill="#555">{tick:g}</text>'
        )
    if factor:
        out.append(f'<path d="M{x0} {y(1):.1f}h{wide}" stroke="#999"/>')
    for level in levels:
        out.append(f'<text x="{place[level]:.1f}" y="{y0 + high + 15}" text-anchor="middle" fill="#555">{level:g}</text>')
    for n, method in enumerate(methods):
        shift = (n - len(methods) / 2) * 2.6  # bars side by side
        colour, dash = STYLE[method]
        line = []
        for level, point in zip(levels, points.values(), strict=True):
            found = point["methods"][method]["interval"].get(measure)
            if found is None:
                continue
            middle, low, top = (exp(v) for v in found) if factor else found
            line.append(f"{place[level] + shift:.1f} {y(middle):.1f}")
            out.append(f'<path d="M{place[level] + shift:.1f} {y(low):.1f}V{y(top):.1f}" stroke="{colour}" stroke-opacity=".45"/>')
            out.append(
                f'<circle cx="{place[level] + shift:.1f}" cy="{y(middle):.1f}" r="2.4" fill="{colour}"><title>{escape(method)} at {level:g}: {middle:.3f} ({low:.3f} to {top:.3f})</title></circle>'
            )
        if len(line) > 1:
            out.append(f'<path d="M{"L".join(line)}" fill="none" stroke="{colour}" stroke-width="1.6" stroke-dasharray="{dash}"/>')
    return "".join([*out, "</g>"])
