"""What it costs to make a document of an article, by kind of input, before anything in it is parsed.

usage: python -m benchmarks.perf.making [JSONL...] [--count 400]
Kinds are made up here: a story, one scraped with its page around it, old wire text broken at a fixed width, French, a record of JSON Lines
read from a file, a web page. A JSONL of your own (each line with a ``text``) is measured as one kind more. Prints for each: documents a
second, microseconds for a thousand letters, and times what finding the words of the same texts costs (``re.findall``), which is what to
compare between machines. Of web pages, reading them and making documents of them against the extractor alone (trafilatura where it is
installed, else resiliparse, which finds the article here).
"""

from __future__ import annotations

import argparse
import html
import json
import random
import re
import tempfile
import textwrap
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from rashomon.corpus import Article, make_document
from rashomon.inputs import read_inputs
from rashomon.inputs.html import article_of_page

PLACES = ["Orvale", "Marn City", "Port Vell", "Lower Marn", "Tessaly", "Karsk", "Dunmere"]
SENTENCES = [
    "A bomb exploded at the market of {p} on Monday, killing {n} people, police spokesman Dasho Merin told reporters in the town.",
    "The army denied that its guns had fired, and said that troops had moved towards the bridge of {p} during the night.",
    "“We heard it from the other side of the river,” said Mira Doln, who keeps a shop in {p}.",
    "Prices of bread have doubled in {p} since the harvest of 20{n:02}, according to the chamber of trade.",
    "The council is expected to vote on the new budget before the end of the month, though few in {p} believe that it will pass.",
    "It was the third time since May 3, 20{n:02} that the road to {p} was closed.",
    "Hospital officials said {n} of the wounded were children; the ministry gave no figure of its own.",
]
FRENCH = [
    "Une bombe a explosé lundi sur le marché de {p}, tuant {n} personnes, a déclaré le porte-parole de la police.",
    "L'armée a démenti que ses canons aient tiré et affirmé que ses troupes s'étaient approchées du pont de {p} pendant la nuit.",
    "C'est la troisième fois depuis le 3 mai 20{n:02} que la route de {p} est fermée à la circulation.",
]
MENU = ["Home", "World", "Politics", "Sport", "Weather", "Subscribe", "Log in", "Search"]


def paragraphs(rng: random.Random, sentences: Sequence[str], count: int = 8) -> list[str]:
    """Paragraphs of two or three sentences."""
    return [
        " ".join(rng.choice(sentences).format(p=rng.choice(PLACES), n=rng.randint(2, 29)) for _ in range(rng.choice((2, 3))))
        for _ in range(count)
    ]


def story(rng: random.Random) -> str:
    """A text as a record holds it."""
    return "\n\n".join([f"Blast in {rng.choice(PLACES)} leaves many dead", *paragraphs(rng, SENTENCES)])


def scraped(rng: random.Random) -> str:
    """A text with the page it was scraped from around it."""
    body = paragraphs(rng, SENTENCES)
    head = [*MENU, f"Blast in {rng.choice(PLACES)} leaves many dead", "Posted: May 4, 2031", "By Jo Doe"]
    foot = ["Read more: Mill burns in Karsk", "Share", "Leave a comment", "© 2031 The Courier. All rights reserved.", *MENU]
    return "\n".join([*head, *body[:4], "Photo: Jo Doe/Courier", *body[4:], *foot])


def wire(rng: random.Random) -> str:
    """Old wire text: capitals, broken at a fixed width."""
    return "\n\n".join(textwrap.fill(p.upper(), 66) for p in [f"{rng.choice(PLACES)}, 31 Oct 89 (COURIER)", *paragraphs(rng, SENTENCES)])


def french(rng: random.Random) -> str:
    """A story in French."""
    return "\n\n".join(["Une explosion fait de nombreux morts", "Publié le 4 mai 2031 à 14h30", *paragraphs(rng, FRENCH)])


