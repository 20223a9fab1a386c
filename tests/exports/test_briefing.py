"""The briefing: who says what with a footnote for every figure, as Markdown and HTML, with no word of an article as markup."""

from __future__ import annotations

import re
from contextlib import closing
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from typer.testing import CliRunner

from rashomon.cli import app
from rashomon.corpus.articles import Article
from rashomon.exports.briefing import write
from rashomon.exports.briefing_markdown import escaped
from rashomon.exports.briefing_parts import entry_of
from rashomon.model.exported import About, Told
from rashomon.pipeline.exporting import Wanted, exported
from rashomon.pipeline.filtering import read_filter
from rashomon.pipeline.read import read_batch
from rashomon.pipeline.session import Session, framed
from rashomon.store import Ledger, writing

STORY = Path(__file__).parents[2] / "examples" / "stories" / "02-border-blame"
GOLDEN = Path(__file__).parent / "briefing_border_blame.md"
PAYLOADS = (
    "[x](javascript:alert(1))", "![x](https://evil.example/p.png)", "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "a | b | c",
    "|---|---|", "# heading", "## two", "- item", "* item", "+ item", "1. one", "1) one", "> quote", "`code`", "```", "~~~", "**bold**", "__bold__",
    "~~gone~~", "[^1-1]", "[^1]: note", "[ref]: https://evil.example", "<https://evil.example>", "https://evil.example/x", "www.evil.example", "\\",
    "\\|", "\\<b>", "&lt;b&gt;", "&#60;script&#62;", "===", "---", "***", "$x$", "$$x$$", "]]>", "<!-- x", "<?php x ?>", "</li></ul>", "\"><svg onload=alert(1)>",
    "\u202egnp.exe", "\u2066x\u2069", "x\ry", "x\n# y", "x\n\n    code", "\tcode", "    code", "<a href='data:text/html,x'>", "[a]", "[a][b]", "![[x]]", "{{ 7*7 }}",
    "{% x %}", "a<br>b", ": term", "\x00\x1b[31m", "@someone", "a^b^", "H~2~O", "me@evil.example",
)  # fmt: skip
TAGS = {"html", "head", "meta", "title", "style", "body", "h1", "h2", "h3", "ul", "ol", "li", "p", "b", "sup", "a", "span", "section", "table", "thead", "tbody", "tr", "th", "td"}  # fmt: skip
FIXED = {"head": "0" * 64, "head_seq": 9, "run_at": "2031-01-02T03:04:05+00:00", "ledger_id": "1" * 32, "version": "0.0"}


