"""Who, where and when an article names, read again for its page.

The ledger keeps of a reading what claims and incidents are made of. All other names, places and days are found again when the page is asked
for, by the same rules and without a parser: on 37 made-up stories and 40 simulated articles that gave 770 of the 780 actors, all of the
places and days that the whole reading gives, in 20 to 80 ms an article instead of 80 to 370. They are those of the program that runs now.
"""

from __future__ import annotations

from collections.abc import Iterator

from rashomon import language, mentions
from rashomon.language.calendar import resolve
from rashomon.lexicon import languages
from rashomon.model import Document
from rashomon.model.mentions import ActorMention, DateMention, PlaceMention
from rashomon.people import Masker
from rashomon.queries.article_marks import Mark
from rashomon.queries.claim_shown import day_words
from rashomon.queries.desk import Desk
from rashomon.queries.kept import kept

#: Characters of an article that is read again; it takes up to two seconds.
MOST = 60_000
_PRECISION = {1: "", 2: "near it", 3: "district", 4: "province", 5: "not exact", 6: "country", 7: "international waters or airspace"}

Named = tuple[tuple[ActorMention, ...], tuple[PlaceMention, ...], tuple[DateMention, ...]]


def named(desk: Desk, document: Document) -> Named | None:
    """The mentions of a document. None: it is not read again, because it was set aside, is too long, or a rule failed on it."""
    if document.status != "used" or len(document.text) > MOST or document.language not in languages():
        return None
    return kept(desk, ("named", document.document_id), lambda: _read(document))


def _read(document: Document) -> Named | None:
    try:
        sentences = language.sentences_of(document)
        actors = tuple(mentions.find_actors(document, sentences))
        places = tuple(mentions.find_places(document, sentences))
        return actors, places, tuple(mentions.find_dates(document, sentences))
    except Exception:  # as in reading: one document on which a rule fails is shown without
        return None


def named_marks(document: Document, found: Named | None, masker: Masker) -> Iterator[Mark]:
    """The mentions as marks, names hidden."""
    if found is None:
        return
    actors, places, days = found
    for a in actors:
        who = masker.known(document.name, a.actor) if a.actor else "points back"
        party = masker.known(document.name, a.party) if a.party and a.party != a.actor else ""
        words = f"{a.kind}: {who}{f' (of {party})' if party else ''}"
        yield Mark(a.start, a.end, "actor", words, (public_rule(a.rule),) if a.rule else (), a.kind)
    for p in places:
        yield Mark(p.start, p.end, "spot", f"place: {_place(document.name, p, masker)}", (p.rule,) if p.rule else (), p.relation)
    for x in days:
        span = resolve(x.expr, document.published)
        day = day_words(span.start, span.end) if span is not None else ""
        yield Mark(x.start, x.end, "time", f"time: {day or x.expr.kind.replace('_', ' ')}", (x.rule,) if x.rule else (), x.expr.kind)


def public_rule(rule: str) -> str:
    """The id of a rule without the name it was made for: an actor found by its shape bears its name in the id ("shape-person.ivo tarn")."""
    return rule.split(".", 1)[0].split("+", 1)[0] if rule.startswith("shape-") else rule


def _place(name: str, mention: PlaceMention, masker: Masker) -> str:
    place = mention.place
    if place is None:
        return masker.known(name, mention.name)
    within = ", ".join(dict.fromkeys(x for x in (place.admin1, place.country) if x and x != place.name))
    precision = _PRECISION.get(place.precision or 0, "")
    told = [x for x in (within, precision, "" if place.lat is not None else "no coordinates known") if x]
    return masker.known(name, place.name) + (f" ({'; '.join(told)})" if told else "")
