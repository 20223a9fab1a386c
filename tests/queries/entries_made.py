"""Entries out of nothing, for tests that need many."""

from datetime import date, timedelta

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from rashomon.model.places import Place
from rashomon.queries import Entry, Figure

#: How properties are tried: machines differ, so no time is asserted.
PROPERTY = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
KINDS = ("shelling", "clash", "aggregate", "attack")
SIDES = ("Velmara", "Ordania", "civilians", "army")
BASES = ("one_party", "third_party", "unattributed")
NUMBERS = st.integers(0, 10_000)
RESOLVED = ("disputed", "corrected", "unresolved")


def figure(harm="killed", best=3, low=None, high=None, *, side=None, basis="one_party", words=None, **more):
    over = "all_sides" if side is None else "side"
    return Figure(
        harm,
        side,
        over,
        best if low is None else low,
        best,
        best if high is None else high,
        more.get("open", False),
        words,
        None,
        basis,
        1,
        1,
        1,
    )


def entry(n, **own):
    start = own.pop("date_start", date(2031, 1, 1) + timedelta(days=n % 60))
    killed = own.pop("killed", figure())
    figures = own.pop("figures", (killed,) if killed else ())
    values = {
        "label": f"Shelling in Dorn {n}", "date_start": start, "date_end": own.pop("date_end", start), "date_precision": "day",
        "place": None, "kind": "shelling", "status": "reported", "background": False, "sides": (), "attackers": (), "attributed": (),
        "disagreements": (), "reports": 1, "texts": 1, "speakers": 1, "documents": (f"d{n}.txt",), "links": 0, "confidence": 0.9,
        "changed_run": 1, "changed_at": "2031-03-01T00:00:00.000000+00:00", "version": n,
    }  # fmt: skip
    return Entry(incident_id=f"inc-{n:016x}", figures=figures, killed=killed, **{**values, **own})


def _few(values, most=3):
    return st.lists(st.sampled_from(values), max_size=most, unique=True).map(tuple)


def places():
    coordinate = st.one_of(st.none(), st.integers(-60, 60).map(float))
    return st.one_of(
        st.none(),
        st.builds(
            lambda name, country, at, precision: Place(name, None, country, at, at, precision),
            st.sampled_from(["Dorn", "Haskmill", "dorn", "Ästrid", ""]),
            st.sampled_from([None, "Mali", "Niger"]),
            coordinate,
            st.sampled_from([1, 2, 3, 4, 5, 6, None]),
        ),
    )


def figures():
    number = st.one_of(st.none(), st.integers(0, 40))
    return st.one_of(
        st.none(),
        st.builds(
            lambda low, best, high, basis: Figure("killed", None, "all_sides", low, best, high, high is None, None, None, basis, 1, 1, 1),
            number,
            number,
            number,
            st.sampled_from(BASES),
        ),
    )


@st.composite
def entries(draw, numbers=NUMBERS):
    n = draw(numbers)
    start = draw(st.one_of(st.none(), st.integers(0, 900).map(lambda d: date(2030, 1, 1) + timedelta(days=d))))
    length = draw(st.sampled_from([0, 0, 2, 30, 364]))
    return entry(
        n,
        date_start=start,
        date_end=None if start is None else start + timedelta(days=length),
        date_precision=draw(st.sampled_from(["day", "days", "week", "month", "year", "unknown"])),
        place=draw(places()),
        kind=draw(st.sampled_from(KINDS)),
        status=draw(st.sampled_from(["reported", "alleged"])),
        background=draw(st.booleans()),
        sides=draw(_few(SIDES)),
        disagreements=tuple((t, draw(st.sampled_from(RESOLVED))) for t in draw(_few(["count", "blame", "date"]))),
        killed=draw(figures()),
        reports=draw(st.integers(1, 5)),
        speakers=draw(st.integers(0, 3)),
        confidence=draw(st.sampled_from([None, 0.5, 0.8, 0.99])),
        version=draw(st.integers(1, 50)),
        outlets=draw(_few(["Meridian", "Courier"])),
    )


def many(least=0, most=40):
    return st.lists(entries(), min_size=least, max_size=most, unique_by=lambda e: e.incident_id)


@st.composite
def queries(draw):
    """A query with some fields set."""
    from rashomon.queries import Query
    from rashomon.queries.query import SORTS

    optional = {
        "q": st.sampled_from(["Dorn", "shelling dorn", '"in Dorn"']),
        "since": st.just(date(2030, 6, 1)),
        "until": st.just(date(2031, 12, 31)),
        "country": _few(["Mali", "niger"]),
        "place": _few(["Dorn", "Haskmill"]),
        "side": _few(SIDES),
        "harm": _few(["killed", "wounded"]),
        "killed_min": st.integers(0, 20),
        "kind": _few(KINDS),
        "status": _few(["reported", "alleged"]),
        "disagreement": _few(["count", "blame"]),
        "resolution": _few(RESOLVED),
        "basis": _few(BASES),
        "confidence": st.sampled_from([0.0, 0.6, 0.95]),
        "outlet": _few(["Meridian", "Courier"]),
        "background": st.sampled_from(["no", "yes", "only"]),
        "where": st.sampled_from(["killed>=2", "kind=clash|attack,reports<5"]),
        "bbox": st.sampled_from([(-50.0, -50.0, 50.0, 50.0), (20.5, -90.0, -20.0, 90.0)]),
        "sort": st.sampled_from([s + x for x in SORTS for s in ("", "-")]),
    }
    chosen = draw(st.lists(st.sampled_from(sorted(optional)), max_size=4, unique=True))
    return Query(**{name: draw(optional[name]) for name in chosen})
