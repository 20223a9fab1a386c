import sqlalchemy as sa

from rashomon.store import derived_tables as d
from rashomon.store import evidence_tables as t

FIGURE = {"n": 0, "harm": "killed", "side": None, "over": "all_sides", "low": 3, "best": None, "high": 5, "words": "three to five", "best_withheld": "disputed", "policy": "current"}  # fmt: skip


def test_views_read_like_sentences(database):
    row = {"label": "Shelling of Dolmeth's “mill” 100%"}
    with database.write() as db:
        db.execute(
            d.documents.insert().values(
                document="a", document_id="doc", outlet="Courier", published="2023-03-14", status="used", settled={}, row={}
            )
        )
        db.execute(
            d.incidents.insert().values(
                incident_id="i1",
                date_start="2023-03-14",
                place="Dolmeth",
                kind="shelling",
                status="reported",
                background=False,
                component=1,
                row=row,
            )
        )
        db.execute(d.estimates.insert().values(incident_id="i1", **FIGURE))
        for claim, incident in (("c1", "i1"), ("c2", None)):
            db.execute(
                d.claims.insert().values(
                    claim_id=claim,
                    document="a",
                    kind="casualty",
                    harm="killed",
                    low=3,
                    high=5,
                    words="three",
                    stance="asserts",
                    quote="three died",
                    start=0,
                    end=10,
                    incident_id=incident,
                    row={},
                )
            )
        for number, (said, cause) in enumerate(((row, "first"), (None, "new_rules")), 1):
            db.execute(
                t.incident_versions.insert().values(
                    version_id=number,
                    incident_id="i1",
                    run_id=number,
                    at=f"t{number}",
                    cause=cause,
                    detail={},
                    row=said,
                    salt="",
                    superseded_by=None if said else "i2",
                )
            )
        db.execute(t.estimate_versions.insert().values(version_id=1, incident_id="i1", run_id=1, at="t1", **FIGURE))
        for key in ("d1", "d2"):
            db.execute(
                t.decisions.insert().values(
                    decision_id=key, number=1, run_id=1, kind="figure", who="A. Coder", at="t", why="w", anchors=[], source="s", salt=""
                )
            )
        db.execute(d.decision_states.insert().values(decision_id="d1", state="applied", note="", claims=[]))  # fmt: skip

    def one(sql):
        with database.read() as db:
            return [tuple(r) for r in db.execute(sa.text(sql))]

    assert one("SELECT incident, place, harm, side, low, best, high, best_withheld FROM estimates_now") == [
        (row["label"], "Dolmeth", "killed", None, 3, None, 5, "disputed")
    ]
    assert one("SELECT claim_id, outlet, published, incident FROM claims_read ORDER BY claim_id") == [
        ("c1", "Courier", "2023-03-14", row["label"]),
        ("c2", "Courier", "2023-03-14", None),
    ]
    assert one("SELECT document, claims FROM articles") == [("a", 2)]
    assert one("SELECT at, cause, incident, low, high FROM figures_over_time") == [("t1", "first", row["label"], 3, 5)]
    assert one("SELECT at, cause, incident, superseded_by FROM incident_history ORDER BY version_id") == [
        ("t1", "first", row["label"], None),
        ("t2", "new_rules", None, "i2"),
    ]
    assert one("SELECT decision_id, who, state FROM decisions_now") == [("d1", "A. Coder", "applied")]
    assert one("SELECT * FROM disagreements_now") == []
