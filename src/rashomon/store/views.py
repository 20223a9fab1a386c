"""Views for people who open the ledger with other tools: plain names, no JSON, nothing to join. Made on both databases by migrations."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles

from rashomon.store import derived_tables as d
from rashomon.store import evidence_tables as t


class _Label(sa.sql.functions.FunctionElement[str]):
    """The label in a row that is kept as JSON text."""

    type = sa.Text()
    inherit_cache = True


@compiles(_Label, "sqlite")
def _label_sqlite(element: Any, compiler: Any, **kw: Any) -> str:
    return f"json_extract({compiler.process(element.clauses, **kw)}, '$.label')"


@compiles(_Label, "postgresql")
def _label_postgresql(element: Any, compiler: Any, **kw: Any) -> str:
    return f"(CAST({compiler.process(element.clauses, **kw)} AS json) ->> 'label')"


def _views() -> dict[str, sa.Select[Any]]:
    doc, claim, inc, est = d.documents.c, d.claims.c, d.incidents.c, d.estimates.c
    ver, fig, dec, state = t.incident_versions.c, t.estimate_versions.c, t.decisions.c, d.decision_states.c
    claims_in = sa.select(sa.func.count()).where(claim.document == doc.document).scalar_subquery()
    label = _Label(inc.row).label("incident")
    return {
        "articles": sa.select(doc.document, doc.outlet, doc.published, doc.url, doc.status, doc.reason, claims_in.label("claims")),
        "claims_read": sa.select(
            claim.claim_id, claim.document, doc.outlet, doc.published, claim.quote, claim.kind, claim.harm, claim.low, claim.high,
            claim.words, claim.side, claim.speaker, claim.stance, claim.incident_id, label, claim.start, claim.end,
        )
        .select_from(d.claims.join(d.documents, doc.document == claim.document).outerjoin(d.incidents, inc.incident_id == claim.incident_id)),
        "estimates_now": sa.select(
            inc.incident_id, label, inc.date_start, inc.date_end, inc.place, inc.country, inc.kind, inc.status, inc.background, est.harm,
            est.side, est.over, est.low, est.best, est.high, est.words, est.best_withheld, est.policy,
        ).select_from(d.estimates.join(d.incidents, inc.incident_id == est.incident_id)),
        "disagreements_now": sa.select(
            inc.incident_id, label, inc.date_start, inc.place, d.disagreements.c.type, d.disagreements.c.field,
            d.disagreements.c.resolution, d.disagreements.c.preferred, d.disagreements.c.why,
        ).select_from(d.disagreements.join(d.incidents, inc.incident_id == d.disagreements.c.incident_id)),
        "figures_over_time": sa.select(
            fig.incident_id, fig.at, ver.cause, _Label(ver.row).label("incident"), fig.harm, fig.side, fig.over, fig.low, fig.best,
            fig.high, fig.words, fig.best_withheld, fig.policy, fig.run_id, fig.version_id,
        ).select_from(t.estimate_versions.join(t.incident_versions, ver.version_id == fig.version_id)),
        "incident_history": sa.select(
            ver.incident_id, ver.at, ver.cause, _Label(ver.row).label("incident"), ver.superseded_by, ver.run_id, ver.version_id
        ),
        "decisions_now": sa.select(
            dec.decision_id, dec.kind, dec.who, dec.at, dec.why, state.state, state.note, dec.source
        ).select_from(t.decisions.join(d.decision_states, state.decision_id == dec.decision_id)),
    }  # fmt: skip


VIEWS = tuple(_views())


def columns_of(view: str) -> tuple[str, ...]:
    """Names of the columns of a view, in order."""
    return tuple(str(c.key) for c in _views()[view].selected_columns)


def create_views(db: sa.Connection) -> None:
    """Makes every view."""
    for name, query in _views().items():
        sql = query.compile(dialect=db.dialect, compile_kwargs={"literal_binds": True})
        # text() reads a colon as a parameter; the driver reads a percent sign as one
        db.exec_driver_sql(f"CREATE VIEW {name} AS {str(sql).replace('%', '%%') if db.dialect.name == 'postgresql' else sql}")


def drop_views(db: sa.Connection) -> None:
    """Takes the views away, so that tables can change under them."""
    for name in sa.inspect(db).get_view_names():
        if name in VIEWS:
            db.exec_driver_sql(f"DROP VIEW {name}")
