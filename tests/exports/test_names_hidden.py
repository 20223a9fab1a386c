"""The bytes of the report: private persons' names are not in them, in any form, unless they were asked for; the figures of the mask are."""

import html
import io

import pytest
from rich.console import Console

from rashomon.corpus import Article
from rashomon.exports.report import render
from rashomon.exports.summary import print_summary
from rashomon.people import measured
from rashomon.pipeline.balance import balance_of
from rashomon.pipeline.derive import derive
from rashomon.pipeline.read import read_batch
from rashomon.pipeline.run import RunSummary
from rashomon.store.rows import claim_row, document_row, incident_row

STORIES = {
    "dahlgren-case.txt": """Mirko Dahlgren and Three Others Killed in Orla Strike

Orla, March 4, 2024

By Piet Krollmann

Mirko Dahlgren, 31, and three other people were killed in a home in Orla on Monday when Kestrian forces shelled the town, police spokesman Ivo Tarnow said.

"Seven people were killed," said Noor Haddadi, a resident of Orla. Haddadi's daughter Leylah, 6, was wounded.

The Kestrian defence ministry denied it. "Dahlgren was killed by rebels," Defence Minister Orlo Vantage said.
""",
    "second.txt": """Orla: dead named

March 5, 2024

The four people killed in Orla on Monday were identified as Mirko Dahlgren, 31, José Luis Pardo O'Brien, 54, Khin Su Thway, 19, and Sergei Ivanovich Balujev, 8.

Oksana Balujeva, the boy's mother, said nine people were killed, not four. Mr. Pardo O'Brien's wife was wounded, she said.

Kestria's army killed them, Haddadi & Sons owner Noor Haddadi said. Spokesman Ivo Tarnow said Kestrian forces killed four people.
""",
}
PRIVATE = ["Dahlgren", "Mirko", "Haddadi", "Noor", "Leylah", "Pardo", "O'Brien", "José", "Khin", "Thway", "Balujev", "Ivanovich", "Oksana"]
PUBLIC = ["Ivo Tarnow", "Orlo Vantage", "Piet Krollmann"]


@pytest.fixture(scope="module")
def derived():
    articles = [
        Article(name, text, url=f"https://orla.example/{name.removesuffix('.txt')}", language="en") for name, text in STORIES.items()
    ]
    return derive(read_batch(articles))


@pytest.fixture(scope="module")
def page(derived):
    return render(derived, balance_of(derived))


def forms(name):
    """A name as it might stand in a file of HTML."""
    return {name, name.upper(), name.lower(), html.escape(name), name.replace("'", "&#39;"), name.replace("é", "&eacute;")}


@pytest.mark.parametrize("name", PRIVATE)
def test_no_form_of_a_private_name_is_in_the_bytes_of_the_report(page, name):
    data = page.encode()
    for form in forms(name):
        assert form.encode() not in data, f"{form} at …{page[max(0, page.find(form) - 80) : page.find(form) + 40]}…"


@pytest.mark.parametrize("name", PUBLIC)
def test_persons_with_an_office_and_reporters_stay(page, name):
    assert name in page


def test_private_speakers_are_shown_by_their_role(derived, page):
    assert any(c.speaker and "Haddadi" in c.speaker.text for c in derived.claims), "the story must hold a private speaker"
    assert "a resident" in page


def test_the_page_says_that_names_are_hidden_and_how_often_the_mask_misses(page):
    foot = page.split("<footer>")[1]
    assert "are hidden" in foot and "can miss" in foot and f"{measured().recall:.0%} of {measured().private}" in foot


def test_names_asked_for_are_on_the_page_and_the_page_says_so(derived):
    page = render(derived, balance_of(derived), names=True)
    assert [n for n in PRIVATE if not any(f in page for f in forms(n))] == []
    assert "Names of private persons are shown" in page.split("<footer>")[1]


def test_the_files_for_programs_keep_the_words(derived):
    documents = str([document_row(d, None, []) for d in derived.documents])
    claims = str([claim_row(c) for c in derived.claims]) + str([incident_row(i) for i in derived.incidents])
    assert "Dahlgren" in claims and "Haddadi" in claims and "dahlgren-case" in documents
    for d in derived.documents:
        assert d.text == STORIES[d.name]


@pytest.mark.parametrize("width", [60, 200])
def test_the_printed_summary_holds_no_private_name(derived, tmp_path, width):
    out = io.StringIO()
    summary = RunSummary(tmp_path, derived, balance_of(derived), 2, 0)
    print_summary(summary, Console(file=out, width=width))
    said = out.getvalue()
    assert [n for n in PRIVATE for f in forms(n) if f in said] == [] and "Orla" in said


def test_coarsened_homes_are_rounded_and_the_page_says_so(derived):
    exact = [i for i in derived.incidents if i.place and i.place.lat is not None]
    page = render(derived, balance_of(derived), coarsen=True)
    assert "coordinates to one decimal" in page.split("<footer>")[1]
    for incident in exact:
        assert f"{incident.place.lat}, {incident.place.lon}" not in page