def page(rng: random.Random) -> str:
    """A web page with menus, data of its own, boxes and comments."""
    title = f"Blast in {rng.choice(PLACES)} leaves many dead"
    menu = "".join(f"<li class='menu-item'><a href='/{m.lower()}/{k}'>{m}</a></li>" for k in range(5) for m in MENU)
    body = "".join(f"<p class='story'>{html.escape(p)}</p>" for p in paragraphs(rng, SENTENCES))
    boxes = "".join(
        f"<div class='teaser'><a href='/{k}'><h3>Another headline, number {k}</h3></a><span>3 hours ago</span></div>" for k in range(20)
    )
    said = "".join(f"<li class='comment'><b>reader{k}</b><p>This is worth saying, for the {k}th time.</p></li>" for k in range(12))
    data = json.dumps(
        {"@type": "NewsArticle", "headline": title, "datePublished": "2031-05-04T07:08:09Z", "publisher": {"name": "The Courier"}}
    )
    return (
        f"<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'><title>{title} | The Courier</title>"
        f"<script type='application/ld+json'>{data}</script><script>{'var a = function (x) { return x * 2; }; ' * 200}</script></head>"
        f"<body><nav><ul>{menu}</ul></nav><main><article><h1>{title}</h1><div class='byline'>By Jo Doe</div>{body}</article>"
        f"<aside class='related'>{boxes}</aside><section class='comments'><ol>{said}</ol></section></main><footer><ul>{menu}</ul></footer></body></html>"
    )


def cpu(work: Callable[[], object]) -> float:
    """Seconds of CPU that some work takes, the best of three."""
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best


def made(articles: Iterable[Article]) -> int:
    """Documents of them all; how many."""
    return sum(1 for article in articles if make_document(article).text)


def line(kind: str, count: int, letters: int, ours: float, words: float, note: str = "") -> None:
    """One line of the table."""
    print(
        f"{kind:<28}{count / ours:>8.0f} docs/s{ours / letters * 1e9:>9.0f} µs/1000 letters{ours / words:>7.1f} times finding its words{note}",
        flush=True,
    )


def measure(kind: str, texts: Sequence[str]) -> None:
    """Making documents of texts."""
    articles = [Article(f"{kind}/{n}", text) for n, text in enumerate(texts)]
    made(articles[:20])  # lexicons and patterns are made ready
    words = cpu(lambda: [len(re.findall(r"\w+", text)) for text in texts])
    line(kind, len(texts), sum(map(len, texts)), cpu(lambda: made(articles)), words)


def measure_records(texts: Sequence[str]) -> None:
    """Reading records of a file and making documents of them."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "made.jsonl")
        path.write_text("".join(json.dumps({"id": str(n), "text": t}) + "\n" for n, t in enumerate(texts)), encoding="utf-8")
        words = cpu(lambda: [len(re.findall(r"\w+", text)) for text in texts])
        ours = cpu(lambda: made(a for a in read_inputs([path]) if isinstance(a, Article)))
    line("records of a file, read too", len(texts), sum(map(len, texts)), ours, words)


def extractor() -> tuple[str, Callable[[str], object]]:
    """An extractor of main text on its own."""
    try:
        from trafilatura import extract

        return "trafilatura", lambda text: extract(text, favor_recall=True, include_comments=False)
    except ImportError:
        from resiliparse.extract.html2text import extract_plain_text

        return "resiliparse", lambda text: extract_plain_text(text, main_content=True)


def measure_pages(pages: Sequence[str]) -> None:
    """Reading web pages and making documents of them, against an extractor alone."""
    raw = [text.encode() for text in pages]
    made(article_of_page(r, name="x") for r in raw[:10])
    name, alone = extractor()
    alone(pages[0])
    theirs = cpu(lambda: [alone(text) for text in pages])
    read = cpu(lambda: [article_of_page(r, name="x") for r in raw])
    ours = cpu(lambda: made(article_of_page(r, name="x") for r in raw))
    words = cpu(lambda: [len(re.findall(r"\w+", text)) for text in pages])
    line(
        "web pages, read too",
        len(pages),
        sum(map(len, pages)),
        ours,
        words,
        f"; {ours / theirs:.2f} times {name} alone ({read / theirs:.2f} without making)",
    )


def main(argv: list[str] | None = None) -> None:
    """Measures every kind."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--count", type=int, default=400)
    args = parser.parse_args(argv)
    rng = random.Random(7)
    for maker in (story, scraped, wire, french):
        measure(
            {"story": "stories", "scraped": "scraped with their page", "wire": "old wire text", "french": "French"}[maker.__name__],
            [maker(rng) for _ in range(args.count)],
        )
    measure_records([story(rng) for _ in range(args.count)])
    measure_pages([page(rng) for _ in range(max(1, args.count // 4))])
    for path in args.files:
        with path.open(encoding="utf-8") as fh:
            texts = [json.loads(row)["text"] for _, row in zip(range(args.count * 3), fh, strict=False)]
        measure(path.name, texts)


if __name__ == "__main__":
    main()
