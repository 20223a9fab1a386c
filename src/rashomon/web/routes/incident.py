"""One incident: the card, why, who says what, figures over time and where they come from, disagreements, articles, lenses, history."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from fastapi import APIRouter
from fastapi.responses import RedirectResponse, Response

from rashomon.errors import InputError
from rashomon.exports.told_card import card_json, card_of
from rashomon.people import notice
from rashomon.queries.article import held, marked_text
from rashomon.queries.article_others import title_of
from rashomon.queries.claim_shown import COLUMNS, article_key, claim_cells, claim_json
from rashomon.queries.incident import Seen, asked, look
from rashomon.queries.incident_beside import changed, linked, named, papers, spot
from rashomon.queries.incident_face import face
from rashomon.queries.incident_history import decisions, moved_words, versions
from rashomon.queries.incident_lineage import lineages
from rashomon.queries.incident_matrix import matrix
from rashomon.queries.incident_said import Citer, day_of
from rashomon.queries.incident_steps import steps
from rashomon.queries.incident_views import beside, known_policies
from rashomon.web import basemap
from rashomon.web.answers import address, csv_answer, json_answer, unchanged
from rashomon.web.incident_charts import charts, drawn
from rashomon.web.pages import page
from rashomon.web.problems import Problem
from rashomon.web.visit import Reader, Visit

router = APIRouter()
#: Parts of the page that a large incident's is given when somebody looks at them, and the templates that draw them.
FILES = {
    "who-says-what": "incident_matrix.html",
    "over-time": "incident_time.html",
    "basis": "incident_lineage.html",
    "lenses": "incident_lenses.html",
    "history": "incident_history.html",
}
NAMES = {
    "who-says-what": "Who says what",
    "over-time": "Over time",
    "basis": "What it rests on",
    "lenses": "Lenses",
    "history": "History",
}
#: Claims up to which all of it is in one page. Of 1,500 claims the card takes a third of what all parts take.
CLAIMS = 250
#: Up to so many sayings all quotes are in the page; of more, a speaker's are fetched when somebody asks for them. Rows of a group that are
#: shown at once; versions of the history.
WORDS, ROWS, VERSIONS = 160, 12, 12
#: Parameters that stay when one of them changes.
KEEPS = ("policy", "as_of", "rows", "beside")
_ROW = re.compile(r"s\d{1,5}")


def found(visit: Visit, text: str, ending: str = "") -> str | Response:
    """The id that a text names, or the way to it. Raises a Problem that helps where there is none."""
    try:
        known = asked(visit.db, text)
    except InputError as err:
        said = str(err).replace("`rashomon show` lists", "the list of incidents shows")
        raise Problem(
            404, "no such incident", f"{said}. Look for it by place, side or day in the list, or by its words in the search"
        ) from None
    if known.incident_id is None:
        raise Problem(410, "no longer an incident", f"{known.asked} is no more, {moved_words(visit.desk, visit.db, known)}")
    if known.incident_id == text and known.asked == text:
        return text
    params = [(k, v) for k, v in visit.request.query_params.multi_items() if k in KEEPS]
    if known.asked != known.incident_id:
        params.append(("was", known.asked))
    return RedirectResponse(address(f"/incidents/{known.incident_id}{ending}", params), 307)


def seen_by(visit: Visit, incident_id: str) -> Seen:
    """The incident under the lens of the visit. Raises a Problem where nothing of it had been published by then."""
    try:
        return look(visit.desk, visit.db, visit.lens, incident_id)
    except InputError as err:
        raise Problem(404, "not yet reported", f"{err}. Choose a later moment, or look at it as of now: /incidents/{incident_id}") from None


def _citer(visit: Visit, seen: Seen) -> Citer:
    return Citer(seen, visit.desk.masker(seen.documents))


@router.get("/incidents/{incident}.json", include_in_schema=False)
def as_json(visit: Reader, incident: str) -> Response:
    """Everything the page says, as plain values; first what ``rashomon show --json`` gives."""
    here = found(visit, incident, ".json")
    if isinstance(here, Response):
        return here
    if (same := unchanged(visit)) is not None:
        return same
    seen = seen_by(visit, here)
    citer = _citer(visit, seen)
    shown = card_of(seen.incident, citer.claims, seen.documents, citer.masker, {}, seen.decisions)
    data: dict[str, Any] = {
        "asked": here,
        "lens": visit.lens.params,
        "notes": seen.notes,
        **card_json(shown, citer.claims, seen.documents, citer.masker, seen.policy),
        "card": face(citer),
        "matrix": matrix(citer),
        "lineages": lineages(citer),
        "over_time": steps(citer),
        "policies": beside(citer, _policies(visit, seen)),
        "links": linked(visit.db, citer),
        "places": named(citer),
        "articles": papers(citer),
        "history": versions(visit.desk, visit.db, here),
        "decided": decisions(citer),
    }
    return json_answer(visit, data)


@router.get("/incidents/{incident}.csv", include_in_schema=False)
def as_csv(visit: Reader, incident: str) -> Response:
    """The claims of the incident."""
    here = found(visit, incident, ".csv")
    if isinstance(here, Response):
        return here
    seen = seen_by(visit, here)
    masker = visit.desk.masker(seen.documents)
    own = sorted(seen.claims.values(), key=lambda c: (c.document, c.start, c.claim_id))
    return csv_answer(visit, f"incident-{here}", COLUMNS, (claim_cells(claim_json(c, masker)) for c in own))


@router.get("/incidents/{incident}/said/{row}", include_in_schema=False)
def said(visit: Reader, incident: str, row: str) -> Response:
    """Every word of one speaker on the incident."""
    here = found(visit, incident)
    if isinstance(here, Response):
        return here
    citer = _citer(visit, seen_by(visit, here))
    made = matrix(citer)
    speaker = next((s for s in made.rows if s.key == row), None) if _ROW.fullmatch(row) else None
    if speaker is None:
        raise Problem(404, "no such speaker", f"nobody of that number speaks of {here} under this lens; go back to who says what")
    return page(
        visit, "incident_said.html", title=f"{speaker.name}: every word on it", at="/", speaker=speaker, questions=made.questions,
        incident=here, label=face(citer).label, ask=_ask(visit), notice=notice(names=visit.settings.names, coarsen=visit.settings.coarsen),
    )  # fmt: skip


@router.get("/incidents/{incident}/text/{key}", include_in_schema=False)
def text(visit: Reader, incident: str, key: str) -> Response:
    """An article of the incident with its claims marked in place."""
    here = found(visit, incident)
    if isinstance(here, Response):
        return here
    seen = seen_by(visit, here)
    name = next((n for n in seen.incident.documents if article_key(n) == key), None)
    one = held(visit.db, [name]).get(name) if name is not None else None
    if one is None:
        raise Problem(404, "no such article", f"no article of that key tells of {here}; its articles are listed on its page")
    citer = _citer(visit, seen)
    marks, passages = marked_text(one, citer.masker)
    return page(
        visit, "incident_text.html", title=title_of(one.document, citer.masker), at="/", marks=marks, passages=passages, key=key,
        outlet=citer.outlet(one.document.name), day=day_of(one.document), here=here, ask=_ask(visit),
        label=citer.show.words(seen.incident.label or seen.incident.kind),
        notice=notice(names=visit.settings.names, coarsen=visit.settings.coarsen),
    )  # fmt: skip


@router.get("/incidents/{incident}/part/{part}", include_in_schema=False)
def one_part(visit: Reader, incident: str, part: str) -> Response:
    """One part of the page by itself: what a large incident's page fetches when somebody looks at it."""
    here = found(visit, incident)
    if isinstance(here, Response):
        return here
    if part not in FILES:
        raise Problem(404, "no such part", f"the parts of an incident's page are {', '.join(FILES)}")
    citer = _citer(visit, seen_by(visit, here))
    label = citer.show.words(citer.seen.incident.label or citer.seen.incident.kind)
    return page(
        visit,
        "incident_part.html",
        title=f"{NAMES[part]}: {label}",
        at="/",
        part=part,
        label=label,
        **_common(visit, citer),
        **_part(visit, citer, part),
    )


