"""What an assistant may ask of a ledger. Each answer has the ids and the words behind what it says, names of private persons hidden."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import sqlalchemy as sa

from rashomon.assistant.fence import NOTICE, fenced
from rashomon.errors import InputError
from rashomon.estimates import POLICIES
from rashomon.exports.words import date_words, figure_words, place_words, who_words
from rashomon.pipeline.asked import asked_for
from rashomon.pipeline.view import incident_of
from rashomon.queries import Desk, Lens, Query, feed, incident_rows, listed, record
from rashomon.queries.bare_rows import Row, incident_shown
from rashomon.queries.incident_rows import Held, held, quotes_of
from rashomon.queries.listed_by import ClaimsAsked
from rashomon.queries.search import Ask, search
from rashomon.queries.tolds import told_then, tolds

#: Rows of an answer, at most: what does not fit into a conversation is not read.
MOST = 50
_CLAIM = ("claim_id", "incident_id", "document", "document_key", "start", "end", "quote", "speaker", "stance", "voice", "kind", "harm", "words", "low", "high", "negated", "side", "date_start", "date_end", "place", "background", "via", "p_read", "p_incident")  # fmt: skip


class Answers:
    """The questions of an assistant to one ledger, each answered from one state of it."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def search_incidents(self, *, policy: str = "", as_of: str = "", limit: int = 10, cursor: str = "", **filters: Any) -> dict[str, Any]:
        """Incidents that are like that, each with its figures in words and quotes."""
        lens = _lens(policy, as_of)
        pairs = [(k, str(x)) for k, v in filters.items() for x in (v if isinstance(v, list) else [v]) if x not in (None, "")]
        with self.desk.read() as db:
            found = self.desk.shelf(db, lens).find(Query.read(pairs), cursor or None, _few(limit))
            told = tolds(self.desk, db, lens, [e.incident_id for e in found.items])
            rows = [_brief(held(self.desk, db, told[e.incident_id])) for e in found.items if e.incident_id in told]
            return self._answer(db, {"incidents": rows, "total": found.total, "next": found.next}, lens)

    def incident(self, incident_id: str, *, policy: str = "", as_of: str = "") -> dict[str, Any]:
        """One incident: figures with their reasons and quotes, who is said to have done it, where reports part, links, what is missing."""
        lens = _lens(policy, as_of)
        with self.desk.read() as db:
            own = self._held(db, lens, incident_id)
            row = incident_shown(own.row, own.documents, own.masker)
            estimates = [
                {**{k: e[k] for k in ("harm", "side", "over", "low", "best", "high", "open", "best_withheld", "words", "policy")},
                 "basis": e["basis"], "reasons": [{**r, "quotes": quotes_of(own, r["claims"])} for r in e["reasons"]], "history": e["history"]}
                for e in row["estimates"]
            ]  # fmt: skip
            data = {
                **_brief(own),
                "attribution": [{**a, "quotes": quotes_of(own, a["claims"])} for a in row["attribution"]],
                "estimates": estimates,
                "disagreements": [_parted(own, d) for d in row["disagreements"]],
                "links": row["links"],
                "nobody_says": row["missing"],
                "documents": [{"document": d, "document_key": k} for d, k in zip(row["documents"], row["document_keys"], strict=True)],
                "more": "claims_of gives every claim; compare_policies the figures through other lenses",
            }
            return self._answer(db, data, lens)

    def claims_of(
        self, incident_id: str = "", *, document_key: str = "", harm: str = "", stance: str = "", speaker: str = "", as_of: str = "", limit: int = 20,
        after: str = "",
    ) -> dict[str, Any]:  # fmt: skip
        """Claims of an incident or of a document, as they stand in the documents: who says what, in which words, where."""
        lens = _lens("", as_of)
        if not incident_id and not document_key:
            raise InputError("say whose claims: incident_id or document_key")
        with self.desk.read() as db:
            ident = (self._now(db, incident_id) if not as_of else incident_id) if incident_id else ""
            asked = ClaimsAsked(
                incident=(ident,) if ident else (), document=(document_key,) if document_key else (), harm=(harm,) if harm else (),
                stance=(stance,) if stance else (), speaker=(speaker,) if speaker else (),
            )  # fmt: skip
            found = listed.claims(self.desk, db, lens, asked, _place(after), _few(limit))
            rows = [{k: c[k] for k in _CLAIM} for c in found.items]
            following = "/".join(map(str, found.last)) if found.last else None
            return self._answer(db, {"claims": rows, "total": found.total, "next": following}, lens)

    def disagreements(
        self, *, incident_id: str = "", type: str = "", resolution: str = "", policy: str = "", as_of: str = "", limit: int = 10, after: str = "",
        **filters: Any,
    ) -> dict[str, Any]:  # fmt: skip
        """Where reports part, each thing said with quotes of those who say it. Nothing is said of who is right."""
        lens = _lens(policy, as_of)
        with self.desk.read() as db:
            if incident_id:
                own = self._held(db, lens, incident_id)
                row = incident_shown(own.row, own.documents, own.masker)
                rows = [{"incident_id": row["incident_id"], "label": row["label"], **_parted(own, d)} for d in row["disagreements"]
                        if (not type or d["type"] == type) and (not resolution or d["resolution"] == resolution)]  # fmt: skip
                return self._answer(db, {"disagreements": rows, "total": len(rows), "next": None}, lens)
            pairs = [(k, str(v)) for k, v in filters.items() if v not in (None, "")]
            place = after.split(" ") if after else []
            if place and (len(place) != 2 or not place[1].isdigit()):
                raise InputError("after is none that an answer gave as next; leave it out to start at the beginning")
            found = incident_rows.disagreements(
                self.desk, db, lens, Query.read(pairs), [type] if type else [], [resolution] if resolution else [],
                (place[0], int(place[1])) if place else None, _few(limit),
            )  # fmt: skip
            return self._answer(db, {"disagreements": list(found.items), "total": found.total, "next": found.after}, lens)

    def search_quotes(self, words: str, *, limit: int = 10, cursor: str = "", as_of: str = "") -> dict[str, Any]:
        """Claims whose quotes have all these words ("a phrase" in quotation marks), and where they stand."""
        lens = _lens("", as_of)
        given = {"q": words, "in": "quote", "cursor": cursor, "limit": str(_few(limit))}
        with self.desk.read() as db:
            found = search(self.desk, db, lens, Ask.read(given))
            rows = [
                {"claim_id": q.claim_id, "incident_id": q.incident_id, "document": q.document, "document_key": q.article, "outlet": q.outlet,
                 "published": r.day, "speaker": q.speaker, "stance": q.stance, "harm": q.harm, "side": q.side, "figure": q.figure, "quote": q.text}
                for r in found.items if (q := r.quote) is not None
            ]  # fmt: skip
            return self._answer(db, {"quotes": rows, "next": found.next}, lens)

    def compare_policies(self, incident_id: str) -> dict[str, Any]:
        """The figures of an incident by every policy, each with its reasons and the words behind it."""
        with self.desk.read() as db:
            out = []
            for policy in sorted(POLICIES):
                own = self._held(db, Lens(policy), incident_id)
                row = incident_shown(own.row, own.documents, own.masker)
                figures = [
                    {**{k: e[k] for k in ("harm", "side", "over", "low", "best", "high", "open", "best_withheld", "words")},
                     "why": [r["detail"] for r in e["reasons"]], "quotes": quotes_of(own, [c for r in e["reasons"] for c in r["claims"]], 2)}
                    for e in row["estimates"]
                ]  # fmt: skip
                out.append({"policy": policy, "figures": figures})
            note = "policies other than current and minmax are this program's approximation of others' rules, not their coding"
            return self._answer(db, {"incident_id": own.row["incident_id"], "policies": out, "note": note}, Lens())

    def changes(self, since: int = 0, *, incident_id: str = "", limit: int = 10) -> dict[str, Any]:
        """What this ledger says otherwise since a number, why, and by which words. Send cursor as since the next time."""
        with self.desk.read() as db:
            own = feed.family_of(db, [self._now(db, incident_id)]) if incident_id else None
            found = feed.feed(db, max(0, since), _few(limit), own)
            rows = feed.feed_rows(self.desk, db, found.items)
            return self._answer(db, {"changes": rows, "cursor": found.last, "more": found.more}, Lens())

    def document(self, key: str) -> dict[str, Any]:
        """One article: what is known of it, and its text with names of private persons hidden."""
        with self.desk.read() as db:
            found = listed.document(self.desk, db, Lens(), key, text=True)
            if found is None:
                raise InputError("there is no document of this key; answers give keys as document_key")
            keys = (
                "document",
                "outlet",
                "title_text",
                "published",
                "published_basis",
                "language",
                "status",
                "reason",
                "url",
                "incidents",
                "text",
            )
            return self._answer(db, {"document_key": found["key"], **{k: found[k] for k in keys}}, Lens())

    def claim(self, claim_id: str) -> dict[str, Any]:
        """One claim."""
        with self.desk.read() as db:
            found = listed.claim(self.desk, db, Lens(), claim_id)
            if found is None:
                raise InputError("there is no claim of this id")
            return self._answer(db, {k: found[k] for k in _CLAIM}, Lens())

    def ledger(self) -> dict[str, Any]:
        """Which ledger this is, and what state it is in."""
        with self.desk.read() as db:
            told = record.ledger(self.desk, db)
            return {**told, "notice": f"{NOTICE} {told['notice']}"}

    def _answer(self, db: sa.Connection, data: Mapping[str, Any], lens: Lens) -> dict[str, Any]:
        state = self.desk.state(db)
        from_ = {
            "ledger_id": state.ledger_id,
            "run": state.run_id,
            "at": state.run_at,
            "policy": lens.policy or state.policy,
            "as_of": lens.as_of,
        }
        return {"notice": NOTICE, "from": from_, **fenced(data)}

    def _held(self, db: sa.Connection, lens: Lens, incident_id: str) -> Held:
        wanted = incident_id if lens.as_of else self._now(db, incident_id)
        told, _ = told_then(self.desk, db, lens, wanted)
        if told is None:
            then = f"nothing of {incident_id[:40]} had been published by then" if lens.as_of else f"{incident_id[:40]} is no more"
            raise InputError(f"{then}; search_incidents finds those there are")
        return held(self.desk, db, told)

    def _now(self, db: sa.Connection, incident_id: str) -> str:
        try:
            asked = asked_for(db, incident_id)
        except InputError as err:
            raise InputError(str(err).replace("`rashomon show` lists", "search_incidents finds")) from None
        return asked.incident_id or asked.asked


