"""Names, scenes and countries that tie two reports of one event together."""

from __future__ import annotations

import pytest

from rashomon.incidents.evidence import countries_in, names_in, scenes_in, shared_names
from rashomon.language import get_parser
from rashomon.model import Sentence


def sentences(*texts: str) -> list[Sentence]:
    out, at = [], 0
    for n, text in enumerate(texts):
        out.append(Sentence(n, at, at + len(text), n, "body", n, text))
        at += len(text) + 1
    return out


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Two died, said police spokesman Ferran Ojulwe on Monday.", ("ferran ojulwe",)),
        ("Prime Minister Halgren condemned the attack.", ()),  # named in news of all kinds
        ("Reuters said the Nigerian army had fled.", ()),
        ("Dozens were hurt when the roof fell.", ()),
        ("Varn, a doctor at the clinic, counted nine.", ("varn",)),
    ],
)
def test_names(text: str, names: tuple[str, ...]) -> None:
    assert names_in(sentences(text)) == names


@pytest.mark.parametrize(
    ("a", "b", "value"),
    [
        (("ojulwe",), ("ferran ojulwe",), 1.0),
        (("ojulwe",), ("ojulwe",), 0.4),
        (("ali musavi",), ("ali hastan",), 0.0),
        (("ferran ojulwe", "ojulwe"), ("ferran ojulwe",), 1.0),  # no word counts twice
    ],
)
def test_shared_names(a: tuple[str, ...], b: tuple[str, ...], value: float) -> None:
    assert sum(v for _, v in shared_names(a, b)) == value
    assert [v for _, v in shared_names(b, a)] == [v for _, v in shared_names(a, b)]


@pytest.mark.parametrize(
    ("text", "scenes"),
    [
        ("A bomb went off at a mosque.", ("mosque",)),
        ("The wounded were taken to a hospital.", ()),
        ("Shells hit the hospital at noon.", ("hospital",)),
        ("Hospital officials said two had died in the market.", ("market",)),
        ("A policeman was shot dead hours after the attack on a bus.", ()),
    ],
)
def test_scenes(text: str, scenes: tuple[str, ...]) -> None:
    rows = sentences(text)
    get_parser().parse(rows)
    assert scenes_in(rows) == scenes


def test_countries() -> None:
    assert countries_in(sentences("Malian soldiers fled to Niger.")) == ("Mali", "Niger")
