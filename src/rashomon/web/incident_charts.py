"""Where things stand in the two drawings of an incident's page: figures over time, and lineages. Plain numbers; the template draws them."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from rashomon.pipeline.moments import MONTHS
from rashomon.queries.incident_lineage import Lineage, Node
from rashomon.queries.incident_steps import Mark, Point, Series

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 600, 230, 40, 132, 16, 40
#: Room at the left for words whose time nobody knows.
UNKNOWN = 86
At = Callable[[datetime], float]
Level = Callable[[float], float]
BOX, ROW, GAP = 176, 44, 42
LETTERS = 26


@dataclass(frozen=True, slots=True)
class Dot:
    """A mark on the chart: where, its words, and the words' quote for those who point at it."""

    x: float
    y: float
    standing: str
    words: str
    title: str
    href: str
    inferred: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One figure on the chart. ``best`` are paths of the line, ``dashed`` those without a known time, ``bands`` polygons from low to high,
    ``opens`` those whose upper end is open; ``label`` stands at the right at ``label_y``."""

    n: int
    words: str
    now: str
    best: tuple[str, ...]
    dashed: tuple[str, ...]
    bands: tuple[str, ...]
    opens: tuple[str, ...]
    dots: tuple[Dot, ...]
    label_y: float


@dataclass(frozen=True, slots=True)
class Chart:
    """Figures of one harm over time. ``ticks`` are (x, words, anchor), ``grid`` (y, number); ``unknown`` is the right edge of the room for words without a time,
    0 where there are none."""

    harm: str
    lines: tuple[Line, ...]
    ticks: tuple[tuple[float, str, str], ...]
    grid: tuple[tuple[float, int], ...]
    unknown: float
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: float = WIDTH - RIGHT
    base: float = HEIGHT - BOTTOM


def charts(series: Iterable[Series]) -> tuple[Chart, ...]:
    """One chart per harm that has a figure."""
    of: dict[str, list[Series]] = {}
    for s in series:
        if s.points or s.marks or s.now.best is not None or s.now.low is not None or s.now.high is not None:
            of.setdefault(s.question.partition("|")[0], []).append(s)
    return tuple(_chart(harm, its) for harm, its in of.items())


def _at(text: str | None) -> datetime | None:
    """The moment of a step, for its place on the axis: the end of a day of which no hour is known."""
    if not text:
        return None
    try:
        made = datetime.fromisoformat(text)
    except ValueError:
        try:
            made = datetime.fromisoformat(text[:10])
        except ValueError:
            return None
    if len(text) <= 10 or made.hour == made.minute == 0:
        made = made.replace(hour=23, minute=59)
    return made if made.tzinfo else made.replace(tzinfo=UTC)


def _chart(harm: str, series: Sequence[Series]) -> Chart:
    stamps: list[str | None] = [a for s in series for a in (*(p.at for p in s.points), *(m.at for m in s.marks))]
    times = [t for a in stamps if (t := _at(a)) is not None]
    timeless = any(_at(m.at) is None and m.value is not None for s in series for m in s.marks)
    first, last = (min(times), max(times)) if times else (None, None)
    left = LEFT + (UNKNOWN if timeless else 0) + 14
    right = WIDTH - RIGHT - 24
    values = [v for s in series for p in (*s.points, s.now) for v in (p.low, p.best, p.high) if v is not None]
    values += [m.value for s in series for m in s.marks if m.value is not None]
    top = max([*values, 1])
    step = _nice(top)
    ceiling = step * math.ceil(top * 1.05 / step)

    def x(at: datetime) -> float:
        assert first is not None and last is not None
        span = (last - first).total_seconds()
        return round(left + (right - left) * ((at - first).total_seconds() / span if span else 0.35), 1)

    def y(value: float) -> float:
        return round(HEIGHT - BOTTOM - value / ceiling * (HEIGHT - BOTTOM - TOP), 1)

    lines = [_line(n, s, x, y, ceiling) for n, s in enumerate(series)]
    ys = _apart([line.label_y for line in lines])
    lines = [Line(k.n, k.words, k.now, k.best, k.dashed, k.bands, k.opens, k.dots, v) for k, v in zip(lines, ys, strict=True)]
    grid = tuple((y(v), v) for v in range(0, ceiling + 1, step))
    return Chart(harm, tuple(lines), _ticks(times, x), grid, LEFT + UNKNOWN if timeless else 0)


def _line(n: int, s: Series, x: At, y: Level, ceiling: int) -> Line:
    edge = WIDTH - RIGHT
    best: list[str] = []
    dashed: list[str] = []
    bands: list[str] = []
    opens: list[str] = []
    ends = [x(t) for p in s.points[1:] if (t := _at(p.at)) is not None] + [edge]
    before: Point | None = None
    for p, end in zip(s.points, ends[: len(s.points)], strict=True):
        at = _at(p.at)
        assert at is not None
        begin = x(at)
        if p.best is not None:
            rise = f"M{begin} {y(before.best)}V{y(p.best)}" if before is not None and before.best is not None else f"M{begin} {y(p.best)}"
            best.append(f"{rise}H{end}")
        _band(p, begin, end, y, ceiling, bands, opens)
        before = p
    if s.undated:
        begin = edge - 20 if s.points else LEFT + 14
        if s.now.best is not None:
            rise = f"M{edge} {y(before.best)}V{y(s.now.best)}" if before is not None and before.best is not None else ""
            dashed.append(f"{rise}M{begin} {y(s.now.best)}H{edge + 10}")
        _band(s.now, begin, edge + 10, y, ceiling, bands, opens)
    level = s.now.best if s.now.best is not None else s.now.high if s.now.high is not None else s.now.low
    return Line(n, s.words, s.now.words, tuple(best), tuple(dashed), tuple(bands), tuple(opens), _dots(s.marks, x, y), y(level or 0))


def _band(p: Point, begin: float, end: float, y: Level, ceiling: int, bands: list[str], opens: list[str]) -> None:
    low = p.low if p.low is not None else 0 if p.high is not None else None
    if low is None or low == p.high:
        return
    high = p.high if p.high is not None else ceiling
    (opens if p.high is None else bands).append(f"M{begin} {y(low)}H{end}V{y(high)}H{begin}Z")


def _dots(marks: Sequence[Mark], x: At, y: Level) -> tuple[Dot, ...]:
    out = []
    timeless = 0
    for m in marks:
        if m.value is None:
            continue
        at = _at(m.at)
        if at is None:
            timeless += 1
        where = x(at) if at is not None else LEFT + 14 + (timeless - 1) % 5 * 15
        quote = f"“{m.quote.text}” — {m.quote.speaker}, {m.quote.where.outlet}, {m.quote.where.day}" if m.quote else "words forgotten"
        title = f"{m.words}: {quote}" + (f"; {m.standing}: {m.note}" if m.note else "")
        href = f"/articles/{m.quote.where.article}#{m.quote.where.claim}" if m.quote else ""
        out.append(Dot(where, y(m.value), m.standing, m.words, title, href, at is None))
    return tuple(out)


def _apart(wanted: Sequence[float], room: float = 30) -> list[float]:
    """The same heights, moved as little as lets each label have its room."""
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    out = list(wanted)
    at = TOP - room + 8
    for i in order:
        at = max(out[i], at + room)
        out[i] = round(at, 1)
    over = at - (HEIGHT - BOTTOM + 4)
    if over > 0:
        for i in reversed(order):
            out[i] = round(min(out[i], at - over), 1)
            at = out[i] - room + over
    return out


def _nice(top: int) -> int:
    """A step of the axis that gives at most five lines."""
    rough = max(1, top / 4)
    power = 10 ** int(math.log10(rough))
    return max(1, int(next(m for m in (1, 2, 5, 10) if m * power >= rough) * power))


def _ticks(times: Sequence[datetime], x: At) -> tuple[tuple[float, str, str], ...]:
    """Days on the axis, as many as have room."""
    out: list[tuple[float, str, str]] = []
    one_day = len({t.date() for t in times}) == 1
    for t in sorted(set(times)):
        at = x(t)
        hour = "" if (t.hour, t.minute) == (23, 59) else f" {t:%H:%M}"
        words = f"{t.day} {MONTHS[t.month - 1]}{hour if one_day else ''}"
        if out and (at - out[-1][0] < (92 if len(out) == 1 else 62) or out[-1][1].startswith(words)):
            continue
        out.append((at, words if out else f"{words} {t.year}", "middle" if out else "start"))
    return tuple(out)


@dataclass(frozen=True, slots=True)
class Box:
    """A node where it is drawn; ``words`` are cut to fit, ``title`` is all of them."""

    node: Node
    x: float
    y: float
    words: str
    title: str
    href: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """A lineage where it is drawn; ``heads`` are (x, words) above the layers."""

    of: Lineage
    boxes: tuple[Box, ...]
    paths: tuple[tuple[str, str], ...]  # path, kind of the node it leads to
    heads: tuple[tuple[float, str], ...]
    width: float
    height: float
    box: int = BOX
    tall: int = ROW - 12


def drawn(of: Lineage) -> Drawn:
    """Layers side by side, each centred; lines from the reports to the speakers."""
    counts = {"reports": of.reports, "texts": of.texts, "speakers": of.speakers}
    layers = [(name, of.layer(name)) for name in ("reports", "texts", "via", "speakers") if of.layer(name)]
    tallest = max((len(its) for _, its in layers), default=1)
    height = 34 + tallest * ROW
    boxes: dict[str, Box] = {}
    heads = []
    for column, (name, its) in enumerate(layers):
        x = column * (BOX + GAP)
        words = {"via": "by way of"}.get(name) or f"{counts[name]} {name if counts[name] != 1 else name[:-1]}"
        heads.append((x, "no speaker named" if name == "speakers" and not of.speakers else words))
        for i, n in enumerate(its):
            y = 30 + (tallest - len(its)) * ROW / 2 + i * ROW
            boxes[n.key] = Box(n, x, round(y, 1), _cut(n.words), _title(n), _href(n))
    paths = []
    for a, b in of.edges:
        p, q = boxes[a], boxes[b]
        x0, y0, x1, y1 = p.x + BOX, p.y + (ROW - 12) / 2, q.x, q.y + (ROW - 12) / 2
        mid = (x0 + x1) / 2
        paths.append((f"M{x0} {y0}C{mid} {y0} {mid} {y1} {x1} {y1}", q.node.kind))
    return Drawn(of, tuple(boxes.values()), tuple(paths), tuple(heads), len(layers) * (BOX + GAP) - GAP, height)


def _cut(words: str) -> str:
    return words if len(words) <= LETTERS else words[: LETTERS - 1].rstrip(" ,") + "…"


def _title(n: Node) -> str:
    named = "; ".join(f"{p.outlet}, {p.day}" for p in n.holds[:20])
    more = f" and {len(n.holds) - 20} more" if len(n.holds) > 20 else ""
    return f"{n.words}: {named}{more}" if len(n.holds) > 1 else n.words


def _href(n: Node) -> str:
    return f"/articles/{n.holds[0].article}#{n.holds[0].claim}" if len(n.holds) == 1 else ""