def _lens(policy: str, as_of: str) -> Lens:
    return Lens.read({"policy": policy, "as_of": as_of})


def _few(limit: int) -> int:
    if not 1 <= limit <= MOST:
        raise InputError(f"limit {limit}: from 1 to {MOST}")
    return limit


def _place(after: str) -> tuple[int, int, str] | None:
    parts = after.split("/")
    if not after:
        return None
    if len(parts) != 3 or not all(p.isdigit() and len(p) < 20 for p in parts[:2]):
        raise InputError("after is none that an answer gave as next; leave it out to start at the beginning")
    return int(parts[0]), int(parts[1]), parts[2]


def _brief(own: Held) -> Row:
    """An incident in a list: what, when, where, figures in words with what they rest on, and the words behind the first of them."""
    row = incident_shown(own.row, own.documents, own.masker)
    incident = incident_of(dict(own.row))
    scope = own.row["documents"]

    def shown(text: str) -> str:
        return own.masker.known(scope, text)

    figures = [
        {
            "harm": e.harm,
            "whose": shown(who_words(e)),
            "over": e.over,
            "figure": own.masker.words(scope, figure_words(e)),
            "best_withheld": e.best_withheld,
            "rests_on": f"{e.basis.reports} reports, {e.basis.texts} texts, {e.basis.speakers} speakers; {e.basis.kind.replace('_', ' ')}",
            "quotes": quotes_of(own, e.claims, 2),
        }
        for e in incident.estimates
    ]
    keys = ("incident_id", "label", "kind", "status", "occurrence", "responsibility", "background", "date_start", "date_end", "date_precision", "sides", "attackers", "reports", "texts", "speakers")  # fmt: skip
    return {
        **{k: row[k] for k in keys},
        "date": date_words(incident),
        "place": place_words(incident, shown),
        "figures": figures or "nobody gives a figure: that is unknown, not zero",
        "quotes": [] if figures else _any(own),
    }


def _any(own: Held) -> list[Row]:
    """Some words of an incident without figures."""
    first: Iterable[str] = sorted(own.claims, key=lambda c: (own.claims[c]["speaker"] is None, c))
    return quotes_of(own, list(first)[:3])


def _parted(own: Held, one: Mapping[str, Any]) -> Row:
    keys = ("type", "field", "resolution", "preferred", "why")
    return {**{k: one[k] for k in keys}, "values": [{**v, "quotes": quotes_of(own, v["claims"])} for v in one["values"]]}
