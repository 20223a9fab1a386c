from itertools import pairwise

from rashomon.exports.locator import HEIGHT, WIDTH, basemap
from rashomon.exports.outlines import MARGIN, STRETCH, Window, ring


def _plainly(flat, x0, y0, dx, dy):
    """Every point moved, rounded and looked at by itself."""
    points = [(round(x0 + x * dx), round(y0 + y * dy)) for x, y in zip(flat[::2], flat[1::2], strict=True)]
    sides = [(x < -MARGIN, x > WIDTH + MARGIN, y < -MARGIN, y > HEIGHT + MARGIN) for x, y in points]
    kept, last = [], (False,) * 4
    for n, (point, side) in enumerate(zip(points, sides, strict=True)):
        inner = 0 < n < len(points) - 1
        if inner and (point == kept[-1] or any(a and b and c for a, b, c in zip(last, side, sides[n + 1], strict=True))):
            continue
        kept.append(point)
        last = side
    steps = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(kept)]
    return "M{} {}".format(*kept[0]) + "".join(f"l{x} {y}" for x, y in steps) + "Z"


def _glass(lon, lat, half_w, half_h):
    dx, dy = WIDTH / (200 * half_w), -HEIGHT / (200 * half_h)
    return -(lon - half_w) * 100 * dx, -(lat + half_h) * 100 * dy, dx, dy


def test_stretches_passed_over_change_nothing_that_is_drawn():
    long_ones = [flat for row in basemap()["countries"] for flat in row["rings"] if len(flat) > 8 * STRETCH]
    drawn = 0
    for at in (_glass(37.6, 48.0, 6.5, 3.0), _glass(44.2, 15.35, 10.1, 5.0), _glass(-0.02, 0.01, 13.1, 9.0)):
        window = Window(WIDTH, HEIGHT, *at)
        for flat in long_ones:
            path = window.path([ring(flat)])
            assert path in ("", _plainly(flat, *at))
            drawn += bool(path)
    assert drawn > 10


def test_a_line_beyond_one_edge_is_not_drawn_and_an_open_one_is_not_closed():
    window = Window(WIDTH, HEIGHT, *_glass(0.0, 0.0, 1.6, 1.1))
    assert window.path([ring([500, 0, 600, 10, 550, 50])]) == ""
    assert window.path([ring([0, 0, 100, 0])], close=False) == "M160 110l100 0"
    assert window.path([ring([0, 0])]) == "M160 110Z"
