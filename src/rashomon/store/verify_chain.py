"""Checks the chain, and the rows that each of its links seals: runs, decisions, tombstones, outputs, and facts of the ledger."""

from __future__ import annotations

import sqlalchemy as sa

from rashomon.store import evidence_tables as t
from rashomon.store.chain import START, link_hash
from rashomon.store.meta import SALT
from rashomon.store.migrations.steps import VERSION as SCHEMA
from rashomon.store.payloads import DECISION, FINISH, OUTPUT, RUN, TOMBSTONE, of_row
from rashomon.store.verify_rows import Check, Link


def check_chain(check: Check, head: str | None) -> str:
    """Walks all links; gives the hash of the last. ``head`` is one that was printed earlier: it has to be among them."""
    total = check.count(t.chain)
    prev, at, seen = START, 0, head in {None, START}
    for row in check.rows(t.chain):
        at += 1
        where = f"chain, link {row['seq']}"
        if row["seq"] != at:
            check.found(f"its number should be {at}: a link was taken out or its number changed", where)
            at = row["seq"]
        if row["prev"] != prev:
            check.found("it does not follow the link before it", where)
        made = link_hash(row["prev"], row["seq"], row["kind"], row["subject"], row["run_id"], row["digest"])
        if made != row["hash"]:
            check.found("its hash is not the hash of what it says", where)
        prev = row["hash"]
        seen = seen or prev == head
        key = (row["kind"], row["subject"])
        if key in check.links:
            check.found(f"{row['kind']} {row['subject']} was sealed before, in link {check.links[key].seq}", where)
        check.links[key] = Link(row["seq"], row["digest"], row["run_id"])
        if row["kind"] == "reading" and check.erased.get(row["seq"]) == "":
            check.erased_runs.add(row["run_id"])
        if at % 5000 == 0:
            check.tell(at, total, "links of the chain")
    check.counts["links"] = total
    if not seen:
        check.found(
            "no link has that hash: links were cut off its end, or it is the head of another ledger",
            f"head {head}",
            "compare the id of the ledger, and put back a copy that has this head",
        )
    return prev


def check_meta(check: Check) -> None:
    """The ledger's own facts."""
    rows = {r["key"]: r["value"] for r in check.rows(t.meta)}
    if rows.pop("schema", None) != str(SCHEMA):
        check.found(f"the schema is not {SCHEMA}", "meta schema")
    if "ledger_id" in rows:
        own = rows.pop("ledger_id")
        check.sealed("ledger", own, "", {"ledger_id": own}, "meta ledger_id")
    for key in sorted(k for k in rows if not k.startswith(SALT)):
        check.sealed("meta", key, rows.pop(SALT + key, ""), {"key": key, "value": rows[key]}, f"meta {key}")
    for key in sorted(k for k in rows if k.startswith(SALT)):
        check.found("it belongs to nothing", f"meta {key}")


def check_runs(check: Check) -> list[int]:
    """Rows of runs; gives those that derived, in order, since the last upgrade."""
    out: list[int] = []
    for row in check.rows(t.runs):
        where, run_id = f"runs {row['run_id']}", row["run_id"]
        check.sealed("run", run_id, "", of_row(row, RUN), where)
        if ("finish", str(run_id)) in check.links or row["finished"] is not None:
            check.sealed("finish", run_id, "", of_row(row, FINISH), where)
        elif row["summary"] != {}:
            check.found("it has a summary, but the chain does not say that it ended", where)
        if row["kind"] == "upgrade":
            out.clear()
        elif row["finished"] is not None and "read" in row["summary"]:
            out.append(run_id)
    check.counts["runs"] = check.count(t.runs)
    return out


def check_rows(check: Check) -> None:
    """Decisions, tombstones and outputs."""
    for row in check.rows(t.tombstones):
        check.sealed("tombstone", row["tombstone_id"], row["salt"], of_row(row, TOMBSTONE), f"tombstones {row['tombstone_id']}")
    for row in check.rows(t.decisions):
        check.sealed("decision", row["decision_id"], row["salt"], of_row(row, DECISION), f"decisions {row['decision_id']}")
    for row in check.rows(t.outputs):
        payload = of_row({**row, "names": bool(row["names"])}, OUTPUT)
        check.sealed("output", row["output_id"], "", payload, f"outputs {row['output_id']}")
    check.counts["decisions"] = check.count(t.decisions)


def check_met(check: Check) -> None:
    """Every link has its payload, or a tombstone that says it is gone."""
    if ("ledger", "") not in check.links and not check.db.scalar(sa.select(t.meta.c.value).where(t.meta.c.key == "ledger_id")):
        check.found("the ledger has no id", "meta ledger_id")
    for (kind, subject), link in sorted(check.links.items(), key=lambda x: x[1].seq):
        if check.erased.get(link.seq) != "":
            check.found(f"what it seals is not there: {kind} {subject}", f"chain, link {link.seq}")
