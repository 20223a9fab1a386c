"""Copies and shared passages, found by shared runs of words."""

from __future__ import annotations

import random
import subprocess
import sys
from itertools import combinations, permutations

from rashomon.corpus import Article, distinct_texts, make_document, shingles, syndication
from rashomon.corpus.shingles import among, document_words, kept_runs, runs_of
from rashomon.corpus.syndication import compare, may_share
from rashomon.model import Block, Document

FURNITURE = "\n\nShare\n\nSign up for our newsletter and get the news of the day every morning in your inbox\n\nThis site uses cookies to give you the best experience there is on any site of the valley."
WIRE = (
    "Three border guards of Freedonia were wounded on Monday when shells fell on the village of Lower Marn, the interior ministry said in a statement.\n\n"
    "Sylvania's army denied that its guns had fired, and said that Freedonia had moved troops towards the bridge during the night.\n\n"
    '"We have lost patience with these lies and we will answer every shell that falls on our soil," the minister told reporters.'
)
QUOTING = 'Anger rose in the capital after a night of fire.\n\nThe minister, Al Roe, spoke at noon. "We have lost patience with these lies and we will answer every shell that falls on our soil," he told a crowd.\n\nShops stayed shut and the trains were late.'
OWN = "A bakery in Port Vell burned down on Sunday, and nobody was hurt, the fire brigade said. It was the third fire in the street this year, a neighbour said."


def doc(name: str, text: str, outlet: str | None = None, published: str | None = None) -> Document:
    return make_document(Article(name, text + FURNITURE, outlet=outlet, published=published, language="en"))


def test_copies_quotations_and_strangers() -> None:
    documents = [
        doc("wire", "Shells wound three on the Marn\n\n" + WIRE, "Reuters", "2030-05-03"),
        doc(
            "copy",
            "Guards hurt as shells fall\n\n" + WIRE.replace("said in a statement", "said") + "\n\n(Reuters)",
            "Vell Post",
            "2030-05-03",
        ),
        doc("quote", QUOTING, "Marn Herald", "2030-05-04"),
        doc("own", OWN),
    ]
    groups = syndication(documents)
    assert all(syndication(order) == groups for order in permutations(documents))
    kinds = {g.kind: g for g in groups}
    assert kinds["whole"].documents == ("copy", "wire") and kinds["whole"].original == "wire"
    assert kinds["part"].documents == ("copy", "quote", "wire")
    texts = {d.name: d.text for d in documents}
    for group in groups:
        for a, x, b, y in group.passages:
            assert x.of(texts[a]).lower().split()[0].strip('"') == y.of(texts[b]).lower().split()[0].strip('"')
            assert "newsletter" not in x.of(texts[a])
    keys = distinct_texts(documents, groups)
    assert keys["wire"] == keys["copy"] and len(set(keys.values())) == 3


def test_the_earliest_is_the_original_where_all_days_are_known() -> None:
    pair = [doc("b", WIRE, "Vell Post", "2030-05-04"), doc("a", WIRE, "Marn Herald", "2030-05-03")]
    assert syndication(pair)[0].original == "a"
    assert syndication([doc("b", WIRE), doc("a", WIRE, published="2030-05-03")])[0].original is None


def test_furniture_makes_no_copy() -> None:
    assert syndication([doc("a", "Bakery burns\n\n"), doc("b", "Shells fall on Lower Marn\n\n"), doc("c", OWN)]) == ()


def test_keys_are_the_same_on_every_run() -> None:
    code = f"from rashomon.corpus import Article, make_document, shingles; print(shingles(make_document(Article('x', {OWN!r}, language='en'))))"
    runs = {
        subprocess.run([sys.executable, "-c", code], env={"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True).stdout
        for seed in "12"
    }
    assert len(runs) == 1 and str(shingles(make_document(Article("x", OWN, language="en")))) in runs.pop()


def test_no_pair_that_shares_something_is_ruled_out_by_its_runs() -> None:
    rng = random.Random(5)
    words = [f"{a}{b}" for a in "bdfgkl" for b in ("arn", "ell", "oro", "ist", "um")]
    stock = [[rng.choice(words) for _ in range(rng.randint(4, 24))] for _ in range(12)]
    made = {}
    for n in range(60):  # turns of phrase, passages, passages said twice, short texts
        pieces = [
            rng.choice(stock) if rng.random() < 0.5 else [rng.choice(words) + str(rng.randrange(99)) for _ in range(9)] for _ in range(6)
        ]
        text = " ".join(w for piece in pieces[: rng.randint(1, 6)] for w in piece)
        made[f"d{n}"] = Document(f"d{n}", text, f"doc-{n}", "", blocks=(Block(0, len(text), "body"),), status="used")
    known = among({name: kept_runs(runs_of(d)) for name, d in made.items()})
    again = {name: document_words(d, runs_of(d).tobytes()) for name, d in made.items() if len(runs_of(d))}
    told = {True: 0, False: 0}
    for a, b in combinations(sorted(made), 2):
        found = compare(a, document_words(made[a]), b, document_words(made[b]))
        told[found is not None] += 1
        assert found is None or may_share(a, known[a], b, known[b])
        if a in again and b in again:
            assert compare(a, again[a], b, again[b]) == found
    assert min(told.values()) > 90
    assert sum(may_share(a, known[a], b, known[b]) for a, b in combinations(sorted(made), 2)) < 2 * told[True]
