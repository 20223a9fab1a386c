"""Damaged exports: whatever is torn out of them or thrown in, each reader ends with articles and reasons and raises nothing."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from tests.inputs.database_writers import (
    Told,
    docx,
    factiva_html,
    factiva_rtf_article,
    factiva_rtf_indexed,
    nexis_classic,
    nexis_uni,
    proquest_text,
    rtf_of,
    zipped,
)

from rashomon.corpus import Article, Rejected
from rashomon.corpus.documents import make_document
from rashomon.inputs import docx as word
from rashomon.inputs import factiva, nexis, proquest, rtf
from rashomon.inputs.source import Source

TOLD = [Told(title=f"Raid {n} near the town of Marn", number=f"MARNCO0000020240213ek2d0{n:03}x", caption="A lorry.") for n in range(4)]
NEXIS = [Told(title=a.title, date="February 13, 2024 Tuesday", language="ENGLISH", caption="A lorry.") for a in TOLD]
EXPORTS = {
    "factiva-indexed.rtf": factiva_rtf_indexed(TOLD).encode(),
    "factiva-article.rtf": factiva_rtf_article(TOLD).encode(),
    "factiva-indexed.html": factiva_html(TOLD, indexed=True).encode(),
    "factiva-article.html": factiva_html(TOLD, indexed=False).encode(),
    "nexis.txt": nexis_classic(NEXIS).encode(),
    "nexis.docx": docx(nexis_uni(NEXIS, cover=4)),
    "nexis.rtf": rtf_of(nexis_uni(NEXIS, cover=4)).encode(),
    "nexis.zip": zipped({f"{n}.docx": docx(nexis_uni([a])) for n, a in enumerate(NEXIS)}),
    "proquest.txt": proquest_text([Told(number="2925123456"), Told(number="2925123457")], numbered=True).encode(),
}
THROWN = (b"", b"\0" * 9, b"{" * 9, b"}" * 9, b"<div class='article enArticle'>", b"\\par ", b"\nLENGTH: 5 words\n", b"\n" + b"_" * 60 + b"\n", b"\xff\xfe",
          b"End of Document", b"Document MARNCO0000020240213ek2d0001x", b"<!DOCTYPE x [", b"\\bin99999 ", b"BODY:\n", b"Full text: ", b"2 of 4 DOCUMENTS\n")  # fmt: skip


def mutants(data: bytes, count: int) -> list[bytes]:
    chance = random.Random(len(data))
    out = []
    for _ in range(count):
        a = chance.randrange(len(data))
        b = min(len(data), a + chance.choice((0, 1, 7, 60, 800, len(data))))
        out.append(data[:a] + chance.choice(THROWN) + data[b:])
    return out


@pytest.mark.parametrize("name", EXPORTS)
def test_nothing_is_raised_and_nothing_is_lost_in_silence(tmp_path: Path, name: str) -> None:
    module = {".docx": word, ".rtf": rtf, ".html": factiva}.get(Path(name).suffix, proquest if name.startswith("proquest") else nexis)
    path = tmp_path / name
    for data in [*mutants(EXPORTS[name], 60), EXPORTS[name][:1], b"", EXPORTS[name] * 2]:
        path.write_bytes(data)
        items = list(module.read(Source(name, path)))
        assert items or not data.strip()
        for item in items:
            assert isinstance(item, Article | Rejected)
            if isinstance(item, Rejected):
                assert item.name.startswith(name) and item.reason
            elif not item.problem:
                document = make_document(item)
                assert document.text or document.reason == "empty: no text in it"
        names = [x.name for x in items if isinstance(x, Article)]
        assert len(names) == len(set(names))
