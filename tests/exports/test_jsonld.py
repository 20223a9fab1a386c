"""JSON-LD: Web Annotations whose selectors lead back to the words, terms that all expand, and no quote where a name is hidden."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pyld import jsonld as ld

from rashomon.exports.codebooks import codebook
from rashomon.exports.jsonld import AROUND, write
from rashomon.exports.jsonld_words import ANNO, PREFIXES, urn
from rashomon.pipeline.exporting import Wanted, exported
from rashomon.store import Ledger

#: The terms of the annotation vocabulary that are used, as http://www.w3.org/ns/anno.jsonld defines them.
OA, AS = "http://www.w3.org/ns/oa#", "http://www.w3.org/ns/activitystreams#"
XSD = "http://www.w3.org/2001/XMLSchema#"
ANNO_CONTEXT = {
    "id": {"@id": "@id", "@type": "@id"}, "type": {"@id": "@type", "@type": "@id"},
    **{t: OA + t for t in ("Annotation", "SpecificResource", "TextQuoteSelector", "TextPositionSelector", "describing", "exact", "prefix", "suffix")},
    "AnnotationCollection": AS + "OrderedCollection", "AnnotationPage": AS + "OrderedCollectionPage", "Software": AS + "Application",
    "body": {"@type": "@id", "@id": OA + "hasBody"}, "target": {"@type": "@id", "@id": OA + "hasTarget"},
    "source": {"@type": "@id", "@id": OA + "hasSource"}, "selector": {"@type": "@id", "@id": OA + "hasSelector"},
    "motivation": {"@type": "@vocab", "@id": OA + "motivatedBy"}, "generator": {"@type": "@id", "@id": AS + "generator"},
    "items": {"@type": "@id", "@id": AS + "items", "@container": "@list"}, "partOf": {"@type": "@id", "@id": AS + "partOf"},
    "first": {"@type": "@id", "@id": AS + "first"}, "startIndex": {"@type": XSD + "nonNegativeInteger", "@id": AS + "startIndex"},
    "total": {"@type": XSD + "nonNegativeInteger", "@id": AS + "totalItems"}, "start": {"@type": XSD + "nonNegativeInteger", "@id": OA + "start"},
    "end": {"@type": XSD + "nonNegativeInteger", "@id": OA + "end"}, "label": "http://www.w3.org/2000/01/rdf-schema#label", "name": "http://xmlns.com/foaf/0.1/name",
}  # fmt: skip


def loader(url: str, options: object) -> dict[str, Any]:
    assert url == ANNO, f"{url} would be fetched"
    return {"contextUrl": None, "documentUrl": url, "document": {"@context": ANNO_CONTEXT}}


def whole(made: Any, tmp_path: Path, *words: str) -> dict[str, Any]:
    made.run("jsonld", "--out", tmp_path / "x.jsonld", *words)
    return json.loads((tmp_path / "x.jsonld").read_text(encoding="utf-8"))


def of_type(graph: Any, kind: str) -> Iterator[dict[str, Any]]:
    if isinstance(graph, dict):
        if kind in ([graph["type"]] if isinstance(graph.get("type"), str) else graph.get("type", [])):
            yield graph
        graph = list(graph.values())
    if isinstance(graph, list):
        for x in graph:
            yield from of_type(x, kind)


def texts(made: Any) -> dict[str, str]:
    with closing(Ledger(made.ledger)) as ledger:
        return {f"urn:sha256:{r.document.sha256}": r.document.text for r in ledger.readings()}


@pytest.mark.parametrize("made", ["two_stories", "wild"])
def test_selectors_lead_back_to_the_words(made: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    ledger = request.getfixturevalue(made)
    graph = whole(ledger, tmp_path)["@graph"]
    held = texts(ledger)
    kinds: set[str] = set()
    found = list(of_type(graph, "Annotation"))
    for a in found:
        target = a["target"]
        text = held[target["r:text"]["id"]]
        position = target["selector"][-1]
        assert position["type"] == "TextPositionSelector" and 0 <= position["start"] < position["end"] <= len(text)
        kinds.add(target["r:quote"])
        if target["r:quote"] == "verbatim":
            [quote, _] = target["selector"]
            assert quote["type"] == "TextQuoteSelector" and text[position["start"] : position["end"]] == quote["exact"]
            assert text[: position["start"]].endswith(quote.get("prefix", "")) and text[position["end"] :].startswith(
                quote.get("suffix", "")
            )
            assert max(len(quote.get("prefix", "")), len(quote.get("suffix", ""))) <= AROUND
        else:
            assert [s["type"] for s in target["selector"]] == ["TextPositionSelector"]
            assert text[position["start"] : position["end"]] != target["r:quote_shown"] and "[person" in target["r:quote_shown"]
    assert len(found) == len({a["id"] for a in found}) >= 4
    assert kinds == ({"verbatim", "hidden"} if made == "wild" else kinds | {"verbatim"})


def test_every_claim_is_an_annotation_and_every_incident_a_collection(two_stories, tmp_path: Path) -> None:
    graph = whole(two_stories, tmp_path)["@graph"]
    with closing(Ledger(two_stories.ledger)) as ledger, ledger.read() as db:
        told = list(exported(db, Wanted())[1])
    collections = {c["id"]: c for c in of_type(graph, "AnnotationCollection")}
    assert set(collections) == {urn("incident", t.incident.incident_id) for t in told}
    for one in told:
        c = collections[urn("incident", one.incident.incident_id)]
        items = c["first"]["items"]
        assert c["total"] == len(items) == len(one.claims) and c["first"]["partOf"] == c["id"]
        assert len(c["r:estimates"]) == len(one.incident.estimates)
        assert len(c["r:disagreements"]) == sum(len(d.values) for d in one.incident.disagreements)
        ids = {a["id"] for a in items}
        for made in (*c["r:estimates"], *c["r:disagreements"]):
            assert {x["id"] for x in made["r:claims"]} <= ids and made["r:claims"]
        for claim, a in zip(sorted(one.claims, key=lambda x: (x.claim_id, x.document)), items, strict=True):
            assert a["body"].get("claim:low") == claim.low and a["body"]["claim:stance"] == claim.stance
            speaker = a["body"]["prov:wasAttributedTo"]
            assert speaker["name"] and (speaker["type"] == "prov:Organization") == (claim.speaker is None)
    documents = {d["id"]: d for d in of_type(graph, "r:Document")}
    for a in of_type(graph, "Annotation"):
        document = documents[a["body"]["prov:wasQuotedFrom"]["id"]]
        assert (document["r:text"], document["r:source"]["id"]) == (a["target"]["r:text"], a["target"]["source"])
    loose = [n for n in graph if n["type"] == "Annotation"]
    part = whole(two_stories, tmp_path / "part", "--where", "killed>=0")["@graph"]
    assert not [n for n in part if n["type"] == "Annotation"] and isinstance(loose, list)
    assert "ClaimReview" not in json.dumps(graph) and "rating" not in json.dumps(graph).casefold()


@pytest.mark.parametrize("made", ["two_stories", "wild"])
def test_every_term_expands_without_a_network(made: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    value = whole(request.getfixturevalue(made), tmp_path)
    expanded = ld.expand(value, {"documentLoader": loader})
    assert len(expanded) == len(value["@graph"])

    def keys(x: Any) -> Iterator[str]:
        if isinstance(x, dict):
            for k, v in x.items():
                yield k
                yield from keys(v)
        elif isinstance(x, list):
            for y in x:
                yield from keys(y)

    def count(x: Any) -> int:
        return sum(map(count, x)) if isinstance(x, list) else sum(1 + count(v) for k, v in x.items()) if isinstance(x, dict) else 0

    found = set(keys(expanded))
    assert all(re.match(r"@|https?://|urn:rashomon:", k) for k in found), found
    terms = set(keys(value["@graph"]))
    back = ld.compact(expanded, value["@context"], {"documentLoader": loader})
    assert set(keys(back["@graph"])) >= terms  # nothing was dropped for want of a meaning
    quads = ld.to_rdf(value, {"documentLoader": loader, "format": "application/n-quads"})
    assert quads.count(f"<{OA}hasTarget>") == len(list(of_type(value["@graph"], "Annotation")))
    assert f"<{OA}exact>" in quads and f"<{XSD}date>" in quads and f"<{XSD}nonNegativeInteger>" in quads
    assert count(expanded) > 100


def test_terms_are_those_of_the_codebooks(two_stories, wild, tmp_path: Path) -> None:
    own = set(codebook("jsonld").header) | {"selector", "target", "first", "partOf", "startIndex", "generator", "name", "r:words", "r:party", "r:own_words", "r:how", "r:incident"}  # fmt: skip
    about = " ".join(c.about for c in codebook("jsonld").columns)
    kinds = {c.value for c in codebook("jsonld").column("type").codes}

    def check(x: Any) -> None:
        if isinstance(x, list):
            for y in x:
                check(y)
        elif isinstance(x, dict):
            for k, v in x.items():
                prefix, _, name = k.partition(":")
                if prefix in PREFIXES:
                    assert name in codebook(PREFIXES[prefix]).header, k
                else:
                    assert k in own, k
                    assert not k.startswith("r:") or k in codebook("jsonld").header or k in about
                if k == "type":
                    assert set([v] if isinstance(v, str) else v) <= kinds
                check(v)

    for n, made in enumerate((two_stories, wild)):
        check(whole(made, tmp_path / str(n))["@graph"])


def test_private_names_are_nowhere(wild, tmp_path: Path) -> None:
    wild.run("jsonld", "--out", tmp_path / "x.jsonld")
    text = (tmp_path / "x.jsonld").read_text(encoding="utf-8").casefold()
    assert not [n for n in wild.private if n.casefold() in text]
    assert "urn:sha256:" in text and "https://courier.example/b" in text  # the address with a name in it is no source
    graph = whole(wild, tmp_path / "named", "--names", "--who", "R. Reader")["@graph"]
    assert {a["target"]["r:quote"] for a in of_type(graph, "Annotation")} == {"verbatim"}
    assert "https://gazette.example/mirelda-quoxley" in {a["target"]["source"] for a in of_type(graph, "Annotation")}


def test_the_same_ledger_gives_the_same_bytes_and_nothing_is_a_graph_too(two_stories, tmp_path: Path) -> None:
    for made in ("a", "b"):
        two_stories.run("jsonld", "--out", tmp_path / f"{made}.jsonld")
    assert (tmp_path / "a.jsonld").read_bytes() == (tmp_path / "b.jsonld").read_bytes()
    assert len(whole(two_stories, tmp_path / "none", "--where", "killed>=99999999")["@graph"]) == 1


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "https://x.example/a b", "not an address", 'https://x.example/"><b>', "https://x.example/\u202ea"]
)
def test_what_is_no_web_address_is_no_source(two_stories, tmp_path: Path, url: str) -> None:
    with closing(Ledger(two_stories.ledger)) as ledger, ledger.read() as db:
        about, found = exported(db, Wanted())
        told = [replace(t, documents={n: replace(d, url=url) for n, d in t.documents.items()}) for t in found]
    write(told, about, tmp_path / "x.jsonld", {})
    graph = json.loads((tmp_path / "x.jsonld").read_text(encoding="utf-8"))["@graph"]
    assert all(a["target"]["source"].startswith("urn:sha256:") for a in of_type(graph, "Annotation"))


def test_words_that_were_forgotten_leave_their_place_only(two_stories, tmp_path: Path) -> None:
    with closing(Ledger(two_stories.ledger)) as ledger, ledger.read() as db:
        about, found = exported(db, Wanted())
        told = [replace(t, documents={n: replace(d, text="", title=None) for n, d in t.documents.items()}) for t in found]
    write(told, about, tmp_path / "x.jsonld", {})
    graph = json.loads((tmp_path / "x.jsonld").read_text(encoding="utf-8"))["@graph"]
    for a in of_type(graph, "Annotation"):
        assert a["target"]["r:quote"] == "forgotten" and "r:quote_shown" not in a["target"] and len(a["target"]["selector"]) == 1
