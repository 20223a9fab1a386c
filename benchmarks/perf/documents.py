"""How the cost of adding 100 documents to the index of documents grows with what it holds already.

usage: python -m benchmarks.perf.documents [HELD...]      (default: 1000 5000 20000)
Prints a line for each size: documents held, seconds for 100 more as a ratio to the first size, rows concerned. Texts are made from a seeded
soup of words: a fifth are copies, a fifth take over a quotation, a tenth hold one stock paragraph, half have no date.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Collection
from datetime import date, timedelta

import sqlalchemy as sa

from rashomon.model import Block, Document, Published, content_id
from rashomon.pipeline.grow_documents import settle_documents
from rashomon.store.derived_tables import FINDING

ADDED, TRIES = 100, 3


class Soup:
    """Documents of made-up words, a copy or a quotation now and then."""

    def __init__(self, seed: int = 1) -> None:
        self._rng = random.Random(seed)
        self._words = [
            a + b + c for a in "bdfgklmnprstv" for b in ("a", "en", "ist", "o", "um") for c in ("ra", "li", "no", "ket", "su", "vo")
        ]
        self._stock = self._sentence(24)
        self.made: dict[str, Document] = {}
        self._texts: list[str] = []

    def _sentence(self, words: int = 16) -> str:
        return " ".join(self._rng.choice(self._words) for _ in range(words)).capitalize() + "."

    def document(self) -> Document:
        """The next one."""
        rng, n = self._rng, len(self._texts)
        day = date(2001, 1, 1) + timedelta(days=rng.randrange(7000))
        kind = rng.random()
        if kind < 0.2 and self._texts:
            text = rng.choice(self._texts[-500:]) + "\n\n" + self._sentence()
        else:
            lead = f"{rng.choice(('Four', 'Twelve', 'Nine'))} {rng.choice(self._words)} {rng.choice(self._words)} died on {day:%b}. {day.day}, and {day:%A} was dark."
            pieces = [lead, *(self._sentence() for _ in range(rng.randint(6, 14)))]
            if kind < 0.4 and self._texts:
                pieces.append(rng.choice(rng.choice(self._texts[-500:]).split("\n\n")[1:3]))
            if kind > 0.9:
                pieces.append(self._stock)
            text = "\n\n".join(pieces)
        self._texts.append(text)
        blocks, start = [], 0
        for piece in text.split("\n\n"):
            blocks.append(Block(start, start + len(piece), "body"))
            start += len(piece) + 2
        published = Published(day, day, day, "given") if rng.random() < 0.5 else Published()
        name = f"{rng.randrange(16**8):08x}-{n}"
        url = f"https://vell.example/{rng.randrange(1 + n)}" if rng.random() < 0.3 else None
        made = Document(
            name, text, content_id("doc", text), "", f"Paper {rng.randrange(40)}", url, published=published, blocks=tuple(blocks)
        )
        self.made[name] = made
        return made

    def load(self, names: Collection[str]) -> dict[str, Document]:
        """Documents by name."""
        return {name: self.made[name] for name in names}


def main() -> None:
    """Measures and prints."""
    sizes = sorted(int(a) for a in sys.argv[1:]) or [1000, 5000, 20000]
    engine = sa.create_engine("sqlite://")
    FINDING[0].metadata.create_all(engine, tables=[t for t in FINDING if t.name.startswith("document_")])
    soup, first = Soup(), 0.0
    with engine.begin() as db:
        for size in sizes:
            while len(soup.made) < size:
                settle_documents(db, soup.load, [soup.document().name for _ in range(min(500, size - len(soup.made)))], ())
            seconds, dirty = [], 0
            for _ in range(TRIES):
                names = [soup.document().name for _ in range(ADDED)]
                start = time.process_time()
                dirty = len(settle_documents(db, soup.load, names, ()).dirty)
                seconds.append(time.process_time() - start)
            first = first or min(seconds)
            print(
                f"{size:6} held: {ADDED} more cost {min(seconds) / first:.2f} times as much ({min(seconds):.2f} s); {dirty} concerned",
                flush=True,
            )


if __name__ == "__main__":
    main()
