"""Which entry of the gazetteer each name of a document means, all names together."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from rashomon.gazetteer import LOCAL, Context, Entry, Focus, Gazetteer, Points, apart, choose, evidence_of, fold, to_place, told_of
from rashomon.mentions import places_words as words
from rashomon.mentions.places_found import Found
from rashomon.model import Document, Place

DISTRICT_KM = 120.0  # how far a town may lie from the point of its district


#: words of a place smaller than a city, and what is one
_SMALL_KINDS, _CITY = frozenset({"village", "hamlet"}), 150_000


_BARE = 20_000  # people a town has where nothing but its name speaks for a place; smaller ones are mostly words and surnames


#: what a document's other names must say for "Ostrel" to be a town or province where a country has the name, and what share of all they
#: can say: where nothing else speaks for the country, and where its people or capital are named too
_TOWN, _ALONE, _BESIDE = 1.0, 0.35, 0.6


_LOOSE = 100_000  # people a town has after which a street or a school beside its name is likely to be in it


def codes_of(item: Found, gazetteer: Gazetteer) -> set[str]:
    """Codes of the provinces and countries a container may be."""
    if item.code:
        return {item.code}
    iso = gazetteer.country_code(item.name) or words.parts_of_countries().get(fold(item.name))
    out = {iso} if iso else set()
    for entry in gazetteer.candidates(item.name):
        if entry.feature == "ADM1" or (entry.feature == "ADM2" and item.level == 2):
            out.add(entry.admin1)
    region = words.regions().get(fold(item.name))
    if region:
        out.update(str(c) for c in region.get("countries", ()))
    return out


_WAVES: tuple[tuple[Callable[[Found], bool], float], ...] = (
    (lambda i: i.level == 1, 0.3),
    (lambda i: bool(i.inside), 0.3),
    (lambda i: True, 0.8),
    (lambda i: True, 0.0),
)


def resolve(document: Document, found: list[Found], gazetteer: Gazetteer) -> list[Place | None]:
    """The place each name means, in their order; None where it is no place after all."""
    named = words.country_words(document.text, gazetteer)
    focus = _focus(found, {}, gazetteer)
    towns = _towns_called_as_countries(found, named, focus, gazetteer)
    if towns:
        focus = _focus(found, {}, gazetteer, towns)
    counts = {iso: sum(row.values()) for iso, row in named.items()}
    total = sum(counts.values())
    weights = {iso: n / total for iso, n in sorted(counts.items())}
    admin1: set[str] = set()
    near: list[tuple[float, float]] = []
    here = Points()
    chosen: dict[int, tuple[Entry | None, str, Context]] = {}

    def ask(n: int, item: Found, caution: float) -> None:
        inside = frozenset(c for o in item.inside for c in _narrow(o, item, gazetteer))
        level = item.level
        if fold(item.name) in towns:
            level = LOCAL if level is None else level
        elif gazetteer.country_code(item.name) and item.kind not in words.forms("settlement"):
            level = 1
        if item.rule in {"place.dateline", "place.item"} and level is None and any(e.is_town for e in gazetteer.candidates(item.name)):
            level = 0  # a report is written in a town
        name = fold(item.name)
        context = Context(weights, frozenset(admin1), inside, here, item.relation, level, caution, focus, name, name in words.seats())
        entry, basis = choose(gazetteer, item.name, context)
        chosen[n] = (entry, basis, context)

    def learn(n: int) -> None:
        entry = chosen[n][0]
        if entry is None:
            return
        if entry.feature == "ADM1":
            admin1.add(entry.admin1)
        elif entry.lat is not None and entry.lon is not None and entry.feature != "PCLI" and len(near) < 60:
            near.append((entry.lat, entry.lon))
        if entry.country not in weights:
            weights[entry.country] = 0.1

    # provinces and abbreviations first, then what has a container, then what is known beyond doubt, then the rest with all that in hand
    for item in found:
        if item.code:
            admin1.add(item.code)
            weights.setdefault(item.code.split(".")[0], 0.3)
    for wave, caution in _WAVES:
        todo = [n for n, i in enumerate(found) if wave(i) and not i.code and (n not in chosen or chosen[n][0] is None)]
        for n in todo:
            ask(n, found[n], caution)
        for n in todo:
            learn(n)
        if len(near) > len(here):
            here = Points(near)
    focus = _focus(found, {n: answer[0] for n, answer in chosen.items() if answer[0]}, gazetteer, towns)
    for n, item in enumerate(found):
        answer = chosen.get(n)
        if answer and (answer[0] is None or (answer[0].feature != "PCLI" and not told_of(answer[0], answer[2]))):
            ask(n, item, 0.0)
    _agree(found, chosen)
    return [_place(item, chosen.get(n), gazetteer) for n, item in enumerate(found)]


def _focus(found: list[Found], chosen: Mapping[int, Entry], gazetteer: Gazetteer, towns: Collection[str] = ()) -> Focus:
    """Where the names of a document gather; a name that is already resolved speaks for its entry only, a country's for the country unless
    it is one of ``towns``."""
    names: dict[str, list[Entry]] = {}
    sure: dict[str, list[Entry]] = {}
    for n, item in enumerate(found):
        province = gazetteer.province(item.code) if item.code else None
        if n in chosen or province:
            sure.setdefault(fold(item.name), []).append(province or chosen[n])
        elif item.known and not item.code and item.rule != "place.speaks" and fold(item.name) not in names:
            entries = gazetteer.candidates(item.name)
            if gazetteer.country_code(item.name) and fold(item.name) not in towns:
                entries = [e for e in entries if e.feature == "PCLI"]
            names[fold(item.name)] = entries
    return Focus(names | sure)


def _towns_called_as_countries(found: list[Found], named: dict[str, dict[str, int]], focus: Focus, gazetteer: Gazetteer) -> frozenset[str]:
    """Names of countries that mean a town or province here ("Ostrel" in a county's paper), folded. Where nothing but that name speaks for
    the country, it is taken out of ``named``."""
    out = set()
    for item in found:
        name, iso = fold(item.name), gazetteer.country_code(item.name)
        if not iso or name in out:
            continue
        entries = [e for e in gazetteer.candidates(item.name) if e.main]
        others = [e for e in entries if (e.is_town or e.feature == "ADM1") and e.country != iso and focus.support(name, e) >= _TOWN]
        local = max((focus.share(name, e) for e in others), default=0.0)
        if local <= max((focus.share(name, e) for e in entries if e.feature == "PCLI"), default=0.0):
            continue
        alone = not named.get(iso, {}).keys() - {name}
        if local >= (_ALONE if alone else _BESIDE):
            out.add(name)
            if alone:
                named.pop(iso, None)
    return frozenset(out)


def _agree(found: list[Found], chosen: dict[int, tuple[Entry | None, str, Context]]) -> None:
    """One name is one place in a document: the reading with a container beside it counts for the bare ones too."""
    sure: dict[tuple[str, int | None], tuple[Entry, str]] = {}
    for n, item in enumerate(found):
        answer = chosen.get(n)
        if answer and answer[0] and item.inside:
            sure.setdefault((fold(item.name), item.level), (answer[0], answer[1]))
    for n, item in enumerate(found):
        key = (fold(item.name), item.level)
        if n in chosen and key in sure and not item.inside:
            chosen[n] = (*sure[key], chosen[n][2])


def _narrow(outer: Found, inner: Found, gazetteer: Gazetteer) -> set[str]:
    """Codes a container stands for, only those that hold an entry of the inner name where any does."""
    codes = codes_of(outer, gazetteer)
    entries = [e for e in gazetteer.candidates(inner.name) if e.is_town]
    codes |= {
        o.admin1
        for o in gazetteer.candidates(outer.name)
        if o.feature == "ADM2" and any(e.admin1 == o.admin1 and apart(e, o) < DISTRICT_KM for e in entries)
    }
    if outer.inside:
        wider = {c for o in outer.inside for c in codes_of(o, gazetteer)}
        codes = {c for c in codes if c in wider or c.split(".")[0] in wider} or codes | wider
    return codes


def _place(item: Found, answer: tuple[Entry | None, str, Context] | None, gazetteer: Gazetteer) -> Place | None:
    region = words.regions().get(fold(item.name))
    if item.code:
        province = gazetteer.province(item.code)
        return Place(
            item.name,
            gazetteer.admin1_name(item.code),
            gazetteer.country_name(item.code.split(".")[0]),
            province.lat if province else None,
            province.lon if province else None,
            precision=4,
            basis="abbreviation of a province" + (f"; point: {province.point}" if province and province.point else ""),
            gazetteer_id=province.gid if province else None,
        )
    isos = [str(c) for c in region.get("countries", ())] if region else []
    if region and not (answer and answer[0] and len(isos) == 1 and answer[0].country == isos[0] and answer[0].feature == "ADM1"):
        precision = 7 if region.get("kind") == "waters" else 5
        return Place(
            item.name,
            country=gazetteer.country_name(isos[0]) if len(isos) == 1 else None,
            precision=precision,
            basis="a region without a point of its own",
        )
    if answer is None:
        return None
    entry, basis, context = answer
    sure = entry is not None and (entry.main or item.rule == "place.container")
    if entry and item.kind in words.forms("loose") and not (entry.population >= _LOOSE and sure and evidence_of(entry, context)):
        entry, basis = None, f"a {item.kind} called after something else, perhaps"
    if entry and item.kind in _SMALL_KINDS and entry.is_town and entry.population > _CITY and not context.inside:
        entry, basis = None, f"a {item.kind}, and the entry of this name is a city"
    if item.capitals and (entry is None or (item.relation in {"of", "from"} and entry.is_town and entry.population < _LOOSE)):
        return None
    if entry is None and (item.named or item.rule == "place.bare"):
        return None  # only the list of towns spoke for it, and it is not known which
    if (
        item.named
        and entry
        and not (entry.exact and (entry.population >= _LOOSE or entry.feature in {"PCLI", "ADM1"} or context.close(entry)))
    ):
        return None
    if (
        entry
        and not item.named
        and item.rule == "place.bare"
        and (not told_of(entry, context) or entry.feature in {"PPLC", "PCLI"} or entry.population < _BARE or not entry.exact)
    ):
        return None  # a capital named for its government, or a word that is also a small town
    place = to_place(gazetteer, item.name, entry, basis, context)
    if entry is None and context.inside:
        admin = sorted(c for c in context.inside if "." in c)
        isos = sorted({c.split(".")[0] for c in context.inside})
        if len(isos) == 1:
            place = Place(
                item.name,
                gazetteer.admin1_name(admin[0]) if len(admin) == 1 else None,
                gazetteer.country_name(isos[0]),
                basis=f"{place.basis}; province and country as the text says",
            )
    return place
