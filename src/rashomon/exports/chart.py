"""How a figure moved, as a step chart in SVG; each step links to the words that moved it."""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup, escape

from rashomon.model import Estimate

WIDTH, HEIGHT, LEFT, BOTTOM = 520, 150, 34, 34


def step_chart(estimate: Estimate, show: Callable[[str], str] = str) -> Markup | None:
    """A chart of ``history``, or None where the figure never moved. A step whose time is inferred is drawn dashed and has no date;
    a figure that no longer stands is struck through. Words pass through ``show``."""
    steps = [
        (h, value)
        for h in estimate.history
        if (value := h.best if h.best is not None else h.low if h.low is not None else h.high) is not None
    ]
    if len({v for _, v in steps}) < 2:
        return None
    steps.sort(key=lambda s: s[0].standing == "struck")  # stable: an outlet's error stands apart, behind the figure's own way
    top = max(v for _, v in steps)
    gap = (WIDTH - LEFT - 20) / len(steps)
    lines, marks = [], []

    def y(value: int) -> float:
        return HEIGHT - BOTTOM - value / top * (HEIGHT - BOTTOM - 24)

    for n, (step, value) in enumerate(steps):
        x = LEFT + n * gap
        css = "inferred" if step.as_of_basis.startswith("inferred") else "known"
        if step.standing != "struck":
            lines.append(f'<path class="{css}" d="M{x:.1f} {y(value):.1f}H{x + gap:.1f}"/>')
            if n + 1 < len(steps) and steps[n + 1][0].standing != "struck":
                lines.append(f'<path class="rise" d="M{x + gap:.1f} {y(value):.1f}V{y(steps[n + 1][1]):.1f}"/>')
        when = str(escape(step.as_of[:10] if step.as_of else "time not known"))
        struck = ' class="struck"' if step.standing != "current" else ""
        marks.append(
            f'<a href="#{escape(step.claim)}"><title>{escape(show(step.note) if step.note else when)}</title>'
            f'<circle cx="{x + 5:.1f}" cy="{y(value):.1f}" r="4"/><text{struck} x="{x + 12:.1f}" y="{y(value) - 6:.1f}">{value}</text></a>'
            f'<text class="when" x="{x + 2:.1f}" y="{HEIGHT - (18 if n % 2 == 0 else 5)}">{when}</text>'
        )
    axis = f'<path class="axis" d="M{LEFT} {HEIGHT - BOTTOM}H{WIDTH - 10}"/><text class="when" x="4" y="{HEIGHT - BOTTOM + 3}">0</text>'
    what = escape(f"{estimate.harm} over time{', ' + show(estimate.side) if estimate.side else ''}")
    return Markup(  # noqa: S704 - numbers, and words escaped above
        f'<svg class="steps" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{what}">{axis}{"".join(lines)}{"".join(marks)}</svg>'
    )
