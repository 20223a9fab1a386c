"""Actors, one actor, and two that face each other."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from fastapi import APIRouter
from fastapi.responses import RedirectResponse, Response

from rashomon.queries import actor as one
from rashomon.queries import actors as many
from rashomon.queries import dyads as two
from rashomon.queries.parts import Part, one_of, part, place_in, text_in
from rashomon.queries.quoting import Quote
from rashomon.web.answers import csv_answer, json_answer, unchanged
from rashomon.web.pages import page
from rashomon.web.problems import Problem
from rashomon.web.routes.chain import drawn
from rashomon.web.routes.listing import LENSES, TOTAL, files, here, labels, pages, part_json, rows_of, to, total_cells, total_json
from rashomon.web.visit import Reader, Visit

router = APIRouter()
VIEWS = ("actors", "dyads")
#: Rows of each section of a page before its list is opened.
FEW = 5
QUOTE_COLUMNS = ("section", "incident_id", "claim_id", "speaker", "stance", "harm", "side", "figure", "quote", "outlet", "document", "article", "published")  # fmt: skip


def _list(visit: Visit) -> tuple[str, Part[Any]]:
    given = visit.request.query_params
    view, (start, limit), q = one_of(given, "view", VIEWS, "actors"), place_in(given), text_in(given, "q")
    if view == "dyads":
        return view, many.dyads(visit.desk, visit.db, visit.lens, q=q, start=start, limit=limit)
    role, named = one_of(given, "role", many.ROLES, "any"), one_of(given, "named", many.NAMED, "all")
    return view, many.actors(visit.desk, visit.db, visit.lens, q=q, role=role, named=named, start=start, limit=limit)


@router.get("/actors", include_in_schema=False)
def actors(visit: Reader) -> Response:
    """Everybody the news speaks of, or pairs of them."""
    view, found = _list(visit)
    return page(
        visit, "actors.html", title="Actors" if view == "actors" else "Dyads", at="/actors", view=view, rows=found.items,
        pager=pages(visit, found), files=files(visit), to=to, policies=LENSES, here=here, roles=many.ROLES, named=many.NAMED,
    )  # fmt: skip


def _row(x: Any) -> dict[str, Any]:
    return {k: v for k, v in asdict(x).items() if not k.startswith("_") and k != "killed"} | {"killed": total_json(x.killed)}


@router.get("/actors.json", include_in_schema=False)
def actors_json(visit: Reader) -> Response:
    """The same list as JSON."""
    view, found = _list(visit)
    return json_answer(visit, {view: part_json(found, [_row(x) for x in found.items])})


@router.get("/actors.csv", include_in_schema=False)
def actors_csv(visit: Reader) -> Response:
    """The same list as CSV."""
    view, found = _list(visit)
    if view == "dyads":
        columns = ("a", "b", "incidents", "first", "last", *(f"killed_{c}" for c in TOTAL))
        return csv_answer(visit, "dyads", columns, ([x.a, x.b, x.incidents, x.first, x.last, *total_cells(x.killed)] for x in found.items))
    own = ("name", "word", "hidden", "incidents", "side", "accused", "admitted", "aggregates", "background", "claims", "articles")
    rows = ([*(getattr(a, c) for c in own), *total_cells(a.killed)] for a in found.items)
    return csv_answer(visit, "actors", (*own, *(f"own_killed_{c}" for c in TOTAL)), rows)


def _named(visit: Visit, parameter: str) -> many.Actor:
    name = text_in(visit.request.query_params, parameter)
    if not name:
        raise Problem(400, "no actor named", f"write whom you mean: {visit.request.url.path}?{parameter}=… as the list of actors has it")
    found = many.actor_named(visit.desk, visit.db, visit.lens, name)
    if found is None:
        near = many.near_names(visit.desk, visit.db, visit.lens, name)
        hint = f"did you mean {', '.join(near)}?" if near else "the list of actors has everybody; private persons have no page"
        raise Problem(404, "no such actor", f"nobody is called {name[:80]!r} here: {hint}")
    return found


def _actor(visit: Visit) -> dict[str, Any]:
    """What the page of an actor shows; of the section asked for a page of it, of the others the first few."""
    given = visit.request.query_params
    own = _named(visit, "name")
    section = one_of(given, "section", ("", *one.SECTIONS), "")
    start, limit = place_in(given, most=100, usual=30)
    desk, db, lens = visit.desk, visit.db, visit.lens
    words = one.words_on(desk, db, lens, own.name)
    entries = many.with_actor(desk.shelf(db, lens).entries.values(), own.name)

    def at(name: str) -> tuple[int, int]:
        return (start, limit) if name == section else (0, FEW)

    quoted = {name: one.quoted(desk, db, rows, *at(name)) for name, rows in (("accused", words.accused), *words.says.items())}
    return {
        "actor": own,
        "section": section,
        "said": len(words.voices),
        "parties": one.parties_of(words, own.name),
        "counts": many.counts_of(entries),
        "incidents": part(entries, *at("incidents")),
        "losses": one.losses(desk, db, words, own.name, *at("losses")),
        "quoted": quoted,
        "voices": one.voices(desk, db, words, *at("speakers")),
    }


def _all_quotes(data: dict[str, Any]) -> list[tuple[str, Quote]]:
    out = [(name, q) for name, found in data["quoted"].items() for q in found.items]
    for x in data["losses"].both.items:
        out += [("own losses, its word", q) for q in x.own] + [("own losses, others' word", q) for q in x.others]
    return out


@router.get("/actor", include_in_schema=False)
def actor(visit: Reader) -> Response:
    """One actor; without a name the list of all."""
    if not visit.request.query_params.get("name"):
        return RedirectResponse(to(visit, "/actors"), 303)
    data = _actor(visit)
    named = labels(visit, [q.incident_id for _, q in _all_quotes(data)])
    lists = {"incidents": data["incidents"], "losses": data["losses"].both, "speakers": data["voices"], **data["quoted"]}
    return page(
        visit, "actor.html", title=data["actor"].name, at="/actors", rows=rows_of(visit, data["incidents"].items), labels=named,
        pagers={k: pages(visit, v) for k, v in lists.items()}, files=files(visit), to=to, policies=LENSES, here=here, few=FEW, **data,
    )  # fmt: skip


@router.get("/actor.json", include_in_schema=False)
def actor_json(visit: Reader) -> Response:
    """One actor as JSON."""
    data = _actor(visit)
    found = data["losses"]
    out = data | {
        "actor": _row(data["actor"]),
        "incidents": part_json(data["incidents"], rows_of(visit, data["incidents"].items)),
        "losses": {**part_json(found.both), "only_own": found.only_own, "only_others": found.only_others},
        "quoted": {k: part_json(v) for k, v in data["quoted"].items()},
        "voices": part_json(data["voices"]),
    }
    return json_answer(visit, out)


@router.get("/actor.csv", include_in_schema=False)
def actor_csv(visit: Reader) -> Response:
    """What an actor says and what is said of it, a line per quote."""
    return csv_answer(visit, "actor", QUOTE_COLUMNS, (quote_cells(name, q) for name, q in _all_quotes(_actor(visit))))


def quote_cells(section: str, q: Quote) -> list[Any]:
    """A quote as cells of a table."""
    return [section, q.incident_id, q.claim_id, q.speaker, q.stance, q.harm, q.side, q.figure, q.text, q.outlet, q.document, q.article, q.published]  # fmt: skip


def _dyad(visit: Visit) -> dict[str, Any]:
    a, b = _named(visit, "a"), _named(visit, "b")
    if a.name == b.name:
        raise Problem(400, "one actor", f"a and b are both {a.name!r}; name two")
    start, limit = place_in(visit.request.query_params, most=50, usual=15)
    desk, db, lens = visit.desk, visit.db, visit.lens
    entries = many.with_actor(desk.shelf(db, lens).entries.values(), a.name, b.name)
    found = part([e for e in entries if e.incident_id], start, limit)
    return {
        "a": a,
        "b": b,
        "counts": many.counts_of(entries),
        "incidents": found,
        "words": two.both_sides(desk, db, lens, [e.incident_id for e in found.items], a.name, b.name),
        "episodes": two.episodes(desk, db, lens, entries),
    }


@router.get("/dyad", include_in_schema=False)
def dyad(visit: Reader) -> Response:
    """Two actors and what each says; without both the list of pairs."""
    if not all(visit.request.query_params.get(k) for k in ("a", "b")):
        return RedirectResponse(to(visit, "/actors", view="dyads"), 303)
    if (same := unchanged(visit)) is not None:
        return same
    data = _dyad(visit)
    episodes = data["episodes"][:6]
    rows = {r.id: r for r in rows_of(visit, [e for x in episodes for e in x.incidents])}
    return page(
        visit, "dyad.html", title=f"{data['a'].name} and {data['b'].name}", at="/actors", rows=rows_of(visit, data["incidents"].items),
        chains=[drawn(x, rows) for x in episodes], more_chains=len(data["episodes"]) - len(episodes), kinds=two.CHAINS,
        words={s.incident_id: s for s in data["words"]}, pager=pages(visit, data["incidents"]), files=files(visit), to=to, policies=LENSES,
        **{k: data[k] for k in ("a", "b", "counts")},
    )  # fmt: skip


@router.get("/dyad.json", include_in_schema=False)
def dyad_json(visit: Reader) -> Response:
    """Two actors as JSON."""
    data = _dyad(visit)
    chains = [{"incidents": [e.incident_id for e in x.incidents], "ties": x.ties} for x in data["episodes"]]
    out = {
        "a": _row(data["a"]),
        "b": _row(data["b"]),
        "counts": data["counts"],
        "incidents": part_json(data["incidents"], rows_of(visit, data["incidents"].items)),
        "words": data["words"],
        "episodes": chains,
    }
    return json_answer(visit, out)


@router.get("/dyad.csv", include_in_schema=False)
def dyad_csv(visit: Reader) -> Response:
    """What both say of their incidents, a line per quote."""
    data = _dyad(visit)
    rows = (quote_cells(whose.name, q) for s in data["words"] for whose, own in ((data["a"], s.a), (data["b"], s.b)) for q in own)
    return csv_answer(visit, "dyad", ("side_of", *QUOTE_COLUMNS[1:]), rows)
