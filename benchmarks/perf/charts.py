"""A chart of costs by size as SVG: panels side by side, sizes on a logarithmic axis, values from nought."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from math import log10

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 300, 200, 52, 14, 44, 34
#: Colours that stay apart for those who do not see all of them (Okabe & Ito).
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7")

Points = Sequence[tuple[float, float]]


def chart(title: str, panels: Sequence[tuple[str, str, Mapping[str, Points]]], note: str = "") -> str:
    """Panels of ``(heading, unit, lines by name)``; each line is drawn through its points, and each point says its value."""
    width, height = WIDTH * len(panels), HEIGHT + TOP + BOTTOM + (18 if note else 0)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" font-family="sans-serif" role="img">',
        f"<title>{escape(title)}</title>",
        f'<rect width="{width}" height="{height}" fill="#fff"/>',
        f'<text x="8" y="17" font-size="13" font-weight="bold">{escape(title)}</text>',
    ]
    for n, panel in enumerate(panels):
        parts += _panel(n * WIDTH, *panel)
    if note:
        parts.append(f'<text x="8" y="{height - 8}" font-size="10" fill="#555">{escape(note)}</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"


def _panel(x0: float, heading: str, unit: str, lines: Mapping[str, Points]) -> list[str]:
    xs = [x for points in lines.values() for x, _ in points]
    top = max((y for points in lines.values() for _, y in points), default=1) * 1.25 or 1
    low, high = log10(min(xs)), log10(max(xs))
    span = (high - low) or 1

    def at(x: float, y: float) -> tuple[float, float]:
        right = WIDTH - LEFT - RIGHT
        return x0 + LEFT + (log10(x) - low) / span * right, TOP + HEIGHT - y / top * HEIGHT

    parts = [f'<text x="{x0 + LEFT}" y="{TOP - 8}" font-size="11">{escape(heading)}</text>']
    for k in range(5):
        y = TOP + HEIGHT - k / 4 * HEIGHT
        parts.append(f'<line x1="{x0 + LEFT}" x2="{x0 + WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}" stroke="#ddd"/>')
        parts.append(f'<text x="{x0 + LEFT - 5}" y="{y + 3:.1f}" font-size="9" text-anchor="end">{_short(top * k / 4)}</text>')
    for x in sorted(set(xs)):
        parts.append(f'<text x="{at(x, 0)[0]:.1f}" y="{TOP + HEIGHT + 14}" font-size="9" text-anchor="middle">{_short(x)}</text>')
    parts.append(
        f'<text x="{x0 + WIDTH - RIGHT}" y="{TOP + HEIGHT + 27}" font-size="9" text-anchor="end" fill="#555">{escape(unit)}</text>'
    )
    for n, (name, points) in enumerate(lines.items()):
        colour = COLOURS[n % len(COLOURS)]
        path = " ".join(f"{'M' if k == 0 else 'L'}{px:.1f},{py:.1f}" for k, (px, py) in enumerate(at(*p) for p in points))
        parts.append(f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        for x, y in points:
            px, py = at(x, y)
            parts.append(f'<circle cx="{px:.1f}" cy="{py:.1f}" r="3" fill="{colour}"/>')
            parts.append(f'<text x="{px:.1f}" y="{py - 7:.1f}" font-size="9" text-anchor="middle" fill="{colour}">{_short(y)}</text>')
        if len(lines) > 1:
            parts.append(f'<text x="{x0 + LEFT + 6}" y="{TOP + 12 + n * 12}" font-size="10" fill="{colour}">{escape(name)}</text>')
    return parts


def _short(value: float) -> str:
    """A number in few signs: 100k, 1M, 3.5."""
    for size, sign in ((1e6, "M"), (1e3, "k")):
        if value >= size:
            return f"{value / size:.3g}{sign}"
    return f"{value:.3g}"