@router.get("/incidents/{incident}", include_in_schema=False)
def show(visit: Reader, incident: str) -> Response:
    """The page of an incident."""
    here = found(visit, incident)
    if isinstance(here, Response):
        return here
    seen = seen_by(visit, here)
    citer = _citer(visit, seen)
    card = face(citer)
    inline = [p for p in FILES if len(seen.given.claims) <= CLAIMS]
    context: dict[str, Any] = {}
    for part in inline:
        context |= _part(visit, citer, part)
    return page(
        visit, "incident.html", title=f"{card.date} · {card.place} · {card.kind}", at="/", card=card, inline=inline, links=linked(visit.db, citer),
        places=named(citer), spot=spot(citer), drawn_place=_place(citer), map_version=basemap.version(), papers=papers(citer), editions=changed(citer), was=_was(visit, here), claims=len(seen.given.claims),
        later=[_name(n, citer) for n in seen.later], undated=[_name(n, citer) for n in seen.undated], **_common(visit, citer), **context,
    )  # fmt: skip


def _common(visit: Visit, citer: Citer) -> dict[str, Any]:
    """What every part needs."""
    here, ask = visit.request.path_params["incident"], _ask(visit)
    return {
        "seen": citer.seen, "here": here, "ask": ask, "more": ask.replace("?", "&", 1), "addresses": _addresses(visit, here), "files": FILES,
        "names": NAMES, "every": visit.request.query_params.get("rows") == "all",
        "notice": notice(names=visit.settings.names, coarsen=visit.settings.coarsen),
    }  # fmt: skip