class Parsed(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.ids: list[str] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            assert not name.startswith("on") and name != "src", (tag, name)
            if name == "href":
                self.links.append(value or "")
            if name == "id":
                self.ids.append(value or "")

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    def handle_data(self, data: str) -> None:
        self.words.append(data)


@pytest.fixture(scope="module")
def border(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("border")
    assert CliRunner().invoke(app, ["run", str(STORY), "--out", str(out), "-q"]).exit_code == 0
    return out / "ledger.db"


def told_in(ledger: Path, **asked: object) -> tuple[About, list[Told]]:
    with closing(Ledger(ledger)) as opened, opened.read() as db:
        about, found = exported(db, Wanted(**asked))  # type: ignore[arg-type]
        return replace(about, **FIXED), list(found)  # type: ignore[arg-type]


def text_of(told: list[Told], about: About, out: Path) -> str:
    write(told, about, out, {})
    return out.read_text(encoding="utf-8")


def settled(text: str) -> str:
    """Without figures that are measured elsewhere and move with every calibration."""
    lines = [line for line in text.splitlines(keepends=True) if not line.startswith("- Names of private persons")]
    return re.sub(r"(read right|this incident) [01]\.\d\d", r"\1 0.00", "".join(lines))


def test_one_story_word_for_word(border: Path, tmp_path: Path) -> None:
    about, told = told_in(border, where=read_filter("background=no"))
    assert settled(text_of(told, about, tmp_path / "b.md")) == GOLDEN.read_text(encoding="utf-8")


def test_every_figure_has_a_footnote_to_its_words(border: Path, tmp_path: Path) -> None:
    about, told = told_in(border)
    text = text_of(told, about, tmp_path / "b.md")
    notes = dict(re.findall(r"^\[\^([\d-]+)\]: (.*)$", text, re.MULTILINE))
    used = re.findall(r"\[\^([\d-]+)\](?!:)", text)
    assert set(used) == set(notes) and len(notes) > 20
    for one in told:
        entry = entry_of(one, False)
        assert all(f.notes for f in entry.figures) and len(entry.figures) >= bool(one.incident.estimates)
        assert all(set(f.notes) <= {x.number for x in entry.notes} for f in entry.figures)
        for note in entry.notes:
            document = next(d for n, d in one.documents.items() if n == note.document)
            assert " ".join(document.text[note.start : note.end].split()) == note.quote  # nobody is hidden in this story
        shown = {n for s in entry.said for _, cell in s.things for _, ns in cell for n in ns}
        assert shown == {x.number for x in entry.notes}  # every claim stands under who says it
    assert re.search(r"read right 0\.\d\d, this incident 0\.\d\d", text)
    assert text.index("### Where they part") < text.index("### Figures") < text.index("### Who says what") < text.index("**Nobody says:**")
    assert "true" in text.split("##")[0] and "no verdict" in text


def test_the_page_is_one_file_without_script_and_its_footnotes_lead_somewhere(border: Path, tmp_path: Path) -> None:
    about, told = told_in(border)
    text = text_of(told, about, tmp_path / "b.html")
    page = Parsed(text)
    assert set(page.tags) <= TAGS and "Content-Security-Policy" in text and "@page" in text and "break-before: page" in text
    assert len(page.ids) == len(set(page.ids))
    inner = [x[1:] for x in page.links if x.startswith("#")]
    assert inner and set(inner) <= set(page.ids)
    assert {x for x in page.links if not x.startswith("#")} == {"https://mission.example/statements/14"}
    for one in told:
        assert one.incident.incident_id in page.ids
        for note in entry_of(one, False).notes:
            assert note.quote in "".join(page.words)


def test_newest_first_background_last_and_a_table_where_there_are_several(border: Path, tmp_path: Path) -> None:
    about, told = told_in(border)
    text = text_of(told, about, tmp_path / "b.md")
    rows = [line for line in text.splitlines() if re.match(r"\| \d+ \|", line)]
    assert len(rows) == len(told) and len({r.count("|") for r in rows}) == 1
    assert ["background" in r for r in rows] == sorted("background" in r for r in rows)
    alone = text_of(told[:1], about, tmp_path / "c.md")
    assert "| when |" not in alone and alone.count("\n## ") == 1
    assert "There is no incident" in text_of([], about, tmp_path / "d.md") and "There is no incident" in text_of(
        [], about, tmp_path / "d.html"
    )


def test_as_a_person_calls_it(wild, tmp_path: Path) -> None:
    said = wild.run("briefing", "--out", tmp_path / "b.md", "--since", "2031-05-01")
    assert "briefing in Markdown" in said
    wild.run("briefing", "--out", tmp_path / "page" / "p.html")
    first = (tmp_path / "page" / "p.html").read_text(encoding="utf-8")
    assert first.startswith("<!doctype html>") or first.lstrip().startswith("<!doctype html>")
    hidden = [(tmp_path / "b.md").read_text(encoding="utf-8"), first]
    assert not [n for n in wild.private for text in hidden if n.casefold() in text.casefold()]
    assert all("person 1" in text for text in hidden)
    wild.run("briefing", "--out", tmp_path / "named.md", "--names", "--who", "R. Reader")
    assert "Quoxley" in (tmp_path / "named.md").read_text(encoding="utf-8")
    assert "ends in .html" in wild.run("briefing", "--out", tmp_path / "x.md", "--set", "format=html", code=1)
    assert "ends in .md" in wild.run("briefing", "--out", tmp_path / "x.html", "--set", "format=markdown", code=1)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_text_of_articles_is_never_markdown(payload: str) -> None:
    shown = escaped(payload)
    page = MarkdownIt("gfm-like", {"html": True, "linkify": False}).render(
        f"- {shown}\n\n| {shown} | b |\n|---|---|\n| {shown} | {shown} |\n\n{shown}\n"
    )
    parsed = Parsed(page)
    assert parsed.tags == ["ul", "li", "table", "thead", "tr", "th", "th", "tbody", "tr", "td", "td", "p"], page
    assert not parsed.links
    plain = re.sub(
        r"\s+",
        " ",
        "".join(
            "\ufffd" if re.match("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", c) and c not in "\r\n\t" else c for c in payload
        ),
    ).strip()
    if "\r" not in payload:
        assert parsed.words[-2 if parsed.words[-1].isspace() else -1].replace("\u200b", "").strip() == plain or plain in "".join(
            parsed.words
        ).replace("\u200b", "")


def test_a_ledger_of_payloads_stays_a_briefing(tmp_path: Path) -> None:
    articles = [
        Article(
            f"{n} {p[:20]}.txt".replace("\n", " ").replace("\x00", ""),
            f"{p} Four killed in Marrow\n\nMARROW, May 4 - Four people were killed in Marrow on Monday {p} when {p} soldiers fired, {p} the mayor said.\n\nPolice {p} said five people died.\n",
            outlet=p.replace("\x00", ""),
            url=("javascript:alert(1)", "https://x.example/<script>", "https://x.example/a|b", "https://ok.example/a_(b)*c*?x=1&y=2#z")[n % 4],
            published="2031-05-05T08:00:00",
        )
        for n, p in enumerate(PAYLOADS[::3])
    ]  # fmt: skip
    path = tmp_path / "ledger.db"
    with writing(path) as ledger:
        session = Session.start(ledger, "run", framed("current"))
        session.add(read_batch(articles))
        session.finish()
    about, told = told_in(path)
    assert told
    page = Parsed(text_of(told, about, tmp_path / "b.html"))
    assert set(page.tags) <= TAGS
    assert {x for x in page.links if not x.startswith("#")} <= {"https://ok.example/a_(b)*c*?x=1&y=2#z"}
    text = text_of(told, about, tmp_path / "b.md")
    notes = set(re.findall(r"(?m)^\[\^([\d-]+)\]:", text))
    assert set(re.findall(r"(?<!\\)\[\^([\d-]+)(?<!\\)\](?!:)", text)) == notes
    bare = re.sub(r"(?m)^\[\^[\d-]+\]: ", "- ", text)
    bare = re.sub(r"(?<!\\)\[\^[\d-]+(?<!\\)\]", "", bare)  # footnotes are an extension; the rest is rendered as GitHub does
    marked = Parsed(MarkdownIt("gfm-like", {"html": True, "linkify": False}).render(bare))
    assert set(marked.tags) <= {"h1", "h2", "h3", "ul", "li", "p", "strong", "a", "table", "thead", "tbody", "tr", "th", "td"}, set(
        marked.tags
    )
    assert marked.tags.count("h1") == 1 and marked.tags.count("h2") == len(told)
    assert set(marked.links) <= {"https://ok.example/a_(b)*c*?x=1&amp;y=2#z", "https://ok.example/a_(b)*c*?x=1&y=2#z"}
