"""The report as a file: article text is text only, nothing comes from elsewhere, each figure leads to its words."""

import re

import pytest

from rashomon.exports.report import write_report
from rashomon.pipeline.run import run

PAYLOADS = ["<script>alert(1)</script>", "<img src=x onerror=alert(2)>", '"><svg/onload=alert(3)>', "{{ 7 * 7 }}", "javascript:alert(4)"]
TEXT = """Three guards <script>alert(1)</script> killed at Orla

Velden, March 4, 2024

Three Kestrian border guards were killed near Orla on Monday, the interior ministry said. {payloads}

Two more people died \u202eon Tuesday\u202c, a doctor said.
"""


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    folder = tmp_path_factory.mktemp("in")
    (folder / "a<b>.txt").write_text(TEXT.replace("{payloads}", " ".join(PAYLOADS)), encoding="utf-8")
    out = tmp_path_factory.mktemp("out")
    run([folder], out, page=write_report)
    return (out / "report.html").read_text(encoding="utf-8")


def test_markup_in_an_article_is_shown_as_text(page):
    body = page.split("</head>")[1]
    assert body.count("<script>") == 1, "only our own"
    assert "<img" not in body and "<svg/onload" not in body
    assert "&lt;script&gt;alert(1)" in body
    assert "{{ 7 * 7 }}" in body or "{{ 7 * 7 }}" in body.replace("&#39;", "'")


def test_nothing_comes_from_elsewhere(page):
    assert "default-src 'none'" in page
    assert not re.search(r'(?:src|href)="(?!#)', page)


def test_every_link_leads_to_something_on_the_page(page):
    ids = set(re.findall(r'id="([^"]+)"', page))
    links = set(re.findall(r'href="#([^"]+)"', page))
    assert links and links <= ids, links - ids


def test_direction_controls_are_named(page):
    assert "U+202E" in page and "\u202e" not in page


def test_one_line_stands_above_all(page):
    assert re.search(r"<h1>1 article → \d+ incidents?; \d+ figures? used, \d+ set aside; ", page)