def _part(visit: Visit, citer: Citer, part: str) -> dict[str, Any]:
    """What one part of the page shows."""
    every = visit.request.query_params.get("rows") == "all"
    here: str = visit.request.path_params["incident"]
    if part == "who-says-what":
        made = matrix(citer)
        sayings = sum(len(c) for r in made.rows for c in r.cells)
        return {"matrix": made, "lazy": sayings > WORDS, "most": len(made.rows) if every else ROWS}
    if part == "over-time":
        moved = steps(citer)
        return {"charts": charts(moved), "series": moved}
    if part == "basis":
        return {"drawings": [drawn(x) for x in lineages(citer)]}
    if part == "lenses":
        return {"beside": beside(citer, _policies(visit, citer.seen)), "policies": known_policies()}
    told = versions(visit.desk, visit.db, here)
    older = 0 if every else max(0, len(told) - VERSIONS)
    return {"history": told if every else told[:VERSIONS], "older": older, "decided": decisions(citer)}


def _place(citer: Citer) -> dict[str, Any] | None:
    """The point, circle or area that the map draws; None where no coordinates are known."""
    place = citer.seen.incident.place
    if place is not None and (place.lat is None or place.lon is None) and (at := basemap.middle(place)) is not None:
        place = replace(place, lat=at[0], lon=at[1])
    if place is None or place.lat is None or place.lon is None:
        return None
    shape, km, area = basemap.shape(place)
    return {"lat": place.lat, "lon": place.lon, "shape": shape, "km": km, "area": area or ""}


def _ask(visit: Visit) -> str:
    """The lens as it goes on in an address."""
    return address("", visit.lens.params)


def _name(name: str, citer: Citer) -> str:
    return citer.masker.address(name, name)


def _policies(visit: Visit, seen: Seen) -> tuple[str, ...]:
    """Policies to show beside one another: all, or for a large incident the one looked through and one other."""
    own = seen.policy.partition(" with weights ")[0]
    every = known_policies()
    if len(seen.given.claims) <= CLAIMS:
        return (own, *(p for p in every if p != own))
    other = visit.request.query_params.get("beside", "")
    return (own, other if other in every and other != own else next(p for p in every if p != own))


def _was(visit: Visit, here: str) -> tuple[str, str] | None:
    """The id somebody asked for, and since when it leads here."""
    text = visit.request.query_params.get("was", "")
    if not re.fullmatch(r"inc-[0-9a-f]{16}", text) or text == here:
        return None
    try:
        known = asked(visit.db, text)
    except InputError:
        return None
    return (text, moved_words(visit.desk, visit.db, known)) if known.incident_id == here else None


def _addresses(visit: Visit, here: str) -> dict[str, str]:
    """Other addresses of the incident: as files, in other lenses, with all rows, in review."""
    kept = [(k, v) for k, v in visit.request.query_params.multi_items() if k in KEEPS]
    base = f"/incidents/{here}"
    out = {
        "json": address(base + ".json", visit.lens.params),
        "csv": address(base + ".csv", visit.lens.params),
        "all": address(base, [*((k, v) for k, v in kept if k != "rows"), ("rows", "all")]),
        "now": address(base, {k: v for k, v in visit.lens.params.items() if k != "as_of"}),
        "review": address("/review/item", {"incident": here}),
    }
    for name in known_policies():
        out[f"policy {name}"] = address(base, [*((k, v) for k, v in kept if k != "policy"), ("policy", name)])
        out[f"beside {name}"] = address(base, [*((k, v) for k, v in kept if k != "beside"), ("beside", name)]) + "#lenses"
    return out
